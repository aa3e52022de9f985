//! The list of a kind: `/briefings/`, `/actors/` …

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::backlink::Tie;
use crate::analysis::wording::wording;
use crate::base::id::Id;
use crate::model::claim::Claim;
use crate::model::registry::RecordId;
use crate::site::filter::{self, Filter};
use crate::site::words::count;
use crate::syntax::kind::Kind;

use super::body::Body;
use super::card::{ClaimCard, Month, Name, SourceRow, StatusView};
use super::compose::Composer;
use super::frame::About;
use super::home::{BriefingCard, Letter};
use super::matrix::Matrix;
use super::shell::{NavItem, Shell};

/// `list.html`: briefings, actors, events, sources, claims, places, arcs. Only the list of its kind is filled.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ListPage<'m> {
    /// "Actors".
    pub title: &'m str,
    /// `briefings`, `actors` …
    pub kind: &'static str,
    /// How many, in words: "29 actors, of whom 1 unnamed".
    pub lead: String,
    /// The editor's text (`_index.md`).
    pub body: Body<'m>,
    /// Newest first.
    pub briefings: Vec<BriefingCard<'m>>,
    /// A–Z.
    pub letters: Vec<Letter<'m>>,
    /// In order of time.
    pub months: Vec<Month<'m>>,
    /// Newest first.
    pub sources: Vec<SourceRow<'m>>,
    /// By status, then text.
    pub claims: Vec<ClaimCard<'m>>,
    /// Who takes which position on them.
    pub matrix: Option<Matrix<'m>>,
    /// How many claims have which status.
    pub counts: Vec<StatusCount<'m>>,
    /// Places and arcs.
    pub names: Vec<NameCard<'m>>,
    /// What readers may choose by: fields of the site's own.
    pub filters: Vec<Filter>,
    /// By the address of a record's page, the classes of its row, for `filters`.
    pub marks: BTreeMap<String, String>,
    /// The sources cited on this page, numbered.
    pub cited: Vec<SourceRow<'m>>,
    /// The same as data: "JSON", "CSV" …
    pub data: Vec<NavItem<'m>>,
}

/// How many claims have a status.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct StatusCount<'m> {
    /// How many.
    pub count: usize,
    /// Which status.
    pub status: StatusView<'m>,
}

/// A place or an arc in a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct NameCard<'m> {
    /// Name and page.
    pub name: Name<'m>,
    /// One sentence, plain.
    pub summary: Option<String>,
    /// "3 events".
    pub count: String,
}

impl<'m> Composer<'m> {
    /// The list of a kind.
    pub fn list(&self, kind: Kind) -> (Shell<'m>, ListPage<'m>) {
        let model = self.model();
        let own = model.list_texts.get(&kind);
        let body = own.and_then(|page| page.head.body.as_ref()).map(|body| self.parts(None, body)).unwrap_or_default();
        let own_title = own.filter(|page| page.head.title != "index").map(|page| page.head.title.as_str());
        let mut view = ListPage {
            title: own_title.unwrap_or(list_title(kind)),
            kind: kind.plural(),
            lead: self.list_lead(kind),
            body,
            briefings: Vec::new(),
            letters: Vec::new(),
            months: Vec::new(),
            sources: Vec::new(),
            claims: Vec::new(),
            matrix: None,
            counts: Vec::new(),
            names: Vec::new(),
            filters: Vec::new(),
            marks: BTreeMap::new(),
            cited: Vec::new(),
            data: self.data_of(kind),
        };
        match kind {
            Kind::Briefing => view.briefings = self.site.directory.briefings.iter().map(|id| self.briefing_card(*id)).collect(),
            Kind::Actor => view.letters = self.letters(model.actors.ids().collect()),
            Kind::Event => view.months = self.months(&self.facts().timeline),
            Kind::Source => {
                let row = |id: &_| SourceRow { anchor: self.anchor(RecordId::Source(*id)), ..self.source_row(*id, 0) };
                view.sources = self.site.directory.sources.iter().map(row).collect();
            }
            Kind::Claim => {
                let claims = self.claims_by_status();
                view.claims = claims.iter().map(|id| self.claim_line(*id)).collect();
                view.matrix = self.matrix(&claims, &view.claims);
                view.counts = self.status_counts(&claims);
            }
            Kind::Place => view.names = model.places.ids().map(|id| self.name_card(RecordId::Place(id), Tie::Place)).collect(),
            Kind::Arc => {
                let card = |id| {
                    let events = model.arcs[id].slots.iter().map(|slot| slot.events.len()).sum();
                    NameCard { count: count(events, "event", "events"), ..self.name_card(RecordId::Arc(id), Tie::Listed) }
                };
                view.names = model.arcs.ids().map(card).collect();
            }
            Kind::Page => {}
        }
        view.cited = if kind == Kind::Source { Vec::new() } else { self.source_list(&[]) };
        let filters = filter::of(self.site, kind);
        view.marks = filters.classes.into_iter().map(|(path, classes)| (self.href(path).to_string(), classes)).collect();
        view.filters = filters.fields;
        let about = About {
            title: view.title.to_owned(),
            description: format!("{} – {}", view.lead, self.facts().config.title),
            crumb: None,
        };
        let mut shell = self.shell(about);
        if !view.filters.is_empty() {
            shell.assets.filters = filter::address(self.site).map(|path| self.href(path.as_str()));
        }
        (shell, view)
    }

    /// The exports of a kind, by their formats.
    fn data_of(&self, kind: Kind) -> Vec<NavItem<'m>> {
        let formats: &[(&'static str, &'static str)] = match kind {
            Kind::Actor => &[("JSON", "data/actors.json"), ("relations", "data/relations.json")],
            Kind::Event => &[
                ("JSON", "data/events.json"),
                ("CSV", "data/events.csv"),
                ("iCalendar", "calendar.ics"),
                ("TimelineJS", "data/timeline.json"),
            ],
            Kind::Source => &[("JSON", "data/sources.json"), ("CSV", "data/sources.csv"), ("BibTeX", "data/sources.bib")],
            Kind::Claim => &[("JSON", "data/claims.json"), ("CSV", "data/claims.csv")],
            Kind::Briefing | Kind::Place | Kind::Arc | Kind::Page => &[],
        };
        formats.iter().map(|(label, path)| NavItem { label, href: self.href(path), current: None }).collect()
    }

    fn list_lead(&self, kind: Kind) -> String {
        let model = self.model();
        match kind {
            Kind::Actor => {
                let unnamed = model.actors.values().filter(|actor| actor.unnamed()).count();
                let unnamed = if unnamed > 0 { format!(", of whom {unnamed} unnamed") } else { String::new() };
                format!("{}{unnamed}.", count(model.actors.len(), "actor", "actors"))
            }
            Kind::Claim => format!("{}.", self.claims_in_words(&model.claims.ids().collect::<Vec<_>>())),
            Kind::Briefing => format!("{}.", count(model.briefings.len(), "briefing", "briefings")),
            Kind::Event => format!("{}.", count(model.events.len(), "event", "events")),
            Kind::Source => format!("{}.", count(model.sources.len(), "source", "sources")),
            Kind::Place => format!("{}.", count(model.places.len(), "place", "places")),
            Kind::Arc => format!("{}.", count(model.arcs.len(), "arc", "arcs")),
            Kind::Page => String::new(),
        }
    }

    /// Denied and disputed claims first, then by status and text.
    pub(super) fn claims_by_status(&self) -> Vec<Id<Claim>> {
        let model = self.model();
        let mut ids: Vec<Id<Claim>> = model.claims.ids().collect();
        let rank = |id: &Id<Claim>| {
            let status =
                crate::analysis::asof::status(&model.claims[*id].status, self.page_day()).map(|step| step.is.text.clone());
            (!self.facts().ledger[id.index()].denied, status, model.claims[*id].words.clone())
        };
        ids.sort_by_cached_key(rank);
        ids
    }

    fn status_counts(&self, claims: &[Id<Claim>]) -> Vec<StatusCount<'m>> {
        let mut counts: Vec<StatusCount<'m>> = Vec::new();
        for status in claims.iter().filter_map(|id| self.claim_status(&self.model().claims[*id])) {
            match counts.iter_mut().find(|known| known.status.word == status.word) {
                Some(known) => known.count += 1,
                None => counts.push(StatusCount { count: 1, status: StatusView { since: None, ..status } }),
            }
        }
        counts
    }

    fn name_card(&self, id: RecordId, tie: Tie) -> NameCard<'m> {
        let head = self.model().head(id);
        let events = match id {
            RecordId::Place(place) => self.events_within(place).len(),
            _ => self.tied(id, tie).filter(|from| matches!(from, RecordId::Event(_))).count(),
        };
        NameCard {
            name: self.name(id),
            summary: head.summary.as_ref().map(|summary| wording(self.model(), summary)),
            count: count(events, "event", "events"),
        }
    }
}

fn list_title(kind: Kind) -> &'static str {
    match kind {
        Kind::Briefing => "Briefings",
        Kind::Actor => "Actors",
        Kind::Event => "Events",
        Kind::Source => "Sources",
        Kind::Claim => "Claims",
        Kind::Place => "Places",
        Kind::Arc => "Arcs",
        Kind::Page => "Pages",
    }
}
