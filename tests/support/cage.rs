//! A test in a cage: for asking the program for what it must refuse, as if it obeyed.
//!
//! A test hands its body to [`run`], together with its own name. Outside the cage, `run` starts this same test binary again for that one
//! test, inside bubblewrap: the whole file system read-only, a `/tmp` of its own, no network, and one writable folder. There `run` is
//! called once more, sees that it is inside, proves that the cage holds, and only then runs the body. Without bubblewrap the test fails.
//! The body can't run anywhere else: who sets the variable by hand meets the proof.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FOLDER: &str = "WHOWHEN_TEST_CAGE";

/// Runs a body in a cage, with the one folder it may write to.
pub(crate) fn run(name: &str, body: fn(&Path)) {
    run_with(name, |_| Vec::new(), body);
}

/// The same, with more of bubblewrap's options, made for the writable folder: mounts in it.
pub(crate) fn run_with(name: &str, options: fn(&Path) -> Vec<OsString>, body: fn(&Path)) {
    match std::env::var_os(FOLDER) {
        Some(folder) => {
            prove(Path::new(&folder));
            body(Path::new(&folder));
        }
        None => {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let folder = folder.path().canonicalize().expect("a real path");
            start(name, &folder, options(&folder));
        }
    }
}

/// Starts this test binary again for one test, through `prefix` (a program and its arguments), with variables set.
pub(crate) fn again(name: &str, prefix: &[OsString], variables: &[(&str, &Path)]) -> Command {
    let program = std::env::current_exe().expect("this test's own binary");
    let mut words = prefix.iter().cloned().chain([program.into_os_string()]);
    let mut command = Command::new(words.next().expect("a program"));
    command.args(words).args(["--exact", name, "--include-ignored", "--nocapture", "--test-threads=1"]);
    command.envs(variables.iter().map(|(name, path)| (name, path.as_os_str())));
    command
}

/// Fails unless exactly the one test has run, and passed.
pub(crate) fn expect_pass(name: &str, output: &Output) {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "`{name}`, run again, fails: {}\n{out}\n{err}", output.status);
    assert!(out.contains("1 passed"), "there is no test called `{name}`:\n{out}\n{err}");
}

fn start(name: &str, folder: &Path, options: Vec<OsString>) {
    let program = std::env::current_exe().expect("this test's own binary");
    let mut prefix: Vec<OsString> = vec!["bwrap".into()];
    prefix.extend(["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"].map(OsString::from));
    // The project, and what was built of it, may be below /tmp: they are seen there too, and only read.
    let built = program.ancestors().nth(2).unwrap_or(&program);
    for seen in [Path::new(env!("CARGO_MANIFEST_DIR")), built] {
        prefix.extend(["--ro-bind".into(), seen.into(), seen.into()]);
    }
    prefix.extend(["--bind".into(), folder.into(), folder.into()]);
    prefix.extend(options);
    prefix.extend(["--unshare-all", "--die-with-parent", "--new-session", "--chdir", "/", "--"].map(OsString::from));
    match again(name, &prefix, &[(FOLDER, folder)]).output() {
        Ok(output) => expect_pass(name, &output),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            panic!("this test needs bubblewrap, and fails rather than runs without it: `apt install bubblewrap`")
        }
        Err(error) => panic!("bubblewrap does not start: {error}"),
    }
}

/// Tries to write where the program could do harm. That it can is the end of the test.
fn prove(folder: &Path) {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for outside in [Some(PathBuf::from("/")), Some(PathBuf::from("/usr")), Some(source), home].into_iter().flatten() {
        let probe = outside.join(format!("whowhen-probe-{}", std::process::id()));
        if fs::write(&probe, "").is_ok() {
            let _ = fs::remove_file(&probe);
            panic!("the cage does not hold: `{}` can be written to", outside.display());
        }
    }
    let probe = folder.join("probe");
    fs::write(&probe, "").expect("the cage is too tight: its own folder can't be written to");
    fs::remove_file(&probe).expect("the probe goes");
}
