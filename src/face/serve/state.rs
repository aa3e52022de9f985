//! What the server shows now, shared by all its threads: swapped whole, never changed.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use hyper::body::Bytes;
use rustc_hash::FxHashMap;
use tokio::sync::broadcast;

use super::card::{Card, card, findings};
use super::{News, Tell, live};
use crate::base::diagnostic::Level;
use crate::base::fingerprint::Fingerprint;
use crate::engine::snapshot::{Content, PageError, Snapshot};

/// How many events a slow listener may be behind; who is further behind is told that anything may have changed.
const BEHIND: usize = 64;

/// The site at one moment, as it is shown.
#[derive(Clone, Default)]
pub(super) struct Now {
    /// Counts the moments.
    pub(super) number: u64,
    /// The newest site that could be read: its findings are the ones that count.
    pub(super) newest: Option<Arc<Snapshot>>,
    /// The newest site that has pages: one whose theme can be used.
    pub(super) shown: Option<Arc<Snapshot>>,
    /// Why there is no newer site, in the machine's terms.
    pub(super) trouble: Option<String>,
    /// Pages of the shown site that could not be rendered.
    pub(super) failed: BTreeMap<String, Arc<PageError>>,
    /// What is wrong.
    pub(super) card: Option<Arc<Card>>,
}

impl Now {
    /// A name for this moment that no other has, of this server or of one before it.
    pub(super) fn version(&self) -> String {
        format!("{}-{}", std::process::id(), self.number)
    }
}

/// What changed from one moment to the next.
#[derive(Default)]
pub(super) struct Changed {
    /// Files of the output; `None` if there are too many to name.
    pub(super) paths: Option<Vec<String>>,
    /// The page of the file that was saved, for those who follow.
    pub(super) follow: Option<String>,
}

/// How a file of the output was had.
pub(super) enum Fetched {
    /// It is there: its bytes, and whether it is one of our pages.
    File(Bytes, bool),
    /// The site has no such file.
    Missing,
    /// The page can't be rendered, and never could.
    Broken,
}

/// The server's memory.
pub(super) struct Shared {
    now: RwLock<Arc<Now>>,
    events: broadcast::Sender<Arc<str>>,
    /// Pages as they were last rendered, without the preview's script: the last good ones where the newest fail.
    rendered: Mutex<FxHashMap<String, (Fingerprint, Bytes)>>,
    /// The pages that somebody has open and listens for, with how many do.
    open: Mutex<FxHashMap<String, usize>>,
    said: Mutex<(Option<Arc<Card>>, usize)>,
    tell: Tell,
    /// The form of addresses that open a file in the editor.
    editor: Option<String>,
}

/// Says that a page is open for as long as it is kept.
pub(super) struct Seat {
    shared: Arc<Shared>,
    page: String,
}

impl Seat {
    /// Whoever takes a seat before they listen misses nothing of their page: every moment after the one that they hear first asks for the
    /// pages that are open.
    pub(super) fn of(shared: Arc<Shared>, page: String) -> Seat {
        *lock(&shared.open).entry(page.clone()).or_default() += 1;
        Seat { shared, page }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = lock(&self.shared.open);
        if let Entry::Occupied(mut seats) = open.entry(std::mem::take(&mut self.page)) {
            *seats.get_mut() -= 1;
            if *seats.get() == 0 {
                seats.remove();
            }
        }
    }
}

impl Shared {
    pub(super) fn new(tell: Tell, editor: Option<String>) -> Shared {
        let events = broadcast::Sender::new(BEHIND);
        Shared {
            now: RwLock::default(),
            events,
            rendered: Mutex::default(),
            open: Mutex::default(),
            said: Mutex::default(),
            tell,
            editor,
        }
    }

    pub(super) fn now(&self) -> Arc<Now> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The files of the output whose pages are open.
    pub(super) fn open_pages(&self) -> Vec<String> {
        lock(&self.open).keys().cloned().collect()
    }

    /// What is true now, as an event, and all events from here on.
    pub(super) fn listen(&self) -> (Arc<str>, broadcast::Receiver<Arc<str>>) {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        (live::event(&now, &Changed::default(), self.editor.as_deref()), self.events.subscribe())
    }

    /// The next moment: made of this one, shown to all, and told to those who listen.
    pub(super) fn next(&self, make: impl FnOnce(&Now) -> Option<(Now, Changed)>) {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        let Some((mut next, changed)) = make(&now) else { return };
        next.number = now.number + 1;
        let troubles: Vec<String> = next.trouble.iter().cloned().chain(bugs(&next)).collect();
        let found = next.newest.as_deref().map(|newest| findings(newest, next.failed.values().map(|error| &**error)));
        let found = found.unwrap_or_default();
        next.card = card(&troubles, &found, next.newest.as_deref()).map(Arc::new);
        *now = Arc::new(next);
        // Nobody may listen.
        let _ = self.events.send(live::event(&now, &changed, self.editor.as_deref()));
        let now = Arc::clone(&*now);
        let warnings = found.iter().filter(|diagnostic| diagnostic.level == Level::Warning).count();
        let mut said = lock(&self.said);
        if *said != (now.card.clone(), warnings) {
            *said = (now.card.clone(), warnings);
            self.tell(News::Found { snapshot: now.newest.as_deref(), found: &found, troubles: &troubles });
        }
    }

    /// Forgets rendered pages that the site no longer has.
    pub(super) fn forget(&self, snapshot: &Snapshot) {
        lock(&self.rendered).retain(|path, _| snapshot.output.contains_key(path));
    }

    pub(super) fn tell(&self, news: News<'_>) {
        (self.tell)(news);
    }

    /// A file of the output, rendered if it must be. May take long.
    pub(super) fn fetch(&self, now: &Now, path: &str) -> Fetched {
        let Some(snapshot) = &now.shown else { return Fetched::Broken };
        let Some(planned) = snapshot.output.get(path) else { return Fetched::Missing };
        let is_page = matches!(planned.content, Content::Page(_));
        if !is_page {
            return match snapshot.bytes(path) {
                Ok(bytes) => Fetched::File(bytes.into(), false),
                Err(_) => Fetched::Missing,
            };
        }
        let Some(current) = snapshot.fingerprint(path) else { return Fetched::Missing };
        let last = lock(&self.rendered).get(path).cloned();
        if let Some((fingerprint, bytes)) = &last
            && *fingerprint == current
        {
            return Fetched::File(bytes.clone(), true);
        }
        match snapshot.bytes(path) {
            Ok(bytes) => {
                let bytes = Bytes::from(bytes);
                lock(&self.rendered).insert(path.to_owned(), (current, bytes.clone()));
                Fetched::File(bytes, true)
            }
            Err(error) => {
                self.page_failed(snapshot, path, error);
                last.map_or(Fetched::Broken, |(_, bytes)| Fetched::File(bytes, true))
            }
        }
    }

    fn page_failed(&self, snapshot: &Arc<Snapshot>, path: &str, error: PageError) {
        self.next(|now| {
            let is_newest = now.shown.as_ref().is_some_and(|shown| Arc::ptr_eq(shown, snapshot));
            if !is_newest || now.failed.contains_key(path) {
                return None;
            }
            let mut next = now.clone();
            next.failed.insert(path.to_owned(), Arc::new(error));
            Some((next, Changed { paths: Some(Vec::new()), follow: None }))
        });
    }
}

/// Bugs of ours among the pages that failed.
fn bugs(now: &Now) -> Vec<String> {
    let is_bug = |error: &&Arc<PageError>| !matches!(***error, PageError::Theme(_) | PageError::Whole(_));
    now.failed.values().filter(is_bug).map(|error| error.to_string()).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says that there is no folder to read.
pub(super) fn no_content(root: &Path) -> Option<String> {
    (!root.join("content").is_dir())
        .then(|| "there is no folder content/ now; what you see is the site as it was last".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_open_while_anybody_has_it_open() {
        let shared = Arc::new(Shared::new(Arc::new(|_| {}), None));
        let seat = |page: &str| Seat::of(Arc::clone(&shared), page.to_owned());
        let (one, two, other) = (seat("a.html"), seat("a.html"), seat("b.html"));
        let mut open = shared.open_pages();
        open.sort_unstable();
        assert_eq!(open, ["a.html", "b.html"]);
        drop((one, other));
        assert_eq!(shared.open_pages(), ["a.html"]);
        drop(two);
        assert_eq!(shared.open_pages(), [""; 0]);
    }
}
