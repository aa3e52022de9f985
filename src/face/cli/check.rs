//! `check`: everything wrong at once; writes nothing.

use crate::analysis::rules::site_too_large::LIMIT;
use crate::base::diagnostic::Level;
use crate::engine::snapshot::PageError;
use crate::face::args::{Build, Common, Format};

use super::progress::Progress;
use super::{Exit, github, say, site};

/// Runs the command.
pub(super) fn run(common: &Common, check: &Build) -> Exit {
    match try_run(common, check) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_run(common: &Common, check: &Build) -> Result<Exit, Exit> {
    let root = site::root(common)?;
    let progress = Progress::begin("Checking", common.quiet);
    let snapshot = site::open(common, &check.reading, &root)?;
    let (sizes, mut pages) = snapshot.weigh();
    pages.extend(snapshot.too_large(&sizes, LIMIT).map(|found| PageError::Whole(Box::new(found))));
    drop(progress);
    let found = site::findings(&snapshot, &pages, check.strict);
    site::print(&found, &snapshot, common, true, Level::Note);
    github::summarize("whowhen check", &found, &snapshot, common);
    if site::say_bugs(&pages) {
        return Ok(Exit::Machine);
    }
    if !common.quiet && common.format != Some(Format::Json) {
        say(
            "Checked",
            &format!(
                "{}   {}",
                crate::site::words::count(snapshot.output.len(), "file of the site", "files of the site"),
                site::counted(&found)
            ),
        );
    }
    Ok(site::exit(&found, &common.config.to_string_lossy()))
}
