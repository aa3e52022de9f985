//! JSON Schemas (draft 2020-12) of front matter, read off the field tables that the reader itself works by, with the site's own fields and
//! words. They are for editors' programs, so they ask for known fields and words where `check` only warns.

use serde_json::{Map, Value, json};

use crate::model::config::{self, Config};
use crate::model::record::table;
use crate::syntax::fields::{Shape, Table};
use crate::syntax::kind::Kind;
use crate::syntax::read::OwnField;

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a kind's front matter.
pub fn record(kind: Kind, config: &Config) -> Vec<u8> {
    // Records may stand in each other: a schema has all that may stand in its own, and needs no other file.
    let mut schema = Schema { definitions: shared(), config };
    for kind in standing_in(kind) {
        let own = config.dialect.fields.iter().filter(|own| own.kind == kind);
        let fields = schema.fields(kind.word(), table(kind), own);
        schema.define(format!("{kind}_fields"), fields);
        let all_of = json!([{"$ref": format!("#/$defs/{kind}_fields")}]);
        let whole = json!({"allOf": all_of, "unevaluatedProperties": false});
        schema.define(kind.word().to_owned(), with_required(whole, table(kind), Some(kind)));
        let text = json!({"$ref": "#/$defs/text"});
        schema.define(
            format!("inline_{kind}"),
            json!({"allOf": all_of, "properties": {"as": text, "actor": text}, "unevaluatedProperties": false}),
        );
        let inline = json!({"$ref": format!("#/$defs/inline_{kind}")});
        let one = format!("{kind}_or_name");
        schema.define(one.clone(), json!({"anyOf": [{"$ref": "#/$defs/reference"}, inline, {"type": "null"}]}));
        let one = json!({"$ref": format!("#/$defs/{one}")});
        // The last form: records under their ids.
        let keyed =
            json!({"type": "object", "minProperties": 1, "additionalProperties": {"type": "object", "$ref": inline["$ref"]}});
        schema.define(format!("{kind}s_or_names"), json!({"anyOf": [one, {"type": "array", "items": one}, keyed]}));
    }
    written(json!({
        "$schema": DRAFT,
        "title": format!("Front matter of {} of whowhen", kind.a()),
        "$ref": format!("#/$defs/{kind}"),
        "$defs": schema.definitions,
    }))
}

/// A kind and those whose records may stand in its records, and in those …
fn standing_in(kind: Kind) -> Vec<Kind> {
    fn named(table: &Table, add: &mut dyn FnMut(Kind)) {
        for field in table.fields() {
            match field.shape {
                Shape::Ref([kind]) | Shape::Refs([kind]) => add(*kind),
                Shape::One(table) | Shape::Many(table, _) => named(table, add),
                _ => {}
            }
        }
    }
    let mut all = vec![kind];
    let mut at = 0;
    while let Some(next) = all.get(at).copied() {
        named(table(next), &mut |kind| {
            if !all.contains(&kind) {
                all.push(kind);
            }
        });
        at += 1;
    }
    all
}

/// The schema of `site.yaml`.
pub fn site(config: &Config) -> Vec<u8> {
    let mut schema = Schema { definitions: shared(), config };
    let fields = schema.fields("site", &config::TABLE, std::iter::empty());
    schema.define("site_fields".to_owned(), fields);
    written(json!({
        "$schema": DRAFT,
        "title": "site.yaml of whowhen",
        "$ref": "#/$defs/site_fields",
        "unevaluatedProperties": false,
        "$defs": schema.definitions,
    }))
}

fn written(schema: Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&schema).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What several fields share.
fn shared() -> Map<String, Value> {
    let scalar = json!({"type": ["string", "number", "boolean"]});
    let language = "^[a-z]{2,3}(-[A-Za-z0-9]+)*$";
    let definitions = json!({
        "text": {"anyOf": [
            {"type": ["string", "number", "boolean", "null"]},
            {"type": "object", "propertyNames": {"pattern": language}, "additionalProperties": scalar, "minProperties": 1, "maxProperties": 1},
        ]},
        "texts": {"anyOf": [{"$ref": "#/$defs/text"}, {"type": "array", "items": {"$ref": "#/$defs/text"}}]},
        // The signs of the grammar; `check` reads the date itself.
        "date": {"anyOf": [
            {"type": ["integer", "null"]},
            {"type": "string", "pattern": "^[-0-9TZWXtzwx:+~?%./, \\[\\]]*[0-9][-0-9TZWXtzwx:+~?%./, \\[\\]]*$"},
            {"type": "array", "minItems": 1, "items": {"type": ["string", "integer"], "pattern": "[0-9]"}},
        ]},
        "url": {"anyOf": [{"type": "null"}, {"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://[^/]"}]},
        "flag": {"type": ["boolean", "null"]},
        "number": {"anyOf": [{"type": ["number", "null"]}, {"type": "string", "pattern": "^[-+]?[0-9][0-9_ \u{a0}]*([.][0-9]+)?$"}]},
        "name": {"anyOf": [
            {"$ref": "#/$defs/text"},
            {"type": "object", "required": ["text"], "additionalProperties": false, "properties": {
                "text": {"$ref": "#/$defs/text"}, "case": {"enum": ["exact"]}, "lang": {"type": "string"},
            }},
        ]},
        "meanings": {"type": ["object", "null"], "additionalProperties": scalar},
        "coordinates": {"anyOf": [{"type": "null"}, {"type": "array", "prefixItems": [
            {"type": "number", "minimum": -90, "maximum": 90}, {"type": "number", "minimum": -180, "maximum": 180},
        ], "minItems": 2, "maxItems": 2}]},
        // A name, an id, a quoted wikilink, or an unquoted one, which YAML takes for a list in a list.
        "reference": {"anyOf": [
            {"type": ["string", "number"]},
            {"type": "array", "minItems": 1, "maxItems": 1, "items": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 1}]}},
            {"type": "object", "minProperties": 1, "additionalProperties": false, "properties": {
                "id": {"type": "string"}, "name": {"type": "string"}, "title": {"type": "string"}, "actor": {"type": "string"}, "as": {"type": "string"},
            }},
        ]},
    });
    match definitions {
        Value::Object(definitions) => definitions,
        _ => Map::new(),
    }
}

/// A schema that is being put together.
struct Schema<'c> {
    definitions: Map<String, Value>,
    config: &'c Config,
}

impl Schema<'_> {
    fn define(&mut self, name: String, schema: Value) {
        self.definitions.insert(name, schema);
    }

    /// The fields of a table under all their names, with the site's own. `owner` is what its maps within are named after.
    fn fields<'o>(&mut self, owner: &str, table: &Table, own: impl Iterator<Item = &'o OwnField>) -> Value {
        let mut all = Map::new();
        for field in table.fields() {
            let shape = self.shape(owner, field.name, field.shape);
            all.insert(field.name.to_owned(), described(shape.clone(), field.doc));
            for alias in field.aliases {
                all.insert((*alias).to_owned(), described(shape.clone(), &format!("the same as `{}`", field.name)));
            }
        }
        for own in own {
            all.insert(own.name.to_owned(), described(self.shape(owner, own.name, own.holds.shape()), own.label));
        }
        json!({"type": "object", "properties": all})
    }

    fn shape(&mut self, owner: &str, name: &str, shape: Shape) -> Value {
        match shape {
            Shape::Text | Shape::Prose => json!({"$ref": "#/$defs/text"}),
            Shape::Texts | Shape::Proses => json!({"$ref": "#/$defs/texts"}),
            Shape::Url => json!({"$ref": "#/$defs/url"}),
            Shape::Urls => one_or_many(json!({"$ref": "#/$defs/url"})),
            Shape::Date => json!({"$ref": "#/$defs/date"}),
            Shape::Flag => json!({"$ref": "#/$defs/flag"}),
            Shape::Number => json!({"$ref": "#/$defs/number"}),
            Shape::Rendering => json!({"anyOf": [{"$ref": "#/$defs/flag"}, {"$ref": "#/$defs/text"}]}),
            Shape::Estimate => json!({"anyOf": [{"$ref": "#/$defs/flag"}, {"$ref": "#/$defs/number"}]}),
            Shape::Word(words, vocabulary) => self.word(words, vocabulary),
            Shape::Words(words, vocabulary) => {
                let word = self.word(words, vocabulary);
                json!({"anyOf": [word, {"type": "array", "items": word}]})
            }
            Shape::Ref([kind]) => json!({"$ref": format!("#/$defs/{kind}_or_name")}),
            Shape::Refs([kind]) => json!({"$ref": format!("#/$defs/{kind}s_or_names")}),
            Shape::Ref(_) => json!({"anyOf": [{"$ref": "#/$defs/reference"}, {"type": "null"}]}),
            Shape::Refs(_) => one_or_many(json!({"anyOf": [{"$ref": "#/$defs/reference"}, {"type": "null"}]})),
            Shape::One(table) => json!({"anyOf": [self.map(owner, name, table), {"type": "null"}]}),
            Shape::Many(table, short) => {
                let mut items = vec![self.map(owner, name, table), json!({"type": "null"})];
                if let Some(field) = short.and_then(|short| table.find(short)) {
                    items.push(self.shape(owner, field.name, field.shape));
                }
                let one = format!("{owner}_{name}_item");
                self.define(one.clone(), json!({"anyOf": items}));
                one_or_many(json!({"$ref": format!("#/$defs/{one}")}))
            }
            Shape::Names => one_or_many(json!({"$ref": "#/$defs/name"})),
            Shape::Meanings => json!({"$ref": "#/$defs/meanings"}),
            Shape::Coordinates => json!({"$ref": "#/$defs/coordinates"}),
            Shape::Any => json!({}),
        }
    }

    /// A map of fields that is no record.
    fn map(&mut self, owner: &str, name: &str, table: &Table) -> Value {
        let name = format!("{owner}_{name}");
        let mut schema = self.fields(&name, table, std::iter::empty());
        if let Value::Object(schema) = &mut schema {
            schema.insert("additionalProperties".to_owned(), Value::Bool(false));
        }
        self.define(name.clone(), with_required(schema, table, None));
        json!({"$ref": format!("#/$defs/{name}")})
    }

    /// A word of ours or of the site's own. `true` and `false` are no texts to YAML.
    fn word(&self, words: &[&str], vocabulary: &str) -> Value {
        let own = self.config.dialect.words_of(vocabulary);
        let mut all: Vec<Value> = words.iter().copied().chain(own).map(Value::from).collect();
        all.extend(words.iter().filter_map(|word| word.parse::<bool>().ok()).map(Value::from));
        all.push(Value::Null);
        json!({"enum": all})
    }
}

fn described(mut schema: Value, doc: &str) -> Value {
    if let Value::Object(schema) = &mut schema {
        schema.insert("description".to_owned(), doc.into());
    }
    schema
}

fn one_or_many(item: Value) -> Value {
    json!({"anyOf": [item, {"type": "array", "items": item}]})
}

/// What a record can't be without, by whichever of its names.
fn with_required(mut schema: Value, table: &Table, kind: Option<Kind>) -> Value {
    let named = |names: Vec<&str>| -> Value {
        json!({"anyOf": names.into_iter().map(|name| json!({"required": [name]})).collect::<Vec<_>>()})
    };
    let required = table.fields().filter(|field| field.required);
    let mut needs: Vec<Value> =
        required.map(|field| named(std::iter::once(field.name).chain(field.aliases.iter().copied()).collect())).collect();
    if kind == Some(Kind::Source) {
        needs.push(named(vec!["title", "name", "url"]));
    }
    if let (Value::Object(schema), false) = (&mut schema, needs.is_empty()) {
        match schema.get_mut("allOf") {
            Some(Value::Array(all)) => all.append(&mut needs),
            _ => {
                schema.insert("allOf".to_owned(), Value::Array(needs));
            }
        }
    }
    schema
}
