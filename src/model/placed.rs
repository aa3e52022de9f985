//! What a text asks for in its own place: claims in callouts, answers to queries in fences.

use crate::base::diagnostic::Diagnostic;
use crate::base::id::Key;
use crate::base::text::{Span, Spanned};
use crate::syntax::kind::Kind;
use crate::syntax::markdown::{Callout, CalloutField, Cited, cited};
use crate::syntax::pieces::Pieces;
use crate::syntax::read::{Reader, Written, clip};
use crate::syntax::yaml::{self, Node, Scalar, Value};

use super::passage::Passage;
use super::query::{self, Query};

/// What stands in the places of a text, by their numbers.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// By number of the callout: the claim that it names or defines.
    pub claims: Vec<(usize, Written)>,
    /// By number of the code block: the query that it is.
    pub queries: Vec<(usize, Query)>,
}

/// Reads what a body of the reader's file asks for. Claims that are defined there become inline records.
pub(super) fn read(reader: &mut Reader<'_>, file: Key, body: &Passage) -> Placed {
    let callouts = body.prose.callouts.iter().enumerate().filter(|(_, callout)| callout.kind == "claim");
    let claims = callouts.map(|(number, callout)| (number, claim(reader, file, body, callout))).collect();
    let blocks = body.prose.code_blocks.iter().enumerate();
    let queries = blocks.filter_map(|(number, block)| Some((number, query::read(reader, file, body, block)?))).collect();
    Placed { claims, queries }
}

fn claim(reader: &mut Reader<'_>, file: Key, body: &Passage, callout: &Callout) -> Written {
    let place = body.span(callout.title_range.clone());
    let is_verbatim = reader.source.get(place.range()) == Some(callout.title.as_str());
    let start = is_verbatim.then_some(place.start);
    if callout.named().is_some() {
        reader.diagnostics.extend(callout.fields.first().map(|field| elsewhere(&callout.title, body.span(field.key.clone()))));
        let mut written = Written::verbatim(&callout.title, place, start);
        written.kind = None;
        return written;
    }
    let mut entries: Vec<(Spanned<String>, Node)> = Vec::new();
    if !callout.title.is_empty() {
        let text =
            Value::Scalar(Scalar { text: callout.title.clone(), plain: false, verbatim: start, pieces: Pieces::default() });
        entries.push((Spanned::new("text".to_owned(), place), Node { value: text, span: place }));
    }
    for field in &callout.fields {
        let key = body.span(field.key.clone());
        let name = if field.name == "said_by" { "by" } else { &field.name };
        if let Some((first, _)) = entries.iter().find(|(known, _)| known.value == name) {
            reader.diagnostics.push(twice(name, key, first.span));
        } else if let Some(value) = value(reader, file, body, field) {
            entries.push((Spanned::new(name.to_owned(), key), value));
            if matches!(name, "source" | "sources") && !callout.fields.iter().any(|other| other.name == "locator") {
                entries.extend(locator(reader, body, field));
            }
        }
    }
    let written = Written::new(&callout.title, place);
    let number = reader.define(Kind::Claim, &Node { value: Value::Map(entries), span: place });
    Written { kind: None, inline: Some(number), ..written }
}

/// The value of a line `key: value`: YAML, or citations.
fn value(reader: &mut Reader<'_>, file: Key, body: &Passage, field: &CalloutField) -> Option<Node> {
    let span = body.span(field.value.clone());
    let text = reader.source.get(span.range()).unwrap_or_default();
    let keys = cited(text);
    if !keys.is_empty() {
        let item = |cited: Cited| {
            let span = span.part(cited.range);
            Node {
                value: Value::Scalar(Scalar {
                    text: cited.key,
                    plain: true,
                    verbatim: Some(span.start),
                    pieces: Pieces::default(),
                }),
                span,
            }
        };
        return Some(Node { value: Value::List(keys.into_iter().map(item).collect()), span });
    }
    let before = reader.diagnostics.len();
    let node = yaml::parse(file, reader.source, span.range(), &mut reader.diagnostics);
    let is_broken = reader.diagnostics.len() > before;
    node.or_else(|| (!is_broken).then_some(Node { value: Value::Null, span }))
}

/// The place in the source, where a line cites one: `source: [@ap, para. 4]`.
fn locator(reader: &mut Reader<'_>, body: &Passage, field: &CalloutField) -> Option<(Spanned<String>, Node)> {
    let span = body.span(field.value.clone());
    let keys = cited(reader.source.get(span.range())?);
    let [Cited { locator: Some(locator), .. }] = &keys[..] else {
        let located = keys.iter().find_map(|cited| cited.locator.as_ref());
        reader.diagnostics.extend(located.map(|locator| several(locator, span)));
        return None;
    };
    let value = Value::Scalar(Scalar { text: locator.clone(), plain: true, verbatim: None, pieces: Pieces::default() });
    Some((Spanned::new("locator".to_owned(), span), Node { value, span }))
}

/// A place in one of several sources: the short form of a claim has one for all of them.
fn several(locator: &str, place: Span) -> Diagnostic {
    Diagnostic::warning("unknown-value", place, format!("`{}` is left out: the claim has several sources here", clip(locator)))
        .help("cite the place in the text, `[@ID, para. 4]`, or write the claim as a record: `asserted: [{by: …, source: …, locator: …}, …]`")
}

/// Fields below a claim that is only named.
fn elsewhere(claim: &str, place: Span) -> Diagnostic {
    let name = clip(claim.trim_start_matches("[[").trim_end_matches("]]"));
    Diagnostic::warning("unknown-key", place, format!("what is written of `{name}` here is left out"))
        .label("the claim has a record, where its fields belong")
        .help("move these lines into the record of the claim, or write its words behind `[!claim]` to define another claim here")
}

fn twice(name: &str, again: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-key", again, format!("`{name}` is written twice"))
        .label("again here; this one is left out")
        .also(first, "first here")
        .help("keep one of them, or write a list: `[one, two]`")
}
