//! `report`: the editor's dashboard, as tables, as JSON, or as a page that nobody publishes.
//!
//! Where the content has errors, what can be read is told all the same, as `list` does: the number of errors stands on stderr, and the
//! exit code says that something may be missing.

mod html;
mod json;
mod place;
mod terminal;

use std::io::Write;

use crate::analysis::report as dashboard;
use crate::base::diagnostic::Level;
use crate::base::id::Key;
use crate::engine::snapshot::Snapshot;
use crate::face::args::{Common, Report};
use crate::face::report::Texts;
use crate::site::words::count;

use super::{Exit, say, say_help, site, warn};

/// Runs the command.
pub(super) fn run(common: &Common, report: &Report) -> Exit {
    match try_run(common, report) {
        Ok(exit) | Err(exit) => exit,
    }
}

/// The report of a site with what its faces need beside it.
struct Told<'s> {
    report: dashboard::Report,
    snapshot: &'s Snapshot,
    texts: Texts<'s>,
}

impl Told<'_> {
    /// `FILE:LINE`.
    fn place(&self, span: crate::base::text::Span) -> String {
        format!("{}:{}", span.file, self.line(span))
    }

    fn line(&self, span: crate::base::text::Span) -> usize {
        self.texts.place(span).0.line
    }

    /// "14 things in 7 sections".
    fn counted(&self) -> String {
        let filled = self.report.sections.iter().filter(|section| !section.rows.is_empty()).count();
        match self.report.count() {
            0 => "nothing".to_owned(),
            number => format!("{} in {}", count(number, "thing", "things"), count(filled, "section", "sections")),
        }
    }
}

fn try_run(common: &Common, asked: &Report) -> Result<Exit, Exit> {
    let root = site::root(common)?;
    site::check_inputs(common, &root)?;
    let page = asked.html.as_ref().map(|file| place::of(&root, file)).transpose()?;
    let snapshot = site::open_extent(common, asked.extent.clone(), &root)?;
    let text = |file: Key| snapshot.text(file);
    let report = dashboard::Report::of(&snapshot.facts);
    let told = Told { report, snapshot: &snapshot, texts: Texts::new(&text) };
    if let Some(page) = page {
        page.write(html::page(&told), asked.force)?;
        if !common.quiet {
            say("Wrote", &page.shown());
        }
    }
    let printed = match (asked.json, &asked.html) {
        (true, _) => format!("{:#}\n", json::report(&told)).into_bytes(),
        (false, Some(_)) => Vec::new(),
        (false, None) => terminal::tables(&told, asked.all),
    };
    // Whoever closes the pipe has read enough.
    let _ = anstream::stdout().write_all(&printed);
    if !common.quiet {
        let day = told.report.today.map(|day| format!(" as of {day}")).unwrap_or_default();
        say("Reported", &format!("{}{day}", told.counted()));
    }
    let errors = snapshot.diagnostics.iter().filter(|found| found.level == Level::Error).count();
    if errors > 0 {
        warn(&format!("the content has {}, so something may be missing here", count(errors, "error", "errors")));
        say_help("`whowhen check` shows what is wrong");
    }
    Ok(site::exit(&snapshot.diagnostics, &site::config(common)))
}
