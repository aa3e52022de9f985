//! What time has passed over.

use crate::analysis::facts::Facts;
use crate::analysis::rules::{expectation_due, planned_date_passed, review_overdue};
use crate::analysis::wording::called_in_text;
use crate::base::date::{Date, Day};
use crate::model::briefing::Briefing;
use crate::model::registry::{Model, RecordId};

use super::{Row, Section};

pub(super) fn planned_dates_passed(facts: &Facts) -> Section {
    let model = &facts.model;
    let row = |found: planned_date_passed::Passed<'_>| {
        let why = format!("still `{}`", found.step.is.text);
        Row::of(model, RecordId::Event(found.event), why, Some(&found.when.value)).at(found.step.is.span)
    };
    Section {
        name: "planned-date-passed",
        title: "Planned dates that have passed",
        about: "Find out what became of it, and write the new `status`, with its source.",
        rows: planned_date_passed::passed(facts).into_iter().map(row).collect(),
    }
    .oldest_first()
}

pub(super) fn expectations_due(facts: &Facts) -> Section {
    let model = &facts.model;
    let rows = expectation_due::due(facts).into_iter().map(|(id, by_when)| {
        let why = format!("expected: {}", expectation_due::expected(&model.claims[id]));
        Row::of(model, RecordId::Claim(id), why, Some(&by_when.value)).at(by_when.span)
    });
    Section {
        name: "expectation-due",
        title: "Expectations that are due",
        about: "Look whether it came, and write `met`: the day, or `no`.",
        rows: rows.collect(),
    }
    .oldest_first()
}

/// Briefings whose day has come, and those that did not follow what they tell of.
pub(super) fn stale(facts: &Facts) -> Section {
    let model = &facts.model;
    let overdue = review_overdue::overdue(facts).into_iter().map(|(id, review_by)| {
        let why = "to be looked at again by then".to_owned();
        Row::of(model, RecordId::Briefing(id), why, Some(&review_by.value)).at(review_by.span)
    });
    let mut rows: Vec<Row> = overdue.collect();
    for (id, briefing) in model.briefings.iter() {
        let Some((changed, date)) = latest_change(model, briefing, facts.model.today) else { continue };
        let days = [briefing.as_of.as_ref(), briefing.updated.as_ref(), briefing.date.as_ref()];
        let Some(touched) = days.into_iter().flatten().max_by_key(|date| date.value.latest().day()) else { continue };
        if touched.value.latest().day() < date.earliest().day() {
            let why = format!("written before `{}` changed", called_in_text(model, changed));
            rows.push(Row::of(model, RecordId::Briefing(id), why, Some(date)).at(touched.span));
        }
    }
    Section {
        name: "review-overdue",
        title: "Stale pages",
        about: "Read them again, set `updated`, and give `review_by` a later day.",
        rows,
    }
    .oldest_first()
}

/// The last day until today on which something changed that a briefing tells of: a claim was made or answered, a status came. With whose.
fn latest_change<'m>(model: &'m Model, briefing: &Briefing, today: Option<Day>) -> Option<(RecordId, &'m Date)> {
    let mut dates: Vec<(RecordId, &Date)> = Vec::new();
    for id in model.each(&briefing.claims, Model::claim) {
        let claim = &model.claims[id];
        let said = claim.asserted.iter().map(|said| &said.when);
        let all =
            said.chain(claim.responses.iter().map(|answer| &answer.when)).chain(claim.status.iter().map(|step| &step.as_of));
        dates.extend(all.flatten().map(|date| (RecordId::Claim(id), &date.value)));
    }
    for id in model.each(&briefing.events, Model::event) {
        let steps = model.events[id].status.iter().filter_map(|step| step.as_of.as_ref());
        dates.extend(steps.map(|date| (RecordId::Event(id), &date.value)));
    }
    dates.retain(|(_, date)| today.is_none_or(|today| date.earliest().day() <= today));
    // Of one day the first in order of the briefing.
    dates.into_iter().rev().max_by_key(|(_, date)| date.earliest().day())
}

/// Briefings of which nobody has said when they must be looked at again.
pub(super) fn unreviewed(facts: &Facts) -> Section {
    let model = &facts.model;
    let open = model.briefings.iter().filter(|(_, briefing)| briefing.review_by.is_none());
    let row = |(id, briefing): (_, &Briefing)| {
        let why = match (&briefing.updated, &briefing.date) {
            (Some(_), _) => "updated then, no `review_by`",
            (None, Some(_)) => "published then, no `review_by`",
            (None, None) => "no date, no `review_by`",
        };
        Row::of(model, RecordId::Briefing(id), why, briefing.latest())
    };
    Section {
        name: "unreviewed",
        title: "Pages without a day of review",
        about: "Give those that are not finished a `review_by`; the oldest stand first.",
        rows: open.map(row).collect(),
    }
    .oldest_first()
}
