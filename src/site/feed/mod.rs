//! Feeds: of the site's briefings, and of all that is told of one actor.

mod atom;
mod json;

use std::borrow::Cow;
use std::cmp::Reverse;

use uuid::Uuid;

use crate::analysis::backlink::Tie;
use crate::analysis::wording::wording;
use crate::base::date::{Date, Point};
use crate::base::id::Id;
use crate::model::actor::Actor;
use crate::model::registry::RecordId;

use super::say;
use super::view::claim_card::last_change;
use super::view::compose::Site;
use super::words;

pub use atom::atom;
pub use json::json;

/// How many entries a feed has.
const ENTRIES: usize = 20;

/// What a feed tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The site's briefings.
    Site,
    /// What changed on them.
    Corrections,
    /// The briefings that name an actor, the events with it, the claims that it asserts, answers or is the subject of.
    Actor(Id<Actor>),
}

/// A feed, put together for either format.
struct Feed<'m> {
    title: String,
    description: &'m str,
    /// The page that it is the feed of: its path from the root.
    page: &'m str,
    /// The way from the feed to the site's root, or the site's address: what stands before every path.
    base: String,
    /// Of the newest entry that can be dated, else of the site.
    updated: String,
}

/// Something in a feed.
struct Entry<'m> {
    title: String,
    /// Its page's path from the root.
    path: Cow<'m, str>,
    published: Option<String>,
    updated: String,
    authors: Vec<&'m str>,
    summary: Option<String>,
    tags: Vec<&'m str>,
}

impl<'m> Feed<'m> {
    fn of(site: &'m Site<'m>, of: Of) -> Feed<'m> {
        let config = &site.facts.config;
        let model = &site.facts.model;
        let (title, page, up) = match of {
            Of::Site => (config.title.clone(), "", ""),
            Of::Corrections => (format!("Corrections – {}", config.title), "corrections/", "../"),
            Of::Actor(id) => {
                let title = format!("{} – {}", model.actors[id].head.title, config.title);
                (title, path(site, RecordId::Actor(id)), "../../")
            }
        };
        Feed {
            title,
            description: if of == Of::Site { &config.description } else { "" },
            page,
            base: site.base_url.unwrap_or(up).to_owned(),
            updated: today(site),
        }
    }

    /// The address of a path of the site.
    fn address(&self, path: &str) -> String {
        let address = [self.base.as_str(), path].concat();
        if address.is_empty() { "./".to_owned() } else { address }
    }

    /// An id that stays: the address, or where there is none a `urn:uuid` of the site's title and the path, so that none is invented.
    fn id(&self, site: &Site<'_>, path: &str) -> String {
        match site.base_url {
            Some(_) => self.address(path),
            None => urn(&site.facts.config.title, path),
        }
    }
}

/// What a feed has, in its order.
fn entries<'m>(site: &'m Site<'m>, of: Of) -> Vec<Entry<'m>> {
    match of {
        Of::Site => site.directory.briefings.iter().take(ENTRIES).map(|id| entry(site, RecordId::Briefing(*id))).collect(),
        Of::Corrections => changes(site),
        Of::Actor(id) => told_of_actor(site, id).map(|id| entry(site, id)).collect(),
    }
}

/// Each change of a briefing, newest first.
fn changes<'m>(site: &'m Site<'m>) -> Vec<Entry<'m>> {
    let mut entries = Vec::new();
    for (id, briefing) in site.facts.model.briefings.iter() {
        for (number, change) in briefing.changes_newest_first() {
            let kind = change.kind.as_ref().map_or("update", |kind| &kind.text);
            let label = words::capital(&words::plain(&site.facts.config, "change.kind", kind));
            let entry = Entry {
                title: format!("{label}: {}", briefing.head.title),
                path: format!("{}#change--{number}", path(site, RecordId::Briefing(id))).into(),
                published: None,
                updated: change.date.as_ref().map_or_else(|| today(site), |date| moment(date.value.earliest())),
                authors: Vec::new(),
                summary: Some(say::change(&site.facts.model, change)),
                tags: Vec::new(),
            };
            entries.push((change.date.as_ref().map(|date| date.value.time_key()), entry));
        }
    }
    entries.sort_by_key(|(when, _)| Reverse(*when));
    entries.into_iter().take(ENTRIES).map(|(_, entry)| entry).collect()
}

/// Whether an actor's feed would have anything in it.
pub fn has_entries(site: &Site<'_>, actor: Id<Actor>) -> bool {
    told_of(site, actor).next().is_some()
}

/// The records that tell of an actor.
fn told_of<'m>(site: &Site<'m>, actor: Id<Actor>) -> impl Iterator<Item = RecordId> + use<'m> {
    let links = site.facts.backlinks_of(RecordId::Actor(actor)).iter();
    let counts = |from: RecordId, ties: &[Tie]| match from {
        RecordId::Briefing(_) => true,
        RecordId::Event(_) => ties.contains(&Tie::Participant),
        RecordId::Claim(_) => ties.iter().any(|tie| matches!(tie, Tie::Asserts | Tie::Responds | Tie::About)),
        _ => false,
    };
    links.filter(move |link| counts(link.from, &link.ties)).map(|link| link.from)
}

/// Those in its feed: newest first; what has no date comes last.
fn told_of_actor(site: &Site<'_>, actor: Id<Actor>) -> impl Iterator<Item = RecordId> {
    let mut records: Vec<RecordId> = told_of(site, actor).collect();
    records.sort_by_cached_key(|id| (Reverse(date(site, *id).map(Date::time_key)), *id));
    records.into_iter().take(ENTRIES)
}

/// The date under which a record stands in a feed.
fn date<'m>(site: &Site<'m>, id: RecordId) -> Option<&'m Date> {
    let model = &site.facts.model;
    match id {
        RecordId::Briefing(id) => model.briefings[id].latest(),
        RecordId::Event(id) => model.events[id].when.as_ref().map(|when| &when.value),
        RecordId::Claim(id) => last_change(&model.claims[id]),
        _ => None,
    }
}

fn entry<'m>(site: &'m Site<'m>, id: RecordId) -> Entry<'m> {
    let model = &site.facts.model;
    let head = model.head(id);
    let summary = head.summary.as_ref().map(|summary| wording(model, summary));
    let (title, summary, published, authors) = match id {
        RecordId::Briefing(id) => {
            let briefing = &model.briefings[id];
            let authors = briefing.authors.iter().map(|author| say::person(model, author)).collect();
            let published = briefing.date.as_ref().map(|date| moment(date.value.earliest()));
            (head.title.clone(), summary, published, authors)
        }
        RecordId::Event(id) => {
            let event = &model.events[id];
            let when = event.when.as_ref().map(|when| format!("{}.", when.value.text()));
            let said = when.into_iter().chain(say::status_of_event(site, event)).chain(summary);
            let parts: Vec<String> = said.chain(say::denials_of_event(site, event)).collect();
            (head.title.clone(), Some(parts.join(" ")), None, Vec::new())
        }
        RecordId::Claim(id) => (format!("Claim: {}", say::claim(site, id)), summary, None, Vec::new()),
        _ => (head.title.clone(), summary, None, Vec::new()),
    };
    // What is planned stands under its own day on its page; a feed says when there was news of it, and that is not in the future.
    let told = date(site, id).map(Date::earliest).filter(|point| Some(point.day()) <= model.today);
    Entry {
        title,
        path: path(site, id).into(),
        published,
        updated: told.map_or_else(|| today(site), moment),
        authors,
        summary,
        tags: head.tags.iter().map(|tag| tag.text.as_str()).collect(),
    }
}

fn path<'m>(site: &Site<'m>, id: RecordId) -> &'m str {
    site.directory.paths.get(&id).map_or("", |path| path.as_str())
}

/// The site's day as a moment.
pub(super) fn today(site: &Site<'_>) -> String {
    site.facts.model.today.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |day| format!("{day}T00:00:00Z"))
}

/// A moment as RFC 3339 writes it; a day begins at 00:00 UTC.
pub fn moment(point: Point) -> String {
    match point {
        Point::Day(day) => format!("{day}T00:00:00Z"),
        Point::Moment(moment) => {
            let text = moment.to_string();
            // Our own form has no seconds, which the standard asks for.
            match text.split_once('T') {
                Some((day, time)) if time.len() >= 5 && !time[5..].starts_with(':') => {
                    format!("{day}T{}:00{}", &time[..5], if time.len() == 5 { "Z" } else { &time[5..] })
                }
                _ => text,
            }
        }
    }
}

/// A name-based UUID, version 5 of RFC 9562, of the site's title and a page's address: stable while both are.
fn urn(site: &str, id: &str) -> String {
    uuid(site, id).urn().to_string()
}

/// See [`urn`].
pub(super) fn uuid(site: &str, id: &str) -> Uuid {
    let site = Uuid::new_v5(&Uuid::NAMESPACE_OID, site.as_bytes());
    Uuid::new_v5(&site, id.as_bytes())
}
