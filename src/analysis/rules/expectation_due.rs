//! `expectation-due`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "expectation-due", level: Level::Note, group: Group::Time, text: include_str!("expectation-due.md") };

/// Finds expectations whose last day has come, of which nobody wrote whether they were met.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(today) = facts.model.today else { return };
    for claim in facts.model.claims.values() {
        let Some(expects) = claim.expects.as_ref().filter(|expects| expects.met.is_none()) else { continue };
        let Some(by_when) = &expects.by_when else { continue };
        if by_when.value.end().is_none_or(|end| end.day() > today) {
            continue;
        }
        let what = expects.what.as_ref().map_or(claim.head.title.as_str(), |what| what.text.as_str());
        let message =
            format!("`{what}` was expected by {}", by_when.value.end().map_or_else(String::new, |end| end.day().text()));
        found.push(
            Diagnostic::note("expectation-due", by_when.span, message)
                .label(format!("today is {}", today.text()))
                .help("write whether it came: `met: 2022-01-26`, the day, or `met: no`"),
        );
    }
}
