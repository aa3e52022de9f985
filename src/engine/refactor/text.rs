//! Edits of an editor's files: what they replace, and how a field is added to a record in the style that it is written in.

use std::collections::BTreeMap;

use crate::base::id::Key;
use crate::base::text::Span;

use super::place::{Definition, Entry, Shape};

/// Edits by file. Of two that replace the same bytes the first counts, since both say the same; what is inserted at one place stands in the
/// order in which it came.
#[derive(Debug, Default)]
pub(super) struct Edits {
    by_file: BTreeMap<Key, BTreeMap<(u32, u32), String>>,
}

impl Edits {
    pub(super) fn replace(&mut self, span: Span, text: impl Into<String>) {
        self.by_file.entry(span.file).or_default().entry((span.start, span.end)).or_insert_with(|| text.into());
    }

    pub(super) fn insert(&mut self, file: Key, at: usize, text: impl AsRef<str>) {
        let span = Span::new(file, at..at);
        self.by_file.entry(file).or_default().entry((span.start, span.end)).or_default().push_str(text.as_ref());
    }

    /// The files that are edited.
    pub(super) fn files(&self) -> impl Iterator<Item = Key> {
        self.by_file.keys().copied()
    }

    /// How many edits there are of a file.
    pub(super) fn number(&self, file: Key) -> usize {
        self.by_file.get(&file).map_or(0, BTreeMap::len)
    }

    /// A file's text with its edits.
    pub(super) fn apply(&self, file: Key, text: &str) -> String {
        let mut after = text.to_owned();
        for ((start, end), new) in self.by_file.get(&file).into_iter().flatten().rev() {
            after.replace_range(*start as usize..*end as usize, new);
        }
        after
    }
}

/// Gives a file without front matter one.
pub(super) fn add_head(edits: &mut Edits, text: &str, file: Key, id: Option<&str>, old: &str) {
    let end = line_break(text);
    let id = id.map(|id| format!("id: {}{end}", plain(id))).unwrap_or_default();
    edits.insert(file, begin(text), format!("---{end}{id}redirect_from: [{}]{end}---{end}", plain(old)));
}

/// Adds `id: new` in front of a record's fields. False where it can't be written there.
pub(super) fn add_id(edits: &mut Edits, text: &str, record: &Definition, id: &str) -> bool {
    let (file, start) = (record.span.file, record.span.start as usize);
    let end = line_break(text);
    let field = format!("id: {}", plain(id));
    match (&record.shape, record.fields.first()) {
        (Shape::File { head: Some(head) }, None) => edits.insert(file, head.start as usize, format!("{field}{end}")),
        (Shape::Callout, _) => return add_line(edits, text, record, &field),
        (Shape::File { head: None } | Shape::Bibliography | Shape::Nothing, _) | (Shape::Map, None) => return false,
        (_, Some(_)) if text[start..].starts_with('{') => edits.insert(file, start + 1, format!("{field}, ")),
        (_, Some(first)) if within(record, first.key) => {
            let at = first.key.start as usize;
            edits.insert(file, at, format!("{field}{end}{}", indent(text, at)));
        }
        _ => return false,
    }
    true
}

/// Adds a former id to a record's `redirect_from`. `is_new` tells of one that is there whether it is the address that the record has
/// now: that takes its place. False where it can't be written there.
pub(super) fn add_redirect(edits: &mut Edits, text: &str, record: &Definition, old: &str, is_new: impl Fn(&str) -> bool) -> bool {
    let file = record.span.file;
    let old = plain(old);
    let Some(field) = record.field("redirect_from") else {
        return add_field(edits, text, record, &format!("redirect_from: [{old}]"));
    };
    let raw = text.get(field.value.range()).unwrap_or_default();
    match &field.items {
        _ if field.empty => {
            fill(edits, text, field, &format!("[{old}]"));
        }
        Some(items) => match (items.iter().find(|(item, _)| is_new(item)), items.last()) {
            (Some((_, span)), _) => edits.replace(*span, old),
            (None, Some((_, last))) if raw.starts_with('[') => edits.insert(file, last.end as usize, format!(", {old}")),
            (None, Some((_, last))) => {
                let dash = text[..last.start as usize].rfind('-').unwrap_or(last.start as usize);
                let line = format!("{}{}- {old}", line_break(text), indent(text, dash));
                edits.insert(file, line_end(text, last.end as usize), line);
            }
            (None, None) if raw.starts_with('[') => edits.insert(file, field.value.start as usize + 1, old),
            (None, None) => return false,
        },
        None if is_new(raw.trim_matches(['"', '\''])) => edits.replace(field.value, old),
        None => edits.replace(field.value, format!("[{raw}, {old}]")),
    }
    true
}

/// Adds items to a list of references. False where it can't be written there.
pub(super) fn add_items(edits: &mut Edits, text: &str, record: &Definition, name: &str, new: &[String]) -> bool {
    let file = record.span.file;
    let listed = new.join(", ");
    let Some(field) = record.field(name) else { return add_first(edits, text, record, &format!("{name}: [{listed}]")) };
    let raw = text.get(field.value.range()).unwrap_or_default();
    match &field.items {
        _ if field.empty => fill(edits, text, field, &format!("[{listed}]")),
        Some(items) if raw.starts_with('[') => match items.last() {
            Some((_, last)) => edits.insert(file, last.end as usize, format!(", {listed}")),
            None => edits.insert(file, field.value.start as usize + 1, listed),
        },
        Some(items) => {
            let Some((_, last)) = items.last() else { return false };
            let Some(dash) = text[..last.start as usize].rfind('-') else { return false };
            let line = |item: &String| format!("{}{}- {item}", line_break(text), indent(text, dash));
            edits.insert(file, line_end(text, last.end as usize), new.iter().map(line).collect::<String>());
        }
        // One name without brackets; what has a colon or a comma may be more than that.
        None if raw.contains(['\n', ':', ',', '{', '#']) => return false,
        None => edits.replace(field.value, format!("[{raw}, {listed}]")),
    }
    true
}

/// Adds entries to a map from words to what they mean. False where it can't be written there.
pub(super) fn add_entries(edits: &mut Edits, text: &str, record: &Definition, name: &str, new: &[(String, String)]) -> bool {
    let file = record.span.file;
    let entries: Vec<String> = new.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    let listed = entries.join(", ");
    let Some(field) = record.field(name) else { return add_first(edits, text, record, &format!("{name}: {{{listed}}}")) };
    let (raw, start) = (text.get(field.value.range()).unwrap_or_default(), field.value.start as usize);
    if field.empty {
        fill(edits, text, field, &format!("{{{listed}}}"));
    } else if let Some(inside) = raw.strip_prefix('{') {
        let comma = if inside.trim_start().starts_with('}') { "" } else { ", " };
        edits.insert(file, start + 1, format!("{listed}{comma}"));
    } else if text[line_start(text, start)..start].trim().is_empty() {
        let line = |entry: &String| format!("{entry}{}{}", line_break(text), indent(text, start));
        edits.insert(file, start, entries.iter().map(line).collect::<String>());
    } else {
        return false;
    }
    true
}

/// Adds a field to a record, which may be a file without front matter.
fn add_first(edits: &mut Edits, text: &str, record: &Definition, field: &str) -> bool {
    if record.shape == (Shape::File { head: None }) {
        let end = line_break(text);
        edits.insert(record.span.file, begin(text), format!("---{end}{field}{end}---{end}"));
        return true;
    }
    add_field(edits, text, record, field)
}

/// Gives a key without a value one.
fn fill(edits: &mut Edits, text: &str, field: &Entry, value: &str) {
    let key = field.key.end as usize;
    let colon = text[key..].find(':').map_or(key, |at| key + at + 1);
    let place = if field.value.range().is_empty() { colon..colon } else { colon..field.value.end as usize };
    edits.replace(Span::new(field.key.file, place), format!(" {value}"));
}

/// Adds a field behind a record's others.
pub(super) fn add_field(edits: &mut Edits, text: &str, record: &Definition, field: &str) -> bool {
    let (file, end) = (record.span.file, line_break(text));
    let is_flow = text[record.span.start as usize..].starts_with('{');
    match (&record.shape, record.fields.last()) {
        (Shape::File { head: Some(_) } | Shape::Map, Some(last)) if is_flow => {
            edits.insert(file, last.value.end.max(last.key.end) as usize, format!(", {field}"));
        }
        (Shape::File { head: Some(head) }, last) => {
            let indent = last.map_or("", |_| indent_of(text, record));
            edits.insert(file, head.end as usize, format!("{indent}{field}{end}"));
        }
        (Shape::Map, Some(last)) if within(record, last.key) => {
            let first = record.fields[0].key.start as usize;
            let at = line_end(text, record.span.end.max(last.key.end) as usize);
            edits.insert(file, at, format!("{end}{}{field}", indent(text, first)));
        }
        (Shape::Nothing, _) if record.keyed => {
            let Some((_, key)) = &record.id else { return false };
            let Some(colon) = text[key.end as usize..].find(':').map(|at| key.end as usize + at + 1) else { return false };
            let value = colon..(record.span.end as usize).max(colon);
            let value = if record.span.range().is_empty() { colon..colon } else { value };
            edits.replace(Span::new(file, value), format!(" {{{field}}}"));
        }
        (Shape::Callout, _) => return add_line(edits, text, record, field),
        _ => return false,
    }
    true
}

/// Adds a line to a callout.
fn add_line(edits: &mut Edits, text: &str, record: &Definition, field: &str) -> bool {
    let start = record.span.start as usize;
    let line = line_start(text, start);
    let Some(mark) = text[line..start].find("[!") else { return false };
    let prefix = &text[line..line + mark];
    let last = record.fields.last().map_or(record.span.end, |last| last.value.end.max(last.key.end)) as usize;
    let at = line_end(text, last);
    edits.insert(record.span.file, at, format!("{}{prefix}{field}", line_break(text)));
    true
}

/// Whether a key stands in the record itself and is not repeated there by an alias.
fn within(record: &Definition, key: Span) -> bool {
    record.span.start <= key.start && key.end <= record.span.end
}

pub(super) fn indent_of<'t>(text: &'t str, record: &Definition) -> &'t str {
    let Some(first) = record.fields.first() else { return "" };
    let line = line_start(text, first.key.start as usize);
    let before = &text[line..first.key.start as usize];
    if before.trim().is_empty() { before } else { "" }
}

/// As many spaces as there are characters before a place on its line: also where a dash stands before it.
pub(super) fn indent(text: &str, at: usize) -> String {
    let line = line_start(text, at);
    text[line..at].trim_start_matches('\u{feff}').chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect()
}

/// The end of the line that a place is on.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find(['\n', '\r']).map_or(text.len(), |end| at + end)
}

/// The beginning of the line that a place is on.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// Where a file's text begins: behind a byte order mark.
fn begin(text: &str) -> usize {
    if text.starts_with('\u{feff}') { 3 } else { 0 }
}

/// How a file's lines end.
pub(super) fn line_break(text: &str) -> &'static str {
    match (text.find('\n'), text.find('\r')) {
        (Some(_), Some(_)) if text.contains("\r\n") => "\r\n",
        (None, Some(_)) => "\r",
        _ => "\n",
    }
}

/// An id as a YAML value. YAML takes one of the words that are legal ids for nothing.
pub(super) fn plain(id: &str) -> String {
    if id == "null" { "\"null\"".to_owned() } else { id.to_owned() }
}
