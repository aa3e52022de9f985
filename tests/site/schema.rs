//! The published schemas against what the reader itself takes and refuses.
#![allow(clippy::disallowed_methods, reason = "it reads the demo and the broken fixtures")]

use std::path::{Path, PathBuf};

use serde_json::Value;
use whowhen::base::id::Key;
use whowhen::model::config::Config;
use whowhen::model::document::{Role, role};
use whowhen::site::export::schema;
use whowhen::syntax::kind::Kind;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn validator(schema: &[u8]) -> jsonschema::Validator {
    let schema: Value = serde_json::from_slice(schema).unwrap();
    jsonschema::meta::validate(&schema).expect("the schema is one");
    jsonschema::draft202012::new(&schema).unwrap()
}

fn config() -> Config {
    let text = std::fs::read_to_string(root().join("site.yaml")).unwrap();
    Config::read(Key::new("site.yaml"), &text, &[]).0
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { below(&path, files) } else { files.push(path) }
    }
}

fn front_matter(text: &str) -> Option<Value> {
    let rest = text.strip_prefix("---\n")?;
    Some(yaml(rest.split_once("\n---").map_or("", |(head, _)| head)))
}

fn complaints(kind: Kind, value: &Value) -> Vec<String> {
    let validator = validator(&schema::record(kind, &config()));
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_demo_is_valid() {
    let mut files = Vec::new();
    below(&root().join("content"), &mut files);
    let mut looked_at = 0;
    for path in files {
        let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let records: Vec<(Kind, Value)> = match role(&name) {
            Role::Record(kind) => front_matter(&text).into_iter().map(|value| (kind, value)).collect(),
            Role::Data(kind) => match yaml(&text) {
                Value::Object(map) => map.into_values().map(|value| (kind, value)).collect(),
                Value::Array(list) => list.into_iter().map(|value| (kind, value)).collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        for (kind, value) in records {
            assert_eq!(complaints(kind, &value), [""; 0], "{name}: {value}");
            looked_at += 1;
        }
    }
    assert!(looked_at > 40, "only {looked_at} records");
    let site = yaml(&std::fs::read_to_string(root().join("site.yaml")).unwrap());
    assert!(validator(&schema::site(&config())).is_valid(&site));
}

#[test]
fn what_check_complains_of_is_not_valid() {
    for file in [
        "claims/no-text.md",
        "events/missing-when.md",
        "events/misspelt-key.md",
        "events/unknown-status.md",
        "events/wrong-type.md",
        "events/date-in-words.md",
        "events/date-relative.md",
        "sources/bad-url.md",
    ] {
        let text = std::fs::read_to_string(root().join("tests/rules/broken/content").join(file)).unwrap();
        let Role::Record(kind) = role(&format!("content/{file}")) else { panic!("{file}") };
        assert!(!complaints(kind, &front_matter(&text).unwrap()).is_empty(), "{file} is valid");
    }
}

#[test]
fn every_form_that_the_reader_takes_is_valid() {
    for (kind, text) in [
        (
            Kind::Briefing,
            "{title: X, date: 2022, actors: Ada, sources: [\"https://a.example/\", {title: A, url: \"https://b.example\"}]}",
        ),
        (
            Kind::Briefing,
            "{title: X, actors: [[[Ada]], {name: Bo, as: host}, {name: Cy, kind: person}], dates: {visit: {when: 2022-01-14~}}}",
        ),
        (Kind::Event, "{what: X, date: [2022-01-13, 2022-01-14], place: Kyiv, status: [{is: planned, as_of: 2022-01}]}"),
        (Kind::Event, "{when: \"[2022-01-10..2022-01-14]\", quantity: {n: 100 000, about: true}}"),
        (Kind::Claim, "{text: X., by: [a, b], denied_by: c, date: ../2022-01-10, status: partly-corroborated}"),
        (Kind::Source, "{url: \"http://a.example/x\", held: true, archived: \"https://b.example/\"}"),
        (Kind::Actor, "{name: X, aliases: [A, {text: US, case: exact}], roles: Minister, summary: }"),
        (Kind::Place, "{name: X, coords: [50.45, 30.52], precision: city}"),
        (Kind::Actor, "{name: X, extra: {any: [thing]}}"),
    ] {
        assert_eq!(complaints(kind, &yaml(text)), [""; 0], "{kind}: {text}");
    }
}
