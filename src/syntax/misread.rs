//! YAML that can be read, and that says less than its author wrote.

use crate::base::diagnostic::Diagnostic;
use crate::base::text::Span;

use super::yaml::quote;

/// Fields whose words are a reader's: a `#` in them is hardly the beginning of a remark.
const WORDS: &[&str] = &["name", "title", "summary", "description", "text", "note", "quote", "role", "said", "what"];

/// Items like `-Kyiv`: without a space the hyphen is a letter, and all of them are one text.
pub(super) fn tight_hyphens(source: &str, span: Span) -> Option<Diagnostic> {
    let text = source.get(span.range())?;
    let before = &source[..span.start as usize];
    let is_first = before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']);
    let is_item = |line: &str| line.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let lines = || text.split_inclusive('\n').map(str::trim);
    if !is_first || !lines().all(is_item) {
        return None;
    }
    let mut found = Diagnostic::error(
        "invalid-yaml",
        Span { end: span.start + 1, ..span },
        "a space is missing behind the hyphen of this item",
    )
    .label("taken for a letter")
    .help(format!("write `- {}`", &lines().next()?[1..]));
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let behind = span.start + (at + line.len() - line.trim_start().len()) as u32 + 1;
        found = found.fix(Span { start: behind, end: behind, ..span }, " ");
        at += line.len();
    }
    Some(found)
}

/// `Kohl #1 in the poll`: what begins with ` #` is a remark to YAML. `key` is the field's name, if it is no item of a list.
pub(super) fn hidden_by_hash(source: &str, span: Span, key: Option<&str>) -> Option<Diagnostic> {
    let text = source.get(span.range())?;
    let end = span.end as usize;
    let from = match text {
        // The parser puts nothing behind the remark in a list, and before the colon of a field.
        "" if key.is_none() => source[..end].rfind("- ")? + "- ".len(),
        "" => end + usize::from(source[end..].starts_with(':')),
        _ => end,
    };
    let rest = source.get(from..)?.split(['\n', '\r']).next()?;
    let hash = rest.trim_start_matches([' ', '\t']);
    let first = hash.strip_prefix('#')?.chars().next()?;
    let start = (from + rest.len() - hash.len()) as u32;
    let hash = hash.trim_end();
    let place = Span { start, end: start + hash.len() as u32, ..span };
    let is_wording = match text {
        "" => key.is_none() || !hash.contains(' '),
        _ => first.is_numeric() || key.is_some_and(|key| WORDS.contains(&key)),
    };
    if !is_wording || !first.is_alphanumeric() {
        return None;
    }
    let meant = quote(format!("{text} {hash}").trim());
    let meant = key.map_or_else(|| format!("- {meant}"), |key| format!("{key}: {meant}"));
    Some(
        Diagnostic::warning("invalid-yaml", place, format!("`#` begins a remark here, so `{hash}` is left out"))
            .label("no part of the text")
            .help(format!("write `{meant}`, or a space behind the `#` of a remark")),
    )
}
