//! Opening a site: what `build` and `check` share.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Key;
use crate::engine::snapshot::{PageError, Snapshot};
use crate::engine::workspace::{Change, Options, Workspace};
use crate::face::args::{Common, Extent, Format, Reading};
use crate::face::report::{Counts, Texts, github as commands, human, json, sarif, short};
use crate::input::files::{Disk, Files, ReadError};
use crate::model::build::Publish;

use super::{Exit, environment, fail, github, unfinished};

/// The site's folder as a path that exists.
pub(super) fn root(common: &Common) -> Result<PathBuf, Exit> {
    match common.root.canonicalize() {
        Ok(root) if root.is_dir() => Ok(root),
        Ok(_) => {
            fail(&format!("{} is not a folder", common.root.display()), &["`--root` names the folder that holds content/"]);
            Err(Exit::Usage)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            fail(&format!("there is no folder {}", common.root.display()), &["`--root` names the folder that holds content/"]);
            Err(Exit::Usage)
        }
        Err(error) => {
            fail(
                &format!("can't open the folder {}: {error}", common.root.display()),
                &["`--root` names the folder that holds content/"],
            );
            Err(Exit::Usage)
        }
    }
}

/// Fails unless what must be there is there.
pub(super) fn check_inputs(common: &Common, root: &Path) -> Result<(), Exit> {
    if !root.join("content").is_dir() {
        fail(
            &format!("there is no folder content/ in {}", common.root.display()),
            &["run the command in the site's folder, or name it with `--root DIR`"],
        );
        return Err(Exit::Usage);
    }
    let config = config(common);
    if config != "site.yaml" && !root.join(&config).is_file() {
        fail(&format!("there is no configuration file {config}"), &["`--config` names a file, from the site's folder"]);
        return Err(Exit::Usage);
    }
    unfinished::tell(root);
    Ok(())
}

/// The configuration file as a path of the site.
pub(super) fn config(common: &Common) -> String {
    // `./site.yaml` is `site.yaml`.
    let path: PathBuf = common.config.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect();
    path.to_string_lossy().replace('\\', "/")
}

/// What is asked of the workspace.
pub(super) fn options(common: &Common, reading: &Reading, root: &Path) -> Options {
    Options {
        publish: Publish {
            drafts: reading.extent.drafts,
            future: reading.extent.future,
            today: reading.extent.today.or_else(environment::source_date),
            as_of: reading.extent.as_of,
        },
        base_url: reading.base_url.clone(),
        base_url_guess: environment::github_pages(root),
        config: config(common),
        untrusted: reading.untrusted,
    }
}

/// A workspace over the site's folder.
pub(super) fn workspace(root: &Path, options: Options) -> Workspace {
    Workspace::new(Arc::new(Disk::new(root).with_config(&options.config)), options)
}

/// Reads the site and returns it as it is now.
pub(super) fn open(common: &Common, reading: &Reading, root: &Path) -> Result<Arc<Snapshot>, Exit> {
    check_inputs(common, root)?;
    workspace(root, options(common, reading, root)).apply(&Change::All).map_err(unreadable)
}

/// Reads so much of the site from other files than those in its folder.
pub(super) fn open_files(common: &Common, extent: Extent, root: &Path, files: Arc<dyn Files>) -> Result<Arc<Snapshot>, Exit> {
    let reading = Reading { base_url: environment::asked_address(), extent, untrusted: false };
    snapshot_of(common, &reading, root, files).map_err(unreadable)
}

/// The site as other files than those in its folder have it.
pub(super) fn snapshot_of(
    common: &Common,
    reading: &Reading,
    root: &Path,
    files: Arc<dyn Files>,
) -> Result<Arc<Snapshot>, ReadError> {
    Workspace::new(files, options(common, reading, root)).apply(&Change::All)
}

fn unreadable(error: ReadError) -> Exit {
    fail(&error.to_string(), &["check that the file can be read, then run the command again"]);
    Exit::Machine
}

/// Reads the site with all that is kept back, for commands that look at it and publish nothing.
pub(super) fn open_whole(common: &Common, root: &Path) -> Result<Arc<Snapshot>, Exit> {
    open_extent(common, Extent { drafts: true, future: true, ..Extent::default() }, root)
}

/// Reads so much of the site, for commands that look at it and publish nothing.
pub(super) fn open_extent(common: &Common, extent: Extent, root: &Path) -> Result<Arc<Snapshot>, Exit> {
    open(common, &Reading { base_url: environment::asked_address(), extent, untrusted: false }, root)
}

/// The findings of a site with those of its theme, `--strict` applied.
pub(super) fn findings(snapshot: &Snapshot, pages: &[PageError], strict: bool) -> Vec<Diagnostic> {
    let mut found = snapshot.diagnostics.clone();
    found.extend(pages.iter().filter_map(|error| match error {
        PageError::Theme(error) => Some((*error.diagnostic).clone()),
        PageError::Whole(found) => Some((**found).clone()),
        _ => None,
    }));
    if strict {
        for diagnostic in found.iter_mut().filter(|diagnostic| diagnostic.level == Level::Warning) {
            diagnostic.level = Level::Error;
        }
    }
    found.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    found.dedup_by(|a, b| a.rule == b.rule && a.span == b.span && a.message == b.message);
    found
}

/// How a command ends that found this.
pub(super) fn exit(found: &[Diagnostic], config: &str) -> Exit {
    let is_setup = |diagnostic: &Diagnostic| {
        matches!(diagnostic.rule, "invalid-config" | "template-error" | "template-missing")
            || diagnostic.span.file == Key::new(config)
    };
    let errors: Vec<&Diagnostic> = found.iter().filter(|diagnostic| diagnostic.level == Level::Error).collect();
    match errors.is_empty() {
        true => Exit::Fine,
        false if errors.into_iter().any(is_setup) => Exit::Setup,
        false => Exit::Content,
    }
}

/// How many notes of one rule people are shown, unless they ask for more: a site without records notes every name.
const NOTES: usize = 10;

/// The format that was asked for. Where none was, GitHub gets its commands.
pub(super) fn format(common: &Common) -> Format {
    common.format.unwrap_or(if environment::in_github_action() { Format::Github } else { Format::Human })
}

/// Prints findings down to some level in the format that was asked for: to stdout if they are what the command is for.
pub(super) fn print(found: &[Diagnostic], snapshot: &Snapshot, common: &Common, to_stdout: bool, least: Level) {
    let text = |file: Key| snapshot.text(file);
    let texts = Texts::new(&text);
    let shown: Vec<&Diagnostic> = found.iter().filter(|diagnostic| diagnostic.level <= least).collect();
    let format = format(common);
    let to_stdout = to_stdout && format != Format::Github;
    let mut out: Box<dyn Write> =
        if to_stdout { Box::new(anstream::stdout().lock()) } else { Box::new(anstream::stderr().lock()) };
    // Whoever closes the pipe has read enough.
    let _ = match format {
        Format::Human => in_full(&shown, &texts, common.verbose, &mut out),
        Format::Short => {
            shown.iter().map(|diagnostic| short::line(diagnostic, &texts)).try_for_each(|line| writeln!(out, "{}", for_log(line)))
        }
        Format::Json => {
            print_json(found, snapshot, None);
            Ok(())
        }
        Format::Sarif => {
            writeln!(anstream::stdout(), "{:#}", sarif::log(found, &texts, &github::folder(&common.root)))
        }
        // Unless somebody typed the format, people read the log too: they see the lines.
        Format::Github if common.format.is_none() => in_full(&shown, &texts, common.verbose, &mut out)
            .and_then(|()| out.flush())
            .and_then(|()| as_commands(&shown, &texts, common)),
        Format::Github => as_commands(&shown, &texts, common),
    };
}

/// Prints all findings as the one JSON object, with how many were mended in each file where that was asked for.
pub(super) fn print_json(found: &[Diagnostic], snapshot: &Snapshot, fixed: Option<serde_json::Value>) {
    let text = |file: Key| snapshot.text(file);
    let mut report = json::report(found, &Texts::new(&text));
    if let Some(fixed) = fixed {
        report["fixed"] = fixed;
    }
    // Whoever closes the pipe has read enough.
    let _ = writeln!(anstream::stdout(), "{report:#}");
}

fn in_full(shown: &[&Diagnostic], texts: &Texts<'_>, all: bool, out: &mut dyn Write) -> std::io::Result<()> {
    let (shown, more) = few_notes(shown.to_vec(), all);
    for diagnostic in shown {
        writeln!(out, "{}", for_log(human::text(diagnostic, texts)))?;
    }
    for (rule, number) in more {
        writeln!(out, "note[{rule}]: {} more like these; `--verbose` shows them\n", crate::site::words::thousands(number))?;
    }
    Ok(())
}

fn as_commands(shown: &[&Diagnostic], texts: &Texts<'_>, common: &Common) -> std::io::Result<()> {
    let folder = github::folder(&common.root);
    let (shown, _) = few_notes(github::gravest_first(shown.iter().copied()), common.verbose);
    let mut out = anstream::stdout().lock();
    shown.iter().try_for_each(|diagnostic| writeln!(out, "{}", commands::command(diagnostic, texts, &folder)))
}

/// The findings that people are shown, and how many notes of each rule they are not.
fn few_notes(mut found: Vec<&Diagnostic>, all: bool) -> (Vec<&Diagnostic>, BTreeMap<&str, usize>) {
    let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
    found.retain(|diagnostic| {
        if diagnostic.level != Level::Note {
            return true;
        }
        let number = notes.entry(diagnostic.rule).or_default();
        *number += 1;
        *number <= NOTES || all
    });
    notes.retain(|_, number| *number > NOTES && !all);
    notes.values_mut().for_each(|number| *number -= NOTES);
    (found, notes)
}

/// Text with words from content, for whoever reads stdout and stderr: GitHub takes orders there.
pub(super) fn for_log(text: String) -> String {
    if environment::in_github_action() { commands::harmless(&text) } else { text }
}

/// "2 errors, 1 warning".
pub(super) fn counted(found: &[Diagnostic]) -> String {
    let counts = Counts::of(found);
    let parts = [(counts.error, "error", "errors"), (counts.warning, "warning", "warnings"), (counts.note, "note", "notes")];
    let said: Vec<String> = parts
        .iter()
        .filter(|(number, _, _)| *number > 0)
        .map(|(number, one, many)| crate::site::words::count(*number, one, many))
        .collect();
    if said.is_empty() { "nothing to complain of".to_owned() } else { said.join(", ") }
}

/// Bugs of ours among the pages that could not be had; says them and returns whether there were any.
pub(super) fn say_bugs(pages: &[PageError]) -> bool {
    let bugs: Vec<&PageError> =
        pages.iter().filter(|error| matches!(error, PageError::Bug(..) | PageError::Unknown(_) | PageError::Read(_))).collect();
    for bug in &bugs {
        fail(&bug.to_string(), &["please report it, with the file if you can; the site that was there is as it was"]);
    }
    !bugs.is_empty()
}
