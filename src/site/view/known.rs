//! What became known when, of all the site or of what a briefing tells. Its days are steps: each is a link, and at it only what was known by
//! then is shown – of the list itself by the stylesheet, of the whole page by a script.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::asof;
use crate::analysis::knowledge::{self, News};
use crate::base::date::{Date, Day};
use crate::base::id::Id;
use crate::model::claim::Claim;
use crate::model::registry::{Model, RecordId};

use super::card::{AnswerView, DateView, Name, StatusView};
use super::compose::Composer;
use super::shell::Href;

/// The newest entries are shown, so many at most: a page is to be read.
const MOST: usize = 300;

/// What became known, newest first.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct Known<'m> {
    /// The dates.
    pub days: Vec<KnownDay<'m>>,
    /// How many older entries are not shown.
    pub more: usize,
}

/// What became known by the end of a day.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct KnownDay<'m> {
    /// The day; where all has one date that ends on it, this date as it is given.
    pub date: DateView,
    /// The element's id: `known--2022-01-19`.
    pub anchor: String,
    /// The records of which something became known.
    pub rows: Vec<KnownRow<'m>>,
}

/// What became known of a record.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct KnownRow<'m> {
    /// The claim in its words, the event or the source.
    pub record: Name<'m>,
    /// What became known: "Said by Sergey Lavrov", with its date if it is not that of the day.
    pub what: Vec<String>,
    /// The status that it came to have; of an event that is not known to have happened, that which it had.
    pub status: Option<StatusView<'m>>,
    /// The answers that it was given.
    pub answers: Vec<AnswerView<'m>>,
    /// Who denies the claim, or a claim of the event, on whatever other day: no claim is shown without its denial.
    pub denials: Vec<AnswerView<'m>>,
}

/// What became known of a record, with its date.
type Entry<'m> = (&'m Date, News<'m>);

impl<'m> Composer<'m> {
    /// What became known of all claims, events and sources.
    pub(super) fn all_known(&self) -> Known<'m> {
        let model = self.model();
        let claims = model.claims.ids().map(RecordId::Claim);
        let events = model.events.ids().map(RecordId::Event);
        self.known(claims.chain(events).chain(model.sources.ids().map(RecordId::Source)), None)
    }

    /// What became known of these records by a day. What is cited in it takes no numbers.
    pub(super) fn known(&self, records: impl Iterator<Item = RecordId>, until: Option<Day>) -> Known<'m> {
        let mut days: BTreeMap<Reverse<Day>, BTreeMap<RecordId, Vec<Entry<'m>>>> = BTreeMap::new();
        for id in records {
            for (date, news) in knowledge::of(self.model(), id) {
                let day = date.latest().day();
                if until.is_none_or(|until| day <= until) {
                    days.entry(Reverse(day)).or_default().entry(id).or_default().push((date, news));
                }
            }
        }
        let mut known = Known::default();
        let mut left = MOST;
        for (Reverse(day), records) in days {
            let shown = records.len().min(left);
            left -= shown;
            known.more += records.len() - shown;
            if shown > 0 {
                known.days.extend(self.known_day(day, &records, shown));
            }
        }
        known
    }

    fn known_day(&self, day: Day, records: &BTreeMap<RecordId, Vec<Entry<'m>>>, shown: usize) -> Option<KnownDay<'m>> {
        let mut dates = records.values().flatten().map(|(date, _)| *date);
        let first = dates.next().filter(|first| dates.all(|date| date.edtf() == first.edtf()));
        let date = first.map(|date| self.date(date)).or_else(|| self.day(day))?;
        let row = |(id, news): (&RecordId, &Vec<Entry<'m>>)| self.uncited(|| self.known_row(*id, news, &date));
        let rows = records.iter().take(shown).map(row).collect();
        Some(KnownDay { rows, date, anchor: format!("known--{day}") })
    }

    /// The script that steps through the days, where there are any.
    pub(super) fn steps_script(&self, known: &Known<'m>) -> Option<Href<'m>> {
        (!known.days.is_empty()).then(|| self.theme_file("then.js"))
    }

    fn known_row(&self, id: RecordId, entries: &[Entry<'m>], day: &DateView) -> KnownRow<'m> {
        let name = self.name(id);
        let record = match id {
            RecordId::Claim(claim) => Name { text: &self.model().claims[claim].words, ..name },
            _ => name,
        };
        let mut row = KnownRow { record, what: Vec::new(), status: None, answers: Vec::new(), denials: Vec::new() };
        for (date, news) in entries {
            match news {
                News::Became(step) => row.status = Some(self.status(&format!("{}.status", id.kind().word()), step)),
                News::Answered(answer) => add_new(&mut row.answers, self.answer(id, answer)),
                _ => {
                    let date = self.date(date);
                    let when = if date.text == day.text { String::new() } else { format!(", {}", date.text) };
                    let what = self.news_in_words(id, news) + &when;
                    if !row.what.contains(&what) {
                        row.what.push(what);
                    }
                }
            }
        }
        if let (RecordId::Event(event), None) = (id, &row.status) {
            let by_then = entries.iter().map(|(date, _)| date.latest().day()).max();
            let status = asof::open_status(&self.model().events[event], by_then);
            row.status = status.map(|step| self.status("event.status", step));
        }
        row.denials = self.denials_once(id);
        row.denials.retain(|denial| !is_among(&row.answers, denial));
        row
    }

    fn news_in_words(&self, id: RecordId, news: &News<'m>) -> String {
        let by = |verb: &str, by: Option<Name<'_>>| by.map_or(verb.to_owned(), |by| format!("{verb} by {}", by.text));
        let actor = |written: &'m Option<_>| written.as_ref().map(|by| self.actor_or_words(by));
        match news {
            News::Said(said) if said.by.is_none() => "Reported".to_owned(),
            News::Said(said) => by("Said", actor(&said.by)),
            News::SpokenOf(said) => by("First spoken of", actor(&said.by)),
            News::Reported(source) => by("First reported", actor(&source.publisher)),
            _ => match id {
                RecordId::Source(source) => by("Published", self.publisher(source)),
                _ => String::new(),
            },
        }
    }

    /// The denials of a claim, or of an event's claims, each once.
    pub(super) fn denials_once(&self, id: RecordId) -> Vec<AnswerView<'m>> {
        let model = self.model();
        let claims = match id {
            RecordId::Claim(claim) => vec![claim],
            RecordId::Event(event) => model.each(&model.events[event].claims, Model::claim),
            _ => Vec::new(),
        };
        let mut once = Vec::new();
        claims.into_iter().flat_map(|claim| self.denials(claim)).for_each(|denial| add_new(&mut once, denial));
        if let (RecordId::Claim(claim), true) = (id, once.is_empty()) {
            once.extend(self.denied_by_status(claim));
        }
        once
    }

    /// The denial that only the status of a claim tells of.
    fn denied_by_status(&self, id: Id<Claim>) -> Option<AnswerView<'m>> {
        let status = asof::status(&self.model().claims[id].status, self.page_day())?;
        let shown = self.status("claim.status", status);
        (status.is.means == "denied").then(|| AnswerView {
            stance: shown.word,
            label: shown.label,
            preposition: "by",
            tone: shown.tone,
            icon: shown.icon,
            by: None,
            when: None,
            to: None,
            quote: None,
            cites: Vec::new(),
        })
    }
}

fn add_new<'m>(answers: &mut Vec<AnswerView<'m>>, answer: AnswerView<'m>) {
    if !is_among(answers, &answer) {
        answers.push(answer);
    }
}

/// Whether somebody's answer is there, given on whatever day.
fn is_among(answers: &[AnswerView<'_>], answer: &AnswerView<'_>) -> bool {
    let by = |answer: &AnswerView<'_>| answer.by.as_ref().map(|by| by.text.to_owned());
    answers.iter().any(|known| known.stance == answer.stance && by(known) == by(answer))
}
