//! What the pages of a site look up again and again, made once for a snapshot: addresses, and the orders of long lists.

use std::cmp::Reverse;
use std::sync::{PoisonError, RwLock};

use rustc_hash::FxHashMap;

use crate::analysis::backlink::Tie;
use crate::analysis::facts::Facts;
use crate::base::date::{Date, Mark};
use crate::base::each_once::EachOnce;
use crate::base::id::{Id, Key};
use crate::model::actor::Actor;
use crate::model::briefing::{Briefing, Page};
use crate::model::event::Event;
use crate::model::place::Place;
use crate::model::registry::{Model, RecordId};
use crate::model::source::Source;

use super::bonds::Bonds;
use super::route;
use super::tags::Tags;
use super::view::card::DateView;

/// Addresses and orders.
#[derive(Debug, Default)]
pub struct Directory {
    /// Addresses of records' pages.
    pub paths: FxHashMap<RecordId, Key>,
    /// All briefings, newest first.
    pub briefings: Vec<Id<Briefing>>,
    /// All sources, newest first.
    pub sources: Vec<Id<Source>>,
    /// All tags.
    pub tags: Tags,
    /// Plain pages that ask for a place in the menu, in its order.
    pub menu: Vec<Id<Page>>,
    /// As [`Model::has_corrections`].
    pub has_corrections: bool,
    /// What calendars say of an event, in each of them the same.
    pub in_calendars: EachOnce<Id<Event>, Vec<u8>>,
    /// What actors' feeds say of a record, in each of them the same.
    pub in_feeds: EachOnce<RecordId, Vec<u8>>,
    /// What ties actors to each other.
    pub bonds: Bonds,
    published: FxHashMap<Id<Actor>, Vec<Id<Source>>>,
    parts: FxHashMap<Id<Place>, Vec<Id<Place>>>,
    cited: FxHashMap<Id<Briefing>, Vec<Id<Source>>>,
    places_in_time: FxHashMap<Id<Event>, usize>,
    dates: RwLock<FxHashMap<Date, DateView>>,
}

impl Directory {
    /// The directory of a site.
    pub fn of(facts: &Facts) -> Directory {
        let model = &facts.model;
        let sources = sources_newest_first(model);
        let mut published: FxHashMap<Id<Actor>, Vec<Id<Source>>> = FxHashMap::default();
        for id in &sources {
            if let Some(publisher) = model.sources[*id].publisher.as_ref().and_then(|publisher| model.actor(publisher)) {
                published.entry(publisher).or_default().push(*id);
            }
        }
        let mut parts: FxHashMap<Id<Place>, Vec<Id<Place>>> = FxHashMap::default();
        for (id, place) in model.places.iter() {
            model.each(&place.part_of, Model::place).into_iter().for_each(|whole| parts.entry(whole).or_default().push(id));
        }
        let mut cited: FxHashMap<Id<Briefing>, Vec<Id<Source>>> = FxHashMap::default();
        for source in model.sources.ids() {
            for found in facts.backlinks_of(RecordId::Source(source)).iter().filter(|found| found.ties.contains(&Tie::Cited)) {
                if let RecordId::Briefing(briefing) = found.from {
                    cited.entry(briefing).or_default().push(source);
                }
            }
        }
        Directory {
            parts,
            cited,
            in_calendars: EachOnce::of(model.events.ids()),
            in_feeds: EachOnce::of(model.ids()),
            paths: model.ids().into_iter().map(|id| (id, route::record(model.head(id)))).collect(),
            briefings: briefings_newest_first(model),
            sources,
            tags: Tags::of(model),
            menu: in_menu(model),
            has_corrections: model.has_corrections(),
            published,
            bonds: Bonds::of(model),
            places_in_time: facts.timeline.iter().enumerate().map(|(place, id)| (*id, place)).collect(),
            dates: RwLock::default(),
        }
    }

    /// A date, worded; once for all pages, since the same few dates stand on most of them.
    pub fn date(&self, date: &Date) -> DateView {
        if let Some(known) = self.dates.read().unwrap_or_else(PoisonError::into_inner).get(date) {
            return *known;
        }
        let view = worded(date);
        self.dates.write().unwrap_or_else(PoisonError::into_inner).insert(date.clone(), view);
        view
    }

    /// The sources that an actor published, newest first.
    pub fn published_by(&self, actor: Id<Actor>) -> &[Id<Source>] {
        self.published.get(&actor).map(Vec::as_slice).unwrap_or_default()
    }

    /// The sources that a briefing lists or cites itself.
    pub fn cited_in(&self, briefing: Id<Briefing>) -> &[Id<Source>] {
        self.cited.get(&briefing).map(Vec::as_slice).unwrap_or_default()
    }

    /// The places that are a part of a place, without their own parts.
    pub fn parts_of(&self, place: Id<Place>) -> &[Id<Place>] {
        self.parts.get(&place).map(Vec::as_slice).unwrap_or_default()
    }

    /// A place and all that is within it, however deep.
    pub fn within(&self, place: Id<Place>) -> Vec<Id<Place>> {
        let (mut within, mut at) = (vec![place], 0);
        while let Some(whole) = within.get(at) {
            // Each once, so that a loop of them, which is an error of its own, ends.
            let parts: Vec<_> = self.parts_of(*whole).iter().filter(|part| !within.contains(part)).copied().collect();
            within.extend(parts);
            at += 1;
        }
        within
    }

    /// The place of an event on the timeline; what has no date has none.
    pub fn place_in_time(&self, event: Id<Event>) -> Option<usize> {
        self.places_in_time.get(&event).copied()
    }
}

fn worded(date: &Date) -> DateView {
    let mark = match date.mark() {
        Mark::Day => "day",
        Mark::Span => "span",
        Mark::About => "about",
        Mark::OneOf => "oneof",
        Mark::SpanAbout => "span-about",
    };
    DateView {
        text: Key::new(&date.text()),
        short: Key::new(&date.text_in_month_list()),
        datetime: date.datetime().map(|text| Key::new(&text)),
        mark,
    }
}

fn in_menu(model: &Model) -> Vec<Id<Page>> {
    let mut pages: Vec<(f64, Id<Page>)> = model.pages.iter().filter_map(|(id, page)| Some((page.nav?, id))).collect();
    pages.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    pages.into_iter().map(|(_, id)| id).collect()
}

fn briefings_newest_first(model: &Model) -> Vec<Id<Briefing>> {
    let mut ids: Vec<Id<Briefing>> = model.briefings.ids().collect();
    ids.sort_by_cached_key(|id| (Reverse(model.briefings[*id].latest().map(|date| date.time_key())), *id));
    ids
}

fn sources_newest_first(model: &Model) -> Vec<Id<Source>> {
    let mut ids: Vec<Id<Source>> = model.sources.ids().collect();
    ids.sort_by_cached_key(|id| (Reverse(model.sources[*id].published.as_ref().map(|date| date.value.time_key())), *id));
    ids
}
