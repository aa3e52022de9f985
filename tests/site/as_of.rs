//! Histories as they stood on the day of the page: a briefing's `as_of` counts on its page, today on all others.

use super::support::{Built, site};

/// Today is 1 March 2024. `OLD` stands where a briefing says up to when it tells.
const SITE: &str = "\
-- site.yaml --
as_of: 2024-03-01
-- content/actors.yaml --
ada:
  name: Ada Orvan
  roles:
    - {title: Foreign Minister, of: Ruland, since: 2020, until: 2023-06-30}
    - {title: Head of the Bank, since: 2023-09}
bo: {name: Bo Tellis, kind: person, roles: [{title: Speaker, since: 2024-02}]}
cy: {name: Cy Marr, role: leads the party, roles: [{title: Mayor, since: 2019, until: 2022-12}]}
-- content/events.yaml --
summit:
  title: The summit
  when: 2022-02-10
  status: [{is: planned, as_of: 2022-01-01}, {is: cancelled, as_of: 2022-02-08}]
-- content/sources.yaml --
gazette: {title: The gazette}
-- content/claims.yaml --
plan:
  text: A plan exists
  asserted: {by: Eve Quill, when: 2022-01-09, source: gazette}
  responses: {by: Fay Denier, stance: denies, when: 2022-02-01}
  status: [{is: reported, as_of: 2022-01-09}, {is: refuted, as_of: 2022-03-01}]
  expects: {what: a vote, by_when: 2022-06-01}
-- content/briefings/told.md --
---
title: Told
OLD
actors: [ada, bo, cy]
dates: [summit]
claims: [plan]
---
Some words.

![[plan]]

```claims
status: reported
```

```timeline
status: planned
```
";

fn told(line: &str) -> Built {
    site(&SITE.replace("OLD", line)).sound()
}

/// Which of the words stand in a text.
fn among<'w>(text: &str, words: &[&'w str]) -> Vec<&'w str> {
    words.iter().copied().filter(|word| text.contains(word)).collect()
}

#[test]
fn a_briefing_shows_what_held_on_its_day() {
    let words = [
        "then Foreign Minister, Ruland",
        "Head of the Bank",
        "then Mayor",
        "leads the party",
        "Speaker",
        "Planned",
        "Cancelled",
        "Reported",
        "Refuted",
        "No claim fits",
        "No event fits",
        "Fay Denier",
    ];
    let then = ["then Foreign Minister, Ruland", "then Mayor", "Planned", "Reported", "Fay Denier"];
    let now = [
        "Head of the Bank",
        "leads the party",
        "Speaker",
        "Cancelled",
        "Refuted",
        "No claim fits",
        "No event fits",
        "Fay Denier",
    ];
    for (line, expected) in [
        ("as_of: 2022-01-20", &then[..]),
        ("as_of: 2022-01", &then[..]),
        ("date: 2022-01-20", &now[..]),
        // What is yet to come doesn't hold.
        ("as_of: 2025-01-01", &now[..]),
    ] {
        let page = told(line).main("briefings/told/");
        // What became known when tells of other days as well.
        let (before, _) = page.split_once("id=\"known-when\"").unwrap_or((&page, ""));
        assert_eq!(among(before, &words), expected, "{line}");
    }
}

#[test]
fn the_pages_of_the_records_themselves_tell_of_today() {
    let site = told("as_of: 2022-01-20");
    for (page, expected) in [
        ("actors/", &["Head of the Bank", "leads the party", "Speaker", "Fay Denier"][..]),
        ("actors/ada/", &["Foreign Minister", "Head of the Bank"]),
        ("events/", &["Cancelled"]),
        ("claims/", &["Refuted", "Fay Denier"]),
    ] {
        let words =
            ["then ", "Foreign Minister", "Head of the Bank", "leads the party", "Speaker", "Cancelled", "Refuted", "Fay Denier"];
        assert_eq!(among(&site.main(page), &words), expected, "{page}");
    }
}

#[test]
fn an_office_yet_to_begin_is_not_a_former_one() {
    let site = told("as_of: 2023-07-15");
    let main = site.main("briefings/told/");
    assert_eq!(
        among(&main, &["formerly Foreign Minister", "formerly Speaker", "person"]),
        ["formerly Foreign Minister", "person"]
    );
}
