//! What all exported records have, and how they name each other.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::analysis::picture::{Picture, picture};
use crate::analysis::wording::wording;
use crate::base::date::Date;
use crate::base::text::Spanned;
use crate::model::event::{Quantity, Status};
use crate::model::head::{Head, Hold};
use crate::model::passage::Passage;
use crate::model::registry::{Found, RecordId};
use crate::site::say;
use crate::site::view::compose::Site;
use crate::syntax::kind::Kind;
use crate::syntax::read::{NameForm, Own, OwnValue, Text, Written};

use super::{actor, claim, event, in_envelope, lines, source};

/// The records of a kind, in order of id.
pub(super) fn json(site: &Site<'_>, kind: Kind) -> Vec<u8> {
    in_envelope(kind.plural(), &list(site, kind))
}

/// The records of a kind as a list, in order of id.
pub(super) fn list(site: &Site<'_>, kind: Kind) -> Vec<u8> {
    let model = &site.facts.model;
    match kind {
        Kind::Actor => lines(model.actors.ids().map(|id| actor::Actor::of(site, id))),
        Kind::Event => lines(model.events.ids().map(|id| event::Event::of(site, id))),
        Kind::Source => lines(model.sources.ids().map(|id| source::Source::of(site, id))),
        Kind::Claim => lines(model.claims.ids().map(|id| claim::Claim::of(site, id))),
        Kind::Briefing | Kind::Place | Kind::Arc | Kind::Page => lines(std::iter::empty::<()>()),
    }
}

/// What stands first in every record.
#[derive(Serialize)]
pub(super) struct Top<'m> {
    id: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'m str>,
    /// The record's page, relative to the site's root.
    page: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
}

/// What stands last in every record.
#[derive(Serialize)]
pub(super) struct Rest<'m> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<&'m str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'m str>,
    /// Its path in the site, or its address at another site.
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_alt: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_credit: Option<&'m str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<Link<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wikidata: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'m str>,
    /// Only where drafts are published too.
    #[serde(skip_serializing_if = "is_false")]
    draft: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    publish_at: Option<&'m Date>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    redirect_from: Vec<&'m str>,
    #[serde(skip_serializing_if = "is_false")]
    noindex: bool,
    /// Fields of the site's own.
    #[serde(flatten)]
    own: OwnFields<'m>,
    /// The text of its page, blocks parted by empty lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
}

struct OwnFields<'m>(&'m [Own]);

impl Serialize for OwnFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for own in self.0 {
            match &own.value {
                OwnValue::Text(text) | OwnValue::Url(text) => map.serialize_entry(own.name, &text.text)?,
                OwnValue::List(list) => map.serialize_entry(own.name, &texts(list))?,
                OwnValue::Number(_, text) => map.serialize_entry(own.name, &Number(&text.text))?,
                OwnValue::Date(date) => map.serialize_entry(own.name, &date.value)?,
                OwnValue::Flag(flag) => map.serialize_entry(own.name, flag)?,
            }
        }
        map.end()
    }
}

#[derive(Serialize)]
struct Link<'m> {
    url: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'m str>,
}

impl<'m> Top<'m> {
    pub(super) fn of(site: &Site<'m>, id: RecordId) -> Top<'m> {
        let head = site.facts.model.head(id);
        let is_named = matches!(head.kind, Kind::Actor | Kind::Place);
        let title = head.title.as_str();
        Top {
            id: head.id.as_str(),
            name: is_named.then_some(title),
            title: (!is_named).then_some(title),
            page: page(site, id),
            summary: head.summary.as_ref().map(|summary| wording(&site.facts.model, summary)),
        }
    }
}

impl<'m> Rest<'m> {
    pub(super) fn of(site: &Site<'m>, head: &'m Head) -> Rest<'m> {
        let shown = head.image.as_ref().and_then(|image| match picture(&site.facts.model, head, image) {
            Picture::File(path) => Some((path.as_str(), image)),
            Picture::Elsewhere(address) => Some((address, image)),
            Picture::Missing => None,
        });
        let link = |link: &'m crate::model::head::Link| Link { url: &link.url.text, title: text(&link.title) };
        Rest {
            aliases: names(&head.aliases),
            tags: texts(&head.tags),
            image: shown.map(|(path, _)| path),
            image_alt: shown.and_then(|(_, image)| text(&image.alt)),
            image_credit: shown.and_then(|(_, image)| text(&image.credit)),
            links: head.links.iter().map(link).collect(),
            wikidata: text(&head.wikidata),
            lang: head.lang.as_deref(),
            draft: head.hold == Hold::Draft,
            publish_at: if let Hold::Until(date) = &head.hold { Some(date) } else { None },
            redirect_from: texts(&head.redirect_from),
            noindex: head.noindex,
            own: OwnFields(&head.own),
            body: head.body.as_ref().map(say::whole).filter(|body| !body.is_empty()),
        }
    }
}

/// A step in the history of a status.
#[derive(Serialize)]
pub(super) struct Step<'m> {
    is: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<&'m Date>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    source: Vec<String>,
}

/// A history as data.
pub(super) fn history<'m>(site: &Site<'m>, steps: &'m [Status]) -> Vec<Step<'m>> {
    let step = |step: &'m Status| Step { is: &step.is.text, as_of: date(&step.as_of), source: sources(site, &step.sources) };
    steps.iter().map(step).collect()
}

/// A figure.
#[derive(Serialize)]
pub(super) struct Figure<'m> {
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<Number<'m>>,
    about: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<Number<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<Number<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<&'m Date>,
}

/// Figures as data.
pub(super) fn figures(quantities: &[Quantity]) -> Vec<Figure<'_>> {
    fn number(text: &Option<Text>) -> Option<Number<'_>> {
        text.as_ref().map(|text| Number(&text.text))
    }
    fn figure(quantity: &Quantity) -> Figure<'_> {
        Figure {
            n: number(&quantity.n),
            about: quantity.about,
            at_least: number(&quantity.at_least),
            at_most: number(&quantity.at_most),
            unit: text(&quantity.unit),
            as_of: date(&quantity.as_of),
        }
    }
    quantities.iter().map(figure).collect()
}

/// A number with its digits as an editor wrote them: `100 000` is a number.
pub(super) struct Number<'m>(&'m str);

impl Serialize for Number<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bare = self.0.replace(['_', ' ', '\u{a0}'], "");
        match (bare.parse::<i64>(), bare.parse::<f64>()) {
            (Ok(whole), _) => serializer.serialize_i64(whole),
            (_, Ok(number)) if number.is_finite() => serializer.serialize_f64(number),
            _ => serializer.serialize_str(self.0),
        }
    }
}

/// A number that is whole stays so: `9`, not `9.0`.
pub(super) fn number(value: f64) -> Option<serde_json::Number> {
    let is_whole = value.fract() == 0.0 && value.abs() < 1e15;
    if is_whole { Some((value as i64).into()) } else { serde_json::Number::from_f64(value) }
}

pub(super) fn is_false(flag: &bool) -> bool {
    !flag
}

pub(super) fn text<T: AsRef<str>>(text: &Option<T>) -> Option<&str> {
    text.as_ref().map(AsRef::as_ref)
}

pub(super) fn texts(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(|text| text.text.as_str()).collect()
}

pub(super) fn names(names: &[NameForm]) -> Vec<&str> {
    names.iter().map(|name| name.text.text.as_str()).collect()
}

pub(super) fn date(date: &Option<Spanned<Date>>) -> Option<&Date> {
    date.as_ref().map(|date| &date.value)
}

pub(super) fn prose(site: &Site<'_>, passage: &Option<Passage>) -> Option<String> {
    passage.as_ref().map(|passage| wording(&site.facts.model, passage))
}

/// The page of a record, relative to the site's root.
pub(super) fn page<'m>(site: &Site<'m>, id: RecordId) -> &'m str {
    site.directory.paths.get(&id).map_or("", |path| path.as_str())
}

/// The id of a record, with its kind where the id alone might mean another in this slot: as an editor would have to write it there.
pub(super) fn id_among(site: &Site<'_>, id: RecordId, kinds: &[Kind]) -> String {
    let model = &site.facts.model;
    let own = model.head(id).id;
    let shared = kinds.iter().any(|kind| *kind != id.kind() && model.by_id(*kind, own).is_some());
    if shared { format!("{}:{own}", id.kind()) } else { own.to_string() }
}

/// What a reference means, as an id; of a place without a record the words. What is kept back is not named.
pub(super) fn reference(site: &Site<'_>, written: &Written, kinds: &[Kind]) -> Option<String> {
    match site.facts.model.find(written, kinds) {
        Found::One(id) => Some(id_among(site, id, kinds)),
        Found::None if kinds.contains(&Kind::Place) && !kinds.contains(&Kind::Actor) => Some(written.text.clone()),
        _ => None,
    }
}

/// What references mean, each once, in order.
pub(super) fn references<'w>(site: &Site<'_>, written: impl IntoIterator<Item = &'w Written>, kinds: &[Kind]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for id in written.into_iter().filter_map(|written| reference(site, written, kinds)) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

pub(super) fn actors<'w>(site: &Site<'_>, written: impl IntoIterator<Item = &'w Written>) -> Vec<String> {
    references(site, written, &[Kind::Actor])
}

pub(super) fn one_actor(site: &Site<'_>, written: &Option<Written>) -> Option<String> {
    reference(site, written.as_ref()?, &[Kind::Actor])
}

pub(super) fn sources<'w>(site: &Site<'_>, written: impl IntoIterator<Item = &'w Written>) -> Vec<String> {
    references(site, written, &[Kind::Source])
}

pub(super) fn one_source(site: &Site<'_>, written: &Option<Written>) -> Option<String> {
    reference(site, written.as_ref()?, &[Kind::Source])
}
