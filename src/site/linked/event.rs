//! An event, with the denials of what is said of it.

use serde::Serialize;

use crate::analysis::asof;
use crate::base::id::Id;
use crate::model::event;
use crate::model::registry::{Found, Model, RecordId};
use crate::site::say;
use crate::site::view::compose::Site;
use crate::site::words;
use crate::syntax::kind::Kind;
use crate::syntax::read::Written;

use super::{Named, Node, Ref, Thing, each, page};

#[derive(Serialize)]
pub(super) struct Event<'m> {
    #[serde(flatten)]
    thing: Thing<'m>,
    #[serde(rename = "startDate", skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(rename = "endDate", skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    #[serde(rename = "eventStatus", skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Named<'m>>,
    #[serde(rename = "attendee", skip_serializing_if = "Vec::is_empty")]
    participants: Vec<Participant<'m>>,
    /// What is said about it, and where it can be read.
    #[serde(rename = "subjectOf", skip_serializing_if = "Vec::is_empty")]
    told_in: Vec<Ref>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Participant<'m> {
    Plain(Named<'m>),
    As {
        #[serde(rename = "@type")]
        kind: &'static str,
        #[serde(rename = "roleName")]
        role: &'m str,
        attendee: Named<'m>,
    },
}

/// An event.
pub(super) fn node<'m>(site: &Site<'m>, id: Id<event::Event>) -> Node<'m> {
    let model = &site.facts.model;
    let event = &model.events[id];
    let mut thing = Thing::of(site, "Event", RecordId::Event(id));
    let step = asof::status(&event.status, model.today);
    let status = step.and_then(|step| state(&step.is.means));
    // What schema.org has no word for must not pass for something that happened.
    let doubt = step.filter(|step| status.is_none() && !matches!(step.is.means.as_str(), "occurred" | "confirmed"));
    let doubt = doubt.map(|step| format!("{}.", words::status(&site.facts.config, "event.status", &step.is.text).label));
    let described: Vec<String> = doubt.into_iter().chain(thing.description).chain(say::denials_of_event(site, event)).collect();
    thing.description = (!described.is_empty()).then(|| described.join(" "));
    let (start, end) = event.when.as_ref().map(|when| when.value.iso()).unwrap_or_default();
    let participant = |written: &'m Written| {
        let attendee = Named::actor(site, written)?;
        Some(match written.role.as_deref() {
            Some(role) => Participant::As { kind: "Role", role, attendee },
            None => Participant::Plain(attendee),
        })
    };
    let mut told_in = each(site, &event.claims, Model::claim, RecordId::Claim);
    told_in.extend(each(site, &event.sources, Model::source, RecordId::Source));
    Node::Event(Box::new(Event {
        thing,
        start,
        end,
        status,
        location: event.at.as_ref().and_then(|at| location(site, at)),
        participants: model.distinct(&event.actors, &[Kind::Actor]).into_iter().filter_map(participant).collect(),
        told_in,
    }))
}

fn state(status: &str) -> Option<&'static str> {
    match status {
        "planned" | "announced" => Some("https://schema.org/EventScheduled"),
        "cancelled" => Some("https://schema.org/EventCancelled"),
        "postponed" => Some("https://schema.org/EventPostponed"),
        _ => None,
    }
}

/// A place, or its words where it has no record; what is kept back is not named.
fn location<'m>(site: &Site<'m>, written: &'m Written) -> Option<Named<'m>> {
    let model = &site.facts.model;
    match model.find(written, &[Kind::Place]) {
        Found::One(id) => Some(Named { kind: "Place", id: Some(page(site, id)), name: &model.head(id).title }),
        Found::None => Some(Named { kind: "Place", id: None, name: &written.text }),
        _ => None,
    }
}
