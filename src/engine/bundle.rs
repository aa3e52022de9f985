//! Records that have a folder of their own, with files beside them: `briefings/kyiv/index.md` and `briefings/kyiv/map.png`.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::base::id::Key;
use crate::model::document::{Document, Role, role};
use crate::model::registry::Model;

/// The folders of such records, and whether each record is published.
pub(super) struct Bundles(FxHashMap<String, bool>);

impl Bundles {
    /// Those of a site, of which some records are kept back.
    pub(super) fn of(documents: &[(Key, Arc<Document>)], model: &Model) -> Bundles {
        let folder = |(file, document): &(Key, Arc<Document>)| {
            let folder = file.as_str().strip_suffix("/index.md").filter(|_| matches!(role(file.as_str()), Role::Record(_)))?;
            let head = document.records.first()?.head();
            Some((folder.to_owned(), model.by_id(head.kind, head.id).is_some_and(|id| model.head(id).file() == *file)))
        };
        Bundles(documents.iter().filter_map(folder).collect())
    }

    /// Whether a file beside content is kept back with the record whose folder it stands in; the nearest of several decides.
    pub(super) fn keep_back(&self, path: &str) -> bool {
        let folders = path.match_indices('/').rev().map(|(at, _)| &path[..at]);
        folders.filter_map(|folder| self.0.get(folder)).next() == Some(&false)
    }
}
