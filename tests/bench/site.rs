//! How long a site takes, stage by stage, and an edit of one body: `cargo bench --bench site -- [BRIEFINGS…]`,
//! or `-- --write FOLDER BRIEFINGS` for the site itself. See README.md.

#![allow(clippy::unwrap_used, reason = "a measurement that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "it measures time, and writes into a folder of its own")]

#[path = "briefings.rs"]
mod briefings;
#[path = "command.rs"]
mod command;
#[path = "freeform.rs"]
mod freeform;
#[path = "made_up.rs"]
mod made_up;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use whowhen::analysis::facts::{Facts, Memos};
use whowhen::base::fingerprint::Fingerprint;
use whowhen::base::id::Key;
use whowhen::engine::snapshot::Snapshot;
use whowhen::engine::workspace::{Change, Options, Workspace};
use whowhen::face::publish::{Site, publish};
use whowhen::input::files::{Entry, Files, Memory, ReadError};
use whowhen::model::build::{self, Publish, Whole};
use whowhen::model::config::Config;
use whowhen::model::defaults::Defaults;
use whowhen::model::document;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // Cargo itself passes `--bench`.
    let words: Vec<String> = std::env::args().skip(1).collect();
    let sizes: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if let Some(at) = words.iter().position(|word| word == "--write") {
        let (Some(folder), Some(briefings)) = (words.get(at + 1), sizes.first()) else { panic!("--write FOLDER BRIEFINGS") };
        return command::write(&briefings::site(*briefings), Path::new(folder));
    }
    for briefings in if sizes.is_empty() { vec![100, 1_000] } else { sizes } {
        println!("\n{briefings} briefings");
        let bodies: Vec<String> = (0..15).map(|number| briefings::path(number * briefings / 20)).collect();
        measure(briefings::site(briefings), &bodies);
    }
    println!("\n{EVENTS} events as a timeline project keeps them");
    let files = freeform::site(EVENTS);
    let bodies: Vec<String> = files.iter().skip(1).step_by(100).take(15).map(|(path, _)| path.clone()).collect();
    measure(files, &bodies);
    println!("\npeak memory of the process, all sizes: {}", peak_memory());
}

/// How many files the other kind of site has.
const EVENTS: usize = 2_000;

/// Measures a site, and edits of the bodies of these of its files.
fn measure(files: Vec<freeform::File>, bodies: &[String]) {
    command::measure(&files);
    let mut memory = Memory::default();
    files.iter().for_each(|(path, text)| memory.write(path, text));
    stages(&memory);

    let shelf = Arc::new(Shelf(Mutex::new(memory)));
    let mut workspace = Workspace::new(shelf.clone(), Options::default());
    let (snapshot, planned) = timed(|| workspace.apply(&Change::All).unwrap());
    say("read to snapshot, as `build` does it", planned);
    assert!(!snapshot.has_errors(), "{:?}", snapshot.diagnostics);
    let paths: Vec<&String> = snapshot.output.keys().collect();
    let (bytes, rendered) =
        timed(|| paths.par_iter().map(|path| snapshot.bytes(path).map_or(0, |bytes| bytes.len())).sum::<usize>());
    say(&format!("render all: {} files, {:.1} MB", paths.len(), bytes as f64 / 1e6), rendered);
    say("cold, all but the disk", planned + rendered);
    published(&snapshot);
    edits(&shelf, &mut workspace, snapshot, bodies);
}

/// The stages one by one, each on all processors where the program does so.
fn stages(memory: &Memory) {
    let settings = memory.read("site.yaml").unwrap();
    let (config, _) = Config::read(Key::new("site.yaml"), std::str::from_utf8(&settings).unwrap(), &[]);
    let paths: Vec<Key> = memory.paths().filter(|path| path.as_str().ends_with(".md")).collect();
    let read = |path: &Key| {
        let bytes = memory.read(path.as_str()).unwrap();
        (*path, Arc::new(document::read(*path, std::str::from_utf8(&bytes).unwrap(), &config.dialect, &Defaults::default())))
    };
    let (documents, took) = timed(|| paths.par_iter().map(read).collect::<Vec<_>>());
    say("read and parse", took);
    let ((model, _), took) = timed(|| build::build(&documents, &Publish::default(), None, &Whole));
    say("model", took);
    let memos = Memos::default();
    let (facts, took) = timed(|| Facts::of(config, model, &memos));
    say("facts, with the scan for names", took);
    let (_, took) = timed(|| whowhen::analysis::rules::check(&facts));
    say("rules", took);
}

fn published(snapshot: &Snapshot) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("project");
    std::fs::create_dir_all(root.join("content")).unwrap();
    let (output, inputs): (PathBuf, Vec<PathBuf>) = (root.join("output"), vec![root.join("content")]);
    let site = Site { root: &root, output: &output, inputs: &inputs, home: None };
    let (report, took) = timed(|| publish(&site, snapshot).unwrap());
    say(&format!("render and publish {} files to a temporary folder", report.written), took);
}

/// Edits the bodies of some files, one at a time.
fn edits(shelf: &Shelf, workspace: &mut Workspace, mut before: Arc<Snapshot>, bodies: &[String]) {
    let (mut followed, mut seen, mut shown, mut most) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for (number, path) in bodies.iter().enumerate() {
        let text = String::from_utf8(shelf.read(path).unwrap().to_vec()).unwrap();
        shelf.0.lock().unwrap().write(path, format!("{text}\nA sentence more, for {}.\n", made_up::person(number)));
        let (after, took) = timed(|| workspace.apply(&Change::Files(vec![path.clone()])).unwrap());
        let page = path.replacen("content/", "", 1).replace(".md", "/index.html");
        let (_, own) = timed(|| drop(after.bytes(&page).unwrap()));
        let old: BTreeMap<&str, Fingerprint> = before.fingerprints().into_iter().collect();
        let (changed, comparing) = timed(|| {
            let new = after.fingerprints();
            new.into_iter().filter(|(path, print)| old.get(path) != Some(print)).map(|(path, _)| path).collect::<Vec<_>>()
        });
        let (_, rendering) = timed(|| changed.par_iter().for_each(|path| drop(after.bytes(path).unwrap())));
        most = most.max(changed.len());
        seen.push(took + own);
        followed.push(took);
        shown.push(took + comparing + rendering);
        before = after;
    }
    say("one body edited, to the snapshot (median)", median(&mut followed));
    say("… to its own page, rendered (median)", median(&mut seen));
    say(&format!("… to all changed pages, found among all and rendered, at most {most} (median)"), median(&mut shown));
}

fn median(times: &mut [Took]) -> Took {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Time on the clock and on all processors together; the second hardly depends on what else the machine does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Took {
    clock: Duration,
    processors: Duration,
}

impl std::ops::Add for Took {
    type Output = Took;
    fn add(self, other: Took) -> Took {
        Took { clock: self.clock + other.clock, processors: self.processors + other.processors }
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Took) {
    let (start, used) = (Instant::now(), on_processors());
    let value = work();
    (value, Took { clock: start.elapsed(), processors: on_processors() - used })
}

fn say(what: &str, took: Took) {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    println!("{:>9.1} ms {:>9.1} ms  {what}", milliseconds(took.clock), milliseconds(took.processors));
}

/// What the process has used so far, in user and kernel, as the kernel's scheduler counts it for each thread.
fn on_processors() -> Duration {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let used = threads.filter_map(|thread| {
        let counts = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        counts.split(" ").next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(used.sum())
}

/// As the kernel counts it; not known elsewhere than on Linux.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.map_or_else(|| "not known".to_owned(), |peak| peak.trim().to_owned())
}

/// Files that change under a workspace, as those on a disk do.
struct Shelf(Mutex<Memory>);

impl Files for Shelf {
    fn list(&self) -> Result<Vec<Entry>, ReadError> {
        self.0.lock().unwrap().list()
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        self.0.lock().unwrap().read(path)
    }
}
