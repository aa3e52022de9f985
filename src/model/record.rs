//! A record of any kind.

use std::sync::Arc as Shared;

use crate::base::date::Date;
use crate::syntax::fields::Table;
use crate::syntax::kind::Kind;
use crate::syntax::read::{Fields, Written};

use super::actor::{self, Actor};
use super::arc::{self, Arc};
use super::briefing::{self, Briefing, Page};
use super::claim::{self, ANYTHING, Claim, Outcome};
use super::event::{self, Event};
use super::head::Head;
use super::passage::Passage;
use super::place::{self, Place};
use super::source::{self, Source};

/// The field table of a kind.
pub fn table(kind: Kind) -> &'static Table {
    match kind {
        Kind::Briefing => &briefing::TABLE,
        Kind::Actor => &actor::TABLE,
        Kind::Event => &event::TABLE,
        Kind::Source => &source::TABLE,
        Kind::Claim => &claim::TABLE,
        Kind::Place => &place::TABLE,
        Kind::Arc => &arc::TABLE,
        Kind::Page => &briefing::PAGE,
    }
}

/// A record of any kind.
#[derive(Clone, Debug)]
pub enum Record {
    /// A briefing.
    Briefing(Shared<Briefing>),
    /// An actor.
    Actor(Shared<Actor>),
    /// An event.
    Event(Shared<Event>),
    /// A source.
    Source(Shared<Source>),
    /// A claim.
    Claim(Shared<Claim>),
    /// A place.
    Place(Shared<Place>),
    /// An arc.
    Arc(Shared<Arc>),
    /// A plain page.
    Page(Shared<Page>),
}

/// What an unresolved reference becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Otherwise {
    /// An actor with that name and a page.
    Stub,
    /// Plain text.
    Text,
    /// An error.
    Error,
}

/// A reference of a record: what it may mean and what becomes of it if it means nothing.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'r> {
    /// The reference.
    pub written: &'r Written,
    /// The kinds that it may mean.
    pub kinds: &'static [Kind],
    /// What becomes of it if it means nothing.
    pub otherwise: Otherwise,
}

impl Record {
    /// Reads a record of some kind.
    pub fn read(head: Head, fields: &Fields) -> Record {
        match head.kind {
            Kind::Briefing => Record::Briefing(Shared::new(Briefing::read(head, fields))),
            Kind::Actor => Record::Actor(Shared::new(Actor::read(head, fields))),
            Kind::Event => Record::Event(Shared::new(Event::read(head, fields))),
            Kind::Source => Record::Source(Shared::new(Source::read(head, fields))),
            Kind::Claim => Record::Claim(Shared::new(Claim::read(head, fields))),
            Kind::Place => Record::Place(Shared::new(Place::read(head, fields))),
            Kind::Arc => Record::Arc(Shared::new(Arc::read(head, fields))),
            Kind::Page => Record::Page(Shared::new(Page::read(head, fields))),
        }
    }

    /// What all records have.
    pub fn head(&self) -> &Head {
        match self {
            Record::Briefing(record) => &record.head,
            Record::Actor(record) => &record.head,
            Record::Event(record) => &record.head,
            Record::Source(record) => &record.head,
            Record::Claim(record) => &record.head,
            Record::Place(record) => &record.head,
            Record::Arc(record) => &record.head,
            Record::Page(record) => &record.head,
        }
    }

    /// All its prose, in the order in which a reader of its page meets it: title and summary, the texts above the body, the body, those below.
    pub fn passages(&self) -> Vec<&Passage> {
        let head = self.head();
        let mut passages: Vec<&Passage> = head.title_passage.iter().chain(&head.summary).collect();
        match self {
            Record::Briefing(record) => {
                passages.extend(record.at_a_glance.iter().chain(&record.known).chain(&record.unknown));
            }
            Record::Source(record) => {
                passages.extend(record.note.iter());
                passages.extend(record.quotes.iter().map(|quote| &quote.text));
            }
            Record::Claim(record) => {
                passages.extend(record.text.iter());
                passages.extend(record.asserted.iter().filter_map(|said| said.quote.as_ref()));
                passages.extend(record.responses.iter().filter_map(|answer| answer.quote.as_ref()));
                passages.extend(record.verdict.iter());
            }
            Record::Actor(_) | Record::Event(_) | Record::Place(_) | Record::Arc(_) | Record::Page(_) => {}
        }
        passages.extend(head.body.iter());
        match self {
            Record::Briefing(record) => passages.extend(record.changes.iter().map(|change| &change.text)),
            Record::Actor(record) => passages.extend(record.relations.iter().filter_map(|relation| relation.note.as_ref())),
            Record::Arc(record) => passages.extend(record.slots.iter().filter_map(|slot| slot.note.as_ref())),
            _ => {}
        }
        passages
    }

    /// Those of its passages that are somebody's words: never ours to correct.
    pub fn quotes(&self) -> Vec<&Passage> {
        match self {
            Record::Source(record) => {
                record.head.title_passage.iter().chain(record.quotes.iter().map(|quote| &quote.text)).collect()
            }
            Record::Claim(record) => {
                let said = record.asserted.iter().filter_map(|said| said.quote.as_ref());
                said.chain(record.responses.iter().filter_map(|answer| answer.quote.as_ref())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// All its references.
    pub fn slots(&self) -> Vec<Slot<'_>> {
        let mut slots = Slots(Vec::new());
        slots.meanings(self.head());
        slots.0.extend(self.statements());
        slots.0
    }

    /// Its references but for those that say what words stand for.
    pub fn statements(&self) -> Vec<Slot<'_>> {
        let mut slots = Slots(Vec::new());
        match self {
            Record::Briefing(record) => {
                slots.actors(&record.actors);
                slots.add(&record.events, &[Kind::Event], Otherwise::Error);
                slots.sources(&record.sources);
                slots.add(&record.claims, &[Kind::Claim], Otherwise::Error);
                slots.add(&record.places, &[Kind::Place], Otherwise::Text);
                slots.add(&record.arcs, &[Kind::Arc], Otherwise::Error);
                slots.add(&record.key, &[Kind::Actor, Kind::Event, Kind::Claim], Otherwise::Error);
            }
            Record::Actor(record) => {
                slots.actors(record.roles.iter().filter_map(|role| role.of.as_ref()));
                slots.actors(
                    record.part_of.iter().chain(&record.members).chain(&record.state_owned_by).chain(&record.described_by),
                );
                for relation in &record.relations {
                    slots.actors(relation.from.iter().chain(std::iter::once(&relation.to)));
                    slots.sources(&relation.sources);
                }
            }
            Record::Event(record) => {
                slots.add(&record.at, &[Kind::Place], Otherwise::Text);
                slots.actors(&record.actors);
                slots.sources(&record.sources);
                slots.sources(record.status.iter().flat_map(|step| &step.sources));
                slots.add(&record.claims, &[Kind::Claim], Otherwise::Error);
                slots.add(record.responds_to.iter().chain(&record.announces), &[Kind::Event], Otherwise::Error);
            }
            Record::Source(record) => {
                slots.actors(&record.publisher);
                slots.sources(record.via.iter().chain(&record.replaces).chain(&record.syndicates));
            }
            Record::Claim(record) => {
                slots.add(&record.about, ANYTHING, Otherwise::Error);
                for said in &record.asserted {
                    slots.actors(said.by.iter().chain(&said.citing));
                    slots.add(&said.chain, &[Kind::Actor, Kind::Source], Otherwise::Stub);
                    slots.sources(&said.sources);
                }
                for answer in &record.responses {
                    slots.actors(answer.by.iter().chain(&answer.to));
                    slots.sources(&answer.sources);
                }
                slots.sources(record.status.iter().flat_map(|step| &step.sources));
            }
            Record::Place(record) => {
                slots.add(&record.part_of, &[Kind::Place], Otherwise::Text);
                slots.actors(&record.stands_for);
            }
            Record::Arc(record) => slots.add(record.slots.iter().flat_map(|slot| &slot.events), &[Kind::Event], Otherwise::Error),
            Record::Page(_) => {}
        }
        slots.0
    }

    /// Dates at which something of it was published, asserted, updated or known: what "today" is derived from.
    pub fn known_dates(&self) -> Vec<Date> {
        let mut dates: Vec<Option<&Date>> = Vec::new();
        match self {
            Record::Briefing(record) => {
                dates.extend([&record.date, &record.updated, &record.as_of].map(|date| date.as_ref().map(|date| &date.value)));
                dates.extend(record.changes.iter().map(|change| change.date.as_ref().map(|date| &date.value)));
            }
            Record::Source(record) => {
                dates.extend([&record.published, &record.accessed].map(|date| date.as_ref().map(|date| &date.value)))
            }
            Record::Claim(record) => {
                dates.extend(record.asserted.iter().map(|said| said.when.as_ref().map(|date| &date.value)));
                dates.extend(record.responses.iter().map(|answer| answer.when.as_ref().map(|date| &date.value)));
                dates.extend(record.status.iter().map(|step| step.as_of.as_ref().map(|date| &date.value)));
            }
            Record::Event(record) => {
                dates.extend(record.status.iter().map(|step| step.as_of.as_ref().map(|date| &date.value)));
                let last = record.status.last().map(|step| step.is.means.as_str());
                if !matches!(last, Some("planned" | "announced" | "hypothetical" | "postponed" | "cancelled")) {
                    dates.push(record.when.as_ref().map(|date| &date.value));
                }
            }
            Record::Actor(_) | Record::Place(_) | Record::Arc(_) | Record::Page(_) => {}
        }
        let met = match self {
            Record::Claim(record) => record.expects.as_ref().and_then(|expects| expects.outcome()),
            _ => None,
        };
        let met = if let Some(Outcome::MetOn(day)) = met { Some(day) } else { None };
        dates.into_iter().flatten().cloned().chain(met).collect()
    }
}

struct Slots<'r>(Vec<Slot<'r>>);

impl<'r> Slots<'r> {
    fn add(&mut self, written: impl IntoIterator<Item = &'r Written>, kinds: &'static [Kind], otherwise: Otherwise) {
        self.0.extend(written.into_iter().map(|written| Slot { written, kinds, otherwise }));
    }

    fn actors(&mut self, written: impl IntoIterator<Item = &'r Written>) {
        self.add(written, &[Kind::Actor], Otherwise::Stub);
    }

    fn sources(&mut self, written: impl IntoIterator<Item = &'r Written>) {
        self.add(written, &[Kind::Source], Otherwise::Error);
    }

    fn meanings(&mut self, head: &'r Head) {
        self.add(head.resolve.iter().map(|(_, meant)| meant), &[Kind::Actor, Kind::Place], Otherwise::Error);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::syntax::fields::Shape;
    use crate::syntax::yaml::takes_names;

    fn names(table: &'static Table, found: &mut BTreeSet<&'static str>) {
        for field in table.fields() {
            match field.shape {
                Shape::Ref(_) | Shape::Refs(_) => {
                    found.insert(field.name);
                    found.extend(field.aliases);
                }
                Shape::One(inner) | Shape::Many(inner, _) => names(inner, found),
                _ => {}
            }
        }
    }

    #[test]
    fn a_mistake_in_a_name_is_known_for_one() {
        let mut fields = BTreeSet::new();
        for kind in Kind::ALL {
            names(table(kind), &mut fields);
        }
        let missing: Vec<&str> = fields.into_iter().filter(|name| !takes_names(name)).collect();
        assert_eq!(missing, Vec::<&str>::new());
    }
}
