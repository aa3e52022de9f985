//! What a text shows in the place of an embed or a query.

use crate::analysis::asof;
use crate::base::date::Date;
use crate::base::fold::fold;
use crate::base::id::Id;
use crate::base::text::Spanned;
use crate::model::claim::Claim;
use crate::model::event::Event;
use crate::model::place::Place;
use crate::model::query::{Asks, Query};
use crate::model::registry::{Found, Model, RecordId};
use crate::syntax::read::{Text, Word, Written};

use super::body::{Named, Part};
use super::card::SourceRow;
use super::compose::Composer;

impl<'m> Composer<'m> {
    /// A record as a card; its headings are of this level.
    pub fn embedded(&self, id: RecordId, level: u8) -> Part<'m> {
        match id {
            RecordId::Actor(id) => Part::Actors(vec![self.actor_card(id)]),
            RecordId::Claim(id) => Part::Claim { level, card: self.claim_card(id) },
            RecordId::Event(event) => match self.months(&[event]) {
                months if months.is_empty() => self.named(id),
                months => Part::Timeline { level, months },
            },
            RecordId::Source(id) => Part::Source(SourceRow { anchor: None, ..self.source_row(id, 0) }),
            RecordId::Briefing(id) => Part::Briefing(self.briefing_card(id)),
            RecordId::Arc(id) => match self.months(&self.events_of(&[id])) {
                months if months.is_empty() => Part::Nothing("No event of this arc has a date yet.".to_owned()),
                months => Part::Timeline { level, months },
            },
            RecordId::Place(_) | RecordId::Page(_) => self.named(id),
        }
    }

    fn named(&self, id: RecordId) -> Part<'m> {
        let summary = self.model().head(id).summary.as_ref().map(|summary| summary.text.text.as_str());
        Part::Named(Named { name: self.name(id), summary })
    }

    fn events_of(&self, arcs: &[Id<crate::model::arc::Arc>]) -> Vec<Id<Event>> {
        let model = self.model();
        let slots = arcs.iter().flat_map(|arc| &model.arcs[*arc].slots);
        slots.flat_map(|slot| model.each(&slot.events, Model::event)).collect()
    }

    /// The answer to a query; `None` where nothing is drawn yet.
    pub fn answer_to(&self, query: &'m Query, level: u8) -> Option<Part<'m>> {
        let asked = Asked::of(self, query);
        let limit = query.limit.unwrap_or(usize::MAX);
        let (what, part) = match query.asks {
            Asks::Timeline => {
                let fits = self.facts().timeline.iter().copied().filter(|event| asked.event(*event));
                let events: Vec<Id<Event>> = fits.take(limit).collect();
                ("event", (!events.is_empty()).then(|| Part::Timeline { level, months: self.months(&events) }))
            }
            Asks::Claims => {
                let fits = self.claims_by_status().into_iter().filter(|claim| asked.claim(*claim));
                let cards: Vec<_> = fits.take(limit).map(|claim| self.claim_line(claim)).collect();
                ("claim", (!cards.is_empty()).then_some(Part::Claims(cards)))
            }
            Asks::Actors => {
                let fits = self.model().actors.ids().filter(|actor| asked.actor(*actor)).collect();
                let cards: Vec<_> = self.letters(fits).into_iter().flat_map(|letter| letter.actors).take(limit).collect();
                ("actor", (!cards.is_empty()).then_some(Part::Actors(cards)))
            }
            Asks::Drawing(_) => return None,
        };
        Some(part.unwrap_or_else(|| Part::Nothing(asked.nothing(what))))
    }
}

/// A query whose references are resolved.
struct Asked<'c, 'm> {
    composer: &'c Composer<'m>,
    query: &'m Query,
    actors: Vec<RecordId>,
    /// The events of the arcs, where arcs are asked for.
    arcs: Option<Vec<Id<Event>>>,
    tags: Vec<String>,
}

impl<'c, 'm> Asked<'c, 'm> {
    fn of(composer: &'c Composer<'m>, query: &'m Query) -> Asked<'c, 'm> {
        let model = composer.model();
        let actors = query.actors.iter().chain(&query.compare).filter_map(|actor| model.actor(actor)).map(RecordId::Actor);
        let arcs = (!query.arcs.is_empty()).then(|| composer.events_of(&model.each(&query.arcs, Model::arc)));
        let tags = query.tags.iter().map(|tag| fold(&tag.text)).collect();
        Asked { composer, query, actors: actors.collect(), arcs, tags }
    }

    fn model(&self) -> &'m Model {
        self.composer.model()
    }

    fn event(&self, id: Id<Event>) -> bool {
        let event = &self.model().events[id];
        let is_there = |written: &Written| self.model().place(written).is_some_and(|place| self.is_in(place));
        self.has_actor(&event.actors)
            && (self.query.places.is_empty() || event.at.as_ref().is_some_and(is_there))
            && self.has_tag(&event.head.tags)
            && self.arcs.as_ref().is_none_or(|events| events.contains(&id))
            && self.is_in_time(event.when.iter())
            && is_one_of(&self.query.status, asof::status(&event.status, self.composer.page_day()).map(|step| &step.is))
    }

    fn claim(&self, id: Id<Claim>) -> bool {
        let (model, claim) = (self.model(), &self.model().claims[id]);
        let about: Vec<RecordId> = claim.about.iter().filter_map(|written| one(model, written)).collect();
        let said = claim.asserted.iter().flat_map(|said| said.by.iter().chain(&said.citing));
        let answered = claim.responses.iter().filter_map(|answer| answer.by.as_ref());
        let mut takes_part =
            said.chain(answered).filter_map(|actor| model.actor(actor)).map(RecordId::Actor).chain(about.iter().copied());
        let by: Vec<RecordId> = self.query.by.iter().filter_map(|written| one(model, written)).collect();
        let says = |by: &RecordId| {
            claim.asserted.iter().filter_map(|said| model.actor(said.by.as_ref()?)).any(|actor| RecordId::Actor(actor) == *by)
        };
        let in_arc = |events: &Vec<Id<Event>>| {
            events.iter().any(|event| model.events[*event].claims.iter().any(|claim| model.claim(claim) == Some(id)))
        };
        let when = claim.asserted.iter().filter_map(|said| said.when.as_ref());
        let when = when.chain(claim.responses.iter().filter_map(|answer| answer.when.as_ref()));
        (self.actors.is_empty() || takes_part.any(|id| self.actors.contains(&id)))
            && (by.is_empty() || by.iter().any(says))
            && (self.query.about.is_empty()
                || self.query.about.iter().any(|it| one(model, it).is_some_and(|id| about.contains(&id))))
            && (self.query.places.is_empty() || about.iter().any(|id| matches!(id, RecordId::Place(place) if self.is_in(*place))))
            && self.has_tag(&claim.head.tags)
            && self.arcs.as_ref().is_none_or(in_arc)
            && self.is_in_time(when)
            && is_one_of(&self.query.status, asof::status(&claim.status, self.composer.page_day()).map(|step| &step.is))
    }

    fn actor(&self, id: Id<crate::model::actor::Actor>) -> bool {
        let (model, actor) = (self.model(), &self.model().actors[id]);
        let is_at = |event: Id<Event>| model.events[event].actors.iter().any(|written| model.actor(written) == Some(id));
        let was_there = || {
            let place = |event: &Event| event.at.as_ref().and_then(|at| model.place(at));
            model.events.iter().any(|(event, it)| place(it).is_some_and(|place| self.is_in(place)) && is_at(event))
        };
        let part_of = model.each(&actor.part_of, Model::actor);
        (self.actors.is_empty() || self.actors.contains(&RecordId::Actor(id)))
            && (self.query.places.is_empty() || was_there())
            && self.has_tag(&actor.head.tags)
            && self.arcs.as_ref().is_none_or(|events| events.iter().any(|event| is_at(*event)))
            && is_one_of(&self.query.kind, actor.kind.as_ref())
            && (self.query.part_of.is_empty()
                || model.each(&self.query.part_of, Model::actor).iter().any(|whole| part_of.contains(whole)))
    }

    fn has_actor(&self, actors: &[Written]) -> bool {
        let any = || actors.iter().any(|actor| one_actor(self.model(), actor).is_some_and(|id| self.actors.contains(&id)));
        self.actors.is_empty() || any()
    }

    fn has_tag(&self, tags: &[Text]) -> bool {
        self.tags.is_empty() || tags.iter().any(|tag| self.tags.contains(&fold(&tag.text)))
    }

    /// Whether a place is one of those that are asked for, or a part of one.
    fn is_in(&self, place: Id<Place>) -> bool {
        let model = self.model();
        let wanted = model.each(&self.query.places, Model::place);
        let mut seen = vec![place];
        let mut at = 0;
        while at < seen.len() {
            seen.extend(
                model.places[seen[at]]
                    .part_of
                    .iter()
                    .filter_map(|whole| model.place(whole))
                    .filter(|id| !seen.contains(id))
                    .collect::<Vec<_>>(),
            );
            at += 1;
        }
        seen.iter().any(|id| wanted.contains(id))
    }

    /// Whether one of these dates lies, at least in part, between the ones that are asked for.
    fn is_in_time<'d>(&self, mut dates: impl Iterator<Item = &'d Spanned<Date>>) -> bool {
        let (since, until) = (self.query.since.as_ref(), self.query.until.as_ref());
        if since.is_none() && until.is_none() {
            return true;
        }
        dates.any(|date| {
            since.is_none_or(|since| date.value.latest().day() >= since.value.earliest().day())
                && until.is_none_or(|until| date.value.earliest().day() <= until.value.latest().day())
        })
    }

    /// That nothing fits, in words.
    fn nothing(&self, what: &str) -> String {
        let query = self.query;
        let names = |word: &str, written: &'m [Written]| {
            let name = |it: &'m Written| one(self.model(), it).map_or(it.text.as_str(), |id| &self.model().head(id).title);
            (!written.is_empty()).then(|| format!("{word} {}", written.iter().map(name).collect::<Vec<_>>().join(" or ")))
        };
        let asked: Vec<String> = [
            names("actor", &query.actors).or_else(|| names("actor", &query.compare)),
            names("said by", &query.by),
            names("about", &query.about),
            names("place", &query.places),
            names("arc", &query.arcs),
            names("part of", &query.part_of),
            words("tag", &query.tags),
            words("kind", &query.kind),
            words("status", &query.status),
            query.since.as_ref().map(|date| format!("since {}", date.value.text())),
            query.until.as_ref().map(|date| format!("until {}", date.value.text())),
        ]
        .into_iter()
        .flatten()
        .collect();
        if asked.is_empty() { format!("There is no {what} yet.") } else { format!("No {what} fits: {}.", asked.join(", ")) }
    }
}

/// "status disputed or denied"
fn words<T: AsRef<str>>(what: &str, wanted: &[T]) -> Option<String> {
    let wanted: Vec<&str> = wanted.iter().map(AsRef::as_ref).collect();
    (!wanted.is_empty()).then(|| format!("{what} {}", wanted.join(" or ")))
}

fn one(model: &Model, written: &Written) -> Option<RecordId> {
    match model.find(written, crate::model::claim::ANYTHING) {
        Found::One(id) => Some(id),
        _ => None,
    }
}

/// Whether a word is one of those that are asked for, if any are.
/// A word of ours stands for the site's own words that are like it, too.
fn is_one_of(wanted: &[Word], own: Option<&Word>) -> bool {
    wanted.is_empty() || own.is_some_and(|own| wanted.iter().any(|wanted| wanted.text == own.text || wanted.text == own.means))
}

fn one_actor(model: &Model, written: &Written) -> Option<RecordId> {
    model.actor(written).map(RecordId::Actor)
}
