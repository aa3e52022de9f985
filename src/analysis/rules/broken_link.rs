//! `broken-link`: see its Markdown beside this file.

use crate::analysis::link::resolve;
use crate::analysis::{placed, unmeant};
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::passage::Passage;
use crate::model::registry::Model;
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "broken-link", level: Level::Error, group: Group::Prose, text: include_str!("broken-link.md") };

/// Checks the references of a passage, and says what may not be linked.
pub(super) fn check(model: &Model, passage: &Passage, found: &mut Vec<Diagnostic>) {
    resolve(model, passage, found);
    placed::check(model, passage, found);
    unmeant::check(model, passage, found);
    for (range, url) in &passage.prose.refused_urls {
        let whole = passage.text.text.get(range.clone()).unwrap_or_default();
        let place = whole.rfind(url.as_str()).map_or(range.clone(), |at| range.start + at..range.start + at + url.len());
        found.push(
            Diagnostic::error("invalid-url", passage.span(place), format!("a page can't link to `{}`", clip(url)))
                .label("shown as plain text")
                .help("links lead to http, https, mailto and tel addresses, to files of content, or to a place on the page"),
        );
    }
    for range in &passage.prose.swallowed_citations {
        found.push(
            Diagnostic::error(
                "broken-link",
                passage.span(range.start..range.start + 1),
                "this citation begins a line and has a colon after it",
            )
            .label("Markdown takes the line for a definition, and shows nothing of it")
            .help("put a word before the citation, or leave the colon out"),
        );
    }
}
