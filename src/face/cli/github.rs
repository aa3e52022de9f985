//! GitHub Actions: what a run tells it besides the log.
#![expect(clippy::disallowed_methods, reason = "GitHub's own summary file is the one that is appended to")]

use std::io::Write;
use std::path::Path;

use crate::base::diagnostic::Diagnostic;
use crate::base::id::Key;
use crate::engine::snapshot::Snapshot;
use crate::face::args::Common;
use crate::face::report::{Texts, summary};

use super::repository::{self, Place};
use super::{environment, site, warn};

/// Findings in the order in which GitHub should get them: it shows ten annotations of each level a step, and fifty a job.
pub(super) fn gravest_first<'d>(found: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<&'d Diagnostic> {
    let mut found: Vec<&Diagnostic> = found.into_iter().collect();
    found.sort_by_key(|diagnostic| diagnostic.level);
    found
}

/// The site's folder as seen from the top of its repository, with a final slash where it isn't the top itself: the nearest folder around
/// it with `.git`. An archive of a repository has none; then from where the command was typed.
pub(super) fn folder(typed: &Path) -> String {
    let Ok(root) = typed.canonicalize() else { return String::new() };
    let top = match repository::place(&root) {
        Place::Here => root.clone(),
        Place::Around(folder) => folder,
        Place::Nowhere => environment::here().canonicalize().unwrap_or_default(),
    };
    let inner = root.strip_prefix(top).unwrap_or(Path::new(""));
    inner.iter().map(|name| format!("{}/", name.to_string_lossy())).collect()
}

/// Appends to the summary that GitHub shows for a step, if there is one. That it can't be written is no fault of the content's.
pub(super) fn summarize(heading: &str, found: &[Diagnostic], snapshot: &Snapshot, common: &Common) {
    let Some(file) = environment::step_summary() else { return };
    let text = |file: Key| snapshot.text(file);
    let files = crate::site::words::count(snapshot.output.len(), "file of the site", "files of the site");
    let counted = format!("{files}: {}", site::counted(found));
    let text = summary::markdown(heading, &counted, &gravest_first(found), &Texts::new(&text), &folder(&common.root));
    let append = || std::fs::OpenOptions::new().append(true).create(true).open(&file)?.write_all(text.as_bytes());
    if let Err(error) = append() {
        warn(&format!("the summary can't be written to {}: {error}", file.display()));
    }
}
