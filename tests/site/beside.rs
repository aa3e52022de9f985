//! What stands beside the pages: exports, feeds, calendars, redirects, tags, `robots.txt`, `llms.txt`.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use whowhen::base::diagnostic::Level;
use whowhen::engine::workspace::Options;
use whowhen::input::files::Disk;

use super::support::{Built, files, site, snapshot};

const SITE: &str = "\
-- site.yaml --
title: The record & more
description: One sentence
as_of: 2022-01-20
lints: {undefined-actor: \"off\", undefined-place: \"off\", planned-date-passed: \"off\"}
-- content/actors.yaml --
ada:
  name: Ada Orvan
  aliases: [Orvan, {text: AO, case: exact}]
  roles: [{title: Minister, of: town, since: 2020}]
  relations: [{to: bo, type: accuses, since: 2021, source: paper}]
  extra: {phone: secret}
bo: {name: Bo Tellis}
town: {name: The Town, kind: government}
-- content/sources.yaml --
paper: {title: \"A & B {paper}\", publisher: The Paper, date: 2022-01-09, url: \"https://press.example/a?b=1\", type: article, authors: [Cy Writer], held: via}
-- content/claims.yaml --
plan:
  text: \"=A *plan* exists\"
  about: [visit, ada]
  asserted: [{by: ada, when: 2022-01-09, source: paper, chain: [ada, paper]}]
  responses: [{by: bo, stance: denies, when: 2022-01-10, quote: No.}]
  status: [{is: reported, as_of: 2022-01-09}, {is: denied, as_of: 2022-01-10}]
  quantity: {n: 100 000, about: true, unit: troops}
-- content/events.yaml --
visit: {what: The visit, when: 2022-01-14~, location: Harbour, actors: [{actor: ada, as: host}], status: planned, claims: [plan], tags: [Sea, Harbour town]}
storm: {title: The storm, when: 2022-01, tags: [sea]}
talk: {title: The talk, when: 2022-01-15T23:30+02:00, actors: [ada]}
-- content/briefings/first.md --
---
title: \"First, of all\"
date: 2022-01-11
summary: What is known.
redirect_from: [one, /2022/01/one/]
actors: [ada]
tags: [harbour-town]
---
Words.
-- content/briefings/hidden.md --
---
title: Hidden words
draft: true
tags: [hidden-tag]
redirect_from: [hidden-before]
---
";

fn at(text: &str, base_url: &str) -> Built {
    Built(snapshot(files(text), Options { base_url: Some(base_url.to_owned()), ..Options::default() }))
}

fn data(site: &Built, path: &str) -> Value {
    serde_json::from_str(&site.page(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn records_are_exported_with_canonical_keys_ids_and_whole_dates() {
    let site = site(SITE).sound();
    let events = data(&site, "data/events.json");
    assert_eq!(events["version"], 1);
    let ids: Vec<&str> = events["events"].as_array().unwrap().iter().map(|event| event["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["storm", "talk", "visit"]);
    let visit = json!({
        "id": "visit", "title": "The visit", "page": "events/visit/",
        "when": {"edtf": "2022-01-14~", "start": "2022-01-14", "end": "2022-01-14", "precision": "day", "approximate": true,
            "uncertain": false, "one_of": false, "text": "about 14 January 2022"},
        "at": "Harbour", "actors": ["ada"], "actors_as": [{"actor": "ada", "as": "host"}],
        "status": "planned", "history": [{"is": "planned"}], "sources": [], "claims": ["plan"], "denials": ["Denied by Bo Tellis."], "tags": ["Sea", "Harbour town"],
    });
    assert_eq!(events["events"][2], visit);
    assert_eq!(events["events"][1]["when"]["start"], "2022-01-15T23:30+02:00");

    let claim = &data(&site, "data/claims.json")["claims"][0];
    assert_eq!(claim["text"], "=A plan exists");
    assert_eq!((&claim["about"], &claim["status"]), (&json!(["visit", "ada"]), &json!("denied")));
    assert_eq!((&claim["origins"], &claim["outlets"]), (&json!(["ada"]), &json!(["the-paper"])));
    assert_eq!(claim["history"].as_array().unwrap().len(), 2);
    assert_eq!(claim["asserted"][0]["chain"], json!(["ada", "paper"]));
    assert_eq!((&claim["responses"][0]["by"], &claim["responses"][0]["stance"]), (&json!("bo"), &json!("denies")));
    assert_eq!(claim["quantity"], json!([{"n": 100_000, "about": true, "unit": "troops"}]));

    let actor = &data(&site, "data/actors.json")["actors"][0];
    assert_eq!((&actor["name"], &actor["aliases"]), (&json!("Ada Orvan"), &json!(["Orvan", "AO"])));
    assert_eq!(actor["roles"][0]["of"], "town");
    let source = &data(&site, "data/sources.json")["sources"][0];
    assert_eq!((&source["publisher"], &source["held"]), (&json!("the-paper"), &json!("via")));
    let relation = &data(&site, "data/relations.json")["relations"][0];
    assert_eq!((&relation["from"], &relation["to"], &relation["source"]), (&json!("ada"), &json!("bo"), &json!(["paper"])));
    let about = data(&site, "data/site.json");
    assert_eq!((&about["base_url"], &about["counts"]["claims"]), (&Value::Null, &json!(1)));
}

#[test]
fn an_id_that_several_kinds_have_is_told_with_its_kind() {
    let site = site(
        "\
-- content/actors.yaml --
kyiv: {name: Government}
-- content/places.yaml --
kyiv: {name: Kyiv}
-- content/claims.yaml --
x: {text: X is., by: kyiv, about: [place:kyiv]}
",
    );
    let claim = &data(&site, "data/claims.json")["claims"][0];
    assert_eq!((&claim["about"], &claim["asserted"][0]["by"]), (&json!(["place:kyiv"]), &json!("kyiv")));
}

#[test]
fn a_claim_without_a_title_is_called_by_its_id_and_whole_numbers_stay_whole() {
    let site = site(
        "\
-- content/briefings/harbour.md --
---
title: The harbour
claims: [{text: X is., by: Ada Orvan, expects: {by_when: 2022-01-10}}]
events: [{id: visit, title: A visit, when: 2022-01-09, importance: 9, order: 2.5}, {id: talk, title: A talk, when: 2022, order: 2}]
---
",
    );
    let claim = &data(&site, "data/claims.json")["claims"][0];
    assert!(claim["id"].as_str().unwrap().starts_with("claim-"));
    assert_eq!(claim["title"], claim["id"]);
    let events = site.page("data/events.json");
    assert!(
        events.contains("\"order\":2,") && events.contains("\"order\":2.5") && events.contains("\"importance\":9,"),
        "{events}"
    );
}

#[test]
fn nothing_is_absolute_private_or_a_draft() {
    let site = at(SITE, "https://record.example/repo/");
    for (path, bytes) in site.rendered() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("secret"), "{path}");
        assert!(["Hidden words", "hidden-tag", "hidden-before"].iter().all(|word| !text.contains(word)), "{path}");
        if path.starts_with("data/") && path != "data/site.json" {
            assert!(!text.contains("record.example"), "{path}");
        }
    }
    assert!(!site.has("briefings/hidden-before/index.html"));
}

#[test]
fn a_denied_claim_is_nowhere_without_its_denial() {
    let site = site(SITE);
    for path in ["data/claims.csv", "data/claims.json", "actors/ada/feed.xml"] {
        let text = site.page(path);
        assert!(
            text.contains("plan exists") && (text.contains("Denied by Bo Tellis") || text.contains("denies")),
            "{path}: {text}"
        );
    }
    for path in ["data/events.csv", "data/timeline.json", "calendar.ics", "actors/ada/calendar.ics"] {
        assert!(site.page(path).contains("Denied by Bo Tellis"), "{path}: {}", site.page(path));
    }
}

#[test]
fn tables_are_read_back_and_run_nothing() {
    let site = site(SITE);
    let text = site.page("data/claims.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(head[..2], ["id", "text"]);
    let row = reader.records().next().unwrap().unwrap();
    assert_eq!([&row[0], &row[1], &row[2], &row[4]], ["plan", "'=A plan exists", "denied", "bo"]);
}

#[test]
fn the_bibliography_holds_every_source() {
    assert_eq!(
        site(SITE).page("data/sources.bib"),
        "@article{paper,\n  author = {Cy Writer},\n  title = {{A \\& B \\textbraceleft{}paper\\textbraceright{}}},\n  \
         journaltitle = {{The Paper}},\n  date = {2022-01-09},\n  entrysubtype = {article},\n  \
         url = {https://press.example/a?b=1},\n}\n"
    );
}

#[test]
fn a_timeline_is_one_that_timelinejs_reads() {
    let timeline = data(&site(SITE), "data/timeline.json");
    assert_eq!(timeline["title"]["text"]["headline"], "The record &amp; more");
    let slides: Vec<&Value> = timeline["events"].as_array().unwrap().iter().collect();
    let days: Vec<&Value> = slides.iter().map(|slide| &slide["start_date"]).collect();
    let expected = [
        json!({"year": 2022, "month": 1}),
        json!({"year": 2022, "month": 1, "day": 14}),
        json!({"year": 2022, "month": 1, "day": 15, "hour": 23, "minute": 30}),
    ];
    assert_eq!(days, expected.iter().collect::<Vec<_>>());
    assert_eq!(slides[1]["display_date"], "about 14 January 2022");
    assert!(slides.iter().all(|slide| slide.get("end_date").is_none()), "{timeline}");
}

#[test]
fn feeds_and_calendars_are_linked_and_have_addresses() {
    let site = at(SITE, "https://record.example/");
    let feed = data(&site, "feed.json");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["items"][0]["url"], "https://record.example/briefings/first/");
    assert_eq!(feed["items"][0]["content_text"], "What is known.");
    assert_eq!(data(&super::support::site(SITE), "feed.json")["items"][0]["url"], "briefings/first/");
    let page = site.page("actors/ada/");
    for (kind, href) in [
        ("application/atom+xml", "../../actors/ada/feed.xml"),
        ("text/calendar", "../../actors/ada/calendar.ics"),
        ("application/feed+json", "../../feed.json"),
    ] {
        let links = page.lines().filter(|line| line.contains("rel=\"alternate\"") && line.contains(kind) && line.contains(href));
        assert_eq!(links.count(), 1, "{kind} {href}");
    }
    let own = site.page("actors/ada/feed.xml");
    let titles: Vec<&str> =
        own.lines().filter_map(|line| line.trim().strip_prefix("<title>")?.strip_suffix("</title>")).collect();
    let expected = [
        "Ada Orvan – The record &amp; more",
        "The talk",
        "The visit",
        "First, of all",
        "Claim: =A plan exists. Denied by Bo Tellis.",
    ];
    assert_eq!(titles, expected);
    let calendar = site.page("calendar.ics");
    assert!(calendar.contains("DTSTART:20220115T213000Z\r\n") && !calendar.contains("storm"), "{calendar}");
    assert!(calendar.contains("DTEND;VALUE=DATE:20220115\r\nSUMMARY:about 14 January 2022: The visit\r\n"), "{calendar}");
    assert!(calendar.contains("DTSTAMP:20220120T000000Z\r\n") && calendar.contains("STATUS:TENTATIVE\r\n"), "{calendar}");
    assert!(!site.has("actors/bo/calendar.ics"), "Bo is in no event");
}

#[test]
fn robots_are_spoken_to_at_an_origins_root_only_and_static_files_win() {
    let root = at(SITE, "https://record.example/");
    assert!(root.page("robots.txt").ends_with("Sitemap: https://record.example/sitemap.xml\n"));
    assert!(root.page("llms.txt").contains("- [First, of all](https://record.example/briefings/first/): What is known.\n"));
    assert!(!at(SITE, "https://town.example/repo/").has("robots.txt"));
    assert!(!site(SITE).has("robots.txt"));
    let own = format!("{SITE}-- static/robots.txt --\nours\n-- static/llms.txt --\nours too\n");
    let own = at(&own, "https://record.example/").sound();
    assert_eq!((own.page("robots.txt"), own.page("llms.txt")), ("ours\n".to_owned(), "ours too\n".to_owned()));
}

#[test]
fn tags_have_pages_and_spellings_are_one() {
    let site = site(SITE).sound();
    assert_eq!(site.below("tags"), ["harbour-town", "sea"]);
    let sea = site.main("tags/sea/");
    assert!(sea.contains("<h1>Sea</h1>") && sea.contains("The visit") && sea.contains("The storm"), "{sea}");
    assert!(sea.contains("2 events."), "{sea}");
    let town = site.main("tags/harbour-town/");
    assert!(town.contains("1 briefing · 1 event.") && town.contains("First, of all"), "{town}");
    assert!(site.main("tags/").contains("href=\"../tags/sea/\""));
    assert!(site.main("briefings/first/").contains("<a href=\"../../tags/harbour-town/\" rel=\"tag\">harbour-town</a>"));
    assert!(!super::support::site("-- content/a.md --\n# A\n").has("tags/index.html"));
}

#[test]
fn former_addresses_lead_on_and_collide_out_loud() {
    let site = at(SITE, "https://record.example/repo/");
    for (path, href) in [("briefings/one/", "../../briefings/first/"), ("2022/01/one/", "../../../briefings/first/")] {
        let page = site.page(path);
        assert!(page.contains(&format!("<meta http-equiv=\"refresh\" content=\"0; url={href}\">")), "{page}");
        assert!(page.contains(&format!("<a href=\"{href}\">")) && page.contains("content=\"noindex\""), "{page}");
        assert!(page.contains("<link rel=\"canonical\" href=\"https://record.example/repo/briefings/first/\">"), "{page}");
    }
    assert!(!site.page("sitemap.xml").contains("/one/"));
    let clash = "-- content/actors.yaml --\nada: {name: Ada, redirect_from: [bo, ../x/y]}\nbo: {name: Bo}\n";
    let found = super::support::site(clash).findings(Level::Warning);
    let expected = [
        "url-collision: two things want the address `/actors/bo/`",
        "invalid-url: `../x/y` was no address of this site: it climbs out of its folder",
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_exports_of_the_demo_name_only_what_there_is() {
    let site = Built(snapshot(Disk::new(env!("CARGO_MANIFEST_DIR")), Options::default()));
    let mut ids = BTreeSet::new();
    for kind in ["actors", "events", "sources", "claims"] {
        for record in data(&site, &format!("data/{kind}.json"))[kind].as_array().unwrap() {
            let page = record["page"].as_str().unwrap();
            assert!(site.has(&format!("{page}index.html")), "{page}");
            ids.insert(record["id"].as_str().unwrap().to_owned());
        }
    }
    for claim in data(&site, "data/claims.json")["claims"].as_array().unwrap() {
        for slot in ["origins", "outlets"] {
            assert!(claim[slot].as_array().unwrap().iter().all(|id| ids.contains(id.as_str().unwrap())), "{claim}");
        }
    }
}
