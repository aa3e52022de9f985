//! Which records are later than a day: what speaks for each of them being known.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::knowledge;
use crate::analysis::link::{Goal, goals};
use crate::base::date::Date;
use crate::base::id::{Id, Key};
use crate::base::text::{Span, Spanned};
use crate::model::briefing::Briefing;
use crate::model::build::Taken;
use crate::model::claim::{Assertion, Claim};
use crate::model::event::{Event, Status};
use crate::model::passage::Passage;
use crate::model::record::Record;
use crate::model::registry::{Found, Model, RecordId};
use crate::syntax::kind::Kind;
use crate::syntax::read::Written;

use super::{Edition, FORESEEN};

/// What something says of when it was known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    /// By the day.
    Early,
    /// After it.
    Late,
}

/// What several things say together: one that is early is enough.
fn together(words: impl IntoIterator<Item = Word>) -> Option<Word> {
    words.into_iter().min_by_key(|word| *word == Word::Late)
}

impl Edition<'_> {
    /// Finds the records that are later. Claims look at their sources, events at both, arcs at events.
    pub(super) fn find_later(&mut self) {
        let model = self.model;
        let sources = model.sources.iter().filter(|(_, source)| self.is_late(&source.published));
        self.later = sources.map(|(id, _)| RecordId::Source(id)).collect();
        let briefings = model.briefings.iter().filter(|(_, briefing)| self.briefing_is_later(briefing));
        let claims = model.claims.iter().filter(|(_, claim)| self.claim_is_later(claim));
        let found: Vec<RecordId> =
            briefings.map(|(id, _)| RecordId::Briefing(id)).chain(claims.map(|(id, _)| RecordId::Claim(id))).collect();
        self.later.extend(found);
        let events = model.events.iter().filter(|(id, _)| self.event_is_later(*id));
        let found: Vec<RecordId> = events.map(|(id, _)| RecordId::Event(id)).collect();
        self.later.extend(found);
        let found = self.told_only_later();
        self.later.extend(found);
        let is_later = |event: Id<Event>| self.later.contains(&RecordId::Event(event));
        let arcs = model.arcs.iter().filter(|(_, arc)| {
            let events: Vec<Id<Event>> = arc.slots.iter().flat_map(|slot| model.each(&slot.events, Model::event)).collect();
            !events.is_empty() && events.into_iter().all(is_later)
        });
        let found: Vec<RecordId> = arcs.map(|(id, _)| RecordId::Arc(id)).collect();
        self.later.extend(found);
    }

    fn briefing_is_later(&self, briefing: &Briefing) -> bool {
        let first = [&briefing.date, &briefing.as_of, &briefing.updated].into_iter().find(|date| date.is_some());
        first.is_some_and(|date| self.is_late(date))
    }

    fn event_is_later(&self, id: Id<Event>) -> bool {
        let event = &self.model.events[id];
        if self.is_ahead(&event.when) && !event.status.iter().any(|step| self.foresees(step)) {
            return true;
        }
        let known = knowledge::of(self.model, RecordId::Event(id)).into_iter().map(|(date, _)| date.latest().day()).min();
        match known {
            Some(known) => known > self.day,
            None => self.is_ahead(&event.when),
        }
    }

    /// Whether a step in the status of an event that lies ahead was known: what is to come can't have occurred.
    fn foresees(&self, step: &Status) -> bool {
        match &step.as_of {
            Some(as_of) => as_of.value.earliest().day() <= self.day,
            None => FORESEEN.contains(&step.is.means.as_str()) && !self.are_later(&step.sources),
        }
    }

    /// Whether nothing speaks for a claim being known: neither an assertion nor, where nobody says when these were made, what the claim rests
    /// on, nor, of a claim that nobody makes, an answer.
    fn claim_is_later(&self, claim: &Claim) -> bool {
        let sayings: Vec<Option<Word>> = claim.asserted.iter().map(|said| self.saying(said)).collect();
        if sayings.contains(&Some(Word::Early)) {
            return false;
        }
        if !sayings.is_empty() && sayings.iter().all(Option::is_some) {
            return true;
        }
        // The status of what was said at some time may be later than that; what it was learnt from is all that there is.
        let counts = |step: &&Status| sayings.is_empty() || !step.sources.is_empty() || !self.is_ahead(&step.as_of);
        let steps = claim.status.iter().filter(counts).filter_map(|step| self.dated(self.begun(&step.as_of), &step.sources));
        let text = claim.text.iter().filter_map(|text| self.cited(text));
        if let Some(word) = together(steps.chain(text)) {
            return word == Word::Late;
        }
        let answers = claim.responses.iter().filter_map(|answer| self.dated(self.over(&answer.when), &answer.sources));
        sayings.is_empty() && together(answers) == Some(Word::Late)
    }

    /// When an assertion was known: by its date, else by the documents that it was read in.
    fn saying(&self, said: &Assertion) -> Option<Word> {
        let read_in = || {
            let is_source = |hop: &&Written| matches!(self.model.find(hop, &[Kind::Source]), Found::One(_));
            let last = said.chain.iter().rfind(is_source).map(std::slice::from_ref);
            last.and_then(|last| self.documents(last)).or_else(|| said.quote.as_ref().and_then(|quote| self.cited(quote)))
        };
        self.dated(self.over(&said.when), &said.sources).or_else(read_in)
    }

    /// Whether an assertion was made later; see [`Edition::saying`].
    pub(super) fn is_said_later(&self, said: &Assertion) -> bool {
        self.saying(said) == Some(Word::Late)
    }

    fn dated(&self, date: Option<Word>, sources: &[Written]) -> Option<Word> {
        date.or_else(|| self.documents(sources))
    }

    /// A state is known from its first day on.
    fn begun(&self, date: &Option<Spanned<Date>>) -> Option<Word> {
        date.as_ref().map(|_| if self.is_ahead(date) { Word::Late } else { Word::Early })
    }

    /// A saying is known once its date is over.
    fn over(&self, date: &Option<Spanned<Date>>) -> Option<Word> {
        date.as_ref().map(|_| if self.is_late(date) { Word::Late } else { Word::Early })
    }

    fn documents(&self, sources: &[Written]) -> Option<Word> {
        (!sources.is_empty()).then(|| if self.are_later(sources) { Word::Late } else { Word::Early })
    }

    /// What the citations of a text say.
    fn cited(&self, text: &Passage) -> Option<Word> {
        let word = |goal: Goal| match goal {
            Goal::Cite(source, _) if self.later.contains(&RecordId::Source(source)) => Some(Word::Late),
            Goal::Cite(..) => Some(Word::Early),
            _ => None,
        };
        together(goals(self.model, text).into_iter().filter_map(word))
    }

    /// Records without a date of their own that stand in the file of what is later, unless what is told names them.
    fn told_only_later(&self) -> FxHashSet<RecordId> {
        let model = self.model;
        let is_later = |id: &RecordId| self.later.contains(id);
        let mut around: FxHashMap<Key, Vec<Span>> = FxHashMap::default();
        for head in self.later.iter().map(|id| model.head(*id)) {
            around.entry(head.file()).or_default().push(head.extent);
        }
        // In the record itself, or in the text of its file.
        let stands_in_later = |id: &RecordId| {
            let head = model.head(*id);
            let holds = |around: &Span| around.start <= head.span.start && head.span.end <= around.end;
            head.inline.is_some()
                && (model.of_file(head.file()).is_some_and(|main| is_later(&main))
                    || around.get(&head.file()).is_some_and(|spans| spans.iter().any(holds)))
        };
        let ids = model.ids();
        let inside = ids.iter().filter(|id| !is_later(id) && stands_in_later(id) && !self.has_early_date(**id));
        let mut unnamed: FxHashSet<RecordId> = inside.copied().collect();
        if unnamed.is_empty() {
            return unnamed;
        }
        let mut told: Vec<RecordId> = ids.into_iter().filter(|id| !is_later(id) && !unnamed.contains(id)).collect();
        // Those of `relations.yaml`, to which somebody belongs who is told; actors name those of their own.
        let mut relations: FxHashMap<RecordId, Vec<RecordId>> = FxHashMap::default();
        let listed = model.relations.iter().filter(|(_, relation)| relation.from.is_some());
        for (from, relation) in listed.filter_map(|(from, relation)| Some((RecordId::Actor(*from), self.relation(relation)?))) {
            if let Some(to) = one(model.find(&relation.to, &[Kind::Actor])) {
                relations.entry(from).or_default().push(to);
                relations.entry(to).or_default().push(from);
            }
        }
        for named in model.texts().flat_map(|page| page.head.passages()).flat_map(|text| self.linked(text)) {
            if unnamed.remove(&named) {
                told.push(named);
            }
        }
        while let Some(id) = told.pop() {
            let related = relations.get(&id).into_iter().flatten().copied();
            let named = self.record(&model.record(id)).map(|record| self.named(&record)).unwrap_or_default();
            for named in named.into_iter().chain(related) {
                if unnamed.remove(&named) {
                    told.push(named);
                }
            }
        }
        unnamed
    }

    fn has_early_date(&self, id: RecordId) -> bool {
        knowledge::of(self.model, id).into_iter().any(|(date, _)| date.latest().day() <= self.day)
    }

    /// What a record names, as it is told on the day.
    fn named(&self, record: &Record) -> Vec<RecordId> {
        let slots = record.slots().into_iter().filter_map(|slot| one(self.model.find(slot.written, slot.kinds)));
        let texts = record.passages().into_iter().flat_map(|passage| self.linked(passage));
        slots.chain(texts).collect()
    }

    /// What a text links, cites or shows.
    fn linked(&self, passage: &Passage) -> Vec<RecordId> {
        let claims = passage.placed.claims.iter().filter_map(|(_, claim)| one(self.model.find(claim, &[Kind::Claim])));
        let goals = goals(self.model, passage).into_iter().filter_map(|goal| match goal {
            Goal::Record(id, _) => Some(id),
            Goal::Cite(source, _) => Some(RecordId::Source(source)),
            _ => None,
        });
        claims.chain(goals).collect()
    }
}

fn one(found: Found) -> Option<RecordId> {
    match found {
        Found::One(id) => Some(id),
        _ => None,
    }
}
