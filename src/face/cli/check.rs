//! `check`: everything wrong at once; writes nothing, but with `--fix` the files that it mends.

use std::path::Path;

use crate::analysis::rules::site_too_large::LIMIT;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::engine::former::unnoted as unnoted_since;
use crate::engine::snapshot::{PageError, Snapshot};
use crate::face::args::{Check, Common, Format};
use crate::site::words::count;

use super::fix::{self, Fixed};
use super::progress::Progress;
use super::{Exit, again, fail, github, history, say, site, warn};

/// Runs the command.
pub(super) fn run(common: &Common, check: &Check) -> Exit {
    if check.fix && check.build.watch {
        fail(
            "`--fix` and `--watch` don't go together: no file may change under the hands of whoever writes it",
            &["run `whowhen check --fix` once, then `whowhen check --watch`"],
        );
        return Exit::Usage;
    }
    again::run(common, check.build.watch, || match try_run(common, check) {
        Ok(exit) | Err(exit) => exit,
    })
}

fn try_run(common: &Common, check: &Check) -> Result<Exit, Exit> {
    let root = site::root(common)?;
    match check.fix {
        true => {
            let (snapshot, fixed) = fix::run(common, check, &root)?;
            let found = report(common, check, &root, &snapshot, Some(&fixed));
            // What could not be written matters more than what is left.
            Ok(if fixed.ended == Exit::Fine { found } else { fixed.ended })
        }
        false => {
            let snapshot = site::open(common, &check.build.reading, &root)?;
            Ok(report(common, check, &root, &snapshot, None))
        }
    }
}

/// Says what is wrong, and how many of it `--fix` would mend.
fn report(common: &Common, check: &Check, root: &Path, snapshot: &Snapshot, fixed: Option<&Fixed>) -> Exit {
    let progress = Progress::begin("Checking", common.quiet);
    let (sizes, mut pages) = snapshot.weigh();
    pages.extend(snapshot.too_large(&sizes, LIMIT).map(|found| PageError::Whole(Box::new(found))));
    let unnoted = unnoted(common, check, root, snapshot);
    pages.extend(unnoted.into_iter().map(|found| PageError::Whole(Box::new(found))));
    drop(progress);
    let found = site::findings(snapshot, &pages, check.build.strict);
    match fixed.filter(|_| common.format == Some(Format::Json)) {
        Some(fixed) => site::print_json(&found, snapshot, Some(fixed.by_file())),
        None => site::print(&found, snapshot, common, true, Level::Note),
    }
    github::summarize("whowhen check", &found, snapshot, common);
    if site::say_bugs(&pages) {
        return Exit::Machine;
    }
    if !common.quiet && !common.format.is_some_and(Format::is_document) {
        let files = count(snapshot.output.len(), "file of the site", "files of the site");
        let mendable = if fixed.is_none() { mendable(&found) } else { String::new() };
        say("Checked", &format!("{files}   {}{mendable}", site::counted(&found)));
    }
    site::exit(&found, &site::config(common))
}

/// What pages tell otherwise than the last commit did, and do not say so. An edition of a former day is compared with nothing: it has no
/// notes of later ones.
fn unnoted(common: &Common, check: &Check, root: &Path, snapshot: &Snapshot) -> Vec<Diagnostic> {
    if check.build.reading.extent.as_of.is_some() {
        return Vec::new();
    }
    match history::former(common, &check.build.reading, root, snapshot) {
        Ok(former) => former.map(|(former, written)| unnoted_since(snapshot, &former, written)).unwrap_or_default(),
        Err(error) => {
            if common.verbose {
                warn(&format!("nothing is compared with what was committed: {error}"));
            }
            Vec::new()
        }
    }
}

fn mendable(found: &[Diagnostic]) -> String {
    match found.iter().filter(|found| !found.fix.is_empty()).count() {
        0 => String::new(),
        number => format!("   {number} of them `whowhen check --fix` mends"),
    }
}
