//! Events in order of time.

use crate::base::id::Id;
use crate::model::event::Event;
use crate::model::registry::Model;

/// All events with a date, in the one order of the site: time, then the editor's `order`, then id.
pub fn in_order(model: &Model) -> Vec<Id<Event>> {
    let mut events: Vec<Id<Event>> = model.events.ids().filter(|id| model.events[*id].when.is_some()).collect();
    events.sort_by(|a, b| compare(model, *a, *b));
    events
}

fn compare(model: &Model, a: Id<Event>, b: Id<Event>) -> std::cmp::Ordering {
    let (one, two) = (&model.events[a], &model.events[b]);
    match (&one.when, &two.when) {
        (Some(x), Some(y)) => x.value.cmp_in_time(&y.value),
        (x, y) => y.is_some().cmp(&x.is_some()),
    }
    .then_with(|| one.order.total_cmp(&two.order))
    .then_with(|| one.head.id.cmp(&two.head.id))
}
