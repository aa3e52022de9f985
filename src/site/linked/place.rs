//! A place.

use serde::Serialize;

use crate::base::id::Id;
use crate::model::place;
use crate::model::registry::{Model, RecordId};
use crate::site::view::compose::Site;

use super::{Node, Ref, Thing, each, names};

#[derive(Serialize)]
pub(super) struct Place<'m> {
    #[serde(flatten)]
    thing: Thing<'m>,
    #[serde(skip_serializing_if = "Option::is_none")]
    geo: Option<Position>,
    #[serde(rename = "containedInPlace", skip_serializing_if = "Vec::is_empty")]
    part_of: Vec<Ref>,
}

#[derive(Serialize)]
struct Position {
    #[serde(rename = "@type")]
    kind: &'static str,
    latitude: f64,
    longitude: f64,
}

/// A place.
pub(super) fn node<'m>(site: &Site<'m>, id: Id<place::Place>) -> Node<'m> {
    let place = &site.facts.model.places[id];
    let mut thing = Thing::of(site, "Place", RecordId::Place(id));
    thing.other_names.extend(names(&place.variants));
    let position = |(latitude, longitude)| Position { kind: "GeoCoordinates", latitude, longitude };
    Node::Place(Box::new(Place {
        thing,
        geo: place.coords.map(position),
        part_of: each(site, &place.part_of, Model::place, RecordId::Place),
    }))
}
