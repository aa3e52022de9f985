//! The paths a site lists, a manifest remembers, or a journal names: all of them are strangers until they have been checked here.

use std::collections::BTreeSet;

use super::names;
use super::refusal::Refusal;

/// What is wrong with a path that is to be joined to the output, if anything.
pub(super) fn flaw(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("it is empty");
    }
    if path.starts_with('/') {
        return Some("it is absolute");
    }
    if path.contains('\\') {
        return Some("it has a backslash");
    }
    if path.contains('\0') {
        return Some("it has a NUL");
    }
    if cfg!(windows) && path.contains(':') {
        return Some("it has a colon");
    }
    for part in path.split('/') {
        match part {
            "" => return Some("it has an empty name"),
            "." | ".." => return Some("it has a name that stands for another folder"),
            // A hook in there would run at the next commit.
            _ if part.eq_ignore_ascii_case(".git") => return Some("`.git` belongs to git"),
            _ => {}
        }
    }
    names::is_reserved(path).then_some("whowhen keeps that name for itself")
}

/// The site's list, sorted, once every path in it is known to be safe and to have a place of its own.
pub(super) fn checked(list: Vec<String>) -> Result<BTreeSet<String>, Refusal> {
    let mut wanted = BTreeSet::new();
    for path in list {
        if let Some(problem) = flaw(&path) {
            return Err(Refusal::BadPath { path, problem });
        }
        if wanted.contains(&path) {
            return Err(Refusal::PathClash { path });
        }
        wanted.insert(path);
    }
    match wanted.iter().find_map(|path| folders(path).find(|folder| wanted.contains(*folder))) {
        Some(clash) => Err(Refusal::PathClash { path: clash.to_owned() }),
        None => Ok(wanted),
    }
}

/// The folders a path is in, outermost first: `a`, `a/b` for `a/b/c.html`.
pub(super) fn folders(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Whether `path` is somewhere below `folder`.
pub(super) fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_could_leave_the_output_have_a_flaw() {
        let bad = ["", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", "./a", "a\\b", "a\0b", ".git/hooks/x", "a/.GIT/config"];
        for path in bad {
            assert!(flaw(path).is_some(), "{path:?}");
        }
        for path in [".whowhen-manifest.json", ".whowhen-stage/x", ".WhoWhen-lock"] {
            assert!(flaw(path).is_some(), "{path:?}");
        }
        for path in ["a", "a/b.html", "..a", "a..", ".nojekyll", ".gitignore", "a/.whowhen-x", "ü/é.html"] {
            assert_eq!(flaw(path), None, "{path:?}");
        }
    }

    #[test]
    fn a_file_and_a_folder_of_one_name_clash() {
        let list = |paths: &[&str]| checked(paths.iter().map(|path| (*path).to_owned()).collect());
        assert!(list(&["a.html", "a/b", "a-b"]).is_ok());
        assert!(matches!(list(&["a", "a-b", "a/b"]), Err(Refusal::PathClash { path }) if path == "a"));
        assert!(matches!(list(&["a", "a"]), Err(Refusal::PathClash { .. })));
    }

    #[test]
    fn folders_go_from_the_outside_in() {
        assert_eq!(folders("a/b/c").collect::<Vec<_>>(), ["a", "a/b"]);
        assert!(is_below("a/b", "a") && !is_below("ab", "a") && !is_below("a", "a"));
    }
}
