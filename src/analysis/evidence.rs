//! What a claim or a source lacks: one place for what rules report and the editor's dashboard lists.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::date::{Date, Day};
use crate::base::id::Id;
use crate::base::text::Spanned;
use crate::model::actor::{Actor, KINDS, Role};
use crate::model::claim::{ANYTHING, Claim};
use crate::model::registry::{Found, Model, RecordId};
use crate::model::source::Source;
use crate::syntax::read::Written;

use super::asof;
use super::facts::Facts;
use super::ledger::{Origin, owned};

/// Actors whom nobody can ask for an answer: a crowd, a forum, a country; and whoever is unnamed can't be asked by us.
const UNANSWERABLE: &[&str] = &["collective", "forum", "country", "unnamed"];

/// The only origin of a claim that is not settled. Ten papers that copy one agency are one origin.
pub fn only_origin(facts: &Facts, id: Id<Claim>) -> Option<Origin> {
    let [only] = facts.ledger[id.index()].origins.as_slice() else { return None };
    let is_settled = matches!(status(facts, &facts.model.claims[id]), Some("confirmed" | "refuted" | "retracted"));
    (!is_settled).then_some(*only)
}

/// Bodies by those who belong to them, with the office that is held.
type Larger<'f> = FxHashMap<Id<Actor>, Vec<(Id<Actor>, Option<&'f Role>)>>;

/// Who speaks for whom, which decides whether somebody has answered.
pub struct Accusations<'f> {
    facts: &'f Facts,
    /// By actor: the bodies that it is a part or a member of, or holds an office in; with the office, which counts while it is held.
    larger: Larger<'f>,
}

impl<'f> Accusations<'f> {
    /// Of all claims.
    pub fn of(facts: &'f Facts) -> Accusations<'f> {
        let model = &facts.model;
        let mut larger = Larger::default();
        for (id, actor) in model.actors.iter() {
            let offices = actor.roles.iter().filter_map(|role| Some((role.of.as_ref()?, Some(role))));
            let wholes = actor.part_of.iter().chain(&actor.state_owned_by).map(|body| (body, None));
            let bodies = wholes.chain(offices).filter_map(|(body, role)| Some((model.actor(body)?, role)));
            larger.entry(id).or_default().extend(bodies.filter(|(body, _)| speaks_with_one_voice(model, *body)));
            if !speaks_with_one_voice(model, id) {
                continue;
            }
            for member in actor.members.iter().filter_map(|member| model.actor(member)) {
                larger.entry(member).or_default().push((id, None));
            }
        }
        Accusations { facts, larger }
    }

    /// Whom a claim accuses, where none of them has answered and the claim stands: asserted, reported or disputed, or without a status.
    ///
    /// Whoever says so of himself, or of the body for which he speaks, accuses nobody; and the answer of a minister is one of his ministry.
    pub fn unanswered(&self, claim: &Claim) -> Vec<Id<Actor>> {
        let model = &self.facts.model;
        let stands = matches!(status(self.facts, claim), None | Some("asserted" | "reported" | "disputed"));
        if !stands {
            return Vec::new();
        }
        let owned = claim.asserted.iter().filter(|said| owned(model, said));
        let saying = owned.flat_map(|said| {
            let by = said.by.iter().chain(&said.citing).chain(said.chain.first());
            by.filter_map(|by| model.actor(by)).map(|by| (by, self.day(&said.when)))
        });
        let saying: Vec<(Id<Actor>, Option<Day>)> = saying.collect();
        let mut accused = model.each(&claim.about, about_actor);
        accused.retain(|actor| {
            can_answer(self.facts, *actor) && !saying.iter().any(|(by, day)| self.are_of_one_body(*by, *actor, *day))
        });
        let mut answering =
            claim.responses.iter().filter_map(|answer| Some((model.actor(answer.by.as_ref()?)?, self.day(&answer.when))));
        if answering.any(|(by, day)| accused.iter().any(|actor| self.are_of_one_body(by, *actor, day))) {
            return Vec::new();
        }
        accused
    }

    /// The day on which something was said; today, where nobody says when.
    fn day(&self, when: &Option<Spanned<Date>>) -> Option<Day> {
        when.as_ref().map(|when| when.value.earliest().day()).or(self.facts.model.today)
    }

    /// Whether two are one, or one of them belongs to the other on a day.
    fn are_of_one_body(&self, one: Id<Actor>, other: Id<Actor>, day: Option<Day>) -> bool {
        self.belongs(one, other, day) || self.belongs(other, one, day)
    }

    /// Whether an actor is a body, or belongs to it by way of others.
    fn belongs(&self, actor: Id<Actor>, body: Id<Actor>, day: Option<Day>) -> bool {
        let (mut seen, mut next) = (FxHashSet::from_iter([actor]), vec![actor]);
        // Each is looked at once, so that a loop of them, which is an error of its own, ends.
        while let Some(one) = next.pop() {
            if one == body {
                return true;
            }
            let is_held = |role: &Option<&Role>| role.is_none_or(|role| asof::held(&role.since, &role.until, day));
            let larger = self.larger.get(&one).into_iter().flatten().filter(|(_, role)| is_held(role));
            next.extend(larger.map(|(larger, _)| *larger).filter(|larger| seen.insert(*larger)));
        }
        false
    }
}

/// Alliances and forums have several sides: of their members none answers for another.
fn speaks_with_one_voice(model: &Model, body: Id<Actor>) -> bool {
    let kind = model.actors[body].kind.as_ref().map(|kind| kind.means.as_str());
    !matches!(kind, Some("alliance" | "forum" | "collective"))
}

/// Whether a source can be read at an address, and nobody has an archived copy of it, or has written that one is wanted.
pub fn unarchived(source: &Source) -> bool {
    let archived = source.archived.as_ref();
    let has_copy = archived.is_some_and(|copy| copy.url.is_some());
    let is_wanted = archived.and_then(|copy| copy.status.as_ref()).is_some_and(|status| status.text == "wanted");
    source.url.is_some() && !has_copy && !is_wanted
}

/// The status of a claim today, as the word of ours that it is like.
fn status<'f>(facts: &'f Facts, claim: &'f Claim) -> Option<&'f str> {
    let step = asof::status(&claim.status, facts.model.today)?;
    Some(&step.is.means)
}

/// The actor that a reference means where records of all kinds may be named.
fn about_actor(model: &Model, written: &Written) -> Option<Id<Actor>> {
    match model.find(written, ANYTHING) {
        Found::One(RecordId::Actor(id)) => Some(id),
        _ => None,
    }
}

fn can_answer(facts: &Facts, actor: Id<Actor>) -> bool {
    let kind = facts.model.actors[actor].kind.as_ref();
    kind.is_some_and(|kind| KINDS.contains(&kind.means.as_str()) && !UNANSWERABLE.contains(&kind.means.as_str()))
}
