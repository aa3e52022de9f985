//! `claims.json`: every claim with its answers, so that no denial is left behind.

use serde::Serialize;

use crate::analysis::asof;
use crate::analysis::ledger::Origin;
use crate::analysis::wording::wording;
use crate::base::date::Date;
use crate::base::id::Id;
use crate::model::claim::{self, ANYTHING, Assertion, Response};
use crate::model::registry::RecordId;
use crate::site::say;
use crate::site::view::compose::Site;
use crate::syntax::kind::Kind;

use super::record::{
    Figure, Rest, Step, Top, actors, date, figures, history, id_among, one_actor, prose, references, sources, text,
};

#[derive(Serialize)]
pub(super) struct Claim<'m> {
    #[serde(flatten)]
    top: Top<'m>,
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<String>,
    /// What holds now.
    status: Option<&'m str>,
    history: Vec<Step<'m>>,
    asserted: Vec<Said<'m>>,
    responses: Vec<Answer<'m>>,
    /// Actors; a source where nobody is named as its publisher, with its kind where an actor has the same id.
    origins: Vec<String>,
    /// Publishers of the sources in which it can be read.
    outlets: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quantity: Vec<Figure<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expects: Option<Expected<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hedge: Option<&'m str>,
    /// What the editors found, which is no part of what was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed_by: Option<&'m str>,
    #[serde(flatten)]
    rest: Rest<'m>,
}

#[derive(Serialize)]
struct Said<'m> {
    by: Option<String>,
    when: Option<&'m Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citing: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    chain: Vec<String>,
    source: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locator: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hedge: Option<&'m str>,
}

#[derive(Serialize)]
struct Answer<'m> {
    by: Option<String>,
    stance: &'m str,
    when: Option<&'m Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    source: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locator: Option<&'m str>,
}

#[derive(Serialize)]
struct Expected<'m> {
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by_when: Option<&'m Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    met: Option<&'m str>,
}

impl<'m> Claim<'m> {
    pub(super) fn of(site: &Site<'m>, id: Id<claim::Claim>) -> Claim<'m> {
        let claim = &site.facts.model.claims[id];
        let expected =
            |it: &'m claim::Expectation| Expected { what: text(&it.what), by_when: date(&it.by_when), met: text(&it.met) };
        Claim {
            top: Top::of(site, RecordId::Claim(id)),
            text: claim.words.clone(),
            about: references(site, &claim.about, ANYTHING),
            status: asof::status(&claim.status, site.facts.model.today).map(|step| step.is.text.as_str()),
            history: history(site, &claim.status),
            asserted: claim.asserted.iter().map(|it| said(site, it)).collect(),
            responses: claim.responses.iter().map(|it| answer(site, it)).collect(),
            origins: origins(site, id),
            outlets: outlets(site, id),
            quantity: figures(&claim.quantities),
            expects: claim.expects.as_ref().map(expected),
            hedge: text(&claim.hedge),
            verdict: claim.verdict.as_ref().map(|verdict| wording(&site.facts.model, verdict)),
            reviewed_by: claim.reviewed_by.as_ref().map(|by| say::person(&site.facts.model, by)),
            rest: Rest::of(site, &claim.head),
        }
    }
}

fn said<'m>(site: &Site<'m>, said: &'m Assertion) -> Said<'m> {
    Said {
        by: one_actor(site, &said.by),
        when: date(&said.when),
        quote: prose(site, &said.quote),
        citing: actors(site, &said.citing),
        chain: references(site, &said.chain, &[Kind::Actor, Kind::Source]),
        source: sources(site, &said.sources),
        locator: text(&said.locator),
        hedge: text(&said.hedge),
    }
}

fn answer<'m>(site: &Site<'m>, answer: &'m Response) -> Answer<'m> {
    Answer {
        by: one_actor(site, &answer.by),
        stance: &answer.stance.text,
        when: date(&answer.when),
        quote: prose(site, &answer.quote),
        to: one_actor(site, &answer.to),
        source: sources(site, &answer.sources),
        locator: text(&answer.locator),
    }
}

/// The ids of a claim's origins.
pub(super) fn origins(site: &Site<'_>, id: Id<claim::Claim>) -> Vec<String> {
    let origin = |origin: &Origin| match origin {
        Origin::Actor(id) => site.facts.model.actors[*id].head.id.to_string(),
        Origin::Source(id) => id_among(site, RecordId::Source(*id), &[Kind::Actor, Kind::Source]),
    };
    site.facts.ledger[id.index()].origins.iter().map(origin).collect()
}

/// The ids of a claim's outlets.
pub(super) fn outlets(site: &Site<'_>, id: Id<claim::Claim>) -> Vec<String> {
    let actors = &site.facts.model.actors;
    site.facts.ledger[id.index()].outlets.iter().map(|id| actors[*id].head.id.to_string()).collect()
}
