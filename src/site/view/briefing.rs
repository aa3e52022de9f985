//! A briefing: the whole telling, with its players, claims, timeline and sources.

use serde::Serialize;

use crate::analysis::wording::wording;
use crate::base::id::Id;
use crate::model::actor::Actor;
use crate::model::briefing::Briefing;
use crate::model::claim::Claim;
use crate::model::event::Event;
use crate::model::registry::{Found, Model, RecordId};
use crate::site::markup::Html;
use crate::site::say;
use crate::site::words::count;
use crate::syntax::kind::Kind;

use super::body::Body;
use super::card::{ActorCard, Backlink, ClaimCard, DateView, EventRow, Fact, Month, Name, OutsideLink, SourceRow, TocItem};
use super::compose::Composer;
use super::frame::{About, WhoWhen, date_html};
use super::home::{ChangeRow, minutes};
use super::known::Known;
use super::shell::Shell;

/// `briefing.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct BriefingPage<'m> {
    /// Title.
    pub title: &'m str,
    /// One sentence, inline HTML.
    pub summary: Option<Html>,
    /// Who, when, according to.
    pub www: WhoWhen,
    /// First published.
    pub date: Option<DateView>,
    /// Last updated.
    pub updated: Option<DateView>,
    /// Minutes of reading at 220 words a minute, at least 1.
    pub minutes: usize,
    /// By whom.
    pub authors: Vec<&'m str>,
    /// The latest change, for the line under the head.
    pub changed: Option<ChangeRow<'m>>,
    /// Inline HTML.
    pub at_a_glance: Vec<Html>,
    /// Inline HTML.
    pub known: Vec<Html>,
    /// Inline HTML.
    pub unknown: Vec<Html>,
    /// All sections of the page in order.
    pub toc: Vec<TocItem>,
    /// The rail's key players.
    pub key_players: Vec<ActorCard<'m>>,
    /// The events under `key`, in order of time.
    pub key_dates: Vec<EventRow<'m>>,
    /// The prose.
    pub body: Body<'m>,
    /// Who's who.
    pub actors: Vec<ActorCard<'m>>,
    /// The claims, for the table.
    pub claims: Vec<ClaimCard<'m>>,
    /// Its events.
    pub timeline: Vec<Month<'m>>,
    /// What became known when of its claims and events, where there is more than one day to step through.
    pub known_when: Known<'m>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
    /// Newest first.
    pub changes: Vec<ChangeRow<'m>>,
    /// The citation of this page, plain text.
    pub citation: String,
    /// "Suggest an edit".
    pub edit_url: Option<String>,
    /// Fields of the site's own, and further reading.
    pub facts: Vec<Fact<'m>>,
    /// Where this page is mentioned.
    pub mentions: Vec<Backlink<'m>>,
    /// Its arcs.
    pub arcs: Vec<Name<'m>>,
}

impl<'m> Composer<'m> {
    /// The page of a briefing.
    pub fn briefing(&self, id: Id<Briefing>) -> (Shell<'m>, BriefingPage<'m>) {
        let model = self.model();
        let briefing = &model.briefings[id];
        let page = RecordId::Briefing(id);
        let texts = |passages: &'m [crate::model::passage::Passage]| -> Vec<Html> {
            passages.iter().map(|text| self.text(page, text)).collect()
        };
        let claims = claims_of(model, briefing);
        let actors = model.each(&briefing.actors, Model::actor);
        let events = model.each(&briefing.events, Model::event);
        // In the order of the page, which is that of the citations' numbers.
        let summary = briefing.head.summary.as_ref().map(|summary| self.text(page, summary));
        let at_a_glance = texts(&briefing.at_a_glance);
        let known = texts(&briefing.known);
        let unknown = texts(&briefing.unknown);
        let body = self.body(page);
        let claim_cards: Vec<ClaimCard<'m>> = claims.iter().map(|claim| self.claim_line(*claim)).collect();
        let timeline = self.months(&events);
        let records = claims.iter().map(|id| RecordId::Claim(*id)).chain(events.iter().map(|id| RecordId::Event(*id)));
        let mut known_when = self.known(records, self.page_day());
        if known_when.days.len() < 2 {
            known_when = Known::default();
        }
        // A source that the front matter lists and nothing cites stands at the end of the list.
        self.cites(&briefing.sources);
        let changes = self.changes(page, briefing);
        let sources = self.source_list(&claims);
        let mentions = self.mentions(page, &[]);
        let view = BriefingPage {
            title: &briefing.head.title,
            summary,
            www: self.briefing_www(briefing, &actors, &claims, sources.len()),
            date: self.date_of(&briefing.date),
            updated: self.date_of(&briefing.updated),
            minutes: minutes(briefing),
            authors: briefing.authors.iter().map(|author| say::person(self.model(), author)).collect(),
            changed: self.last_change(briefing, &changes),
            toc: self.briefing_toc(
                briefing,
                &[
                    ("at-a-glance", "At a glance", !at_a_glance.is_empty()),
                    ("known", if unknown.is_empty() { "What we know" } else { "What we know, what we don’t" }, !known.is_empty()),
                    ("unknown", "What we don’t know", known.is_empty() && !unknown.is_empty()),
                ],
                &[
                    ("actors", "Who’s who", !actors.is_empty()),
                    ("claims", "Claims", !claim_cards.is_empty()),
                    ("timeline", "Timeline", !timeline.is_empty()),
                    ("known-when", "What became known when", !known_when.days.is_empty()),
                    ("sources", "Sources", !sources.is_empty()),
                    ("changes", "What changed", !changes.is_empty()),
                    ("cite", "Cite this page", true),
                    ("mentions", "Mentioned in", !mentions.is_empty()),
                ],
            ),
            at_a_glance,
            known,
            unknown,
            key_players: self.key_players(briefing, &actors),
            key_dates: self.key_dates(briefing),
            body,
            actors: actors.iter().map(|actor| self.actor_card(*actor)).collect(),
            claims: claim_cards,
            timeline,
            known_when,
            sources,
            changes,
            citation: self.citation(briefing),
            edit_url: self.edit_url(briefing.head.file().as_str()),
            facts: self.further_facts(&briefing.head).into_iter().chain(watched(briefing)).collect(),
            mentions,
            arcs: model.each(&briefing.arcs, Model::arc).into_iter().map(|arc| self.name(RecordId::Arc(arc))).collect(),
        };
        let description = briefing.head.summary.as_ref().or(briefing.head.body.as_ref()).map(|text| wording(self.model(), text));
        let about = About { title: briefing.head.title.clone(), description: description.unwrap_or_default(), crumb: None };
        let mut shell = self.shell(about);
        shell.assets.then_js = self.steps_script(&view.known_when);
        (shell, view)
    }

    /// The newest change for the head of the page; its citations stand in the section of changes alone.
    fn last_change(&self, briefing: &'m Briefing, rows: &[ChangeRow<'m>]) -> Option<ChangeRow<'m>> {
        let ((_, change), row) = (briefing.changes_newest_first().into_iter().next()?, rows.first()?.clone());
        Some(ChangeRow { text: self.plain_note(&change.text), ..row })
    }

    fn changes(&self, page: RecordId, briefing: &'m Briefing) -> Vec<ChangeRow<'m>> {
        let row = |(number, change)| ChangeRow { number, ..self.change_row(page, change, true) };
        briefing.changes_newest_first().into_iter().map(row).collect()
    }

    fn briefing_www(
        &self,
        briefing: &'m Briefing,
        actors: &[Id<Actor>],
        claims: &[Id<crate::model::claim::Claim>],
        sources: usize,
    ) -> WhoWhen {
        let players: Vec<Id<Actor>> = key_actors(self.model(), briefing, actors);
        let names: Vec<Name<'_>> = players.iter().map(|id| self.actor_name(*id)).collect();
        let more = actors.len().saturating_sub(3.min(names.len()));
        let shown: Vec<String> = names.iter().take(3).map(|name| self.name_html(name)).collect();
        let who = match (shown.as_slice(), more) {
            ([], _) => String::new(),
            (shown, 0) => crate::site::words::listed(shown),
            (shown, more) => {
                format!("{} and {}", shown.join(", "), self.link_html(&self.here("actors"), &format!("{more} more")))
            }
        };
        let events = self.model().each(&briefing.events, Model::event);
        let ordered = self.in_time(&events);
        let as_of = briefing.as_of.as_ref().map(|date| format!("as known on {}", date_html(&self.date(&date.value))));
        let span = match (ordered.first(), ordered.last()) {
            (Some(first), Some(last)) => Some(self.from_to(*first, *last)),
            _ => None,
        };
        let when: Vec<String> = span.into_iter().chain(as_of).collect();
        let mut according = Vec::new();
        if sources > 0 {
            let read = self
                .cited()
                .into_iter()
                .filter(|id| self.model().sources[*id].held.as_ref().is_some_and(|held| held.text == "true"))
                .count();
            let read = if read > 0 && read < sources { format!(", {read} of them read in full") } else { String::new() };
            according.push(format!("{}{read}", self.link_html(&self.here("sources"), &count(sources, "source", "sources"))));
        }
        if !claims.is_empty() {
            according.push(self.link_html(&self.here("claims"), &self.claims_in_words(claims)));
        }
        WhoWhen { who: Html::new(who), when: Html::new(when.join(", ")), according: Html::new(according.join("; ")) }
    }

    /// A place on this page.
    pub fn here(&self, anchor: &'m str) -> super::shell::Href<'m> {
        super::shell::Href { root: "", path: "", anchor: anchor.into() }
    }

    fn key_players(&self, briefing: &'m Briefing, actors: &[Id<Actor>]) -> Vec<ActorCard<'m>> {
        key_actors(self.model(), briefing, actors).into_iter().map(|id| self.actor_card(id)).collect()
    }

    fn key_dates(&self, briefing: &'m Briefing) -> Vec<EventRow<'m>> {
        let row = |event| self.uncited(|| EventRow { cites: Vec::new(), ..self.event_row(event, false) });
        self.in_time(&key_events(self.model(), briefing)).into_iter().map(row).collect()
    }

    fn briefing_toc(&self, briefing: &'m Briefing, before: &[(&str, &str, bool)], after: &[(&str, &str, bool)]) -> Vec<TocItem> {
        let ours = |sections: &[(&str, &str, bool)]| -> Vec<TocItem> {
            let there = sections.iter().filter(|(_, _, there)| *there);
            there.map(|(anchor, label, _)| TocItem { label: (*label).to_owned(), href: format!("#{anchor}") }).collect()
        };
        let mut toc = ours(before);
        toc.extend(briefing.head.body.iter().flat_map(|body| self.headings(body)));
        toc.extend(ours(after));
        toc
    }

    fn citation(&self, briefing: &Briefing) -> String {
        let authors: Vec<String> = briefing.authors.iter().map(|author| say::person(self.model(), author).to_owned()).collect();
        let authors = if authors.is_empty() { String::new() } else { format!("{}. ", crate::site::words::listed(&authors)) };
        let date = briefing.latest().map(|date| format!(", {}", date.text())).unwrap_or_default();
        format!("{authors}“{}.” {}{date}.", briefing.head.title.trim_end_matches('.'), self.facts().config.title)
    }

    /// Where the page's file is edited.
    pub fn edit_url(&self, path: &str) -> Option<String> {
        let pattern = self.facts().config.edit_url.as_deref()?;
        let allowed = pattern.starts_with("https://") || pattern.starts_with("http://");
        allowed.then(|| pattern.replace("{path}", &super::prose::encoded(path)))
    }
}

/// The claims of a briefing, those under `key` first.
pub fn claims_of(model: &Model, briefing: &Briefing) -> Vec<Id<Claim>> {
    let mut claims: Vec<Id<Claim>> =
        keyed(model, briefing).filter_map(|id| if let RecordId::Claim(id) = id { Some(id) } else { None }).collect();
    for claim in model.each(&briefing.claims, Model::claim) {
        if !claims.contains(&claim) {
            claims.push(claim);
        }
    }
    claims
}

fn key_events(model: &Model, briefing: &Briefing) -> Vec<Id<Event>> {
    keyed(model, briefing).filter_map(|id| if let RecordId::Event(id) = id { Some(id) } else { None }).collect()
}

/// What is named under `key`.
fn keyed(model: &Model, briefing: &Briefing) -> impl Iterator<Item = RecordId> {
    const KINDS: &[Kind] = &[Kind::Actor, Kind::Event, Kind::Claim];
    model.distinct(&briefing.key, KINDS).into_iter().filter_map(|key| match model.find(key, KINDS) {
        Found::One(id) => Some(id),
        _ => None,
    })
}

/// Who leads the page: the actors under `key`, else the first four.
pub fn key_actors(model: &Model, briefing: &Briefing, actors: &[Id<Actor>]) -> Vec<Id<Actor>> {
    let keyed: Vec<Id<Actor>> =
        keyed(model, briefing).filter_map(|id| if let RecordId::Actor(id) = id { Some(id) } else { None }).collect();
    if keyed.is_empty() { actors.iter().copied().take(4).collect() } else { keyed }
}

/// Where news of what is told is to be expected.
fn watched(briefing: &Briefing) -> impl Iterator<Item = Fact<'_>> {
    briefing.watch.iter().map(|address| Fact::link("news at", OutsideLink::of(&address.text)))
}
