//! Calendars (iCalendar, RFC 5545): of all events, and of those with one actor.
//!
//! The writer is our own: what a calendar of events needs of the standard is escaping and folding, and the libraries for it read the clock.
//! What a subscriber sees: an event stands on its days, from the first to the last; a moment at its time. Of one day among several, of
//! about-days and of what began and has not ended, the words of the date stand before the title, and nothing blocks anybody's time. What is
//! dated by a month, a season or more has no day that a calendar could show honestly and is left out, as are years before 1.

use crate::analysis::asof;
use crate::analysis::backlink::Tie;
use crate::analysis::wording::wording;
use crate::base::date::{Date, Day, Mark, Point, Precision};
use crate::base::id::Id;
use crate::model::actor::Actor;
use crate::model::event::Event;
use crate::model::registry::RecordId;

use super::feed::uuid;
use super::say;
use super::view::compose::Site;

/// The most octets of a line, its end not counted.
const LINE: usize = 75;

/// The bytes of a `calendar.ics`: of all events, or of those with an actor.
pub fn calendar(site: &Site<'_>, of: Option<Id<Actor>>) -> Vec<u8> {
    let config = &site.facts.config;
    let name = match of {
        None => config.title.clone(),
        Some(id) => format!("{} – {}", site.facts.model.actors[id].head.title, config.title),
    };
    let mut lines = Lines(Vec::new());
    lines.raw("BEGIN", "VCALENDAR");
    lines.raw("VERSION", "2.0");
    lines.raw("PRODID", "-//whowhen//whowhen//EN");
    lines.raw("CALSCALE", "GREGORIAN");
    // NAME is the standard's (RFC 7986); the other is what most programs still read.
    lines.text("NAME", &name);
    lines.text("X-WR-CALNAME", &name);
    for id in events(site, of) {
        let told = || {
            let mut lines = Lines(Vec::new());
            event(&mut lines, site, id);
            lines.0
        };
        lines.0.extend_from_slice(site.directory.in_calendars.get(&id, told).map_or(&[], Vec::as_slice));
    }
    lines.raw("END", "VCALENDAR");
    lines.0
}

/// Whether a calendar would have anything in it.
pub fn has_events(site: &Site<'_>, of: Option<Id<Actor>>) -> bool {
    events(site, of).next().is_some()
}

/// The events that can stand in a calendar, in order of time.
fn events<'s>(site: &'s Site<'_>, of: Option<Id<Actor>>) -> impl Iterator<Item = Id<Event>> + use<'s> {
    let mut events: Vec<Id<Event>> = match of {
        None => site.facts.timeline.clone(),
        Some(id) => {
            let links = site.facts.backlinks_of(RecordId::Actor(id)).iter();
            let takes_part = links.filter(|link| link.ties.contains(&Tie::Participant));
            takes_part.filter_map(|link| if let RecordId::Event(id) = link.from { Some(id) } else { None }).collect()
        }
    };
    events.sort_by_key(|id| site.directory.place_in_time(*id));
    events.into_iter().filter(|id| site.facts.model.events[*id].when.as_ref().is_some_and(|when| days(&when.value).is_some()))
}

/// The days on which a date is shown, if it can be.
fn days(date: &Date) -> Option<(Point, Point)> {
    let shown = |point: Point| (1..=9998).contains(&point.day().year());
    let (first, last) = match (date.start(), date.end()) {
        (Some(first), Some(last)) => (first, last),
        // Of what has no other end the one known day.
        (Some(first), None) => (first, first),
        (None, Some(last)) => (last, last),
        (None, None) => return None,
    };
    (date.precision() >= Precision::Week && shown(first) && shown(last)).then_some((first, last))
}

fn event(lines: &mut Lines, site: &Site<'_>, id: Id<Event>) {
    let model = &site.facts.model;
    let event = &model.events[id];
    let Some(when) = &event.when else { return };
    let Some((first, last)) = days(&when.value) else { return };
    let path = site.directory.paths.get(&RecordId::Event(id)).map_or("", |path| path.as_str());
    let address = site.base_url.map(|base| format!("{base}{path}"));
    lines.raw("BEGIN", "VEVENT");
    // The same as long as the event's address is.
    lines.raw("UID", &uuid(address.as_deref().unwrap_or(&site.facts.config.title), path).to_string());
    lines.raw("DTSTAMP", &format!("{}T000000Z", model.today.or(Day::new(1970, 1, 1)).map(basic).unwrap_or_default()));
    match (first, last) {
        (Point::Moment(_), Point::Moment(_)) => {
            lines.raw("DTSTART", &utc(first));
            if first.instant() < last.instant() {
                lines.raw("DTEND", &utc(last));
            }
        }
        _ => {
            lines.raw("DTSTART;VALUE=DATE", &basic(first.day()));
            // The standard's end is the day after.
            lines.raw("DTEND;VALUE=DATE", &basic(last.day().plus(1).unwrap_or(last.day())));
        }
    }
    let is_plain = matches!(when.value.mark(), Mark::Day) || matches!(when.value.mark(), Mark::Span) && is_closed(&when.value);
    let title = &event.head.title;
    lines.text("SUMMARY", &if is_plain { title.clone() } else { format!("{}: {title}", when.value.text()) });
    let denials = say::denials_of_event(site, event);
    let summary = event.head.summary.as_ref().map(|summary| wording(model, summary));
    let said = say::status_of_event(site, event);
    let description: Vec<String> = said.into_iter().chain(summary).chain(denials).collect();
    if !description.is_empty() {
        lines.text("DESCRIPTION", &description.join(" "));
    }
    if let Some(at) = &event.at {
        lines.text("LOCATION", say::place(model, at));
    }
    if let Some(status) = asof::status(&event.status, model.today).and_then(|step| status(&step.is.means)) {
        lines.raw("STATUS", status);
    }
    if let Some(address) = &address {
        lines.raw("URL", address);
    }
    lines.raw("TRANSP", "TRANSPARENT");
    lines.raw("END", "VEVENT");
}

fn is_closed(date: &Date) -> bool {
    date.start().is_some() && date.end().is_some()
}

/// The standard's word for a status, where it has one.
fn status(word: &str) -> Option<&'static str> {
    match word {
        "planned" | "announced" | "hypothetical" | "postponed" => Some("TENTATIVE"),
        "cancelled" => Some("CANCELLED"),
        "occurred" | "confirmed" => Some("CONFIRMED"),
        _ => None,
    }
}

/// `20220119`
fn basic(day: Day) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// `20220119T123000Z`
fn utc(point: Point) -> String {
    let (days, seconds) = (point.instant().div_euclid(86_400), point.instant().rem_euclid(86_400));
    let day = Day::new(1970, 1, 1).and_then(|first| first.plus(i32::try_from(days).ok()?)).unwrap_or(point.day());
    format!("{}T{:02}{:02}{:02}Z", basic(day), seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Content lines.
struct Lines(Vec<u8>);

impl Lines {
    /// A value that is no text: nothing in it is escaped, and it can't hold a line's end.
    fn raw(&mut self, name: &str, value: &str) {
        let line = [name, ":", value].concat().replace(char::is_control, "");
        let (mut rest, mut room) = (line.as_str(), LINE);
        while rest.len() > room {
            // A line is folded between characters, never within one.
            let end = (0..=room).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(room);
            self.0.extend_from_slice(&rest.as_bytes()[..end]);
            self.0.extend_from_slice(b"\r\n ");
            (rest, room) = (&rest[end..], LINE - 1);
        }
        self.0.extend_from_slice(rest.as_bytes());
        self.0.extend_from_slice(b"\r\n");
    }

    fn text(&mut self, name: &str, text: &str) {
        let mut escaped = String::with_capacity(text.len() + 8);
        for line in text.split(['\n', '\r']).filter(|line| !line.is_empty()) {
            if !escaped.is_empty() {
                escaped.push_str("\\n");
            }
            for piece in line.split_inclusive(['\\', ';', ',']) {
                let plain = piece.trim_end_matches(['\\', ';', ',']);
                escaped.push_str(plain);
                if let Some(sign) = piece[plain.len()..].chars().next() {
                    escaped.extend(['\\', sign]);
                }
            }
        }
        self.raw(name, &escaped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_escaped_and_folded_between_characters() {
        let mut lines = Lines(Vec::new());
        lines.text("SUMMARY", "one, two; three\\four\nfive\u{7}");
        assert_eq!(String::from_utf8(lines.0).unwrap(), "SUMMARY:one\\, two\\; three\\\\four\\nfive\r\n");
        let mut lines = Lines(Vec::new());
        lines.text("X", &"ж".repeat(100));
        let text = String::from_utf8(lines.0).unwrap();
        assert!(text.split("\r\n").all(|line| line.len() <= LINE), "{text}");
        assert_eq!(text.replace("\r\n ", ""), format!("X:{}\r\n", "ж".repeat(100)));
    }

    #[test]
    fn a_date_has_days_if_a_calendar_can_show_it() {
        let shown = |text: &str| days(&Date::parse(text).unwrap()).map(|(a, b)| format!("{a} {b}"));
        for (date, expected) in [
            ("2022-01-19", Some("2022-01-19 2022-01-19")),
            ("2022-01-10/2022-01-13", Some("2022-01-10 2022-01-13")),
            ("[2022-01-13,2022-01-14]", Some("2022-01-13 2022-01-14")),
            ("2022-01-14~", Some("2022-01-14 2022-01-14")),
            ("2022-W03", Some("2022-01-17 2022-01-23")),
            ("2022-01-10/..", Some("2022-01-10 2022-01-10")),
            ("../2022-01-10", Some("2022-01-10 2022-01-10")),
            ("2022-01", None),
            ("2022", None),
            ("-0044-03-15", None),
        ] {
            assert_eq!(shown(date).as_deref(), expected, "{date}");
        }
        let moment = Date::parse("2022-01-19T00:30+02:00").unwrap();
        assert_eq!(utc(moment.earliest()), "20220118T223000Z");
    }
}
