//! A word of the site's own means what the word of ours means that it is like: on all pages, in exports, calendars and feeds, in queries,
//! for an edition of a day, and for the rules.

use whowhen::base::date::Day;
use whowhen::engine::workspace::Options;
use whowhen::model::build::Publish;

use super::support::{Built, files, rendered, snapshot};

/// A site in which each `%` stands before a word of a vocabulary.
const SITE: &str = "\
-- site.yaml --
title: A site
as_of: 2022-02-01
fields: {}
vocabularies:
  actor.kind: {xxunnamed: {label: unnamed, like: unnamed}, xxministry: {label: ministry, like: ministry}}
  event.status:
    xxplanned: {label: Planned, like: planned}
    xxannounced: {label: Announced, like: announced}
    xxoccurred: {label: Occurred, like: occurred}
    xxcancelled: {label: Cancelled, like: cancelled}
    xxpostponed: {label: Postponed, like: postponed}
    xxhypothetical: {label: Hypothetical, like: hypothetical}
    xxalleged: {label: Alleged, like: alleged}
    xxconfirmed: {label: Confirmed, like: confirmed}
  claim.status:
    xxasserted: {label: Asserted, like: asserted}
    xxdisputed: {label: Disputed, like: disputed}
    xxdenied: {label: Denied, like: denied}
    xxunresolved: {label: Unresolved, like: unresolved}
    xxconfirmed: {label: Confirmed, like: confirmed}
  claim.stance:
    xxdenies: {label: Denied, like: denies}
    xxdisputes-part: {label: Disputed in part, like: disputes-part}
    xxsidesteps: {label: Sidestepped, like: sidesteps}
    xxconfirms: {label: Confirmed, like: confirms}
  source.type: {xxwire: {label: wire, like: wire}, xxbook: {label: book, like: book}}
  change.kind: {xxcorrection: {label: correction, like: correction}}
  place.precision: {xxcity: {label: city, like: city}}
-- content/actors.yaml --
official: {name: a harbour official, kind: %unnamed, described_by: Tide Wire}
harbour: {name: Harbour Board, kind: %ministry}
-- content/places.yaml --
quay: {name: North Quay, coords: [50.1, 5.1], precision: %city}
-- content/sources.yaml --
wire: {title: On the quay, type: %wire, publisher: Tide Wire, published: 2022-01-03}
tides: {title: A book of tides, type: %book, authors: [Ada Orvan], published: 2021}
-- content/events.yaml --
opening: {title: The opening, when: 2022-03-01, status: %planned, sources: [wire], actors: [harbour]}
passed: {title: The passing, when: 2022-01-20, status: %announced, sources: [wire], actors: [harbour]}
closing: {title: The closing, when: 2022-01-05, sources: [wire], claims: [cracks, silt],
  status: [{is: %planned, as_of: 2022-01-03}, {is: %occurred, as_of: 2022-01-06}]}
fair: {title: The fair, when: 2022-01-09, status: %cancelled, at: quay, sources: [wire]}
race: {title: The race, when: 2022-04-09, status: %postponed, at: quay, sources: [wire]}
storm: {title: The storm, when: 2022-05-09, status: %hypothetical, sources: [wire]}
theft: {title: The theft, when: 2022-01-07, status: %alleged, sources: [wire]}
tide: {title: The tide, when: 2022-01-08, status: %confirmed, sources: [wire]}
-- content/claims.yaml --
cracks:
  text: The quay has cracks.
  asserted: [{by: official, source: wire, when: 2022-01-03}]
  responses:
    - {by: harbour, stance: %denies, when: 2022-01-04, source: wire}
    - {by: Ada Orvan, stance: %disputes-part, when: 2022-01-04, source: wire}
    - {by: Bo Tellis, stance: %sidesteps, when: 2022-01-04, source: wire}
  status: [{is: %asserted, as_of: 2022-01-03}, {is: %disputed, as_of: 2022-01-04, source: wire}]
silt: {text: The harbour silts up., by: Ada Orvan, source: wire, status: %denied}
depth:
  text: The harbour is nine metres deep.
  by: Ada Orvan
  source: tides
  status: %confirmed
  responses: [{by: harbour, stance: %denies, when: 2022-01-04}, {by: Bo Tellis, stance: %confirms, when: 2022-01-05}]
width: {text: The harbour is a mile wide., by: Ada Orvan, source: wire, status: %unresolved}
-- content/briefings/one.md --
---
title: The quay
date: 2022-01-10
as_of: 2022-01-15
dates: [opening, closing, fair, race, passed, storm, theft, tide]
claims: [cracks, silt, depth, width]
sources: [wire, tides]
changes: [{date: 2022-01-12, kind: %correction, text: The day of the closing was wrong.}]
---

The a harbour official spoke to the Harbour Board.

```claims
status: [disputed, denied]
```

```timeline
status: planned
```

```actors
kind: unnamed
```
";

fn built(before_each: &str, options: Options) -> Built {
    Built(snapshot(files(&SITE.replace('%', before_each)), options))
}

#[test]
fn an_own_word_that_is_like_ours_changes_nothing_but_the_word() {
    let day = Day::parse("2022-01-04").unwrap();
    for options in
        [Options::default(), Options { publish: Publish { as_of: Some(day), ..Publish::default() }, ..Options::default() }]
    {
        let (ours, own) = (built("", options.clone()), built("xx", options));
        assert_eq!(said(&ours), said(&own));
        let (ours, own) = (rendered(&ours.0), rendered(&own.0));
        assert_eq!(ours.keys().collect::<Vec<_>>(), own.keys().collect::<Vec<_>>());
        for (path, bytes) in own {
            if path.starts_with("data/schema/") {
                continue;
            }
            let text = String::from_utf8_lossy(&bytes.unwrap()).replace("xx", "");
            let expected = String::from_utf8_lossy(ours[&path].as_ref().unwrap()).replace("xx", "");
            assert_alike(&path, &expected, &text);
        }
    }
}

/// What the rules say, without the words and without columns, which follow from them.
fn said(built: &Built) -> Vec<String> {
    let found = built.0.diagnostics.iter();
    found.map(|found| format!("{}: {} {:?}", found.rule, found.message, found.help).replace("xx", "")).collect()
}

/// One line of where they differ says more than two files.
#[track_caller]
fn assert_alike(path: &str, expected: &str, text: &str) {
    let differs = expected.lines().zip(text.lines()).find(|(a, b)| a != b);
    assert!(expected == text, "{path} is another: {differs:?}");
}
