//! Many broken files give as many clear errors in one run; nothing is published; the machine's format is as documented.
//!
//! `broken/` is a site in which each file has one mistake of its own, and `broken.txt` what the program says of it. Two files can't be
//! kept in a repository as they are and are made here.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::site::Site;

const GOOD: &str = "-- site.yaml --\ntitle: A site\n-- content/about.md --\n---\ntitle: About\n---\nText.\n";

fn run(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whowhen"));
    command.args(words).arg("--root").arg(folder).args(["--color", "never"]);
    for name in ["WHOWHEN_BASE_URL", "GITHUB_REPOSITORY", "GITHUB_ACTIONS", "SOURCE_DATE_EPOCH", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.output().unwrap()
}

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

/// The broken site.
pub(crate) fn site() -> Site {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/broken");
    let mut site = Site::default();
    for entry in walkdir::WalkDir::new(&kept).sort_by_file_name().into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&kept).unwrap().to_str().unwrap().replace('\\', "/");
            site = site.with(&path, std::fs::read(entry.path()).unwrap());
        }
    }
    site.with("content/actors/latin-1.md", b"---\nname: Jos\xe9 Manuel Albares\n---\n")
}

/// The same on a disk, with what only a disk can have.
fn broken() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    site().write_to(folder.path());
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", folder.path().join("content/briefings/linked.md")).unwrap();
    folder
}

#[test]
#[cfg(unix)]
fn every_broken_file_is_told_in_one_run() {
    let folder = broken();
    let checked = run(folder.path(), &["check", "--format", "short"]);
    let (out, err) = said(&checked);
    assert_eq!(checked.status.code(), Some(1), "{out}{err}");
    assert!(!err.contains("panicked"), "{err}");
    snapbox::assert_data_eq!(out.clone(), snapbox::file!["broken.txt"].raw());
    let errors = out.lines().filter(|line| line.contains(": error[")).count();
    assert!(errors >= 20, "{errors} errors");
    let files: std::collections::BTreeSet<&str> = out.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(files.len(), out.lines().count(), "each file has one mistake");
}

#[test]
fn a_build_with_errors_leaves_the_site_that_was_there() {
    let folder = tempfile::tempdir().unwrap();
    Site::of(GOOD).write_to(folder.path());
    let built = run(folder.path(), &["build"]);
    assert_eq!(built.status.code(), Some(0), "{:?}", said(&built));
    let before = tree(&folder.path().join("output"));
    assert!(before.contains_key("about/index.html"));
    Site::of("-- content/about.md --\n---\ntitle: About: us\n---\n").write_to(folder.path());
    let built = run(folder.path(), &["build", "--format", "short"]);
    let (out, err) = said(&built);
    assert_eq!(built.status.code(), Some(1), "{out}{err}");
    assert!(err.contains("content/about.md:2:13: error[unquoted-colon]: this title needs quotation marks"), "{err}");
    assert!(err.contains("nothing was published"), "{err}");
    assert_eq!(tree(&folder.path().join("output")), before);
}

fn tree(folder: &Path) -> BTreeMap<String, (Vec<u8>, std::time::SystemTime)> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let path = |entry: &walkdir::DirEntry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    files
        .map(|entry| (path(&entry), (std::fs::read(entry.path()).unwrap(), entry.metadata().unwrap().modified().unwrap())))
        .collect()
}

#[test]
fn a_mistake_in_the_configuration_ends_with_three() {
    for config in ["title: A: b\n", "base_url: example.org\n", "theme: none\n", "title: [a, b\n"] {
        let folder = tempfile::tempdir().unwrap();
        Site::of(GOOD).with("site.yaml", config).write_to(folder.path());
        for command in ["check", "build"] {
            let ended = run(folder.path(), &[command]);
            assert_eq!(ended.status.code(), Some(3), "{config}: {:?}", said(&ended));
        }
        assert!(!folder.path().join("output").exists());
    }
}

#[test]
fn the_report_for_machines_is_as_documented() {
    let folder = broken();
    let checked = run(folder.path(), &["check", "--format", "json"]);
    let (out, err) = said(&checked);
    assert_eq!(checked.status.code(), Some(1), "{err}");
    assert_eq!(err, "");
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(keys(&report), ["version", "diagnostics", "counts"]);
    assert_eq!(report["version"], 1);
    let found = report["diagnostics"].as_array().unwrap();
    let mut places = Vec::new();
    for one in found {
        assert_eq!(
            keys(one),
            ["rule", "level", "message", "file", "line", "column", "end_line", "end_column", "labels", "help", "fix"]
        );
        place(one);
        places.push((one["file"].as_str().unwrap(), one["line"].as_u64(), one["column"].as_u64(), one["rule"].as_str()));
        for label in one["labels"].as_array().unwrap() {
            assert_eq!(keys(label), ["message", "file", "line", "column", "end_line", "end_column"]);
            place(label);
        }
        assert!(one["help"].as_array().unwrap().iter().all(Value::is_string));
        for edit in one["fix"].as_array().unwrap() {
            assert_eq!(keys(edit), ["file", "start", "end", "text"]);
            let text = std::fs::read_to_string(folder.path().join(edit["file"].as_str().unwrap())).unwrap();
            let number = |key: &str| edit[key].as_u64().unwrap() as usize;
            assert!(text.get(number("start")..number("end")).is_some(), "{edit}");
        }
        assert!(!one["help"].as_array().unwrap().is_empty(), "no next step: {one}");
    }
    assert!(places.is_sorted(), "in order of file, position, rule");
    assert_eq!(keys(&report["counts"]), ["error", "warning", "note"]);
    for level in ["error", "warning", "note"] {
        let number = found.iter().filter(|one| one["level"] == level).count();
        assert_eq!(report["counts"][level], number, "{level}");
    }
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn place(value: &Value) {
    let number = |key: &str| value[key].as_u64().unwrap();
    assert!(value["file"].is_string() && number("line") >= 1 && number("column") >= 1, "{value}");
    assert!((number("line"), number("column")) <= (number("end_line"), number("end_column")), "{value}");
}
