//! What is different between two moments: at once of the files that somebody waits for, and of all others when there is time.

use std::sync::Arc;
use std::time::Duration;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::state::Changed;
use crate::base::id::Key;
use crate::engine::snapshot::{Content, Snapshot};
use crate::engine::workspace::Change;
use crate::model::head::Head;
use crate::site::route::{Route, Subject};
use crate::syntax::kind::Kind;

/// So many changed files are named to the pages that are open; of more they are told that anything may have changed.
const NAMED: usize = 500;
/// So many files are compared between two looks at whether there is something better to do.
const SLICE: usize = 200;

/// A site before a change and after it.
pub(super) struct Pair<'s> {
    pub(super) old: Option<&'s Snapshot>,
    pub(super) new: Option<&'s Snapshot>,
}

impl Pair<'_> {
    /// Whether a file of the output is another one now, is new, or is gone.
    pub(super) fn differs(&self, path: &str) -> bool {
        let print = |site: Option<&Snapshot>| site.and_then(|site| site.fingerprint(path));
        print(self.old) != print(self.new)
    }

    /// What is different among some pages, and among all files that are no pages, which costs nothing to know.
    pub(super) fn first(&self, pages: &[String]) -> Vec<String> {
        let files = [self.old, self.new].into_iter().flatten().flat_map(|site| {
            site.output.iter().filter(|(_, planned)| !matches!(planned.content, Content::Page(_))).map(|(path, _)| path)
        });
        let mut paths: Vec<String> = files.chain(pages).filter(|path| self.differs(path)).cloned().collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }
}

/// What has not been compared yet: everything, since some moment.
pub(super) struct Rest {
    /// The site at that moment.
    pub(super) since: Option<Arc<Snapshot>>,
    /// What is known to be different, and has been told.
    pub(super) told: Vec<String>,
    /// How long the newest change took.
    pub(super) took: Duration,
}

/// What a comparison of everything has found.
pub(super) struct Difference {
    /// How many pages are different now.
    pub(super) pages: usize,
    /// How many other files are, or are gone.
    pub(super) files: usize,
    /// What has not been told yet.
    pub(super) untold: Vec<String>,
}

impl Rest {
    /// Compares everything with how it is now; `None` as soon as there is something better to do.
    pub(super) fn compare(&self, new: &Snapshot, mut may_go_on: impl FnMut() -> bool) -> Option<Difference> {
        let pair = Pair { old: self.since.as_deref(), new: Some(new) };
        let gone = pair.old.into_iter().flat_map(|old| old.output.keys()).filter(|path| !new.output.contains_key(*path));
        let paths: Vec<&String> = new.output.keys().chain(gone).collect();
        let mut changed: Vec<&String> = Vec::new();
        for slice in paths.chunks(SLICE) {
            if !may_go_on() {
                return None;
            }
            changed.par_extend(slice.par_iter().copied().filter(|path| pair.differs(path)));
        }
        let is_page = |path: &String| new.output.get(path).is_some_and(|planned| matches!(planned.content, Content::Page(_)));
        let pages = changed.iter().filter(|path| is_page(path)).count();
        let files = changed.len() - pages;
        let told: FxHashSet<&String> = self.told.iter().collect();
        let untold = changed.into_iter().filter(|path| !told.contains(path)).cloned().collect();
        Some(Difference { pages, files, untold })
    }
}

/// Names what changed, unless it is too much.
pub(super) fn named(paths: Vec<String>, follow: Option<String>) -> Changed {
    Changed { paths: (paths.len() <= NAMED).then_some(paths), follow }
}

/// The pages of records in the files that were saved, the briefings' first.
pub(super) fn saved_pages(snapshot: &Snapshot, change: &Change) -> Vec<Route> {
    let Change::Files(files) = change else { return Vec::new() };
    let files: Vec<Key> = files.iter().map(|path| Key::new(path)).collect();
    let pages = snapshot.output.values().filter_map(|planned| match planned.content {
        Content::Page(route) => match route.subject {
            Subject::Record(id) => Some((route, snapshot.facts.model.head(id))),
            _ => None,
        },
        _ => None,
    });
    let mut saved: Vec<(Route, &Head)> = pages.filter(|(_, head)| files.contains(&head.file())).collect();
    saved.sort_by_key(|(_, head)| head.kind != Kind::Briefing);
    saved.into_iter().map(|(route, _)| route).collect()
}
