//! `init`: a working site in one command.

use std::path::{Path, PathBuf};

use crate::face::args::{Common, Init};
use crate::face::scaffold::{starter, workflow};
use crate::face::write;

use super::put::{self, Put};
use super::repository::{self, Place};
use super::{Exit, environment, fail, say};

/// Runs the command.
pub(super) fn run(common: &Common, init: &Init) -> Exit {
    let typed = init.dir.as_ref().unwrap_or(&common.root);
    match try_run(common, init, typed) {
        Ok(()) => Exit::Fine,
        Err(exit) => exit,
    }
}

fn try_run(common: &Common, init: &Init, typed: &Path) -> Result<(), Exit> {
    refuse_home(typed)?;
    write::refuse_link(typed).map_err(|error| put::refused(&error))?;
    let branch = if init.github { Some(branch(typed)?) } else { None };
    write::make_root(typed).map_err(|error| put::refused(&error))?;
    let mut drafts = starter::files(repository::text(typed, ".gitignore").map(|text| text.replace("\r\n", "\n")).as_deref());
    drafts.extend(branch.as_deref().map(workflow::file));
    let done = put::all(typed, typed, &drafts, init.force)?;
    if done.iter().all(|put| *put == Put::Same) {
        fail(
            &format!("there is a site in {} already, as `init` would write it", typed.display()),
            &["`whowhen new briefing \"TITLE\"` begins the next briefing"],
        );
        return Err(Exit::Usage);
    }
    if common.quiet {
        return Ok(());
    }
    for (draft, put) in drafts.iter().zip(done) {
        match put {
            Put::New => say("Wrote", &put::path(typed, &draft.path)),
            Put::Over => say("Replaced", &put::path(typed, &draft.path)),
            Put::Same => {}
        }
    }
    next(typed, init.github);
    Ok(())
}

fn next(typed: &Path, github: bool) {
    let folder = put::path(typed, "");
    if !folder.is_empty() {
        say("Next", &format!("cd {}", folder.trim_end_matches('/')));
    }
    say("Next", "change content/briefings/welcome.md to your own story");
    say("Next", "`whowhen serve --open` shows it while you write");
    let why = if github { "says where the site will be, and turns GitHub Pages on" } else { "publishes it on GitHub Pages" };
    say("Next", &format!("`whowhen deploy --setup` {why}"));
}

/// A site in the home folder, or around it, would take in whatever is there.
fn refuse_home(typed: &Path) -> Result<(), Exit> {
    let whole = |path: &Path| path.canonicalize().ok();
    let Some(folder) = whole(typed) else { return Ok(()) };
    let holds_home = || environment::home().and_then(|home| whole(&home)).is_some_and(|home| home.starts_with(&folder));
    if folder.parent().is_none() || holds_home() {
        fail(
            &format!(
                "`{}` is not a folder for a site: it is, or is around, your home folder or the whole disk",
                folder.display()
            ),
            &["name a folder of its own: `whowhen init my-record`"],
        );
        return Err(Exit::Usage);
    }
    Ok(())
}

/// The branch that the workflow publishes. The folder need not be there yet.
fn branch(typed: &Path) -> Result<String, Exit> {
    let typed = environment::here().join(typed);
    let existing = typed.ancestors().find_map(|folder| folder.canonicalize().ok()).unwrap_or_else(|| PathBuf::from("/"));
    let is_there = typed.is_dir();
    match repository::place(&existing) {
        Place::Here if is_there => Ok(repository::default_branch(&existing).unwrap_or_else(|| "main".to_owned())),
        Place::Here => Err(super::deploy::is_inside(&existing)),
        Place::Around(folder) => Err(super::deploy::is_inside(&folder)),
        Place::Nowhere => Ok("main".to_owned()),
    }
}
