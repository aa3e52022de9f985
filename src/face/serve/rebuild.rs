//! The loop: a change on the disk, a new snapshot, the swap. Pages that are open are told at once what it means for them; what it means
//! for all others is found out afterwards, while nothing else happens.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::News;
use super::compare::{Pair, Rest, named, saved_pages};
use super::state::{Changed, Now, Shared, no_content};
use super::watch::Watch;
use crate::engine::snapshot::{Content, Snapshot, words_of};
use crate::engine::workspace::{Change, Workspace};

/// A file may be gone between the look at its folder and the look into it: so often a change is tried.
const TRIES: usize = 5;
/// The pause between two tries.
const PAUSE: Duration = Duration::from_millis(40);
/// So long the browser has the machine for itself, to ask for what it was told of and to show it.
const BROWSER_FIRST: Duration = Duration::from_millis(150);

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
        let mut rest = None;
        if let Err(error) = &watch {
            self.shared.tell(News::Unwatched(&error.to_string()));
        }
        loop {
            if let Some(error) = watch.as_mut().ok().and_then(Watch::why_late) {
                self.shared.tell(News::Late(&error.to_string()));
            }
            self.step(&mut workspace, &change, &mut rest);
            self.finish(&mut rest, |time| watch.as_mut().map_or(true, |watch| watch.is_quiet(time)));
            match watch.as_mut().ok().and_then(Watch::next) {
                Some(next) => change = next,
                None => return,
            }
        }
    }

    #[expect(clippy::disallowed_methods, reason = "floor 7 tells how long a build took")]
    fn step(&self, workspace: &mut Workspace, change: &Change, rest: &mut Option<Rest>) {
        let started = Instant::now();
        let built = match no_content(&self.root) {
            Some(trouble) => Err(trouble),
            None => self.apply(workspace, change),
        };
        match built {
            Ok(snapshot) => self.swap(snapshot, change, started, rest),
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

    fn swap(&self, snapshot: Arc<Snapshot>, change: &Change, started: Instant, rest: &mut Option<Rest>) {
        let now = self.shared.now();
        let usable = !snapshot.output.is_empty();
        let shown = if usable { Some(Arc::clone(&snapshot)) } else { now.shown.clone() };
        let pair = Pair { old: now.shown.as_deref(), new: shown.as_deref() };
        let follow = match self.follow {
            true => saved_pages(&snapshot, change).into_iter().find(|page| pair.differs(&page.file())),
            false => None,
        };
        let mut pages = self.shared.open_pages();
        pages.extend(follow.map(|page| page.file()));
        let told = pair.first(&pages);
        // A page that failed is tried again, so that its error goes when it is mended, and not before.
        if usable {
            self.shared.forget(&snapshot);
        }
        let failed = match usable {
            true => {
                let again = now.failed.keys().filter(|path| snapshot.output.contains_key(*path));
                again.filter_map(|path| Some((path.clone(), Arc::new(snapshot.bytes(path).err()?)))).collect()
            }
            false => now.failed.clone(),
        };
        let is_first = now.shown.is_none();
        let took = started.elapsed();
        if is_first && usable {
            let pages = snapshot.output.values().filter(|planned| matches!(planned.content, Content::Page(_))).count();
            self.shared.tell(News::Ready { pages, took });
        }
        self.shared.next(|current| {
            // Pages that were opened meanwhile: whoever listens from here on hears of the new site first.
            let opened = self.shared.open_pages().into_iter().filter(|page| !pages.contains(page) && pair.differs(page));
            let follow = follow.map(|page| page.path.to_string());
            let changed = match pair.old {
                Some(_) => named(told.iter().cloned().chain(opened).collect(), follow),
                // All that listen now have their page from another server: which of its files are others, nobody knows.
                None => Changed { paths: None, follow },
            };
            let next =
                Now { newest: Some(Arc::clone(&snapshot)), shown: shown.clone(), trouble: None, failed, ..current.clone() };
            // Each site is a moment of its own, also if it is the same to those who listen: tabs that nobody sees ask when they are seen.
            Some((next, changed))
        });
        if usable {
            let known = rest.take().map(|rest| rest.since);
            // What stands for the first site's pages is only worked out, so that the first edit need not wait for it.
            let since = known.unwrap_or_else(|| now.shown.clone().or(Some(snapshot)));
            *rest = Some(Rest { since, told, took });
        }
    }

    /// Finds out what the changes since the last time mean for all other pages, and tells it, if nothing else happens for so long.
    fn finish(&self, rest: &mut Option<Rest>, mut is_quiet: impl FnMut(Duration) -> bool) {
        let Some(open) = rest else { return };
        let Some(shown) = self.shared.now().shown.clone() else { return };
        if !is_quiet(BROWSER_FIRST) {
            return;
        }
        let Some(difference) = open.compare(&shown, || is_quiet(Duration::ZERO)) else { return };
        if difference.pages + difference.files > 0 {
            self.shared.tell(News::Rebuilt { pages: difference.pages, files: difference.files, took: open.took });
        }
        *rest = None;
        if !difference.untold.is_empty() {
            self.shared.next(|now| Some((now.clone(), named(difference.untold, None))));
        }
    }
}

fn nothing() -> Changed {
    Changed { paths: Some(Vec::new()), follow: None }
}
