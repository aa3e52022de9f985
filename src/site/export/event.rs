//! `events.json`

use serde::Serialize;

use crate::analysis::asof;
use crate::base::date::Date;
use crate::base::id::Id;
use crate::model::event;
use crate::model::registry::RecordId;
use crate::site::say;
use crate::site::view::compose::Site;
use crate::syntax::kind::Kind;

use super::record::{
    Figure, Rest, Step, Top, actors, date, figures, history, number, reference, references, sources, text, texts,
};

#[derive(Serialize)]
pub(super) struct Event<'m> {
    #[serde(flatten)]
    top: Top<'m>,
    when: Option<&'m Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<&'m str>,
    /// A place's id; the words, where it has no record.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    actors: Vec<String>,
    /// In which part an actor took part, where that was said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    actors_as: Vec<As<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    participants_by_role: Vec<&'m str>,
    /// What holds now.
    status: Option<&'m str>,
    history: Vec<Step<'m>>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    importance: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<serde_json::Number>,
    sources: Vec<String>,
    claims: Vec<String>,
    /// Of the claims, in words: the title may say what they do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    denials: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    responds_to: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    announces: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quantity: Vec<Figure<'m>>,
    #[serde(flatten)]
    rest: Rest<'m>,
}

#[derive(Serialize)]
struct As<'m> {
    actor: String,
    #[serde(rename = "as")]
    role: &'m str,
}

impl<'m> Event<'m> {
    pub(super) fn of(site: &Site<'m>, id: Id<event::Event>) -> Event<'m> {
        let event = &site.facts.model.events[id];
        let played = event.actors.iter().filter_map(|written| {
            let role = written.role.as_deref()?;
            Some(As { actor: reference(site, written, &[Kind::Actor])?, role })
        });
        Event {
            top: Top::of(site, RecordId::Event(id)),
            when: date(&event.when),
            said: text(&event.said),
            at: event.at.as_ref().and_then(|at| reference(site, at, &[Kind::Place])),
            actors: actors(site, &event.actors),
            actors_as: played.collect(),
            participants_by_role: texts(&event.participants_by_role),
            status: asof::status(&event.status, site.facts.model.today).map(|step| step.is.text.as_str()),
            history: history(site, &event.status),
            kind: text(&event.kind),
            importance: event.importance.and_then(number),
            order: number(event.order).filter(|_| event.order != 0.0),
            sources: sources(site, &event.sources),
            claims: references(site, &event.claims, &[Kind::Claim]),
            denials: say::denials_of_event(site, event),
            responds_to: references(site, &event.responds_to, &[Kind::Event]),
            announces: references(site, &event.announces, &[Kind::Event]),
            quantity: figures(&event.quantities),
            rest: Rest::of(site, &event.head),
        }
    }
}
