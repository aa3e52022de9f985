//! A claim with all that is answered to it; and what the editors found, where they put their name to it.

use serde::Serialize;

use crate::analysis::asof;
use crate::analysis::wording::wording;
use crate::base::id::Id;
use crate::model::claim::{self, ANYTHING};
use crate::model::registry::{Found, Model, RecordId};
use crate::model::source::Source;
use crate::site::say;
use crate::site::view::compose::Site;
use crate::site::words;

use super::{Named, Node, Ref, Thing, date, page, refs};

#[derive(Serialize)]
pub(super) struct Claim<'m> {
    #[serde(flatten)]
    thing: Thing<'m>,
    text: &'m str,
    /// What holds now: "Disputed".
    #[serde(rename = "creativeWorkStatus", skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    /// Who says so in his own name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named<'m>>,
    #[serde(rename = "firstAppearance", skip_serializing_if = "Option::is_none")]
    first: Option<Ref>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    appearance: Vec<Ref>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Ref>,
    /// Every answer: no denial is left behind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    comment: Vec<Answer<'m>>,
}

#[derive(Serialize)]
struct Answer<'m> {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Named<'m>>,
    #[serde(rename = "dateCreated", skip_serializing_if = "Option::is_none")]
    when: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Review<'m> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    url: String,
    /// The claim in words, with what is answered.
    #[serde(rename = "claimReviewed")]
    claim: String,
    #[serde(rename = "itemReviewed")]
    of: Ref,
    author: Named<'m>,
    #[serde(rename = "reviewRating")]
    rating: Rating,
}

#[derive(Serialize)]
struct Rating {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "alternateName")]
    verdict: String,
}

/// A claim; and its review, where there is a verdict and who found it.
pub(super) fn nodes<'m>(site: &Site<'m>, id: Id<claim::Claim>) -> Vec<Node<'m>> {
    let model = &site.facts.model;
    let claim = &model.claims[id];
    let record = RecordId::Claim(id);
    let mut nodes = vec![Node::Claim(Box::new(of(site, id)))];
    if let (Some(verdict), Some(by)) = (&claim.verdict, &claim.reviewed_by) {
        let address = page(site, record);
        nodes.push(Node::Review(Box::new(Review {
            kind: "ClaimReview",
            id: format!("{address}#verdict"),
            url: address.clone(),
            claim: say::claim(site, id),
            of: Ref { id: address },
            author: Named::author(site, by),
            rating: Rating { kind: "Rating", verdict: wording(model, verdict) },
        })));
    }
    nodes
}

fn of<'m>(site: &Site<'m>, id: Id<claim::Claim>) -> Claim<'m> {
    let model = &site.facts.model;
    let claim = &model.claims[id];
    let status = asof::status(&claim.status, model.today);
    let label = |word: &str| words::status(&site.facts.config, "claim.status", word).label;
    let mut owners = Vec::new();
    for by in claim.asserted.iter().filter_map(|said| said.by.as_ref()) {
        let owner = model.actor(by);
        if owner.is_some() && !owners.iter().any(|(known, _)| *known == owner) {
            owners.push((owner, by));
        }
    }
    let (first, later) = appearances(model, claim);
    let found = model.distinct(&claim.about, ANYTHING).into_iter().filter_map(|about| match model.find(about, ANYTHING) {
        Found::One(id) => Some(id),
        _ => None,
    });
    let answer = |answer: &'m claim::Response| Answer {
        kind: "Comment",
        // Nobody is named whose record is kept back, and a denial without a name is a denial.
        text: say::answer(site, answer).unwrap_or_else(|| words::stance(&site.facts.config, &answer.stance.text).0.label),
        author: answer.by.as_ref().and_then(|by| Named::actor(site, by)),
        when: date(&answer.when),
    };
    let mut thing = Thing::of(site, "Claim", RecordId::Claim(id));
    thing.name = claim.head.titled.then_some(claim.head.title.as_str());
    Claim {
        thing,
        text: &claim.words,
        status: status.map(|step| label(&step.is.text)),
        author: owners.into_iter().filter_map(|(_, by)| Named::actor(site, by)).collect(),
        first: first.map(|id| Ref { id: page(site, RecordId::Source(id)) }),
        appearance: refs(site, later.into_iter().map(RecordId::Source)),
        about: refs(site, found),
        comment: claim.responses.iter().map(answer).collect(),
    }
}

/// The sources in which a claim can be read: the first, where that can be told, and the others.
fn appearances(model: &Model, claim: &claim::Claim) -> (Option<Id<Source>>, Vec<Id<Source>>) {
    let mut dated = Vec::new();
    let mut all: Vec<Id<Source>> = Vec::new();
    for said in &claim.asserted {
        for id in model.each(&said.sources, Model::source) {
            let when = model.sources[id].published.as_ref().or(said.when.as_ref());
            dated.extend(when.map(|when| (when.value.time_key(), id)));
            if !all.contains(&id) {
                all.push(id);
            }
        }
    }
    let first = if all.len() == 1 { all.first().copied() } else { dated.into_iter().min().map(|(_, id)| id) };
    all.retain(|id| Some(*id) != first);
    (first, all)
}
