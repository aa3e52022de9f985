//! `site.json`

use serde::Serialize;

use crate::site::view::compose::Site;

use super::VERSION;

#[derive(Serialize)]
struct About<'m> {
    version: u32,
    title: &'m str,
    description: &'m str,
    lang: &'m str,
    base_url: Option<&'m str>,
    counts: Counts,
}

#[derive(Serialize)]
struct Counts {
    briefings: usize,
    actors: usize,
    events: usize,
    sources: usize,
    claims: usize,
    places: usize,
    arcs: usize,
    relations: usize,
}

pub(super) fn json(site: &Site<'_>) -> Vec<u8> {
    let (config, model) = (&site.facts.config, &site.facts.model);
    let about = About {
        version: VERSION,
        title: &config.title,
        description: &config.description,
        lang: &config.lang,
        base_url: site.base_url,
        counts: Counts {
            briefings: model.briefings.len(),
            actors: model.actors.len(),
            events: model.events.len(),
            sources: model.sources.len(),
            claims: model.claims.len(),
            places: model.places.len(),
            arcs: model.arcs.len(),
            relations: model.relations.len(),
        },
    };
    let mut bytes = serde_json::to_vec_pretty(&about).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
