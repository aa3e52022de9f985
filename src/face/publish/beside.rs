//! The new site in a folder beside the output, to be exchanged for it in one step.
//!
//! ```text
//! project/output/                              the site that is being read
//! project/.output.whowhen-stage-PID-N/         everything of one run
//!     whowhen-staging                          the marker: without it this folder is nobody's business
//!     0, 1, 2 …                                pages, as they are rendered
//!     site/                                    the new site; after the exchange, the old one
//! ```

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk;
use super::error::{DiskError, cant};
use super::inventory::Inventory;
use super::manifest::Manifest;
use super::names;
use super::paths;

/// A staging folder beside the output. Cleared away when dropped.
#[derive(Debug)]
pub(super) struct Beside {
    folder: PathBuf,
    is_settled: bool,
}

impl Beside {
    pub(super) fn open(output: &Path) -> Result<Beside, DiskError> {
        for number in 0.. {
            let folder = names::beside(output, &format!("stage-{}-{number}", std::process::id()));
            match disk::make_folder(&folder) {
                Err(error) if error.cause.kind() == io::ErrorKind::AlreadyExists && number < 100 => {}
                made => {
                    made?;
                    let stage = Beside { folder, is_settled: false };
                    disk::write_new(
                        &stage.folder.join(names::MARKER),
                        b"A staging folder of whowhen. The next build removes it.\n",
                    )?;
                    return Ok(stage);
                }
            }
        }
        Err(cant("make the folder", &names::beside(output, "stage"))(io::ErrorKind::AlreadyExists.into()))
    }

    /// Where the page of this number waits, until it is known whether the output can be exchanged.
    pub(super) fn slot(&self, staged: usize) -> PathBuf {
        self.folder.join(staged.to_string())
    }

    pub(super) fn site(&self) -> PathBuf {
        self.folder.join(names::SITE)
    }

    /// Links files of the output into the new site, so that they keep inode and time. False where the disk has no links.
    pub(super) fn link(&self, output: &Path, files: &[&String]) -> Result<bool, DiskError> {
        let site = self.site();
        let links =
            files.par_iter().map(|path| std::fs::hard_link(output.join(path), site.join(path)).map_err(|error| (*path, error)));
        match links.collect::<Result<(), _>>() {
            Ok(()) => Ok(true),
            Err((path, error)) if is_full(&error) => Err(cant("link", &site.join(path))(error)),
            Err(_) => Ok(false),
        }
    }

    /// Makes the staged site the output, in one step. False where the system can't; then nothing has changed.
    pub(super) fn exchange(&self, output: &Path, output_exists: bool) -> Result<bool, DiskError> {
        let site = self.site();
        if output_exists {
            exchange(&site, output).map_err(cant("exchange", output))
        } else {
            put(&site, output).map(|()| true).map_err(cant("make", output))
        }
    }

    /// Removes the old site, once a power cut could not bring it back. Says which folder is left, if there is a reason to leave it: in it is
    /// something that is neither ours nor in the new site, or the disk makes trouble. The next run tries again.
    pub(super) fn retire(mut self, output: &Path) -> Option<PathBuf> {
        self.is_settled = true;
        let parent = output.parent().unwrap_or(output);
        let synced = disk::sync_folder(&self.folder).and_then(|()| disk::sync_folder(parent)).map_err(|error| error.cause);
        synced.and_then(|()| clear_away(&self.folder, output)).err().map(|_| self.folder.clone())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.is_settled {
            // What can't be removed now, the next run removes.
            let _ = remove(&self.folder);
        }
    }
}

/// Clears away what killed runs left beside the output, and says what could not be. The lock must be held: then whoever made it is dead.
pub(super) fn sweep(output: &Path) -> Result<Vec<PathBuf>, DiskError> {
    let (Some(parent), prefix) = (output.parent(), names::stage_prefix(output)) else { return Ok(Vec::new()) };
    let mut left = Vec::new();
    let entries = match std::fs::read_dir(parent) {
        // A folder that may be walked through but not listed: others' leftovers stay, and harm nobody.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(left),
        entries => entries.map_err(cant("read", parent))?,
    };
    for entry in entries {
        let entry = entry.map_err(cant("read", parent))?;
        let name = entry.file_name();
        let number = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
        let is_named = number.is_some_and(|number| number.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-'));
        if is_named && is_staging(&entry.path()) && clear_away(&entry.path(), output).is_err() {
            left.push(entry.path());
        }
    }
    left.sort();
    Ok(left)
}

/// Whether a folder is one of ours: it has the marker, or nothing at all since its maker died before the marker.
pub(super) fn is_staging(folder: &Path) -> bool {
    let is_folder = std::fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir());
    let has_marker = || std::fs::symlink_metadata(folder.join(names::MARKER)).is_ok_and(|found| found.is_file());
    let is_empty = || std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    is_folder && (has_marker() || is_empty())
}

/// Removes a staging folder, the journal first and the marker last, so that half of it is still known for what it is.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    let marker = folder.join(names::MARKER);
    match std::fs::remove_file(folder.join(names::JOURNAL)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => std::fs::remove_dir_all(entry.path())?,
            false if entry.path() == marker => {}
            false => std::fs::remove_file(entry.path())?,
        }
    }
    match std::fs::remove_file(&marker) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => std::fs::remove_dir(folder),
    }
}

/// Removes a staging folder, but for what somebody put into the old site between our last look and the exchange: that is moved over.
fn clear_away(folder: &Path, output: &Path) -> io::Result<()> {
    let site = folder.join(names::SITE);
    if let Ok(Some(manifest)) = Manifest::read(&site) {
        let foreign = Inventory::foreign_in(&site, &manifest).map_err(|error| error.cause)?;
        for path in foreign {
            let (old, new) = (site.join(&path), output.join(&path));
            if is_one_file(&old, &new) {
                continue;
            }
            if new.symlink_metadata().is_ok() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            disk::make_way(output, paths::folders(&path)).map_err(|error| error.cause)?;
            std::fs::rename(&old, &new)?;
        }
    }
    remove(folder)
}

#[cfg(unix)]
fn is_one_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |path: &Path| path.symlink_metadata().ok().map(|found| (found.dev(), found.ino()));
    identity(one).is_some_and(|one| Some(one) == identity(other))
}

#[cfg(not(unix))]
fn is_one_file(_: &Path, _: &Path) -> bool {
    false
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

#[cfg(target_os = "linux")]
pub(super) fn exchange(site: &Path, output: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, site, CWD, output, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // Mount points, disks without exchange, folders whose parent is somebody else's.
        Err(Errno::XDEV | Errno::BUSY | Errno::NOSYS | Errno::INVAL | Errno::PERM | Errno::ACCESS | Errno::OPNOTSUPP) => {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(target_os = "linux")]
fn put(site: &Path, output: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, site, CWD, output, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS) => std::fs::rename(site, output),
        done => Ok(done?),
    }
}

#[cfg(not(target_os = "linux"))]
fn put(site: &Path, output: &Path) -> io::Result<()> {
    std::fs::rename(site, output)
}
