//! Files that belong to one record: those in a folder of its own (`briefings/kyiv/index.md` and `briefings/kyiv/map.png`), and those beside
//! content that nothing else names. With a record that is kept back they are kept back.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::link::join;
use crate::base::ending;
use crate::base::id::Key;
use crate::model::document::{Document, Role, role};
use crate::model::head::{Head, Hold};
use crate::model::passage::Passage;
use crate::model::record::Record;
use crate::model::registry::Model;
use crate::syntax::markdown::ReferenceKind;

/// Which record files belong to.
pub(super) struct Bundles {
    /// The folders of records, and whether each record is published.
    folders: FxHashMap<String, bool>,
    /// What records that are kept back name.
    held: Named,
    /// What is named elsewhere, where anything is kept back.
    shown: Named,
}

impl Bundles {
    /// Those of a site, of which some records are kept back. `is_there` says which files there are.
    pub(super) fn of(documents: &[(Key, Arc<Document>)], model: &Model, is_there: &dyn Fn(&str) -> bool) -> Bundles {
        let is_published =
            |file: Key, head: &Head| model.by_id(head.kind, head.id).is_some_and(|id| model.head(id).file() == file);
        let folder = |(file, document): &(Key, Arc<Document>)| {
            let folder = file.as_str().strip_suffix("/index.md").filter(|_| matches!(role(file.as_str()), Role::Record(_)))?;
            Some((folder.to_owned(), is_published(*file, document.records.first()?.head())))
        };
        // By where a record begins: ids may be others in the model.
        let told: FxHashSet<(Key, u32)> = model.ids().into_iter().map(|id| begin(model.head(id))).collect();
        // Of several definitions of a source one is in the model.
        let is_merged = |record: &Record| matches!(record, Record::Source(_)) && record.head().hold == Hold::None;
        let is_told = |record: &&Record| told.contains(&begin(record.head())) || record.head().slight || is_merged(record);
        let (mut held, mut shown) = (Named::default(), Named::default());
        let records = || documents.iter().flat_map(|(_, document)| &document.records);
        records().filter(|record| !is_told(record)).for_each(|record| Names { named: &mut held, is_there }.record(record));
        if !held.is_empty() {
            let mut names = Names { named: &mut shown, is_there };
            records().filter(is_told).for_each(|record| names.record(record));
            documents.iter().for_each(|(_, document)| names.texts(document));
        }
        Bundles { folders: documents.iter().filter_map(folder).collect(), held, shown }
    }

    /// Whether a file beside content is kept back with its record; of several folders around it the nearest decides.
    pub(super) fn keep_back(&self, path: &str) -> bool {
        let folders = path.match_indices('/').rev().map(|(at, _)| &path[..at]);
        match folders.filter_map(|folder| self.folders.get(folder)).next() {
            Some(is_published) if !is_published => true,
            _ => self.held.has(path) && !self.shown.has(path),
        }
    }
}

fn begin(head: &Head) -> (Key, u32) {
    (head.file(), head.span.start)
}

/// The files that texts name.
#[derive(Default)]
struct Named {
    /// From the site's root.
    paths: FxHashSet<String>,
    /// Wherever they stand: `![[map.png]]`.
    names: FxHashSet<String>,
}

impl Named {
    fn is_empty(&self) -> bool {
        self.paths.is_empty() && self.names.is_empty()
    }

    fn has(&self, path: &str) -> bool {
        path.starts_with("content/")
            && (self.paths.contains(path) || path.rsplit('/').next().is_some_and(|name| self.names.contains(name)))
    }
}

/// Takes down what texts name.
struct Names<'n> {
    named: &'n mut Named,
    is_there: &'n dyn Fn(&str) -> bool,
}

impl Names<'_> {
    fn texts(&mut self, document: &Document) {
        for page in document.home.iter().chain(document.list_text.as_ref().map(|(_, page)| page)) {
            self.head(&page.head);
            page.head.passages().for_each(|passage| self.passage(passage));
        }
    }

    fn record(&mut self, record: &Record) {
        self.head(record.head());
        record.passages().into_iter().for_each(|passage| self.passage(passage));
    }

    fn head(&mut self, head: &Head) {
        if let Some(image) = &head.image {
            self.path(head.file(), image.path.text.trim());
        }
    }

    fn passage(&mut self, passage: &Passage) {
        for reference in &passage.prose.references {
            match &reference.kind {
                ReferenceKind::File { dest, .. } | ReferenceKind::Image { dest, .. } => {
                    self.path(passage.text.span.file, dest);
                }
                ReferenceKind::Attachment { name, .. } => self.name(passage.text.span.file, name),
                ReferenceKind::Wikilink { target, .. } if ending::is_published(target) => {
                    self.name(passage.text.span.file, target);
                }
                _ => {}
            }
        }
    }

    /// Relative to the file, else to content/.
    fn path(&mut self, file: Key, dest: &str) {
        let paths = [join(file.as_str(), dest), join("content/x", dest)].into_iter().flatten();
        self.named.paths.extend(paths.into_iter().find(|path| (self.is_there)(path)));
    }

    fn name(&mut self, file: Key, name: &str) {
        self.path(file, name);
        self.named.names.extend(name.rsplit('/').next().map(str::to_owned));
    }
}
