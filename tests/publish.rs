//! The publisher, from outside: what it writes, what it leaves alone, what it refuses, and what a kill leaves.

#![allow(clippy::disallowed_methods, reason = "tests make the files they look at")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![cfg(unix)]

#[path = "support/cage.rs"]
mod cage;
#[path = "publish/writes.rs"]
mod writes;
#[path = "publish/leaves_alone.rs"]
mod leaves_alone;
#[path = "publish/killed.rs"]
mod killed;
#[path = "publish/refuses.rs"]
mod refuses;
#[path = "publish/mounts.rs"]
mod mounts;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Mutex;
use std::time::Duration;

use tempfile::TempDir;
use whowhen::base::fingerprint::Fingerprint;
use whowhen::face::publish::{OneStep, Pages, PublishError, Refusal, Report, Site, check_output, one_step, publish};

const MANIFEST: &str = ".whowhen-manifest.json";

/// A site held in memory, which remembers what was rendered.
#[derive(Default)]
struct Pile {
    pages: BTreeMap<String, String>,
    broken: BTreeSet<String>,
    rendered: Mutex<Vec<String>>,
}

#[derive(Debug)]
struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this page is broken")
    }
}

impl std::error::Error for Broken {}

impl Pile {
    fn of(pages: &[(&str, &str)]) -> Pile {
        let pages = pages.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Pile { pages, ..Pile::default() }
    }

    fn rendered(&self) -> Vec<String> {
        let mut rendered = std::mem::take(&mut *self.rendered.lock().unwrap());
        rendered.sort();
        rendered
    }
}

impl Pages for Pile {
    type Error = Broken;

    fn paths(&self) -> Vec<String> {
        self.pages.keys().cloned().collect()
    }

    fn hash(&self, path: &str) -> Fingerprint {
        Fingerprint::of_bytes(self.pages[path].as_bytes())
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Broken> {
        self.rendered.lock().unwrap().push(path.to_owned());
        if self.broken.contains(path) { Err(Broken) } else { Ok(self.pages[path].clone().into_bytes()) }
    }
}

fn small() -> Pile {
    Pile::of(&[("index.html", "home"), ("actors/blinken.html", "Blinken"), ("assets/site.css", "body {}")])
}

/// A project on disk, with an output that is not there yet.
struct Project {
    root: PathBuf,
    output: PathBuf,
    inputs: Vec<PathBuf>,
    home: PathBuf,
}

impl Project {
    fn in_folder(folder: &Path) -> Project {
        let (root, home) = (folder.join("home/project"), folder.join("home"));
        for (path, text) in [("content/a.md", "words"), ("themes/mine/page.html", "{{ x }}"), ("static/logo.svg", "<svg/>")] {
            write(&root.join(path), text);
        }
        write(&root.join("site.yaml"), "title: A site\n");
        let inputs = ["content", "themes", "static", "site.yaml"].map(|name| root.join(name)).to_vec();
        Project { output: root.join("output"), root, inputs, home }
    }

    fn site(&self) -> Site<'_> {
        Site { root: &self.root, output: &self.output, inputs: &self.inputs, home: Some(self.home.clone()) }
    }

    fn publish(&self, pages: &Pile) -> Result<Report, PublishError<Broken>> {
        publish(&self.site(), pages)
    }

    fn published(&self, pages: &Pile) -> Report {
        self.publish(pages).unwrap_or_else(|error| panic!("{error}"))
    }

    #[track_caller]
    fn refused(&self, pages: &Pile) -> Refusal {
        match self.publish(pages) {
            Err(PublishError::Refused(refusal)) => {
                assert!(refusal.to_string().contains("\nhelp: "), "{refusal}");
                refusal
            }
            other => panic!("not refused: {other:?}"),
        }
    }

    /// The names in the project's folder that neither the project nor the output explains.
    fn litter(&self) -> Vec<String> {
        let known = ["content", "themes", "static", "site.yaml", "output"];
        names(&self.root).into_iter().filter(|name| !known.contains(&name.as_str())).collect()
    }
}

fn fresh() -> (TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    let project = Project::in_folder(&folder.path().canonicalize().unwrap());
    (folder, project)
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Everything that can be seen of a tree: kind and mode, inode, time, bytes or target.
fn tree(folder: &Path) -> BTreeMap<PathBuf, (u32, u64, i64, i64, Vec<u8>)> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| {
            let entry = entry.unwrap();
            let (path, found) = (entry.path().to_owned(), entry.path().symlink_metadata().unwrap());
            let bytes = match found.file_type() {
                kind if kind.is_file() => fs::read(&path).unwrap(),
                kind if kind.is_symlink() => fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes(),
                _ => Vec::new(),
            };
            // A folder's time tells of a lock that came and went, which is no change.
            let is_file = found.is_file();
            let (seconds, nanos) = if is_file { (found.mtime(), found.mtime_nsec()) } else { (0, 0) };
            (path, (found.mode(), found.ino(), seconds, nanos, bytes))
        })
        .collect()
}

/// The texts of the output's files, but for the manifest.
fn texts(output: &Path) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(output)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file() && entry.file_name() != MANIFEST)
        .map(|entry| {
            let path = entry.path().strip_prefix(output).unwrap().to_str().unwrap().to_owned();
            (path, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn inode(path: &Path) -> u64 {
    path.symlink_metadata().unwrap().ino()
}
