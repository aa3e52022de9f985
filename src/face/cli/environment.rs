//! What the surroundings say: the documented variables, and where the site is kept. Nothing else is read.
#![expect(clippy::disallowed_methods, reason = "floor 7 is where the environment is read")]

use std::path::{Path, PathBuf};

use crate::base::date::Day;

/// The user's home, which is never an output.
pub(super) fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").map(PathBuf::from).filter(|home| !home.as_os_str().is_empty())
}

/// The command that starts the editor, as `EDITOR` has it.
pub(super) fn editor() -> Option<String> {
    std::env::var("EDITOR").ok()
}

/// Where the command was typed.
pub(super) fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_default()
}

/// The day of `SOURCE_DATE_EPOCH` (seconds since 1970, reproducible-builds.org): the same as `--today`.
pub(super) fn source_date() -> Option<Day> {
    let seconds: i64 = std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse().ok()?;
    day_of(seconds)
}

/// The day by the clock, in UTC. Only `new` asks, for a file that an editor keeps: a build never does.
pub(super) fn clock() -> Option<Day> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    day_of(i64::try_from(since.as_secs()).ok()?)
}

fn day_of(seconds: i64) -> Option<Day> {
    let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
    Day::new(1970, 1, 1)?.plus(days)
}

/// The address that GitHub Pages gives a site: by the repository that an action runs for, else by the remote of the repository that
/// the site's folder is.
pub(super) fn github_pages(root: &Path) -> Option<String> {
    let (owner, name) = github_action().or_else(|| remote(root))?;
    let owner = owner.to_lowercase();
    let host = format!("{owner}.github.io");
    Some(if name.to_lowercase() == host { format!("https://{host}/") } else { format!("https://{host}/{name}/") })
}

/// Owner and name of the repository that an action runs for.
pub(super) fn github_action() -> Option<(String, String)> {
    let named = std::env::var("GITHUB_REPOSITORY").ok()?;
    named.split_once('/').map(|(owner, name)| (owner.to_owned(), name.to_owned()))
}

/// Whether an action of GitHub's runs us.
pub(super) fn in_github_action() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// The file that an action's step appends its summary to.
pub(super) fn step_summary() -> Option<PathBuf> {
    let file = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|file| in_github_action() && !file.is_empty())?;
    Some(PathBuf::from(file))
}

/// The address that `WHOWHEN_BASE_URL` asks for.
pub(super) fn asked_address() -> Option<String> {
    std::env::var("WHOWHEN_BASE_URL").ok().filter(|url| crate::syntax::read::url_problem(url).is_none())
}

/// Owner and name of the repository at GitHub that the site's folder is a copy of.
pub(super) fn remote(root: &Path) -> Option<(String, String)> {
    let config = std::fs::read_to_string(root.join(".git/config")).ok()?;
    let mut in_origin = false;
    for line in config.lines().map(str::trim) {
        if line.starts_with('[') {
            in_origin = line.replace(' ', "") == "[remote\"origin\"]";
        } else if let Some(url) =
            line.strip_prefix("url").and_then(|rest| rest.trim_start().strip_prefix('=')).filter(|_| in_origin)
        {
            return repository(url.trim());
        }
    }
    None
}

fn repository(url: &str) -> Option<(String, String)> {
    let path = ["https://github.com/", "http://github.com/", "git@github.com:", "ssh://git@github.com/", "git://github.com/"]
        .iter()
        .find_map(|prefix| url.strip_prefix(prefix))?;
    let (owner, name) = path.trim_end_matches('/').split_once('/')?;
    let name = name.strip_suffix(".git").unwrap_or(name);
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    (plain(owner) && plain(name)).then(|| (owner.to_owned(), name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::repository;

    #[test]
    fn remotes_name_their_repository() {
        let found = |url| repository(url).map(|(owner, name)| format!("{owner}/{name}"));
        for url in [
            "https://github.com/Town/record.git",
            "git@github.com:Town/record.git",
            "ssh://git@github.com/Town/record",
            "https://github.com/Town/record/",
        ] {
            assert_eq!(found(url).as_deref(), Some("Town/record"), "{url}");
        }
        assert_eq!(found("https://example.org/Town/record.git"), None);
        assert_eq!(found("https://github.com/Town"), None);
    }
}
