//! Keys and their colons: what a word before a colon can be, and a colon that a value follows at once.

use crate::base::diagnostic::Diagnostic;
use crate::base::text::Span;

use super::line::is_key;

/// The fields that take names of records.
const NAMES: &[&str] = &[
    "about",
    "actors",
    "announces",
    "arcs",
    "at",
    "by",
    "chain",
    "citing",
    "claims",
    "dates",
    "denied_by",
    "described_by",
    "events",
    "from",
    "key",
    "location",
    "members",
    "of",
    "outlet",
    "part_of",
    "place",
    "places",
    "publisher",
    "replaces",
    "responds_to",
    "source",
    "sources",
    "stands_for",
    "state_owned_by",
    "syndicates",
    "to",
    "via",
];

/// Whether a field of this name takes names of records. The tables of the fields are a floor above; a test compares.
pub fn takes_names(key: &str) -> bool {
    NAMES.contains(&key)
}

/// A colon that a value follows at once; `span` is that of the text.
pub fn no_space(span: Span, text: &str, colon: usize) -> Diagnostic {
    // A hard space is none for YAML.
    let wrong = text[colon + 1..].chars().next().filter(|c| c.is_whitespace()).map_or(0, char::len_utf8);
    let found = Diagnostic::error("invalid-yaml", span.part(colon..colon + 1), "a space is missing after this colon")
        .help("write `name: value`, with a space between them");
    let key = text[..colon].rsplit(['\n', '\r', ' ']).next().unwrap_or_default();
    let is_key = is_plain_key(key) && text[..colon].trim_end_matches(key).rsplit(['\n', '\r']).next().is_some_and(no_words);
    if is_key { found.fix(span.part(colon + 1..colon + 1 + wrong), " ") } else { found }
}

/// Whether a line has not begun but for its indentation and the marks of items.
fn no_words(text: &str) -> bool {
    text.chars().all(|c| matches!(c, ' ' | '-'))
}

/// Whether a word before a colon can hardly be the beginning of a sentence: `They met at\n12:30`, `Kyiv:the visit`.
pub(super) fn is_plain_key(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '-'))
}

/// The colon of `title:Foo`, if a text that was to be fields is such a line.
pub fn tight_colon(text: &str) -> Option<usize> {
    let (key, value) = text.split_once(':')?;
    let tight = is_key(key) && !value.starts_with([' ', '/', '\n', '\r']) && !value.is_empty();
    tight.then_some(key.len())
}
