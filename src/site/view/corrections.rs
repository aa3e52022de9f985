//! What changed on the briefings after they were published: corrections, clarifications, retractions, updates.

use std::cmp::Reverse;

use serde::Serialize;

use crate::analysis::wording::wording;
use crate::base::date::Date;
use crate::model::registry::RecordId;
use crate::site::html::inline_text;
use crate::site::markup::Html;
use crate::site::words::{count, listed};

use super::card::Name;
use super::compose::Composer;
use super::frame::About;
use super::home::ChangeRow;
use super::shell::Shell;

/// `corrections.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct CorrectionsPage<'m> {
    /// How many: "3 changes: 1 correction, 2 updates."
    pub lead: String,
    /// Newest first; what has no date comes last.
    pub changes: Vec<ChangeRow<'m>>,
}

impl<'m> Composer<'m> {
    /// The page of all changes.
    pub fn corrections(&self) -> (Shell<'m>, CorrectionsPage<'m>) {
        let changes = self.all_changes();
        let kinds = [
            ("correction", "corrections"),
            ("clarification", "clarifications"),
            ("retraction", "retractions"),
            ("update", "updates"),
        ];
        let of = |kind: &str| changes.iter().filter(|row| row.kind == kind).count();
        let mut counted: Vec<(usize, String)> =
            kinds.into_iter().map(|(one, many)| (of(one), count(of(one), one, many))).filter(|(number, _)| *number > 0).collect();
        // Words of the site's own that are like none of ours.
        let others = changes.len() - counted.iter().map(|(number, _)| number).sum::<usize>();
        if others > 0 && !counted.is_empty() {
            counted.push((others, count(others, "other", "others")));
        }
        let words: Vec<String> = counted.iter().map(|(_, words)| words.clone()).collect();
        let lead = match counted.as_slice() {
            // All of one kind.
            [(number, words)] if *number == changes.len() => format!("{words}."),
            [] => format!("{}.", count(changes.len(), "change", "changes")),
            _ => format!("{}: {}.", count(changes.len(), "change", "changes"), listed(&words)),
        };
        let about =
            About { title: "Corrections".to_owned(), description: format!("{lead} {}", self.facts().config.title), crumb: None };
        (self.shell(about), CorrectionsPage { lead, changes })
    }

    /// The changes of all briefings, newest first, each with its page.
    pub fn all_changes(&self) -> Vec<ChangeRow<'m>> {
        let mut rows = self.dated_changes();
        rows.sort_by_key(|(when, _)| Reverse(when.map(Date::time_key)));
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// The changes of all briefings, each with its date.
    pub(super) fn dated_changes(&self) -> Vec<(Option<&'m Date>, ChangeRow<'m>)> {
        let mut rows = Vec::new();
        for (id, briefing) in self.model().briefings.iter() {
            let record = RecordId::Briefing(id);
            for (number, change) in briefing.changes_newest_first() {
                let anchor = format!("change--{number}");
                let page = Some(Name { href: Some(self.place_on(record, anchor)), ..self.name(record) });
                let text = Html::new(inline_text(&wording(self.model(), &change.text)));
                let when = change.date.as_ref().map(|date| &date.value);
                rows.push((when, ChangeRow { page, text, ..self.change_row(record, change, false) }));
            }
        }
        rows
    }
}
