//! Who belongs together: what records say of one actor at another's, found from the other side. Made once for a snapshot; who is in the same
//! events and briefings only when a page first asks.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::base::id::Id;
use crate::model::actor::Actor;
use crate::model::registry::Model;
use crate::syntax::read::Written;

/// What ties actors to each other.
#[derive(Debug, Default)]
pub struct Bonds {
    parts: Lists<Id<Actor>>,
    bodies: Lists<Id<Actor>>,
    owned: Lists<Id<Actor>>,
    holders: Lists<(Id<Actor>, usize)>,
    relations: Lists<usize>,
    company: OnceLock<Company>,
}

type Lists<T> = FxHashMap<Id<Actor>, Vec<T>>;

/// How often an actor is in the same events and briefings as another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// Events in which both take part.
    pub events: usize,
    /// Briefings that list both.
    pub briefings: usize,
}

/// Events and briefings with their actors, each actor once; and where each actor is.
#[derive(Debug, Default)]
struct Company {
    circles: Vec<Circle>,
    of: Lists<usize>,
}

#[derive(Debug)]
struct Circle {
    is_event: bool,
    actors: Vec<Id<Actor>>,
}

impl Bonds {
    /// The bonds of a model.
    pub fn of(model: &Model) -> Bonds {
        let mut bonds = Bonds::default();
        for (id, actor) in model.actors.iter() {
            for whole in model.each(&actor.part_of, Model::actor) {
                bonds.parts.entry(whole).or_default().push(id);
            }
            for member in model.each(&actor.members, Model::actor) {
                bonds.bodies.entry(member).or_default().push(id);
            }
            if let Some(owner) = actor.state_owned_by.as_ref().and_then(|owner| model.actor(owner)) {
                bonds.owned.entry(owner).or_default().push(id);
            }
            for (place, role) in actor.roles.iter().enumerate() {
                if let Some(of) = role.of.as_ref().and_then(|of| model.actor(of)) {
                    bonds.holders.entry(of).or_default().push((id, place));
                }
            }
        }
        for (place, (from, relation)) in model.relations.iter().enumerate() {
            bonds.relations.entry(*from).or_default().push(place);
            if let Some(to) = model.actor(&relation.to).filter(|to| to != from) {
                bonds.relations.entry(to).or_default().push(place);
            }
        }
        bonds
    }

    /// The actors that say they are part of one, in order.
    pub fn parts_of(&self, actor: Id<Actor>) -> &[Id<Actor>] {
        list(&self.parts, actor)
    }

    /// The bodies that count an actor among their members.
    pub fn bodies_of(&self, actor: Id<Actor>) -> &[Id<Actor>] {
        list(&self.bodies, actor)
    }

    /// What an actor owns.
    pub fn owned_by(&self, actor: Id<Actor>) -> &[Id<Actor>] {
        list(&self.owned, actor)
    }

    /// Who holds or held an office of an actor: the holder, and which of the holder's roles that is.
    pub fn holders_of(&self, actor: Id<Actor>) -> &[(Id<Actor>, usize)] {
        list(&self.holders, actor)
    }

    /// The relations from and to an actor, by their places in the model, in its order.
    pub fn relations_of(&self, actor: Id<Actor>) -> &[usize] {
        list(&self.relations, actor)
    }

    /// With whom an actor is in the same events and briefings, in order of id.
    pub fn company_of(&self, model: &Model, actor: Id<Actor>) -> Vec<(Id<Actor>, Shared)> {
        let company = self.company.get_or_init(|| Company::of(model));
        let mut shared: FxHashMap<Id<Actor>, Shared> = FxHashMap::default();
        for circle in list(&company.of, actor).iter().map(|place| &company.circles[*place]) {
            for other in circle.actors.iter().filter(|other| **other != actor) {
                let count = shared.entry(*other).or_default();
                *if circle.is_event { &mut count.events } else { &mut count.briefings } += 1;
            }
        }
        let mut shared: Vec<_> = shared.into_iter().collect();
        shared.sort_unstable_by_key(|(other, _)| *other);
        shared
    }
}

impl Company {
    fn of(model: &Model) -> Company {
        let mut company = Company::default();
        let mut add = |is_event, written: &[Written]| {
            let actors = model.each(written, Model::actor);
            for actor in &actors {
                company.of.entry(*actor).or_default().push(company.circles.len());
            }
            company.circles.push(Circle { is_event, actors });
        };
        model.events.values().for_each(|event| add(true, &event.actors));
        model.briefings.values().for_each(|briefing| add(false, &briefing.actors));
        company
    }
}

fn list<T>(lists: &Lists<T>, actor: Id<Actor>) -> &[T] {
    lists.get(&actor).map(Vec::as_slice).unwrap_or_default()
}
