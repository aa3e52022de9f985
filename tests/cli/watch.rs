//! `--watch` does a command again after a change; `--untrusted` takes no policy from the site.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Ends the program with the test, however that ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn whowhen(site: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whowhen"));
    command.args(arguments).arg("--root").arg(site).env_clear();
    command
}

fn holds(file: &Path, word: &str) -> bool {
    let patience = Instant::now() + Duration::from_secs(60);
    while Instant::now() < patience {
        if fs::read_to_string(file).is_ok_and(|text| text.contains(word)) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}

#[test]
fn a_build_under_watch_follows_every_change_and_outlives_a_broken_one() {
    let site = tempfile::tempdir().unwrap();
    let page = site.path().join("content/about.md");
    fs::create_dir(site.path().join("content")).unwrap();
    fs::write(&page, "---\ntitle: About\n---\nFirst.\n").unwrap();
    let command = whowhen(site.path(), &["build", "--watch"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let _running = Running(command.unwrap());
    let built = site.path().join("output/about/index.html");
    assert!(holds(&built, "First."));
    fs::write(&page, "---\ntitle: [\n---\nBroken.\n").unwrap();
    std::thread::sleep(Duration::from_millis(500));
    fs::write(&page, "---\ntitle: About\n---\nSecond.\n").unwrap();
    assert!(holds(&built, "Second."));
}

#[test]
fn strangers_do_not_set_the_levels() {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir(site.path().join("content")).unwrap();
    fs::write(site.path().join("content/about.md"), "---\ntitle: About\n---\nSee [this](gone.md).\n").unwrap();
    fs::write(site.path().join("site.yaml"), "lints: {broken-link: \"off\"}\n").unwrap();
    let code = |arguments: &[&str]| whowhen(site.path(), arguments).output().unwrap().status.code();
    assert_eq!(code(&["check"]), Some(0));
    assert_eq!(code(&["check", "--untrusted"]), Some(1));
    assert_eq!(code(&["build", "--untrusted"]), Some(1));
}
