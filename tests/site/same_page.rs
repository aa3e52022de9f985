//! A record means the same wherever it stands: in a briefing, in a file of its own, as an entry of a map or a list.

use super::support::{Built, site};

/// What all sites of these tests have beside the record.
const REST: &str = "\
-- site.yaml --
title: A site
as_of: 2022-02-01
-- content/sources/wire.md --
---
title: On the talks
url: https://wire.example/x
published: 2022-01-11
---
-- content/actors/bo.md --
---
name: Bo Tellis
---
-- content/briefings/other.md --
---
title: Another
date: 2022-01-12
---

Bo Tellis said so.
";

/// The page of a record of a kind, written in each way, its keys given as YAML lines.
#[track_caller]
fn is_the_same_everywhere(kind: &str, plural: &str, slot: &str, id: &str, keys: &str) {
    let indented = |by: &str| keys.lines().map(|line| format!("{by}{line}\n")).collect::<String>();
    let briefing = |front: &str| {
        format!(
            "-- content/briefings/one.md --\n---\ntitle: The briefing\ndate: 2022-01-10\n{slot}:\n{front}---\n\nWords [[{kind}:{id}]].\n"
        )
    };
    let reference = briefing(&format!("  - {id}\n"));
    let ways = [
        ("a file of its own", format!("{reference}-- content/{plural}/{id}.md --\n---\n{keys}---\n")),
        ("an entry of a map", format!("{reference}-- content/{plural}.yaml --\n{id}:\n{}", indented("  "))),
        ("an item of a list", format!("{reference}-- content/{plural}.yaml --\n- id: {id}\n{}", indented("  "))),
        ("an item in a deeper file", format!("{reference}-- content/{plural}/old/more.yml --\n- id: {id}\n{}", indented("  "))),
        ("inline", briefing(&format!("  - id: {id}\n{}", indented("    ")))),
    ];
    let address = format!("{plural}/{id}/");
    let built: Vec<(&str, Built)> = ways.iter().map(|(way, text)| (*way, site(&format!("{REST}{text}")).sound())).collect();
    let first = built[0].1.rendered();
    assert!(built[0].1.page(&address).contains("The briefing"), "its page doesn't lead back");
    for (way, built) in &built[1..] {
        let pages = built.rendered();
        assert_eq!(pages.keys().collect::<Vec<_>>(), first.keys().collect::<Vec<_>>(), "{kind} as {way}");
        for (path, bytes) in pages {
            assert!(bytes == first[&path], "{path} is another where the {kind} is {way}:\n{}", String::from_utf8_lossy(&bytes));
        }
    }
}

#[test]
fn an_actor() {
    let keys =
        "name: Ada Orvan\nrole: keeper of the Tower\naliases: [Orvan]\npart_of: bo\nsummary: She keeps it, says Bo Tellis.\n";
    is_the_same_everywhere("actor", "actors", "actors", "ada", keys);
}

#[test]
fn an_event() {
    let keys =
        "title: The talks\nwhen: 2022-01-10\nat: a back room\nactors: [bo, Dee Vandt]\nsources: [wire]\nstatus: disputed\n";
    is_the_same_everywhere("event", "events", "dates", "talks", keys);
}

#[test]
fn a_source() {
    let keys = "title: A leaflet\nurl: https://leaflet.example/1\npublisher: Leaflet House\nnote: Printed by Bo Tellis.\ntype: document\n";
    is_the_same_everywhere("source", "sources", "sources", "leaflet", keys);
}

#[test]
fn a_claim() {
    let keys = "text: Bo Tellis sold the Tower.\nabout: [bo]\nasserted: [{by: Dee Vandt, when: 2022-01-03, source: wire}]\n\
                responses: [{by: bo, stance: denies, source: wire}]\nstatus: disputed\n";
    is_the_same_everywhere("claim", "claims", "claims", "sale", keys);
}

#[test]
fn a_place() {
    is_the_same_everywhere(
        "place",
        "places",
        "places",
        "lumen",
        "name: Lumen\naliases: [the port]\nsummary: Where Bo Tellis lives.\n",
    );
}
