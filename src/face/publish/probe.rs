//! Whether a new site could be exchanged for the old one in one step: tried, not guessed.

use std::path::Path;

use super::beside::exchange;
use super::disk;
use super::error::{DiskError, cant};
use super::is_mount_point;

/// Whether a site becomes visible in one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OneStep {
    /// It does.
    Yes,
    /// The output is a mount point, which can't be exchanged.
    MountPoint,
    /// The system, or the disk that the output is on, exchanges no folders.
    Unknown,
}

/// Tries it with two empty folders beside the output, where the new site would wait. They have a folder of their own, whose name nobody else
/// has, and it is removed with them whatever comes of it.
///
/// # Errors
/// Where nothing can be made beside the output: then nothing can be published either.
pub fn one_step(output: &Path) -> Result<OneStep, DiskError> {
    if output.is_dir() && (is_mount_point(output) || is_bound(output)) {
        return Ok(OneStep::MountPoint);
    }
    let parent = output.parent().unwrap_or(output);
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(output.file_name().unwrap_or_default());
    prefix.push(".whowhen-probe-");
    let folder = tempfile::Builder::new().prefix(&prefix).tempdir_in(parent).map_err(cant("write to the folder", parent))?;
    let [one, other] = ["one", "other"].map(|name| folder.path().join(name));
    disk::make_folder(&one)?;
    disk::make_folder(&other)?;
    let exchanged = exchange(&one, &other).map_err(cant("exchange", &one))?;
    folder.close().map_err(cant("remove what was tried in", parent))?;
    Ok(if exchanged { OneStep::Yes } else { OneStep::Unknown })
}

/// Whether something is mounted there that may be of the same disk.
#[cfg(target_os = "linux")]
fn is_bound(output: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    statx(CWD, output, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty())
        .is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
fn is_bound(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("output");
        for _ in 0..2 {
            assert!(one_step(&output).is_ok());
            std::fs::create_dir_all(&output).unwrap();
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        }
    }

    #[test]
    fn where_nothing_can_be_made_it_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let error = one_step(&folder.path().join("nowhere/output")).unwrap_err();
        assert!(error.to_string().starts_with("can't write to the folder `"), "{error}");
    }
}
