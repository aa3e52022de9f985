//! `raw-html`: see its Markdown beside this file.

use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::passage::Passage;
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule = Rule { name: "raw-html", level: Level::Note, group: Group::Prose, text: include_str!("raw-html.md") };

/// Finds HTML, which is shown as text: the first of a passage stands for all of it.
pub(super) fn check(passage: &Passage, found: &mut Vec<Diagnostic>) {
    let Some(first) = passage.prose.raw_html.first() else { return };
    let written = passage.text.text.get(first.clone()).unwrap_or_default();
    let line = written.lines().next().unwrap_or_default();
    let diagnostic = Diagnostic::note(
        "raw-html",
        passage.span(first.start..first.start + line.len()),
        format!("`{}` is HTML, and is shown as text", clip(line.trim_end())),
    )
    .help("write Markdown instead, or put it between backticks if it is meant to be read");
    found.push(match passage.prose.raw_html.len() - 1 {
        0 => diagnostic,
        1 => diagnostic.help("there is one piece more in this text"),
        more => diagnostic.help(format!("there are {more} pieces more in this text")),
    });
}
