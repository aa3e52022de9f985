//! What wants an editor's attention by its date: planned events, expectations that are not met, briefings to look at again.

use serde::Serialize;

use crate::base::date::{Date, Day};
use crate::engine::snapshot::Snapshot;
use crate::model::registry::RecordId;

use super::{Item, Row, in_days};

/// A record with a date that somebody must look at.
#[derive(Serialize)]
pub(super) struct Due {
    #[serde(flatten)]
    item: Item,
    /// Which of its dates: `when`, `by_when` or `review_by`.
    field: &'static str,
    /// As written, in EDTF.
    date: String,
    /// Its last day.
    day: String,
    /// How many days it is from today; fewer than none once it has passed. `null` where the content says nothing of today.
    days: Option<i32>,
}

impl Row for Due {
    fn cells(&self) -> Vec<String> {
        let what = match self.field {
            "by_when" => "expected by then",
            "review_by" => "review by then",
            _ => "planned",
        };
        let Item { kind, id, title, .. } = &self.item;
        let cells = [&self.date, &in_days(self.days), what, kind, id, title].map(str::to_owned);
        cells.into_iter().chain([self.item.place()]).collect()
    }
}

/// All of it, what is longest overdue first.
pub(super) fn due(snapshot: &Snapshot) -> Vec<Due> {
    let mut dated: Vec<(Day, RecordId, Due)> = Vec::new();
    for id in snapshot.facts.model.ids() {
        if let Some((field, date)) = awaited(snapshot, id) {
            let day = date.latest().day();
            let days = snapshot.facts.model.today.map(|today| day.days_after(today));
            let due = Due { item: Item::of(snapshot, id), field, date: date.edtf(), day: day.to_string(), days };
            dated.push((day, id, due));
        }
    }
    dated.sort_by_key(|(day, id, _)| (*day, *id));
    dated.into_iter().map(|(_, _, due)| due).collect()
}

/// The date of a record that is still to be looked at, and the field it stands in.
fn awaited(snapshot: &Snapshot, id: RecordId) -> Option<(&'static str, &Date)> {
    let model = &snapshot.facts.model;
    match id {
        RecordId::Briefing(id) => model.briefings[id].review_by.as_ref().map(|date| ("review_by", &date.value)),
        RecordId::Event(id) => {
            let event = &model.events[id];
            let planned = event.status.last().is_some_and(|step| matches!(step.is.means.as_str(), "planned" | "announced"));
            event.when.as_ref().filter(|_| planned).map(|date| ("when", &date.value))
        }
        RecordId::Claim(id) => {
            let expects = model.claims[id].expects.as_ref()?;
            let by_when = expects.by_when.as_ref().filter(|_| expects.outcome().is_none());
            // What has no last day is never due.
            by_when.filter(|date| date.value.end().is_some()).map(|date| ("by_when", &date.value))
        }
        _ => None,
    }
}
