//! `build`: content/ and themes/ into output/.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::analysis::rules::site_too_large::LIMIT;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::fingerprint::Fingerprint;
use crate::base::text::size;
use crate::engine::snapshot::{Content, PageError, Snapshot};
use crate::face::args::{Build, Common, Format};
use crate::face::publish::{self, Pages, PublishError, Report, Site};
use crate::face::report::Counts;
use crate::site::words::count;

use super::progress::Progress;
use super::{Exit, environment, fail, github, say, site};

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
    strict: bool,
    /// The most bytes that the site should have.
    limit: u64,
    /// What was found while it was written.
    found: Mutex<Vec<PageError>>,
}

impl Pages for Publishing<'_> {
    type Error = PageError;

    fn paths(&self) -> Vec<String> {
        self.snapshot.paths()
    }

    fn hash(&self, path: &str) -> Fingerprint {
        self.snapshot.hash(path)
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, PageError> {
        self.progress.step();
        self.snapshot.bytes(path)
    }

    fn weighed(&self, sizes: &[(&str, u64)]) -> Result<(), PageError> {
        let Some(found) = self.snapshot.too_large(sizes, self.limit) else { return Ok(()) };
        let forbids = found.level == Level::Error || (self.strict && found.level == Level::Warning);
        let found = PageError::Whole(Box::new(found));
        if forbids {
            return Err(found);
        }
        self.found.lock().unwrap_or_else(PoisonError::into_inner).push(found);
        Ok(())
    }
}

impl Pages for Snapshot {
    type Error = PageError;

    fn paths(&self) -> Vec<String> {
        self.output.keys().cloned().collect()
    }

    fn hash(&self, path: &str) -> Fingerprint {
        self.fingerprint(path).unwrap_or_default()
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
        stopped(&found, &snapshot, common);
        return Ok(ended);
    }
    progress.steps("Writing", snapshot.output.len());
    let publishing =
        Publishing { snapshot: &snapshot, progress: &progress, strict: build.strict, limit: LIMIT, found: Mutex::default() };
    let published = publish::publish(&target, &publishing);
    let found = site::findings(&snapshot, &publishing.found.into_inner().unwrap_or_else(PoisonError::into_inner), build.strict);
    drop(progress);
    let report = match published {
        Ok(report) => report,
        Err(error) => return Ok(unpublished(common, build, &snapshot, error)),
    };
    if matches!(common.format, Some(Format::Json | Format::Sarif | Format::Github)) {
        site::print(&found, &snapshot, common, true, Level::Note);
    }
    if !common.quiet {
        summary(&snapshot, &report, &shown, started.elapsed(), common.verbose);
        let counts = Counts::of(&found);
        if counts.warning > 0 && !common.format.is_some_and(Format::is_document) {
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

fn stopped(found: &[Diagnostic], snapshot: &Snapshot, common: &Common) {
    github::summarize("whowhen build: nothing was published", found, snapshot, common);
    fail(
        &format!("nothing was published: the content has {}", site::counted(found)),
        &["mend it and build again; a site that was built before is as it was"],
    );
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
    if let Some(day) = model.edition {
        say("Note", &format!("this is the site as it was known on {day}; without `--as-of` it is the site as it is"));
    }
    if snapshot.base_url.is_none() {
        say("Note", "no address is known for the site, so there is no sitemap; `base_url:` in site.yaml says it");
    }
}

fn duration(took: std::time::Duration) -> String {
    let milliseconds = took.as_millis();
    if milliseconds < 1000 { format!("{milliseconds} ms") } else { format!("{:.1} s", took.as_secs_f64()) }
}

/// Says why nothing was published.
fn unpublished(common: &Common, build: &Build, snapshot: &Snapshot, error: PublishError<PageError>) -> Exit {
    let unrendered = match error {
        PublishError::Render(unrendered) => Ok(unrendered.into_iter().map(|page| page.error).collect()),
        PublishError::Unwanted(error) => Ok(vec![error]),
        other => Err(other),
    };
    match unrendered {
        Ok(pages) => {
            let pages: Vec<PageError> = pages;
            let found = site::findings(snapshot, &pages, build.strict);
            site::print(&found, snapshot, common, false, Level::Error);
            if site::say_bugs(&pages) {
                return Exit::Machine;
            }
            stopped(&found, snapshot, common);
            Exit::Setup
        }
        Err(PublishError::Refused(refusal)) => {
            fail(&refusal.to_string(), &[]);
            Exit::Usage
        }
        Err(other) => {
            fail(&other.to_string(), &[]);
            Exit::Machine
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::workspace::{Change, Options, Workspace};
    use crate::input::files::Memory;

    /// What becomes of a site with a large file that may have so many bytes: what was found, or why it was not published.
    fn published(config: &str, untrusted: bool, strict: bool, limit: u64) -> Result<Vec<String>, String> {
        let mut memory = Memory::default();
        memory.write("site.yaml", config.as_bytes());
        memory.write("content/about.md", b"---\ntitle: About\n---\n");
        memory.write("static/films/bridge.mp4", [0; 900_000]);
        let options = Options { untrusted, ..Options::default() };
        let snapshot = Workspace::new(Arc::new(memory), options).apply(&Change::All).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (root, output) = (folder.path().join("site"), folder.path().join("output"));
        let site = Site { root: &root, output: &output, inputs: &[], home: None };
        let progress = Progress::begin("Testing", true);
        let pages = Publishing { snapshot: &snapshot, progress: &progress, strict, limit, found: Mutex::default() };
        let report = publish::publish(&site, &pages);
        assert_eq!(report.is_ok(), output.join("index.html").is_file());
        // The same once more: nothing changes, and the same is found.
        pages.found.lock().unwrap().clear();
        match publish::publish(&site, &pages) {
            Ok(report) => assert_eq!(report.written, 0),
            Err(error) => return Err(error.to_string()),
        }
        Ok(pages.found.into_inner().unwrap().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_site_near_the_limit_is_published_with_a_warning() {
        let found = published("", false, false, 1_000_000).unwrap();
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("; the most is in `films/bridge.mp4` with 900 kB, "), "{found:?}");
        assert_eq!(published("", false, false, 2_000_000), Ok(Vec::new()));
    }

    #[test]
    fn the_site_says_how_much_it_matters() {
        let error = "lints: {site-too-large: error}\n";
        let off = "lints: {site-too-large: \"off\"}\n";
        let refused = published(error, false, false, 1_000_000).unwrap_err();
        assert!(refused.contains("nothing was published"), "{refused}");
        assert!(published("", false, true, 1_000_000).is_err());
        assert_eq!(published(off, false, true, 1_000_000), Ok(Vec::new()));
        // A stranger's settings count for nothing.
        assert_eq!(published(off, true, false, 1_000_000).unwrap().len(), 1);
        assert_eq!(published(error, true, false, 1_000_000).unwrap().len(), 1);
    }

    #[test]
    fn what_is_weighed_is_what_is_written() {
        let mut memory = Memory::default();
        memory.write("content/about.md", b"---\ntitle: About\n---\n");
        memory.write("static/a.bin", [0; 1_000]);
        let snapshot = Workspace::new(Arc::new(memory), Options::default()).apply(&Change::All).unwrap();
        let (sizes, errors) = snapshot.weigh();
        assert!(errors.is_empty() && sizes.len() == snapshot.output.len());
        for (path, bytes) in sizes {
            assert_eq!(snapshot.bytes(path).unwrap().len() as u64, bytes, "{path}");
        }
    }
}
