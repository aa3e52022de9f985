//! Names that have no page of their own making: actors whom nobody defined, and names in prose that match nothing.

use std::collections::BTreeMap;

use crate::analysis::backlink::meant;
use crate::analysis::facts::Facts;
use crate::analysis::unmatched::{self, Unmatched};
use crate::base::fold::fold;
use crate::base::id::Id;
use crate::base::text::Span;
use crate::model::actor::Actor;
use crate::model::claim::ANYTHING;
use crate::model::registry::{Found, Model, RecordId};
use crate::syntax::kind::Kind;
use crate::syntax::read::Written;

use super::{Named, PLACES, Row, Section};

/// Where each of them stands.
pub(in crate::analysis) struct Names {
    /// Of those whom nobody defined.
    pub(in crate::analysis) stubs: BTreeMap<Id<Actor>, Vec<Span>>,
    /// That match nothing.
    pub(in crate::analysis) free: Vec<Unmatched>,
}

impl Names {
    pub(in crate::analysis) fn of(facts: &Facts) -> Names {
        let model = &facts.model;
        let mut stubs: BTreeMap<Id<Actor>, Vec<Span>> = BTreeMap::new();
        let mut name = |found: Option<RecordId>, span: Span| {
            if let Some(RecordId::Actor(actor)) = found.filter(|id| model.head(*id).stub) {
                stubs.entry(actor).or_default().push(span);
            }
        };
        for id in model.ids() {
            model.record(id).slots().iter().for_each(|slot| name(one(model, slot.written, slot.kinds), slot.written.span));
        }
        for (_, relation) in &model.relations {
            let named = relation.from.iter().chain([&relation.to]);
            named.for_each(|written| name(one(model, written, &[Kind::Actor]), written.span));
        }
        facts.for_each_scan(|look| {
            let page = model.head_above(look.owner, look.passage);
            for sighting in &look.scan.mentions {
                let mention = &sighting.mention;
                name(meant(model, &facts.names, page, &mention.targets, look.words(mention)), look.span(mention));
            }
        });
        let mut free = Vec::new();
        for mut found in unmatched::find(facts).into_values() {
            found.places.sort_unstable();
            let Some(first) = found.places.first() else { continue };
            match model.find(&Written::new(&found.name, *first), ANYTHING) {
                // One word alone is not looked for in prose where nobody defined whose name it is.
                Found::One(RecordId::Actor(actor)) if model.actors[actor].head.stub => {
                    stubs.entry(actor).or_default().extend(found.places)
                }
                Found::None => free.push(found),
                Found::One(_) | Found::Many(_) | Found::Held => {}
            }
        }
        for places in stubs.values_mut() {
            places.sort_unstable();
            places.dedup();
        }
        Names { stubs, free }
    }

    /// All actors whom nobody defined.
    pub(super) fn undefined_actors(&self, facts: &Facts) -> Section {
        let rows = self.stubs.iter().map(|(actor, places)| stub(&facts.model, *actor, places));
        Section {
            name: "undefined-actor",
            title: "Undefined actors",
            about: "Give those a record who play a part: `whowhen new actor NAME`.",
            rows: rows.collect(),
        }
        .most_named_first()
    }

    /// Those among them, and among the names in prose that match nothing, that stand in more than one place.
    pub(super) fn without_a_page(&self, facts: &Facts) -> Section {
        let model = &facts.model;
        let stubs = self.stubs.iter().filter(|(_, places)| places.len() > 1);
        let mut rows: Vec<Row> = stubs.map(|(actor, places)| stub(model, *actor, places)).collect();
        let persons = persons(model);
        for Unmatched { name, places, .. } in &self.free {
            let Some(first) = places.first() else { continue };
            let why = match near(&persons, name) {
                Some(other) => format!("matches nothing; an alias of `{}`?", model.actors[other].head.title),
                None => "matches nothing".to_owned(),
            };
            let row = Row { record: None, title: name.clone(), span: *first, why, date: None, named: None };
            rows.push(Row { named: Some(named(places)), ..row });
        }
        Section {
            name: "name-without-page",
            title: "Names without a page of their own",
            about: "The most mentioned first. A record makes links of them; an alias does, where somebody known is meant.",
            rows,
        }
        .most_named_first()
    }
}

fn one(model: &Model, written: &Written, kinds: &[Kind]) -> Option<RecordId> {
    match model.find(written, kinds) {
        Found::One(id) => Some(id),
        _ => None,
    }
}

fn stub(model: &Model, actor: Id<Actor>, places: &[Span]) -> Row {
    Row { named: Some(named(places)), ..Row::of(model, RecordId::Actor(actor), "only named", None) }
}

fn named(places: &[Span]) -> Named {
    Named { times: places.len(), places: places.iter().take(PLACES).copied().collect() }
}

/// The names of all persons, folded.
pub(in crate::analysis) fn persons(model: &Model) -> Vec<(String, Id<Actor>)> {
    let is_person = |actor: &Actor| actor.kind.as_ref().is_some_and(|kind| kind.means == "person");
    let all = model.actors.iter().filter(|(_, actor)| is_person(actor));
    all.map(|(id, actor)| (fold(&actor.head.title), id)).collect()
}

/// The one person whose name ends in this one.
pub(in crate::analysis) fn near(persons: &[(String, Id<Actor>)], name: &str) -> Option<Id<Actor>> {
    let ending = format!(" {}", fold(name));
    let mut ends = persons.iter().filter(|(folded, _)| folded.ends_with(&ending));
    let (_, first) = ends.next()?;
    ends.next().is_none().then_some(*first)
}
