//! An arc as a `CreativeWorkSeries`.

use serde::Serialize;

use crate::base::id::Id;
use crate::model::arc;
use crate::model::registry::{Model, RecordId};
use crate::site::view::compose::Site;

use super::{Node, Ref, Thing, refs};

#[derive(Serialize)]
pub(super) struct Series<'m> {
    #[serde(flatten)]
    thing: Thing<'m>,
    /// Its events, in the order of the telling.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Ref>,
    /// The briefings that belong to it.
    #[serde(rename = "hasPart", skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Ref>,
}

/// An arc.
pub(super) fn node<'m>(site: &Site<'m>, id: Id<arc::Arc>) -> Node<'m> {
    let model = &site.facts.model;
    let mut events = Vec::new();
    for event in model.arcs[id].slots.iter().flat_map(|slot| model.each(&slot.events, Model::event)) {
        if !events.contains(&event) {
            events.push(event);
        }
    }
    let belongs =
        |id: &Id<crate::model::briefing::Briefing>, arc| model.each(&model.briefings[*id].arcs, Model::arc).contains(&arc);
    let briefings = site.directory.briefings.iter().rev().filter(|briefing| belongs(briefing, id));
    Node::Arc(Box::new(Series {
        thing: Thing::of(site, "CreativeWorkSeries", RecordId::Arc(id)),
        about: refs(site, events.into_iter().map(RecordId::Event)),
        parts: refs(site, briefings.map(|id| RecordId::Briefing(*id))),
    }))
}
