//! `unanswered-accusation`: see its Markdown beside this file.

use rustc_hash::FxHashSet;

use crate::analysis::asof;
use crate::analysis::facts::Facts;
use crate::analysis::ledger::owned;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::fold::fold;
use crate::base::id::Id;
use crate::model::actor::Actor;
use crate::model::claim::Claim;
use crate::model::registry::Model;
use crate::syntax::read::{Written, clip};

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unanswered-accusation",
    level: Level::Note,
    group: Group::Evidence,
    text: include_str!("unanswered-accusation.md"),
};

/// Finds claims that one side makes about another, of which no answer is on record.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let model = &facts.model;
    for claim in model.claims.values().filter(|claim| !claim.about.is_empty()) {
        let Some(step) = asof::status(&claim.status, model.today) else { continue };
        if !matches!(step.is.text.as_str(), "asserted" | "reported" | "disputed") {
            continue;
        }
        let speakers = speakers(model, claim);
        let about: Vec<(&Written, Id<Actor>)> =
            claim.about.iter().filter_map(|written| Some((written, model.actor(written)?))).collect();
        let accused: Vec<_> = about.iter().filter(|(_, actor)| is_accused(model, &speakers, *actor)).collect();
        let Some((written, first)) = accused.first() else { continue };
        if is_answered(model, claim, &about) {
            continue;
        }
        let head = &model.actors[*first].head;
        let more = if accused.len() > 1 { format!(" and {} more", accused.len() - 1) } else { String::new() };
        let message =
            format!("`{}` is about `{}`{more}, of whom no answer is on record", clip(claim.called()), clip(&head.title));
        let mut finding = Diagnostic::note("unanswered-accusation", written.span, message);
        if let Some(by) = claim.asserted.iter().find_map(|said| said.by.as_ref().or(said.citing.first())) {
            finding = finding.also(by.span, "says so");
        }
        let answer = format!("write the answer: `responses: [{{by: {}, stance: denies, source: ID}}]`", head.id);
        found.push(finding.help(answer).help("who was asked and did not answer: `stance: declines-to-comment`"));
    }
}

/// Who makes the claim: in his own name, as the one who is cited, or at the beginning of a chain.
fn speakers(model: &Model, claim: &Claim) -> Vec<Id<Actor>> {
    let owned = claim.asserted.iter().filter(|said| owned(model, said));
    let written = owned.flat_map(|said| said.by.iter().chain(&said.citing).chain(said.chain.first()));
    written.filter_map(|written| model.actor(written)).collect()
}

fn is_accused(model: &Model, speakers: &[Id<Actor>], actor: Id<Actor>) -> bool {
    let kind = model.actors[actor].kind.as_ref().map(|kind| kind.text.as_str());
    !matches!(kind, Some("forum" | "unnamed"))
        && !speakers.is_empty()
        && speakers.iter().all(|speaker| !same_side(model, *speaker, actor))
}

/// A denial by anybody answers; any other answer is one if it comes from those whom the claim is about, or from their side.
fn is_answered(model: &Model, claim: &Claim, about: &[(&Written, Id<Actor>)]) -> bool {
    claim.responses.iter().any(|answer| {
        let by = answer.by.as_ref().and_then(|by| model.actor(by));
        answer.denies || by.is_some_and(|by| about.iter().any(|(_, actor)| same_side(model, by, *actor)))
    })
}

/// Whether two are of one side: one body, parts of one, or of one country. Alliances have several sides.
fn same_side(model: &Model, one: Id<Actor>, other: Id<Actor>) -> bool {
    let country = |actor: Id<Actor>| model.actors[actor].country.as_ref().map(|country| fold(&country.text));
    let is_one_country = country(one).is_some_and(|country_of_one| Some(country_of_one) == country(other));
    one == other || is_one_country || !side(model, one).is_disjoint(&side(model, other))
}

fn side(model: &Model, actor: Id<Actor>) -> FxHashSet<Id<Actor>> {
    let (mut side, mut open) = (FxHashSet::from_iter([actor]), vec![actor]);
    while let Some(next) = open.pop() {
        let record = &model.actors[next];
        let offices = record.roles.iter().filter_map(|role| role.of.as_ref());
        for larger in record.part_of.iter().chain(offices).chain(&record.state_owned_by).filter_map(|body| model.actor(body)) {
            let kind = model.actors[larger].kind.as_ref().map(|kind| kind.text.as_str());
            if !matches!(kind, Some("alliance" | "forum" | "collective")) && side.insert(larger) {
                open.push(larger);
            }
        }
    }
    side
}
