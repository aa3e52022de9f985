//! `empty-link-text`: see its Markdown beside this file.

use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::passage::Passage;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "empty-link-text", level: Level::Warning, group: Group::Prose, text: include_str!("empty-link-text.md") };

/// Finds links that show no word and no picture.
pub(super) fn check(passage: &Passage, found: &mut Vec<Diagnostic>) {
    for range in &passage.prose.empty_links {
        found.push(
            Diagnostic::warning("empty-link-text", passage.span(range.clone()), "this link has no words, so nobody can see it")
                .help("write between the brackets where it leads"),
        );
    }
}
