//! What changes on the disk, gathered: editors save in many ways, and every one of them is several events.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, Event, EventKind, ModifyKind, RemoveKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::engine::workspace::Change;
use crate::input::files::is_listed;

/// So long nothing may happen before a change is taken for whole.
const QUIET: Duration = Duration::from_millis(15);
/// So long a storm is waited for.
const STORM: Duration = Duration::from_millis(200);
/// A new folder is watched a moment after it is there; what was put into it before that is found by looking again after so long.
const AGAIN: Duration = Duration::from_millis(300);
/// Folders that are watched with all that is in them.
const FOLDERS: [&str; 3] = ["content", "static", "themes"];

/// A site's folder under watch.
pub(in crate::face) struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    root: PathBuf,
    config: String,
    pending: Pending,
    again: Option<Instant>,
}

/// What has happened since the last change.
#[derive(Default)]
struct Pending {
    files: BTreeSet<String>,
    all: bool,
    /// When it began, and when it last went on.
    times: Option<(Instant, Instant)>,
}

impl Watch {
    /// Begins to watch. What happens from here on is in the changes.
    pub(in crate::face) fn begin(root: &Path, config: &str) -> Result<Watch, notify::Error> {
        let (sender, events) = mpsc::channel();
        let watcher = notify::recommended_watcher(move |event| {
            // Whoever listened has gone with the server.
            let _ = sender.send(event);
        })?;
        let mut watch =
            Watch { watcher, events, root: root.to_owned(), config: config.to_owned(), pending: Pending::default(), again: None };
        watch.watcher.watch(root, RecursiveMode::NonRecursive)?;
        if let Some(beside) = root.join(config).parent().filter(|beside| *beside != root && beside.is_dir()) {
            watch.watcher.watch(beside, RecursiveMode::NonRecursive)?;
        }
        for folder in FOLDERS {
            let folder = root.join(folder);
            if folder.is_dir() {
                watch.watcher.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(watch)
    }

    /// Waits for the next change; `None` when there will be none any more.
    #[expect(clippy::disallowed_methods, reason = "floor 7 waits for people")]
    pub(in crate::face) fn next(&mut self) -> Option<Change> {
        loop {
            let deadline = match self.pending.times {
                Some((began, last)) => Some((last + QUIET).min(began + STORM)),
                None => self.again,
            };
            let event = match deadline {
                Some(deadline) => self.events.recv_timeout(deadline.saturating_duration_since(Instant::now())),
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(event) => {
                    self.take(event);
                    // A storm that never pauses is cut here, since a message that waits is had without a wait.
                    if self.pending.times.is_some_and(|(began, _)| began + STORM <= Instant::now()) {
                        break;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    if self.pending.times.is_none() {
                        self.again = None;
                        self.pending.all = true;
                    }
                    break;
                }
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        let pending = std::mem::take(&mut self.pending);
        Some(if pending.all { Change::All } else { Change::Files(pending.files.into_iter().collect()) })
    }

    /// Waits for some time; false as soon as there is something that [`Watch::next`] is to see.
    #[expect(clippy::disallowed_methods, reason = "floor 7 waits for people")]
    pub(in crate::face) fn is_quiet(&mut self, time: Duration) -> bool {
        let end = Instant::now() + time;
        loop {
            let now = Instant::now();
            if self.pending.times.is_some() || self.again.is_some_and(|again| again <= now) {
                return false;
            }
            match self.events.recv_timeout(end.saturating_duration_since(now)) {
                Ok(event) => self.take(event),
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    /// Adds an event to what is pending, if it is one of ours.
    #[expect(clippy::disallowed_methods, reason = "floor 7 waits for people")]
    fn take(&mut self, event: notify::Result<Event>) {
        let mut pending = std::mem::take(&mut self.pending);
        if self.gather(event, &mut pending) {
            let now = Instant::now();
            pending.times = Some((pending.times.map_or(now, |(began, _)| began), now));
        }
        self.pending = pending;
    }

    /// What an event adds to what is pending; false if it is none of ours.
    fn gather(&mut self, event: notify::Result<Event>, pending: &mut Pending) -> bool {
        let event = match event {
            Ok(event) if !event.need_rescan() => event,
            // Something was missed.
            _ => {
                self.doubt(pending);
                return true;
            }
        };
        let is_read = matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write));
        if is_read {
            return false;
        }
        let mut ours = false;
        for path in &event.paths {
            let Some(path) = self.relative(path) else { continue };
            if FOLDERS.contains(&path.as_str()) {
                self.watch_anew(&path, event.kind);
                self.doubt(pending);
                ours = true;
            } else if path == self.config || is_listed(&path) {
                if is_of_folder(event.kind, &self.root.join(&path)) {
                    self.doubt(pending);
                }
                pending.files.insert(path);
                ours = true;
            }
        }
        ours
    }

    /// Everything is looked at: now, and once more when all that is new is surely watched.
    #[expect(clippy::disallowed_methods, reason = "floor 7 waits for people")]
    fn doubt(&mut self, pending: &mut Pending) {
        pending.all = true;
        self.again = Some(Instant::now() + AGAIN);
    }

    /// A folder that went and came is another one, which is not watched yet.
    fn watch_anew(&mut self, folder: &str, kind: EventKind) {
        if !matches!(kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
            return;
        }
        let folder = self.root.join(folder);
        // It may have gone again, or not have been watched: then there is nothing to do.
        let _ = self.watcher.unwatch(&folder);
        if folder.is_dir() {
            let _ = self.watcher.watch(&folder, RecursiveMode::Recursive);
        }
    }

    fn relative(&self, path: &Path) -> Option<String> {
        let parts: Option<Vec<&str>> =
            path.strip_prefix(&self.root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
        Some(parts?.join("/"))
    }
}

fn is_of_folder(kind: EventKind, path: &Path) -> bool {
    match kind {
        EventKind::Create(CreateKind::File) | EventKind::Remove(RemoveKind::File) | EventKind::Access(_) => false,
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => true,
        EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)) => false,
        // What was renamed away is no longer there to be asked; a file has an ending.
        _ => path.is_dir() || path.extension().is_none(),
    }
}
