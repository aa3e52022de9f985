//! What held on a day: roles, statuses.

use crate::base::date::{Date, Day};
use crate::base::text::Spanned;
use crate::model::actor::{Actor, Role};
use crate::model::event::{Event, Status};
use crate::model::registry::{Model, RecordId};

/// The date that the words of a record are written for: of a briefing the day up to which it tells, else that on which it was published;
/// of an event its own. Others have none.
pub fn told_on(model: &Model, id: RecordId) -> Option<&Date> {
    let date = match id {
        RecordId::Briefing(id) => model.briefings[id].as_of.as_ref().or(model.briefings[id].date.as_ref()),
        RecordId::Event(id) => model.events[id].when.as_ref(),
        _ => None,
    };
    date.map(|date| &date.value)
}

/// The status that holds on a day: the last step that began by then; an undated one began with the step before it. Before any step, the first.
pub fn status(history: &[Status], day: Option<Day>) -> Option<&Status> {
    let mut begun = true;
    let has_begun = |step: &&Status| {
        if let (Some(date), Some(day)) = (&step.as_of, day) {
            begun = date.value.earliest().day() <= day;
        }
        begun
    };
    history.iter().filter(has_begun).last().or(history.first())
}

/// The status that an event has on a day, where it says anything else than that the event took place.
pub fn open_status(event: &Event, day: Option<Day>) -> Option<&Status> {
    status(&event.status, day).filter(|step| !matches!(step.is.means.as_str(), "occurred" | "confirmed"))
}

/// The roles that an actor holds on a day.
pub fn roles(actor: &Actor, day: Option<Day>) -> impl Iterator<Item = &Role> {
    actor.roles.iter().filter(move |role| held(&role.since, &role.until, day))
}

/// The role that an actor gave up last before a day; one that is yet to begin is none.
pub fn last_role(actor: &Actor, day: Option<Day>) -> Option<&Role> {
    let is_over = |role: &&Role| role.until.as_ref().is_some_and(|until| day.is_none_or(|day| until.value.latest().day() < day));
    actor.roles.iter().filter(is_over).max_by_key(|role| role.until.as_ref().map(|until| until.value.latest()))
}

/// Whether a span of time holds a day. Open ends hold any; without a day, what has no end holds.
pub fn held(since: &Option<Spanned<Date>>, until: &Option<Spanned<Date>>, day: Option<Day>) -> bool {
    let Some(day) = day else { return until.is_none() };
    since.as_ref().is_none_or(|since| since.value.earliest().day() <= day)
        && until.as_ref().is_none_or(|until| day <= until.value.latest().day())
}
