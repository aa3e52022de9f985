//! `source-changed`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::registry::RecordId;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "source-changed", level: Level::Warning, group: Group::Evidence, text: include_str!("source-changed.md") };

/// Finds sources that no longer say what they said, or were replaced and are cited still. A word about it (`note`) answers both.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let model = &facts.model;
    for source in model.sources.values().filter(|source| source.note.is_none()) {
        let status = source.archived.as_ref().and_then(|copy| copy.status.as_ref());
        let how = status.and_then(|status| match status.text.as_str() {
            "changed" => Some("has changed since it was archived"),
            "usurped" => Some("is somebody else's page now"),
            _ => None,
        });
        if let (Some(status), Some(how)) = (status, how) {
            found.push(
                Diagnostic::warning("source-changed", status.span, format!("`{}` {how}", source.head.title))
                    .help("compare what rests on it with the archived copy, and say in `note:` what is different"),
            );
        }
        let Some(written) = &source.replaces else { continue };
        let Some(earlier) = model.source(written) else { continue };
        let users: Vec<&str> = facts
            .backlinks_of(RecordId::Source(earlier))
            .iter()
            .filter(|link| !matches!(link.from, RecordId::Source(_)))
            .map(|link| model.called(link.from))
            .collect();
        if let Some(first) = users.first() {
            let (more, rest) = match users.len() - 1 {
                0 => (String::new(), "rests"),
                more => (format!(" and {more} more"), "rest"),
            };
            let message = format!("`{}` was replaced, and `{first}`{more} still {rest} on it", model.sources[earlier].head.title);
            found.push(
                Diagnostic::warning("source-changed", written.span, message)
                    .label(format!("replaced by `{}`", source.head.title))
                    .help("read the new version and cite it there, or say in `note:` what it changes"),
            );
        }
    }
}
