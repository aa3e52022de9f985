//! `review-overdue`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "review-overdue", level: Level::Warning, group: Group::Time, text: include_str!("review-overdue.md") };

/// Finds briefings that were to be looked at again and were not.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(today) = facts.model.today else { return };
    for briefing in facts.model.briefings.values() {
        let Some(review_by) = &briefing.review_by else { continue };
        if review_by.value.latest().day() < today {
            let message = format!("`{}` was to be looked at again by {}", briefing.head.title, review_by.value.text());
            found.push(
                Diagnostic::warning("review-overdue", review_by.span, message)
                    .label(format!("today is {}", today.text()))
                    .help("read it again, set `updated:`, and give `review_by:` a later day, or remove it where nothing more is to come"),
            );
        }
    }
}
