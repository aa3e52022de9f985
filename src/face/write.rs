//! Single files for editors: what `init`, `new`, `deploy` and `report --html` write, and what `check --fix` mends.
//!
//! A file is there as a whole or not at all: it is written under another name beside its place, and renamed. Nothing is written through a
//! symbolic link, at or below the site's folder, and nothing is overwritten unless that was asked for.
#![expect(clippy::disallowed_methods, reason = "beside `publish`, this is the one module that writes to the disk")]

use std::fmt;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Above so many bytes a file is no text of an editor's, and its difference is not shown.
const LONGEST: u64 = 8 * 1024 * 1024;

/// With what the name begins under which a file is written first; six letters follow.
const PREFIX: &str = ".whowhen-";

/// A file as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its path in the site's folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What is in a draft's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// The same text. Line endings may be those of another system.
    Same,
    /// Another text.
    Other(String),
}

/// Why a file was not written. What was there is as it was.
#[derive(Debug)]
pub enum WriteError {
    /// A symbolic link is in the way, wherever it leads.
    Link(PathBuf),
    /// A file where a folder is wanted, or the other way round.
    Taken(PathBuf),
    /// Somebody changed it after it was read.
    Changed(PathBuf),
    /// The system would not do it.
    Disk {
        /// What was being done: `can't {doing} PATH`.
        doing: &'static str,
        /// To what.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Link(path) => write!(f, "`{}` is a symbolic link, and nothing is written through one", path.display()),
            WriteError::Taken(path) => write!(f, "something else is in the way at `{}`", path.display()),
            WriteError::Changed(path) => write!(f, "`{}` was changed after it was read", path.display()),
            WriteError::Disk { doing, path, cause } => write!(f, "can't {doing} `{}`: {cause}", path.display()),
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            WriteError::Disk { cause, .. } => Some(cause),
            WriteError::Link(_) | WriteError::Taken(_) | WriteError::Changed(_) => None,
        }
    }
}

fn cant(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |cause| WriteError::Disk { doing, path, cause }
}

/// Makes a site's folder, with those around it, where it isn't there yet.
pub fn make_root(root: &Path) -> Result<(), WriteError> {
    refuse_link(root)?;
    match root.is_dir() {
        true => Ok(()),
        false if root.exists() => Err(WriteError::Taken(root.to_owned())),
        false => std::fs::create_dir_all(root).map_err(cant("make the folder", root)),
    }
}

/// Refuses a site's folder that is itself a link.
pub fn refuse_link(root: &Path) -> Result<(), WriteError> {
    // A final slash or dot would have the system follow the link before we see it.
    let root: PathBuf = root.components().collect();
    match std::fs::symlink_metadata(&root) {
        Ok(found) if found.is_symlink() => Err(WriteError::Link(root)),
        _ => Ok(()),
    }
}

/// Looks at the place of a draft in a site's folder.
pub fn look(root: &Path, draft: &Draft) -> Result<Found, WriteError> {
    for folder in folders(&draft.path) {
        if !is_folder(&root.join(folder))? {
            return Ok(Found::Nothing);
        }
    }
    let path = root.join(&draft.path);
    let found = match std::fs::symlink_metadata(&path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(cant("look at", &path)(error)),
    };
    if found.is_symlink() {
        return Err(WriteError::Link(path));
    }
    if !found.is_file() {
        return Err(WriteError::Taken(path));
    }
    let mut bytes = Vec::new();
    let read = std::fs::File::open(&path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes));
    read.map_err(cant("read", &path))?;
    let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
    Ok(if text == draft.text { Found::Same } else { Found::Other(text) })
}

/// Writes a draft to its place in a site's folder, over what is there only if `over` says so.
pub fn write(root: &Path, draft: &Draft, over: bool) -> Result<(), WriteError> {
    for folder in folders(&draft.path) {
        let folder = root.join(folder);
        if !is_folder(&folder)? {
            std::fs::create_dir(&folder).map_err(cant("make the folder", &folder))?;
        }
    }
    let path = root.join(&draft.path);
    match std::fs::symlink_metadata(&path) {
        Ok(found) if found.is_symlink() => return Err(WriteError::Link(path)),
        Ok(found) if found.is_dir() => return Err(WriteError::Taken(path)),
        _ => {}
    }
    let place = path.parent().unwrap_or(root);
    let mut file = builder().tempfile_in(place).map_err(cant("write in", place))?;
    file.write_all(draft.text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(cant("write", &path))?;
    let kept = if over { file.persist(&path) } else { file.persist_noclobber(&path) };
    kept.map(drop).map_err(|error| cant("write", &path)(error.error))
}

/// Replaces the bytes of a file of a site's folder, if they are still those that were read. It keeps its mode, and its owner where that can
/// be. A file that its owner has made read-only is left alone.
pub fn replace(root: &Path, path: &str, before: &[u8], after: &[u8]) -> Result<(), WriteError> {
    for folder in folders(path) {
        if !is_folder(&root.join(folder))? {
            return Err(WriteError::Changed(root.join(path)));
        }
    }
    let path = root.join(path);
    let found = match std::fs::symlink_metadata(&path) {
        Ok(found) if found.is_symlink() => return Err(WriteError::Link(path)),
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(WriteError::Changed(path)),
        Err(error) => return Err(cant("look at", &path)(error)),
    };
    if found.permissions().readonly() {
        return Err(read_only(&path));
    }
    let is_as_read = || match std::fs::read(&path) {
        Ok(bytes) if bytes == before => Ok(()),
        Ok(_) => Err(WriteError::Changed(path.clone())),
        Err(error) => Err(cant("read", &path)(error)),
    };
    is_as_read()?;
    let place = path.parent().unwrap_or(root);
    let mut file = builder().tempfile_in(place).map_err(cant("write in", place))?;
    file.write_all(after).map_err(cant("write", &path))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // Only root can give a file away; whoever can't has made a file of their own, which the mode below guards.
        let _ = std::os::unix::fs::fchown(file.as_file(), Some(found.uid()), Some(found.gid()));
    }
    file.as_file().set_permissions(found.permissions()).and_then(|()| file.as_file().sync_all()).map_err(cant("write", &path))?;
    is_as_read()?;
    file.persist(&path).map(drop).map_err(|error| cant("write", &path)(error.error))
}

/// Refuses unless a file of a site's folder holds the bytes that were read, and its owner lets it be changed.
pub fn is_as_read(root: &Path, path: &str, before: &[u8]) -> Result<(), WriteError> {
    for folder in folders(path) {
        if !is_folder(&root.join(folder))? {
            return Err(WriteError::Changed(root.join(path)));
        }
    }
    let path = root.join(path);
    match std::fs::symlink_metadata(&path) {
        Ok(found) if found.is_symlink() => return Err(WriteError::Link(path)),
        Ok(found) if found.permissions().readonly() => return Err(read_only(&path)),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(WriteError::Changed(path)),
        Err(error) => return Err(cant("look at", &path)(error)),
    }
    match std::fs::read(&path) {
        Ok(bytes) if bytes == before => Ok(()),
        Ok(_) => Err(WriteError::Changed(path)),
        Err(error) => Err(cant("read", &path)(error)),
    }
}

/// Refuses unless nothing is at a place in a site's folder.
pub fn is_free(root: &Path, path: &str) -> Result<(), WriteError> {
    match look(root, &Draft { path: path.to_owned(), text: String::new() })? {
        Found::Nothing => Ok(()),
        Found::Same | Found::Other(_) => Err(WriteError::Taken(root.join(path))),
    }
}

/// Writes a file where nothing is, its bytes as they are.
pub fn write_new(root: &Path, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
    is_free(root, path)?;
    let text = String::from_utf8_lossy(bytes).into_owned();
    write(root, &Draft { path: path.to_owned(), text }, false)
}

/// Removes a file of a site's folder that was read, if it holds those bytes still. What it said has been written elsewhere before.
pub fn remove(root: &Path, path: &str, before: &[u8]) -> Result<(), WriteError> {
    is_as_read(root, path, before)?;
    let path = root.join(path);
    std::fs::remove_file(&path).map_err(cant("remove", &path))
}

/// The bytes of a file of a site's folder, if there is one.
pub fn read(root: &Path, path: &str) -> Result<Option<Vec<u8>>, WriteError> {
    for folder in folders(path) {
        if !is_folder(&root.join(folder))? {
            return Ok(None);
        }
    }
    let path = root.join(path);
    match std::fs::symlink_metadata(&path) {
        Ok(found) if found.is_symlink() => Err(WriteError::Link(path)),
        Ok(found) if found.is_file() => std::fs::read(&path).map(Some).map_err(cant("read", &path)),
        Ok(_) => Err(WriteError::Taken(path)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cant("look at", &path)(error)),
    }
}

/// Removes a file of ours from a folder of ours, and the folder with it if nothing else is there.
pub fn forget(root: &Path, path: &str) -> Result<(), WriteError> {
    if read(root, path)?.is_some() {
        std::fs::remove_file(root.join(path)).map_err(cant("remove", &root.join(path)))?;
    }
    if let Some(folder) = folders(path).last() {
        // It may hold something else.
        let _ = std::fs::remove_dir(root.join(folder));
    }
    Ok(())
}

/// Removes what a run that was killed left half-written beside a file.
pub fn sweep(root: &Path, path: &str) -> Result<(), WriteError> {
    for folder in folders(path) {
        if !is_folder(&root.join(folder))? {
            return Ok(());
        }
    }
    let folder = folders(path).last().map_or(root.to_owned(), |folder| root.join(folder));
    let entries = std::fs::read_dir(&folder).map_err(cant("read", &folder))?;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().and_then(|name| name.strip_prefix(PREFIX)).is_some_and(|rest| rest.len() == 6);
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            std::fs::remove_file(entry.path()).map_err(cant("remove", &entry.path()))?;
        }
    }
    Ok(())
}

/// Removes a folder of ours from a site's folder, with all that is in it; says whether it was there. A link in it is removed and not
/// followed; a link in its place is left, and so is a file.
pub fn remove_folder(root: &Path, name: &str) -> Result<bool, WriteError> {
    let folder = root.join(name);
    match is_folder(&folder)? {
        false => Ok(false),
        true => std::fs::remove_dir_all(&folder).map(|()| true).map_err(cant("remove", &folder)),
    }
}

fn read_only(path: &Path) -> WriteError {
    cant("write", path)(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"))
}

/// New files have the mode that every other program's have, not that of a secret.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

/// `a`, `a/b` of `a/b/c.md`.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

fn is_folder(path: &Path) -> Result<bool, WriteError> {
    match std::fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => Err(WriteError::Link(path.to_owned())),
        Ok(found) if found.is_dir() => Ok(true),
        Ok(_) => Err(WriteError::Taken(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(cant("look at", path)(error)),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join("content")).expect("a folder");
        std::fs::write(folder.path().join("content/a.md"), "as read").expect("a file");
        folder
    }

    #[test]
    fn a_file_is_replaced_as_a_whole_and_keeps_its_mode() {
        let folder = folder();
        let path = folder.path().join("content/a.md");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o604)).expect("a mode");
        replace(folder.path(), "content/a.md", b"as read", b"as mended").expect("it is as it was read");
        assert_eq!(std::fs::read(&path).ok().as_deref(), Some(&b"as mended"[..]));
        assert_eq!(std::fs::metadata(&path).expect("the file").permissions().mode() & 0o777, 0o604);
        assert_eq!(std::fs::read_dir(folder.path().join("content")).expect("the folder").count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_file_that_somebody_changed_moved_or_linked_is_left() {
        let folder = folder();
        let path = folder.path().join("content/a.md");
        let replaced = || replace(folder.path(), "content/a.md", b"as read", b"as mended");
        std::fs::write(&path, "as saved meanwhile").expect("a file");
        assert!(matches!(replaced(), Err(WriteError::Changed(_))));
        assert_eq!(std::fs::read(&path).ok().as_deref(), Some(&b"as saved meanwhile"[..]));
        std::fs::remove_file(&path).expect("it goes");
        assert!(matches!(replaced(), Err(WriteError::Changed(_))));
        std::fs::write(folder.path().join("b.md"), "as read").expect("a file");
        symlink(folder.path().join("b.md"), &path).expect("a link");
        assert!(matches!(replaced(), Err(WriteError::Link(_))));
        symlink(folder.path(), folder.path().join("linked")).expect("a link");
        assert!(matches!(replace(folder.path(), "linked/b.md", b"as read", b"as mended"), Err(WriteError::Link(_))));
        assert_eq!(std::fs::read(folder.path().join("b.md")).ok().as_deref(), Some(&b"as read"[..]));
    }
}
