//! Atom feeds, read back: what RFC 4287 asks for is there, and all words come back.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use whowhen::engine::workspace::Options;
use whowhen::input::files::{Disk, Files};

use super::support::{Built, files, snapshot};

const BASE: &str = "https://record.example/";

const SITE: &str = r#"
-- site.yaml --
title: Salt & <pepper>
description: "]]> ends nothing"
as_of: 2022-01-20
lints: {undefined-actor: "off"}
-- content/briefings/odd.md --
---
title: "\"Tags\" <b>are</b> words &amp; so are 'entities' &#60; ü 🚢"
date: 2022-01-11
authors: [Cy & Dee]
summary: "One < two && *three* > four"
---
Words.
-- content/briefings/plain.md --
---
title: Plain
date: 2022-01-09
---
Words.
"#;

/// The values of the elements directly in a feed or in one of its entries, by name; of links the addresses, by `link` and their relation.
type Elements = BTreeMap<String, Vec<String>>;

fn at(files: impl Files + 'static, base_url: Option<&str>) -> Built {
    Built(snapshot(files, Options { base_url: base_url.map(str::to_owned), ..Options::default() }))
}

/// The feed, then its entries.
fn read(site: &Built, path: &str) -> Vec<Elements> {
    let text = site.page(path);
    let mut reader = Reader::from_str(&text);
    let mut found = vec![Elements::new()];
    let (mut open, mut words) = (Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) {
            Event::Start(tag) => {
                let name = tag.name().as_ref().to_owned();
                if name == "entry" {
                    found.push(Elements::new());
                }
                open.push(name);
                words.clear();
            }
            Event::Text(text) => words.push_str(&text),
            Event::GeneralRef(name) => match name.resolve_char_ref().unwrap() {
                Some(char) => words.push(char),
                None => words.push_str(resolve_predefined_entity(&name).unwrap_or_else(|| panic!("{path}: {name:?}"))),
            },
            Event::Empty(tag) => {
                let attribute = |key: &str| {
                    let found = tag.attributes().map(Result::unwrap).find(|attribute| attribute.key.as_ref() == key);
                    found.map(|attribute| attribute.value.into_owned()).unwrap_or_default()
                };
                let name = format!("{} {}", tag.name().as_ref(), attribute("rel"));
                found.last_mut().unwrap().entry(name).or_default().push(attribute("href"));
            }
            Event::End(_) => {
                let name = open.pop().unwrap();
                if !matches!(name.as_str(), "feed" | "entry" | "author") {
                    found.last_mut().unwrap().entry(name).or_default().push(std::mem::take(&mut words));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found
}

#[test]
fn all_that_was_written_comes_back() {
    let site = at(files(SITE.trim_start()), Some(BASE)).sound();
    let found = read(&site, "feed.xml");
    let elements = |all: &[(&str, &str)]| -> Elements {
        all.iter().map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()])).collect()
    };
    let expected = [
        elements(&[
            ("title", "Salt & <pepper>"),
            ("subtitle", "]]> ends nothing"),
            ("link alternate", BASE),
            ("link self", "https://record.example/feed.xml"),
            ("id", "https://record.example/feed.xml"),
            ("updated", "2022-01-20T00:00:00Z"),
            ("name", "Salt & <pepper>"),
        ]),
        elements(&[
            ("title", "\"Tags\" <b>are</b> words &amp; so are 'entities' &#60; ü 🚢"),
            ("link alternate", "https://record.example/briefings/odd/"),
            ("id", "https://record.example/briefings/odd/"),
            ("updated", "2022-01-11T00:00:00Z"),
            ("published", "2022-01-11T00:00:00Z"),
            ("name", "Cy & Dee"),
            ("summary", "One < two && three > four"),
        ]),
        elements(&[
            ("title", "Plain"),
            ("link alternate", "https://record.example/briefings/plain/"),
            ("id", "https://record.example/briefings/plain/"),
            ("updated", "2022-01-09T00:00:00Z"),
            ("published", "2022-01-09T00:00:00Z"),
        ]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_demo_s_feeds_have_what_the_standard_asks_for() {
    for base in [None, Some(BASE)] {
        let site = at(Disk::new(env!("CARGO_MANIFEST_DIR")), base);
        let feeds: Vec<&String> = site.0.output.keys().filter(|path| path.ends_with("feed.xml")).collect();
        assert!(feeds.len() > 3, "{feeds:?}");
        let mut feed_ids = BTreeSet::new();
        for path in feeds {
            let found = read(&site, path);
            let one = |elements: &Elements, name: &str| match elements.get(name).map(Vec::as_slice) {
                Some([value]) if !value.trim().is_empty() => value.clone(),
                other => panic!("{path}: {name} is {other:?}"),
            };
            let mut ids = BTreeSet::new();
            for elements in &found {
                for name in ["title", "link alternate"] {
                    one(elements, name);
                }
                let id = one(elements, "id");
                assert!(id.starts_with(base.unwrap_or("urn:uuid:")), "{path}: {id}");
                assert!(ids.insert(id.clone()), "{path}: {id} is there twice");
                for moment in elements.get("published").into_iter().flatten().chain([&one(elements, "updated")]) {
                    assert!(moment.parse::<jiff::Timestamp>().is_ok(), "{path}: {moment} is no moment");
                }
            }
            assert!(found.len() > 1, "{path} has no entry");
            // An author of the feed is the author of each of its entries.
            one(&found[0], "name");
            assert!(one(&found[0], "link self").ends_with("feed.xml"));
            assert!(feed_ids.insert(one(&found[0], "id")), "{path}: another feed has its id");
        }
    }
}
