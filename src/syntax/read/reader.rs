//! The reader: one pass over a map, each field by its shape.

use crate::base::diagnostic::{Diagnostic, nearest};
use crate::base::slip::slip;
use crate::base::text::{Span, Spanned};

use super::super::fields::{Field, Shape, Table};
use super::super::kind::Kind;
use super::super::yaml::{self, Node, Value};
use super::clip;
use super::got::{Fields, Got};
use super::later::without_effect;
use super::own::OwnField;

/// What a site adds to the model: its own fields and words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dialect {
    /// Own fields.
    pub fields: Vec<OwnField>,
    /// Own words.
    pub words: Vec<OwnWord>,
    /// Whether they could not be read: then no field or word is called unknown.
    pub lost: bool,
}

/// A word of the site's own in one of the vocabularies.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OwnWord {
    /// `claim.status`
    pub vocabulary: String,
    /// As records write it.
    pub word: String,
    /// For readers.
    pub label: Option<String>,
    /// The word of ours whose colour and meaning it shares.
    pub like: Option<String>,
}

/// What other programs call a field of ours that no slip of the fingers leads to.
const ELSEWHERE: [(&str, &str); 12] = [
    ("aka", "aliases"),
    ("categories", "tags"),
    ("category", "tags"),
    ("description", "summary"),
    ("keywords", "tags"),
    ("kind", "type"),
    ("language", "lang"),
    ("lastmod", "updated"),
    ("modified", "updated"),
    ("subtitle", "summary"),
    ("thumbnail", "image"),
    ("type", "kind"),
];

impl Dialect {
    /// The site's own words in a vocabulary.
    pub fn words_of<'d>(&'d self, vocabulary: &'d str) -> impl Iterator<Item = &'d str> {
        self.words.iter().filter(move |own| own.vocabulary == vocabulary).map(|own| own.word.as_str())
    }

    /// The site's own word, if it is one.
    pub fn own_word(&self, vocabulary: &str, word: &str) -> Option<&OwnWord> {
        self.words.iter().find(|own| own.vocabulary == vocabulary && own.word == word)
    }

    /// What a word means in words of ours: of an own word the one that it is like.
    pub fn ours<'w>(&'w self, vocabulary: &str, word: &'w str) -> &'w str {
        self.own_word(vocabulary, word).and_then(|own| own.like.as_deref()).unwrap_or(word)
    }
}

/// Reads the records of one file.
pub struct Reader<'a> {
    /// The file's text.
    pub source: &'a str,
    /// The site's own fields and words.
    pub dialect: &'a Dialect,
    /// The table of a kind.
    pub table: fn(Kind) -> &'static Table,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Records that stand where a reference may: their kind and fields.
    pub inline: Vec<(Kind, Fields)>,
}

impl<'a> Reader<'a> {
    /// A reader that has read nothing.
    pub fn new(source: &'a str, dialect: &'a Dialect, table: fn(Kind) -> &'static Table) -> Reader<'a> {
        Reader { source, dialect, table, diagnostics: Vec::new(), inline: Vec::new() }
    }

    /// Reads a record of some kind.
    pub fn record(&mut self, kind: Kind, node: &Node) -> Fields {
        self.fields((self.table)(kind), Some(kind), node)
    }

    /// Whether this is a field of a record of some kind, and no record with such an id.
    pub fn is_field_of(&self, kind: Kind, key: &Spanned<String>, value: &Node) -> bool {
        let is_value = match &value.value {
            Value::Scalar(_) => true,
            Value::List(items) => items.iter().all(|item| matches!(item.value, Value::Scalar(_))),
            Value::Map(_) | Value::Null => false,
        };
        is_value && (self.table)(kind).find(&key.value).is_some()
    }

    /// Reads a map through a table. `kind` allows the site's own fields.
    pub fn fields(&mut self, table: &'static Table, kind: Option<Kind>, node: &Node) -> Fields {
        let mut fields = Fields::empty(node.span);
        let mut empty: Vec<(&'static str, Span)> = Vec::new();
        let mut spans: Vec<(&'static str, Span)> = Vec::new();
        if !matches!(node.value, Value::Map(_) | Value::Null) {
            let message = format!("{} is written as a map of fields", with_article(table.what));
            self.wrong_type(node, &message, "write `name: value` for each of its fields, indented, a line each");
            return fields;
        }
        for (key, value) in node.entries() {
            let Some(field) = table.find(&key.value) else {
                match kind.and_then(|kind| self.own_field(kind, &key.value)) {
                    Some(own) => fields.own.extend(self.own(own, value)),
                    None => self.unknown_key(table, kind, key, node.entries()),
                }
                continue;
            };
            if let Some((_, first)) = spans.iter().find(|(name, _)| *name == field.name) {
                self.diagnostics.push(
                    Diagnostic::error(
                        "duplicate-key",
                        key.span,
                        format!("`{}` and `{}` are the same field", self.written(*first), key.value),
                    )
                    .label("again here; this one is left out")
                    .also(*first, "first here")
                    .help("keep one of them"),
                );
                continue;
            }
            spans.push((field.name, key.span));
            if field.later && !matches!(value.value, Value::Null) {
                self.diagnostics.push(without_effect(field.name, key.span));
            }
            if matches!(value.value, Value::Null) {
                empty.push((field.name, key.span));
                continue;
            }
            fields.written.push(field.name);
            if let Some(got) = self.value(field, value) {
                fields.got.push((field.name, got));
            }
        }
        for field in table.fields().filter(|field| field.required && !spans.iter().any(|(name, _)| *name == field.name)) {
            let start = Span { end: node.span.start, ..node.span };
            self.missing(table, field, start);
        }
        for (name, span) in empty {
            if let Some(field) = table.find(name).filter(|field| field.required) {
                self.missing(table, field, span);
            }
        }
        self.limits(&fields);
        fields
    }

    /// What stands at a place of the file.
    pub(super) fn written(&self, span: Span) -> &'a str {
        self.source.get(span.range()).unwrap_or_default()
    }

    /// The field of the site's own with this name.
    pub(super) fn own_field(&self, kind: Kind, name: &str) -> Option<&'a OwnField> {
        self.dialect.fields.iter().find(|own| own.kind == kind && own.name == name)
    }

    pub(super) fn unknown_key(
        &mut self,
        table: &'static Table,
        kind: Option<Kind>,
        key: &Spanned<String>,
        beside: &[(Spanned<String>, Node)],
    ) {
        if self.dialect.lost && kind.is_some() {
            return;
        }
        if let Some(found) = self.cut_by_a_comma(table, key, beside) {
            return self.diagnostics.extend(found);
        }
        let message = format!("{} has no field `{}`", with_article(table.what), key.value);
        let mut diagnostic = Diagnostic::warning("unknown-key", key.span, message);
        let elsewhere =
            || ELSEWHERE.iter().find(|(word, ours)| *word == key.value && table.find(ours).is_some()).map(|(_, ours)| *ours);
        let near = nearest(&key.value, self.known_keys(table, kind).map(|(name, _)| name)).or_else(elsewhere);
        if let Some(near) = near {
            diagnostic = diagnostic.label("not a known field").help(format!("did you mean `{near}`?"));
            if let Some(meant) = self.meant_key(table, kind, &key.value) {
                // Two keys of one field would be one too many.
                let is_taken = beside.iter().filter(|(other, _)| other.span != key.span).any(|(other, _)| {
                    let other = table.find(&other.value).map(|field| field.name).or_else(|| {
                        self.meant_key(table, kind, &other.value).map(|meant| table.find(meant).map_or(meant, |field| field.name))
                    });
                    other == Some(table.find(meant).map_or(meant, |field| field.name))
                });
                diagnostic = diagnostic.fix_at(self.key_place(key).filter(|_| !is_taken), meant);
            }
        } else {
            let elsewhere = kind.filter(|kind| *kind == Kind::Page).and_then(|_| wrong_folder(key.span.file.as_str()));
            let declare = kind
                .map(|kind| format!("; a field of your own is declared in site.yaml under `fields: {kind}:`"))
                .unwrap_or_default();
            diagnostic = diagnostic.label("not a known field; it is left out");
            diagnostic = diagnostic.help(elsewhere.unwrap_or_else(|| format!("remove it{declare}")));
        }
        self.diagnostics.push(diagnostic);
    }

    /// `{quote: We pay 600,000 dollars}`: in braces a comma ends a text that has no quotation marks, and what comes behind it is a field.
    /// Told at the first such field; `Some(None)` at those that follow it.
    fn cut_by_a_comma(
        &self,
        table: &Table,
        key: &Spanned<String>,
        beside: &[(Spanned<String>, Node)],
    ) -> Option<Option<Diagnostic>> {
        let is_piece = |at: usize| {
            let (key, value) = &beside[at];
            let before = beside.get(at.checked_sub(1)?).map(|(key, value)| key.span.end.max(value.span.end))?;
            let between = self.source.get(before as usize..key.span.start as usize)?.trim();
            let is_empty = matches!(value.value, Value::Null) && value.span.end <= key.span.end + 1;
            (is_empty && between == "," && table.find(&key.value).is_none()).then_some(())
        };
        let at = beside.iter().position(|(other, _)| other.span == key.span)?;
        is_piece(at)?;
        let first = (1..=at).rev().take_while(|at| is_piece(*at).is_some()).last()?;
        let last = (at..beside.len()).take_while(|at| is_piece(*at).is_some()).last()?;
        let (cut, begins) = &beside[first - 1];
        if !matches!(&begins.value, Value::Scalar(scalar) if scalar.plain) {
            return None;
        }
        if at != first {
            return Some(None);
        }
        let whole = Span { end: beside[last].0.span.end, ..begins.span };
        let quoted = yaml::quote(self.source.get(whole.range())?);
        let message = format!("this `{}` needs quotation marks", cut.value);
        let found = Diagnostic::error("invalid-yaml", key.span, message).label("in braces the comma before it ends the text");
        Some(Some(found.help(format!("write `{}: {}`", cut.value, clip(&quoted))).fix_at(Some(whole), quoted)))
    }

    /// The names of a table's fields and of the site's own, each with the field that it stands for.
    fn known_keys(&self, table: &'static Table, kind: Option<Kind>) -> impl Iterator<Item = (&str, &str)> {
        let own = self.dialect.fields.iter().filter(move |own| Some(own.kind) == kind).map(|own| (own.name, own.name));
        let names = |field: &'static Field| {
            std::iter::once(field.name).chain(field.aliases.iter().copied()).map(move |name| (name, field.name))
        };
        table.fields().flat_map(names).chain(own)
    }

    /// The known key that a mistyped one was certainly to be.
    fn meant_key(&self, table: &'static Table, kind: Option<Kind>, key: &str) -> Option<&str> {
        slip(key, self.known_keys(table, kind))
    }

    /// The place of a key without its quotation marks.
    pub(super) fn key_place(&self, key: &Spanned<String>) -> Option<Span> {
        let written = self.written(key.span);
        let inner = written.find(&*key.value).filter(|_| written.len() <= key.value.len() + 2)?;
        Some(key.span.part(inner..inner + key.value.len()))
    }

    pub(super) fn missing(&mut self, table: &'static Table, field: &Field, span: Span) {
        let also = field.aliases.first().map(|alias| format!(" (or `{alias}:`)")).unwrap_or_default();
        self.diagnostics.push(
            Diagnostic::error("missing-field", span, format!("{} needs `{}`", with_article(table.what), field.name))
                .help(format!("add `{}:`{also}: {}", field.name, field.doc)),
        );
    }

    pub(super) fn wrong_type(&mut self, node: &Node, message: &str, help: &str) {
        self.diagnostics.push(
            Diagnostic::error("wrong-type", self.first_line(node.span), message)
                .label(format!("this is {}", node.describe()))
                .help(help),
        );
    }

    pub(super) fn wrong(&mut self, field: &Field, node: &Node) {
        if !self.text_with_a_colon(field, node) {
            let message = format!("`{}` takes {}", field.name, field.shape.wants());
            let found = Diagnostic::error("wrong-type", self.first_line(node.span), message);
            let found = found.label(format!("this is {}", node.describe()));
            self.diagnostics.push(found.help(format!("what belongs here: {}", field.doc)));
        }
    }

    /// `- Blinken said: no`, where a text or a name is wanted: YAML takes it for a map.
    pub(super) fn text_with_a_colon(&mut self, field: &Field, node: &Node) -> bool {
        let [(key, value)] = node.entries() else { return false };
        let text = self.source.get(node.span.range()).unwrap_or_default();
        let plain = value.scalar().is_some_and(|scalar| scalar.plain) && !text.contains(['\n', '\r', '{', '"', '\'']);
        let words = matches!(
            field.shape,
            Shape::Text | Shape::Prose | Shape::Texts | Shape::Proses | Shape::Names | Shape::Ref(_) | Shape::Refs(_)
        );
        if !plain || !words || key.span.end >= value.span.start {
            return false;
        }
        let colon = Span { start: key.span.end, end: key.span.end + 1, ..key.span };
        let meant = super::super::yaml::quote(text);
        let found = Diagnostic::error("unquoted-colon", colon, "this text needs quotation marks")
            .label("a colon and a space start a new field")
            .help(format!("write `{meant}`"));
        // `actors: [Lavrov: minister]` is hardly an actor of that name.
        let is_text = matches!(field.shape, Shape::Text | Shape::Prose | Shape::Texts | Shape::Proses);
        self.diagnostics.push(if is_text { found.fix(node.span, meant) } else { found });
        true
    }

    /// `tags: talks, war`: one tag to YAML, and hardly to its author.
    fn tags_in_one(&mut self, node: &Node) -> bool {
        let Some(scalar) = node.scalar().filter(|scalar| scalar.plain && scalar.text.contains(',')) else { return false };
        let tags: Vec<&str> = scalar.text.split(',').map(str::trim).filter(|tag| !tag.is_empty()).collect();
        let meant = format!("[{}]", tags.join(", "));
        let found = Diagnostic::error("wrong-type", node.span, "several tags are written as a list");
        let found = found.help(format!("write `tags: {meant}`"));
        let is_plain = scalar.text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '_'));
        self.diagnostics.push(if is_plain { found.fix(node.span, meant) } else { found });
        true
    }

    /// As much of a span as stands on its first line.
    pub(super) fn first_line(&self, span: Span) -> Span {
        let text = self.source.get(span.range()).unwrap_or_default();
        let line = text.split(['\n', '\r']).next().unwrap_or_default().trim_end();
        Span { end: span.start + line.len() as u32, ..span }
    }

    pub(super) fn value(&mut self, field: &Field, node: &Node) -> Option<Got> {
        match field.shape {
            Shape::Text | Shape::Prose => self.text(field, node).map(Got::Text),
            Shape::Texts if field.name == "tags" && self.tags_in_one(node) => None,
            Shape::Texts | Shape::Proses => Some(Got::Texts(self.list(node).filter_map(|item| self.text(field, item)).collect())),
            Shape::Url => self.url(field, node).map(Got::Text),
            Shape::Urls => Some(Got::Texts(self.list(node).filter_map(|item| self.url(field, item)).collect())),
            Shape::Date => self.date(field, node).map(Got::Date),
            Shape::Flag => self.flag(field, node),
            Shape::Number => self.number(field, node),
            Shape::Estimate if node.scalar().is_some_and(|scalar| scalar.text.starts_with(|c: char| c.is_ascii_digit())) => {
                self.number(field, node)
            }
            Shape::Estimate => self.flag(field, node),
            Shape::Rendering if node.scalar().is_some_and(|scalar| super::scalars::yes_or_no(&scalar.text).is_none()) => {
                self.text(field, node).map(Got::Text)
            }
            Shape::Rendering => self.flag(field, node),
            Shape::Word(words, vocabulary) => self.word(field, node, words, vocabulary).map(Got::Word),
            Shape::Words(words, vocabulary) => {
                Some(Got::Words(self.list(node).filter_map(|item| self.word(field, item, words, vocabulary)).collect()))
            }
            Shape::Ref(kinds) => self.reference(field, node, kinds).map(|written| Got::Refs(vec![written])),
            Shape::Refs(kinds) => Some(Got::Refs(self.references(field, node, kinds))),
            Shape::One(_) if !matches!(node.value, Value::Map(_) | Value::Null) => {
                self.wrong(field, node);
                None
            }
            Shape::One(table) => Some(Got::Records(vec![self.fields(table, None, node)])),
            Shape::Many(table, short) => Some(Got::Records(self.many(field, node, table, short))),
            Shape::Names => Some(Got::Names(self.list(node).filter_map(|item| self.name(field, item)).collect())),
            Shape::Meanings => self.meanings(field, node),
            Shape::Coordinates => self.coordinates(field, node),
            Shape::Any => Some(Got::Any(node.clone())),
        }
    }

    /// The items of a list; anything else is a list of one.
    pub(super) fn list<'n>(&self, node: &'n Node) -> std::slice::Iter<'n, Node> {
        match &node.value {
            Value::List(items) => items.iter(),
            _ => std::slice::from_ref(node).iter(),
        }
    }

    pub(super) fn many(&mut self, field: &Field, node: &Node, table: &'static Table, short: Option<&'static str>) -> Vec<Fields> {
        let mut records = Vec::new();
        for item in self.list(node) {
            match (&item.value, short) {
                (Value::Map(_), _) => records.push(self.fields(table, None, item)),
                (Value::Scalar(_), Some(short)) => {
                    let mut fields = Fields::empty(item.span);
                    if let Some(field) = table.find(short)
                        && let Some(got) = self.value(field, item)
                    {
                        fields.set(field.name, got);
                        records.push(fields);
                    }
                }
                (Value::Null, _) => {}
                _ => self.wrong(field, item),
            }
        }
        records
    }
}

/// What to do with a file whose folder is nearly that of a kind, so that it is a page.
fn wrong_folder(path: &str) -> Option<String> {
    let (folder, _) = path.strip_prefix("content/")?.split_once('/')?;
    let kind = Kind::meant_by_folder(folder)?.plural();
    Some(format!("what stands in `content/{folder}/` is a page; {kind} stand in `content/{kind}/`: rename the folder"))
}

fn with_article(what: &str) -> String {
    let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {what}")
}
