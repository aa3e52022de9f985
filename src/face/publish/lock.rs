//! One build at a time for one output.
//!
//! The lock is the system's (it dies with its process), the file only says who holds it. The file lies beside the output, because the
//! output itself is exchanged; where the folder around it can't be written, the output can't be exchanged either, and the file lies inside.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::error::{Held, PublishError, cant};
use super::names;

/// Held until dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
    #[cfg_attr(not(unix), allow(dead_code, reason = "elsewhere an open file can't be removed, so it stays"))]
    path: PathBuf,
}

impl Lock {
    pub(super) fn take<E>(output: &Path) -> Result<Lock, PublishError<E>> {
        let beside = names::beside(output, "lock");
        match Lock::open(&beside) {
            Err(error) if is_shut(&error) && output.is_dir() => Lock::take_at(output.join(names::INNER_LOCK), output),
            _ => Lock::take_at(beside, output),
        }
    }

    fn take_at<E>(path: PathBuf, output: &Path) -> Result<Lock, PublishError<E>> {
        loop {
            let mut file = Lock::open(&path).map_err(cant("write", &path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(Held { output: output.to_owned(), process: holder(&mut file) }.into());
                }
                Err(TryLockError::Error(error)) => return Err(cant("lock", &path)(error).into()),
            }
            // The one before us may have removed the file between our opening and our locking it.
            if is_still_at(&file, &path).map_err(cant("look at", &path))? {
                sign(&mut file).map_err(cant("write", &path))?;
                return Ok(Lock { _file: file, path });
            }
        }
    }

    fn open(path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            // A link of that name, in a stranger's repository, could point at anything.
            let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
            options.mode(0o644).custom_flags(flags.bits().cast_signed());
        }
        let file = options.open(path)?;
        if !file.metadata()?.is_file() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "something that is not a file has the lock's name"));
        }
        Ok(file)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is still locked: whoever opened it before sees that it is gone, and tries again.
        #[cfg(unix)]
        let _ = std::fs::remove_file(&self.path);
    }
}

pub(super) fn is_shut(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())
}

fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let ours = file.metadata()?;
    match std::fs::symlink_metadata(path) {
        Ok(there) => Ok((there.dev(), there.ino()) == (ours.dev(), ours.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_still_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}
