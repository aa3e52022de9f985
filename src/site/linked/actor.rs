//! An actor as a person or organization.

use serde::Serialize;

use crate::analysis::asof;
use crate::base::id::Id;
use crate::model::actor;
use crate::model::registry::{Model, RecordId};
use crate::site::view::compose::Site;

use super::{Node, Ref, Thing, date, each, names, page, text};

#[derive(Serialize)]
pub(super) struct Actor<'m> {
    #[serde(flatten)]
    thing: Thing<'m>,
    #[serde(rename = "jobTitle", skip_serializing_if = "Option::is_none")]
    job_title: Option<&'m str>,
    /// Offices with their time.
    #[serde(rename = "memberOf", skip_serializing_if = "Vec::is_empty")]
    offices: Vec<Office<'m>>,
    /// Of a person: what it belongs to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    affiliation: Vec<Ref>,
    #[serde(rename = "parentOrganization", skip_serializing_if = "Vec::is_empty")]
    part_of: Vec<Ref>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    member: Vec<Ref>,
}

#[derive(Serialize)]
struct Office<'m> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "roleName")]
    title: &'m str,
    #[serde(rename = "startDate", skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    #[serde(rename = "endDate", skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(rename = "memberOf", skip_serializing_if = "Option::is_none")]
    of: Option<Ref>,
}

/// The type of schema.org that an actor is. Of whom nobody says what it is, nothing is said.
pub(super) fn kind(actor: &actor::Actor) -> &'static str {
    match actor.kind.as_ref().map(|kind| kind.means.as_str()) {
        Some("person" | "unnamed") => "Person",
        Some("government" | "ministry" | "office" | "mission") => "GovernmentOrganization",
        Some("news-agency" | "newspaper" | "broadcaster") => "NewsMediaOrganization",
        Some("party") => "PoliticalParty",
        Some("company") => "Corporation",
        Some("country") => "Country",
        Some("organization" | "alliance" | "collective" | "forum") => "Organization",
        _ => "Thing",
    }
}

/// An actor.
pub(super) fn node<'m>(site: &Site<'m>, id: Id<actor::Actor>) -> Node<'m> {
    let model = &site.facts.model;
    let actor = &model.actors[id];
    let kind = kind(actor);
    let (is_person, is_body) = (kind == "Person", !matches!(kind, "Person" | "Country" | "Thing"));
    let mut thing = Thing::of(site, kind, RecordId::Actor(id));
    thing.other_names.extend(names(&actor.variants));
    thing.other_names.extend(text(&actor.native));
    let office = |role: &'m actor::Role| Office {
        kind: "OrganizationRole",
        title: &role.title.text,
        since: date(&role.since),
        until: date(&role.until),
        of: role.of.as_ref().and_then(|of| model.actor(of)).map(|of| Ref { id: page(site, RecordId::Actor(of)) }),
    };
    let held = asof::roles(actor, model.today).next().map(|role| role.title.text.as_str());
    let related = |wanted: bool, written| {
        if wanted { each(site, written, Model::actor, RecordId::Actor) } else { Vec::new() }
    };
    Node::Actor(Box::new(Actor {
        job_title: held.or(text(&actor.role)).filter(|_| is_person),
        offices: actor.roles.iter().filter(|_| is_person || is_body).map(office).collect(),
        affiliation: related(is_person, &actor.part_of),
        part_of: related(is_body, &actor.part_of),
        member: related(is_body, &actor.members),
        thing,
    }))
}
