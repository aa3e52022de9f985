//! The site as it could have been written on a day: without what was published, said or decided later.
//!
//! A record is *later* if it could not be known by then: a briefing or source published later, a claim all of whose assertions are later, an
//! event of which no source, status, claim or (where it has none of these) date is early enough, or that lies ahead without being foreseen. Of
//! the others only what is later is taken away: assertions and answers, steps of a status, roles, relations, changes, and the passages that
//! cite or link to what is later. Words without a date and without a source stay: nobody can say when they were known; but those about an event
//! that lies ahead were written after it if its status says so, and what stands in the file of a later briefing only, without a date of its own,
//! was told with it.
//!
//! A saying counts from its last possible day ("January" is known by the 31st), a state – a role, a status – from its first.

mod later;

use std::sync::Arc as Shared;

use rustc_hash::FxHashSet;

use crate::base::date::{Date, Day};
use crate::base::text::Spanned;
use crate::model::actor::{Actor, Relation};
use crate::model::arc::Arc;
use crate::model::briefing::{Briefing, Page};
use crate::model::build::Taken;
use crate::model::claim::{ANYTHING, Claim, Outcome};
use crate::model::event::{Event, Quantity, Status};
use crate::model::head::Head;
use crate::model::passage::Passage;
use crate::model::record::Record;
use crate::model::registry::{Found, Model, RecordId};
use crate::model::source::Source;
use crate::syntax::kind::Kind;
use crate::syntax::read::{OwnValue, Written};

use super::link::{Goal, goals};

/// What can be said of an event before its day.
const FORESEEN: [&str; 5] = ["planned", "announced", "hypothetical", "cancelled", "postponed"];

/// A day, and what was not known by then.
#[derive(Debug)]
pub struct Edition<'m> {
    model: &'m Model,
    day: Day,
    later: FxHashSet<RecordId>,
}

impl<'m> Edition<'m> {
    /// Finds out what of a whole model was not known by a day.
    pub fn of(model: &'m Model, day: Day) -> Edition<'m> {
        let mut edition = Edition { model, day, later: FxHashSet::default() };
        edition.find_later();
        edition
    }

    /// Whether something that was published or said on this date could not be known yet.
    fn is_late(&self, date: &Option<Spanned<Date>>) -> bool {
        date.as_ref().is_some_and(|date| self.late(date))
    }

    fn late(&self, date: &Spanned<Date>) -> bool {
        date.value.latest().day() > self.day
    }

    /// Whether a date has not begun yet.
    fn is_ahead(&self, date: &Option<Spanned<Date>>) -> bool {
        date.as_ref().is_some_and(|date| date.value.earliest().day() > self.day)
    }

    /// Whether something was said later; where nobody says when, whether it is known from later sources only.
    fn is_later_saying(&self, when: &Option<Spanned<Date>>, sources: &[Written]) -> bool {
        match when {
            Some(when) => self.late(when),
            None => self.are_later(sources),
        }
    }

    fn are_later(&self, sources: &[Written]) -> bool {
        !sources.is_empty() && sources.iter().all(|written| self.is_later(written, &[Kind::Source]))
    }

    fn is_later(&self, written: &Written, kinds: &[Kind]) -> bool {
        matches!(self.model.find(written, kinds), Found::One(id) if self.later.contains(&id))
    }

    fn retain(&self, written: &mut Vec<Written>, kinds: &[Kind]) {
        written.retain(|written| !self.is_later(written, kinds));
    }

    fn retain_one(&self, written: &mut Option<Written>, kinds: &[Kind]) {
        written.take_if(|written| self.is_later(written, kinds));
    }

    /// For each reference of a passage, whether it leads to what is later.
    fn later_references(&self, passage: &Passage) -> Vec<bool> {
        let is_later = |goal: &Goal| match goal {
            Goal::Record(id, _) => self.later.contains(id),
            Goal::Cite(source, _) => self.later.contains(&RecordId::Source(*source)),
            _ => false,
        };
        goals(self.model, passage).iter().map(is_later).collect()
    }

    /// For each callout of a passage, whether it stands for a claim that is later.
    fn later_callouts(&self, passage: &Passage) -> Vec<bool> {
        let mut later = vec![false; passage.prose.callouts.len()];
        for (callout, written) in &passage.placed.claims {
            later[*callout] = self.is_later(written, &[Kind::Claim]);
        }
        later
    }

    fn rests_on_later(&self, passage: &Passage) -> bool {
        self.later_references(passage).contains(&true)
    }

    fn head(&self, head: &mut Head) {
        head.own.retain(|own| !matches!(&own.value, OwnValue::Date(date) if self.late(date)));
        head.summary.take_if(|summary| self.rests_on_later(summary));
        if let Some(body) = &head.body
            && let Some(left) = body.without(&self.later_references(body), &self.later_callouts(body))
        {
            head.body = (!left.prose.is_empty()).then_some(left);
        }
    }

    /// Leaves the steps that were known. `last_holds` says of the last one, if it has no date, whether its word may have been known; it is
    /// told whether other steps were cut.
    fn steps(&self, history: &mut Vec<Status>, last_holds: impl FnOnce(&str, bool) -> bool) {
        let all = history.len();
        let last_is_undated = history.last().is_some_and(|step| step.as_of.is_none());
        let mut begun = true;
        history.retain(|step| match &step.as_of {
            Some(as_of) => {
                begun = as_of.value.earliest().day() <= self.day;
                begun
            }
            None => begun && !self.are_later(&step.sources),
        });
        let cut = history.len() < all;
        if last_is_undated
            && let Some(last) = history.last()
            && last.as_of.is_none()
            && !last_holds(&last.is.means, cut)
        {
            history.pop();
        }
        history.iter_mut().for_each(|step| self.retain(&mut step.sources, &[Kind::Source]));
    }

    fn quantities(&self, quantities: &mut Vec<Quantity>) {
        quantities.retain(|quantity| !self.is_late(&quantity.as_of));
    }

    fn briefing(&self, briefing: &mut Briefing) {
        briefing.updated.take_if(|date| self.late(date));
        briefing.as_of.take_if(|date| self.late(date));
        self.retain(&mut briefing.events, &[Kind::Event]);
        self.retain(&mut briefing.sources, &[Kind::Source]);
        self.retain(&mut briefing.claims, &[Kind::Claim]);
        self.retain(&mut briefing.key, &[Kind::Actor, Kind::Event, Kind::Claim]);
        for texts in [&mut briefing.at_a_glance, &mut briefing.known, &mut briefing.unknown] {
            texts.retain(|text| !self.rests_on_later(text));
        }
        briefing.changes.retain(|change| !self.is_late(&change.date) && !self.rests_on_later(&change.text));
    }

    fn actor(&self, actor: &mut Actor) {
        actor.roles.retain(|role| !self.is_ahead(&role.since));
        for role in &mut actor.roles {
            role.until.take_if(|until| until.value.latest().day() >= self.day);
        }
        actor.relations = actor.relations.iter().filter_map(|relation| self.relation(relation)).collect();
    }

    fn event(&self, event: &mut Event) {
        let ahead = self.is_ahead(&event.when);
        // Of what lies ahead nobody could say that it occurred.
        let steps = event.status.len();
        self.steps(&mut event.status, |word, _| !ahead || FORESEEN.contains(&word));
        if ahead && event.status.len() < steps {
            (event.head.summary, event.head.body) = (None, None);
            event.quantities.retain(|quantity| quantity.as_of.is_some());
        }
        // An end that was planned was known before it came.
        if let Some(when) =
            event.when.as_mut().filter(|_| !event.status.iter().any(|step| FORESEEN.contains(&step.is.means.as_str())))
        {
            when.value = when.value.told_on(self.day);
        }
        self.retain(&mut event.sources, &[Kind::Source]);
        self.retain(&mut event.claims, &[Kind::Claim]);
        self.retain(&mut event.responds_to, &[Kind::Event]);
        self.retain(&mut event.announces, &[Kind::Event]);
        self.quantities(&mut event.quantities);
    }

    fn source(&self, source: &mut Source) {
        source.accessed.take_if(|date| self.late(date));
        source.archived.take_if(|copy| self.is_late(&copy.date));
        source.note.take_if(|note| self.rests_on_later(note));
        source.quotes.retain(|quote| !self.rests_on_later(&quote.text));
        for other in [&mut source.via, &mut source.replaces, &mut source.syndicates] {
            self.retain_one(other, &[Kind::Source]);
        }
    }

    fn claim(&self, claim: &mut Claim) {
        let sayings = claim.asserted.len() + claim.responses.len();
        claim.asserted.retain(|said| !self.is_said_later(said));
        claim.responses.retain(|answer| !self.is_later_saying(&answer.when, &answer.sources));
        let cut = claim.asserted.len() + claim.responses.len() < sayings;
        for said in &mut claim.asserted {
            self.retain(&mut said.sources, &[Kind::Source]);
            self.retain(&mut said.chain, &[Kind::Actor, Kind::Source]);
            said.quote.take_if(|quote| self.rests_on_later(quote));
        }
        for answer in &mut claim.responses {
            self.retain(&mut answer.sources, &[Kind::Source]);
            answer.quote.take_if(|quote| self.rests_on_later(quote));
        }
        // A word without a date is today's, and may rest on what is taken away.
        let known = claim.status.len();
        self.steps(&mut claim.status, |_, cut_too| !cut && !cut_too);
        let rests_on_later = claim.verdict.as_ref().is_some_and(|verdict| self.rests_on_later(verdict));
        if cut || rests_on_later || claim.status.len() < known {
            (claim.verdict, claim.reviewed_by) = (None, None);
        }
        self.retain(&mut claim.about, ANYTHING);
        self.quantities(&mut claim.quantities);
        if let Some(expects) = &mut claim.expects {
            let is_late = match expects.outcome() {
                Some(Outcome::MetOn(day)) => day.latest().day() > self.day,
                _ => self.is_late(&expects.by_when),
            };
            expects.met.take_if(|_| is_late);
        }
    }

    fn arc(&self, arc: &mut Arc) {
        arc.slots.retain_mut(|slot| {
            let events = slot.events.len();
            self.retain(&mut slot.events, &[Kind::Event]);
            slot.note.take_if(|note| self.rests_on_later(note));
            events == 0 || !slot.events.is_empty()
        });
    }
}

impl Taken for Edition<'_> {
    fn record(&self, record: &Record) -> Option<Record> {
        let head = record.head();
        if self.model.by_id(head.kind, head.id).is_some_and(|id| self.later.contains(&id)) {
            return None;
        }
        macro_rules! rewritten {
            ($record:expr, $kind:path, $own:expr) => {{
                let mut copy = (**$record).clone();
                self.head(&mut copy.head);
                $own(&mut copy);
                $kind(Shared::new(copy))
            }};
        }
        Some(match record {
            Record::Briefing(it) => rewritten!(it, Record::Briefing, |copy| self.briefing(copy)),
            Record::Actor(it) => rewritten!(it, Record::Actor, |copy| self.actor(copy)),
            Record::Event(it) => rewritten!(it, Record::Event, |copy| self.event(copy)),
            Record::Source(it) => rewritten!(it, Record::Source, |copy| self.source(copy)),
            Record::Claim(it) => rewritten!(it, Record::Claim, |copy| self.claim(copy)),
            Record::Place(it) => rewritten!(it, Record::Place, |_| ()),
            Record::Arc(it) => rewritten!(it, Record::Arc, |copy| self.arc(copy)),
            Record::Page(it) => rewritten!(it, Record::Page, |_| ()),
        })
    }

    fn relation(&self, relation: &Relation) -> Option<Relation> {
        if self.is_ahead(&relation.since) || self.are_later(&relation.sources) {
            return None;
        }
        let mut relation = relation.clone();
        relation.until.take_if(|until| until.value.latest().day() >= self.day);
        relation.note.take_if(|note| self.rests_on_later(note));
        self.retain(&mut relation.sources, &[Kind::Source]);
        Some(relation)
    }

    fn page(&self, page: &Page) -> Page {
        let mut page = page.clone();
        self.head(&mut page.head);
        page
    }
}
