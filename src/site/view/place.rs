//! A place and what happened there.

use serde::Serialize;

use crate::analysis::backlink::Tie;
use crate::analysis::wording::wording;
use crate::base::id::Id;
use crate::model::event::Event;
use crate::model::place::Place;
use crate::model::registry::{Model, RecordId};
use crate::site::markup::Html;
use crate::site::words::plain;
use crate::syntax::kind::Kind;

use super::body::Body;
use super::card::{Backlink, Fact, Month, SourceRow};
use super::compose::Composer;
use super::frame::About;
use super::shell::Shell;

/// `place.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct PlacePage<'m> {
    /// Name.
    pub title: &'m str,
    /// In one sentence, inline HTML.
    pub summary: Option<Html>,
    /// Facts box.
    pub facts: Vec<Fact<'m>>,
    /// The editor's text.
    pub body: Body<'m>,
    /// What happened there, or at a place within it.
    pub timeline: Vec<Month<'m>>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
    /// Where it is mentioned.
    pub mentions: Vec<Backlink<'m>>,
}

impl<'m> Composer<'m> {
    /// The page of a place.
    pub fn place(&self, id: Id<Place>) -> (Shell<'m>, PlacePage<'m>) {
        let model = self.model();
        let place = &model.places[id];
        let page = RecordId::Place(id);
        let summary = place.head.summary.as_ref().map(|summary| self.text(page, summary));
        let body = self.body(page);
        let events = self.events_within(id);
        let timeline = self.months(&events);
        let sources = self.source_list(&[]);
        let view = PlacePage {
            title: &place.head.title,
            summary,
            facts: self.place_facts(id),
            body,
            timeline,
            sources,
            mentions: self.mentions(page, &[Tie::Place]),
        };
        let described = place.head.summary.as_ref().map(|summary| wording(self.model(), summary));
        let description = described.unwrap_or_else(|| format!("{}: what happened there", place.head.title));
        (self.shell(About { title: place.head.title.clone(), description, crumb: None }), view)
    }

    /// What happened at a place or at one within it.
    pub(super) fn events_within(&self, id: Id<Place>) -> Vec<Id<Event>> {
        let within = self.site.directory.within(id);
        let tied = within.into_iter().flat_map(|place| self.tied(RecordId::Place(place), Tie::Place));
        let mut events: Vec<_> = tied.filter_map(|id| if let RecordId::Event(id) = id { Some(id) } else { None }).collect();
        events.sort_unstable();
        events.dedup();
        events
    }

    fn place_facts(&self, id: Id<Place>) -> Vec<Fact<'m>> {
        let place = &self.model().places[id];
        let mut facts = Vec::new();
        if !place.part_of.is_empty() {
            facts.push(Fact {
                names: self
                    .model()
                    .distinct(&place.part_of, &[Kind::Place])
                    .into_iter()
                    .map(|part| self.place_or_words(part))
                    .collect(),
                ..Fact::blank("part of")
            });
        }
        let parts = self.site.directory.parts_of(id);
        if !parts.is_empty() {
            let names = parts.iter().map(|part| self.name(RecordId::Place(*part))).collect();
            facts.push(Fact { names, ..Fact::blank("its parts") });
        }
        let written: Vec<String> = place.head.aliases.iter().chain(&place.variants).map(|form| form.text.text.clone()).collect();
        if !written.is_empty() {
            facts.push(Fact { text: Some(written.join(", ")), ..Fact::blank("also written") });
        }
        if !place.stands_for.is_empty() {
            let actors = model_actors(self, place);
            facts.push(Fact { names: actors, ..Fact::blank("may stand for") });
        }
        if let Some((latitude, longitude)) = place.coords {
            let side = |degrees: f64, positive: &str, negative: &str| {
                format!("{:.2}° {}", degrees.abs(), if degrees < 0.0 { negative } else { positive })
            };
            let exact = place.precision.as_ref().map(|word| plain(&self.facts().config, "place.precision", &word.text));
            let exact = exact.map(|word| format!(" ({word})")).unwrap_or_default();
            facts.push(Fact {
                text: Some(format!("{}, {}{exact}", side(latitude, "N", "S"), side(longitude, "E", "W"))),
                ..Fact::blank("position")
            });
        }
        facts.extend(self.further_facts(&place.head));
        facts
    }
}

fn model_actors<'m>(composer: &Composer<'m>, place: &'m Place) -> Vec<super::card::Name<'m>> {
    composer.model().each(&place.stands_for, Model::actor).into_iter().map(|id| composer.actor_name(id)).collect()
}
