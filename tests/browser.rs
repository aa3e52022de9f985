//! The site in a browser: what a reader sees of what is built, and an editor of the preview. The scripts in `tests/browser/` do the
//! looking; see the README there.

#![allow(clippy::disallowed_methods, reason = "tests start what they look at")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::path::Path;
use std::process::Command;

/// Runs one of the scripts; whatever it says is shown if it fails.
#[track_caller]
fn passes(script: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let installs = "`tests/run` installs it";
    assert!(
        folder.join("node_modules/playwright-core").is_dir(),
        "the browser's driver is not in {}: {installs}",
        folder.display()
    );
    let mut node = Command::new("node");
    node.current_dir(&folder).args(["--test", "--test-reporter", "spec", script]);
    node.env("WHOWHEN", env!("CARGO_BIN_EXE_whowhen"));
    let ran = node.output().unwrap_or_else(|error| panic!("can't run node: {error}: {installs}"));
    let (said, complained) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{script} has failed\n{said}\n{complained}");
}

#[test]
fn an_editor_sees_every_word_as_it_is_saved() {
    passes("preview.mjs");
}

#[test]
fn a_reader_sees_the_demo_wherever_it_is_put() {
    passes("built.mjs");
}

#[test]
fn a_reader_steps_through_the_days_on_which_something_became_known() {
    passes("steps.mjs");
}
