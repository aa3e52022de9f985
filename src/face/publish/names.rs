//! The names the publisher uses on disk, in one place.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Says, in the output, which files are ours.
pub(super) const MANIFEST: &str = ".whowhen-manifest.json";
/// Where pages wait, in the output, when the output can't be exchanged as a whole.
pub(super) const INNER_STAGE: &str = ".whowhen-stage";
/// The lock, in the output, when there can be none beside it.
pub(super) const INNER_LOCK: &str = ".whowhen-lock";
/// The file that says a staging folder is one: without it nothing is ever cleared away.
pub(super) const MARKER: &str = "whowhen-staging";
/// The new site inside of a staging folder beside the output. After the exchange: the old one.
pub(super) const SITE: &str = "site";
/// What the staging folder's journal is called once it is complete.
pub(super) const JOURNAL: &str = "journal.json";

/// What git needs in a folder is nobody's site.
pub(super) fn is_gits(name: &str) -> bool {
    matches!(name, ".git" | ".gitkeep" | ".gitignore")
}

/// Whether a path in the output begins with a name of ours.
pub(super) fn is_reserved(path: &str) -> bool {
    path.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(".whowhen"))
}

/// `.output.whowhen-SUFFIX`, beside the output.
pub(super) fn beside(output: &Path, suffix: &str) -> PathBuf {
    output.with_file_name(with_suffix(output, suffix))
}

/// What the names of all staging folders beside the output begin with.
pub(super) fn stage_prefix(output: &Path) -> OsString {
    with_suffix(output, "stage-")
}

fn with_suffix(output: &Path, suffix: &str) -> OsString {
    let mut name = OsString::from(".");
    name.push(output.file_name().unwrap_or_default());
    name.push(".whowhen-");
    name.push(suffix);
    name
}
