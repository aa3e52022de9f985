//! An event: when, where, who, and the accounts of it.

use serde::Serialize;

use crate::analysis::asof;
use crate::analysis::backlink::Tie;
use crate::analysis::wording::wording;
use crate::base::id::Id;
use crate::model::event::{Event, Status};
use crate::model::registry::{Model, RecordId};
use crate::site::html::inline_text;
use crate::site::markup::Html;
use crate::site::say;
use crate::site::words::{count, plain};
use crate::syntax::kind::Kind;

use super::body::Body;
use super::card::{Backlink, Cite, ClaimCard, DateView, EventRow, Fact, Name, SourceRow, StatusView};
use super::compose::Composer;
use super::figures::Figures;
use super::frame::{About, WhoWhen, date_html};
use super::shell::Shell;

/// `event.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct EventPage<'m> {
    /// Title.
    pub title: &'m str,
    /// Status.
    pub status: Option<StatusView<'m>>,
    /// In one sentence, inline HTML.
    pub summary: Option<Html>,
    /// Who, when, according to.
    pub www: WhoWhen,
    /// When.
    pub date: DateView,
    /// The words of the source: "last week".
    pub said: Option<&'m str>,
    /// Facts box.
    pub facts: Vec<Fact<'m>>,
    /// What happened.
    pub body: Body<'m>,
    /// How the status changed.
    pub history: Vec<HistoryRow<'m>>,
    /// Its claims, side by side.
    pub accounts: Vec<ClaimCard<'m>>,
    /// The figures that it and its claims give, side by side.
    pub figures: Vec<Figures<'m>>,
    /// The event before it in time.
    pub before: Option<EventRow<'m>>,
    /// The event after it in time.
    pub after: Option<EventRow<'m>>,
    /// Its arcs.
    pub arcs: Vec<Name<'m>>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
    /// Where it is mentioned.
    pub mentions: Vec<Backlink<'m>>,
}

/// A step in the history of a status.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct HistoryRow<'m> {
    /// Since when.
    pub date: Option<DateView>,
    /// What held.
    pub status: StatusView<'m>,
    /// Where it can be read.
    pub cites: Vec<Cite<'m>>,
}

impl<'m> Composer<'m> {
    /// The page of an event.
    pub fn event(&self, id: Id<Event>) -> (Shell<'m>, EventPage<'m>) {
        let model = self.model();
        let event = &model.events[id];
        let page = RecordId::Event(id);
        let row = self.event_row(id, false);
        let summary = event.head.summary.as_ref().map(|summary| self.text(page, summary));
        let body = self.body(page);
        let history = if event.status.len() > 1 { self.history("event.status", &event.status) } else { Vec::new() };
        let claims = self.accounts_of(id);
        let accounts: Vec<ClaimCard<'m>> = claims.iter().map(|claim| self.claim_card(*claim)).collect();
        let figures = self.figures_of_event(id, &claims);
        let sources = self.source_list(&claims);
        let www = self.event_www(event, &row, sources.len());
        let status = asof::status(&event.status, self.page_day()).map(|step| self.status("event.status", step));
        let timeline = &self.facts().timeline;
        let at = self.site.directory.place_in_time(id);
        let neighbour = |step: isize| {
            let place = at?.checked_add_signed(step)?;
            let other = *timeline.get(place)?;
            Some(self.uncited(|| EventRow { cites: Vec::new(), ..self.event_row(other, false) }))
        };
        let view = EventPage {
            title: &event.head.title,
            status,
            summary,
            www,
            date: row.date,
            said: event.said.as_ref().map(|said| said.text.as_str()),
            facts: self.event_facts(event, &row),
            body,
            history,
            accounts,
            figures,
            before: neighbour(-1),
            after: neighbour(1),
            arcs: self.tied(page, Tie::Listed).filter(|id| matches!(id, RecordId::Arc(_))).map(|id| self.name(id)).collect(),
            sources,
            mentions: self.mentions(page, &[Tie::About]).into_iter().filter(|link| !link.kind.starts_with("arc")).collect(),
        };
        let described = event.head.summary.as_ref().or(event.head.body.as_ref()).map(|text| wording(self.model(), text));
        let described = described.unwrap_or_else(|| format!("{}, {}", event.head.title, view.date.text));
        let denials = say::denials_of_event(self.site, event);
        let description = [described].into_iter().chain(denials).collect::<Vec<_>>().join(" ");
        (self.shell(About { title: event.head.title.clone(), description, crumb: None }), view)
    }

    /// The steps of a status.
    pub fn history(&self, vocabulary: &str, steps: &'m [Status]) -> Vec<HistoryRow<'m>> {
        let row = |step: &'m Status| HistoryRow {
            date: self.date_of(&step.as_of),
            status: self.status(vocabulary, step),
            cites: self.cites(&step.sources),
        };
        steps.iter().map(row).collect()
    }

    fn event_www(&self, event: &'m Event, row: &EventRow<'m>, sources: usize) -> WhoWhen {
        let mut who = vec![self.names_html(&row.who, 4)];
        who.extend(event.participants_by_role.iter().map(|role| inline_text(&role.text)));
        who.retain(|part| !part.is_empty());
        let mut names: Vec<Name<'m>> = Vec::new();
        // Those of its own come first; the claims about it have others.
        for source in self.model().each(&event.sources, Model::source).into_iter().chain(self.cited()) {
            let name = Name { text: self.short_name(source), href: None, note: None };
            if !names.iter().any(|known| known.text == name.text) {
                names.push(name);
            }
        }
        let according = match (names.is_empty(), sources) {
            (true, 0) => String::new(),
            (true, number) => self.link_html(&self.here("sources"), &count(number, "source", "sources")),
            (false, number) => format!(
                "{}: {}",
                self.names_html(&names, 3),
                self.link_html(&self.here("sources"), &count(number, "source", "sources"))
            ),
        };
        WhoWhen {
            who: Html::new(who.join("; ")),
            when: Html::new(format!("<b>{}</b>", date_html(&row.date))),
            according: Html::new(according),
        }
    }

    fn event_facts(&self, event: &'m Event, row: &EventRow<'m>) -> Vec<Fact<'m>> {
        let mut facts = Vec::new();
        let text = |label: &'static str, text: String| Fact {
            label,
            text: Some(text),
            names: Vec::new(),
            link: None,
            date: None,
            empty: false,
        };
        let names =
            |label: &'static str, names: Vec<Name<'m>>| Fact { label, text: None, names, link: None, date: None, empty: false };
        if let Some(place) = &row.place {
            facts.push(names("place", vec![place.clone()]));
        }
        if !event.actors.is_empty() {
            let with_role = |written: &'m crate::syntax::read::Written| {
                let name = self.actor_or_words(written);
                Name { note: written.role.as_deref().or(name.note), ..name }
            };
            facts.push(names(
                "participants",
                self.model().distinct(&event.actors, &[Kind::Actor]).into_iter().map(with_role).collect(),
            ));
        }
        if !event.participants_by_role.is_empty() {
            let roles: Vec<String> = event.participants_by_role.iter().map(|role| role.text.clone()).collect();
            facts.push(text("by office only", roles.join(", ")));
        }
        if let Some(kind) = &event.kind {
            facts.push(text("kind", plain(&self.facts().config, "event.type", &kind.text)));
        }
        if let Some(quantity) = &row.quantity {
            facts.push(text("figure", quantity.clone()));
        }
        let events = |written: &'m [crate::syntax::read::Written]| -> Vec<Name<'m>> {
            self.model().each(written, Model::event).into_iter().map(|id| self.name(RecordId::Event(id))).collect()
        };
        for (label, list) in [("responds to", events(&event.responds_to)), ("announces", events(&event.announces))] {
            if !list.is_empty() {
                facts.push(names(label, list));
            }
        }
        facts.extend(self.further_facts(&event.head));
        facts
    }
}
