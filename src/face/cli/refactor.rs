//! What `rename` and its kin share: the site is read, the change is shown or written, a refusal is explained.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::id::Key;
use crate::engine::refactor::Refactored;
use crate::engine::refactor::site::{FileChange, Refused, Site};
use crate::face::args::{Common, Extent, Reading};
use crate::face::report::{Texts, human};
use crate::face::write::{self, WriteError};
use crate::input::files::Disk;
use crate::site::words::count;

use super::{Exit, environment, fail, patch, put, say, say_help, site, unfinished, warn};

/// How many files are named, unless more are asked for.
const NAMED: usize = 8;

/// What is asked for.
pub(super) struct Asked<'a> {
    /// As it is typed, without the program's name.
    pub command: &'a [&'a str],
    /// Whether the change is only to be shown.
    pub dry_run: bool,
    /// What was done: "Renamed".
    pub done: &'a str,
}

/// Reads the site, works out the change, and shows or writes it. A change that was stopped halfway is finished first.
pub(super) fn run(common: &Common, asked: &Asked, change: impl FnOnce(&Site) -> Result<Refactored, Refused>) -> Exit {
    let (dry_run, command) = (asked.dry_run, unfinished::typed(asked.command));
    let run = || {
        let root = site::root(common)?;
        if !dry_run && unfinished::take_up(&root, common.quiet)?.is_some_and(|finished| finished == command) {
            return Ok(());
        }
        site::check_inputs(common, &root)?;
        let reading = Reading { base_url: environment::asked_address(), extent: Extent::default(), untrusted: false };
        let options = site::options(common, &reading, &root);
        let read =
            Site::read(Arc::new(Disk::new(&root).with_config(&options.config)), options).map_err(|why| refused(&why, None))?;
        let made = change(&read).map_err(|why| refused(&why, Some(&read)))?;
        if dry_run {
            // Whoever closes the pipe has read enough.
            let _ = anstream::stdout().write_all(patch::text(&made.changes).as_bytes());
        } else {
            write(&root, &command, &made.changes)?;
        }
        if !common.quiet {
            tell(common, &made, if dry_run { "Dry run" } else { asked.done });
        }
        Ok(())
    };
    run().err().unwrap_or(Exit::Fine)
}

/// Writes a change: new files, then those that differ, then those that go. Where one is not as it was read, none is written.
pub(super) fn write(root: &Path, command: &str, changes: &[FileChange]) -> Result<(), Exit> {
    let as_read = |change: &FileChange| match &change.before {
        Some(before) => write::is_as_read(root, change.path.as_str(), before),
        None => write::is_free(root, change.path.as_str()),
    };
    changes.iter().try_for_each(as_read).map_err(|error| put::refused(&error))?;
    if changes.len() > 1 {
        unfinished::begin(root, command, changes).map_err(|error| put::refused(&error))?;
    }
    write_each(root, command, changes, false)
}

/// Writes the files of a change, which is kept until all are written; `begun` where some were before.
pub(super) fn write_each(root: &Path, command: &str, changes: &[FileChange], begun: bool) -> Result<(), Exit> {
    let mut written: Vec<&str> = Vec::new();
    for change in changes {
        if let Err(error) = put_one(root, change) {
            let exit = put::refused(&error);
            if written.is_empty() && !begun {
                let _ = unfinished::end(root);
            } else {
                say_help(&format!("written already: {}; nothing is lost, and `git diff` shows it", written.join(", ")));
                say_help(&format!("once that is mended, `whowhen {command}` goes on"));
            }
            return Err(exit);
        }
        written.push(change.path.as_str());
    }
    unfinished::end(root).map_err(|error| put::refused(&error))
}

fn put_one(root: &Path, change: &FileChange) -> Result<(), WriteError> {
    let path = change.path.as_str();
    match (&change.before, &change.after) {
        (None, Some(after)) => write::write_new(root, path, after),
        (Some(before), Some(after)) => write::replace(root, path, before, after),
        (Some(before), None) => write::remove(root, path, before),
        (None, None) => Ok(()),
    }
}

/// "actor kuleba -> dmytro-kuleba   7 references", and below it the files.
fn tell(common: &Common, made: &Refactored, done: &str) {
    let references = match made.references {
        0 => String::new(),
        number => format!("   {}", count(number, "reference", "references")),
    };
    say(done, &format!("{} {} -> {}{references}", made.kind, made.from, made.to));
    let gone = made.changes.iter().find(|change| change.after.is_none());
    let come = made.changes.iter().find(|change| change.before.is_none());
    let most = if common.verbose { usize::MAX } else { NAMED };
    // What goes is named where it went.
    let shown: Vec<&FileChange> = made.changes.iter().filter(|change| change.after.is_some() || come.is_none()).collect();
    for change in shown.iter().take(most) {
        let path = match (&change.before, &change.after, gone) {
            (None, _, Some(gone)) => format!("{} -> {}", gone.path, change.path),
            (None, _, None) => format!("{} (new)", change.path),
            (Some(_), None, _) => format!("{} (gone)", change.path),
            (Some(_), Some(_), _) => change.path.to_string(),
        };
        say("", &path);
    }
    if shown.len() > most {
        say("", &format!("and {}", count(shown.len() - most, "more file", "more files")));
    }
    made.notes.iter().for_each(|note| warn(note));
}

/// Says why nothing is changed, and what helps.
fn refused(why: &Refused, read: Option<&Site>) -> Exit {
    let text = |file: Key| read.and_then(|read| read.text(file));
    let texts = Texts::new(&text);
    match why {
        Refused::Asked { message, places, help } => {
            fail(&format!("{message}; nothing was written"), &[]);
            for (span, words) in places {
                let start = texts.place(*span).0;
                anstream::eprintln!("  --> {}:{}:{}: {words}", span.file, start.line, start.column);
            }
            help.iter().for_each(|help| say_help(help));
            Exit::Usage
        }
        Refused::Content(found, text) => {
            let text = |file: Key| text.as_deref().filter(|_| file == found.span.file);
            let texts = Texts::new(&text);
            let found: &Diagnostic = found;
            fail("what the site refers to can't be told while this is wrong; nothing was written", &[]);
            anstream::eprintln!();
            anstream::eprint!("{}", site::for_log(human::text(found, &texts)));
            say_help("mend it, then run the command again");
            Exit::Content
        }
        Refused::Read(error) => {
            fail(&error.to_string(), &["check that the file can be read, then run the command again"]);
            Exit::Machine
        }
    }
}
