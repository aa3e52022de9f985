//! The few things that are done to a disk, each with an error that names the path.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::{DiskError, cant};

/// Above so many, one request for the whole disk is faster than one for each file.
#[cfg(target_os = "linux")]
const MANY: usize = 64;

/// Writes a file that wasn't there. Never through a link.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        set_mode(path, 0o644);
        Ok(())
    };
    write().map_err(cant("write", path))
}

/// Makes a folder that wasn't there.
pub(super) fn make_folder(path: &Path) -> Result<(), DiskError> {
    std::fs::create_dir(path).map_err(cant("make the folder", path))?;
    set_mode(path, 0o755);
    Ok(())
}

/// Makes the folders on the way to a place in the output that aren't there. A link on the way is an error, wherever it leads.
pub(super) fn make_way(output: &Path, folders: impl Iterator<Item = impl AsRef<str>>) -> Result<(), DiskError> {
    for folder in folders {
        let folder = output.join(folder.as_ref());
        match std::fs::symlink_metadata(&folder) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(cant("make the folder", &folder)(io::ErrorKind::AlreadyExists.into())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => make_folder(&folder)?,
            Err(error) => return Err(cant("make the folder", &folder)(error)),
        }
    }
    Ok(())
}

/// Gives a file or folder of ours its mode, whatever the umask was. Disks that have no modes say no, and mean no harm.
#[cfg(unix)]
pub(super) fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    if std::fs::symlink_metadata(path).is_ok_and(|found| !found.is_symlink() && found.permissions().mode() & 0o7777 != mode) {
        let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode));
    }
}

#[cfg(not(unix))]
pub(super) fn set_mode(_: &Path, _: u32) {}

/// Returns once what was written would survive a power cut.
pub(super) fn sync(folder: &Path, written: &[PathBuf]) -> Result<(), DiskError> {
    #[cfg(target_os = "linux")]
    if written.len() > MANY {
        let all = || rustix::fs::syncfs(File::open(folder)?).map_err(io::Error::from);
        return all().map_err(cant("sync", folder));
    }
    for path in written {
        // Windows wants the right to write.
        let is_file = !path.is_dir();
        if is_file || cfg!(unix) {
            let file = OpenOptions::new().read(true).write(is_file).open(path);
            file.and_then(|file| file.sync_all()).map_err(cant("sync", path))?;
        }
    }
    sync_folder(folder)
}

/// Returns once the names in a folder would survive a power cut.
pub(super) fn sync_folder(folder: &Path) -> Result<(), DiskError> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|file| file.sync_all()) {
        // Some disks sync no folders.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        done => done.map_err(cant("sync", folder)),
    }
}

/// Moves a file onto another, across disks if it must. Whoever reads the other sees the old or the new, whole.
pub(super) fn replace(from: &Path, to: &Path) -> Result<(), DiskError> {
    match std::fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {}
        done => return done.map_err(cant("write", to)),
    }
    let mut name = std::ffi::OsString::from(".whowhen-");
    name.push(to.file_name().unwrap_or_default());
    let near = to.with_file_name(name);
    // What an interrupted run left; a removal does not follow links.
    let _ = std::fs::remove_file(&near);
    let bytes = std::fs::read(from).map_err(cant("read", from))?;
    write_new(&near, &bytes)?;
    sync(near.parent().unwrap_or(&near), std::slice::from_ref(&near))?;
    std::fs::rename(&near, to).map_err(cant("write", to))?;
    std::fs::remove_file(from).map_err(cant("remove", from))
}

/// Removes the folders a removed file leaves empty, innermost first, up to the output.
pub(super) fn prune<'a>(output: &Path, folders: impl DoubleEndedIterator<Item = &'a str>) {
    for folder in folders.rev() {
        if std::fs::remove_dir(output.join(folder)).is_err() {
            return;
        }
    }
}

/// Removes a folder in which there are only folders.
pub(super) fn remove_hollow(folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        remove_hollow(&entry.path())?;
    }
    std::fs::remove_dir(folder)
}
