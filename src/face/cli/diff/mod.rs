//! `diff`: what changed for a reader, on a terminal, as JSON, or as Markdown for a pull request.
//!
//! Two days of one site are two editions of it; two commits or two folders are two states. All are read in memory, nothing is written, and
//! no process is started.

mod commits;
mod days;
mod json;
mod markdown;
mod terminal;
mod words;

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use crate::analysis::diff::{Change, Diff, How};
use crate::base::diagnostic::Level;
use crate::base::id::Key;
use crate::engine::snapshot::Snapshot;
use crate::face::args::{self, Common, Extent};
use crate::face::report::Texts;
use crate::site::words::count;

use super::{Exit, fail, say, say_help, site, warn};

/// What the site in its folder is called.
const AS_IT_IS: &str = "the site as it is";

/// Runs the command.
pub(super) fn run(common: &Common, asked: &args::Diff) -> Exit {
    match try_run(common, asked) {
        Ok(exit) | Err(exit) => exit,
    }
}

/// A state of the site: what it is called, and what it is.
struct State {
    called: String,
    /// Whether other files are read than those of the site as it is.
    is_another: bool,
    snapshot: Arc<Snapshot>,
}

/// What changed, with what its faces need beside it.
struct Told<'s> {
    diff: Diff,
    states: [&'s State; 2],
    texts: [Texts<'s>; 2],
}

impl Told<'_> {
    /// `FILE:LINE`, of what is gone in the state in which it was there.
    fn place(&self, change: &Change) -> String {
        format!("{}:{}", change.span.file, self.line(change))
    }

    fn line(&self, change: &Change) -> usize {
        let [before, after] = &self.texts;
        let texts = if change.how == How::Gone { before } else { after };
        texts.place(change.span).0.line
    }

    /// "3 changes from 2024-01-01 to 2024-02-01".
    fn counted(&self) -> String {
        let [before, after] = self.states;
        let number = match self.diff.count() {
            0 => "nothing that changed".to_owned(),
            number => count(number, "change", "changes"),
        };
        format!("{number} from {} to {}", before.called, after.called)
    }
}

fn try_run(common: &Common, asked: &args::Diff) -> Result<Exit, Exit> {
    let root = site::root(common)?;
    let [before, after] = match (&asked.between, &asked.against) {
        (Some(days), _) if days::are(days) || days::are_meant(days) => editions(common, asked, &root, days)?,
        (Some(commits), _) => commits::read(common, asked, &root, commits)?,
        (None, Some(folder)) => folders(common, asked, &root, folder)?,
        // clap asks for one of them.
        (None, None) => return Err(Exit::Usage),
    };
    let (old, new) = (|file: Key| before.snapshot.text(file), |file: Key| after.snapshot.text(file));
    let diff = Diff::between(&before.snapshot.facts, &after.snapshot.facts);
    let told = Told { diff, states: [&before, &after], texts: [Texts::new(&old), Texts::new(&new)] };
    let printed = match (asked.json, asked.markdown) {
        (true, _) => format!("{:#}\n", json::diff(&told)).into_bytes(),
        (_, true) => markdown::diff(&told).into_bytes(),
        _ => terminal::sections(&told),
    };
    // Whoever closes the pipe has read enough.
    let _ = anstream::stdout().write_all(&printed);
    if !common.quiet {
        say("Found", &told.counted());
    }
    let mut exit = site::exit(&after.snapshot.diagnostics, &site::config(common));
    say_errors(&after, "");
    if before.is_another {
        say_errors(&before, &format!(" in {}", before.called));
        if exit == Exit::Fine {
            exit = site::exit(&before.snapshot.diagnostics, &site::config(common));
        }
    }
    Ok(exit)
}

/// The site as it was known on two days, or on one and as it is.
fn editions(common: &Common, asked: &args::Diff, root: &Path, days: &str) -> Result<[State; 2], Exit> {
    let (first, last) = days::read(days).map_err(|(message, help)| {
        fail(&message, &help.iter().map(String::as_str).collect::<Vec<_>>());
        Exit::Usage
    })?;
    let state = |day: Option<_>| {
        let snapshot = site::open_extent(common, Extent { as_of: day, ..asked.extent.clone() }, root)?;
        let called = day.map_or_else(|| AS_IT_IS.to_owned(), |day| day.to_string());
        Ok(State { called, is_another: false, snapshot })
    };
    Ok([state(Some(first))?, state(last)?])
}

/// The site in another folder, and here.
fn folders(common: &Common, asked: &args::Diff, root: &Path, folder: &Path) -> Result<[State; 2], Exit> {
    let shown = folder.display().to_string();
    if !folder.join("content").is_dir() {
        let message = match folder.is_dir() {
            true => format!("there is no folder content/ in {shown}"),
            false => format!("there is no folder {shown}"),
        };
        fail(&message, &["`--against` names the site's folder as it was before: the one with content/"]);
        return Err(Exit::Usage);
    }
    let other = Common { root: folder.to_owned(), ..common.clone() };
    let there = site::root(&other)?;
    if there == root {
        fail(&format!("{shown} is the site itself"), &["`--against` names another folder that holds the site as it was before"]);
        return Err(Exit::Usage);
    }
    let before = State { called: shown, is_another: true, snapshot: site::open_extent(&other, asked.extent.clone(), &there)? };
    Ok([before, as_it_is(common, asked, root)?])
}

/// The site in its folder.
fn as_it_is(common: &Common, asked: &args::Diff, root: &Path) -> Result<State, Exit> {
    let snapshot = site::open_extent(common, asked.extent.clone(), root)?;
    Ok(State { called: AS_IT_IS.to_owned(), is_another: false, snapshot })
}

fn say_errors(state: &State, place: &str) {
    let errors = state.snapshot.diagnostics.iter().filter(|found| found.level == Level::Error).count();
    if errors > 0 {
        warn(&format!("the content{place} has {}, so something may be missing here", count(errors, "error", "errors")));
        say_help("`whowhen check` shows what is wrong");
    }
}
