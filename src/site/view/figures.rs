//! Figures for one thing side by side: who gives which, for which day, and how the claim stands. A denied claim never without its denial.

use std::cmp::Reverse;

use serde::Serialize;

use crate::analysis::asof;
use crate::analysis::backlink::Tie;
use crate::base::date::Date;
use crate::base::fold::fold;
use crate::base::id::Id;
use crate::model::claim::{ANYTHING, Claim};
use crate::model::event::{Event, Quantity};
use crate::model::registry::{Found, Model, RecordId};

use super::card::{AnswerView, Cite, DateView, Name, StatusView};
use super::claim_card::amount;
use super::compose::Composer;
use super::shell::Href;

/// The figures of one unit that two records or more give of the same thing.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Figures<'m> {
    /// "people".
    pub unit: &'m str,
    /// Newest first.
    pub rows: Vec<FigureRow<'m>>,
}

/// A figure.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct FigureRow<'m> {
    /// "about 30 people".
    pub figure: String,
    /// The claim or event that gives it; nothing on its own page.
    pub href: Option<Href<'m>>,
    /// The day for which it was given; of an event's figure, where that is not told, the day of the event.
    pub as_of: Option<DateView>,
    /// Where there is no such day: when it was said.
    pub said: Option<DateView>,
    /// Who says so, each once; of an event's figure, the event.
    pub who: Vec<Name<'m>>,
    /// The hedge, where nobody owns it.
    pub hedge: Option<&'m str>,
    /// Where it can be read.
    pub cites: Vec<Cite<'m>>,
    /// How the claim or event stands.
    pub status: Option<StatusView<'m>>,
    /// Who denies it, each once.
    pub denials: Vec<AnswerView<'m>>,
}

impl<'m> Composer<'m> {
    /// The figures of an event and of its claims.
    pub fn figures_of_event(&self, id: Id<Event>, claims: &[Id<Claim>]) -> Vec<Figures<'m>> {
        self.figures(std::iter::once(RecordId::Event(id)).chain(claims.iter().map(|id| RecordId::Claim(*id))).collect(), None)
    }

    /// The figures of a claim, of its events, and of the other claims about the same: those of these events, those with the same `about`.
    pub fn figures_beside(&self, id: Id<Claim>) -> Vec<Figures<'m>> {
        let claim = &self.model().claims[id];
        if claim.quantities.is_empty() {
            return Vec::new();
        }
        let mut records = vec![RecordId::Claim(id)];
        let mut add = |record: RecordId| {
            if !records.contains(&record) {
                records.push(record);
            }
        };
        let about = self.subjects(claim);
        let listed = self.tied(RecordId::Claim(id), Tie::Listed).filter(|record| matches!(record, RecordId::Event(_)));
        let events = about.iter().copied().filter(|record| matches!(record, RecordId::Event(_))).chain(listed);
        for event in events.collect::<Vec<_>>() {
            add(event);
            if let RecordId::Event(event) = event {
                self.accounts_of(event).into_iter().for_each(|claim| add(RecordId::Claim(claim)));
            }
        }
        if let Some(subject) = about.first() {
            let same = |other: &Id<Claim>| self.subjects(&self.model().claims[*other]) == about;
            self.claims_tied(*subject, Tie::About).into_iter().filter(same).for_each(|claim| add(RecordId::Claim(claim)));
        }
        self.figures(records, Some(claim))
    }

    /// The claims that an event lists, and those that are about it.
    pub fn accounts_of(&self, id: Id<Event>) -> Vec<Id<Claim>> {
        let mut claims = self.claims_of(&self.model().events[id].claims);
        for claim in self.claims_tied(RecordId::Event(id), Tie::About) {
            if !claims.contains(&claim) {
                claims.push(claim);
            }
        }
        claims
    }

    /// What a claim is about, whatever the order in which that is written.
    fn subjects(&self, claim: &Claim) -> Vec<RecordId> {
        let one = |written| match self.model().find(written, ANYTHING) {
            Found::One(id) => Some(id),
            _ => None,
        };
        let mut subjects: Vec<RecordId> = claim.about.iter().filter_map(one).collect();
        subjects.sort_unstable();
        subjects.dedup();
        subjects
    }

    /// The figures of some records by their units, those of which two records have one; of a claim's page only the units of the claim.
    fn figures(&self, records: Vec<RecordId>, of: Option<&'m Claim>) -> Vec<Figures<'m>> {
        let model = self.model();
        let quantities = |record: RecordId| match record {
            RecordId::Event(id) => model.events[id].quantities.as_slice(),
            RecordId::Claim(id) => model.claims[id].quantities.as_slice(),
            _ => &[],
        };
        type Given<'m> = (RecordId, &'m Quantity, String);
        let mut units: Vec<(String, &'m str, Vec<Given<'m>>)> = Vec::new();
        for record in records {
            for quantity in quantities(record) {
                let (Some(unit), Some(figure)) = (&quantity.unit, amount(quantity)) else { continue };
                let folded = fold(&unit.text);
                let known = units.iter().position(|(known, _, _)| *known == folded);
                let at = known.unwrap_or_else(|| {
                    units.push((folded, &unit.text, Vec::new()));
                    units.len() - 1
                });
                units[at].2.push((record, quantity, figure));
            }
        }
        units.retain(|(unit, _, given)| {
            let asked = of.is_none_or(|claim| {
                claim.quantities.iter().any(|it| it.unit.as_ref().is_some_and(|own| fold(&own.text) == *unit))
            });
            asked && given.iter().any(|(record, _, _)| *record != given[0].0)
        });
        units.into_iter().map(|(_, unit, given)| Figures { unit, rows: self.figure_rows(given) }).collect()
    }

    fn figure_rows(&self, mut given: Vec<(RecordId, &'m Quantity, String)>) -> Vec<FigureRow<'m>> {
        given.sort_by_cached_key(|(record, quantity, _)| {
            let day = quantity.as_of.as_ref().map(|as_of| &as_of.value).or_else(|| self.dated(*record));
            Reverse(day.map(Date::time_key))
        });
        given.into_iter().map(|(record, quantity, figure)| self.figure_row(record, quantity, figure)).collect()
    }

    fn figure_row(&self, record: RecordId, quantity: &'m Quantity, figure: String) -> FigureRow<'m> {
        let dated = self.dated(record).filter(|_| quantity.as_of.is_none()).map(|date| self.date(date));
        let (happened, said) = if matches!(record, RecordId::Event(_)) { (dated, None) } else { (None, dated) };
        let mut row = FigureRow {
            figure,
            href: (self.record() != Some(record)).then(|| self.page_of(record)),
            as_of: self.date_of(&quantity.as_of).or(happened),
            said,
            who: Vec::new(),
            hedge: None,
            cites: Vec::new(),
            status: None,
            denials: Vec::new(),
        };
        match record {
            RecordId::Event(id) => {
                let event = &self.model().events[id];
                row.who.push(Name { note: Some("event"), ..self.name(record) });
                row.cites = self.cites(&event.sources);
                row.status = asof::status(&event.status, self.page_day()).map(|step| self.status("event.status", step));
            }
            RecordId::Claim(id) => {
                let claim = &self.model().claims[id];
                for by in claim.asserted.iter().filter_map(|said| said.by.as_ref()).map(|by| self.actor_or_words(by)) {
                    if !row.who.iter().any(|known| known.text == by.text) {
                        row.who.push(by);
                    }
                }
                let hedge = claim.hedge.as_ref().or_else(|| claim.asserted.iter().find_map(|said| said.hedge.as_ref()));
                row.hedge = hedge.filter(|_| row.who.is_empty()).map(|hedge| hedge.text.as_str());
                for source in claim.asserted.iter().flat_map(|said| self.model().each(&said.sources, Model::source)) {
                    let cite = self.cite(source, None);
                    if !row.cites.iter().any(|known| known.number == cite.number) {
                        row.cites.push(cite);
                    }
                }
                row.status = self.claim_status(claim);
                for denial in self.denials(id) {
                    let name = |answer: &AnswerView<'m>| answer.by.as_ref().map(|by| by.text);
                    if !row.denials.iter().any(|known| known.label == denial.label && name(known) == name(&denial)) {
                        row.denials.push(denial);
                    }
                }
            }
            _ => {}
        }
        row
    }

    /// When a claim was first said, when an event was.
    fn dated(&self, record: RecordId) -> Option<&'m Date> {
        match record {
            RecordId::Event(id) => self.model().events[id].when.as_ref().map(|when| &when.value),
            RecordId::Claim(id) => {
                let said = self.model().claims[id].asserted.iter().filter_map(|said| said.when.as_ref());
                said.map(|when| &when.value).min_by(|a, b| a.cmp_in_time(b))
            }
            _ => None,
        }
    }
}
