//! A site beside a former state of it: what only the two together tell.

use std::sync::Arc;

use crate::analysis::rules::changed_without_note;
use crate::base::date::Day;
use crate::base::diagnostic::Diagnostic;
use crate::input::files::{Entry, Files, ReadError};
use crate::model::document::{self, Role};

use super::snapshot::Snapshot;
use super::workspace::{is_text, levelled};

/// What pages tell otherwise than the former state did without a note of it, at the site's own level. `written` is the day of the former state.
pub fn unnoted(snapshot: &Snapshot, former: &Snapshot, written: Option<Day>) -> Vec<Diagnostic> {
    // Of what can't be read nobody can say that it is gone.
    if snapshot.has_errors() {
        return Vec::new();
    }
    let found = changed_without_note::check(&former.facts, &snapshot.facts, written);
    found.into_iter().filter_map(|found| levelled(found, &snapshot.facts.config)).collect()
}

/// Whether the texts of a site are those of its former state. Ends of lines do not count: git may turn them around.
pub fn is_as_it_was(snapshot: &Snapshot, former: &Texts) -> Result<bool, ReadError> {
    let entries = former.list()?;
    let now = snapshot.texts.keys().filter(|path| is_text(path.as_str())).count();
    if entries.iter().filter(|entry| is_text(entry.path.as_str())).count() != now {
        return Ok(false);
    }
    for entry in entries.iter().filter(|entry| is_text(entry.path.as_str())) {
        let Some(text) = snapshot.texts.get(&entry.path) else { return Ok(false) };
        let bytes = former.read(entry.path.as_str())?;
        if *text.as_bytes() != *bytes && text.replace("\r\n", "\n") != String::from_utf8_lossy(&bytes).replace("\r\n", "\n") {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The files of a site that hold what it says: neither pictures nor a theme.
pub struct Texts(pub Arc<dyn Files>);

impl Files for Texts {
    fn list(&self) -> Result<Vec<Entry>, ReadError> {
        let mut entries = self.0.list()?;
        entries.retain(|entry| !entry.path.as_str().starts_with("themes/") && document::role(entry.path.as_str()) != Role::Asset);
        Ok(entries)
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        self.0.read(path)
    }
}
