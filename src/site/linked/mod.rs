//! What a page tells machines: JSON-LD in the words of schema.org, one `@graph` a page. Each is a pure function of the site.
//!
//! An `@id` is the address of a record's page, or of a place on one: whole where the site's address is known, else relative to the site's
//! root, which the context names as `@base`. Records that are only referred to are named by their `@id`, so that nothing is told of a claim
//! without its denial. Dates are never more exact than they are known.

mod actor;
mod arc;
mod article;
mod claim;
mod event;
mod home;
mod place;
mod source;
mod trail;

use serde::Serialize;

use crate::analysis::picture::{Picture, picture};
use crate::analysis::wording::wording;
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::text::Spanned;
use crate::model::head::Head;
use crate::model::registry::{Model, RecordId};
use crate::model::source::Source;
use crate::syntax::read::{NameForm, Text, Written, words_of_link};

use super::html::script_data;
use super::markup::Html;
use super::route::{Route, Subject};
use super::view::actor::is_wikidata_id;
use super::view::compose::Site;
use super::view::prose::encoded;
use super::view::shell::Crumb;

/// What of a page only its composer knows.
pub struct Page<'p, 'm> {
    /// The way from it to the site's root.
    pub root: &'p str,
    /// The way down to it.
    pub crumbs: &'p [Crumb<'m>],
    /// Its own name there, whole.
    pub called: &'p str,
    /// The sources that it cites, in order of their numbers.
    pub cited: &'p [Id<Source>],
}

/// The JSON-LD of a page, safe inside a `<script>`. What is not found is nothing that could be told of.
pub fn graph(site: &Site<'_>, route: Route, page: &Page<'_, '_>) -> Html {
    if route.subject == Subject::NotFound {
        return Html::default();
    }
    let mut nodes = match route.subject {
        Subject::Home => home::nodes(site),
        Subject::Record(id) => record(site, id, page.cited),
        _ => Vec::new(),
    };
    nodes.extend(trail::node(site, page.crumbs, page.called));
    let context = match site.base_url {
        Some(_) => Context::Known(SCHEMA),
        None => Context::Relative(SCHEMA, Base { base: if page.root.is_empty() { "./" } else { page.root } }),
    };
    // Every key of ours is a text, so that writing can't fail.
    let json = serde_json::to_string(&Document { context, graph: nodes }).unwrap_or_default();
    Html::new(script_data(&json))
}

const SCHEMA: &str = "https://schema.org";

fn record<'m>(site: &Site<'m>, id: RecordId, cited: &[Id<Source>]) -> Vec<Node<'m>> {
    match id {
        RecordId::Briefing(id) => vec![article::node(site, id, cited)],
        RecordId::Actor(id) => vec![actor::node(site, id)],
        RecordId::Event(id) => vec![event::node(site, id)],
        RecordId::Source(id) => vec![source::node(site, id)],
        RecordId::Claim(id) => claim::nodes(site, id),
        RecordId::Place(id) => vec![place::node(site, id)],
        RecordId::Arc(id) => vec![arc::node(site, id)],
        RecordId::Page(_) => Vec::new(),
    }
}

#[derive(Serialize)]
struct Document<'m> {
    #[serde(rename = "@context")]
    context: Context<'m>,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'m>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Context<'m> {
    Known(&'static str),
    Relative(&'static str, Base<'m>),
}

#[derive(Serialize)]
struct Base<'m> {
    #[serde(rename = "@base")]
    base: &'m str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Node<'m> {
    Article(Box<article::Article<'m>>),
    Actor(Box<actor::Actor<'m>>),
    Event(Box<event::Event<'m>>),
    Source(Box<source::Work<'m>>),
    Claim(Box<claim::Claim<'m>>),
    Review(Box<claim::Review<'m>>),
    Place(Box<place::Place<'m>>),
    Arc(Box<arc::Series<'m>>),
    WebSite(home::WebSite<'m>),
    Dataset(home::Dataset<'m>),
    Trail(trail::Trail),
}

/// What all records have.
#[derive(Serialize)]
struct Thing<'m> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'m str>,
    #[serde(rename = "alternateName", skip_serializing_if = "Vec::is_empty")]
    other_names: Vec<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(rename = "sameAs", skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
}

impl<'m> Thing<'m> {
    fn of(site: &Site<'m>, kind: &'static str, id: RecordId) -> Thing<'m> {
        let model = &site.facts.model;
        let head = model.head(id);
        Thing {
            kind,
            id: page(site, id),
            name: Some(&head.title),
            other_names: names(&head.aliases),
            description: head.summary.as_ref().map(|summary| wording(model, summary)).filter(|text| !text.is_empty()),
            image: image(site, head),
            same_as: text(&head.wikidata)
                .filter(|id| is_wikidata_id(id))
                .map(|id| format!("https://www.wikidata.org/entity/{id}")),
        }
    }
}

/// A record that is only referred to.
#[derive(Serialize)]
struct Ref {
    #[serde(rename = "@id")]
    id: String,
}

/// Somebody or something with a name, for those who read this page alone.
#[derive(Serialize)]
struct Named<'m> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    name: &'m str,
}

impl<'m> Named<'m> {
    /// An actor; what is kept back is not named.
    fn actor(site: &Site<'m>, written: &Written) -> Option<Named<'m>> {
        let id = site.facts.model.actor(written)?;
        let actor = &site.facts.model.actors[id];
        Some(Named { kind: actor::kind(actor), id: Some(page(site, RecordId::Actor(id))), name: &actor.head.title })
    }

    /// A person by the name that was written, or the actor who has it.
    fn author(site: &Site<'m>, author: &'m Text) -> Named<'m> {
        let written = Written::new(&author.text, author.span);
        Named::actor(site, &written).unwrap_or(Named { kind: "Person", id: None, name: words_of_link(&author.text) })
    }
}

/// The address of a path of the site: whole where the site's is known, else relative to its root.
fn address(site: &Site<'_>, path: &str) -> String {
    match (site.base_url, path) {
        (Some(base), path) => [base, path].concat(),
        (None, "") => "./".to_owned(),
        (None, path) => path.to_owned(),
    }
}

/// The `@id` of a record.
fn page(site: &Site<'_>, id: RecordId) -> String {
    address(site, site.directory.paths.get(&id).map_or("", |path| path.as_str()))
}

fn refs(site: &Site<'_>, ids: impl IntoIterator<Item = RecordId>) -> Vec<Ref> {
    ids.into_iter().map(|id| Ref { id: page(site, id) }).collect()
}

/// What references mean, each once.
fn each<T>(
    site: &Site<'_>,
    written: &[Written],
    find: impl Fn(&Model, &Written) -> Option<Id<T>>,
    record: impl Fn(Id<T>) -> RecordId,
) -> Vec<Ref> {
    refs(site, site.facts.model.each(written, find).into_iter().map(record))
}

fn names(forms: &[NameForm]) -> Vec<&str> {
    forms.iter().map(|form| form.text.text.as_str()).collect()
}

/// Only pictures that the site itself publishes.
fn image(site: &Site<'_>, head: &Head) -> Option<String> {
    match picture(&site.facts.model, head, head.image.as_ref()?) {
        Picture::File(path) => Some(address(site, &encoded(path.as_str()))),
        _ => None,
    }
}

/// A date as far as it is known.
fn date(date: &Option<Spanned<Date>>) -> Option<String> {
    let (start, end) = date.as_ref()?.value.iso();
    start.or(end)
}

fn text(text: &Option<Text>) -> Option<&str> {
    text.as_ref().map(|text| text.text.as_str())
}
