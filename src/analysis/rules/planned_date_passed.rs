//! `planned-date-passed`: see its Markdown beside this file.

use crate::analysis::asof;
use crate::analysis::facts::Facts;
use crate::base::date::Date;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Id;
use crate::base::text::Spanned;
use crate::model::event::{Event, Status};

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "planned-date-passed", level: Level::Warning, group: Group::Time, text: include_str!("planned-date-passed.md") };

/// Finds events that are told as lying ahead although their last day is over.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(today) = facts.model.today else { return };
    for Passed { event, when, step } in passed(facts) {
        let event = &facts.model.events[event];
        let message = format!("`{}` is still `{}`, and its date has passed", event.head.title, step.is.text);
        found.push(
            Diagnostic::warning("planned-date-passed", step.is.span, message)
                .also(when.span, format!("{}; today is {}", when.value.text(), today.text()))
                .help("write what became of it and since when: `status: [{is: planned}, {is: occurred, as_of: DATE, source: …}]`")
                .help("`postponed` and `cancelled` say so too; without news of it, `reported` or `hypothetical` promise less"),
        );
    }
}

/// An event that is told as lying ahead although its last day is over.
pub struct Passed<'f> {
    /// The event.
    pub event: Id<Event>,
    /// When it was to be.
    pub when: &'f Spanned<Date>,
    /// The status that says that it lies ahead.
    pub step: &'f Status,
}

/// All such events.
pub fn passed(facts: &Facts) -> Vec<Passed<'_>> {
    let Some(today) = facts.model.today else { return Vec::new() };
    let mut found = Vec::new();
    for (id, event) in facts.model.events.iter() {
        let Some(when) = &event.when else { continue };
        let Some(step) = asof::status(&event.status, Some(today)) else { continue };
        let is_over = when.value.end().is_some_and(|end| end.day() < today);
        if is_over && matches!(step.is.means.as_str(), "planned" | "announced") {
            found.push(Passed { event: id, when, step });
        }
    }
    found
}
