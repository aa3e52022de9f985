//! `changed-without-note`: see its Markdown beside this file.

use crate::analysis::backlink::Backlink;
use crate::analysis::diff::{Change, Detail, Diff, How, OTHER_STATUS, Saying};
use crate::analysis::facts::Facts;
use crate::base::date::Day;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Id;
use crate::base::text::Span;
use crate::model::briefing::Briefing;
use crate::model::registry::RecordId;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "changed-without-note",
    level: Level::Warning,
    group: Group::Time,
    text: include_str!("changed-without-note.md"),
};

/// Finds what briefings tell otherwise than a former state of the site did, although none of them says that it changed: in an entry that
/// is new, or from the day on which the former state was written.
pub fn check(before: &Facts, after: &Facts, written: Option<Day>) -> Vec<Diagnostic> {
    let states = States { before, after, written };
    let diff = Diff::between(before, after);
    let told = diff.sections.iter().filter(|section| matches!(section.name, "claims" | "events"));
    told.flat_map(|section| &section.changes).filter_map(|change| states.unnoted(change)).collect()
}

struct States<'f> {
    before: &'f Facts,
    after: &'f Facts,
    written: Option<Day>,
}

impl States<'_> {
    fn unnoted(&self, change: &Change) -> Option<Diagnostic> {
        let (what, place) = match change.how {
            How::New => return None,
            // An address that leads on tells what became of it.
            How::Gone if !change.details.is_empty() => return None,
            How::Gone => ("was on this page and is gone".to_owned(), None),
            How::Changed => {
                let told = |detail: &Detail| Some((otherwise(detail)?, Some(self.place(change, detail))));
                change.details.iter().find_map(told)?
            }
        };
        let briefings = self.briefings(change);
        let first = *briefings.first()?;
        if briefings.iter().any(|id| self.is_noted(*id)) {
            return None;
        }
        let head = &self.after.model.briefings[first].head;
        let day = self.after.model.today.map_or_else(|| "DATE".to_owned(), |day| day.to_string());
        let message = format!("`{}` {what}, and no page notes the change", change.title);
        let found = Diagnostic::warning(RULE.name, place.unwrap_or(head.span), message);
        let also = briefings.len() - 1;
        let others = match also {
            0 => String::new(),
            1 => " (one other page shows it too)".to_owned(),
            _ => format!(" ({also} other pages show it too)"),
        };
        Some(found.help(format!(
            "say so below `changes:` in {}{others}: `- {{date: {day}, kind: correction, text: \"…\"}}`",
            head.file()
        )))
    }

    /// Where what changed stands now.
    fn place(&self, change: &Change, detail: &Detail) -> Span {
        let model = &self.after.model;
        let place = match model.by_id(change.kind, change.id) {
            Some(RecordId::Event(id)) if detail.name == "when" => model.events[id].when.as_ref().map(|when| when.span),
            _ => None,
        };
        place.unwrap_or(change.span)
    }

    /// The briefings on which readers met it before and that are still there, as they are now.
    fn briefings(&self, change: &Change) -> Vec<Id<Briefing>> {
        let Some(record) = change.before else { return Vec::new() };
        let briefing = |link: &Backlink| match link.from {
            RecordId::Briefing(id) => self.now(id),
            _ => None,
        };
        self.before.backlinks_of(record).iter().filter_map(briefing).collect()
    }

    fn now(&self, id: Id<Briefing>) -> Option<Id<Briefing>> {
        let head = &self.before.model.briefings[id].head;
        match self.after.model.by_id(head.kind, head.id) {
            Some(RecordId::Briefing(id)) => Some(id),
            _ => None,
        }
    }

    fn is_noted(&self, id: Id<Briefing>) -> bool {
        let now = &self.after.model.briefings[id];
        let former = self.before.model.by_id(now.head.kind, now.head.id);
        let known = match former {
            Some(RecordId::Briefing(id)) => self.before.model.briefings[id].changes.len(),
            _ => 0,
        };
        let is_recent = |day: Day| self.written.is_some_and(|written| day >= written);
        now.changes.len() > known
            || now.changes.iter().filter_map(|change| change.date.as_ref()).any(|date| is_recent(date.value.latest().day()))
    }
}

/// What is no longer as it was, in words; `None` of what the page itself tells as news, such as a status with its date.
fn otherwise(detail: &Detail) -> Option<String> {
    let before = detail.before.as_ref()?;
    let Some(after) = &detail.after else {
        let what = match detail.name {
            "answer" => "has an answer less",
            "saying" => "has a saying less",
            "figure" => "has a figure less",
            "when" => "has lost its date",
            "status" => "has lost its status",
            "expected" => "expects nothing any more",
            "verdict" => "has lost what was found",
            "hedge" => "was told with a doubt",
            OTHER_STATUS => "does not tell any more what it was",
            _ => return None,
        };
        return Some(format!("{what} (`{}`)", before.words));
    };
    match detail.name {
        "claim" => Some(format!("said `{}`", before.words)),
        "when" => Some(format!("was dated `{}` and is dated `{}`", before.words, after.words)),
        "expected" if before.when != after.when => {
            Some(format!("was expected by `{}`", before.when.as_deref().unwrap_or("no day")))
        }
        "figure" if is_later(before, after) => None,
        "figure" => Some(format!("gave `{}` and gives `{}`", before.words, after.words)),
        "status" if before.words == after.words || is_later(before, after) => None,
        "status" => Some(format!("was {} and is {} without a date", before.words, after.words)),
        "answer" if before.words != after.words => Some(format!("had the answer `{}`", before.words)),
        "answer" | "saying" if before.when.is_some() && before.when != after.when => {
            let day = |saying: &Saying| saying.when.clone().unwrap_or_else(|| "no day".to_owned());
            Some(format!(
                "was {} on `{}` and is on `{}`",
                if detail.name == "saying" { "said" } else { "answered" },
                day(before),
                day(after)
            ))
        }
        "answer" | "saying" => {
            let quote = before.quote.as_ref().filter(|quote| after.quote.as_ref() != Some(*quote))?;
            Some(format!("quoted `{quote}`"))
        }
        "verdict" => Some(format!("was found to be `{}`", before.words)),
        "hedge" => Some(format!("was told with `{}`", before.words)),
        _ => None,
    }
}

/// Whether something has a date of its own, and another one than what stood there before.
fn is_later(before: &Saying, after: &Saying) -> bool {
    after.when.is_some() && after.when != before.when
}
