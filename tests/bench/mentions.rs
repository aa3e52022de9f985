//! How long it takes to find all names in all prose, and what one more actor costs: `cargo bench --bench mentions -- [BRIEFINGS]`. See
//! README.md.

#![allow(clippy::unwrap_used, reason = "a measurement that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "it measures time")]

#[path = "briefings.rs"]
mod briefings;
#[path = "freeform.rs"]
#[allow(dead_code, reason = "only its files are meant")]
mod freeform;
#[path = "made_up.rs"]
mod made_up;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use rayon::prelude::*;
use whowhen::analysis::names::{NamesMemo, SiteNames};
use whowhen::analysis::scan::{ScanMemo, Scans};
use whowhen::base::fingerprint::Fingerprint;
use whowhen::engine::workspace::{Change, Options, Workspace};
use whowhen::input::files::{Entry, Files, Memory, ReadError};

/// Runs of each measurement, of which the median is said.
const RUNS: usize = 7;

/// Bytes of a briefing's prose that the goal speaks of; those made up are somewhat shorter.
const BRIEFING: usize = 8_000;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // Cargo itself passes `--bench`.
    let briefings = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(10_000);
    let mut memory = Memory::default();
    briefings::site(briefings).iter().for_each(|(path, text)| memory.write(path, text));
    let shelf = Arc::new(Shelf(Mutex::new(memory)));
    let mut workspace = Workspace::new(shelf.clone(), Options::default());
    let before = workspace.apply(&Change::All).unwrap();
    let (model, config) = (&before.facts.model, &before.facts.config);
    let names = SiteNames::of(model, config, &NamesMemo::default()).names;
    let bodies: Vec<_> = model.briefings.values().filter_map(|briefing| briefing.head.body.as_ref()).collect();
    let prose: usize = bodies.iter().map(|body| body.text.text.len()).sum();
    println!("{} briefings, {:.1} MB of prose, {} names", bodies.len(), prose as f64 / 1e6, names.entries().len());

    let found = bodies.par_iter().map(|body| names.scan(&body.prose).len()).sum::<usize>();
    let scan = median(|| {
        black_box(bodies.par_iter().map(|body| names.scan(&body.prose).len()).sum::<usize>());
    });
    let of_8_kb = scan * (BRIEFING * bodies.len()) as f64 / prose as f64;
    println!("{scan:>9.1} ms  the names alone, {found} found; {of_8_kb:.1} ms if each briefing had 8 kB");
    let whole = median(|| drop(Scans::find(&bodies, &names, &ScanMemo::default())));
    println!("{whole:>9.1} ms  with their sentences, days and phrases, as a build does it once");

    let old: BTreeMap<&str, Fingerprint> = before.fingerprints().into_iter().collect();
    let newcomer = made_up::person(briefings.div_ceil(5) + 7);
    shelf.0.lock().unwrap().write("content/actors/newcomer.md", format!("---\nname: {newcomer}\n---\n"));
    let start = Instant::now();
    let after = workspace.apply(&Change::Files(vec!["content/actors/newcomer.md".to_owned()])).unwrap();
    let snapshot = start.elapsed();
    let changed = after.fingerprints().into_iter().filter(|(path, print)| old.get(path) != Some(print)).count();
    println!("{:>9.1} ms  one actor more, to the snapshot", snapshot.as_secs_f64() * 1e3);
    println!("{changed:>9} of {} files are another then, and are rendered", after.output.len());
}

/// Milliseconds on the clock.
fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
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
