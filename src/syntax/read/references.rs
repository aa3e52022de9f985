//! References to records, and whole records in their place.

use crate::base::date::Date;
use crate::base::text::{Span, Spanned};
use crate::syntax::pieces::Pieces;

use super::super::fields::Field;
use super::super::kind::Kind;
use super::super::yaml::{Node, Value};
use super::address::{url_problem, was_to_be_url};
use super::got::{Fields, Got, Text, Written};
use super::reader::Reader;

impl Reader<'_> {
    pub(super) fn references(&mut self, field: &Field, node: &Node, kinds: &'static [Kind]) -> Vec<Written> {
        if let ([kind], Value::Map(entries)) = (kinds, &node.value)
            && !entries.is_empty()
            && entries.iter().all(|(_, value)| matches!(value.value, Value::Map(_)))
        {
            return entries.iter().map(|(key, value)| self.keyed(*kind, key, value)).collect();
        }
        let items = self.list(node);
        items.filter_map(|item| self.reference(field, item, kinds)).collect()
    }

    /// An inline record under its id.
    pub(super) fn keyed(&mut self, kind: Kind, key: &Spanned<String>, node: &Node) -> Written {
        let mut fields = self.record(kind, node);
        fields.key = Some(key.clone());
        let mut written = Written::new(&key.value, key.span);
        written.inline = Some(self.keep(kind, fields));
        written
    }

    /// Reads a record that stands where prose does, and gives its number among the file's inline records.
    pub fn define(&mut self, kind: Kind, node: &Node) -> u32 {
        let fields = self.record(kind, node);
        self.keep(kind, fields)
    }

    pub(super) fn keep(&mut self, kind: Kind, fields: Fields) -> u32 {
        self.inline.push((kind, fields));
        self.inline.len() as u32 - 1
    }

    pub(super) fn reference(&mut self, field: &Field, node: &Node, kinds: &'static [Kind]) -> Option<Written> {
        match &node.value {
            Value::Scalar(scalar) => {
                if let Some(problem) =
                    url_problem(&scalar.text).filter(|_| kinds.contains(&Kind::Source) && was_to_be_url(&scalar.text))
                {
                    self.bad_url(
                        &Text {
                            text: scalar.text.clone(),
                            span: node.span,
                            verbatim: scalar.verbatim,
                            pieces: Pieces::default(),
                        },
                        problem,
                    );
                    return None;
                }
                Some(self.named(&scalar.text, node.span, scalar.verbatim, kinds))
            }
            Value::Null => None,
            // An unquoted wikilink: YAML takes `[[Kuleba]]` for a list in a list.
            Value::List(items) => match items.as_slice() {
                [Node { value: Value::Scalar(scalar), .. }] => Some(self.named(&scalar.text, node.span, scalar.verbatim, kinds)),
                [Node { value: Value::List(inner), .. }] if inner.len() == 1 && inner[0].scalar().is_some() => {
                    self.reference(field, &items[0], kinds)
                }
                _ => {
                    self.wrong(field, node);
                    None
                }
            },
            Value::Map(entries) => self.mapped(field, node, entries, kinds),
        }
    }

    pub(super) fn named(&mut self, text: &str, span: Span, verbatim: Option<u32>, kinds: &'static [Kind]) -> Written {
        let mut written = Written::verbatim(text, span, verbatim);
        if kinds.contains(&Kind::Source) && url_problem(text).is_none() {
            let mut fields = Fields::empty(span);
            fields.set("url", Got::Text(Text { text: text.to_owned(), span, verbatim, pieces: Pieces::default() }));
            written.kind = None;
            written.inline = Some(self.keep(Kind::Source, fields));
        }
        written
    }

    pub(super) fn mapped(
        &mut self,
        field: &Field,
        node: &Node,
        entries: &[(Spanned<String>, Node)],
        kinds: &'static [Kind],
    ) -> Option<Written> {
        let text = |key: &str| node.get(key).and_then(Node::scalar).map(|scalar| scalar.text.clone());
        let role = text("as");
        let slight = entries.iter().all(|(key, _)| matches!(key.value.as_str(), "id" | "name" | "title" | "as" | "actor"));
        let id = text("actor").or_else(|| text("id"));
        let name = text("name").or_else(|| text("title"));
        // A title is all that a source needs.
        let may_define = name.is_some() && id.is_none() && matches!(kinds, [Kind::Source]);
        if slight && (id.is_none() || name.is_none()) && !may_define {
            let Some(named) = id.or(name) else {
                self.wrong(field, node);
                return None;
            };
            let mut written = self.named(&named, node.span, None, kinds);
            written.role = role;
            return Some(written);
        }
        let [kind] = kinds else {
            self.wrong(field, node);
            return None;
        };
        let table = (self.table)(*kind);
        if !entries
            .iter()
            .any(|(key, _)| key.value == "as" || table.find(&key.value).is_some() || self.own_field(*kind, &key.value).is_some())
        {
            let message = format!("`{}` takes names, or records with fields of their own", field.name);
            let name = if matches!(kind, Kind::Actor | Kind::Place) { "name" } else { "title" };
            let help = match entries {
                // `- 2022-01-19: The visit`
                [(day, _)] if *kind == Kind::Event && Date::parse(&day.value).is_ok() => {
                    format!("write `{{when: {}, title: …}}`", day.value)
                }
                _ => format!("write the name alone, or {} as `{{{name}: …}}` with its other fields", kind.a()),
            };
            self.wrong_type(node, &message, &help);
            return None;
        }
        let without_role =
            Node { value: Value::Map(entries.iter().filter(|(key, _)| key.value != "as").cloned().collect()), span: node.span };
        let mut fields = self.record(*kind, &without_role);
        fields.slight = slight;
        let label = id.or(name).or_else(|| fields.text("url").map(|url| url.text)).unwrap_or_default();
        let mut written = Written::new(&label, node.span);
        written.kind = None;
        written.role = role;
        written.inline = Some(self.keep(*kind, fields));
        Some(written)
    }

    pub(super) fn meanings(&mut self, field: &Field, node: &Node) -> Option<Got> {
        let Value::Map(entries) = &node.value else {
            self.wrong(field, node);
            return None;
        };
        let mut meanings = Vec::new();
        for (key, value) in entries {
            match value.scalar() {
                Some(scalar) => {
                    let word = Text { text: key.value.clone(), span: key.span, verbatim: None, pieces: Pieces::default() };
                    meanings.push((word, Written::verbatim(&scalar.text, value.span, scalar.verbatim)));
                }
                None => {
                    let message = format!("`{}` takes the name of an actor or a place for each word", field.name);
                    self.wrong_type(value, &message, "write `Moscow: russian-government`, or another id or name");
                }
            }
        }
        Some(Got::Meanings(meanings))
    }
}
