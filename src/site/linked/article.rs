//! A briefing as a `NewsArticle`.

use serde::Serialize;

use crate::base::id::Id;
use crate::model::actor::Actor;
use crate::model::briefing::{Briefing, Change};
use crate::model::registry::{Model, RecordId};
use crate::model::source::Source;
use crate::site::say;
use crate::site::view::briefing::key_actors;
use crate::site::view::compose::Site;
use crate::site::words;

use super::{Named, Node, Ref, Thing, actor, address, date, each, page, refs};

#[derive(Serialize)]
pub(super) struct Article<'m> {
    #[serde(flatten)]
    thing: Thing<'m>,
    headline: &'m str,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(rename = "dateModified", skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    #[serde(rename = "inLanguage")]
    lang: &'m str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'m str>,
    /// The site, and the tellings it belongs to.
    #[serde(rename = "isPartOf")]
    part_of: Vec<Ref>,
    /// Who leads the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Named<'m>>,
    /// Its claims and events, which name all others: a page is to stay small.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Ref>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<Ref>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<Correction>,
}

#[derive(Serialize)]
struct Correction {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    text: String,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
}

/// A briefing.
pub(super) fn node<'m>(site: &Site<'m>, id: Id<Briefing>, cited: &[Id<Source>]) -> Node<'m> {
    let model = &site.facts.model;
    let briefing = &model.briefings[id];
    let record = RecordId::Briefing(id);
    let actors = model.each(&briefing.actors, Model::actor);
    let leading = key_actors(model, briefing, &actors);
    let named = |id: &Id<Actor>| Named {
        kind: actor::kind(&model.actors[*id]),
        id: Some(page(site, RecordId::Actor(*id))),
        name: &model.actors[*id].head.title,
    };
    let mut mentions = each(site, &briefing.claims, Model::claim, RecordId::Claim);
    mentions.extend(each(site, &briefing.events, Model::event, RecordId::Event));
    let mut part_of = vec![Ref { id: address(site, "") }];
    part_of.extend(each(site, &briefing.arcs, Model::arc, RecordId::Arc));
    let correction = |(number, change): (usize, &Change)| {
        let kind = change.kind.as_ref().filter(|kind| matches!(&*kind.means, "correction" | "clarification" | "retraction"))?;
        let text = say::change(model, change);
        // The vocabulary has one word for all of them.
        let label = if kind.means == "correction" { String::new() } else { format!("{}: ", words::capital(&kind.text)) };
        Some(Correction {
            kind: "CorrectionComment",
            id: format!("{}#change--{number}", page(site, record)),
            text: format!("{label}{text}"),
            published: date(&change.date),
        })
    };
    Node::Article(Box::new(Article {
        thing: Thing { name: None, ..Thing::of(site, "NewsArticle", record) },
        headline: &briefing.head.title,
        published: date(&briefing.date),
        modified: date(&briefing.updated),
        lang: briefing.head.lang.as_deref().unwrap_or(&site.facts.config.lang),
        author: briefing.authors.iter().map(|author| Named::author(site, author)).collect(),
        keywords: briefing.head.tags.iter().map(|tag| tag.text.as_str()).collect(),
        part_of,
        about: leading.iter().map(named).collect(),
        mentions,
        citation: refs(site, cited.iter().map(|id| RecordId::Source(*id))),
        correction: briefing.changes_newest_first().into_iter().filter_map(correction).collect(),
    }))
}
