//! What became known when: the days on the timeline's page, newest first.

use snapbox::{assert_data_eq, str};

use whowhen::engine::workspace::Options;
use whowhen::input::files::Memory;

use super::leaf::Leaf;
use super::support::{Built, snapshot};

fn memory(claims: &str) -> Memory {
    let mut memory = Memory::default();
    let sources = "gazette: {title: Notice, publisher: Town Gazette, date: 2024-03-01, url: \"https://example.org/\"}\n\
                   undated: {title: Without a date, url: \"https://example.org/2\"}\n";
    let events = "hearing:\n  title: A hearing\n  when: 2024-04-01\n  sources: [gazette]\n  claims: [cracks]\n  status:\n    \
                  - {is: planned, as_of: 2024-03-01}\n    - {is: postponed, as_of: 2024-03-04}\n";
    memory.write("content/sources.yaml", sources);
    memory.write("content/events.yaml", events);
    memory.write("content/claims.yaml", claims);
    memory
}

/// The rows: the anchor, the day and what became known.
fn rows(memory: Memory, options: Options) -> String {
    let page = Built(snapshot(memory, options)).page("timeline/");
    let Some((_, list)) = page.split_once("id=\"known\"") else { return "none".to_owned() };
    let list = list.split("</ol>").next().unwrap();
    let row = |row: &str| {
        let anchor = row.strip_prefix(" id=\"").map_or("", |id| id.split('"').next().unwrap());
        format!("{anchor} | {}", Leaf::read(&format!("<li{row}")).text.trim())
    };
    list.split("<li").skip(1).map(row).collect::<Vec<_>>().join("\n") + "\n"
}

const CLAIMS: &str = "cracks:\n  text: The bridge has cracks.\n  source: gazette\n  asserted:\n    \
                      - {by: Bo Clerk, when: 2024-03-01, source: gazette}\n    - {by: Ann Noone, when: 2024-03, source: gazette}\n  \
                      responses:\n    - {by: Ada Okafor, stance: denies, when: 2024-03-03}\n    \
                      - {by: Ada Okafor, stance: denies, when: 2024-03-04}\n    - {by: Town Council, stance: no-information}\n  \
                      status:\n    - {is: reported, as_of: 2024-03-01}\n    - {is: disputed, as_of: 2024-03-03}\n";

#[test]
fn days_stand_newest_first_and_a_claim_with_its_denials() {
    assert_data_eq!(
        rows(memory(CLAIMS), Options::default()),
        str![[r#"
known--2024-03-31 | March 2024 The bridge has cracks. Said by Ann Noone · Denied by Ada Okafor
known--2024-03-04 | 4 March 2024 A hearing Postponed · Denied by Ada Okafor The bridge has cracks. Denied by Ada Okafor
known--2024-03-03 | 3 March 2024 The bridge has cracks. Disputed · Denied by Ada Okafor
known--2024-03-01 | 1 March 2024 A hearing First reported by Town Gazette · Planned · Denied by Ada Okafor Notice Published by Town Gazette The bridge has cracks. Said by Bo Clerk · Reported · Denied by Ada Okafor

"#]]
    );
}

#[test]
fn an_edition_tells_of_no_later_day() {
    let mut options = Options::default();
    options.publish.as_of = whowhen::base::date::Day::parse("2024-03-02").ok();
    assert_data_eq!(
        rows(memory(CLAIMS), options),
        str![[r#"
known--2024-03-01 | 1 March 2024 A hearing First reported by Town Gazette · Planned Notice Published by Town Gazette The bridge has cracks. Said by Bo Clerk · Reported

"#]]
    );
}

#[test]
fn where_nothing_has_a_date_nothing_is_told() {
    let mut memory = Memory::default();
    memory.write("content/claims.yaml", "cracks: {text: It has cracks., by: Bo Clerk}\n");
    assert_eq!(rows(memory, Options::default()), "none");
}

#[test]
fn of_very_many_the_newest_are_told_and_the_number_of_the_others() {
    let claim = |number: usize| format!("c{number}: {{text: Claim number {number}., by: Bo Clerk, date: 2024-01-01}}\n");
    let page = Built(snapshot(memory(&(0..400).map(claim).collect::<String>()), Options::default())).page("timeline/");
    assert_eq!(page.matches("Said by Bo Clerk").count(), 297);
    assert!(page.contains("<p class=\"meta\">Older: 103 more, on the pages of claims, events and sources.</p>"));
}

#[test]
fn an_event_is_not_known_from_what_was_claimed_before_it_and_it_answers() {
    let shown = |event: &str, as_of: &str| {
        let mut memory = memory("cracks: {text: The bridge has cracks., by: Bo Clerk, date: 2024-03-01}\n");
        memory.write("content/events.yaml", format!("answer: {{title: The answer, claims: [cracks], {event}}}\n"));
        let mut options = Options::default();
        options.publish.as_of = whowhen::base::date::Day::parse(as_of).ok();
        Built(snapshot(memory, options)).has("events/answer/index.html")
    };
    for (event, as_of, expected) in [
        ("when: 2024-03-05", "2024-03-04", false),
        ("when: 2024-03-05", "2024-03-05", true),
        ("when: 2024-03-05, status: {is: planned, as_of: 2024-03-02}", "2024-03-02", true),
        ("when: 2024-02", "2024-02-29", false),
        ("when: 2024-02", "2024-03-01", true),
    ] {
        assert_eq!(shown(event, as_of), expected, "{event}, as known on {as_of}");
    }
}
