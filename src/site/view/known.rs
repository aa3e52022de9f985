//! What became known when: the days on which somebody said something or answered, a status changed, a source was published.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::date::{Date, Day};
use crate::base::text::Spanned;
use crate::model::event::Status;
use crate::model::registry::{Model, RecordId};
use crate::site::words;

use super::card::{AnswerView, DateView, Name};
use super::compose::Composer;

/// The newest entries are shown, so many at most: a page is to be read.
const MOST: usize = 300;

/// What became known of a record on a date.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct KnownRow<'m> {
    /// The date, as it is given.
    pub date: DateView,
    /// The element's id, on the first row of a day that is given to the day: `known--2022-01-19`.
    pub anchor: Option<String>,
    /// The claim in its words, the event or the source.
    pub record: Name<'m>,
    /// What became known: "Said by Sergey Lavrov", "Status: Disputed".
    pub what: Vec<String>,
    /// Who denies the claim, or a claim of the event, whenever that was; not who is named in `what`.
    pub denials: Vec<AnswerView<'m>>,
}

/// What became known, newest first.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct Known<'m> {
    /// The rows.
    pub rows: Vec<KnownRow<'m>>,
    /// How many older ones are not shown.
    pub more: usize,
}

/// By the last day of a date, the newest first; by the date; by the record.
type Entries = BTreeMap<(Reverse<Day>, String, RecordId), (Date, Vec<String>)>;

impl<'m> Composer<'m> {
    /// All that became known, and when.
    pub(super) fn known(&self) -> Known<'m> {
        let entries = self.entries();
        let more = entries.len().saturating_sub(MOST);
        let mut last = None;
        let mut rows = Vec::new();
        for ((Reverse(day), edtf, id), (date, what)) in entries.into_iter().take(MOST) {
            let is_new = last.as_ref() != Some(&edtf);
            let is_day = edtf == day.to_string();
            let name = self.name(id);
            let record = match id {
                RecordId::Claim(claim) => Name { text: &self.model().claims[claim].words, ..name },
                _ => name,
            };
            let mut denials = self.uncited(|| self.denials_once(id));
            denials.retain(|denial| !what.contains(&in_words(denial)));
            rows.push(KnownRow {
                date: self.date(&date),
                anchor: (is_new && is_day).then(|| format!("known--{day}")),
                record,
                what,
                denials,
            });
            last = Some(edtf);
        }
        Known { rows, more }
    }

    fn entries(&self) -> Entries {
        let model = self.model();
        let mut entries = Entries::new();
        let mut add = |id: RecordId, date: &Option<Spanned<Date>>, what: String| {
            let Some(date) = date else { return };
            let key = (Reverse(date.value.latest().day()), date.value.edtf(), id);
            let (_, known) = entries.entry(key).or_insert_with(|| (date.value.clone(), Vec::new()));
            if !known.contains(&what) {
                known.push(what);
            }
        };
        let by = |written: &'m Option<_>| written.as_ref().map(|by| self.actor_or_words(by).text);
        for (id, claim) in model.claims.iter() {
            let record = RecordId::Claim(id);
            for said in &claim.asserted {
                add(record, &said.when, by(&said.by).map_or("Reported".to_owned(), |by| format!("Said by {by}")));
            }
            // Denials stand beside the claim, on whatever day.
            for answer in &claim.responses {
                let (shown, preposition) = words::stance(&self.facts().config, &answer.stance.text);
                let label = shown.label;
                add(record, &answer.when, by(&answer.by).map_or(label.clone(), |by| format!("{label} {preposition} {by}")));
            }
            claim.status.iter().for_each(|step| add(record, &step.as_of, self.now("claim.status", step)));
        }
        for (id, event) in model.events.iter() {
            event.status.iter().for_each(|step| add(RecordId::Event(id), &step.as_of, self.now("event.status", step)));
        }
        for (id, source) in model.sources.iter() {
            let published = by(&source.publisher).map_or("Published".to_owned(), |by| format!("Published by {by}"));
            add(RecordId::Source(id), &source.published, published);
        }
        entries
    }

    fn now(&self, vocabulary: &str, step: &Status) -> String {
        format!("Status: {}", words::status(&self.facts().config, vocabulary, &step.is.text).label)
    }

    /// The denials of a claim, or of an event's claims, each once.
    pub(super) fn denials_once(&self, id: RecordId) -> Vec<AnswerView<'m>> {
        let model = self.model();
        let claims = match id {
            RecordId::Claim(claim) => vec![claim],
            RecordId::Event(event) => model.each(&model.events[event].claims, Model::claim),
            _ => Vec::new(),
        };
        let mut denials: Vec<AnswerView<'m>> = Vec::new();
        for denial in claims.into_iter().flat_map(|claim| self.denials(claim)) {
            if !denials.iter().any(|known| in_words(known) == in_words(&denial)) {
                denials.push(denial);
            }
        }
        denials
    }
}

/// "Denied by Sergey Lavrov".
fn in_words(answer: &AnswerView<'_>) -> String {
    match &answer.by {
        Some(by) => format!("{} {} {}", answer.label, answer.preposition, by.text),
        None => answer.label.clone(),
    }
}
