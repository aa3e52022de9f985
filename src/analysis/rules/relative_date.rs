//! `relative-date`: see its Markdown beside this file.

use crate::analysis::asof::told_on;
use crate::analysis::facts::Facts;
use crate::analysis::relative::Meaning;
use crate::base::date::Day;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::registry::{Model, RecordId};

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "relative-date", level: Level::Warning, group: Group::Prose, text: include_str!("relative-date.md") };

/// Finds days that only the day of writing tells.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    facts.for_each_scan(|look| {
        if look.quoted || look.scan.relative.is_empty() || !look.is_english() {
            return;
        }
        for relative in &look.scan.relative {
            let Some(run) = look.passage.prose.runs.get(relative.run) else { continue };
            let message = format!("what `{}` means depends on when it is read", &run.text[relative.range.clone()]);
            let span = look.passage.span(run.source(relative.range.clone()));
            let help = help(&facts.model, look.owner, relative.meaning);
            found.push(Diagnostic::warning("relative-date", span, message).help(help));
        }
    });
}

/// What to write, or that nothing tells.
pub(in crate::analysis) fn help(model: &Model, owner: Option<RecordId>, meaning: Meaning) -> String {
    let counted = day_of_writing(model, owner).and_then(|day| Some((day, meaning.on(day)?)));
    match counted {
        Some((day, meant)) => format!("write the date: counted from {} it is {meant}", day.text()),
        None => "write the date".to_owned(),
    }
}

/// The day that the words are written for, if it is known to be one day.
pub(in crate::analysis) fn day_of_writing(model: &Model, owner: Option<RecordId>) -> Option<Day> {
    let date = told_on(model, owner?)?;
    let (first, last) = (date.earliest().day(), date.latest().day());
    (first == last && !date.approximate() && !date.uncertain()).then_some(first)
}
