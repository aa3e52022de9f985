//! `event-after-as-of`: see its Markdown beside this file.

use crate::analysis::asof;
use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "event-after-as-of", level: Level::Warning, group: Group::Time, text: include_str!("event-after-as-of.md") };

/// Finds events of a briefing that come after the day up to which it tells, and are not told as lying ahead.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let model = &facts.model;
    for briefing in model.briefings.values() {
        let Some(as_of) = &briefing.as_of else { continue };
        let day = as_of.value.latest().day();
        for written in &briefing.events {
            let Some(event) = model.event(written).map(|id| &model.events[id]) else { continue };
            let Some(when) = event.when.as_ref().filter(|when| when.value.earliest().day() > day) else { continue };
            let step = asof::status(&event.status, Some(day)).map(|step| step.is.means.as_str());
            if matches!(step, Some("planned" | "announced" | "hypothetical" | "postponed" | "cancelled")) {
                continue;
            }
            let place = if written.inline.is_some() { when.span } else { written.span };
            let message = format!("`{}` comes after the day up to which the briefing tells", event.head.title);
            found.push(
                Diagnostic::warning("event-after-as-of", place, message)
                    .label(when.value.text())
                    .also(as_of.span, format!("the briefing tells up to {}", as_of.value.text()))
                    .help("if it lay ahead then, give the event `status: planned`; if the briefing tells of it, set a later `as_of`"),
            );
        }
    }
}
