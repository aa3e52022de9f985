//! A commit's tree as the files of a site.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use crate::base::id::Key;
use crate::input::files::{Entry, EntryKind, Files, ReadError, is_listed};

use super::store::{Kind, Store};
use super::{GitError, Oid};

/// How deep folders may lie in one another.
const MAX_DEPTH: usize = 255;

/// A site as a commit has it.
pub struct Site {
    store: Arc<Store>,
    entries: Vec<Entry>,
    objects: BTreeMap<Key, Oid>,
}

/// What a name in a tree stands for, by the mode that git keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Folder,
    File,
    Link,
    /// The place of another repository, of which nothing is here.
    Other,
}

impl Site {
    /// The site in a folder of a tree; `None` if that folder is not there.
    pub(super) fn read(store: &Arc<Store>, tree: Oid, inner: &[String], config: &str) -> Result<Option<Site>, GitError> {
        let mut top = tree;
        for name in inner {
            let found = names(store, top)?.into_iter().find(|(mode, it, _)| *mode == Mode::Folder && it == name.as_bytes());
            match found {
                Some((.., id)) => top = id,
                None => return Ok(None),
            }
        }
        let mut site = Site { store: Arc::clone(store), entries: Vec::new(), objects: BTreeMap::new() };
        site.add(top, "", config, 0)?;
        site.entries.sort_by_key(|entry| entry.path);
        Ok(Some(site))
    }

    /// Whether there is a folder `content/` with anything in it.
    pub fn has_content(&self) -> bool {
        self.entries.iter().any(|entry| entry.path.as_str().starts_with("content/"))
    }

    fn add(&mut self, tree: Oid, folder: &str, config: &str, depth: usize) -> Result<(), GitError> {
        if depth > MAX_DEPTH {
            return Err(GitError::Damaged(format!("folders lie more than {MAX_DEPTH} deep in one another")));
        }
        for (mode, name, id) in names(&self.store, tree)? {
            let path = format!("{folder}{}", String::from_utf8_lossy(&name));
            let leads_to_config = config.strip_prefix(&path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            if !leads_to_config && !is_listed(&path) {
                continue;
            }
            let kind = match mode {
                Mode::Folder => {
                    self.add(id, &format!("{path}/"), config, depth + 1)?;
                    continue;
                }
                Mode::Other => continue,
                _ if std::str::from_utf8(&name).is_err() => EntryKind::Odd,
                Mode::Link => EntryKind::Link(String::from_utf8_lossy(&self.store.read(id)?.1).into_owned()),
                Mode::File => EntryKind::File(self.store.size(id)?),
            };
            let path = Key::new(&path);
            self.objects.insert(path, id);
            self.entries.push(Entry { path, kind });
        }
        Ok(())
    }
}

impl Files for Site {
    fn list(&self) -> Result<Vec<Entry>, ReadError> {
        Ok(self.entries.clone())
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        let failed = |source| ReadError { path: path.to_owned(), source };
        let id = self.objects.get(&Key::new(path)).ok_or_else(|| failed(io::ErrorKind::NotFound.into()))?;
        match self.store.read(*id) {
            Ok((_, bytes)) => Ok(bytes.into()),
            Err(error) => Err(failed(io::Error::other(error))),
        }
    }
}

/// A name in a tree, and what it stands for.
type Named = (Mode, Vec<u8>, Oid);

/// What a tree names: `MODE NAME`, a byte that is zero, and the twenty bytes of an object's name, again and again.
fn names(store: &Store, tree: Oid) -> Result<Vec<Named>, GitError> {
    let (Kind::Tree, bytes) = store.read(tree)? else { return Err(GitError::Damaged(format!("the object {tree} is no tree"))) };
    let mut names = Vec::new();
    let mut rest = bytes.as_slice();
    while !rest.is_empty() {
        let (named, after) = named(rest).ok_or_else(|| GitError::Damaged(format!("the tree {tree} can't be read")))?;
        names.push(named);
        rest = after;
    }
    Ok(names)
}

fn named(rest: &[u8]) -> Option<(Named, &[u8])> {
    let end = rest.iter().position(|byte| *byte == 0)?;
    let space = rest[..end].iter().position(|byte| *byte == b' ')?;
    let mode = match &rest[..space] {
        b"40000" => Mode::Folder,
        b"120000" => Mode::Link,
        b"160000" => Mode::Other,
        _ => Mode::File,
    };
    let id = Oid(rest.get(end + 1..end + 21)?.try_into().ok()?);
    Some(((mode, rest[space + 1..end].to_vec(), id), &rest[end + 21..]))
}
