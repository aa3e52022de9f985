//! What pages tell machines: JSON-LD. What a small site tells, kind by kind, stands in `tests/sites/`.

use serde_json::{Map, Value, json};

use super::crawl::{Crawled, all, assert_none, target};
use super::support::{Built, site};

const OPENING: &str = "<script type=\"application/ld+json\">";

/// The JSON-LD of a page, as a browser would find its end; nothing where the page has none.
#[track_caller]
pub(super) fn told(html: &str) -> Value {
    let Some((_, rest)) = html.split_once(OPENING) else { return Value::Null };
    assert!(!rest.contains(OPENING), "two blocks");
    let json = rest.split('<').next().unwrap();
    assert!(rest[json.len()..].starts_with("</script>"), "something else than its end ends the block: {rest}");
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

/// The nodes of a page.
#[track_caller]
fn graph(site: &Built, address: &str) -> Vec<Value> {
    told(&site.page(address))["@graph"].as_array().unwrap().clone()
}

/// The first node of a page, without what `@id`s, names and descriptions have in common.
#[track_caller]
fn first(site: &Built, address: &str) -> Value {
    graph(site, address).swap_remove(0)
}

/// All objects in a value.
fn objects<'v>(value: &'v Value, found: &mut Vec<&'v Map<String, Value>>) {
    match value {
        Value::Object(map) => {
            found.push(map);
            map.values().for_each(|value| objects(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| objects(item, found)),
        _ => {}
    }
}

#[test]
fn every_page_tells_sound_json_whose_ids_lead_to_pages_and_places_of_the_site() {
    let mut wrong = Vec::new();
    for (name, base_url, built) in all() {
        let crawled = Crawled::of(&built);
        for path in built.pages() {
            let html = built.page(path);
            let told = told(&html);
            if path == "404.html" || told.is_null() {
                if told.is_null() != (path == "404.html") {
                    wrong.push(format!("{name}: {path}: tells {told}"));
                }
                continue;
            }
            let mut found = Vec::new();
            objects(&told["@graph"], &mut found);
            for id in found.iter().filter_map(|object| object.get("@id")?.as_str()) {
                let (address, fragment) = id.split_once('#').unwrap_or((id, ""));
                let inner = match base_url {
                    Some(base) => address.strip_prefix(base).map(|inner| if inner.is_empty() { "./" } else { inner }),
                    None => Some(address).filter(|address| !address.contains(':') && !address.starts_with('/')),
                };
                let file = inner.and_then(|inner| target("index.html", inner).ok()).unwrap_or_default();
                let has_place = || crawled.pages.get(&file).is_some_and(|leaf| leaf.ids().contains(&fragment));
                if !crawled.files.contains(&file) || !fragment.is_empty() && !has_place() {
                    wrong.push(format!("{name}: {path}: {id} leads nowhere"));
                }
            }
            // The way from the page to what the others are relative to.
            let base = told["@context"][1]["@base"].as_str();
            if base.is_some() != base_url.is_none() || base.is_some_and(|base| target(path, base).as_deref() != Ok("index.html"))
            {
                wrong.push(format!("{name}: {path}: {}", told["@context"]));
            }
        }
    }
    assert_none(&wrong);
}

/// What could end the block, or what no page may hold, in every text that is told.
const HOSTILE: &str = "</script><script>alert(1)</script><!-- <script> ]]> &lt; & \u{2028}";

#[test]
fn no_text_ends_the_block() {
    let text = serde_json::to_string(HOSTILE).unwrap();
    let built = site(&format!(
        "\
-- site.yaml --
title: {text}
description: {text}
-- content/actors.yaml --
ada: {{name: {text}, kind: person, summary: {text}, aliases: [{text}], native_name: {text}, roles: [{{title: {text}, of: {text}}}]}}
-- content/sources.yaml --
paper: {{title: {text}, authors: [{text}], publisher: {text}, type: {text}, url: \"https://a.example/?</script>\"}}
-- content/places.yaml --
bridge: {{name: {text}, variants: [{text}]}}
-- content/arcs.yaml --
closing: {{title: {text}, summary: {text}, slots: [{{events: [storm]}}]}}
-- content/events.yaml --
storm: {{title: {text}, when: 2022, at: {text}, actors: [{{actor: ada, as: {text}}}], status: {text}, claims: [plan]}}
-- content/claims.yaml --
plan: {{title: {text}, text: {text}, by: ada, source: paper, denied_by: {text}, status: {text}, verdict: {text}, reviewed_by: {text}}}
-- content/briefings/first.md --
---
title: {text}
summary: {text}
authors: [{text}]
tags: [{text}]
actors: [ada]
changes: [{{kind: correction, text: {text}, was: {text}, now: {text}}}]
---
Words.
"
    ));
    let mut kinds = std::collections::BTreeSet::new();
    for page in built.pages() {
        let html = built.page(page);
        let scripts = html.matches("<script").count();
        assert_eq!(scripts, if page == "404.html" { 1 } else { 2 }, "{page}");
        let told = told(&html);
        let mut found = Vec::new();
        objects(&told, &mut found);
        let hostile = found.iter().filter(|object| object.values().any(|value| value == HOSTILE));
        kinds.extend(hostile.filter_map(|object| object.get("@type")?.as_str()).map(str::to_owned));
    }
    // Texts that are Markdown have other typography; all that are plain come back as they were written.
    for kind in ["NewsArticle", "Person", "CreativeWork", "Place", "CreativeWorkSeries", "Event", "Claim", "ListItem"] {
        assert!(kinds.contains(kind), "{kind} is not among {kinds:?}");
    }
}

const CLAIMS: &str = "\
-- site.yaml --
title: The record
as_of: 2022-01-20
lints: {undefined-actor: \"off\"}
-- content/actors.yaml --
ada: {name: Ada Orvan, kind: person}
bo: {name: Bo Tellis}
hidden: {name: Hidden Hand, draft: true}
-- content/sources.yaml --
late: {title: The Late Paper, published: 2022-01-12}
early: {title: The Early Paper, published: 2022-01-09}
secret: {title: Secret paper, draft: true}
-- content/claims.yaml --
plan:
  title: The plan
  text: A plan exists
  about: [storm, ada]
  asserted: [{by: ada, when: 2022-01-10, source: [late, early]}, {by: ada, when: 2022-01-11, source: late}, {by: hidden, source: secret}]
  responses: [{by: bo, stance: denies, when: 2022-01-13}, {stance: disputes-part}, {by: ada, stance: confirms}]
  status: [{is: reported, as_of: 2022-01-09}, {is: disputed, as_of: 2022-01-13}]
  verdict: Not borne out
  reviewed_by: Ada Orvan
open: {text: It is open, by: bo, source: late, verdict: We do not know}
kept: {text: Secret words, by: ada, draft: true}
-- content/events.yaml --
storm: {title: The storm, when: 2022-01-09, claims: [plan, kept], actors: [ada, hidden], status: alleged, sources: [early, secret]}
-- content/briefings/first.md --
---
title: First
date: 2022-01-11
actors: [ada, hidden]
claims: [plan, kept]
dates: [storm]
sources: [early, secret]
---
Words.
";

#[test]
fn a_claim_is_told_with_every_answer_and_a_review_only_where_somebody_signs_it() {
    let built = site(CLAIMS);
    let claim = json!({
        "@type": "Claim", "@id": "claims/plan/", "name": "The plan", "text": "A plan exists", "creativeWorkStatus": "Disputed",
        "author": [{"@type": "Person", "@id": "actors/ada/", "name": "Ada Orvan"}],
        "firstAppearance": {"@id": "sources/early/"}, "appearance": [{"@id": "sources/late/"}],
        "about": [{"@id": "events/storm/"}, {"@id": "actors/ada/"}],
        "comment": [
            {"@type": "Comment", "text": "Denied by Bo Tellis.",
                "author": {"@type": "Thing", "@id": "actors/bo/", "name": "Bo Tellis"}, "dateCreated": "2022-01-13"},
            {"@type": "Comment", "text": "Disputed in part."},
            {"@type": "Comment", "text": "Confirmed by Ada Orvan.",
                "author": {"@type": "Person", "@id": "actors/ada/", "name": "Ada Orvan"}},
        ],
    });
    let review = json!({
        "@type": "ClaimReview", "@id": "claims/plan/#verdict", "url": "claims/plan/",
        "claimReviewed": "A plan exists. Denied by Bo Tellis. Disputed in part. Confirmed by Ada Orvan.",
        "itemReviewed": {"@id": "claims/plan/"},
        "author": {"@type": "Person", "@id": "actors/ada/", "name": "Ada Orvan"},
        "reviewRating": {"@type": "Rating", "alternateName": "Not borne out"},
    });
    let told = graph(&built, "claims/plan/");
    assert_eq!((&told[0], &told[1]), (&claim, &review));
    let told = graph(&built, "claims/open/");
    assert_eq!(
        (told.len(), &told[0]["firstAppearance"]),
        (2, &json!({"@id": "sources/late/"})),
        "unsigned, so no review: {told:?}"
    );
}

#[test]
fn nothing_that_is_told_holds_a_denied_claim_without_its_denial_or_a_draft() {
    let built = site(CLAIMS);
    for page in built.pages() {
        let told = told(&built.page(page));
        let mut found = Vec::new();
        objects(&told, &mut found);
        for object in found {
            let says_so = object.values().any(|value| value.as_str().is_some_and(|text| text.contains("plan exists")));
            let whole = Value::Object(object.clone()).to_string();
            assert!(!says_so || whole.contains("Denied by Bo Tellis."), "{page}: {whole}");
        }
        let whole = told.to_string();
        assert!(["Hidden", "Secret", "hidden", "secret", "kept"].iter().all(|word| !whole.contains(word)), "{page}: {whole}");
    }
    let event = first(&built, "events/storm/");
    assert_eq!(event["description"], "Alleged. Denied by Bo Tellis. Disputed in part.");
}

#[test]
fn a_verdict_stands_apart_from_the_record_and_in_the_data() {
    let built = site(CLAIMS);
    let main = built.main("claims/plan/");
    assert!(main.contains("id=\"verdict\">What the editors found</h2>\n<p><b>Not borne out</b>"), "{main}");
    assert!(main.contains("· found by <a class=\"m\" href=\"../../actors/ada/\">Ada Orvan</a>"), "{main}");
    let unsigned = built.main("claims/open/");
    assert!(unsigned.contains("<b>We do not know</b>") && !unsigned.contains("found by"), "{unsigned}");
    let claims: Value = serde_json::from_str(&built.page("data/claims.json")).unwrap();
    assert_eq!(
        (&claims["claims"][1]["verdict"], &claims["claims"][1]["reviewed_by"]),
        (&json!("Not borne out"), &json!("Ada Orvan"))
    );
    let table = built.page("data/claims.csv");
    assert!(table.contains(",verdict,reviewed_by,") && table.contains(",Not borne out,Ada Orvan,"), "{table}");
}

#[test]
fn an_event_is_told_as_exactly_as_it_is_known() {
    for (when, start, end) in [
        ("2022-01-14", json!("2022-01-14"), Value::Null),
        ("2022-01-15T23:30+02:00", json!("2022-01-15T23:30+02:00"), Value::Null),
        ("2022-01", json!("2022-01"), Value::Null),
        ("2022-01-14/2022-02", json!("2022-01-14"), json!("2022-02")),
        ("2022-01-14/..", json!("2022-01-14"), Value::Null),
        ("../2022-01-14", Value::Null, json!("2022-01-14")),
        ("2022-01-14~", json!("2022-01"), Value::Null),
        ("2022-01~", json!("2022"), Value::Null),
        ("2022~", Value::Null, Value::Null),
        ("\"[2022-01-13,2022-01-14]\"", json!("2022-01"), Value::Null),
        ("\"[2022-01-31..2022-02-02]\"", json!("2022"), Value::Null),
        ("\"[2022-01-31..]\"", Value::Null, Value::Null),
        ("2022-21", json!("2022"), Value::Null),
        ("2022-24", Value::Null, Value::Null),
        ("202X", Value::Null, Value::Null),
        ("2022-W03", json!("2022-W03"), Value::Null),
        ("-0044-03-15", Value::Null, Value::Null),
    ] {
        let built = site(&format!("-- content/events.yaml --\nx: {{title: X, when: {when}}}\n"));
        let event = first(&built, "events/x/");
        assert_eq!((event.get("startDate"), event.get("endDate")), (some(&start), some(&end)), "{when}");
    }
}

fn some(value: &Value) -> Option<&Value> {
    (!value.is_null()).then_some(value)
}

#[test]
fn words_of_the_sites_own_are_told_as_what_they_are_like() {
    let built = site(
        "\
-- site.yaml --
vocabularies:
  actor.kind: {ship: {label: Ship, like: company}}
  event.status: {called-off: {label: Called off, like: cancelled}, rumoured: {label: Rumoured, like: alleged}}
  change.kind: {erratum: {label: Erratum, like: correction}}
-- content/actors.yaml --
ada: {name: Ada, kind: ship, wikidata: Q42}
bo: {name: Bo, kind: newspaper, wikidata: none}
cy: {name: Cy, kind: unnamed}
-- content/events.yaml --
a: {title: A, when: 2022, status: called-off}
b: {title: B, when: 2022, status: rumoured}
c: {title: C, when: 2022, status: postponed}
d: {title: D, when: 2022, status: occurred}
-- content/briefings/first.md --
---
title: First
changes: [{kind: erratum, text: One, was: two, now: three}, {kind: update, text: Four}, {kind: retraction, text: Five}]
---
Words.
",
    );
    let kinds = ["ada", "bo", "cy"].map(|id| first(&built, &format!("actors/{id}/"))["@type"].clone());
    assert_eq!(kinds, ["Corporation", "NewsMediaOrganization", "Person"]);
    let known = ["ada", "bo"].map(|id| first(&built, &format!("actors/{id}/"))["sameAs"].clone());
    assert_eq!(known, [json!("https://www.wikidata.org/entity/Q42"), Value::Null]);
    let status = |id: &str| {
        let event = first(&built, &format!("events/{id}/"));
        (
            event["eventStatus"].as_str().unwrap_or_default().to_owned(),
            event["description"].as_str().unwrap_or_default().to_owned(),
        )
    };
    let known = |word: &str| (format!("https://schema.org/{word}"), String::new());
    assert_eq!(status("a"), known("EventCancelled"));
    assert_eq!(status("b"), (String::new(), "Rumoured.".to_owned()));
    assert_eq!(status("c"), known("EventPostponed"));
    assert_eq!(status("d"), (String::new(), String::new()));
    let article = first(&built, "briefings/first/");
    let correction = json!([
        {"@type": "CorrectionComment", "@id": "briefings/first/#change--3", "text": "One. Was: “two”. Now: “three”."},
        {"@type": "CorrectionComment", "@id": "briefings/first/#change--1", "text": "Retraction: Five."},
    ]);
    assert_eq!(article["correction"], correction);
}
