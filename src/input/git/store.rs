//! Where a repository keeps its objects: one by one, in packs, and in the folders of other repositories that it borrows from.

use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::ZlibDecoder;

use super::pack::{Pack, Packed};
use super::{GitError, Oid, read_text};

/// The largest object that is read, in bytes.
const MAX_OBJECT: u64 = 512 << 20;

/// How many repositories may borrow from one another in a row, as in git.
const MAX_BORROWED: usize = 5;

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Commit,
    Tree,
    Blob,
    Tag,
}

/// All objects of a repository.
pub(super) struct Store {
    folders: Vec<PathBuf>,
    packs: Vec<Pack>,
}

impl Store {
    pub(super) fn open(objects: &Path) -> Result<Store, GitError> {
        let mut folders = Vec::new();
        add_folder(objects, &mut folders, 0)?;
        let mut packs = Vec::new();
        for folder in folders.iter().map(|folder| folder.join("pack")).filter(|folder| folder.is_dir()) {
            let mut names = names(&folder)?;
            names.retain(|name| name.extension().is_some_and(|ending| ending == "idx"));
            for name in names {
                packs.push(Pack::open(&name)?);
            }
        }
        Ok(Store { folders, packs })
    }

    /// What an object is, and what it holds.
    pub(super) fn read(&self, id: Oid) -> Result<(Kind, Vec<u8>), GitError> {
        if let Some(mut loose) = self.loose(id)? {
            if loose.size > MAX_OBJECT {
                return Err(too_large(id));
            }
            let mut bytes = Vec::new();
            let read = loose.rest.by_ref().take(loose.size).read_to_end(&mut bytes);
            return match read {
                Ok(read) if read as u64 == loose.size => Ok((loose.kind, bytes)),
                _ => Err(damaged(id)),
            };
        }
        for pack in &self.packs {
            if let Some(at) = pack.find(id) {
                return match pack.read(at, MAX_OBJECT)? {
                    Packed::Whole(kind, bytes) => Ok((kind, bytes)),
                    Packed::TooLarge => Err(too_large(id)),
                };
            }
        }
        Err(GitError::Missing(id.to_string()))
    }

    /// The size of what an object holds, in bytes.
    pub(super) fn size(&self, id: Oid) -> Result<u64, GitError> {
        if let Some(loose) = self.loose(id)? {
            return Ok(loose.size);
        }
        match self.packs.iter().find_map(|pack| Some((pack, pack.find(id)?))) {
            Some((pack, at)) => pack.size(at),
            None => Err(GitError::Missing(id.to_string())),
        }
    }

    /// The objects whose names begin with these digits, each once.
    pub(super) fn beginning_with(&self, digits: &str) -> Result<Vec<Oid>, GitError> {
        let mut found = Vec::new();
        for folder in self.folders.iter().map(|folder| folder.join(&digits[..2])).filter(|folder| folder.is_dir()) {
            let loose = names(&folder)?;
            let loose = loose.iter().filter_map(|path| Oid::parse(&format!("{}{}", &digits[..2], path.file_name()?.to_str()?)));
            found.extend(loose.filter(|id| id.to_string().starts_with(digits)));
        }
        found.extend(self.packs.iter().flat_map(|pack| pack.beginning_with(digits)));
        found.sort();
        found.dedup();
        Ok(found)
    }

    fn loose(&self, id: Oid) -> Result<Option<Loose>, GitError> {
        let name = id.to_string();
        for folder in &self.folders {
            let path = folder.join(&name[..2]).join(&name[2..]);
            match std::fs::File::open(&path) {
                Ok(file) => return Loose::open(file).ok_or_else(|| damaged(id)).map(Some),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(GitError::Io(path, error)),
            }
        }
        Ok(None)
    }
}

/// An object that is a file of its own, read as far as its head.
struct Loose {
    kind: Kind,
    size: u64,
    rest: ZlibDecoder<std::fs::File>,
}

impl Loose {
    /// `KIND SIZE`, a byte that is zero, and what the object holds.
    fn open(file: std::fs::File) -> Option<Loose> {
        let mut rest = ZlibDecoder::new(file);
        let mut head = Vec::new();
        loop {
            let mut byte = [0];
            rest.read_exact(&mut byte).ok()?;
            match byte[0] {
                0 => break,
                byte if head.len() < 32 => head.push(byte),
                _ => return None,
            }
        }
        let (kind, size) = std::str::from_utf8(&head).ok()?.split_once(' ')?;
        let kind = match kind {
            "commit" => Kind::Commit,
            "tree" => Kind::Tree,
            "blob" => Kind::Blob,
            "tag" => Kind::Tag,
            _ => return None,
        };
        Some(Loose { kind, size: size.parse().ok()?, rest })
    }
}

/// A folder of objects, and those that it says are elsewhere.
fn add_folder(folder: &Path, folders: &mut Vec<PathBuf>, borrowed: usize) -> Result<(), GitError> {
    folders.push(folder.to_owned());
    let others = folder.join("info/alternates");
    if borrowed < MAX_BORROWED && others.is_file() {
        let text = read_text(&others)?;
        for other in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            add_folder(&folder.join(other), folders, borrowed + 1)?;
        }
    }
    Ok(())
}

/// What lies in a folder, in order.
fn names(folder: &Path) -> Result<Vec<PathBuf>, GitError> {
    let failed = |error| GitError::Io(folder.to_owned(), error);
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let mut names: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_, _>>().map_err(failed)?;
    names.sort();
    Ok(names)
}

fn damaged(id: Oid) -> GitError {
    GitError::Damaged(format!("the object {id} can't be read"))
}

fn too_large(id: Oid) -> GitError {
    GitError::Unread(format!("the object {id} is larger than {} MiB, the most that is read", MAX_OBJECT >> 20))
}
