//! The home page: what is this, the newest briefing, what is disputed, who is who.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::analysis::ledger::Origin;
use crate::analysis::wording::wording;
use crate::base::date::Date;
use crate::base::id::Id;
use crate::model::actor::Actor;
use crate::model::briefing::{Briefing, Change};
use crate::model::claim::Claim;
use crate::model::event::{Event, Status};
use crate::model::registry::{Model, RecordId};
use crate::model::source::Source;
use crate::site::html::inline_text;
use crate::site::markup::Html;
use crate::site::words::{self, capital, count};

use super::body::Body;
use super::briefing::claims_of;
use super::card::{ActorCard, ClaimCard, DateView, EventRow, Name, SourceRow};
use super::compose::Composer;
use super::frame::{About, WhoWhen, date_html};
use super::shell::{Href, Shell};

/// `home.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Home<'m> {
    /// The site's title.
    pub title: &'m str,
    /// One sentence: the site's description.
    pub lead: &'m str,
    /// Counts, in words.
    pub www: WhoWhen,
    /// The newest briefing.
    pub lead_briefing: Option<BriefingCard<'m>>,
    /// Other briefings, newest first, at most ten.
    pub briefings: Vec<BriefingCard<'m>>,
    /// At a glance of the lead briefing, inline HTML.
    pub at_a_glance: Vec<Html>,
    /// The editor's own text (`content/index.md`).
    pub body: Body<'m>,
    /// Latest changes: of pages and of statuses.
    pub changes: Vec<ChangeRow<'m>>,
    /// The last events before the site's day.
    pub last: Vec<EventRow<'m>>,
    /// What is planned or expected after it.
    pub next: Vec<EventRow<'m>>,
    /// The most disputed claims, at most three.
    pub disputed: Vec<ClaimCard<'m>>,
    /// All actors by letter (on large sites the most mentioned, see `more_actors`).
    pub letters: Vec<Letter<'m>>,
    /// How many actors are left out of `letters`.
    pub more_actors: usize,
    /// Address of the list of actors.
    pub actors_href: Href<'m>,
    /// The sources cited on this page.
    pub sources: Vec<SourceRow<'m>>,
}

/// A briefing in a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct BriefingCard<'m> {
    /// Title.
    pub title: &'m str,
    /// Address.
    pub href: Href<'m>,
    /// One sentence, plain.
    pub summary: Option<String>,
    /// First published.
    pub date: Option<DateView>,
    /// Last updated.
    pub updated: Option<DateView>,
    /// "5 min read".
    pub minutes: usize,
    /// "12 sources · 6 claims, 1 disputed".
    pub counts: String,
}

/// Something changed.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ChangeRow<'m> {
    /// When.
    pub date: Option<DateView>,
    /// `update` `correction` `clarification` `retraction`, a word of the site's own; `status` of a claim's new status.
    pub kind: &'m str,
    /// "Update" …
    pub label: String,
    /// What, inline HTML.
    pub text: Html,
    /// What stood there, and what stands there now.
    pub was: Option<String>,
    /// See `was`.
    pub now: Option<String>,
    /// Its place among the page's changes, the oldest first, from 1: its element's id is `change--1`, which no heading can have.
    pub number: usize,
    /// The page that changed, on pages other than itself.
    pub page: Option<Name<'m>>,
}

/// Actors under a letter.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Letter<'m> {
    /// The letter.
    pub letter: String,
    /// In order.
    pub actors: Vec<ActorCard<'m>>,
}

/// How many actors the home page lists; on larger sites the most mentioned.
const ACTORS: usize = 60;

impl<'m> Composer<'m> {
    /// The home page.
    pub fn home(&self) -> (Shell<'m>, Home<'m>) {
        let model = self.model();
        let config = &self.facts().config;
        let own = model.home.as_ref();
        let briefings = &self.site.directory.briefings;
        let lead = briefings.first().copied();
        let at_a_glance = lead.map(|id| {
            let passages = &model.briefings[id].at_a_glance;
            passages.iter().map(|passage| self.text(RecordId::Briefing(id), passage)).collect()
        });
        let www = self.site_in_figures();
        let body = own.and_then(|page| page.head.body.as_ref()).map(|body| self.parts(None, body)).unwrap_or_default();
        let (last, next) = self.last_and_next();
        let disputed = self.most_disputed();
        let (letters, more_actors) = self.home_actors();
        let view = Home {
            title: &config.title,
            lead: &config.description,
            www,
            lead_briefing: lead.map(|id| self.briefing_card(id)),
            briefings: briefings.iter().skip(1).take(10).map(|id| self.briefing_card(*id)).collect(),
            at_a_glance: at_a_glance.unwrap_or_default(),
            body,
            changes: self.latest_changes(),
            last,
            next,
            disputed,
            letters,
            more_actors,
            actors_href: self.href("actors/"),
            sources: self.source_list(&[]),
        };
        let about = About { title: config.title.clone(), description: config.description.clone(), crumb: None };
        (self.shell(about), view)
    }

    /// A briefing in a list.
    pub fn briefing_card(&self, id: Id<Briefing>) -> BriefingCard<'m> {
        let briefing = &self.model().briefings[id];
        let claims = claims_of(self.model(), briefing);
        let sources = self.sources_of(id);
        let mut counts = Vec::new();
        if sources > 0 {
            counts.push(count(sources, "source", "sources"));
        }
        if !claims.is_empty() {
            counts.push(self.claims_in_words(&claims));
        }
        BriefingCard {
            title: &briefing.head.title,
            href: self.page_of(RecordId::Briefing(id)),
            summary: briefing.head.summary.as_ref().map(|summary| wording(self.model(), summary)),
            date: self.date_of(&briefing.date),
            updated: self.date_of(&briefing.updated),
            minutes: minutes(briefing),
            counts: counts.join(" · "),
        }
    }

    /// How many sources stand on a briefing's page: what it cites itself, and what its claims and events rest on.
    fn sources_of(&self, id: Id<Briefing>) -> usize {
        let model = self.model();
        let briefing = &model.briefings[id];
        let mut sources: FxHashSet<Id<Source>> = self.site.directory.cited_in(id).iter().copied().collect();
        for claim in claims_of(model, briefing).into_iter().map(|claim| &model.claims[claim]) {
            let said = claim.asserted.iter().flat_map(|said| &said.sources);
            let answered = claim.responses.iter().flat_map(|answer| &answer.sources);
            sources.extend(said.chain(answered).filter_map(|source| model.source(source)));
        }
        for event in model.each(&briefing.events, Model::event) {
            sources.extend(self.sources_of_event(&model.events[event]));
        }
        sources.len()
    }

    fn site_in_figures(&self) -> WhoWhen {
        let model = self.model();
        let actors = count(model.actors.len(), "actor", "actors");
        let unnamed = model.actors.values().filter(|actor| actor.unnamed()).count();
        let unnamed = if unnamed > 0 { format!(", of whom {unnamed} unnamed") } else { String::new() };
        let claims: Vec<Id<Claim>> = model.claims.ids().collect();
        let timeline = &self.facts().timeline;
        let when = match (timeline.first(), timeline.last()) {
            (Some(first), Some(last)) => {
                let dates = self.link_html(&self.href("timeline/"), &count(timeline.len(), "date", "dates"));
                format!("{dates}, {}", self.from_to(*first, *last))
            }
            _ => String::new(),
        };
        let mut according = Vec::new();
        if !model.sources.is_empty() {
            according.push(self.link_html(&self.href("sources/"), &count(model.sources.len(), "source", "sources")));
        }
        if !claims.is_empty() {
            according.push(self.link_html(&self.href("claims/"), &self.claims_in_words(&claims)));
            according.extend(self.origins_in_words(&claims));
        }
        WhoWhen {
            who: Html::new(if model.actors.is_empty() {
                String::new()
            } else {
                format!("{}{unnamed}", self.link_html(&self.href("actors/"), &actors))
            }),
            when: Html::new(when),
            according: Html::new(according.join("; ")),
        }
    }

    /// "5 named origins", "two claims without one".
    fn origins_in_words(&self, claims: &[Id<Claim>]) -> Vec<String> {
        let standings = claims.iter().map(|id| &self.facts().ledger[id.index()]);
        let (owned, unowned): (Vec<_>, Vec<_>) = standings.partition(|standing| standing.owned);
        let named: BTreeSet<Origin> = owned.into_iter().flat_map(|standing| standing.origins.iter().copied()).collect();
        let mut said = Vec::new();
        if !named.is_empty() {
            said.push(count(named.len(), "named origin", "named origins"));
        }
        if !unowned.is_empty() {
            let claims = if unowned.len() == 1 { "claim" } else { "claims" };
            let one = if named.is_empty() { "a named origin" } else { "one" };
            said.push(format!("{} {claims} without {one}", words::in_words(unowned.len())));
        }
        said
    }

    /// The days of the first and the last of some events as inline HTML.
    pub fn from_to(&self, first: Id<Event>, last: Id<Event>) -> String {
        let day = |id: Id<Event>| self.model().events[id].when.as_ref().map(|when| date_html(&self.date(&when.value)));
        match (day(first), day(last)) {
            (Some(one), Some(two)) if one != two => format!("{one} – {two}"),
            (one, _) => one.unwrap_or_default(),
        }
    }

    /// What changed last, at most six: changes of briefings, and steps in the statuses of claims after the first.
    fn latest_changes(&self) -> Vec<ChangeRow<'m>> {
        let mut rows = self.dated_changes();
        let model = self.model();
        for id in model.claims.ids() {
            let begun =
                |step: &&'m Status| step.as_of.as_ref().is_some_and(|date| Some(date.value.earliest().day()) <= self.today());
            for step in model.claims[id].status.iter().skip(1).filter(begun) {
                let Some(date) = &step.as_of else { continue };
                rows.push((Some(&date.value), self.status_change(id, step)));
            }
        }
        rows.retain(|(when, _)| when.is_some());
        rows.sort_by_key(|(when, _)| Reverse(when.map(Date::time_key)));
        rows.into_iter().take(6).map(|(_, row)| row).collect()
    }

    /// "now disputed; denied by Sergey Lavrov"
    fn status_change(&self, id: Id<Claim>, step: &'m Status) -> ChangeRow<'m> {
        let claim = &self.model().claims[id];
        let label = self.status("claim.status", step).label.to_lowercase();
        let denials = self.uncited(|| self.denials(id));
        let mut parts = vec![format!("now {label}")];
        for denial in denials {
            let by = denial.by.map(|by| format!(" {} {}", denial.preposition, by.text)).unwrap_or_default();
            let denied = format!("{}{by}", denial.label.to_lowercase());
            if !parts.contains(&denied) {
                parts.push(denied);
            }
        }
        ChangeRow {
            date: self.date_of(&step.as_of),
            kind: "status",
            label: String::new(),
            text: Html::new(inline_text(&parts.join("; "))),
            was: None,
            now: None,
            number: 0,
            page: Some(Name { text: claim.called(), href: Some(self.place_on(RecordId::Claim(id), "history")), note: None }),
        }
    }

    /// What is expected of somebody, as claims tell it, and is not over: in order of its end, at most three.
    fn expected(&self) -> Vec<EventRow<'m>> {
        let model = self.model();
        let due = |(id, claim): (Id<Claim>, &'m Claim)| {
            let expected = claim.expects.as_ref().filter(|expected| expected.met.is_none())?;
            let by_when = &expected.by_when.as_ref()?.value;
            (Some(by_when.latest().day()) >= self.today()).then_some((by_when.latest().instant(), id, by_when))
        };
        let mut waiting: Vec<_> = model.claims.iter().filter_map(due).collect();
        waiting.sort_by_key(|(end, id, _)| (*end, *id));
        let row = |(_, id, by_when): (i64, Id<Claim>, &'m Date)| {
            let claim = &model.claims[id];
            EventRow {
                id: claim.head.id.as_str(),
                anchor: None,
                href: self.page_of(RecordId::Claim(id)),
                title: claim.called(),
                date: DateView { mark: "plan", ..self.date(by_when) },
                status: None,
                who: Vec::new(),
                place: None,
                quantity: None,
                denials: self.uncited(|| self.denials_once(RecordId::Claim(id))),
                cites: Vec::new(),
            }
        };
        waiting.into_iter().take(3).map(row).collect()
    }

    /// A change of a page; `cited` for the page itself, whose list of sources has the citations.
    pub fn change_row(&self, page: RecordId, change: &'m Change, cited: bool) -> ChangeRow<'m> {
        let kind = change.kind.as_ref();
        let word = kind.map_or("update", |kind| &kind.text);
        ChangeRow {
            date: self.date_of(&change.date),
            kind: kind.map_or("update", |kind| &kind.means),
            label: capital(&words::plain(&self.facts().config, "change.kind", word)),
            text: if cited { self.text(page, &change.text) } else { Html::default() },
            was: change.was.as_ref().map(|was| wording(self.model(), was)),
            now: change.now.as_ref().map(|now| wording(self.model(), now)),
            number: 0,
            page: None,
        }
    }

    /// The last three events until today; then the next three after it, and what is expected.
    fn last_and_next(&self) -> (Vec<EventRow<'m>>, Vec<EventRow<'m>>) {
        let Some(today) = self.today() else { return (Vec::new(), Vec::new()) };
        let begun =
            |id: &Id<Event>| self.model().events[*id].when.as_ref().is_some_and(|when| when.value.earliest().day() <= today);
        let timeline = &self.facts().timeline;
        let last: Vec<_> = timeline.iter().rev().filter(|id| begun(id)).take(3).collect();
        let next: Vec<_> = timeline.iter().filter(|id| !begun(id)).take(3).collect();
        let rows = |ids: Vec<&Id<Event>>| {
            ids.into_iter().map(|id| self.uncited(|| EventRow { cites: Vec::new(), ..self.event_row(*id, false) })).collect()
        };
        let mut next: Vec<EventRow> = rows(next);
        next.extend(self.expected());
        (rows(last), next)
    }

    /// The claims with the most answers that deny them, at most three.
    fn most_disputed(&self) -> Vec<ClaimCard<'m>> {
        let model = self.model();
        let mut denied: Vec<(usize, Id<Claim>)> = model
            .claims
            .iter()
            .map(|(id, claim)| (claim.responses.iter().filter(|answer| answer.denies()).count(), id))
            .filter(|(denials, _)| *denials > 0)
            .collect();
        denied.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        denied.into_iter().take(3).map(|(_, id)| self.claim_card(id)).collect()
    }

    fn home_actors(&self) -> (Vec<Letter<'m>>, usize) {
        let facts = self.facts();
        let mut ids: Vec<Id<Actor>> = facts.model.actors.ids().collect();
        let all = ids.len();
        if all > ACTORS {
            ids.sort_by_key(|id| (std::cmp::Reverse(facts.backlinks_of(RecordId::Actor(*id)).len()), *id));
            ids.truncate(ACTORS);
        }
        let shown = ids.len();
        (self.letters(ids), all - shown)
    }

    /// Actors under their letters.
    pub fn letters(&self, mut ids: Vec<Id<Actor>>) -> Vec<Letter<'m>> {
        use crate::base::fold::fold;
        let model = self.model();
        let key = |id: &Id<Actor>| {
            let name = fold(model.actors[*id].sort_name());
            name.strip_prefix("the ").or_else(|| name.strip_prefix("a ")).map(str::to_owned).unwrap_or(name)
        };
        ids.sort_by_cached_key(|id| (key(id), *id));
        let mut letters: Vec<Letter<'m>> = Vec::new();
        for id in ids {
            let letter: String = key(&id)
                .chars()
                .find(|c| c.is_alphanumeric())
                .map(|c| c.to_uppercase().collect())
                .unwrap_or_else(|| "#".to_owned());
            let letter = if letter.chars().all(char::is_numeric) { "0–9".to_owned() } else { letter };
            let card = self.actor_card(id);
            match letters.last_mut().filter(|group| group.letter == letter) {
                Some(group) => group.actors.push(card),
                None => letters.push(Letter { letter, actors: vec![card] }),
            }
        }
        letters
    }
}

/// Minutes of reading, at 220 words a minute, at least one.
pub fn minutes(briefing: &Briefing) -> usize {
    briefing.head.body.as_ref().map_or(0, |body| body.words).div_ceil(220).max(1)
}
