//! `review-overdue`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::base::date::Date;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Id;
use crate::base::text::Spanned;
use crate::model::briefing::Briefing;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "review-overdue", level: Level::Warning, group: Group::Time, text: include_str!("review-overdue.md") };

/// Finds briefings that were to be looked at again and were not.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(today) = facts.model.today else { return };
    for (id, review_by) in overdue(facts) {
        let message =
            format!("`{}` was to be looked at again by {}", facts.model.briefings[id].head.title, review_by.value.text());
        found.push(
            Diagnostic::warning("review-overdue", review_by.span, message).label(format!("today is {}", today.text())).help(
                "read it again, set `updated:`, and give `review_by:` a later day, or remove it where nothing more is to come",
            ),
        );
    }
}

/// The briefings whose day for that is over, with the day.
pub fn overdue(facts: &Facts) -> Vec<(Id<Briefing>, &Spanned<Date>)> {
    let Some(today) = facts.model.today else { return Vec::new() };
    let dated = facts.model.briefings.iter().filter_map(|(id, briefing)| Some((id, briefing.review_by.as_ref()?)));
    dated.filter(|(_, review_by)| review_by.value.latest().day() < today).collect()
}
