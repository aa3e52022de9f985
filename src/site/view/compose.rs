//! The composer of one page: what all views are made with.

use std::borrow::Cow;
use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::facts::Facts;
use crate::analysis::wording::{self, called_in_text};
use crate::base::date::{Date, Day};
use crate::base::id::{Id, Key};
use crate::base::text::Spanned;
use crate::model::actor::Actor;
use crate::model::registry::{Model, RecordId};
use crate::model::source::Source;
use crate::site::directory::Directory;
use crate::site::route::{Route, Subject};
use crate::syntax::kind::Kind;
use crate::syntax::read::{Text, Written, words_of_link};

use super::card::{Cite, Cited, DateView, Name};
use super::prose::FragmentMemo;
use super::shell::Href;

/// What all pages of a site share.
pub struct Site<'m> {
    /// What is known.
    pub facts: &'m Facts,
    /// Remembered HTML of passages.
    pub fragments: &'m FragmentMemo,
    /// Absolute address of the site, with a final slash.
    pub base_url: Option<&'m str>,
    /// Addresses and orders.
    pub directory: &'m Directory,
    /// Addresses of the theme's own files: name in the theme, path in the site.
    pub theme_files: &'m [(String, Key)],
}

impl<'m> Site<'m> {
    /// Puts together what all pages share.
    pub fn new(
        facts: &'m Facts,
        directory: &'m Directory,
        fragments: &'m FragmentMemo,
        base_url: Option<&'m str>,
        theme_files: &'m [(String, Key)],
    ) -> Site<'m> {
        Site { facts, directory, fragments, base_url, theme_files }
    }

    /// The path part of the base URL: `/` or `/repo/`.
    pub fn base_path(&self) -> &'static str {
        let path = self
            .base_url
            .and_then(|url| url.split_once("://"))
            .and_then(|(_, rest)| rest.split_once('/'))
            .map_or("", |(_, path)| path);
        Key::new(&format!("/{path}")).as_str()
    }
}

/// Composes the view of one page.
pub struct Composer<'m> {
    /// What all pages share.
    pub site: &'m Site<'m>,
    /// The page.
    pub route: Route,
    root: &'static str,
    cites: RefCell<Cites>,
    anchored: RefCell<FxHashSet<RecordId>>,
}

#[derive(Clone, Default)]
struct Cites {
    order: Vec<Id<Source>>,
    /// Anchors in prose of each citation, for the way back.
    places: FxHashMap<Id<Source>, Vec<String>>,
}

impl<'m> Composer<'m> {
    /// A composer that has cited nothing yet.
    pub fn new(site: &'m Site<'m>, route: Route) -> Composer<'m> {
        // The page of what is not found is served at any depth, so that only its addresses are absolute paths.
        let root = if route.subject == Subject::NotFound { site.base_path() } else { route.root() };
        Composer { site, route, root, cites: RefCell::default(), anchored: RefCell::default() }
    }

    /// What is known.
    pub fn facts(&self) -> &'m Facts {
        self.site.facts
    }

    /// What the briefings say.
    pub fn model(&self) -> &'m Model {
        &self.site.facts.model
    }

    /// "Today".
    pub fn today(&self) -> Option<Day> {
        self.model().today
    }

    /// The day of which this page tells: on a briefing's page the day up to which it tells, if that is over; on all others today.
    pub fn page_day(&self) -> Option<Day> {
        let Some(RecordId::Briefing(id)) = self.record() else { return self.today() };
        let told = self.model().briefings[id].as_of.as_ref().map(|date| date.value.latest().day());
        told.into_iter().chain(self.today()).min()
    }

    /// The record that this is the page of.
    pub fn record(&self) -> Option<RecordId> {
        match self.route.subject {
            Subject::Record(id) => Some(id),
            _ => None,
        }
    }

    /// The way to the site's root.
    pub fn root(&self) -> &'static str {
        self.root
    }

    /// The address of a path in the site.
    pub fn href(&self, path: &'m str) -> Href<'m> {
        Href { root: self.root, path, anchor: Cow::Borrowed("") }
    }

    /// The address of a record's page.
    pub fn page_of(&self, id: RecordId) -> Href<'m> {
        self.href(self.site.directory.paths.get(&id).map_or("", |path| path.as_str()))
    }

    /// The address of a place on a record's page.
    pub fn place_on(&self, id: RecordId, anchor: impl Into<Cow<'m, str>>) -> Href<'m> {
        Href { anchor: anchor.into(), ..self.page_of(id) }
    }

    /// The name of a record, linked unless this is its page.
    pub fn name(&self, id: RecordId) -> Name<'m> {
        let href = (self.record() != Some(id)).then(|| self.page_of(id));
        let text = match id {
            RecordId::Claim(_) => Key::new(&called_in_text(self.model(), id)).as_str(),
            _ => &self.model().head(id).title,
        };
        Name { text, href, note: None }
    }

    /// The name of an actor; "unnamed" is said of one who is not named.
    pub fn actor_name(&self, id: Id<Actor>) -> Name<'m> {
        let note = self.model().actors[id].unnamed().then_some("unnamed");
        Name { note, ..self.name(RecordId::Actor(id)) }
    }

    /// What an actor's slot shows: the record's name, or the words as written.
    pub fn actor_or_words(&self, written: &'m Written) -> Name<'m> {
        match self.model().actor(written) {
            Some(id) => self.actor_name(id),
            None => Name { text: &written.text, href: None, note: None },
        }
    }

    /// What a list of actors shows: each once, as its name or as it is written.
    pub fn actors_or_words(&self, written: &'m [Written]) -> Vec<Name<'m>> {
        self.model().distinct(written, &[Kind::Actor]).into_iter().map(|actor| self.actor_or_words(actor)).collect()
    }

    /// A name that is a text: the actor's who is called so, else the words.
    pub fn person(&self, name: &'m Text) -> Name<'m> {
        let written = Written::new(&name.text, name.span);
        self.model()
            .actor(&written)
            .map_or(Name { text: words_of_link(&name.text), href: None, note: None }, |id| self.actor_name(id))
    }

    /// A date, worded.
    pub fn date(&self, date: &Date) -> DateView {
        self.site.directory.date(date)
    }

    /// A date that may be absent.
    pub fn date_of(&self, date: &Option<Spanned<Date>>) -> Option<DateView> {
        date.as_ref().map(|date| self.date(&date.value))
    }

    /// A day as a date.
    pub fn day(&self, day: Day) -> Option<DateView> {
        Date::parse(&day.to_string()).ok().map(|date| self.date(&date))
    }

    /// Makes something whose citations are not shown on the page: they take no numbers.
    pub fn uncited<T>(&self, make: impl FnOnce() -> T) -> T {
        let before = self.cites.borrow().clone();
        let made = make();
        *self.cites.borrow_mut() = before;
        made
    }

    /// Makes something of which the text is not shown on the page: nothing leads back to its citations.
    pub fn unshown<T>(&self, make: impl FnOnce() -> T) -> T {
        let before = self.cites.borrow().places.clone();
        let made = make();
        self.cites.borrow_mut().places = before;
        made
    }

    /// The number of a source on this page: that of its first citation.
    fn number(&self, source: Id<Source>) -> usize {
        let mut cites = self.cites.borrow_mut();
        match cites.order.iter().position(|known| *known == source) {
            Some(at) => at + 1,
            None => {
                cites.order.push(source);
                cites.order.len()
            }
        }
    }

    /// A citation.
    pub fn cite(&self, source: Id<Source>, locator: Option<&'m str>) -> Cite<'m> {
        let id = self.model().sources[source].head.id;
        Cite { number: self.number(source), to: Cited::Source { id, name: self.short_name(source), locator } }
    }

    /// An anchor for a citation in prose, so that the list of sources leads back to it.
    pub fn cite_anchor(&self, source: Id<Source>) -> String {
        let mut cites = self.cites.borrow_mut();
        let places = cites.places.entry(source).or_default();
        let anchor = format!("cite-{}-{}", self.model().sources[source].head.id, places.len() + 1);
        places.push(anchor.clone());
        anchor
    }

    /// The citations of references to sources; what means nothing is left out.
    pub fn cites(&self, sources: &[Written]) -> Vec<Cite<'m>> {
        let ids = self.model().each(sources, Model::source);
        ids.into_iter().map(|id| self.cite(id, None)).collect()
    }

    /// The sources cited so far, in order of their numbers.
    pub fn cited(&self) -> Vec<Id<Source>> {
        self.cites.borrow().order.clone()
    }

    /// The anchors in prose at which a source is cited.
    pub fn cited_at(&self, source: Id<Source>) -> Vec<String> {
        self.cites.borrow().places.get(&source).cloned().unwrap_or_default()
    }

    /// How a source is called in passing: by its publisher, else by its title.
    pub fn short_name(&self, source: Id<Source>) -> &'m str {
        wording::short_name(self.model(), source)
    }

    /// The public anchor of a record's card or row, where this is its first on the page.
    pub fn anchor(&self, id: RecordId) -> Option<String> {
        let first = self.anchored.borrow_mut().insert(id);
        first.then(|| format!("{}-{}", id.kind().word(), self.model().head(id).id))
    }
}
