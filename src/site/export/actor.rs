//! `actors.json`

use serde::Serialize;

use crate::base::date::Date;
use crate::base::id::Id;
use crate::model::actor;
use crate::model::registry::RecordId;
use crate::site::say;
use crate::site::view::compose::Site;

use super::record::{Rest, Top, actors, date, is_false, names, one_actor, text};

#[derive(Serialize)]
pub(super) struct Actor<'m> {
    #[serde(flatten)]
    top: Top<'m>,
    #[serde(skip_serializing_if = "Option::is_none")]
    native_name: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    native_lang: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sort: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'m str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roles: Vec<Role<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    part_of: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_owned_by: Option<String>,
    /// Misspellings among them: both are found in prose.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    variants: Vec<&'m str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    metonyms: Vec<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    described_by: Option<String>,
    /// Whether nobody wrote a record: the actor is only named.
    #[serde(skip_serializing_if = "is_false")]
    stub: bool,
    #[serde(flatten)]
    rest: Rest<'m>,
}

#[derive(Serialize)]
struct Role<'m> {
    title: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<&'m Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<&'m Date>,
}

impl<'m> Actor<'m> {
    pub(super) fn of(site: &Site<'m>, id: Id<actor::Actor>) -> Actor<'m> {
        let actor = &site.facts.model.actors[id];
        let role = |role: &'m actor::Role| Role {
            title: &role.title.text,
            of: one_actor(site, &role.of),
            since: date(&role.since),
            until: date(&role.until),
        };
        Actor {
            top: Top::of(site, RecordId::Actor(id)),
            native_name: text(&actor.native),
            native_lang: text(&actor.native_lang),
            sort: text(&actor.sort),
            kind: text(&actor.kind),
            role: text(&actor.role),
            roles: actor.roles.iter().map(role).collect(),
            part_of: actors(site, &actor.part_of),
            members: actors(site, &actor.members),
            country: actor.country.as_ref().map(|country| say::country(&site.facts.model, country)),
            state_owned_by: one_actor(site, &actor.state_owned_by),
            variants: names(&actor.variants),
            metonyms: names(&actor.metonyms),
            described_by: one_actor(site, &actor.described_by),
            stub: actor.head.stub,
            rest: Rest::of(site, &actor.head),
        }
    }
}
