//! `source-unarchived`: see its Markdown beside this file.

use crate::analysis::evidence::unarchived;
use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::text::Span;
use crate::model::source::Source;
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "source-unarchived", level: Level::Note, group: Group::Evidence, text: include_str!("source-unarchived.md") };

/// As many further sources of a file are pointed at.
const POINTED_AT: usize = 8;

/// Finds sources that are at an address and have no archived copy: one finding a file.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let mut open: Vec<(Span, &Source)> = facts
        .model
        .sources
        .values()
        .filter(|source| unarchived(source))
        .filter_map(|source| Some((source.url.as_ref()?.span, source)))
        .collect();
    open.sort_by_key(|(span, _)| *span);
    for sources in open.chunk_by(|(a, _), (b, _)| a.file == b.file) {
        let [(span, first), more @ ..] = sources else { continue };
        let title = clip(&first.head.title);
        let message = match more.len() {
            0 => format!("`{title}` has no archived copy"),
            1 => format!("`{title}` and another source here have no archived copy"),
            more => format!("`{title}` and {more} more sources here have no archived copy"),
        };
        let finding = Diagnostic::note("source-unarchived", *span, message);
        let finding = more.iter().take(POINTED_AT).fold(finding, |finding, (span, _)| finding.also(*span, "nor has this one"));
        found.push(
            finding
                .help("save the page at an archive and write `archived: {url: ADDRESS-OF-THE-COPY, date: YYYY-MM-DD}`")
                .help("`archived: {status: wanted}` says that you know"),
        );
    }
}
