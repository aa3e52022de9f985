//! `new`: a record's file with the right front matter. Its path is what goes to stdout.

use std::io::Write;
use std::path::Path;

use crate::base::date::Day;
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::base::slug::is_portable;
use crate::engine::snapshot::Snapshot;
use crate::face::args::{Common, New, NewKind};
use crate::face::report::Texts;
use crate::face::scaffold::record;
use crate::face::write::Draft;
use crate::model::head::Head;
use crate::syntax::kind::Kind;

use super::put::{self, Put};
use super::{Exit, environment, fail, say, say_help, site};

/// Runs the command.
pub(super) fn run(common: &Common, new: &New) -> Exit {
    match try_run(common, new) {
        Ok(()) => Exit::Fine,
        Err(exit) => exit,
    }
}

fn try_run(common: &Common, new: &New) -> Result<(), Exit> {
    let (kind, name) = (kind(new.kind), new.name.trim());
    if let Some(problem) = record::problem(name) {
        return Err(usage(problem, &format!("`whowhen new {} \"NAME\"`, between quotation marks", kind.word())));
    }
    let id = id(kind, name, new.id.as_deref())?;
    let root = site::root(common)?;
    if !root.join("content").is_dir() {
        let message = format!("there is no folder content/ in {}", common.root.display());
        return Err(usage(&message, "`whowhen init` begins a site there; `--root DIR` names another folder"));
    }
    let snapshot = site::open_whole(common, &root)?;
    let path = format!("content/{}/{id}.md", kind.plural());
    refuse_duplicate(&snapshot, new, kind, &id, &path)?;
    let (day, whence) = day(new, &snapshot)?;
    let draft = Draft { path, text: record::text(kind, name, day) };
    let done = put::all(&root, &common.root, std::slice::from_ref(&draft), new.force)?;
    if done == [Put::Same] && !new.force {
        let message = format!("{} is there already, as `new` would write it", put::path(&common.root, &draft.path));
        return Err(usage(&message, "open it and write; another record of the name needs `--id ID`"));
    }
    // Whoever closes the pipe has read enough.
    let _ = writeln!(anstream::stdout(), "{}", put::path(&common.root, &draft.path));
    if !common.quiet && new.date.is_none() && draft.text.contains(&format!("\"{day}\"")) {
        say("Dated", &format!("{day}, {whence}; `--date` gives another day"));
    }
    Ok(())
}

fn kind(kind: NewKind) -> Kind {
    match kind {
        NewKind::Briefing => Kind::Briefing,
        NewKind::Actor => Kind::Actor,
        NewKind::Event => Kind::Event,
        NewKind::Source => Kind::Source,
        NewKind::Claim => Kind::Claim,
    }
}

fn id(kind: Kind, name: &str, asked: Option<&str>) -> Result<String, Exit> {
    match asked {
        None if record::is_address(name) => Ok(record::id(kind, name.split_once("://").map_or(name, |(_, rest)| rest))),
        None => Ok(record::id(kind, name)),
        Some(id) if is_portable(id) && id != "index" && id.len() < 100 => Ok(id.to_owned()),
        Some(id) => {
            let help = format!("small letters, digits and hyphens, such as `{}`", record::id(kind, id));
            Err(usage(&format!("`{id}` can't be an id"), &help))
        }
    }
}

/// The day to write, and where it comes from.
fn day(new: &New, snapshot: &Snapshot) -> Result<(Day, &'static str), Exit> {
    let facts = &snapshot.facts;
    let fixed = || facts.config.as_of.as_ref().and(facts.model.today);
    let known = new
        .date
        .map(|day| (day, "as asked for"))
        .or_else(|| environment::source_date().map(|day| (day, "by SOURCE_DATE_EPOCH")))
        .or_else(|| fixed().map(|day| (day, "by `as_of` in site.yaml")))
        .or_else(|| environment::clock().map(|day| (day, "today in UTC")));
    known.ok_or_else(|| usage("the clock gives no day", "name it with `--date`"))
}

/// An id has one record, and an actor's name one actor. Stubs don't count: the file is to define them.
fn refuse_duplicate(snapshot: &Snapshot, new: &New, kind: Kind, id: &str, path: &str) -> Result<(), Exit> {
    let (model, name) = (&snapshot.facts.model, new.name.trim());
    let folded = fold(name);
    let is_called = |head: &Head| {
        kind == Kind::Actor && (fold(&head.title) == folded || head.aliases.iter().any(|alias| fold(&alias.text.text) == folded))
    };
    for head in model.ids().into_iter().filter(|record| record.kind() == kind).map(|record| model.head(record)) {
        let is_here = head.file().as_str() == path;
        // The same command again is met by the file's difference; a name that only slugs alike is another record's.
        if head.stub || (is_here && (new.force || !head.titled || fold(&head.title) == folded)) {
            continue;
        }
        // Who chooses an id says that this is somebody else of that name; `check` asks then which of the two is meant.
        if new.id.is_none() && is_called(head) {
            let help = "add to that record, or, for somebody else of that name, choose an id: `--id ID`";
            return Err(exists(snapshot, head, &format!("an actor called `{name}` is there already"), help));
        }
        if head.id.as_str() == id {
            let help = format!("add to that record, or give this one another id: `--id {id}-2`");
            return Err(exists(snapshot, head, &format!("{} with the id `{id}` is there already", kind.a()), &help));
        }
    }
    Ok(())
}

fn exists(snapshot: &Snapshot, head: &Head, message: &str, help: &str) -> Exit {
    let text = |file: Key| snapshot.text(file);
    let line = Texts::new(&text).place(head.span).0.line;
    fail(&format!("{message}; nothing was written"), &[]);
    anstream::eprintln!("  --> {}:{line}", Path::new(head.file().as_str()).display());
    say_help(help);
    Exit::Usage
}

fn usage(message: &str, help: &str) -> Exit {
    fail(message, &[help]);
    Exit::Usage
}
