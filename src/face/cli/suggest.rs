//! `suggest`: what an editor may want to write, as a table, as a patch or as JSON; or written.
//!
//! Where the content has errors, what can be read is told all the same, as `report` does; but then nothing is written, since a name that
//! seems to match nothing may be defined in the file that can't be read.

use std::io::Write;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::analysis::suggest::{New, Sort};
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Key;
use crate::engine::refactor::suggest::{Begun, Proposal, Proposed, propose};
use crate::face::args::{Common, Extent, Reading, Suggest, SuggestKind};
use crate::face::report::Texts;
use crate::face::scaffold::record;
use crate::input::files::Disk;
use crate::site::words::{count, thousands};
use crate::syntax::kind::Kind;

use super::{Exit, environment, fail, patch, refactor, say, say_help, site, unfinished, warn};

/// So many of a kind are shown, unless all are asked for.
const SHOWN: usize = 10;

/// How many files are named that were written, unless more are asked for.
const NAMED: usize = 8;

/// Runs the command.
pub(super) fn run(common: &Common, asked: &Suggest) -> Exit {
    match try_run(common, asked) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_run(common: &Common, asked: &Suggest) -> Result<Exit, Exit> {
    let root = site::root(common)?;
    if asked.write {
        unfinished::take_up(&root, common.quiet)?;
    }
    site::check_inputs(common, &root)?;
    let reading = Reading { base_url: environment::asked_address(), extent: Extent::default(), untrusted: false };
    let options = site::options(common, &reading, &root);
    let disk = Arc::new(Disk::new(&root).with_config(&options.config));
    let wanted = |sort: Sort| asked.only.is_empty() || asked.only.iter().any(|only| self::sort(*only) == sort);
    let proposed = propose(disk, options, &wanted, &begin).map_err(|error| {
        fail(&error.to_string(), &["check that the file can be read, then run the command again"]);
        Exit::Machine
    })?;
    let snapshot = &proposed.snapshot;
    let exit = site::exit(&snapshot.diagnostics, &site::config(common));
    let is_error = |found: &&Diagnostic| found.level == Level::Error;
    let errors = snapshot.diagnostics.iter().filter(is_error).count();
    if asked.write && errors > 0 {
        fail(&format!("the content has {}; nothing was written", count(errors, "error", "errors")), &[]);
        say_help("`whowhen check` shows what is wrong; mend it, then run the command again");
        return Ok(exit);
    }
    if asked.write {
        refactor::write(&root, "suggest --write", &proposed.changes)?;
    } else {
        let printed = match () {
            () if asked.patch => patch::text(&proposed.changes),
            () if asked.json => format!("{:#}\n", report(&proposed)),
            () => tables(&proposed, asked.all, &wanted),
        };
        // Whoever closes the pipe has read enough.
        let _ = anstream::stdout().write_all(printed.as_bytes());
    }
    if !common.quiet {
        tell(common, asked, &proposed);
    }
    if errors > 0 {
        let errors = count(errors, "error", "errors");
        warn(&format!("the content has {errors}, so something may be missing here, or be recorded already"));
        say_help("`whowhen check` shows what is wrong");
    }
    Ok(exit)
}

fn sort(kind: SuggestKind) -> Sort {
    match kind {
        SuggestKind::RelativeDate => Sort::RelativeDate,
        SuggestKind::UnlinkedMention => Sort::UnlinkedMention,
        SuggestKind::NewActor => Sort::NewActor,
        SuggestKind::NewSource => Sort::NewSource,
    }
}

/// The file of a new record: as `new` begins it, without a day that nobody told.
fn begin(new: &New) -> Begun {
    match &new.linked {
        Some((words, file)) => {
            let name = new.name.split_once("://").map_or(&*new.name, |(_, rest)| rest);
            Begun { id: record::id(Kind::Source, name), text: record::linked_source(&new.name, words, file) }
        }
        None => Begun { id: record::id(new.kind, &new.name), text: record::actor(&new.name) },
    }
}

fn title(sort: Sort) -> (&'static str, &'static str) {
    match sort {
        Sort::RelativeDate => ("Relative dates", "These words mean another day to whoever reads them later."),
        Sort::UnlinkedMention => ("Unlinked mentions", "Say whom these names mean, or let them lead somewhere."),
        Sort::NewActor => ("New actors", "These names recur and have no record."),
        Sort::NewSource => ("New sources", "These are named or linked, and recorded nowhere."),
    }
}

/// What is suggested, kind by kind: the words, where they stand, why, and what to write.
fn tables(proposed: &Proposed, all: bool, wanted: &dyn Fn(Sort) -> bool) -> String {
    let text = |file: Key| proposed.snapshot.text(file);
    let texts = Texts::new(&text);
    let bold = anstyle::Style::new().bold();
    let mut out = String::new();
    let mut filled = true;
    for sort in Sort::ALL.into_iter().filter(|sort| wanted(*sort)) {
        let of_sort: Vec<&Proposal> = proposed.all.iter().filter(|it| it.suggestion.sort == sort).collect();
        let (title, about) = title(sort);
        if !out.is_empty() && (filled || !of_sort.is_empty()) {
            out.push('\n');
        }
        filled = !of_sort.is_empty();
        if of_sort.is_empty() {
            out += &format!("{bold}{title}{bold:#}: none\n");
            continue;
        }
        out += &format!("{bold}{title} ({}){bold:#}\n  {about}\n", thousands(of_sort.len()));
        let shown = if all { of_sort.len() } else { SHOWN.min(of_sort.len()) };
        of_sort[..shown].iter().for_each(|it| out += &entry(it, &texts));
        if shown < of_sort.len() {
            out += &format!("  … {} more; `--all` shows them\n", thousands(of_sort.len() - shown));
        }
    }
    out
}

fn entry(proposal: &Proposal, texts: &Texts<'_>) -> String {
    let it = &proposal.suggestion;
    let start = texts.place(it.span).0;
    let calm = |text: &str| -> String { text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect() };
    let mut lines = vec![
        format!("  {}  {}:{}:{}", calm(&it.words), it.span.file, start.line, start.column),
        format!("      {}", calm(&it.why)),
    ];
    let new = proposal.changes.iter().find(|change| change.before.is_none());
    match (new, proposal.changes.is_empty()) {
        (Some(new), _) => lines.push(format!("      write  {}", new.path)),
        (None, false) => lines.extend(it.paste.iter().map(|line| format!("      write  {}", calm(line)))),
        (None, true) => {
            let label = |at: usize| if at == 0 { "paste" } else { "or   " };
            lines.extend(it.paste.iter().enumerate().map(|(at, line)| format!("      {}  {}", label(at), calm(line))));
        }
    }
    lines.into_iter().map(|line| site::for_log(line) + "\n").collect()
}

/// "7 suggestions   5 of them `--write` writes", or what was written.
fn tell(common: &Common, asked: &Suggest, proposed: &Proposed) {
    let made = proposed.all.iter().filter(|it| !it.changes.is_empty()).count();
    let files = count(proposed.changes.len(), "file", "files");
    let all = count(proposed.all.len(), "suggestion", "suggestions");
    if !asked.write {
        let how = match made {
            0 => String::new(),
            made if asked.patch => format!("   {made} of them in the patch, {files}"),
            made => format!("   {made} of them `whowhen suggest --write` writes, and `--patch` shows how"),
        };
        say("Found", &(if proposed.all.is_empty() { "nothing to suggest".to_owned() } else { format!("{all}{how}") }));
        return;
    }
    if proposed.changes.is_empty() {
        let left = if proposed.all.is_empty() { String::new() } else { format!("; {all} are for you to decide") };
        say("Wrote", &format!("nothing: there is nothing to write{left}"));
        return;
    }
    say("Wrote", &format!("{made} of {all} in {files}"));
    let most = if common.verbose { usize::MAX } else { NAMED };
    for change in proposed.changes.iter().take(most) {
        say("", &format!("{}{}", change.path, if change.before.is_none() { " (new)" } else { "" }));
    }
    if proposed.changes.len() > most {
        say("", &format!("and {}", count(proposed.changes.len() - most, "more file", "more files")));
    }
}

/// `{"version": 1, "suggest": {…}}`.
fn report(proposed: &Proposed) -> Value {
    let text = |file: Key| proposed.snapshot.text(file);
    let texts = Texts::new(&text);
    let one = |proposal: &Proposal| {
        let it = &proposal.suggestion;
        let start = texts.place(it.span).0;
        let patch = (!proposal.changes.is_empty()).then(|| patch::text(&proposal.changes));
        json!({
            "kind": it.sort.word(),
            "file": it.span.file.as_str(),
            "line": start.line,
            "column": start.column,
            "words": it.words,
            "why": it.why,
            "paste": it.paste,
            "patch": patch,
        })
    };
    json!({
        "version": 1,
        "suggest": {
            "title": proposed.snapshot.facts.config.title,
            "count": proposed.all.len(),
            "suggestions": proposed.all.iter().map(one).collect::<Vec<_>>(),
        },
    })
}
