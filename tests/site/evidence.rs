//! What claims and sources lack: who is accused and has not answered, where there is one origin, which sources have no copy.

use whowhen::analysis::evidence;

use super::support::site;

const CAST: &str = "\
-- site.yaml --
title: A bridge
as_of: 2024-03-10
vocabularies:
  claim.status: {alleged: {like: asserted}, ruled: {like: confirmed}}
  actor.kind: {school: {like: organization}}
-- content/actors.yaml --
council: {name: Town Council, kind: government}
works: {name: Works, kind: ministry, part_of: council, members: [foreman]}
mayor: {name: The Mayor, kind: person, roles: [{title: Mayor, of: council}]}
foreman: {name: The Foreman, kind: person}
okafor: {name: Ada Okafor, kind: person}
academy: {name: Academy, kind: school}
crowd: {name: The crowd, kind: collective}
ghost: {name: A ghost, kind: unnamed}
ap: {name: Wire, kind: news-agency}
loop: {name: Loop, kind: organization, part_of: pool}
pool: {name: Pool, kind: organization, part_of: loop}
-- content/sources.yaml --
wire: {title: A wire, publisher: ap}
copy: {title: A copy, publisher: Town Gazette, syndicates: wire}
own: {title: Its own, publisher: Evening Post}
";

fn claim(yaml: &str) -> super::support::Built {
    site(&format!("{CAST}-- content/claims.yaml --\none: {{text: It is so., {yaml}}}\n"))
}

#[test]
fn whoever_is_accused_and_does_not_answer_is_named() {
    let table: &[(&str, &[&str])] = &[
        ("about: okafor, by: mayor", &["okafor"]),
        ("about: okafor, by: mayor, status: asserted", &["okafor"]),
        ("about: okafor, by: mayor, status: reported", &["okafor"]),
        ("about: okafor, by: mayor, status: disputed", &["okafor"]),
        ("about: okafor, by: mayor, status: alleged", &["okafor"]),
        ("about: okafor, by: mayor, status: confirmed", &[]),
        ("about: okafor, by: mayor, status: ruled", &[]),
        ("about: okafor, by: mayor, status: retracted", &[]),
        ("about: okafor, by: mayor, status: [{is: asserted}, {is: confirmed, as_of: 2024-03-01}]", &[]),
        ("about: okafor, by: mayor, status: [{is: asserted}, {is: confirmed, as_of: 2024-04-01}]", &["okafor"]),
        ("about: okafor", &["okafor"]),
        ("about: [okafor, council], by: ap", &["okafor", "council"]),
        // Who can't be asked.
        ("about: [crowd, ghost, own], by: mayor", &[]),
        ("about: Nobody Known, by: mayor", &[]),
        ("about: academy, by: mayor", &["academy"]),
        // Of themselves, or of their own body.
        ("about: okafor, by: okafor", &[]),
        ("about: council, by: mayor", &[]),
        ("about: mayor, by: council", &[]),
        ("about: council, asserted: [{by: ap, citing: mayor}]", &[]),
        // Any answer of the accused, or of one who speaks for it, is one.
        ("about: okafor, by: mayor, denied_by: okafor", &[]),
        ("about: okafor, by: mayor, responses: [{by: okafor, stance: declines-to-comment}]", &[]),
        ("about: okafor, by: mayor, denied_by: ap", &["okafor"]),
        ("about: council, by: okafor, denied_by: mayor", &[]),
        ("about: council, by: okafor, denied_by: works", &[]),
        ("about: council, by: okafor, denied_by: foreman", &[]),
        ("about: [council, ap], by: okafor, denied_by: mayor", &[]),
        // A loop of bodies ends.
        ("about: loop, by: okafor, denied_by: ap", &["loop"]),
        ("about: loop, by: okafor, denied_by: pool", &[]),
    ];
    for (yaml, expected) in table {
        let built = claim(yaml);
        let model = &built.0.facts.model;
        let record = model.claims.values().next().unwrap();
        let accused = evidence::Accusations::of(&built.0.facts).unanswered(record);
        let names: Vec<&str> = accused.iter().map(|id| model.actors[*id].head.id.as_str()).collect();
        assert_eq!(names, *expected, "{yaml}");
    }
}

#[test]
fn one_origin_is_one_whoever_repeats_it() {
    let table: &[(&str, bool)] = &[
        ("by: mayor", true),
        ("source: [wire, copy]", true),
        ("asserted: [{source: wire}, {source: copy}]", true),
        ("asserted: [{source: wire}, {source: own}]", false),
        ("by: [mayor, okafor]", false),
        ("by: mayor, status: reported", true),
        ("by: mayor, status: confirmed", false),
        ("by: mayor, status: ruled", false),
        ("by: mayor, status: refuted", false),
        ("about: okafor", false),
    ];
    for (yaml, expected) in table {
        let built = claim(yaml);
        let id = built.0.facts.model.claims.ids().next().unwrap();
        assert_eq!(evidence::only_origin(&built.0.facts, id).is_some(), *expected, "{yaml}");
    }
}

#[test]
fn a_source_at_an_address_wants_a_copy_unless_one_is_there_or_wanted() {
    let url = "url: \"https://example.org/a\"";
    let table = [
        (url.to_owned(), true),
        (String::from("note: on paper"), false),
        (format!("{url}, archived: \"https://example.net/a\""), false),
        (format!("{url}, archived: {{url: \"https://example.net/a\", status: dead}}"), false),
        (format!("{url}, archived: {{status: wanted}}"), false),
        (format!("{url}, archived: {{status: dead}}"), true),
    ];
    for (yaml, expected) in table {
        let built = site(&format!("-- content/sources.yaml --\none: {{title: One, {yaml}}}\n"));
        let source = built.0.facts.model.sources.values().next().unwrap();
        assert_eq!(evidence::unarchived(source), expected, "{yaml}");
    }
}
