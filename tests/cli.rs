//! The real binary in folders of its own, as an editor meets it: what it prints, how it exits, what it leaves behind.
//!
//! `SNAPSHOTS=overwrite cargo test --test cli` writes the expected transcripts; read them line by line.

#![allow(clippy::disallowed_methods, reason = "tests make the files they look at")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![cfg(unix)]

#[path = "support/cage.rs"]
mod cage;
#[path = "cli/addresses.rs"]
mod addresses;
#[path = "cli/clean.rs"]
mod clean;
#[path = "cli/commits.rs"]
mod commits;
#[path = "cli/deploy.rs"]
mod deploy;
#[path = "cli/compared.rs"]
mod compared;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/doctor.rs"]
mod doctor;
#[path = "cli/edition.rs"]
mod edition;
#[path = "cli/fix.rs"]
mod fix;
#[path = "cli/github.rs"]
mod github;
#[path = "cli/init.rs"]
mod init;
#[path = "cli/list.rs"]
mod list;
#[path = "cli/merge.rs"]
mod merge;
#[path = "cli/new.rs"]
mod new;
#[path = "site/leaf.rs"]
mod leaf;
#[path = "cli/report.rs"]
mod report;
#[path = "cli/promote.rs"]
mod promote;
#[path = "cli/rename.rs"]
mod rename;
#[path = "cli/sarif.rs"]
mod sarif;
#[path = "cli/schema.rs"]
mod schema;
#[path = "cli/suggest.rs"]
mod suggest;
#[path = "cli/theme.rs"]
mod theme;
#[path = "cli/told.rs"]
mod told;
#[path = "cli/unfinished.rs"]
mod unfinished;
#[path = "cli/usage.rs"]
mod usage;
#[path = "cli/watch.rs"]
mod watch;
#[path = "cli/why.rs"]
mod why;
#[path = "cli/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::{assert_data_eq, str};
use tempfile::TempDir;

/// A folder to run the program in, with nothing around it: no git, no `gh`, no variables.
struct Desk {
    _kept: Option<TempDir>,
    top: PathBuf,
    variables: BTreeMap<String, String>,
}

/// What a command said.
struct Said {
    out: String,
    err: String,
    exit: i32,
}

impl Desk {
    fn new() -> Desk {
        let kept = tempfile::tempdir().unwrap();
        let top = kept.path().canonicalize().unwrap();
        Desk { _kept: Some(kept), ..Desk::at(&top) }
    }

    /// In a folder that somebody else keeps: a cage's.
    fn at(top: &Path) -> Desk {
        let folder = |name: &str| {
            fs::create_dir_all(top.join(name)).unwrap();
            top.join(name).display().to_string()
        };
        let variables = [
            ("HOME", folder("home")),
            ("PATH", folder("bin")),
            // 5 March 2024
            ("SOURCE_DATE_EPOCH", "1709600000".to_owned()),
        ];
        folder("desk");
        let variables = variables.map(|(name, value)| (name.to_owned(), value)).into();
        Desk { _kept: None, top: top.to_owned(), variables }
    }

    /// With the site that `init` makes.
    fn with_site() -> Desk {
        let desk = Desk::new();
        assert_eq!(desk.run(&["init", "-q"]).exit, 0);
        desk
    }

    fn folder(&self) -> PathBuf {
        self.top.join("desk")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder().join(path)).unwrap()
    }

    /// A repository whose remote is this one, on `main`.
    fn git(&self, remote: &str) {
        self.write(".git/HEAD", "ref: refs/heads/main\n");
        self.write(".git/config", &format!("[core]\n\tbare = false\n[remote \"origin\"]\n\turl = {remote}\n"));
    }

    fn run(&self, words: &[&str]) -> Said {
        self.run_in("", words)
    }

    fn run_in(&self, folder: &str, words: &[&str]) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whowhen"));
        command.args(words).current_dir(self.folder().join(folder)).env_clear().envs(&self.variables);
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(&self.top.display().to_string(), "[TOP]");
        Said { out: text(output.stdout), err: text(output.stderr), exit: output.status.code().unwrap() }
    }

    /// Everything there is: paths with texts.
    fn tree(&self) -> BTreeMap<String, String> {
        walkdir::WalkDir::new(&self.top)
            .into_iter()
            .map(|entry| {
                let entry = entry.unwrap();
                let path = entry.path().strip_prefix(&self.top).unwrap().display().to_string();
                let text = match entry.file_type() {
                    kind if kind.is_file() => String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned(),
                    kind if kind.is_symlink() => fs::read_link(entry.path()).unwrap().display().to_string(),
                    _ => String::new(),
                };
                (path, text)
            })
            .collect()
    }

    /// Expects exit 2, a next step, and no change.
    #[track_caller]
    fn refused(&self, words: &[&str]) -> Said {
        let before = self.tree();
        let said = self.run(words);
        assert_eq!(said.exit, 2, "{said}");
        assert!(said.err.contains("help: "), "{said}");
        assert_eq!(self.tree(), before, "something has changed: {said}");
        said
    }

    /// `check --strict` has no complaint but that nothing refers to a new record yet, or that a new event has no source yet.
    #[track_caller]
    fn is_clean(&self) {
        let said = self.run(&["check", "--strict", "--format", "short"]);
        let complaints: Vec<&str> = said
            .out
            .lines()
            .filter(|line| ![": note[orphan]: ", ": note[unsourced-event]: "].iter().any(|begun| line.contains(begun)))
            .collect();
        assert_eq!((said.exit, complaints), (0, Vec::new()), "{said}");
    }
}

impl std::fmt::Display for Said {
    /// A transcript: what went to stdout, to stderr, and the exit code.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let marked = |mark: &str, text: &str| {
            text.lines().map(|line| format!("{mark}{line}").trim_end().to_owned() + "\n").collect::<String>()
        };
        writeln!(f, "{}{}exit {}", marked("1| ", &self.out), marked("2| ", &self.err), self.exit)
    }
}
