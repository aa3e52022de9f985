//! A site as a commit of its git repository has it: objects are read as they lie on the disk, nothing is written, and git itself is not
//! started, so that `check` runs no other program.
//!
//! Own code, since a library for it (`gix-odb` with `gix-object`) brings 34 more packages, a fifth of all, where two trees are to be read.
//! The formats are those of gitformat-pack(5), gitrepository-layout(5) and gitrevisions(7). What is not read is said: repositories
//! with SHA-256 names, refs kept as a reftable.
#![expect(clippy::disallowed_methods, reason = "floor 1 is where files are read")]

mod pack;
mod revision;
mod store;
mod tree;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::date::Day;

use store::{Kind, Store};
pub use tree::Site;

/// The name of an object: a SHA-1 hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Oid([u8; 20]);

impl Oid {
    fn parse(hex: &str) -> Option<Oid> {
        let digit = |at: usize| (hex.as_bytes()[at] as char).to_digit(16).map(|digit| digit as u8);
        let mut oid = [0; 20];
        if hex.len() != 40 {
            return None;
        }
        for (n, byte) in oid.iter_mut().enumerate() {
            *byte = digit(2 * n)? << 4 | digit(2 * n + 1)?;
        }
        Some(Oid(oid))
    }
}

impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why something of a repository can't be read.
#[derive(Debug)]
pub enum GitError {
    /// Nothing is called by these words; maybe something is called nearly so.
    Unknown(String, Option<String>),
    /// The first letters of several objects' names.
    Ambiguous(String),
    /// Nothing is committed yet.
    Empty,
    /// The history does not go back so far, or not in this copy of the repository.
    NoParent(String),
    /// This object is not in this copy of the repository.
    Missing(String),
    /// A form that is not read.
    Unread(String),
    /// Something is not as git writes it.
    Damaged(String),
    /// The machine could not give us a file.
    Io(PathBuf, std::io::Error),
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GitError::Unknown(name, _) => write!(f, "the repository has no commit, branch or tag `{name}`"),
            GitError::Ambiguous(name) => write!(f, "several objects of the repository have names that begin with `{name}`"),
            GitError::Empty => write!(f, "nothing is committed in the repository yet"),
            GitError::NoParent(name) => write!(f, "nothing is known of what was before `{name}`"),
            GitError::Missing(name) => write!(f, "`{name}` is not in this copy of the repository"),
            GitError::Unread(what) => write!(f, "{what}"),
            GitError::Damaged(what) => write!(f, "the repository is damaged: {what}"),
            GitError::Io(path, error) => write!(f, "can't read {}: {error}", path.display()),
        }
    }
}

impl std::error::Error for GitError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            GitError::Io(_, error) => Some(error),
            _ => None,
        }
    }
}

/// A repository that a folder is in.
pub struct Repository {
    /// Where HEAD is.
    own: PathBuf,
    /// Where all else is: another folder where several working trees share a repository.
    common: PathBuf,
    /// The site's folder from the top of the working tree, folder by folder.
    inner: Vec<String>,
    store: Arc<Store>,
}

/// A commit.
#[derive(Clone, Debug)]
pub struct Commit {
    id: Oid,
    tree: Oid,
    parents: Vec<Oid>,
    /// The day on which it was made, where it was made.
    pub day: Option<Day>,
}

impl Commit {
    /// The first letters of its name.
    pub fn short(&self) -> String {
        self.id.to_string()[..7].to_owned()
    }
}

impl Repository {
    /// The repository around a folder, if there is one. The path is absolute.
    pub fn around(root: &Path) -> Result<Option<Repository>, GitError> {
        let Some(top) = root.ancestors().find(|folder| folder.join(".git").exists()) else { return Ok(None) };
        let inner = root.strip_prefix(top).unwrap_or(Path::new(""));
        let inner: Option<Vec<String>> = inner.iter().map(|name| name.to_str().map(str::to_owned)).collect();
        let Some(inner) = inner else { return Ok(None) };
        let mut own = top.join(".git");
        if own.is_file() {
            let text = read_text(&own)?;
            let named = text.trim().strip_prefix("gitdir:").map(str::trim);
            own = top.join(named.ok_or_else(|| GitError::Damaged(format!("{} names no folder", own.display())))?);
        }
        let shared = own.join("commondir");
        let common = if shared.is_file() { own.join(read_text(&shared)?.trim()) } else { own.clone() };
        if common.join("reftable").is_dir() {
            return Err(GitError::Unread("the repository keeps its branches as a reftable, which is not read".to_owned()));
        }
        let store = Arc::new(Store::open(&common.join("objects"))?);
        Ok(Some(Repository { own, common, inner, store }))
    }

    /// The commit that is called so: as git calls it, or by what it is before (`HEAD~2`).
    pub fn commit(&self, called: &str) -> Result<Commit, GitError> {
        revision::resolve(self, called)
    }

    /// The first of the commits that a commit came from, if it is in this copy of the repository.
    pub fn before(&self, commit: &Commit) -> Result<Option<Commit>, GitError> {
        match commit.parents.first() {
            Some(parent) if !self.is_cut(commit.id)? => self.read_commit(*parent).map(Some),
            _ => Ok(None),
        }
    }

    /// The site as a commit has it; `None` if the site's folder was not there.
    pub fn site(&self, commit: &Commit, config: &str) -> Result<Option<Site>, GitError> {
        Site::read(&self.store, commit.tree, &self.inner, config)
    }

    fn read_commit(&self, id: Oid) -> Result<Commit, GitError> {
        match self.store.read(id)? {
            (Kind::Commit, bytes) => commit(id, &bytes),
            _ => Err(GitError::Unread(format!("`{id}` is no commit"))),
        }
    }

    /// Whether the history of this copy begins with a commit, although there were others before.
    fn is_cut(&self, id: Oid) -> Result<bool, GitError> {
        let shallow = self.common.join("shallow");
        Ok(shallow.is_file() && read_text(&shallow)?.lines().any(|line| Oid::parse(line.trim()) == Some(id)))
    }
}

fn commit(id: Oid, bytes: &[u8]) -> Result<Commit, GitError> {
    let text = String::from_utf8_lossy(bytes);
    let head = text.split("\n\n").next().unwrap_or_default();
    let field = |name: &'static str| head.lines().filter_map(move |line| line.strip_prefix(name)?.strip_prefix(' '));
    let tree = field("tree").next().and_then(Oid::parse);
    let tree = tree.ok_or_else(|| GitError::Damaged(format!("the commit {id} has no tree")))?;
    Ok(Commit {
        id,
        tree,
        parents: field("parent").filter_map(Oid::parse).collect(),
        day: field("committer").next().and_then(day),
    })
}

/// The day in `NAME <MAIL> SECONDS ZONE`, as it was in that zone.
fn day(committer: &str) -> Option<Day> {
    let mut words = committer.rsplit(' ');
    let zone = words.next()?;
    let seconds: i64 = words.next()?.parse().ok()?;
    let (sign, digits) = (if zone.starts_with('-') { -1 } else { 1 }, zone.get(1..5)?);
    let (hours, minutes): (i64, i64) = (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?);
    let there = seconds.checked_add(sign * (hours * 3600 + minutes * 60))?;
    Day::new(1970, 1, 1)?.plus(i32::try_from(there.div_euclid(86_400)).ok()?)
}

fn read_text(path: &Path) -> Result<String, GitError> {
    std::fs::read_to_string(path).map_err(|error| GitError::Io(path.to_owned(), error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_commit_is_that_of_its_place() {
        for (committer, expected) in [
            ("A B <a@b> 0 +0000", Some("1970-01-01")),
            ("A B <a@b> 1642809599 +0000", Some("2022-01-21")),
            ("A B <a@b> 1642809599 +0200", Some("2022-01-22")),
            ("A B <a@b> 1642724100 -0530", Some("2022-01-20")),
            ("A B <a@b> -1 +0000", Some("1969-12-31")),
            ("A B <a@b>", None),
            ("A B <a@b> 1642809599 +x", None),
            ("A B <a@b> 99999999999999999 +0000", None),
        ] {
            assert_eq!(day(committer).map(|day| day.to_string()), expected.map(str::to_owned), "{committer}");
        }
    }
}
