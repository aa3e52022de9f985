//! `relations.json`

use serde::Serialize;

use crate::base::date::Date;
use crate::site::view::compose::Site;
use crate::syntax::kind::Kind;

use super::envelope;
use super::record::{date, prose, reference, sources, text};

#[derive(Serialize)]
struct Relation<'m> {
    from: &'m str,
    to: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<&'m Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<&'m Date>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    source: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// All relations, in order of who relates, then to whom.
pub(super) fn json(site: &Site<'_>) -> Vec<u8> {
    let model = &site.facts.model;
    let relations = model.relations.iter().filter_map(|(from, it)| {
        Some(Relation {
            from: model.actors[*from].head.id.as_str(),
            to: reference(site, &it.to, &[Kind::Actor])?,
            kind: text(&it.kind),
            since: date(&it.since),
            until: date(&it.until),
            source: sources(site, &it.sources),
            note: prose(site, &it.note),
        })
    });
    let mut relations: Vec<Relation<'_>> = relations.collect();
    relations.sort_by(|a, b| (a.from, &a.to).cmp(&(b.from, &b.to)));
    envelope("relations", relations.into_iter())
}
