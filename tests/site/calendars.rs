//! Calendars as a program reads them that is not ours.

use std::collections::BTreeSet;

use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event, EventLike};
use whowhen::base::date::Precision;
use whowhen::engine::workspace::Options;
use whowhen::input::files::Disk;

use super::support::{Built, files, snapshot};

const BASE: &str = "https://record.example/";

const SITE: &str = r#"
-- site.yaml --
title: Ships & ports
as_of: 2022-01-20
lints: {undefined-actor: "off", undefined-place: "off", planned-date-passed: "off"}
-- content/actors.yaml --
ada: {name: Ada Orvan}
-- content/events.yaml --
signs: {title: "One, two; three \\ four: \"five\" \\n six", when: 2022-01-03, at: "Berth 4; the quay, west", summary: "First, *second*; third \\\\ fourth."}
long: {title: "Під час зустрічі в порту міністри домовилися про спільну перевірку всіх суден, які прибувають із заходу, та про обмін даними 🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢", when: 2022-01-10/2022-01-13, actors: [ada]}
spaces: {title: "A title with   spaces      where a line may be folded   and again   spaces, more  than   one   of  them", when: 2022-01-11}
leap: {title: A leap day, when: 2020-02-29}
about: {title: About then, when: 2022-01-14~, status: planned}
either: {title: On one of two, when: "[2022-01-13,2022-01-14]"}
open: {title: It goes on, when: 2022-01-15/.., status: cancelled}
moment: {title: At a moment, when: 2022-01-15T23:30+02:00, status: occurred}
hours: {title: For some hours, when: 2021-12-31T22:00Z/2022-01-01T02:30Z}
week: {title: A week, when: 2022-W03}
early: {title: Long ago, when: 0044-03-15}
month: {title: A month is no day, when: 2022-01}
"#;

fn at(files: impl whowhen::input::files::Files + 'static) -> Built {
    Built(snapshot(files, Options { base_url: Some(BASE.to_owned()), ..Options::default() }))
}

fn read(site: &Built, path: &str) -> Calendar {
    site.page(path).parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn time(time: Option<DatePerhapsTime>) -> String {
    match time {
        None => String::new(),
        Some(DatePerhapsTime::Date(day)) => day.to_string(),
        Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(moment))) => moment.to_string(),
        Some(other) => panic!("{other:?} depends on where the reader is"),
    }
}

/// From, until (the first day that no longer is one of it), words.
fn shown(event: &Event) -> [String; 3] {
    [time(event.get_start()), time(event.get_end()), event.get_summary().unwrap_or_default().to_owned()]
}

#[test]
fn all_that_was_written_comes_back() {
    let site = at(files(SITE.trim_start())).sound();
    let calendar = read(&site, "calendar.ics");
    assert_eq!(calendar.get_name(), Some("Ships & ports"));
    let events: Vec<&Event> = calendar.events().collect();
    let long = "Під час зустрічі в порту міністри домовилися про спільну перевірку всіх суден, які прибувають із заходу, та про обмін даними 🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢🚢";
    let expected = [
        ["0044-03-15", "0044-03-16", "Long ago"],
        ["2020-02-29", "2020-03-01", "A leap day"],
        ["2021-12-31 22:00:00 UTC", "2022-01-01 02:30:00 UTC", "For some hours"],
        ["2022-01-03", "2022-01-04", "One, two; three \\ four: \"five\" \\n six"],
        ["2022-01-10", "2022-01-14", long],
        [
            "2022-01-11",
            "2022-01-12",
            "A title with   spaces      where a line may be folded   and again   spaces, more  than   one   of  them",
        ],
        ["2022-01-13", "2022-01-15", "13 or 14 January 2022: On one of two"],
        ["2022-01-14", "2022-01-15", "about 14 January 2022: About then"],
        ["2022-01-15", "2022-01-16", "since 15 January 2022: It goes on"],
        ["2022-01-15 21:30:00 UTC", "", "At a moment"],
        ["2022-01-17", "2022-01-24", "A week"],
    ];
    assert_eq!(events.iter().map(|event| shown(event)).collect::<Vec<_>>(), expected);
    let signs = events[3];
    assert_eq!(signs.get_location(), Some("Berth 4; the quay, west"));
    assert_eq!(signs.get_description(), Some("First, second; third \\ fourth."));
    assert_eq!(signs.get_url(), Some("https://record.example/events/signs/"));
    assert_eq!(signs.get_timestamp().map(|moment| moment.to_string()).as_deref(), Some("2022-01-20 00:00:00 UTC"));
    let statuses = events.iter().filter_map(|event| event.property_value("STATUS")).collect::<Vec<_>>();
    assert_eq!(statuses, ["TENTATIVE", "CANCELLED", "CONFIRMED"]);

    let own = read(&site, "actors/ada/calendar.ics");
    assert_eq!(own.get_name(), Some("Ada Orvan – Ships & ports"));
    assert_eq!(own.events().collect::<Vec<_>>(), [events[4]]);
}

#[test]
fn the_demo_s_events_are_in_its_calendars_each_once() {
    let site = at(Disk::new(env!("CARGO_MANIFEST_DIR")));
    let calendar = read(&site, "calendar.ics");
    let mut found = BTreeSet::new();
    for event in calendar.events() {
        let address = event.get_url().and_then(|url| url.strip_prefix(BASE)).unwrap();
        assert!(site.has(&format!("{address}index.html")), "{address}");
        let [from, _, words] = shown(event);
        found.insert((from[..10].to_owned(), words.rsplit_once(": ").map_or(words.as_str(), |(_, title)| title).to_owned()));
    }
    let uids: BTreeSet<&str> = calendar.events().filter_map(Component::get_uid).collect();
    assert_eq!(uids.len(), calendar.events().count());
    let mut expected = BTreeSet::new();
    for (_, event) in site.0.facts.model.events.iter() {
        let Some(when) = event.when.as_ref().map(|when| &when.value) else { continue };
        let Some(day) = when.start().or(when.end()).filter(|_| when.precision() >= Precision::Week) else { continue };
        let title = &event.head.title;
        let title = title.rsplit_once(": ").map_or(title.as_str(), |(_, title)| title);
        expected.insert((day.day().to_string(), title.to_owned()));
    }
    assert_eq!(found, expected);
    assert!(found.len() > 10, "{found:?}");

    let all: Vec<&Event> = calendar.events().collect();
    for path in site.0.output.keys().filter(|path| path.starts_with("actors/") && path.ends_with("/calendar.ics")) {
        let own = read(&site, path);
        assert!(own.events().count() > 0 && own.events().all(|event| all.contains(&event)), "{path}");
    }
}
