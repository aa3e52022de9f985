//! How long an edit takes to the screen, in a real browser: `cargo bench --bench screen -- [BRIEFINGS…]`. See README.md.

#![allow(clippy::unwrap_used, reason = "a measurement that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "it writes into a folder of its own, and starts what it measures")]
#![allow(dead_code, reason = "the sites are made up for the other measurement too")]

#[path = "briefings.rs"]
mod briefings;
#[path = "freeform.rs"]
mod freeform;
#[path = "made_up.rs"]
mod made_up;

use std::path::Path;
use std::process::Command;

fn main() {
    // Cargo itself passes `--bench`.
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    for number in if sizes.is_empty() { vec![1_000, 10_000] } else { sizes } {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in briefings::site(number) {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        println!("\n{number} briefings");
        let file = briefings::path(number / 2);
        let address = file.replacen("content", "", 1).replace(".md", "/");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/screen.mjs");
        let mut node = Command::new("node");
        node.arg(script).arg(folder.path()).args([&file, &address]).env("WHOWHEN", env!("CARGO_BIN_EXE_whowhen"));
        let ran = node.status().unwrap_or_else(|error| panic!("can't run node: {error}: `tests/run` installs it"));
        assert!(ran.success(), "the measurement has failed");
    }
}
