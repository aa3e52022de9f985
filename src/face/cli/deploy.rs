//! `deploy --setup`: GitHub Pages, end to end. With `gh` it asks the network, and says so.

use std::path::Path;

use crate::face::args::{Common, Deploy};
use crate::face::scaffold::workflow;

use super::pages::{self, Turned};
use super::put::{self, Put};
use super::repository::{self, Place};
use super::{Exit, environment, fail, say, site};

/// Runs the command.
pub(super) fn run(common: &Common, deploy: &Deploy) -> Exit {
    if !deploy.setup {
        fail(
            "`deploy` by itself does nothing: GitHub publishes the site on each push",
            &["`whowhen deploy --setup` writes the workflow that does it"],
        );
        return Exit::Usage;
    }
    match set_up(common, deploy) {
        Ok(()) => Exit::Fine,
        Err(exit) => exit,
    }
}

fn set_up(common: &Common, deploy: &Deploy) -> Result<(), Exit> {
    let root = site::root(common)?;
    let snapshot = site::open_whole(common, &root)?;
    if let Place::Around(folder) = repository::place(&root) {
        return Err(is_inside(&folder));
    }
    let branch = repository::default_branch(&root).unwrap_or_else(|| "main".to_owned());
    let draft = workflow::file(&branch);
    let done = put::all(&root, &common.root, std::slice::from_ref(&draft), deploy.force)?;
    let path = put::path(&common.root, &draft.path);
    match done.first() {
        Some(Put::Over) => say("Replaced", &path),
        Some(Put::Same) => say("Kept", &format!("{path}: it is as this version writes it")),
        _ => say("Wrote", &path),
    }
    let Some(repository) = environment::github_action().or_else(|| environment::remote(&root)) else {
        without_remote(&root);
        return Ok(());
    };
    turn_on(&repository);
    if let Some(address) = pages::address(&snapshot, &root) {
        say("Address", &format!("{}   (from {})", address.url, address.from));
        if address.from == "the file CNAME" {
            let host = address.url.trim_start_matches("https://").trim_end_matches('/');
            say("Next", &format!("enter {host} under \"Custom domain\" at {}", pages::settings(&repository)));
        }
    }
    say(
        "Next",
        &format!(
            "`git add .`, `git commit -m \"Publish\"`, `git push -u origin {branch}`: each push to {branch} publishes the site"
        ),
    );
    Ok(())
}

fn turn_on(repository: &(String, String)) {
    let by_hand = || say("Next", &format!("open {} and choose \"Source: GitHub Actions\"", pages::settings(repository)));
    if !pages::has_gh() {
        return by_hand();
    }
    say("Asking", &format!("GitHub, through `gh`, to turn Pages on for {}/{}", repository.0, repository.1));
    match pages::turn_on(repository) {
        Turned::On => say("Pages", "on: published by GitHub Actions"),
        Turned::NoGh => by_hand(),
        Turned::Refused(why) => {
            say("Note", &format!("GitHub did not turn Pages on: {why}"));
            by_hand();
        }
    }
}

fn without_remote(root: &Path) {
    say("Note", "no repository at GitHub is known for this folder, so nobody publishes it yet");
    if repository::place(root) == Place::Nowhere {
        say("Next", "`git init -b main`, `git add .`, `git commit -m \"Begin\"`");
    }
    say("Next", "make an empty repository at https://github.com/new");
    say("Next", "`git remote add origin https://github.com/OWNER/NAME.git`, `git push -u origin HEAD`");
    say("Next", "`whowhen deploy --setup` again: it says where the site will be, and turns Pages on");
}

/// Refuses a site in a folder of a repository: GitHub reads workflows at the repository's top only.
pub(super) fn is_inside(repository: &Path) -> Exit {
    fail(
        &format!("the site is inside the git repository {}, and GitHub reads workflows only at its top", repository.display()),
        &["give the site a repository of its own, or write the workflow there by hand"],
    );
    Exit::Usage
}
