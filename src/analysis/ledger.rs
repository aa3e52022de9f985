//! The ledger: on how many origins a claim rests, and who denies it.

use crate::base::id::Id;
use crate::model::actor::Actor;
use crate::model::claim::{Assertion, Claim};
use crate::model::registry::{Found, Model, RecordId};
use crate::model::source::Source;
use crate::syntax::kind::Kind;

/// Where a claim comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Somebody.
    Actor(Id<Actor>),
    /// A document of which nobody is named as publisher.
    Source(Id<Source>),
}

/// What follows from a claim's record.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Its origins, each once, in order of the assertions. Ten papers that copy one agency are one origin.
    pub origins: Vec<Origin>,
    /// The publishers of the sources in which it can be read, each once: who prints a copy carries it too.
    pub outlets: Vec<Id<Actor>>,
    /// Whether anybody says so in his own name, is cited, or stands first in a chain: see [`owned`].
    pub owned: bool,
    /// Whether an answer denies it.
    pub denied: bool,
}

/// The standing of every claim, by its place in the arena.
pub fn ledger(model: &Model) -> Vec<Standing> {
    model.claims.values().map(|claim| standing(model, claim)).collect()
}

fn standing(model: &Model, claim: &Claim) -> Standing {
    let mut standing = Standing { denied: claim.responses.iter().any(|answer| answer.denies()), ..Standing::default() };
    for said in &claim.asserted {
        standing.owned |= owned(model, said);
        if let Some(origin) = origin(model, said)
            && !standing.origins.contains(&origin)
        {
            standing.origins.push(origin);
        }
        for outlet in said.sources.iter().filter_map(|source| publisher(model, &model.sources[model.source(source)?])) {
            if !standing.outlets.contains(&outlet) {
                standing.outlets.push(outlet);
            }
        }
    }
    standing
}

/// Whether an assertion is somebody's: who says so or is cited, or with whom its chain begins. Who only published it does not own it; an
/// outlet that says so itself is written as `by`.
pub fn owned(model: &Model, said: &Assertion) -> bool {
    said.by.is_some() || !said.citing.is_empty() || begins_with_somebody(model, said)
}

fn begins_with_somebody(model: &Model, said: &Assertion) -> bool {
    let Some(first) = said.chain.first() else { return false };
    let Found::One(RecordId::Actor(first)) = model.find(first, &[Kind::Actor, Kind::Source]) else { return false };
    let kind = model.actors[first].kind.as_ref().map(|kind| kind.means.as_str());
    let published = said.sources.iter().filter_map(|source| writer(model, model.source(source)?)).any(|outlet| outlet == first);
    !published && !matches!(kind, Some("news-agency" | "newspaper" | "broadcaster"))
}

/// The first hop of the chain, else whom it is citing, else who says so, else the publisher of its source.
fn origin(model: &Model, said: &Assertion) -> Option<Origin> {
    let sources: Vec<Id<Source>> = said.sources.iter().filter_map(|source| model.source(source)).collect();
    if let Some(first) = said.chain.first() {
        match model.find(first, &[Kind::Actor, Kind::Source]) {
            Found::One(RecordId::Actor(actor)) => return Some(Origin::Actor(named(model, actor, &sources))),
            Found::One(RecordId::Source(source)) => {
                return Some(origin_of(model, source));
            }
            _ => {}
        }
    }
    let someone = said.citing.first().or(said.by.as_ref()).and_then(|someone| model.actor(someone));
    match (someone, sources.first()) {
        (Some(actor), _) => Some(Origin::Actor(named(model, actor, &sources))),
        (None, Some(source)) => Some(origin_of(model, *source)),
        (None, None) => None,
    }
}

/// Whose words an outlet repeats that says something in a copy of another's text: where that makes the other the origin.
pub fn repeated(model: &Model, said: &Assertion) -> Option<Id<Actor>> {
    let is_copy = |source: Id<Source>| copied(model, source).nth(1).is_some();
    let copy = said.sources.iter().filter_map(|source| model.source(source)).find(|source| is_copy(*source))?;
    let writer = writer(model, copy)?;
    (origin(model, said) == Some(Origin::Actor(writer))).then_some(writer)
}

/// Whose text a document is; where nobody is named, the document itself.
fn origin_of(model: &Model, source: Id<Source>) -> Origin {
    let original = copied(model, source).last().unwrap_or(source);
    writer(model, source).map_or(Origin::Source(original), Origin::Actor)
}

/// An unnamed person counts as the outlet that granted anonymity, else as the publisher of the source; an outlet that says so in a copy as
/// the publisher of what it copies.
fn named(model: &Model, actor: Id<Actor>, sources: &[Id<Source>]) -> Id<Actor> {
    if !model.actors[actor].unnamed() {
        let is_own = |source: Id<Source>| publisher(model, &model.sources[source]) == Some(actor);
        let copy = sources.iter().find(|source| copied(model, **source).any(is_own));
        return copy.and_then(|copy| writer(model, *copy)).unwrap_or(actor);
    }
    let granted = model.actors[actor].described_by.as_ref().and_then(|outlet| model.actor(outlet));
    granted.or_else(|| writer(model, *sources.first()?)).unwrap_or(actor)
}

fn publisher(model: &Model, source: &Source) -> Option<Id<Actor>> {
    model.actor(source.publisher.as_ref()?)
}

/// Whose text a source is: its publisher's; if it is a copy, the publisher's of the source which it copies.
pub fn writer(model: &Model, source: Id<Source>) -> Option<Id<Actor>> {
    publisher(model, &model.sources[copied(model, source).last()?])
}

/// How many copies of copies are followed: a loop of them is an error of its own; here it only must not hang.
const COPIES: usize = 16;

/// A source, what it is a copy of, and so on to the original.
fn copied(model: &Model, source: Id<Source>) -> impl Iterator<Item = Id<Source>> + '_ {
    let next = move |copy: &Id<Source>| {
        let original = model.source(model.sources[*copy].syndicates.as_ref()?)?;
        (original != *copy).then_some(original)
    };
    std::iter::successors(Some(source), next).take(COPIES)
}
