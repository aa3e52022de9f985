//! A site that is to be changed: its files as they are, and as they would be.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::diagnostic::Diagnostic;
use crate::base::id::Key;
use crate::base::text::Span;
use crate::engine::snapshot::Snapshot;
use crate::engine::workspace::{Change, Options, Workspace};
use crate::input::files::{Entry, EntryKind, Files, ReadError};
use crate::model::document::{Role, role};
use crate::model::head::Head;

use super::census::{Census, Difference};
use super::place::Found;
use super::walk;

/// A site with all that is kept back, at the moment when it was read.
pub struct Site {
    files: Arc<dyn Files>,
    options: Options,
    /// As it is.
    pub snapshot: Arc<Snapshot>,
    pub(super) texts: BTreeMap<Key, Arc<str>>,
    pub(super) found: BTreeMap<Key, Found>,
}

/// A file that is to be written or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Its path from the site's root.
    pub path: Key,
    /// What it holds; `None` of one that is new.
    pub before: Option<Arc<[u8]>>,
    /// What it is to hold; `None` of one that is to go.
    pub after: Option<Arc<[u8]>>,
    /// In how many places it is another.
    pub edits: usize,
}

/// Why nothing is changed.
#[derive(Debug)]
pub enum Refused {
    /// What is asked for can't be done: why, where that is to be seen, what helps.
    Asked {
        /// Why.
        message: String,
        /// Places that show it, each with a word about it.
        places: Vec<(Span, String)>,
        /// Next steps.
        help: Vec<String>,
    },
    /// The content has an error that hides what it says; with the text of its file.
    Content(Box<Diagnostic>, Option<Arc<str>>),
    /// The machine did not give us a file.
    Read(ReadError),
}

impl From<ReadError> for Refused {
    fn from(error: ReadError) -> Refused {
        Refused::Read(error)
    }
}

impl Refused {
    pub(super) fn asked(message: impl Into<String>, help: impl Into<String>) -> Refused {
        Refused::Asked { message: message.into(), places: Vec::new(), help: vec![help.into()] }
    }

    pub(super) fn content(snapshot: &Snapshot, found: Diagnostic) -> Refused {
        let text = snapshot.text(found.span.file).map(Arc::from);
        Refused::Content(Box::new(found), text)
    }

    pub(super) fn at(mut self, span: Span, words: impl Into<String>) -> Refused {
        if let Refused::Asked { places, .. } = &mut self {
            places.push((span, words.into()));
        }
        self
    }
}

impl Site {
    /// Reads a site with its drafts and what is to come.
    ///
    /// # Errors
    /// Where a file can't be read, be it by the machine or as text, front matter or YAML: what it refers to would not be known.
    pub fn read(files: Arc<dyn Files>, options: Options) -> Result<Site, Refused> {
        let mut options = options;
        (options.publish.drafts, options.publish.future) = (true, true);
        let snapshot = Workspace::new(Arc::clone(&files), options.clone()).apply(&Change::All)?;
        let config = Key::new(&options.config);
        let mut texts: BTreeMap<Key, Arc<str>> = BTreeMap::new();
        for entry in files.list()? {
            let path = entry.path;
            let is_ours = path == config || (path.as_str().starts_with("content/") && role(path.as_str()) != Role::Asset);
            if !is_ours {
                continue;
            }
            let bytes = match entry.kind {
                EntryKind::File(_) => files.read(path.as_str())?,
                EntryKind::Link(_) | EntryKind::Odd => return Err(unreadable(&snapshot, Span::whole(path))),
            };
            let text = std::str::from_utf8(&bytes).ok().filter(|text| snapshot.text(path) == Some(text));
            let Some(text) = text else { return Err(unreadable(&snapshot, Span::whole(path))) };
            texts.insert(path, Arc::from(text));
        }
        let walked = texts.par_iter().map(|(path, text)| (*path, walk::file(*path, text, *path == config)));
        let found: BTreeMap<Key, Found> = walked.collect();
        if let Some(place) = found.values().find_map(|found| found.unreadable) {
            return Err(unreadable(&snapshot, place));
        }
        Ok(Site { files, options, snapshot, texts, found })
    }

    /// The text of a file as it is.
    pub fn text(&self, file: Key) -> Option<&str> {
        self.texts.get(&file).map(|text| &**text).or_else(|| self.snapshot.text(file))
    }

    /// Whether anything stands at a path.
    pub(super) fn has(&self, path: &str) -> Result<bool, ReadError> {
        Ok(self.files.entry(path)?.is_some())
    }

    pub(super) fn bytes(&self, path: Key) -> Option<Arc<[u8]>> {
        self.texts.get(&path).map(|text| Arc::from(text.as_bytes()))
    }

    /// The site with some changes, and what is not as it was. `was` and `is` give the ids under which records are compared;
    /// `except` is one, as `kind:id`, that is not.
    pub(super) fn changed(
        &self,
        changes: &[FileChange],
        was: &dyn Fn(&Head) -> String,
        is: &dyn Fn(&Head) -> String,
        except: Option<&str>,
    ) -> Result<(Arc<Snapshot>, Option<Difference>), ReadError> {
        let changed: BTreeMap<Key, Option<Arc<[u8]>>> =
            changes.iter().map(|change| (change.path, change.after.clone())).collect();
        let files = Arc::new(Changed { below: Arc::clone(&self.files), changed });
        let after = Workspace::new(files, self.options.clone()).apply(&Change::All)?;
        let (mut then, mut now) = (Census::of(&self.snapshot, was), Census::of(&after, is));
        if let Some(owner) = except {
            (then, now) = (then.without(owner), now.without(owner));
        }
        let difference = then.difference(&now, &after);
        Ok((after, difference))
    }
}

/// The error that a file can't be read for.
fn unreadable(snapshot: &Snapshot, place: Span) -> Refused {
    let of_file = || snapshot.diagnostics.iter().filter(|found| found.span.file == place.file);
    let same = of_file().find(|found| found.span.start == place.start && found.level == crate::base::diagnostic::Level::Error);
    let found = same.or_else(|| of_file().next()).cloned();
    let plain = || Diagnostic::error("invalid-yaml", place, "this file can't be read");
    Refused::content(snapshot, found.unwrap_or_else(plain))
}

/// Files with some written anew and some gone, which nobody has done yet.
pub(super) struct Changed {
    pub(super) below: Arc<dyn Files>,
    pub(super) changed: BTreeMap<Key, Option<Arc<[u8]>>>,
}

impl Files for Changed {
    fn list(&self) -> Result<Vec<Entry>, ReadError> {
        let mut entries: BTreeMap<Key, Entry> = self.below.list()?.into_iter().map(|entry| (entry.path, entry)).collect();
        for (path, bytes) in &self.changed {
            match bytes {
                Some(bytes) => entries.insert(*path, Entry { path: *path, kind: EntryKind::File(bytes.len() as u64) }),
                None => entries.remove(path),
            };
        }
        Ok(entries.into_values().collect())
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        match self.changed.get(&Key::new(path)) {
            Some(Some(bytes)) => Ok(bytes.clone()),
            Some(None) => Err(ReadError { path: path.to_owned(), source: std::io::ErrorKind::NotFound.into() }),
            None => self.below.read(path),
        }
    }
}
