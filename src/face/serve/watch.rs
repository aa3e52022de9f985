//! What changes on the disk, gathered: editors save in many ways, and every one of them is several events.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, Event, EventKind, ModifyKind, RemoveKind};
use notify::{ErrorKind, PollWatcher, RecursiveMode, Watcher};

use crate::engine::workspace::Change;
use crate::input::files::is_listed;

/// So long nothing may happen before a change is taken for whole.
const QUIET: Duration = Duration::from_millis(15);
/// So long a storm is waited for.
const STORM: Duration = Duration::from_millis(200);
/// A new folder is watched a moment after it is there; what was put into it before that is found by looking again after so long.
const AGAIN: Duration = Duration::from_millis(300);
/// Where the machine does not tell of changes, it is looked for them so often.
const LOOK: Duration = Duration::from_secs(1);
/// Folders that are watched with all that is in them.
const FOLDERS: [&str; 3] = ["content", "static", "themes"];

/// Where events go.
type Events = Sender<notify::Result<Event>>;
/// Whatever tells of changes.
type Teller = Box<dyn Watcher + Send>;

/// A site's folder under watch: the machine tells of changes, or where it can't, all files are looked at again and again.
pub(in crate::face) struct Watch {
    watcher: Teller,
    sender: Events,
    events: Receiver<notify::Result<Event>>,
    /// Why all files are looked at, until somebody has been told.
    looks_because: Option<notify::Error>,
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
    ///
    /// # Errors
    /// If the folder can neither be watched nor looked at.
    pub(in crate::face) fn begin(root: &Path, config: &str) -> Result<Watch, notify::Error> {
        Watch::with(root, config, |sender| told_by_the_machine(root, sender))
    }

    fn with(root: &Path, config: &str, make: impl FnOnce(Events) -> notify::Result<Teller>) -> Result<Watch, notify::Error> {
        let (sender, events) = mpsc::channel();
        let told = make(sender.clone()).and_then(|mut watcher| cover(&mut *watcher, root, config).map(|()| watcher));
        let (watcher, looks_because) = match told {
            Ok(watcher) => (watcher, None),
            Err(error) => (looked_for(root, config, sender.clone())?, Some(error)),
        };
        let (root, config) = (root.to_owned(), config.to_owned());
        Ok(Watch { watcher, sender, events, looks_because, root, config, pending: Pending::default(), again: None })
    }

    /// Why changes are looked for every second, which makes them late; said once.
    pub(in crate::face) fn why_late(&mut self) -> Option<notify::Error> {
        self.looks_because.take()
    }

    /// From here on changes are looked for, since the machine can't tell of all.
    fn look_instead(&mut self, error: notify::Error) {
        // Without it what could be watched until now goes on being watched.
        if let Ok(watcher) = looked_for(&self.root, &self.config, self.sender.clone()) {
            self.watcher = watcher;
            self.looks_because = Some(error);
        }
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
            missed => {
                if let Err(error) = missed
                    && matches!(error.kind, ErrorKind::MaxFilesWatch)
                {
                    self.look_instead(error);
                }
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
        if folder.is_dir()
            && let Err(error) = self.watcher.watch(&folder, RecursiveMode::Recursive)
            && matches!(error.kind, ErrorKind::MaxFilesWatch)
        {
            self.look_instead(error);
        }
    }

    fn relative(&self, path: &Path) -> Option<String> {
        let parts: Option<Vec<&str>> =
            path.strip_prefix(&self.root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
        Some(parts?.join("/"))
    }
}

/// The machine tells of changes.
fn told_by_the_machine(root: &Path, sender: Events) -> notify::Result<Teller> {
    if is_elsewhere(root) {
        return Err(notify::Error::generic("the site is on a disk of another machine"));
    }
    // Whoever listened has gone with the server.
    Ok(Box::new(notify::recommended_watcher(move |event| drop(sender.send(event)))?))
}

/// Whether a folder is on a disk that others write to without this machine's knowledge.
#[cfg(target_os = "linux")]
fn is_elsewhere(root: &Path) -> bool {
    // NFS, SMB in its three generations, 9P (Windows' own disks seen from its Linux), the shared folders of VirtualBox.
    const KINDS: [u32; 6] = [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x0102_1997, 0x786f_4256];
    // Its kind is a number of 32 bits, whatever type a platform gives it.
    rustix::fs::statfs(root).is_ok_and(|disk| KINDS.contains(&(disk.f_type as u32)))
}

#[cfg(not(target_os = "linux"))]
fn is_elsewhere(_: &Path) -> bool {
    false
}

/// All files are read again and again: times are too coarse for two saves within one second.
fn looked_for(root: &Path, config: &str, sender: Events) -> notify::Result<Teller> {
    let settings = notify::Config::default().with_poll_interval(LOOK).with_compare_contents(true).with_follow_symlinks(false);
    let mut watcher = PollWatcher::new(move |event| drop(sender.send(event)), settings)?;
    cover(&mut watcher, root, config)?;
    Ok(Box::new(watcher))
}

/// Lets a watcher look at all that a site is made of.
fn cover(watcher: &mut dyn Watcher, root: &Path, config: &str) -> notify::Result<()> {
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    if let Some(beside) = root.join(config).parent().filter(|beside| *beside != root && beside.is_dir()) {
        watcher.watch(beside, RecursiveMode::NonRecursive)?;
    }
    FOLDERS
        .iter()
        .map(|folder| root.join(folder))
        .filter(|folder| folder.is_dir())
        .try_for_each(|folder| watcher.watch(&folder, RecursiveMode::Recursive))
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

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests make the files they look at")]
mod tests {
    use std::fs;

    use super::*;

    /// A machine that has no watch left.
    struct Full;

    impl Watcher for Full {
        fn new<F: notify::EventHandler>(_: F, _: notify::Config) -> notify::Result<Full> {
            Ok(Full)
        }
        fn watch(&mut self, _: &Path, _: RecursiveMode) -> notify::Result<()> {
            Err(notify::Error::new(ErrorKind::MaxFilesWatch))
        }
        fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
            Ok(())
        }
        fn kind() -> notify::WatcherKind {
            notify::WatcherKind::NullWatcher
        }
    }

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/briefings")).unwrap();
        fs::write(folder.path().join("content/briefings/a.md"), "first").unwrap();
        folder
    }

    /// Waits until a change names a file, or says that anything may have changed.
    fn until(watch: &mut Watch, path: &str) {
        loop {
            match watch.next().unwrap() {
                Change::All => return,
                Change::Files(files) if files.iter().any(|file| file == path) => return,
                Change::Files(_) => {}
            }
        }
    }

    #[test]
    fn where_nothing_tells_of_changes_they_are_looked_for() {
        let folder = site();
        let mut watch = Watch::with(folder.path(), "site.yaml", |_| Ok(Box::new(Full))).unwrap();
        assert!(matches!(watch.why_late().unwrap().kind, ErrorKind::MaxFilesWatch));
        assert!(watch.why_late().is_none(), "it is said once");
        // Of one length, and within one second.
        for text in ["other", "third"] {
            fs::write(folder.path().join("content/briefings/a.md"), text).unwrap();
            until(&mut watch, "content/briefings/a.md");
        }
        fs::write(folder.path().join("content/briefings/b.md"), "new").unwrap();
        until(&mut watch, "content/briefings/b.md");
        fs::remove_file(folder.path().join("content/briefings/b.md")).unwrap();
        until(&mut watch, "content/briefings/b.md");
        fs::write(folder.path().join("site.yaml"), "title: A\n").unwrap();
        until(&mut watch, "site.yaml");
        fs::create_dir(folder.path().join("static")).unwrap();
        until(&mut watch, "static");
        fs::write(folder.path().join("static/a.css"), "a {}").unwrap();
        until(&mut watch, "static/a.css");
    }

    #[test]
    fn a_machine_that_runs_out_of_watches_is_helped() {
        let folder = site();
        let mut watch = Watch::begin(folder.path(), "site.yaml").unwrap();
        assert!(watch.why_late().is_none());
        watch.sender.send(Err(notify::Error::new(ErrorKind::MaxFilesWatch))).unwrap();
        assert!(matches!(watch.next(), Some(Change::All)));
        assert!(watch.why_late().is_some());
        fs::write(folder.path().join("content/briefings/a.md"), "other").unwrap();
        until(&mut watch, "content/briefings/a.md");
    }
}
