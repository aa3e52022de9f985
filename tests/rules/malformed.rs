//! Malformed files, one mistake each, and what the program says of them: `malformed/FAMILY.md`.
//!
//! A section `## case` is a site. A line with a path in backticks and a colon names the file that the fence below it holds; a fence marked
//! `escaped` writes `\t`, `\r`, `\\`, `\xE9` (a byte) and `\u{FEFF}` (a character) for what can't be seen or kept in a text. The fence marked
//! `says` holds all findings as they are printed; each must have a next step. A case gives an error, unless its heading ends with `(warning)` or
//! `(note)`; notes are left out of all others, and what rules say of the evidence. A fence marked `link` holds the target of a symbolic link: such a case is read from a disk.
//! The families of settings and themes end with exit 3, which the program itself is asked for, in a cage.
//!
//! `WHOWHEN_BLESS=1 cargo test --test rules malformed` rewrites what is said; read it as an editor would.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use whowhen::analysis::rules;
use whowhen::base::diagnostic::{Diagnostic, Level};
use whowhen::engine::snapshot::{PageError, Snapshot};
use whowhen::engine::workspace::{Change, Options, Workspace};
use whowhen::input::files::Disk;

use crate::site::{Site, printed};

/// How many cases there are at least.
const CASES: usize = 400;

#[test]
fn every_malformed_file_is_told_clearly() {
    let bless = std::env::var_os("WHOWHEN_BLESS").is_some();
    let (mut problems, mut cases) = (String::new(), 0);
    for path in families() {
        let family = path.file_name().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let mut blessed = String::new();
        for (n, section) in text.split("\n## ").enumerate() {
            if n == 0 {
                blessed += section;
                continue;
            }
            cases += 1;
            let case = Case::parse(section);
            let (snapshot, found) = case.run();
            for problem in case.problems(&snapshot, &found) {
                let _ = writeln!(problems, "{family}: {}: {problem}", case.name);
            }
            let said: Vec<String> = found.iter().map(|found| trimmed(&printed(&snapshot, found))).collect();
            let said = said.join("\n\n");
            if !bless && case.says != said {
                let _ = writeln!(problems, "{family}: {}: says\n{said}\ninstead of\n{}\n", case.name, case.says);
            }
            let _ = write!(blessed, "\n## {}\n\n```says\n{said}\n```\n", case.written.trim_end());
        }
        if bless {
            std::fs::write(&path, blessed).unwrap();
        }
    }
    assert!(problems.is_empty(), "\n{problems}\n`WHOWHEN_BLESS=1` rewrites what is said\n");
    assert!(cases >= CASES, "{cases} cases; there were {CASES}");
}

fn families() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/malformed");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Families whose errors nobody who edits a page can mend.
const SETUP: [&str; 2] = ["settings.md", "themes.md"];

/// Runs in a cage, since a theme may ask for what a program should not do.
#[test]
#[cfg(target_os = "linux")]
fn errors_of_settings_and_themes_end_with_exit_3() {
    crate::cage::run("malformed::errors_of_settings_and_themes_end_with_exit_3", |folder| {
        for path in families().into_iter().filter(|path| SETUP.iter().any(|family| path.ends_with(family))) {
            let text = std::fs::read_to_string(&path).unwrap();
            for (n, section) in text.split("\n## ").skip(1).enumerate() {
                let case = Case::parse(section);
                let root = folder.join(format!("{}-{n}", path.file_stem().unwrap().display()));
                case.site.write_to(&root);
                let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_whowhen"));
                let output = command.args(["check", "--root"]).arg(&root).output().unwrap();
                let expected = if case.wanted() == Level::Error { 3 } else { 0 };
                assert_eq!(output.status.code(), Some(expected), "{path:?}: {}", case.name);
            }
        }
    });
}

fn is_of_evidence(name: &str) -> bool {
    rules::ALL.iter().any(|rule| rule.name == name && rule.group == rules::Group::Evidence)
}

struct Case {
    name: String,
    /// All of it, but what is said.
    written: String,
    site: Site,
    /// Symbolic links, each with its target.
    links: Vec<(String, String)>,
    says: String,
}

impl Case {
    fn parse(section: &str) -> Case {
        let name = section.lines().next().unwrap_or_default().to_owned();
        let mut case = Case { name, written: String::new(), site: Site::default(), links: Vec::new(), says: String::new() };
        let mut lines = section.lines();
        let mut named = None;
        while let Some(line) = lines.next() {
            let ticks = line.len() - line.trim_start_matches('`').len();
            if ticks < 3 {
                named = line.strip_prefix('`').and_then(|rest| rest.strip_suffix("`:")).or(named);
                case.written += &format!("{line}\n");
                continue;
            }
            let close = "`".repeat(ticks);
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != close).collect();
            if line.ends_with("says") {
                case.says = inside.join("\n");
                continue;
            }
            let path = named.take().unwrap_or_else(|| panic!("{}: a fence without a path", case.name));
            let text: String = inside.iter().map(|line| format!("{line}\n")).collect();
            case.written += &format!("{line}\n{text}{close}\n");
            if line.ends_with("link") {
                case.links.push((path.to_owned(), text.trim().to_owned()));
                continue;
            }
            case.site =
                case.site.with(path, if line.ends_with("escaped") { unescaped(&text) } else { text.clone().into_bytes() });
        }
        case
    }

    fn run(&self) -> (std::sync::Arc<Snapshot>, Vec<Diagnostic>) {
        let snapshot = if self.links.is_empty() { self.site.snapshot() } else { self.on_disk() };
        let mut found = snapshot.diagnostics.clone();
        for error in snapshot.try_all() {
            match error {
                PageError::Theme(error) if !found.contains(&error.diagnostic) => found.push(*error.diagnostic),
                PageError::Theme(_) => {}
                other => panic!("{}: {other}", self.name),
            }
        }
        found.retain(|found| found.level != Level::Note || self.wanted() == Level::Note);
        // What a record rests on is another matter than how it is written.
        found.retain(|found| found.level == Level::Error || !is_of_evidence(found.rule));
        (snapshot, found)
    }

    #[cfg(unix)]
    fn on_disk(&self) -> std::sync::Arc<Snapshot> {
        let folder = tempfile::tempdir().unwrap();
        self.site.write_to(folder.path());
        for (path, target) in &self.links {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::os::unix::fs::symlink(target, path).unwrap();
        }
        let mut workspace = Workspace::new(std::sync::Arc::new(Disk::new(folder.path())), Options::default());
        workspace.apply(&Change::All).unwrap()
    }

    #[cfg(not(unix))]
    fn on_disk(&self) -> std::sync::Arc<Snapshot> {
        self.site.snapshot()
    }

    /// The level at which the mistake is told.
    fn wanted(&self) -> Level {
        match self.name.rsplit_once(" (") {
            Some((_, "warning)")) => Level::Warning,
            Some((_, "note)")) => Level::Note,
            _ => Level::Error,
        }
    }

    fn problems(&self, snapshot: &Snapshot, found: &[Diagnostic]) -> Vec<String> {
        let mut problems = Vec::new();
        let wanted = self.wanted();
        if !found.iter().any(|found| found.level == wanted) {
            problems.push(format!("gives no {}", wanted.word()));
        }
        for (n, one) in found.iter().enumerate() {
            if one.help.is_empty() {
                problems.push(format!("`{}` has no next step", one.message));
            }
            if !printed(snapshot, one).lines().nth(1).is_some_and(|line| line.trim_start().starts_with("--> ")) {
                problems.push(format!("`{}` has no place", one.message));
            }
            if found[..n].iter().any(|other| other.span == one.span && other.rule == one.rule) {
                problems.push(format!("`{}` is told twice", one.message));
            }
        }
        problems
    }
}

/// Without white space at the ends of lines and of the whole.
fn trimmed(text: &str) -> String {
    text.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend_from_slice(before.as_bytes());
        rest = match after.as_bytes()[0] {
            b'x' => {
                bytes.push(u8::from_str_radix(&after[1..3], 16).unwrap());
                &after[3..]
            }
            b'u' => {
                let (digits, after) = after[2..].split_once('}').unwrap();
                let c = char::from_u32(u32::from_str_radix(digits, 16).unwrap()).unwrap();
                bytes.extend_from_slice(c.to_string().as_bytes());
                after
            }
            letter => {
                let known = [(b't', b'\t'), (b'r', b'\r'), (b'\\', b'\\')];
                let byte = known.iter().find(|(escape, _)| *escape == letter).map(|(_, byte)| *byte);
                bytes.push(byte.unwrap_or_else(|| panic!("no such escape: `\\{}`", char::from(letter))));
                &after[1..]
            }
        };
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}
