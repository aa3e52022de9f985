//! Every key of every kind does something: a record with it makes another site than one without, in some file that is published. The keys are
//! read off the field tables, so that a new one can't come without.

use std::collections::BTreeMap;

use whowhen::base::diagnostic::Level;
use whowhen::model::record::table;
use whowhen::syntax::fields::{Field, Shape, Table};
use whowhen::syntax::kind::Kind;

use super::support::{Built, site};

/// What stands beside the record.
const REST: &str = "\
-- site.yaml --
title: A site
as_of: 2022-02-01
base_url: https://site.example/
-- content/map.png --
not a picture
-- content/actors.yaml --
ada: {name: Ada Orvan, kind: person}
bo: {name: Bo Tellis}
board: {name: Harbour Board, kind: organization, metonyms: [the Quay]}
-- content/sources.yaml --
wire: {title: On the talks, published: 2022-01-03, publisher: bo}
notes: {title: Notes of the talks, published: 2022-01-04}
-- content/events.yaml --
talks: {title: The talks, when: 2022-01-05, sources: [wire]}
walk: {title: The walk, when: 2022-01-06, at: tower}
-- content/claims.yaml --
cup: {text: The cup is full., by: ada, source: wire}
-- content/places.yaml --
tower: {name: Old Tower}
-- content/arcs.yaml --
crisis: {title: The crisis, slots: [{events: [talks]}]}
-- content/briefings/reader.md --
---
title: The reader
date: 2022-01-20
---

One Exemplar met Ada Orvan by the Quay. Sample words were said by sample words.
";

/// The record itself, without the key that is looked at.
fn base(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Actor => ("name: One Exemplar\n", "One Exemplar met Ada Orvan by the Quay. Ada Orvan left."),
        Kind::Place => ("name: One Exemplar\n", "By the Quay Ada Orvan met Ada Orvan."),
        Kind::Event => ("title: One exemplar\nwhen: 2022-01-05\n", "By the Quay Ada Orvan met Ada Orvan."),
        Kind::Source => ("title: One exemplar\npublished: 2022-01-05\n", "By the Quay Ada Orvan met Ada Orvan."),
        Kind::Claim => ("text: One exemplar is blue.\n", "By the Quay Ada Orvan met Ada Orvan."),
        Kind::Briefing | Kind::Arc | Kind::Page => ("title: One exemplar\n", "By the Quay Ada Orvan met Ada Orvan."),
    }
}

/// What a key needs beside it before it can do something, and its own value where the shape alone doesn't say one.
fn special(path: &str) -> Option<(&'static str, &'static str)> {
    Some(match path {
        "image" => ("", "/map.png"),
        "image_alt" | "image_credit" => ("image: /map.png\n", "Sample words"),
        "wikidata" => ("", "Q42"),
        "lang" => ("", "uk"),
        "publish_at" => ("", "2022-03-01"),
        "redirect_from" => ("", "[former]"),
        "resolve" => ("", "{the Quay: board}"),
        "autolink.per" => ("", "all"),
        "autolink.skip" => ("", "[Ada Orvan]"),
        "id" => ("", "another"),
        "native_lang" => ("native_name: Едина\n", "uk"),
        "described_by" => ("kind: unnamed\n", "bo"),
        "relations.until" | "relations.since" | "roles.since" | "roles.until" => ("", "2022-01-02"),
        "key" => ("actors: [ada, bo]\n", "[bo]"),
        "order" => ("", "-1"),
        "precision" => ("coords: [50.1, 4.2]\n", "city"),
        "stands_for" => ("", "[board]"),
        "coords" => ("", "[50.1, 4.2]"),
        "held" => ("", "false"),
        "archived.status" => ("", "changed"),
        "locator" => ("by: ada\nsource: wire\n", "para. 4"),
        "hedge" => ("by: ada\nsource: wire\n", "allegedly"),
        "nav" => ("", "1"),
        _ => return None,
    })
}

/// Fields of maps within a record that stand beside the one that is looked at.
fn companions(path: &str) -> &'static str {
    match path.split_once('.').map(|(outer, _)| outer) {
        Some("asserted") => "by: bo, ",
        Some("responses") => "by: bo, ",
        Some("quantity") => "n: 5, unit: ships, ",
        Some("expects") => "what: more ships, ",
        Some("archived") => "url: \"https://archive.example/x\", ",
        _ => "",
    }
}

/// Keys that show on no page: the findings of `check` speak of them, or nothing does.
const UNSHOWN: [(&str, &str); 3] = [
    ("extra", "kept for other programs"),
    ("metonyms", "`resolve` is needed too, and asked for"),
    ("review_by", "`check`, `list due` and `report` remind of it"),
];

fn value(path: &str, shape: Shape, kind: Kind) -> String {
    let record = |of: &Kind| match of {
        Kind::Briefing => "reader",
        Kind::Actor => "ada",
        Kind::Event => "talks",
        Kind::Source => "notes",
        Kind::Claim => "cup",
        Kind::Place => "tower",
        Kind::Arc => "crisis",
        Kind::Page => "about",
    };
    match shape {
        Shape::Text | Shape::Prose => "Sample words".to_owned(),
        Shape::Texts | Shape::Proses | Shape::Names => "[Sample words]".to_owned(),
        Shape::Url => "\"https://else.example/x\"".to_owned(),
        Shape::Urls => "[\"https://else.example/x\"]".to_owned(),
        Shape::Date => "2022-01-15".to_owned(),
        Shape::Flag => "true".to_owned(),
        Shape::Number => "7".to_owned(),
        Shape::Rendering => "true".to_owned(),
        Shape::Estimate => "true".to_owned(),
        Shape::Word(words, _) => words[1].to_owned(),
        Shape::Ref(kinds) => record(&kinds[0]).to_owned(),
        Shape::Refs(kinds) => {
            let kinds = kinds.iter().filter(|of| kinds.len() == 1 || **of == Kind::Actor || **of == Kind::Event);
            format!("[{}]", kinds.map(record).collect::<Vec<_>>().join(", "))
        }
        Shape::One(table) => format!("{{{}}}", required(table, path, kind)),
        Shape::Many(table, _) => format!("[{{{}}}]", required(table, path, kind)),
        Shape::Words(..) | Shape::Meanings | Shape::Coordinates | Shape::Any => "{a: b}".to_owned(),
    }
}

/// The fields that a map must have, and a first one where it needs none.
fn required(table: &Table, path: &str, kind: Kind) -> String {
    let needed: Vec<&Field> = table.fields().filter(|field| field.required).collect();
    let fields = if needed.is_empty() { table.fields().take(1).collect() } else { needed };
    let field = |field: &&Field| {
        let path = format!("{path}.{}", field.name);
        format!(
            "{}: {}",
            field.name,
            special(&path).map_or_else(|| value(&path, field.shape, kind), |(_, value)| value.to_owned())
        )
    };
    fields.iter().map(field).collect::<Vec<_>>().join(", ")
}

fn built(kind: Kind, keys: &str) -> Built {
    let (front, body) = base(kind);
    // A key that the base has too is the one that is looked at.
    let named = |line: &str| table(kind).find(line.split_once(':').map_or("", |(key, _)| key)).map(|field| field.name);
    let written: Vec<_> = keys.lines().map(named).collect();
    let kept = front.lines().filter(|line| !written.contains(&named(line)));
    let front: String = kept.map(|line| format!("{line}\n")).collect();
    let folder = if kind == Kind::Page { "pages" } else { kind.plural() };
    site(&format!("{REST}-- content/{folder}/one.md --\n---\n{front}{keys}---\n\n{body}\n"))
}

fn files(built: &Built) -> BTreeMap<String, Vec<u8>> {
    assert!(built.findings(Level::Error).is_empty(), "{:?}", built.findings(Level::Error));
    built.rendered()
}

/// Each key of a table, as YAML lines with it and without it.
fn cases(kind: Kind) -> Vec<(String, &'static Field, String, String)> {
    let mut cases = Vec::new();
    for field in table(kind).fields().filter(|field| !field.later) {
        let path = field.name;
        let (beside, value) = match special(path) {
            Some((beside, value)) => (beside, value.to_owned()),
            None => ("", value(path, field.shape, kind)),
        };
        cases.push((path.to_owned(), field, format!("{beside}{path}: {value}\n"), beside.to_owned()));
        let (Shape::One(inner) | Shape::Many(inner, _)) = field.shape else { continue };
        for field in inner.fields().filter(|field| !field.later) {
            let inner_path = format!("{path}.{}", field.name);
            let (own, value) = match special(&inner_path) {
                Some((_, value)) => (String::new(), value.to_owned()),
                None => (String::new(), self::value(&inner_path, field.shape, kind)),
            };
            let rest: Vec<String> = inner
                .fields()
                .filter(|other| other.required && other.name != field.name)
                .map(|other| format!("{}: {}, ", other.name, self::value(&format!("{path}.{}", other.name), other.shape, kind)))
                .collect();
            let beside: Vec<&str> = companions(&inner_path).split_inclusive(", ").collect();
            let beside =
                beside.into_iter().filter(|it| !it.starts_with(&format!("{}:", field.name))).collect::<String>() + &rest.concat();
            let close = |inner: String| match field_shape(path, kind) {
                Shape::One(_) => format!("{path}: {{{inner}}}\n"),
                _ => format!("{path}: [{{{inner}}}]\n"),
            };
            let with = close(format!("{beside}{own}{}: {value}", field.name));
            let without = if field.required || beside.is_empty() { String::new() } else { close(beside.clone()) };
            cases.push((inner_path, field, with, without));
        }
    }
    cases
}

fn field_shape(name: &str, kind: Kind) -> Shape {
    table(kind).find(name).expect("it is a field").shape
}

#[test]
fn every_key_does_something() {
    let mut idle = String::new();
    for kind in Kind::ALL {
        for (path, _, with, without) in cases(kind) {
            // Other names of what is no actor and no place are for references, not for prose; an actor's relations are its own.
            let is_for_references = path == "aliases" && matches!(kind, Kind::Briefing | Kind::Arc | Kind::Page);
            if is_for_references || UNSHOWN.iter().any(|(name, _)| *name == path) || path == "relations.from" {
                continue;
            }
            if files(&built(kind, &with)) == files(&built(kind, &without)) {
                idle += &format!("{kind:?} {path}: `{}` beside `{}`\n", with.trim(), without.trim());
            }
        }
    }
    assert!(idle.is_empty(), "these change nothing:\n{idle}");
}

#[test]
fn another_name_of_a_key_is_the_key() {
    for kind in Kind::ALL {
        for (path, field, with, _) in cases(kind) {
            for alias in field.aliases {
                let written = match path.split_once('.') {
                    Some(_) => with.replace(&format!("{}: ", field.name), &format!("{alias}: ")),
                    None => with.replacen(&format!("{}: ", field.name), &format!("{alias}: "), 1),
                };
                assert!(files(&built(kind, &written)) == files(&built(kind, &with)), "{kind:?} {path} as {alias}: {written}");
            }
        }
    }
}

#[test]
fn every_setting_does_something() {
    let themed = "-- themes/ours/templates/page.html --\n<p>Ours</p>\n-- content/about.md --\n---\ntitle: About\n---\nKiev.\n";
    let rest = REST.replace("title: A site\nas_of: 2022-02-01\nbase_url: https://site.example/\n", "as_of: 2022-02-01\n");
    let made = |setting: &str| {
        let rest = if setting.starts_with("as_of") { rest.replace("as_of: 2022-02-01\n", "") } else { rest.clone() };
        let built = site(&format!("{}{themed}", rest.replacen("-- site.yaml --\n", &format!("-- site.yaml --\n{setting}\n"), 1)));
        let found: Vec<String> = built.0.diagnostics.iter().map(|found| format!("{} {:?}", found.rule, found.level)).collect();
        (files(&built), found)
    };
    let settings = [
        ("title", "title: Another"),
        ("description", "description: What it is"),
        ("base_url", "base_url: https://site.example/"),
        ("theme", "theme: ours"),
        ("lang", "lang: uk"),
        ("nav", "nav: [actors]"),
        ("as_of", "as_of: 2023-02-01"),
        ("edit_url", "edit_url: \"https://edit.example/{path}\""),
        ("house_spelling", "house_spelling: {Kiev: Kyiv}"),
        ("resolve", "resolve: {the Quay: board}"),
        ("html", "html: escaped"),
        ("autolink", "autolink: {skip: [Ada Orvan]}"),
        ("lints", "lints: {orphan: \"off\"}"),
        ("fields", "fields: {actor: {rank: {type: text}}}"),
        ("vocabularies", "vocabularies: {actor.kind: {captain: {label: Captain}}}"),
    ];
    let asked: Vec<&str> = whowhen::model::config::TABLE.fields().filter(|field| !field.later).map(|field| field.name).collect();
    assert_eq!(settings.map(|(name, _)| name).to_vec(), asked, "each has its line here");
    let without = made("");
    // What stands in content as HTML is text, said or not.
    for (name, setting) in settings.iter().filter(|(name, _)| *name != "html") {
        assert!(made(setting) != without, "`{name}` changes nothing");
    }
}
