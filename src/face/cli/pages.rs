//! GitHub Pages: where a site will be, and what an editor does there.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::engine::snapshot::Snapshot;

use super::environment;

/// A site's address, and where it comes from.
pub(super) struct Address {
    /// With a final slash.
    pub(super) url: String,
    /// In an editor's words.
    pub(super) from: &'static str,
}

/// The address that a build would take.
pub(super) fn address(snapshot: &Snapshot, root: &Path) -> Option<Address> {
    let url = snapshot.base_url.clone()?;
    let guess = environment::github_pages(root);
    let from = match () {
        () if environment::asked_address().is_some() => "WHOWHEN_BASE_URL",
        () if snapshot.facts.config.base_url.is_some() => "`base_url:` in site.yaml",
        () if guess.as_ref() != Some(&url) => "the file CNAME",
        () if environment::github_action().is_some() => "GITHUB_REPOSITORY",
        () => "the git remote `origin`",
    };
    Some(Address { url, from })
}

/// The page at GitHub where Pages is turned on.
pub(super) fn settings((owner, name): &(String, String)) -> String {
    format!("https://github.com/{owner}/{name}/settings/pages")
}

/// What became of turning Pages on.
pub(super) enum Turned {
    /// It is on.
    On,
    /// There is no `gh`, or nobody is logged in with it.
    NoGh,
    /// GitHub would not.
    Refused(String),
}

/// Whether `gh` can be asked.
pub(super) fn has_gh() -> bool {
    gh(&["auth", "status", "--hostname", "github.com"]).is_ok_and(|problem| problem.is_none())
}

/// Turns Pages on through `gh`, or changes them to be published by an action.
pub(super) fn turn_on((owner, name): &(String, String)) -> Turned {
    let place = format!("repos/{owner}/{name}/pages");
    let ask = |method| gh(&["api", "--silent", "--method", method, &place, "-f", "build_type=workflow"]);
    // Where Pages are on already, POST says no and PUT sets how they are published.
    match (ask("POST"), || ask("PUT")) {
        (Ok(None), _) => Turned::On,
        (Ok(Some(_)), again) => match again() {
            Ok(None) => Turned::On,
            Ok(Some(problem)) => Turned::Refused(problem),
            Err(_) => Turned::NoGh,
        },
        (Err(_), _) => Turned::NoGh,
    }
}

/// Runs `gh`, which asks nothing: what it complains of, if it does.
#[expect(clippy::disallowed_methods, reason = "`deploy --setup` is the one command that starts a program, and says so")]
fn gh(words: &[&str]) -> std::io::Result<Option<String>> {
    let output = Command::new("gh").args(words).env("GH_PROMPT_DISABLED", "1").stdin(Stdio::null()).output()?;
    let words = String::from_utf8_lossy(&output.stderr);
    let first = words.lines().next().unwrap_or("no reason was given");
    Ok((!output.status.success()).then(|| first.chars().filter(|c| !c.is_control()).collect()))
}
