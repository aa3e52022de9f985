//! `timeline.json`, as TimelineJS 3 reads it (timeline.knightlab.com). Its texts are HTML, so ours are escaped.

use serde::Serialize;

use crate::analysis::wording::wording;
use crate::base::date::{Date, Point, Precision};
use crate::base::id::Id;
use crate::model::event::Event;
use crate::site::html::escape;
use crate::site::say;
use crate::site::view::compose::Site;

#[derive(Serialize)]
struct Timeline {
    title: Title,
    events: Vec<Slide>,
}

#[derive(Serialize)]
struct Title {
    text: Words,
}

#[derive(Serialize)]
struct Slide {
    start_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Day>,
    /// The date as we word it: what is uncertain looks uncertain.
    display_date: String,
    text: Words,
    unique_id: String,
}

#[derive(Serialize)]
struct Words {
    headline: String,
    text: String,
}

/// As much of a day as is known.
#[derive(Serialize)]
struct Day {
    year: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hour: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minute: Option<u8>,
}

pub(super) fn json(site: &Site<'_>) -> Vec<u8> {
    let config = &site.facts.config;
    let timeline = Timeline {
        title: Title { text: Words { headline: escape(&config.title), text: escape(&config.description) } },
        events: site.facts.timeline.iter().filter_map(|id| slide(site, *id)).collect(),
    };
    let mut bytes = serde_json::to_vec(&timeline).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn slide(site: &Site<'_>, id: Id<Event>) -> Option<Slide> {
    let event = &site.facts.model.events[id];
    let when = &event.when.as_ref()?.value;
    let summary = event.head.summary.as_ref().map(|summary| wording(&site.facts.model, summary));
    let status = say::status_of_event(site, event);
    let said: Vec<String> = status.into_iter().chain(summary).chain(say::denials_of_event(site, event)).collect();
    Some(Slide {
        start_date: day(when.earliest(), when.precision()),
        end_date: end(when),
        display_date: when.text(),
        text: Words { headline: escape(&event.head.title), text: escape(&said.join(" ")) },
        unique_id: event.head.id.to_string(),
    })
}

/// Where something lasted, or its date is coarser than a day. One day among several is not drawn as if all of them were meant.
fn end(date: &Date) -> Option<Day> {
    let (first, last) = (date.start()?, date.end()?);
    let lasted = !date.one_of() && first.day() != last.day();
    // A month or year as a whole is said by leaving out the day.
    let whole = matches!(date.precision(), Precision::Month | Precision::Year) && !date.edtf().contains('/');
    (lasted && !whole).then(|| day(last, Precision::Day))
}

fn day(point: Point, precision: Precision) -> Day {
    let (year, month, day) = point.date();
    let time = point.time();
    Day {
        year,
        month: (precision > Precision::Year).then_some(month),
        day: (precision > Precision::Month || precision == Precision::Season).then_some(day),
        hour: time.map(|(hour, ..)| hour),
        minute: time.map(|(_, minute, _)| minute),
    }
}
