//! The command itself, as an editor runs it, on a disk.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::freeform::File;
use super::{Took, median, say};

/// How often each is measured.
const RUNS: usize = 5;

/// First writes, each to a folder that was not there, and rebuilds of which nothing has changed.
///
/// Nothing is deleted between the runs: ext4 looks at every i-node that was freed in the last seconds before it takes another, so that
/// `rm -r output` just before a build would be most of what is measured.
pub(super) fn measure(files: &[File]) {
    let folder = tempfile::tempdir().unwrap();
    write(files, &folder.path().join("site"));
    let outputs: Vec<_> = (0..RUNS).map(|number| folder.path().join(format!("output-{number}"))).collect();
    let mut first: Vec<Took> = outputs.iter().map(|output| build(folder.path(), output)).collect();
    let mut again: Vec<Took> = outputs.iter().map(|output| build(folder.path(), output)).collect();
    say("`whowhen build` into a new folder (median)", median(&mut first));
    say("`whowhen build`, nothing changed (median)", median(&mut again));
}

/// Writes a site to a folder.
pub(super) fn write(files: &[File], folder: &Path) {
    for (path, text) in files {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
}

fn build(folder: &Path, output: &Path) -> Took {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whowhen"));
    command.args(["build", "-q", "--root"]).arg(folder.join("site")).arg("--output").arg(output).env_clear();
    let (start, used) = (Instant::now(), of_children());
    assert!(command.status().unwrap().success());
    Took { clock: start.elapsed(), processors: of_children() - used }
}

/// What ended children have used, in user and kernel: in hundredths of a second, as Linux counts it. Nothing elsewhere.
fn of_children() -> Duration {
    let counts = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name before it may hold anything; the 16th and 17th fields of all are the 14th and 15th after it.
    let fields = counts.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    let ticks = fields.skip(13).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>();
    Duration::from_millis(10 * ticks)
}
