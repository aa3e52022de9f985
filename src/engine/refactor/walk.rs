//! The walk through a file that finds all places where records are named or defined: along the same field tables as the reader.

use crate::base::id::Key;
use crate::base::text::{Span, Spanned};
use crate::model::actor::RELATION;
use crate::model::claim::ANYTHING;
use crate::model::document::{Role, role};
use crate::model::record::table;
use crate::model::{bibliography, config};
use crate::syntax::bibtex;
use crate::syntax::fields::{Field, Shape as Holds, Table};
use crate::syntax::kind::Kind;
use crate::syntax::read::{Written, url_problem};
use crate::syntax::split::split;
use crate::syntax::yaml::{self, Node, Scalar, Value};

use super::place::{Definition, Entry, Form, Found, Place, Seat, Shape};
use super::prose;

/// Walks through a file.
pub(super) fn file(path: Key, text: &str, is_config: bool) -> Found {
    let mut walk = Walk { file: path, text, found: Found::default() };
    match role(path.as_str()) {
        _ if is_config => walk.config(),
        Role::Record(kind) => walk.markdown(kind, true),
        Role::ListText(_) | Role::Home => walk.markdown(Kind::Page, false),
        Role::Data(kind) => walk.data(kind),
        Role::Relations => walk.relations(),
        Role::Defaults => walk.defaults(),
        Role::Bibliography => walk.bibliography(),
        Role::Asset => {}
    }
    let found = &mut walk.found;
    found.places.sort_by_key(|place| (place.span.start, place.span.end));
    // An alias of YAML's repeats what stands elsewhere.
    found.places.dedup_by(|a, b| a.span == b.span);
    walk.found
}

pub(super) struct Walk<'a> {
    pub(super) file: Key,
    pub(super) text: &'a str,
    pub(super) found: Found,
}

impl Walk<'_> {
    fn parse(&mut self, range: std::ops::Range<usize>) -> Option<Node> {
        let mut wrong = Vec::new();
        let node = yaml::parse(self.file, self.text, range, &mut wrong);
        if let (None, Some(first)) = (&node, wrong.first()) {
            self.found.unreadable.get_or_insert(first.span);
        }
        node
    }

    fn markdown(&mut self, kind: Kind, defines: bool) {
        let mut wrong = Vec::new();
        let parts = split(self.file, self.text, &mut wrong);
        if let Some(first) = wrong.first() {
            self.found.unreadable = Some(first.span);
            return;
        }
        let head = parts.head.map(|range| Span::new(self.file, range));
        let node = head.and_then(|head| self.parse(head.range()));
        let node = node.unwrap_or(Node { value: Value::Null, span: head.unwrap_or(Span::whole(self.file)) });
        if defines {
            let mut definition = self.definition(kind, None, &node);
            definition.shape = Shape::File { head };
            self.found.definitions.push(definition);
            self.id(kind, &node);
        }
        self.fields(table(kind), &node);
        prose::body(self, kind, parts.body);
    }

    fn data(&mut self, kind: Kind) {
        let Some(root) = self.parse(yaml::whole(self.text)) else { return };
        match &root.value {
            Value::Map(entries) => entries.iter().for_each(|(key, node)| self.record(kind, Some(key), node, Seat::Data)),
            Value::List(items) => items.iter().for_each(|node| self.record(kind, None, node, Seat::Data)),
            Value::Null | Value::Scalar(_) => {}
        }
    }

    fn relations(&mut self) {
        let Some(root) = self.parse(yaml::whole(self.text)) else { return };
        list(&root).iter().for_each(|node| self.fields(&RELATION, node));
    }

    fn defaults(&mut self) {
        let Some(root) = self.parse(yaml::whole(self.text)) else { return };
        for (key, node) in root.entries() {
            // Below content/ itself stand files of all kinds: the field is that of the first kind that has it.
            if let Some(field) = Kind::ALL.iter().find_map(|kind| table(*kind).find(&key.value)) {
                self.field(field, node);
            }
        }
    }

    fn config(&mut self) {
        let Some(root) = self.parse(yaml::whole(self.text)) else { return };
        self.fields(&config::TABLE, &root);
        for item in root.get("nav").iter().flat_map(|node| list(node)) {
            self.scalar(item, &[Kind::Page], Form::Id);
        }
    }

    fn bibliography(&mut self) {
        let mut wrong = Vec::new();
        let parsed = bibtex::parse(self.file, self.text, bibliography::WANTED, &mut wrong);
        if !parsed.lost.is_empty() {
            self.found.unreadable = Some(wrong.first().map_or(Span::whole(self.file), |first| first.span));
        }
        for entry in parsed.entries.iter().filter(|entry| bibliography::is_source(entry)) {
            let node = bibliography::node(entry, &[], &mut wrong);
            self.fields(table(Kind::Source), &node);
            let key = &entry.key;
            if self.text.get(key.span.range()) == Some(key.value.as_str()) {
                self.named(&key.value, key.span, Some(key.span.start), &[Kind::Source], Form::Id);
            }
            self.found.definitions.push(Definition {
                kind: Kind::Source,
                id: Some((key.value.clone(), key.span)),
                keyed: true,
                slight: false,
                span: entry.span,
                fields: Vec::new(),
                shape: Shape::Bibliography,
                seat: Seat::Bibliography,
                text: None,
            });
        }
    }

    /// A record's definition, and all that is named in it.
    fn record(&mut self, kind: Kind, key: Option<&Spanned<String>>, node: &Node, seat: Seat) {
        if let Some(key) = key {
            self.key(kind, key);
        }
        let definition = Definition { seat, ..self.definition(kind, key, node) };
        self.found.definitions.push(definition);
        self.fields(table(kind), node);
        self.id(kind, node);
    }

    fn key(&mut self, kind: Kind, key: &Spanned<String>) {
        let source = self.text.get(key.span.range()).unwrap_or_default();
        let start = source.find(&key.value).map(|at| key.span.start + at as u32);
        self.named(&key.value, key.span, start, just(kind), Form::Id);
    }

    fn id(&mut self, kind: Kind, node: &Node) {
        if let Some(id) = node.get("id") {
            self.scalar(id, just(kind), Form::Id);
        }
    }

    fn definition(&self, kind: Kind, key: Option<&Spanned<String>>, node: &Node) -> Definition {
        let id = node.get("id").and_then(|id| Some((id.scalar()?.text.clone(), id.span)));
        let entry = |(key, value): &(Spanned<String>, Node)| Entry {
            name: key.value.clone(),
            key: key.span,
            value: value.span,
            items: match &value.value {
                Value::List(items) => Some(items.iter().map(|item| (words(item), item.span)).collect()),
                _ => None,
            },
            empty: matches!(value.value, Value::Null),
        };
        Definition {
            kind,
            keyed: id.is_none() && key.is_some(),
            id: id.or_else(|| key.map(|key| (key.value.clone(), key.span))),
            slight: false,
            span: node.span,
            fields: node.entries().iter().map(entry).collect(),
            shape: if matches!(node.value, Value::Map(_)) { Shape::Map } else { Shape::Nothing },
            seat: Seat::File,
            text: None,
        }
    }

    /// All that the fields of a map name.
    pub(super) fn fields(&mut self, table: &'static Table, node: &Node) {
        for (key, value) in node.entries() {
            if let Some(field) = table.find(&key.value) {
                self.field(field, value);
            }
        }
    }

    /// All that the value of a field names.
    pub(super) fn field(&mut self, field: &'static Field, node: &Node) {
        match field.shape {
            Holds::Ref(kinds) | Holds::Refs(kinds) => self.references(node, kinds),
            Holds::One(inner) | Holds::Many(inner, None) => list(node).iter().for_each(|item| self.fields(inner, item)),
            Holds::Many(inner, Some(short)) => {
                for item in list(node) {
                    match (&item.value, inner.find(short)) {
                        (Value::Scalar(_), Some(field)) => self.field(field, item),
                        _ => self.fields(inner, item),
                    }
                }
            }
            Holds::Meanings => {
                for (_, value) in node.entries() {
                    self.scalar(value, &[Kind::Actor, Kind::Place], Form::Name);
                }
            }
            Holds::Prose | Holds::Proses => list(node).iter().for_each(|item| prose::line(self, item)),
            _ if !field.names.is_empty() => list(node).iter().for_each(|item| self.scalar(item, field.names, Form::Name)),
            _ => {}
        }
    }

    fn references(&mut self, node: &Node, kinds: &'static [Kind]) {
        if let ([kind], Value::Map(entries)) = (kinds, &node.value)
            && !entries.is_empty()
            && entries.iter().all(|(_, value)| matches!(value.value, Value::Map(_)))
        {
            let seat = Seat::Keyed((entries.len() == 1).then_some(node.span));
            return entries.iter().for_each(|(key, value)| self.record(*kind, Some(key), value, seat));
        }
        list(node).iter().for_each(|item| self.reference(item, kinds));
    }

    fn reference(&mut self, node: &Node, kinds: &'static [Kind]) {
        match &node.value {
            Value::Scalar(_) => self.scalar(node, kinds, Form::Name),
            // An unquoted wikilink: YAML takes `[[Kuleba]]` for a list in a list.
            Value::List(items) if items.len() == 1 => self.reference(&items[0], kinds),
            Value::Map(entries) => self.mapped(node, entries, kinds),
            Value::List(_) | Value::Null => {}
        }
    }

    /// A map in the place of a reference: a reference with a role, or a definition.
    fn mapped(&mut self, node: &Node, entries: &[(Spanned<String>, Node)], kinds: &'static [Kind]) {
        let slight = entries.iter().all(|(key, _)| matches!(key.value.as_str(), "id" | "name" | "title" | "as" | "actor"));
        let id = node.get("actor").or_else(|| node.get("id"));
        let name = node.get("name").or_else(|| node.get("title"));
        match (slight, id, name, kinds) {
            (true, Some(id), None, _) => self.scalar(id, kinds, Form::Name),
            (true, None, Some(name), _) => self.scalar(name, kinds, Form::Name),
            (_, _, _, [kind]) => {
                // What is named in it comes behind it.
                let at = self.found.definitions.len();
                self.record(*kind, None, node, Seat::Reference);
                self.found.definitions[at].slight = slight;
            }
            _ => {}
        }
    }

    /// A text that names a record.
    pub(super) fn scalar(&mut self, node: &Node, kinds: &'static [Kind], form: Form) {
        if let Some(Scalar { text, verbatim, .. }) = node.scalar() {
            self.named(text, node.span, *verbatim, kinds, form);
        }
    }

    /// A text that names a record, which the file has exactly so from `start` on.
    pub(super) fn named(&mut self, text: &str, span: Span, start: Option<u32>, kinds: &'static [Kind], form: Form) {
        let written = Written::new(text, span);
        if written.text.is_empty() || (kinds.contains(&Kind::Source) && url_problem(text).is_none()) {
            return;
        }
        // What stands before the name is brackets and a kind.
        let prefix = written.kind.map_or(0, |kind| text.find(&format!("{kind}:")).map_or(0, |at| at + kind.word().len() + 1));
        let at = text[prefix..].find(&*written.text).map(|at| prefix + at);
        let place = start.zip(at).map(|(start, at)| {
            let start = start as usize + at;
            Span::new(span.file, start..start + written.text.len())
        });
        self.found.places.push(Place {
            form,
            name: written.text,
            kind: written.kind,
            kinds,
            span: place.unwrap_or(span),
            exact: place.is_some(),
        });
    }
}

/// The items of a list; anything else is a list of one.
pub(super) fn list(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// A list of one kind.
pub(super) fn just(kind: Kind) -> &'static [Kind] {
    let at = ANYTHING.iter().position(|known| *known == kind).unwrap_or_default();
    &ANYTHING[at..=at]
}

fn words(node: &Node) -> String {
    node.scalar().map(|scalar| scalar.text.clone()).unwrap_or_default()
}
