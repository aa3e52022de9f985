//! Records as the lines of a table.

use crate::base::date::Date;
use crate::base::text::Spanned;
use crate::engine::snapshot::Snapshot;
use crate::model::event::Status;
use crate::model::registry::RecordId;
use crate::site::say;
use crate::syntax::kind::Kind;

use super::Item;

/// The records of a kind: events in order of time, all others in order of id.
pub(super) fn rows(snapshot: &Snapshot, kind: Kind) -> Vec<Vec<String>> {
    let (facts, model) = (&snapshot.facts, &snapshot.facts.model);
    let ids: Vec<RecordId> = match kind {
        Kind::Event => facts.timeline.iter().map(|id| RecordId::Event(*id)).collect(),
        kind => model.ids().into_iter().filter(|id| id.kind() == kind).collect(),
    };
    let row = |id: RecordId| {
        let item = Item::of(snapshot, id);
        let place = item.place();
        match id {
            RecordId::Actor(actor) => {
                let word = model.actors[actor].kind.as_ref().map(|kind| kind.text.clone());
                let stub = || if model.head(id).stub { "only named".to_owned() } else { none() };
                vec![item.id, item.title, word.unwrap_or_else(stub), place]
            }
            RecordId::Event(event) => {
                let event = &model.events[event];
                vec![day(&event.when), item.id, item.title, status(&event.status), place]
            }
            RecordId::Source(source) => {
                let source = &model.sources[source];
                let publisher = source.publisher.as_ref().map(|publisher| say::actor(model, publisher).to_owned());
                vec![item.id, item.title, publisher.unwrap_or_else(none), day(&source.published), place]
            }
            RecordId::Claim(claim) => vec![item.id, item.title, status(&model.claims[claim].status), place],
            _ => vec![item.id, item.title, place],
        }
    };
    ids.into_iter().map(row).collect()
}

fn none() -> String {
    "–".to_owned()
}

fn day(date: &Option<Spanned<Date>>) -> String {
    date.as_ref().map_or_else(none, |date| date.value.edtf())
}

fn status(steps: &[Status]) -> String {
    steps.last().map_or_else(none, |step| step.is.text.clone())
}
