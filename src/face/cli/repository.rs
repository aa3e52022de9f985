//! The git repository that a site is in, as its files tell: git itself is not asked.
#![expect(clippy::disallowed_methods, reason = "floor 7 looks at the surroundings")]

use std::path::{Path, PathBuf};

/// Where the repository begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At the site's folder.
    Here,
    /// At a folder around it.
    Around(PathBuf),
    /// Nowhere.
    Nowhere,
}

/// Where the repository of a site begins.
pub(super) fn place(root: &Path) -> Place {
    match root.ancestors().find(|folder| folder.join(".git").exists()) {
        Some(folder) if folder == root => Place::Here,
        Some(folder) => Place::Around(folder.to_owned()),
        None => Place::Nowhere,
    }
}

/// The branch that is checked out, if one is.
pub(super) fn head(root: &Path) -> Option<String> {
    branch_of(&root.join(".git/HEAD"), "refs/heads/")
}

/// The branch that is published: the default one of the remote, else `main` or `master` where there is one, else the one checked out.
pub(super) fn default_branch(root: &Path) -> Option<String> {
    let git = root.join(".git");
    let packed = std::fs::read_to_string(git.join("packed-refs")).unwrap_or_default();
    let has = |branch: &str| {
        let name = format!("refs/heads/{branch}");
        git.join(&name).is_file() || packed.lines().any(|line| line.split_once(' ').is_some_and(|(_, found)| found == name))
    };
    branch_of(&git.join("refs/remotes/origin/HEAD"), "refs/remotes/origin/")
        .or_else(|| ["main", "master"].into_iter().find(|branch| has(branch)).map(str::to_owned))
        .or_else(|| head(root))
}

fn branch_of(file: &Path, prefix: &str) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let name = text.trim().strip_prefix("ref: ")?.strip_prefix(prefix)?.to_owned();
    (!name.is_empty() && !name.contains(char::is_control)).then_some(name)
}

/// A file of the site's folder that is not content.
pub(super) fn text(root: &Path, path: &str) -> Option<String> {
    std::fs::read_to_string(root.join(path)).ok()
}
