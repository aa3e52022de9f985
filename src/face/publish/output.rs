//! Is this folder one we may write to?

use std::io;
use std::path::{Component, Path, PathBuf};

use super::Site;
use super::in_place;
use super::manifest::Manifest;
use super::names;
use super::refusal::Refusal;

/// Refuses an output that could cost somebody data. Only looks; writes nothing.
///
/// # Errors
/// A [`Refusal`] that names the output and what it would have hit. The same check is made again by [`publish`](super::publish); a build
/// makes it before it starts, so that nobody waits for a refusal.
pub fn check_output(site: &Site<'_>) -> Result<(), Refusal> {
    checked(site).map(drop)
}

/// The folder around a file whose files are published: one of these, or an output that a build has written.
///
/// # Errors
/// A [`Refusal`] that names what can't be looked at.
pub fn published_with(file: &Path, folders: &[PathBuf]) -> Result<Option<PathBuf>, Refusal> {
    let file = resolved(file)?;
    for folder in folders {
        if is_inside(&file, &resolved(folder)?) {
            return Ok(Some(folder.clone()));
        }
    }
    let is_output = |folder: &&Path| folder.join(names::MANIFEST).symlink_metadata().is_ok();
    Ok(file.ancestors().skip(1).find(is_output).map(Path::to_owned))
}

/// The output as the system knows it, without links on the way, once it is known to be harmless.
pub(super) fn checked(site: &Site<'_>) -> Result<PathBuf, Refusal> {
    refuse_link(site.output)?;
    let output = resolved(site.output)?;
    if is_same(&output, Path::new("/")) || output.parent().is_none() {
        return Err(Refusal::FilesystemRoot);
    }
    let root = resolved(site.root)?;
    if is_inside(&root, &output) {
        return Err(Refusal::HoldsProject { output, root });
    }
    if let Some(home) = site.home.as_ref().filter(|home| !home.as_os_str().is_empty())
        && is_inside(&resolved(home)?, &output)
    {
        return Err(Refusal::HoldsHome { output });
    }
    for input in site.inputs {
        let input = resolved(input)?;
        if is_inside(&input, &output) || is_inside(&output, &input) {
            return Err(Refusal::TouchesInput { output, input });
        }
    }
    refuse_foreign_folder(&output)?;
    Ok(output)
}

fn refuse_link(output: &Path) -> Result<(), Refusal> {
    let output = absolute(output)?;
    let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else { return Ok(()) };
    let output = resolved(parent)?.join(name);
    match std::fs::symlink_metadata(&output) {
        Ok(found) if found.is_symlink() => Err(Refusal::SymbolicLink { output }),
        Ok(found) if !found.is_dir() => Err(Refusal::NotAFolder { output }),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unseen(&output)(error)),
        _ => Ok(()),
    }
}

fn refuse_foreign_folder(output: &Path) -> Result<(), Refusal> {
    let entries = match std::fs::read_dir(output) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(unseen(output)(error)),
    };
    // An interrupted first build in place leaves pages and a journal that vouches for them, but no manifest yet.
    if Manifest::read(output)?.is_some() || in_place::has_journal(output) {
        return Ok(());
    }
    let mut foreign = None;
    for entry in entries {
        let entry = entry.map_err(unseen(output))?;
        let name = entry.file_name();
        let is_harmless = name.to_str().is_some_and(|name| {
            names::is_gits(name) || name == names::INNER_LOCK || (name == names::INNER_STAGE && in_place::is_staging(output))
        });
        if !is_harmless {
            // The least of them, so that the message does not depend on the folder's order.
            foreign = foreign.max(Some(std::cmp::Reverse(entry.path())));
        }
    }
    match foreign {
        Some(std::cmp::Reverse(found)) => Err(Refusal::NotOurs { output: output.to_owned(), found }),
        None => Ok(()),
    }
}

/// Follows links as far as the path exists; `..` is taken after them, as the system does.
fn resolved(path: &Path) -> Result<PathBuf, Refusal> {
    let mut real = PathBuf::new();
    for part in absolute(path)?.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                real.pop();
            }
            Component::Prefix(_) | Component::RootDir => real.push(part),
            Component::Normal(name) => {
                real.push(name);
                match std::fs::canonicalize(&real) {
                    Ok(canonical) => real = canonical,
                    Err(error) if error.kind() == io::ErrorKind::NotFound && real.symlink_metadata().is_err() => {}
                    Err(error) => return Err(unseen(&real)(error)),
                }
            }
        }
    }
    Ok(real)
}

fn absolute(path: &Path) -> Result<PathBuf, Refusal> {
    std::path::absolute(path).map_err(unseen(path))
}

fn unseen(path: &Path) -> impl FnOnce(io::Error) -> Refusal {
    let path = path.to_owned();
    move |error| Refusal::Unseen { path, problem: error.to_string() }
}

fn is_inside(inner: &Path, outer: &Path) -> bool {
    inner.ancestors().any(|folder| is_same(folder, outer))
}

/// Equal names, or one folder under two: a bind mount, a case-insensitive disk.
fn is_same(one: &Path, other: &Path) -> bool {
    one == other || identity(one).is_some_and(|one| Some(one) == identity(other))
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    std::fs::symlink_metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}
