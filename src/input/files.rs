//! Where text comes from: a folder, memory, or unsaved buffers over either.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use crate::base::id::Key;

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 8 << 20;

/// Something that stands under a site's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Path relative to the root, with `/`.
    pub path: Key,
    /// What it is.
    pub kind: EntryKind,
}

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// An ordinary file of so many bytes.
    File(u64),
    /// A symbolic link and what it says; never followed.
    Link(String),
    /// A name that is not UTF-8, a socket, a pipe: nothing that can be published.
    Odd,
}

/// A site's files: read-only, listed in order of path.
///
/// Only what a build looks at is listed: `site.yaml`, `CNAME`, `content/`, `static/`, `themes/`.
pub trait Files: Send + Sync {
    /// All entries, sorted by path. In content, names that start with `.` or `_` are left out but for `_index.md` and
    /// `_defaults.yaml`.
    fn list(&self) -> Result<Vec<Entry>, ReadError>;

    /// What is listed at a path; `None` if nothing is.
    fn entry(&self, path: &str) -> Result<Option<Entry>, ReadError> {
        Ok(self.list()?.into_iter().find(|entry| entry.path.as_str() == path))
    }

    /// The bytes of a listed file.
    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError>;
}

/// The machine could not give us a file.
#[derive(Debug)]
pub struct ReadError {
    /// What was read.
    pub path: String,
    /// What the machine said.
    pub source: std::io::Error,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "can't read {}: {}", self.path, self.source)
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Whether a path is one that a build looks at; `path` is relative, with `/`.
pub fn is_listed(path: &str) -> bool {
    let mut parts = path.split('/');
    match parts.next() {
        Some("site.yaml" | "CNAME") => parts.next().is_none(),
        Some("content") => parts.all(|part| !is_hidden(part)),
        Some("static" | "themes") => parts.all(|part| !matches!(part, ".git" | ".DS_Store")),
        _ => false,
    }
}

fn is_hidden(name: &str) -> bool {
    name.starts_with(['.', '_']) && !matches!(name, "_index.md" | "_defaults.yaml")
}

/// A folder on the disk.
pub struct Disk {
    root: PathBuf,
    config: String,
}

impl Disk {
    /// The site whose root is this folder.
    pub fn new(root: impl Into<PathBuf>) -> Disk {
        Disk { root: root.into(), config: "site.yaml".to_owned() }
    }

    /// With another configuration file: its path, from the root.
    pub fn with_config(self, path: &str) -> Disk {
        Disk { config: path.to_owned(), ..self }
    }

    fn relative(&self, path: &Path) -> Option<String> {
        let parts: Option<Vec<&str>> =
            path.strip_prefix(&self.root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
        Some(parts?.join("/"))
    }

    fn entry_of(&self, found: &walkdir::DirEntry) -> Entry {
        let lossy = || found.path().strip_prefix(&self.root).unwrap_or(found.path()).to_string_lossy().replace('\\', "/");
        let Some(path) = self.relative(found.path()) else { return Entry { path: Key::new(&lossy()), kind: EntryKind::Odd } };
        let kind = if found.path_is_symlink() {
            let target = std::fs::read_link(found.path()).map(|target| target.to_string_lossy().into_owned());
            EntryKind::Link(target.unwrap_or_default())
        } else if found.file_type().is_file() {
            EntryKind::File(found.metadata().map(|data| data.len()).unwrap_or(0))
        } else {
            EntryKind::Odd
        };
        Entry { path: Key::new(&path), kind }
    }
}

impl Files for Disk {
    fn list(&self) -> Result<Vec<Entry>, ReadError> {
        let mut entries = Vec::new();
        for top in [self.config.as_str(), "CNAME", "content", "static", "themes"] {
            let start = self.root.join(top);
            let walk = WalkDir::new(&start).follow_root_links(false).sort_by_file_name();
            let listed = |entry: &walkdir::DirEntry| {
                self.relative(entry.path()).is_none_or(|path| path == self.config || is_listed(&path))
            };
            for found in walk.into_iter().filter_entry(listed) {
                match found {
                    Ok(found) if found.file_type().is_dir() && !found.path_is_symlink() => {}
                    Ok(found) => entries.push(self.entry_of(&found)),
                    Err(error) if error.depth() == 0 && is_missing(&error) => {}
                    Err(error) => {
                        let path = error.path().unwrap_or(&start).display().to_string();
                        let source = error.into_io_error().unwrap_or_else(|| std::io::Error::other("folders lead in a circle"));
                        return Err(ReadError { path, source });
                    }
                }
            }
        }
        entries.sort_by_key(|entry| entry.path);
        entries.dedup_by_key(|entry| entry.path);
        Ok(entries)
    }

    /// Without a walk through all folders: what is at the path itself, whether or not a walk would come there.
    fn entry(&self, path: &str) -> Result<Option<Entry>, ReadError> {
        let mut walk = WalkDir::new(self.root.join(path)).follow_root_links(false).max_depth(0).into_iter();
        match walk.next() {
            Some(Ok(found)) if found.file_type().is_dir() => Ok(None),
            Some(Ok(found)) => Ok(Some(self.entry_of(&found))),
            Some(Err(error)) if is_missing(&error) => Ok(None),
            Some(Err(error)) => {
                let source = error.into_io_error().unwrap_or_else(|| std::io::Error::other("it can't be looked at"));
                Err(ReadError { path: path.to_owned(), source })
            }
            None => Ok(None),
        }
    }

    #[expect(clippy::disallowed_methods, reason = "floor 1 is where files are read")]
    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        std::fs::read(self.root.join(path)).map(Arc::from).map_err(|source| ReadError { path: path.to_owned(), source })
    }
}

fn is_missing(error: &walkdir::Error) -> bool {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    error.io_error().is_some_and(|error| matches!(error.kind(), NotFound | NotADirectory))
}

/// Files that exist in memory only.
#[derive(Clone, Default, Debug)]
pub struct Memory(BTreeMap<Key, Arc<[u8]>>);

impl Memory {
    /// Writes or overwrites a file.
    pub fn write(&mut self, path: &str, bytes: impl AsRef<[u8]>) {
        self.0.insert(Key::new(path), Arc::from(bytes.as_ref()));
    }

    /// Removes a file; nothing happens if there is none.
    pub fn remove(&mut self, path: &str) {
        self.0.remove(&Key::new(path));
    }

    /// All paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = Key> {
        self.0.keys().copied()
    }

    fn get(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.0.get(&Key::new(path))
    }
}

impl Files for Memory {
    fn list(&self) -> Result<Vec<Entry>, ReadError> {
        let listed = self.0.iter().filter(|(path, _)| is_listed(path.as_str()));
        Ok(listed.map(|(path, bytes)| Entry { path: *path, kind: EntryKind::File(bytes.len() as u64) }).collect())
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        let missing = || ReadError { path: path.to_owned(), source: std::io::ErrorKind::NotFound.into() };
        self.get(path).cloned().ok_or_else(missing)
    }
}

/// Unsaved buffers over other files.
pub struct Overlay<F> {
    below: F,
    buffers: Memory,
}

impl<F: Files> Overlay<F> {
    /// No buffer yet.
    pub fn new(below: F) -> Overlay<F> {
        Overlay { below, buffers: Memory::default() }
    }

    /// What an editor has typed and not saved.
    pub fn buffers(&mut self) -> &mut Memory {
        &mut self.buffers
    }
}

impl<F: Files> Files for Overlay<F> {
    fn list(&self) -> Result<Vec<Entry>, ReadError> {
        let mut entries: BTreeMap<Key, Entry> = self.below.list()?.into_iter().map(|entry| (entry.path, entry)).collect();
        entries.extend(self.buffers.list()?.into_iter().map(|entry| (entry.path, entry)));
        Ok(entries.into_values().collect())
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        match self.buffers.get(path) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.below.read(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_names_are_left_out_of_content_only() {
        let mut files = Memory::default();
        for path in [
            "site.yaml",
            "content/a.md",
            "content/_draft.md",
            "content/actors/_index.md",
            "content/.obsidian/x.md",
            "static/.well-known/x",
            "README.md",
            "content/_defaults.yaml",
        ] {
            files.write(path, "");
        }
        let listed: Vec<&str> = files.list().unwrap().iter().map(|entry| entry.path.as_str()).collect();
        assert_eq!(
            listed,
            ["content/_defaults.yaml", "content/a.md", "content/actors/_index.md", "site.yaml", "static/.well-known/x"]
        );
    }

    #[test]
    fn a_buffer_hides_the_file_below() {
        let mut disk = Memory::default();
        disk.write("content/a.md", "saved");
        let mut files = Overlay::new(disk);
        files.buffers().write("content/a.md", "typed");
        files.buffers().write("content/b.md", "new");
        assert_eq!(files.list().unwrap().len(), 2);
        assert_eq!(&*files.read("content/a.md").unwrap(), b"typed");
        assert!(files.read("content/c.md").is_err());
    }
}
