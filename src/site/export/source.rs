//! `sources.json`

use serde::{Serialize, Serializer};

use crate::analysis::wording::wording;
use crate::base::date::Date;
use crate::base::id::Id;
use crate::model::registry::RecordId;
use crate::model::source;
use crate::site::say;
use crate::site::view::compose::Site;

use super::record::{Rest, Top, date, one_actor, one_source, prose, text};

#[derive(Serialize)]
pub(super) struct Source<'m> {
    #[serde(flatten)]
    top: Top<'m>,
    publisher: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<&'m str>,
    published: Option<&'m Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<&'m Date>,
    url: Option<&'m str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archived: Option<Archived<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    held: Option<Held<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    via: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replaces: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    syndicates: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quotes: Vec<Quote<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(flatten)]
    rest: Rest<'m>,
}

#[derive(Serialize)]
struct Archived<'m> {
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'m Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'m str>,
}

#[derive(Serialize)]
struct Quote<'m> {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    locator: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    translated: Option<Translated<'m>>,
}

/// `true` of a translation, or the words of one.
#[derive(Serialize)]
#[serde(untagged)]
enum Translated<'m> {
    Is(bool),
    Reads(&'m str),
}

/// `true`, `"via"` or `false`.
struct Held<'m>(&'m str);

impl Serialize for Held<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            "true" => serializer.serialize_bool(true),
            "false" => serializer.serialize_bool(false),
            word => serializer.serialize_str(word),
        }
    }
}

impl<'m> Source<'m> {
    pub(super) fn of(site: &Site<'m>, id: Id<source::Source>) -> Source<'m> {
        let source = &site.facts.model.sources[id];
        let quote = |quote: &'m source::Quote| Quote {
            text: wording(&site.facts.model, &quote.text),
            locator: text(&quote.locator),
            translated: text(&quote.translation).map(Translated::Reads).or(quote.translated.then_some(Translated::Is(true))),
        };
        Source {
            top: Top::of(site, RecordId::Source(id)),
            publisher: one_actor(site, &source.publisher),
            authors: source.authors.iter().map(|author| say::person(&site.facts.model, author)).collect(),
            published: date(&source.published),
            accessed: date(&source.accessed),
            url: text(&source.url),
            kind: text(&source.kind),
            archived: source.archived.as_ref().map(|copy| Archived {
                url: text(&copy.url),
                date: date(&copy.date),
                status: text(&copy.status),
            }),
            held: text(&source.held).map(Held),
            via: one_source(site, &source.via),
            replaces: one_source(site, &source.replaces),
            syndicates: one_source(site, &source.syndicates),
            quotes: source.quotes.iter().map(quote).collect(),
            note: prose(site, &source.note),
            rest: Rest::of(site, &source.head),
        }
    }
}
