//! The places in prose where records are named: wikilinks, citations, links to files, callouts, queries.

use std::ops::Range;

use crate::base::text::{Span, Spanned};
use crate::model::claim::{self, ANYTHING};
use crate::model::query::Asks;
use crate::syntax::kind::Kind;
use crate::syntax::markdown::{Callout, CodeBlock, Prose, Reference, ReferenceKind, cited, decode};
use crate::syntax::yaml::{self, Node, Value};

use super::place::{Definition, Entry, Form, Place, Seat, Shape};
use super::walk::Walk;

/// One line of Markdown as a YAML value.
pub(super) fn line(walk: &mut Walk<'_>, node: &Node) {
    let Some(scalar) = node.scalar() else { return };
    // Folded and escaped texts are read as the file has them: what they name stands in them as it is.
    let range = match scalar.verbatim {
        Some(start) => start as usize..start as usize + scalar.text.len(),
        None => node.span.range(),
    };
    inline(walk, range);
}

fn inline(walk: &mut Walk<'_>, range: Range<usize>) {
    let text = walk.text.get(range.clone()).unwrap_or_default();
    let prose = Prose::inline(text);
    references(walk, range.start, text, &prose);
}

/// The text of a page of some kind.
pub(super) fn body(walk: &mut Walk<'_>, kind: Kind, range: Range<usize>) {
    let text = walk.text.get(range.clone()).unwrap_or_default();
    let prose = Prose::parse(text, kind.anchors());
    references(walk, range.start, text, &prose);
    for callout in prose.callouts.iter().filter(|callout| callout.kind == "claim") {
        claim(walk, range.start, callout);
    }
    for block in &prose.code_blocks {
        query(walk, range.start, block);
    }
}

fn references(walk: &mut Walk<'_>, base: usize, text: &str, prose: &Prose) {
    for reference in &prose.references {
        let whole = text.get(reference.range.clone()).unwrap_or_default();
        let at = base + reference.range.start;
        match &reference.kind {
            ReferenceKind::Wikilink { .. } => wikilink(walk, at, whole),
            ReferenceKind::Cite { key, .. } => citation(walk, at, whole, key, Form::Name),
            ReferenceKind::Bare { key } => citation(walk, at, whole, key.trim_end_matches('.'), Form::Id),
            ReferenceKind::File { dest, .. } => link(walk, base, text, reference, dest),
            ReferenceKind::Fragment { .. } | ReferenceKind::Image { .. } | ReferenceKind::Attachment { .. } => {}
        }
    }
}

/// `[@key]`, and `@key` in running text, where nothing but an id counts.
fn citation(walk: &mut Walk<'_>, at: usize, whole: &str, key: &str, form: Form) {
    if let Some(inner) = whole.find(key) {
        let start = at + inner;
        let span = Span::new(walk.file, start..start + key.len());
        walk.named(key, span, Some(span.start), &[Kind::Source], form);
    }
}

/// `[[target#anchor|label]]`, `![[target]]`: the target alone.
fn wikilink(walk: &mut Walk<'_>, at: usize, whole: &str) {
    let Some(open) = whole.find("[[") else { return };
    let inner = &whole[open + 2..];
    let end = inner.find(['#', '|', ']']).unwrap_or(inner.len());
    let target = inner[..end].trim_end_matches('\\');
    let start = at + open + 2;
    let span = Span::new(walk.file, start..start + target.len());
    walk.named(target, span, Some(span.start), ANYTHING, Form::Name);
}

/// `[text](../actors/old.md#role)`, and `[text][label]` with its address elsewhere in the text.
fn link(walk: &mut Walk<'_>, base: usize, text: &str, reference: &Reference, dest: &str) {
    let path = dest.split(['?', '#']).next().unwrap_or_default();
    let whole = text.get(reference.range.clone()).unwrap_or_default();
    // The last: the words of a link may have a link of their own in them, in brackets.
    let inside = destinations(whole, "](").pop();
    let inside = inside.map(|inner| reference.range.start + inner.start..reference.range.start + inner.end);
    let found = if inside.is_some() { Vec::from_iter(inside) } else { destinations(text, "]:") };
    for range in found {
        let raw = &text[range.clone()];
        if decode(raw) == path {
            walk.found.places.push(Place {
                form: Form::Link,
                name: raw.to_owned(),
                kind: None,
                kinds: ANYTHING,
                span: Span::new(walk.file, base + range.start..base + range.end),
                exact: true,
            });
        }
    }
}

/// The paths of the addresses behind a mark, without query and anchor.
fn destinations(text: &str, mark: &str) -> Vec<Range<usize>> {
    let behind = |(at, _): (usize, &str)| {
        let rest = &text[at + mark.len()..];
        let inner = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        let (inner, ends): (&str, &[char]) = match inner.strip_prefix('<') {
            Some(inner) => (inner, &['>', '\n', '?', '#']),
            None => (inner, &[' ', '\t', '\n', '\r', ')', '?', '#']),
        };
        let start = text.len() - inner.len();
        let end = start + inner.find(ends).unwrap_or(inner.len());
        start..end
    };
    text.match_indices(mark).map(behind).collect()
}

/// A callout that names a claim, or one that defines it.
fn claim(walk: &mut Walk<'_>, base: usize, callout: &Callout) {
    let title = base + callout.title_range.start..base + callout.title_range.end;
    let place = Span::new(walk.file, title.clone());
    if let Some(name) = callout.named() {
        let start = walk.text.get(title.clone()).and_then(|text| text.find(name)).map(|at| place.start + at as u32);
        return walk.named(name, place, start, &[Kind::Claim], Form::Name);
    }
    inline(walk, title);
    let mut fields = Vec::new();
    let mut id = None;
    for field in &callout.fields {
        let span = |range: &Range<usize>| Span::new(walk.file, base + range.start..base + range.end);
        let (key, value) = (span(&field.key), span(&field.value));
        let text = walk.text.get(value.range()).unwrap_or_default();
        let name = if field.name == "said_by" { "by" } else { &field.name };
        let keys = cited(text);
        for cited in &keys {
            let span = value.part(cited.range.clone());
            walk.named(&cited.key, span, Some(span.start), &[Kind::Source], Form::Name);
        }
        let node = yaml::parse(walk.file, walk.text, value.range(), &mut Vec::new()).filter(|_| keys.is_empty());
        let mut items = None;
        if let Some(node) = node {
            if let Some(scalar) = node.scalar().filter(|_| name == "id") {
                id = Some((scalar.text.clone(), node.span));
                walk.scalar(&node, &[Kind::Claim], Form::Id);
            }
            if let Value::List(nodes) = &node.value {
                let item = |node: &Node| (node.scalar().map(|scalar| scalar.text.clone()).unwrap_or_default(), node.span);
                items = Some(nodes.iter().map(item).collect());
            }
            let node = Node { value: Value::Map(vec![(Spanned::new(name.to_owned(), key), node)]), span: value };
            if name != "id" {
                walk.fields(&claim::TABLE, &node);
            }
        }
        fields.push(Entry { name: name.to_owned(), key, value, items, empty: text.is_empty() });
    }
    walk.found.definitions.push(Definition {
        kind: Kind::Claim,
        id,
        keyed: false,
        slight: false,
        span: place,
        fields,
        shape: Shape::Callout,
        seat: Seat::Callout,
        text: Some(callout.title.clone()),
    });
}

/// A fence with a query.
fn query(walk: &mut Walk<'_>, base: usize, block: &CodeBlock) {
    let Some(asks) = block.language().and_then(Asks::of) else { return };
    let range = base + block.range.start..base + block.range.end;
    let as_it_reads = walk.text.get(range.clone()).is_some_and(|text| text.trim_end() == block.text.trim_end());
    if as_it_reads {
        if let Some(node) = yaml::parse(walk.file, walk.text, range, &mut Vec::new()) {
            walk.fields(asks.table(), &node);
        }
        return;
    }
    // Within a quotation or a list other marks stand between the lines: line by line it reads as it is written.
    let mut from = range.start;
    for line in walk.text[range].split_inclusive('\n') {
        let fields = line.trim_start_matches([' ', '\t', '>']);
        let start = from + line.len() - fields.len();
        if let Some(node) = yaml::parse(walk.file, walk.text, start..from + line.len(), &mut Vec::new()) {
            walk.fields(asks.table(), &node);
        }
        from += line.len();
    }
}
