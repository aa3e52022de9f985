//! The loop: a change on the disk, a new snapshot, the swap.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::News;
use super::state::{Changed, Now, Shared, no_content};
use super::watch::Watch;
use crate::base::fingerprint::Fingerprint;
use crate::base::id::Key;
use crate::engine::snapshot::{Content, Snapshot, words_of};
use crate::engine::workspace::{Change, Workspace};
use crate::site::route::Subject;
use crate::syntax::kind::Kind;

/// A file may be gone between the look at its folder and the look into it: so often a change is tried.
const TRIES: usize = 5;
/// The pause between two tries.
const PAUSE: Duration = Duration::from_millis(40);
/// So many changed files are named to the pages that are open; of more they are told that anything may have changed.
const NAMED: usize = 500;

/// What the loop needs.
pub(super) struct Rebuild {
    pub(super) root: PathBuf,
    pub(super) config: String,
    pub(super) follow: bool,
    /// Makes a workspace that knows nothing yet.
    pub(super) make: Box<dyn Fn() -> Workspace + Send>,
    pub(super) shared: Arc<Shared>,
}

impl Rebuild {
    /// Builds, and builds again after every change, for as long as changes can be had.
    pub(super) fn run(self) {
        // Watched before it is read: what changes meanwhile is not missed.
        let mut watch = Watch::begin(&self.root, &self.config);
        let mut workspace = (self.make)();
        let mut change = Change::All;
        if let Err(error) = &watch {
            self.shared.tell(News::Unwatched(&error.to_string()));
        }
        loop {
            self.step(&mut workspace, &change);
            match watch.as_mut().ok().and_then(Watch::next) {
                Some(next) => change = next,
                None => return,
            }
        }
    }

    #[expect(clippy::disallowed_methods, reason = "floor 7 tells how long a build took")]
    fn step(&self, workspace: &mut Workspace, change: &Change) {
        let started = Instant::now();
        let built = match no_content(&self.root) {
            Some(trouble) => Err(trouble),
            None => self.apply(workspace, change),
        };
        match built {
            Ok(snapshot) => self.swap(snapshot, change, started),
            Err(trouble) => self.shared.next(|now| {
                let known = now.trouble.as_ref() == Some(&trouble);
                (!known).then(|| (Now { trouble: Some(trouble), ..now.clone() }, nothing()))
            }),
        }
    }

    fn apply(&self, workspace: &mut Workspace, change: &Change) -> Result<Arc<Snapshot>, String> {
        let mut trouble = String::new();
        for attempt in 0..TRIES {
            // A change that failed half-way is not repeated: everything is looked at.
            let change = if attempt == 0 { change } else { &Change::All };
            match catch_unwind(AssertUnwindSafe(|| workspace.apply(change))) {
                Ok(Ok(snapshot)) => return Ok(snapshot),
                Ok(Err(error)) => {
                    trouble = error.to_string();
                    std::thread::sleep(PAUSE);
                }
                Err(panic) => {
                    *workspace = (self.make)();
                    return Err(format!("a bug in whowhen made it stop with `{}`", words_of(&*panic)));
                }
            }
        }
        Err(trouble)
    }

    fn swap(&self, snapshot: Arc<Snapshot>, change: &Change, started: Instant) {
        let now = self.shared.now();
        let usable = !snapshot.output.is_empty();
        let shown = if usable { Some(Arc::clone(&snapshot)) } else { now.shown.clone() };
        let empty = Default::default();
        let (old, new) =
            (now.shown.as_ref().map_or(&empty, |shown| &shown.output), shown.as_ref().map_or(&empty, |shown| &shown.output));
        let before: FxHashMap<&str, Fingerprint> = now.shown.iter().flat_map(|shown| shown.fingerprints()).collect();
        let after: FxHashMap<&str, Fingerprint> = shown.iter().flat_map(|shown| shown.fingerprints()).collect();
        let fresh = new.iter().filter(|(path, _)| before.get(path.as_str()) != after.get(path.as_str()));
        let gone = old.keys().filter(|path| !new.contains_key(*path));
        let pages = fresh.clone().filter(|(_, planned)| matches!(planned.content, Content::Page(_))).count();
        let paths: Vec<String> = fresh.map(|(path, _)| path).chain(gone).cloned().collect();
        let follow = self.follow.then(|| page_of(&snapshot, change, &paths)).flatten();
        // A page that failed is tried again, so that its error goes when it is mended, and not before.
        if usable {
            self.shared.forget(&snapshot);
        }
        let failed = match usable {
            true => {
                let again = now.failed.keys().filter(|path| new.contains_key(*path));
                again.filter_map(|path| Some((path.clone(), Arc::new(snapshot.bytes(path).err()?)))).collect()
            }
            false => now.failed.clone(),
        };
        let is_first = now.newest.is_none();
        let same_findings = now.newest.as_ref().is_some_and(|newest| newest.diagnostics == snapshot.diagnostics);
        let is_news = is_first || !paths.is_empty() || !same_findings || now.trouble.is_some() || !now.failed.is_empty();
        let took = started.elapsed();
        if is_first && usable {
            self.shared.tell(News::Ready { pages, took });
        } else if !paths.is_empty() {
            self.shared.tell(News::Rebuilt { pages, files: paths.len() - pages.min(paths.len()), took });
        }
        let paths = (paths.len() <= NAMED).then_some(paths);
        self.shared.next(|current| {
            let next = Now { newest: Some(snapshot), shown, trouble: None, failed, ..current.clone() };
            is_news.then_some((next, Changed { paths, follow }))
        });
    }
}

fn nothing() -> Changed {
    Changed { paths: Some(Vec::new()), follow: None }
}

/// The address of the page whose file was saved: of the briefing, where a file holds several records.
fn page_of(snapshot: &Snapshot, change: &Change, changed: &[String]) -> Option<String> {
    let Change::Files(files) = change else { return None };
    let files: Vec<Key> = files.iter().map(|path| Key::new(path)).collect();
    let pages = changed.iter().filter_map(|path| match snapshot.output.get(path)?.content {
        Content::Page(route) => match route.subject {
            Subject::Record(id) => Some((route.path, snapshot.facts.model.head(id))),
            _ => None,
        },
        _ => None,
    });
    let saved = pages.filter(|(_, head)| files.contains(&head.file()));
    saved.min_by_key(|(_, head)| head.kind != Kind::Briefing).map(|(path, _)| path.to_string())
}
