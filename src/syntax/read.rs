//! Reading a YAML tree through a field table: every complaint about a record's form is made here, and only here.

use crate::base::date::{Date, DateError, DateErrorKind};
use crate::base::diagnostic::{Diagnostic, nearest};
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::base::text::{Span, Spanned};

use super::fields::{Field, Shape, Table};
use super::kind::Kind;
use super::yaml::{Node, Value};

/// A text, with its place to the character where it stands in the file as it reads.
#[derive(Clone, Debug)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Where, quotation marks included.
    pub span: Span,
    /// Where its first character stands, if the file has it exactly as in `text`.
    pub verbatim: Option<u32>,
}

impl Text {
    /// The place of some bytes of the text; all of it where they can't be told apart.
    pub fn part(&self, range: std::ops::Range<usize>) -> Span {
        match self.verbatim {
            Some(start) => Span::new(self.span.file, start as usize + range.start..start as usize + range.end),
            None => self.span,
        }
    }
}

/// A reference as written: a name, an id, an alias, a wikilink.
#[derive(Clone, Debug)]
pub struct Written {
    /// The name, without the brackets of a wikilink and without a kind.
    pub text: String,
    /// The kind, where it was said: `claim:false-flag-plan`.
    pub kind: Option<Kind>,
    /// The name as a key, for looking up ids.
    pub key: Key,
    /// The name folded, for looking up names.
    pub folded: Key,
    /// Where.
    pub span: Span,
    /// In which part: `{actor, as: role}`.
    pub role: Option<String>,
    /// Number of the file's inline record that stands in the reference's place.
    pub inline: Option<u32>,
}

impl Written {
    /// A reference by name.
    pub fn new(text: &str, span: Span) -> Written {
        let text = text.trim();
        let text = text.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")).unwrap_or(text);
        let text = text.split_once('|').map_or(text, |(target, _)| target).trim();
        let (kind, name) = match text.split_once(':') {
            Some((word, name)) if !name.starts_with(' ') && !name.is_empty() => match Kind::of_word(word) {
                Some(kind) => (Some(kind), name.trim()),
                None => (None, text),
            },
            _ => (None, text),
        };
        Written {
            text: name.to_owned(),
            kind,
            key: Key::new(name),
            folded: Key::new(&fold(name)),
            span,
            role: None,
            inline: None,
        }
    }
}

/// One of the names of an actor or place.
#[derive(Clone, Debug)]
pub struct NameForm {
    /// As written in prose.
    pub text: Text,
    /// Matches only in this case.
    pub exact: bool,
    /// Its language.
    pub lang: Option<String>,
}

/// What was read for one field.
#[derive(Clone, Debug)]
pub enum Got {
    /// A text, an address or a word.
    Text(Text),
    /// Texts or addresses.
    Texts(Vec<Text>),
    /// A date.
    Date(Spanned<Date>),
    /// Yes or no.
    Flag(bool),
    /// A number, with its digits as written.
    Number(f64, Text),
    /// References.
    Refs(Vec<Written>),
    /// Maps.
    Records(Vec<Fields>),
    /// Names.
    Names(Vec<NameForm>),
    /// What words stand for.
    Meanings(Vec<(Text, Written)>),
    /// Latitude, longitude.
    Coordinates(f64, f64),
    /// As written.
    Any(Node),
}

/// What was read of one record.
#[derive(Clone, Debug)]
pub struct Fields {
    /// Where the record stands.
    pub span: Span,
    /// The fields that were given, by canonical name.
    got: Vec<(&'static str, Got)>,
    /// The site's own fields.
    pub own: Vec<(Spanned<String>, Node)>,
    /// Key of the record in a map of records.
    pub key: Option<Spanned<String>>,
    /// The fields that were written, if anything stands in them, by canonical name: also those that could not be read.
    pub written: Vec<&'static str>,
    /// Whether it holds no more than `id` and `name`: then it is only a definition if nothing has that name.
    pub slight: bool,
}

impl Fields {
    /// A record that says nothing.
    pub fn empty(span: Span) -> Fields {
        Fields { span, got: Vec::new(), own: Vec::new(), key: None, written: Vec::new(), slight: false }
    }

    /// What was given for a field.
    pub fn get(&self, name: &str) -> Option<&Got> {
        self.got.iter().find(|(known, _)| *known == name).map(|(_, got)| got)
    }

    /// Whether a field was given.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The text of a field.
    pub fn text(&self, name: &str) -> Option<Text> {
        match self.get(name)? {
            Got::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// The texts of a field.
    pub fn texts(&self, name: &str) -> Vec<Text> {
        match self.get(name) {
            Some(Got::Texts(texts)) => texts.clone(),
            Some(Got::Text(text)) => vec![text.clone()],
            _ => Vec::new(),
        }
    }

    /// The date of a field.
    pub fn date(&self, name: &str) -> Option<Spanned<Date>> {
        match self.get(name)? {
            Got::Date(date) => Some(date.clone()),
            _ => None,
        }
    }

    /// The flag of a field.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Got::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The number of a field.
    pub fn number(&self, name: &str) -> Option<(f64, Text)> {
        match self.get(name)? {
            Got::Number(number, text) => Some((*number, text.clone())),
            _ => None,
        }
    }

    /// The references of a field.
    pub fn refs(&self, name: &str) -> Vec<Written> {
        match self.get(name) {
            Some(Got::Refs(refs)) => refs.clone(),
            _ => Vec::new(),
        }
    }

    /// The one reference of a field.
    pub fn reference(&self, name: &str) -> Option<Written> {
        self.refs(name).into_iter().next()
    }

    /// The maps of a field.
    pub fn records(&self, name: &str) -> &[Fields] {
        match self.get(name) {
            Some(Got::Records(records)) => records,
            _ => &[],
        }
    }

    /// The names of a field.
    pub fn names(&self, name: &str) -> Vec<NameForm> {
        match self.get(name) {
            Some(Got::Names(names)) => names.clone(),
            _ => Vec::new(),
        }
    }

    /// The meanings of a field.
    pub fn meanings(&self, name: &str) -> Vec<(Text, Written)> {
        match self.get(name) {
            Some(Got::Meanings(meanings)) => meanings.clone(),
            _ => Vec::new(),
        }
    }

    /// Sets a field, replacing what was given.
    pub fn set(&mut self, name: &'static str, got: Got) {
        self.got.retain(|(known, _)| *known != name);
        self.got.push((name, got));
    }

    /// Takes over the fields of another record that this one lacks. Those that both have and that differ are passed to `conflict`.
    pub fn merge(&mut self, other: &Fields) {
        for (name, got) in &other.got {
            if !self.has(name) {
                self.got.push((name, got.clone()));
            }
        }
    }

    /// The names of the fields that were given.
    pub fn names_given(&self) -> impl Iterator<Item = &'static str> {
        self.got.iter().map(|(name, _)| *name)
    }
}

/// What a site adds to the model: its own fields and words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dialect {
    /// Own fields by kind.
    pub fields: Vec<(Kind, String)>,
    /// Own words by vocabulary: `("claim.status", "ruling")`.
    pub words: Vec<(String, String)>,
    /// Whether they could not be read: then no field or word is called unknown.
    pub lost: bool,
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

    /// Reads a map through a table. `kind` allows the site's own fields.
    pub fn fields(&mut self, table: &'static Table, kind: Option<Kind>, node: &Node) -> Fields {
        let mut fields = Fields::empty(node.span);
        let mut empty: Vec<(&'static str, Span)> = Vec::new();
        let mut spans: Vec<(&'static str, Span)> = Vec::new();
        if !matches!(node.value, Value::Map(_) | Value::Null) {
            let message = format!("{} is written as a map of fields", with_article(table.what));
            self.wrong_type(node, &message, "write `name: value` for each of its fields, indented, a line each");
        }
        for (key, value) in node.entries() {
            let Some(field) = table.find(&key.value) else {
                match kind.filter(|kind| self.is_own(*kind, &key.value)) {
                    Some(_) => fields.own.push((key.clone(), value.clone())),
                    None => self.unknown_key(table, kind, key),
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
        fields
    }

    /// What stands at a place of the file.
    fn written(&self, span: Span) -> &'a str {
        self.source.get(span.range()).unwrap_or_default()
    }

    fn is_own(&self, kind: Kind, name: &str) -> bool {
        self.dialect.fields.iter().any(|(of, field)| *of == kind && field == name)
    }

    fn unknown_key(&mut self, table: &'static Table, kind: Option<Kind>, key: &Spanned<String>) {
        if self.dialect.lost && kind.is_some() {
            return;
        }
        let own = self.dialect.fields.iter().filter(|(of, _)| Some(*of) == kind).map(|(_, name)| name.as_str());
        let known = table.fields().flat_map(|field| std::iter::once(field.name).chain(field.aliases.iter().copied())).chain(own);
        let message = format!("{} has no field `{}`", with_article(table.what), key.value);
        let mut diagnostic = Diagnostic::warning("unknown-key", key.span, message);
        if let Some(near) = nearest(&key.value, known) {
            diagnostic = diagnostic.label("not a known field").help(format!("did you mean `{near}`?")).fix(key.span, near);
        } else {
            let declare = kind
                .map(|kind| format!("; a field of your own is declared in site.yaml under `fields: {kind}:`"))
                .unwrap_or_default();
            diagnostic = diagnostic.label("not a known field; it is left out").help(format!("remove it{declare}"));
        }
        self.diagnostics.push(diagnostic);
    }

    fn missing(&mut self, table: &'static Table, field: &Field, span: Span) {
        let also = field.aliases.first().map(|alias| format!(" (or `{alias}:`)")).unwrap_or_default();
        self.diagnostics.push(
            Diagnostic::error("missing-field", span, format!("{} needs `{}`", with_article(table.what), field.name))
                .help(format!("add `{}:`{also}: {}", field.name, field.doc)),
        );
    }

    fn wrong_type(&mut self, node: &Node, message: &str, help: &str) {
        self.diagnostics.push(
            Diagnostic::error("wrong-type", self.first_line(node.span), message)
                .label(format!("this is {}", node.describe()))
                .help(help),
        );
    }

    fn wrong(&mut self, field: &Field, node: &Node) {
        if !self.text_with_a_colon(field, node) {
            let message = format!("`{}` takes {}", field.name, field.shape.wants());
            let found = Diagnostic::error("wrong-type", self.first_line(node.span), message);
            let found = found.label(format!("this is {}", node.describe()));
            self.diagnostics.push(found.help(format!("what belongs here: {}", field.doc)));
        }
    }

    /// `- Blinken said: no`, where a text or a name is wanted: YAML takes it for a map.
    fn text_with_a_colon(&mut self, field: &Field, node: &Node) -> bool {
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
        let meant = super::yaml::quote(text);
        self.diagnostics.push(
            Diagnostic::error("unquoted-colon", colon, "this text needs quotation marks")
                .label("a colon and a space start a new field")
                .help(format!("write `{meant}`"))
                .fix(node.span, meant),
        );
        true
    }

    /// As much of a span as stands on its first line.
    fn first_line(&self, span: Span) -> Span {
        let text = self.source.get(span.range()).unwrap_or_default();
        let line = text.split(['\n', '\r']).next().unwrap_or_default().trim_end();
        Span { end: span.start + line.len() as u32, ..span }
    }

    fn value(&mut self, field: &Field, node: &Node) -> Option<Got> {
        match field.shape {
            Shape::Text | Shape::Prose => self.text(field, node).map(Got::Text),
            Shape::Texts | Shape::Proses => Some(Got::Texts(self.list(node).filter_map(|item| self.text(field, item)).collect())),
            Shape::Url => self.url(field, node).map(Got::Text),
            Shape::Urls => Some(Got::Texts(self.list(node).filter_map(|item| self.url(field, item)).collect())),
            Shape::Date => self.date(field, node).map(Got::Date),
            Shape::Flag => self.flag(field, node),
            Shape::Number => self.number(field, node),
            Shape::Word(words, vocabulary) => self.word(field, node, words, vocabulary).map(Got::Text),
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
    fn list<'n>(&self, node: &'n Node) -> std::slice::Iter<'n, Node> {
        match &node.value {
            Value::List(items) => items.iter(),
            _ => std::slice::from_ref(node).iter(),
        }
    }

    fn text(&mut self, field: &Field, node: &Node) -> Option<Text> {
        match &node.value {
            Value::Scalar(scalar) => Some(Text { text: scalar.text.clone(), span: node.span, verbatim: scalar.verbatim }),
            Value::Null => None,
            Value::Map(entries) if !entries.is_empty() && entries.iter().all(|(key, _)| is_language(&key.value)) => {
                if let Some((second, _)) = entries.get(1) {
                    self.diagnostics.push(
                        Diagnostic::error(
                            "wrong-type",
                            second.span,
                            format!("`{}` can be written in one language only so far", field.name),
                        )
                        .label("a second language")
                        .help("keep one language; texts in several languages come with a later version"),
                    );
                }
                self.text(field, &entries[0].1)
            }
            _ => {
                self.wrong(field, node);
                None
            }
        }
    }

    fn url(&mut self, field: &Field, node: &Node) -> Option<Text> {
        let text = self.text(field, node)?;
        match url_problem(&text.text) {
            None => Some(text),
            Some(problem) => {
                self.bad_url(&text, problem);
                None
            }
        }
    }

    fn bad_url(&mut self, text: &Text, problem: &str) {
        let message = format!("`{}` is not a full web address: {problem}", clip(&text.text));
        let diagnostic = Diagnostic::error("invalid-url", text.span, message);
        self.diagnostics.push(match looks_like_host(&text.text) {
            true => {
                let meant = format!("https://{}", text.text);
                diagnostic.help(format!("write `{meant}`")).fix(text.span, meant)
            }
            false => diagnostic.help("write it as the browser shows it, from `https://` on"),
        });
    }

    fn date(&mut self, field: &Field, node: &Node) -> Option<Spanned<Date>> {
        match &node.value {
            Value::Scalar(scalar) => {
                let written = Text { text: scalar.text.clone(), span: node.span, verbatim: scalar.verbatim };
                match Date::parse(&written.text) {
                    Ok(date) => Some(Spanned::new(date, node.span)),
                    Err(error) => self.bad_date(&written, error),
                }
            }
            Value::List(items) => {
                let parts: Option<Vec<&str>> =
                    items.iter().map(|item| item.scalar().map(|scalar| scalar.text.as_str())).collect();
                let Some(parts) = parts else {
                    self.wrong(field, node);
                    return None;
                };
                match (Date::parse_list(&parts), items) {
                    (Ok(date), _) => Some(Spanned::new(date, node.span)),
                    (Err((number, error)), items) => {
                        let item = items.get(number).unwrap_or(node);
                        let scalar = item.scalar();
                        let text = scalar.map(|scalar| scalar.text.clone()).unwrap_or_default();
                        self.bad_date(&Text { text, span: item.span, verbatim: scalar.and_then(|scalar| scalar.verbatim) }, error)
                    }
                }
            }
            Value::Null => None,
            Value::Map(_) => {
                self.diagnostics.push(
                    Diagnostic::error("invalid-date", self.first_line(node.span), "a map of fields is not a date")
                        .help(format!("write `{}: 2022-01-19`, or another form of the manual's page on dates", field.name)),
                );
                None
            }
        }
    }

    fn bad_date(&mut self, written: &Text, error: DateError) -> Option<Spanned<Date>> {
        let rule = match error.kind {
            DateErrorKind::Invalid => "invalid-date",
            DateErrorKind::Impossible => "impossible-interval",
        };
        let diagnostic = Diagnostic::error(rule, written.part(error.range.clone()), error.message);
        self.diagnostics.push(match error.meant {
            Some(meant) => {
                let literal = if meant.starts_with(['[', '~']) { super::yaml::quote(&meant) } else { meant };
                let help = format!("write `{literal}`");
                diagnostic.help(help).fix(written.span, literal)
            }
            None => {
                diagnostic.help("dates are written as 2022-01-19, 2022-01, 2022, 2022-01-10/2022-01-13, or with `~` for about")
            }
        });
        None
    }

    fn flag(&mut self, field: &Field, node: &Node) -> Option<Got> {
        match node.scalar().map(|scalar| scalar.text.as_str()) {
            Some("true") => Some(Got::Flag(true)),
            Some("false") => Some(Got::Flag(false)),
            Some(word) if yes_or_no(word).is_some() => {
                let meant = if yes_or_no(word) == Some(true) { "true" } else { "false" };
                self.diagnostics.push(
                    Diagnostic::error("wrong-type", node.span, format!("`{}` takes `true` or `false`", field.name))
                        .help(format!("write `{}: {meant}`", field.name))
                        .fix(node.span, meant),
                );
                None
            }
            _ => {
                self.wrong(field, node);
                None
            }
        }
    }

    fn number(&mut self, field: &Field, node: &Node) -> Option<Got> {
        let text = self.text(field, node)?;
        match text.text.replace(['_', ' ', '\u{a0}'], "").parse::<f64>() {
            Ok(number) if number.is_finite() => Some(Got::Number(number, text)),
            _ => {
                self.wrong(field, node);
                None
            }
        }
    }

    fn word(&mut self, field: &Field, node: &Node, words: &[&'static str], vocabulary: &str) -> Option<Text> {
        let text = self.text(field, node)?;
        let own: Vec<&str> =
            self.dialect.words.iter().filter(|(of, _)| of == vocabulary).map(|(_, word)| word.as_str()).collect();
        if !words.contains(&text.text.as_str()) && !own.contains(&text.text.as_str()) && !self.dialect.lost {
            // A status may stand for a whole history, whose own field is another word.
            let what = if field.name == "is" { "status" } else { field.name };
            let message = format!("`{}` is not a known `{what}`", clip(&text.text));
            let mut diagnostic = Diagnostic::warning("unknown-value", text.span, message);
            let all = words.iter().copied().chain(own.iter().copied());
            diagnostic = match nearest(&text.text, all.clone()) {
                Some(near) => {
                    let near = near.to_owned();
                    diagnostic.help(format!("did you mean `{near}`?")).fix(text.span, near)
                }
                // A setting is not shown to readers.
                None if matches!(vocabulary, "autolink.per" | "site.html") => {
                    diagnostic.help(format!("known are {}", listed(all)))
                }
                None => diagnostic.help(format!("it is shown as written; known are {}", listed(all))),
            };
            self.diagnostics.push(diagnostic);
        }
        Some(text)
    }

    fn references(&mut self, field: &Field, node: &Node, kinds: &'static [Kind]) -> Vec<Written> {
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
    fn keyed(&mut self, kind: Kind, key: &Spanned<String>, node: &Node) -> Written {
        let mut fields = self.record(kind, node);
        fields.key = Some(key.clone());
        let mut written = Written::new(&key.value, key.span);
        written.inline = Some(self.keep(kind, fields));
        written
    }

    fn keep(&mut self, kind: Kind, fields: Fields) -> u32 {
        self.inline.push((kind, fields));
        self.inline.len() as u32 - 1
    }

    fn reference(&mut self, field: &Field, node: &Node, kinds: &'static [Kind]) -> Option<Written> {
        match &node.value {
            Value::Scalar(scalar) => {
                if let Some(problem) =
                    url_problem(&scalar.text).filter(|_| kinds.contains(&Kind::Source) && was_to_be_url(&scalar.text))
                {
                    self.bad_url(&Text { text: scalar.text.clone(), span: node.span, verbatim: None }, problem);
                    return None;
                }
                Some(self.named(&scalar.text, node.span, kinds))
            }
            Value::Null => None,
            // An unquoted wikilink: YAML takes `[[Kuleba]]` for a list in a list.
            Value::List(items) => match items.as_slice() {
                [Node { value: Value::Scalar(scalar), .. }] => Some(self.named(&scalar.text, node.span, kinds)),
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

    fn named(&mut self, text: &str, span: Span, kinds: &'static [Kind]) -> Written {
        let mut written = Written::new(text, span);
        if kinds.contains(&Kind::Source) && url_problem(text).is_none() {
            let mut fields = Fields::empty(span);
            fields.set("url", Got::Text(Text { text: text.to_owned(), span, verbatim: None }));
            written.kind = None;
            written.inline = Some(self.keep(Kind::Source, fields));
        }
        written
    }

    fn mapped(
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
        if slight && (id.is_none() || name.is_none()) {
            let Some(named) = id.or(name) else {
                self.wrong(field, node);
                return None;
            };
            let mut written = self.named(&named, node.span, kinds);
            written.role = role;
            return Some(written);
        }
        let [kind] = kinds else {
            self.wrong(field, node);
            return None;
        };
        let table = (self.table)(*kind);
        if !entries.iter().any(|(key, _)| key.value == "as" || table.find(&key.value).is_some() || self.is_own(*kind, &key.value))
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

    fn many(&mut self, field: &Field, node: &Node, table: &'static Table, short: Option<&'static str>) -> Vec<Fields> {
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

    fn name(&mut self, field: &Field, node: &Node) -> Option<NameForm> {
        let Some(text) = node.get("text") else {
            let text = self.text(field, node)?;
            return Some(NameForm { text, exact: false, lang: None });
        };
        for (key, _) in node.entries().iter().filter(|(key, _)| !matches!(key.value.as_str(), "text" | "case" | "lang")) {
            self.diagnostics.push(
                Diagnostic::warning("unknown-key", key.span, format!("a name has no field `{}`", key.value))
                    .help("a name is text, or `{text: …, case: exact, lang: …}`"),
            );
        }
        let text = self.text(field, text)?;
        let word = |key: &str| node.get(key).and_then(Node::scalar).map(|scalar| scalar.text.clone());
        Some(NameForm { text, exact: word("case").as_deref() == Some("exact"), lang: word("lang") })
    }

    fn meanings(&mut self, field: &Field, node: &Node) -> Option<Got> {
        let Value::Map(entries) = &node.value else {
            self.wrong(field, node);
            return None;
        };
        let mut meanings = Vec::new();
        for (key, value) in entries {
            match value.scalar() {
                Some(scalar) => {
                    let word = Text { text: key.value.clone(), span: key.span, verbatim: None };
                    meanings.push((word, Written::new(&scalar.text, value.span)));
                }
                None => {
                    let message = format!("`{}` takes the name of an actor or a place for each word", field.name);
                    self.wrong_type(value, &message, "write `Moscow: russian-government`, or another id or name");
                }
            }
        }
        Some(Got::Meanings(meanings))
    }

    fn coordinates(&mut self, field: &Field, node: &Node) -> Option<Got> {
        let numbers: Vec<f64> = match &node.value {
            Value::List(items) => items.iter().filter_map(|item| item.scalar()?.text.parse().ok()).collect(),
            _ => Vec::new(),
        };
        match numbers.as_slice() {
            [latitude, longitude] if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 => {
                Some(Got::Coordinates(*latitude, *longitude))
            }
            _ => {
                self.wrong(field, node);
                None
            }
        }
    }
}

/// Why a text is not a full http or https address, if it is not.
pub fn url_problem(text: &str) -> Option<&'static str> {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let Some(rest) =
        lower.strip_prefix("https://").map(|_| &text[8..]).or_else(|| lower.starts_with("http://").then(|| &text[7..]))
    else {
        return Some("it begins with neither `https://` nor `http://`");
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let bare = host.rsplit('@').next().unwrap_or_default();
    if bare.is_empty() || bare.starts_with([':', '.']) {
        return Some("it names no site");
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '\\')) {
        return Some("it has a space or another character that addresses can't have");
    }
    None
}

/// Whether a text in a source's place was to be an address rather than a title.
fn was_to_be_url(text: &str) -> bool {
    text.contains("://") || text.starts_with("www.") || (looks_like_host(text) && text.contains('/'))
}

/// What other words for yes and no mean.
fn yes_or_no(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "true" | "yes" | "y" | "on" => Some(true),
        "false" | "no" | "n" | "off" => Some(false),
        _ => None,
    }
}

fn looks_like_host(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or_default();
    host.contains('.')
        && !text.contains("://")
        && url_problem(&format!("https://{text}")).is_none()
        && !host.contains(':')
        && !text.starts_with('.')
}

fn is_language(key: &str) -> bool {
    let mut parts = key.split('-');
    parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_lowercase())
            && !matches!(first, "id" | "is" | "as" | "by" | "of" | "to" | "url" | "was" | "now" | "met")
    }) && parts.all(|part| part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// At most 60 characters of a text, for messages.
pub fn clip(text: &str) -> String {
    let mut clipped: String = text.chars().take(60).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped.replace('\n', " ")
}

fn listed<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn with_article(what: &str) -> String {
    let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {what}")
}
