//! `heading-jump`: see its Markdown beside this file.

use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::passage::Passage;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "heading-jump", level: Level::Warning, group: Group::Prose, text: include_str!("heading-jump.md") };

/// Finds headings that leave out a level: the page's title stands above them all.
pub(super) fn check(passage: &Passage, found: &mut Vec<Diagnostic>) {
    let mut above = 1;
    for heading in &passage.prose.headings {
        if heading.level > above + 1 {
            let before = if above == 1 { "the title".to_owned() } else { format!("a heading of level {above}") };
            found.push(
                Diagnostic::warning(
                    "heading-jump",
                    passage.span(heading.range.start..heading.range.start + 1),
                    format!("this heading is of level {}, and stands below {before}", heading.level),
                )
                .help(format!("begin it with `{}`", "#".repeat(usize::from(above) + 1))),
            );
        }
        above = heading.level;
    }
}
