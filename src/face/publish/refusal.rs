//! What the publisher will not do, however politely it is asked.

use std::fmt;
use std::path::PathBuf;

/// Why a site can't be written where, or as, it was asked for. A matter of usage: nothing has been written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The output is the root of the file system.
    FilesystemRoot,
    /// The output is the project's own folder, or a folder around it.
    HoldsProject {
        /// The folder that was asked for.
        output: PathBuf,
        /// The project's folder.
        root: PathBuf,
    },
    /// The output is the home folder, or a folder around it.
    HoldsHome {
        /// The folder that was asked for.
        output: PathBuf,
    },
    /// The output is, is inside of, or is around something the site is built from.
    TouchesInput {
        /// The folder that was asked for.
        output: PathBuf,
        /// The content, theme, static folder or configuration file.
        input: PathBuf,
    },
    /// The output is a symbolic link.
    SymbolicLink {
        /// The link.
        output: PathBuf,
    },
    /// The output is a file, or something else that isn't a folder.
    NotAFolder {
        /// What was asked for.
        output: PathBuf,
    },
    /// The output holds files, and no manifest that says they are ours.
    NotOurs {
        /// The folder that was asked for.
        output: PathBuf,
        /// One of the files found there.
        found: PathBuf,
    },
    /// The output has a manifest, but not one this program can read.
    BadManifest {
        /// The manifest.
        manifest: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// The output, or something it has to be compared with, can't be looked at.
    Unseen {
        /// The path that can't be looked at.
        path: PathBuf,
        /// What the system says.
        problem: String,
    },
    /// The site lists a path that could leave the output, or that the publisher keeps for itself.
    BadPath {
        /// The path, as listed.
        path: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The site lists a path twice, or as a file and as a folder.
    PathClash {
        /// The path.
        path: String,
    },
    /// A page would overwrite something that we didn't write.
    Collision {
        /// The page's path in the output.
        path: String,
        /// What is in its way.
        foreign: PathBuf,
    },
}

impl Refusal {
    fn help(&self) -> &'static str {
        match self {
            Refusal::BadManifest { .. } => "delete the output folder, if all of it is generated, and build again",
            Refusal::Unseen { .. } => "check that the path exists and that you may read it",
            Refusal::BadPath { .. } => "paths in a site are relative, with `/` between names: `actors/blinken.html`",
            Refusal::PathClash { .. } => "rename one of the two",
            Refusal::Collision { .. } => "move that file away, or rename the page; only files that whowhen wrote are replaced",
            Refusal::NotOurs { .. } => "choose an empty or a new folder with `--output`, or empty this one yourself",
            _ => "choose a folder of its own with `--output`, for example `output`",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::FilesystemRoot => write!(f, "the output can't be `/`"),
            Refusal::HoldsProject { output, root } if output == root => {
                write!(f, "the output can't be the project's own folder, `{}`", root.display())
            }
            Refusal::HoldsProject { output, root } => {
                write!(f, "the output `{}` is around the project `{}`", output.display(), root.display())
            }
            Refusal::HoldsHome { output } => write!(f, "the output `{}` is, or is around, your home folder", output.display()),
            Refusal::TouchesInput { output, input } if output == input => {
                write!(f, "the output can't be `{}`, which the site is built from", input.display())
            }
            Refusal::TouchesInput { output, input } if output.starts_with(input) => {
                write!(f, "the output `{}` is inside `{}`, which the site is built from", output.display(), input.display())
            }
            Refusal::TouchesInput { output, input } => {
                write!(f, "the output `{}` is around `{}`, which the site is built from", output.display(), input.display())
            }
            Refusal::SymbolicLink { output } => write!(f, "the output `{}` is a symbolic link", output.display()),
            Refusal::NotAFolder { output } => write!(f, "the output `{}` is not a folder", output.display()),
            Refusal::NotOurs { output, found } => {
                write!(
                    f,
                    "the output `{}` holds files that whowhen didn't write, such as `{}`",
                    output.display(),
                    found.display()
                )
            }
            Refusal::BadManifest { manifest, problem } => write!(f, "can't use the manifest `{}`: {problem}", manifest.display()),
            Refusal::Unseen { path, problem } => write!(f, "can't look at `{}`: {problem}", path.display()),
            Refusal::BadPath { path, problem } => write!(f, "the site has a page at `{}`: {problem}", path.escape_debug()),
            Refusal::PathClash { path } => write!(f, "the site has two pages at `{path}`, or a page and a folder"),
            Refusal::Collision { path, foreign } => {
                write!(f, "`{path}` would overwrite `{}`, which whowhen didn't write", foreign.display())
            }
        }?;
        write!(f, "\nhelp: {}", self.help())
    }
}

impl std::error::Error for Refusal {}
