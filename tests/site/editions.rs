//! The site as it could have been written on a day (`--as-of`).

use whowhen::base::date::Day;
use whowhen::engine::workspace::Options;
use whowhen::model::build::Publish;

use super::support::{Built, files, snapshot};

fn as_of(site: &str, day: &str) -> Built {
    let publish = Publish { as_of: Some(Day::parse(day).unwrap()), ..Publish::default() };
    Built(snapshot(files(site), Options { publish, ..Options::default() })).sound()
}

/// All words of all files of the output that begin with `later` or `known`, each once, in order.
fn markers(site: &Built) -> Vec<String> {
    let texts = site.rendered().into_values().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect::<String>();
    let words = texts.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| {
        let rest = word.strip_prefix("later").or_else(|| word.strip_prefix("known")).unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_digit())
    });
    let mut words: Vec<String> = words.map(str::to_owned).collect();
    words.sort_by_key(|word| (word[..5].to_owned(), word[5..].parse::<u32>().ok()));
    words.dedup();
    words
}

/// What was known by 10 January says `knownN`, what only became known afterwards `laterN`; each in a place of its own.
const SITE: &str = "\
-- content/sources.yaml --
early: {title: known1, publisher: Wire, published: 2022-01-10, accessed: 2022-02-01, note: \"known2\"}
late: {title: later1, publisher: later2, published: 2022-01-11}
vague: {title: later3, publisher: Wire, published: 2022-01}
undated: {title: known3, publisher: Wire}
second: {title: known4, publisher: Wire, published: 2022-01-09, note: \"later4 [@late]\"}
-- content/actors.yaml --
ada:
  name: Ada Orvan
  roles:
    - {title: known5, since: 2020}
    - {title: later5, since: 2022-02}
  relations:
    - {to: Cyra known6, since: 2020-01, type: ally}
    - {to: Cyra later6, since: 2022-02, type: ally}
    - {to: Dee later7, type: ally, source: late}
bo: {name: Bo Tellis}
-- content/claims.yaml --
plan:
  text: known7
  asserted:
    - {by: Eve known8, when: 2022-01-09, source: [early, late]}
    - {by: Eve later8, when: 2022-01-11, source: early}
    - {by: Eve later9, source: late}
  responses:
    - {by: Fay later10, stance: denies, when: 2022-01-12, quote: later11, source: late}
    - {by: Fay known9, stance: sidesteps, when: 2022-01-10, quote: known10}
  status: [{is: reported, as_of: 2022-01-09}, {is: later12, as_of: 2022-01-12}]
  quantity: [{n: 1, unit: known11}, {n: 2, unit: later13, as_of: 2022-01-12}]
  verdict: later32
  reviewed_by: later33
undated:
  text: known12
  asserted: [{by: ada, source: undated}]
  denied_by: known13
  status: known14
  verdict: known31
  reviewed_by: known32
word:
  text: known15
  asserted: [{by: ada, when: 2022-01-09, source: undated}]
  responses: [{by: bo, stance: denies, when: 2022-01-12}]
  status: later14
gone:
  text: later15
  asserted: [{by: bo, when: 2022-01-11, source: late}]
-- content/events.yaml --
planned: {title: known16, when: 2022-01-20, sources: [early], status: [{is: planned, as_of: 2022-01-09}, {is: occurred, as_of: 2022-01-20}]}
untold: {title: later16, when: 2022-01-20, sources: [early], status: occurred}
announced: {title: known17, when: 2022-01-20, status: [{is: announced, as_of: 2022-01-08}, {is: later17, as_of: 2022-01-20}]}
told: {title: known18, when: 2022-01-05, sources: [second, late], responds_to: [secret]}
secret: {title: later18, when: 2022-01-05, sources: [late], actors: [Gus later19]}
ahead: {title: later20, when: 2022-01-20}
past: {title: known19, when: 2022-01-05}
claimed: {title: known20, when: 2022-01-05, sources: [late], claims: [plan]}
-- content/briefings/first.md --
---
title: known21
date: 2022-01-09
updated: 2022-01-15
summary: later21 [@late]
known: [known22, \"later22 [@late]\"]
at_a_glance: [\"known23 [@early]\", \"later23 [[gone]]\"]
changes: [{date: 2022-01-10, text: known24}, {date: 2022-01-15, text: later24}]
dates: [told, secret]
claims: [plan, gone]
sources: [early, late, {title: known25, url: \"https://a.example/known26\", published: 2022-01-01}]
---

known27 [@early].

later25 [@early; @late].

## later26

later27 [[secret]].
-- content/briefings/second.md --
---
title: later28
date: 2022-01-11
sources: [{title: known28, url: \"https://b.example/\", published: 2022-01-02}]
---

later29
-- content/index.md --
known29

later30 [@late]
-- content/relations.yaml --
- {from: ada, to: Hal known30, type: ally}
- {from: ada, to: Hal later31, type: ally, since: 2023}
-- site.yaml --
title: The record
vocabularies:
  claim.status: {known14: {label: known14, like: denied}, later12: {label: later12, like: denied}, later14: {label: later14, like: denied}}
  event.status: {later16: {label: later16, like: occurred}, later17: {label: later17, like: occurred}}
lints: {undefined-actor: \"off\", unknown-value: \"off\"}
";

fn all(word: &str, count: u32) -> Vec<String> {
    (1..=count).map(|number| format!("{word}{number}")).collect()
}

#[test]
fn a_status_holds_from_its_day_whenever_its_source_was_published() {
    let sources = "late: {title: Late, publisher: Wire, published: 2022-01-12, url: \"https://a.example/\"}\n";
    let claims = "dated:\n  text: A claim.\n  asserted: [{by: Ada, when: 2022-01-09, source: late}]\n  \
                  status: [{is: single-origin, as_of: 2022-01-09, source: late}, {is: disputed, source: late}]\n";
    let site = format!("-- content/sources.yaml --\n{sources}-- content/claims.yaml --\n{claims}");
    for (day, status) in [("2022-01-10", "Single origin"), ("2022-01-12", "Disputed")] {
        let page = as_of(&site, day).main("claims/dated/");
        assert!(page.contains(&format!("{status}</span>")), "{day}: {page}");
    }
}

#[test]
fn an_edition_holds_what_was_known_and_nothing_later() {
    assert_eq!(markers(&as_of(SITE, "2022-01-10")), all("known", 32));
}

#[test]
fn everything_is_known_in_the_end() {
    assert_eq!(markers(&as_of(SITE, "2025-01-01")), [all("known", 32), all("later", 33)].concat());
}

#[test]
fn an_edition_says_that_it_is_one_and_is_not_found_for_the_site_as_it_is() {
    let page = as_of(SITE, "2022-01-10").page("");
    assert!(page.contains("As it was known on <time datetime=\"2022-01-10\">10 January 2022</time>."), "{page}");
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{page}");
    let page = Built(snapshot(files(SITE), Options::default())).page("");
    assert!(!page.contains("class=\"edition\"") && !page.contains("noindex"), "{page}");
}

#[test]
fn origins_denials_and_offices_are_those_of_the_day() {
    const CLAIM: &str = "\
-- content/sources.yaml --
gazette: {title: The gazette}
-- content/claims.yaml --
plan:
  text: A plan exists.
  asserted: [{by: Ada, when: 2022-01-09, source: gazette}, {by: Bo, when: 2022-01-12, source: gazette}]
  responses: [{by: Cy, stance: denies, when: 2022-01-14}]
-- content/actors.yaml --
ada: {name: Ada, roles: [{title: Minister, since: 2020, until: 2022-01-11}]}
bo: {name: Bo}
cy: {name: Cy}
";
    for (day, origins, is_denied, is_over) in [
        ("2022-01-09", "one origin", false, false),
        ("2022-01-12", "two origins", false, true),
        ("2022-01-14", "two origins", true, true),
    ] {
        let site = as_of(CLAIM, day);
        let claim = site.main("claims/plan/");
        assert!(claim.contains(origins), "{day}: {claim}");
        assert_eq!(claim.contains("Denied"), is_denied, "{day}: {claim}");
        let actor = site.main("actors/ada/");
        assert_eq!(actor.contains("2022-01-11"), is_over, "{day}: {actor}");
    }
}
