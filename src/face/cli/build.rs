//! `build`: content/ and themes/ into output/.

use std::path::{Path, PathBuf};

use crate::base::diagnostic::Level;
use crate::base::fingerprint::Fingerprint;
use crate::engine::snapshot::{Content, PageError, Snapshot};
use crate::face::args::{Build, Common, Format};
use crate::face::publish::{self, Pages, PublishError, Report, Site};
use crate::face::report::Counts;
use crate::site::words::count;

use super::progress::Progress;
use super::{Exit, environment, fail, say, site};

/// Runs the command.
pub(super) fn run(common: &Common, build: &Build) -> Exit {
    match try_run(common, build) {
        Ok(exit) | Err(exit) => exit,
    }
}

/// A snapshot on its way to the disk.
struct Publishing<'s> {
    snapshot: &'s Snapshot,
    progress: &'s Progress,
}

impl Pages for Publishing<'_> {
    type Error = PageError;

    fn paths(&self) -> Vec<(String, Fingerprint)> {
        self.snapshot.paths()
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, PageError> {
        self.progress.step();
        self.snapshot.bytes(path)
    }
}

impl Pages for Snapshot {
    type Error = PageError;

    fn paths(&self) -> Vec<(String, Fingerprint)> {
        self.fingerprints().into_iter().map(|(path, fingerprint)| (path.to_owned(), fingerprint)).collect()
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, PageError> {
        Snapshot::bytes(self, path)
    }
}

#[expect(clippy::disallowed_methods, reason = "floor 7 tells how long a build took")]
fn try_run(common: &Common, build: &Build) -> Result<Exit, Exit> {
    let started = std::time::Instant::now();
    let root = site::root(common)?;
    // What is typed counts from where one stands, as in every shell; the default is the site's own.
    let output = match &build.output {
        Some(typed) => environment::here().join(typed),
        None => root.join("output"),
    };
    let shown = build.output.clone().unwrap_or_else(|| common.root.join("output"));
    let inputs: Vec<PathBuf> =
        ["content", "themes", "static"].iter().map(|name| root.join(name)).chain([root.join(&common.config)]).collect();
    let target = Site { root: &root, output: &output, inputs: &inputs, home: environment::home() };
    publish::check_output(&target).map_err(|refusal| {
        fail(&refusal.to_string(), &[]);
        Exit::Usage
    })?;
    let progress = Progress::begin("Reading", common.quiet);
    let snapshot = site::open(common, &build.reading, &root)?;
    let found = site::findings(&snapshot, &[], build.strict);
    let ended = site::exit(&found, &site::config(common));
    if ended != Exit::Fine {
        drop(progress);
        site::print(&found, &snapshot, common, false, Level::Error);
        stopped(&found);
        return Ok(ended);
    }
    progress.steps("Writing", snapshot.output.len());
    let published = publish::publish(&target, &Publishing { snapshot: &snapshot, progress: &progress });
    drop(progress);
    let report = match published {
        Ok(report) => report,
        Err(error) => return Ok(unpublished(common, build, &snapshot, error)),
    };
    if common.format == Format::Json {
        site::print(&found, &snapshot, common, true, Level::Note);
    }
    if !common.quiet {
        summary(&snapshot, &report, &shown, started.elapsed(), common.verbose);
        let counts = Counts::of(&found);
        if counts.warning > 0 && common.format != Format::Json {
            anstream::eprintln!("{} run `whowhen check` for details", warnings(counts.warning));
        }
    }
    report.kept.iter().for_each(|path| anstream::eprintln!("    Kept {path}: it is not as we wrote it"));
    Ok(Exit::Fine)
}

fn warnings(number: usize) -> String {
    let style = anstyle::AnsiColor::Yellow.on_default().bold();
    format!("{style}Warnings{style:#} {number}  ")
}

fn stopped(found: &[crate::base::diagnostic::Diagnostic]) {
    fail(&format!("nothing was published: the content has {}", site::counted(found)), &["the site that was there is as it was"]);
}

/// "Built 94 pages in 38 ms   3 briefings · 41 actors …   1.2 MB -> output/"
fn summary(snapshot: &Snapshot, report: &Report, output: &Path, took: std::time::Duration, verbose: bool) {
    let model = &snapshot.facts.model;
    let pages = snapshot.output.values().filter(|planned| matches!(planned.content, Content::Page(_))).count();
    let kinds = [
        (model.briefings.len(), "briefing", "briefings"),
        (model.actors.len(), "actor", "actors"),
        (model.events.len(), "event", "events"),
        (model.sources.len(), "source", "sources"),
        (model.claims.len(), "claim", "claims"),
    ];
    let counted: Vec<String> =
        kinds.iter().filter(|(number, _, _)| *number > 0).map(|(number, one, many)| count(*number, one, many)).collect();
    let place = output.display().to_string();
    let place = place.strip_prefix("./").map(str::to_owned).unwrap_or(place);
    let place = if place.ends_with('/') { place } else { format!("{place}/") };
    say(
        "Built",
        &format!(
            "{} in {}   {}   {} -> {place}",
            count(pages, "page", "pages"),
            duration(took),
            counted.join(" · "),
            size(report.bytes)
        ),
    );
    if verbose {
        say("Files", &format!("{} written, {} unchanged, {} removed", report.written, report.unchanged, report.removed));
        say("Address", snapshot.base_url.as_deref().unwrap_or("not known"));
    }
    if snapshot.base_url.is_none() {
        say("Note", "no address is known for the site, so there is no sitemap; `base_url:` in site.yaml says it");
    }
}

fn duration(took: std::time::Duration) -> String {
    let milliseconds = took.as_millis();
    if milliseconds < 1000 { format!("{milliseconds} ms") } else { format!("{:.1} s", took.as_secs_f64()) }
}

/// Bytes in decimal units, as hosts count their limits.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.0} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.2} GB", bytes as f64 / 1e9),
    }
}

/// Says why nothing was published.
fn unpublished(common: &Common, build: &Build, snapshot: &Snapshot, error: PublishError<PageError>) -> Exit {
    match error {
        PublishError::Render(unrendered) => {
            let pages: Vec<PageError> = unrendered.into_iter().map(|page| page.error).collect();
            let found = site::findings(snapshot, &pages, build.strict);
            site::print(&found, snapshot, common, false, Level::Error);
            if site::say_bugs(&pages) {
                return Exit::Machine;
            }
            stopped(&found);
            Exit::Setup
        }
        PublishError::Refused(refusal) => {
            fail(&refusal.to_string(), &[]);
            Exit::Usage
        }
        other => {
            fail(&other.to_string(), &[]);
            Exit::Machine
        }
    }
}
