//! A whole site in one string.
//!
//! ```text
//! -- content/actors/blinken.md --
//! ---
//! name: Antony Blinken
//! ---
//! -- content/about.md --
//! Who we are.
//! ```
//!
//! A line `-- PATH --` begins a file; what stands before the first one is left out. A test binary takes this file with
//! `#[path = "support/site.rs"] mod site;`. All of it is `pub`, since no binary needs all.

use std::path::Path;
use std::sync::Arc;

use whowhen::base::diagnostic::Diagnostic;
use whowhen::base::id::Key;
use whowhen::engine::snapshot::Snapshot;
use whowhen::engine::workspace::{Change, Options, Workspace};
use whowhen::face::report::{Texts, human, short};
use whowhen::input::files::Memory;

/// A site in memory.
#[derive(Clone, Default)]
pub struct Site {
    files: Vec<(String, Vec<u8>)>,
}

impl Site {
    /// The site that a string describes.
    pub fn of(text: &str) -> Site {
        let mut site = Site::default();
        for line in text.split_inclusive('\n') {
            match line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")) {
                Some(path) => site.files.push((path.to_owned(), Vec::new())),
                None => {
                    if let Some((_, bytes)) = site.files.last_mut() {
                        bytes.extend_from_slice(line.as_bytes());
                    }
                }
            }
        }
        site
    }

    /// With one more file.
    pub fn with(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Site {
        self.files.retain(|(known, _)| known != path);
        self.files.push((path.to_owned(), bytes.as_ref().to_vec()));
        self
    }

    /// Its files in the order given.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Its files, for the program.
    pub fn memory(&self) -> Arc<Memory> {
        let mut memory = Memory::default();
        self.files().for_each(|(path, bytes)| memory.write(path, bytes));
        Arc::new(memory)
    }

    /// The site as the program sees it.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        let mut workspace = Workspace::new(self.memory(), Options::default());
        workspace.apply(&Change::All).expect("files in memory can be read")
    }

    /// All findings, in the order of a report.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.snapshot().diagnostics.clone()
    }

    /// A file of the output as text.
    pub fn page(&self, path: &str) -> String {
        let bytes = self.snapshot().bytes(path).unwrap_or_else(|error| panic!("{error}"));
        String::from_utf8(bytes).expect("pages are UTF-8")
    }

    /// Writes the site below a folder.
    #[allow(clippy::disallowed_methods, reason = "tests make the files they look at")]
    pub fn write_to(&self, folder: &Path) {
        for (path, bytes) in self.files() {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
            std::fs::write(path, bytes).expect("a file can be written");
        }
    }
}

/// A finding as `--format human` prints it, without colours.
pub fn printed(snapshot: &Snapshot, diagnostic: &Diagnostic) -> String {
    let text = |file: Key| snapshot.text(file);
    let styled = human::text(diagnostic, &Texts::new(&text));
    anstream::adapter::strip_str(&styled).to_string()
}

/// A finding as `--format short` prints it.
pub fn line(snapshot: &Snapshot, diagnostic: &Diagnostic) -> String {
    let text = |file: Key| snapshot.text(file);
    short::line(diagnostic, &Texts::new(&text))
}
