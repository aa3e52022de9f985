//! Small sites in one string, built, and their pages.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use whowhen::base::diagnostic::{Diagnostic, Level};
use whowhen::engine::snapshot::{Content, Snapshot};
use whowhen::engine::workspace::{Change, Options, Workspace};
use whowhen::input::files::{Entry, Files, Memory, ReadError};

/// Files that change under a workspace, as those on a disk do.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Memory>);

impl Shelf {
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        self.0.lock().unwrap().write(path, bytes);
    }

    pub(crate) fn remove(&self, path: &str) {
        self.0.lock().unwrap().remove(path);
    }
}

impl Files for Shelf {
    fn list(&self) -> Result<Vec<Entry>, ReadError> {
        self.0.lock().unwrap().list()
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        self.0.lock().unwrap().read(path)
    }
}

/// The files of a text in which a line `-- PATH --` stands above each.
pub(crate) fn files(text: &str) -> Memory {
    let mut files = Memory::default();
    let mut open: Option<(&str, String)> = None;
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")) {
            if let Some((path, text)) = open.replace((path, String::new())) {
                files.write(path, text);
            }
        } else if let Some((_, text)) = &mut open {
            text.push_str(line);
            text.push('\n');
        }
    }
    let (path, text) = open.expect("a site has a file");
    files.write(path, text);
    files
}

/// The site of some files, as it is published.
pub(crate) fn snapshot(files: impl Files + 'static, options: Options) -> Arc<Snapshot> {
    Workspace::new(Arc::new(files), options).apply(&Change::All).unwrap()
}

/// The site of a text.
pub(crate) fn site(text: &str) -> Built {
    Built(snapshot(files(text), Options::default()))
}

/// A site that has been built.
pub(crate) struct Built(pub(crate) Arc<Snapshot>);

impl Built {
    /// The text of a page, by its address: `actors/ada/`.
    #[track_caller]
    pub(crate) fn page(&self, address: &str) -> String {
        let path = if address.ends_with('/') || address.is_empty() { format!("{address}index.html") } else { address.to_owned() };
        match self.0.bytes(&path) {
            Ok(bytes) => String::from_utf8(bytes).unwrap(),
            Err(error) => panic!("{error}; there are {:?}", self.0.output.keys().collect::<Vec<_>>()),
        }
    }

    /// What stands between `<main` and `</main>` on a page.
    #[track_caller]
    pub(crate) fn main(&self, address: &str) -> String {
        let page = self.page(address);
        let (_, rest) = page.split_once("<main").expect("a page has a main");
        rest.split_once("</main>").expect("main ends").0.to_owned()
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.0.output.contains_key(path)
    }

    /// The pages of the output below a folder, without its own list.
    pub(crate) fn below(&self, folder: &str) -> Vec<&str> {
        let inner = self.0.output.keys().filter_map(|path| path.strip_prefix(folder)?.strip_suffix("/index.html"));
        inner.filter_map(|name| name.strip_prefix('/')).collect()
    }

    /// The findings of some level and worse, as `rule: message`.
    pub(crate) fn findings(&self, least: Level) -> Vec<String> {
        let found = self.0.diagnostics.iter().filter(|found| found.level <= least);
        found.map(|found: &Diagnostic| format!("{}: {}", found.rule, found.message)).collect()
    }

    /// The site, of which nothing may be worse than a note.
    #[track_caller]
    pub(crate) fn sound(self) -> Built {
        assert_eq!(self.findings(Level::Warning), [""; 0]);
        self
    }

    /// All files of the output.
    #[track_caller]
    pub(crate) fn rendered(&self) -> BTreeMap<String, Vec<u8>> {
        rendered(&self.0).into_iter().map(|(path, bytes)| (path, bytes.unwrap())).collect()
    }

    /// The addresses of all pages.
    pub(crate) fn pages(&self) -> Vec<&str> {
        let pages = self.0.output.iter().filter(|(_, planned)| matches!(planned.content, Content::Page(_)));
        pages.map(|(path, _)| path.as_str()).collect()
    }
}

/// Every file of the output, or why it can't be had.
pub(crate) fn rendered(snapshot: &Snapshot) -> BTreeMap<String, Result<Vec<u8>, String>> {
    let paths = snapshot.output.keys();
    paths.map(|path| (path.clone(), snapshot.bytes(path).map_err(|error| error.to_string()))).collect()
}
