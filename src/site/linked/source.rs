//! A source as a `CreativeWork`.

use serde::Serialize;

use crate::base::id::Id;
use crate::model::registry::RecordId;
use crate::model::source::Source;
use crate::site::view::compose::Site;
use crate::site::words;

use super::{Named, Node, Ref, Thing, date, page, text};

#[derive(Serialize)]
pub(super) struct Work<'m> {
    #[serde(flatten)]
    thing: Thing<'m>,
    /// Where the original is.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named<'m>>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(rename = "inLanguage", skip_serializing_if = "Option::is_none")]
    lang: Option<&'m str>,
    #[serde(rename = "archivedAt", skip_serializing_if = "Option::is_none")]
    archived: Option<&'m str>,
    /// The source of which it is a copy.
    #[serde(rename = "isBasedOn", skip_serializing_if = "Option::is_none")]
    copy_of: Option<Ref>,
}

/// A source.
pub(super) fn node<'m>(site: &Site<'m>, id: Id<Source>) -> Node<'m> {
    let model = &site.facts.model;
    let source = &model.sources[id];
    let copied = source.syndicates.as_ref().and_then(|copied| model.source(copied));
    Node::Source(Box::new(Work {
        thing: Thing::of(site, "CreativeWork", RecordId::Source(id)),
        url: text(&source.url),
        genre: source.kind.as_ref().map(|kind| words::plain(&site.facts.config, "source.type", &kind.text)),
        author: source.authors.iter().map(|author| Named::author(site, author)).collect(),
        publisher: source.publisher.as_ref().and_then(|publisher| Named::actor(site, publisher)),
        published: date(&source.published),
        lang: source.head.lang.as_deref(),
        archived: source.archived.as_ref().and_then(|copy| text(&copy.url)),
        copy_of: copied.map(|id| Ref { id: page(site, RecordId::Source(id)) }),
    }))
}
