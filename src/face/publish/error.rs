//! What can go wrong between a checked site and a published one.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::refusal::Refusal;

/// Why a site was not published. Unless `half_done` says otherwise, the site that was there is as it was.
#[derive(Debug)]
#[non_exhaustive]
pub enum PublishError<E> {
    /// It was asked for what is never done: a matter of usage.
    Refused(Refusal),
    /// Some pages could not be rendered: what that is a matter of, `E` knows. Never empty, in the order of the paths.
    Render(Vec<Unrendered<E>>),
    /// All pages were rendered, and the site as a whole must not be published.
    Unwanted(E),
    /// Somebody else is publishing to the same folder.
    Held(Held),
    /// The disk, or whatever takes its place, failed.
    Disk(DiskError),
}

/// A page that could not be rendered.
#[derive(Debug)]
pub struct Unrendered<E> {
    /// Its path in the output.
    pub path: String,
    /// What its renderer says.
    pub error: E,
}

/// Another process is publishing to the same folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The folder.
    pub output: PathBuf,
    /// The process that holds the lock, where it can be known.
    pub process: Option<u32>,
}

/// Something the system would not do.
#[derive(Debug)]
pub struct DiskError {
    /// What was being done: `can't {doing} PATH`.
    pub doing: &'static str,
    /// What it was being done to.
    pub path: PathBuf,
    /// What the system says.
    pub cause: io::Error,
    /// Whether the output holds pages of both sites. The next build completes it, never this one's reader a torn file.
    pub half_done: bool,
}

impl DiskError {
    pub(super) fn half_done(self) -> DiskError {
        DiskError { half_done: true, ..self }
    }

    /// "can't write to the folder `PATH`".
    pub fn doing_it(&self) -> String {
        format!("can't {} `{}`", self.doing, self.path.display())
    }

    fn help(&self) -> &'static str {
        match self.cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space, then build again",
            io::ErrorKind::PermissionDenied => "check who owns it and who may write there, then build again",
            io::ErrorKind::ReadOnlyFilesystem => "the disk is mounted read-only: choose another folder with `--output`",
            io::ErrorKind::InvalidFilename => "a name is too long for this disk: shorten the record's id",
            _ => "look at that path, then build again",
        }
    }
}

/// Turns the system's error into ours: `.map_err(cant("write", path))`.
pub(super) fn cant(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> DiskError {
    let path = path.to_owned();
    move |cause| DiskError { doing, path, cause, half_done: false }
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\nhelp: {}", self.doing_it(), self.cause, self.help())?;
        let state =
            if self.half_done { "the output is partly new; the next build completes it" } else { "the old site is in place" };
        write!(f, "\nnote: {state}")
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "another build is writing `{}`", self.output.display())?;
        match self.process {
            Some(id) => write!(f, ": process {id}\nhelp: wait for it, or end it, then build again"),
            None => write!(f, "\nhelp: wait for it, then build again"),
        }
    }
}

impl<E: fmt::Display> fmt::Display for PublishError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Refused(refusal) => refusal.fmt(f),
            PublishError::Held(held) => held.fmt(f),
            PublishError::Disk(error) => error.fmt(f),
            PublishError::Unwanted(error) => {
                write!(f, "{error}\nhelp: nothing was published, the old site is in place; correct this, then build again")
            }
            PublishError::Render(pages) => {
                for Unrendered { path, error } in pages {
                    writeln!(f, "can't render `{path}`: {error}")?;
                }
                write!(f, "help: nothing was published, the old site is in place; correct this, then build again")
            }
        }
    }
}

impl std::error::Error for DiskError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

impl std::error::Error for Held {}

impl<E: std::error::Error + 'static> std::error::Error for PublishError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PublishError::Refused(_) | PublishError::Held(_) => None,
            PublishError::Disk(error) => Some(&error.cause),
            PublishError::Unwanted(error) => Some(error as _),
            PublishError::Render(pages) => pages.first().map(|page| &page.error as _),
        }
    }
}

impl<E> From<Refusal> for PublishError<E> {
    fn from(refusal: Refusal) -> Self {
        PublishError::Refused(refusal)
    }
}

impl<E> From<Held> for PublishError<E> {
    fn from(held: Held) -> Self {
        PublishError::Held(held)
    }
}

impl<E> From<DiskError> for PublishError<E> {
    fn from(error: DiskError) -> Self {
        PublishError::Disk(error)
    }
}
