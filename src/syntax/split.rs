//! Front matter and body of a Markdown file.

use std::ops::Range;

use crate::base::diagnostic::Diagnostic;
use crate::base::id::Key;
use crate::base::text::Span;

use super::almost;
use super::line::is_key;

/// The largest front matter that is read, in bytes.
pub const MAX_HEAD: usize = 64 << 10;

/// Which bytes are front matter and which are body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The YAML between the fences; `None` where the file has none.
    pub head: Option<Range<usize>>,
    /// The Markdown.
    pub body: Range<usize>,
}

/// Splits a file. Front matter begins on the first line with `---` and ends at a line `---` or `...`.
pub fn split(file: Key, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Split {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let Some(head) = after_fence(text, start, &["---"]) else {
        diagnostics.extend(almost::find(file, text, start));
        return Split { head: None, body: start..text.len() };
    };
    let mut line = head;
    while line < text.len() {
        if let Some(body) = after_fence(text, line, &["---", "..."]) {
            if line - head > MAX_HEAD {
                let message =
                    format!("this front matter is {} KiB long; at most {} KiB are read", (line - head) >> 10, MAX_HEAD >> 10);
                diagnostics.push(
                    Diagnostic::error("file-too-large", Span::new(file, start..start + 3), message)
                        .help("move long texts into the body, and long lists of records into a YAML file"),
                );
                return Split { head: None, body: body..text.len() };
            }
            return Split { head: Some(head..line), body: body..text.len() };
        }
        line = next_line(text, line);
    }
    let mut found =
        Diagnostic::error("missing-front-matter-end", Span::new(file, start..start + 3), "this front matter is never closed")
            .label("opened here");
    found = match almost_fence(text, head) {
        // Some editors make dashes of hyphens.
        Some(line) => {
            let is_end = all_fields(text, head..line.start);
            let line = Span::new(file, line);
            let is_indented = text[line.range()].trim_start() == "---";
            let found = found.also(line, if is_indented { "not in the first column" } else { "not exactly three hyphens" });
            if is_end { found.fix(line, "---") } else { found }
        }
        None => found,
    };
    found = found.help("write a line `---` after the last field, before the text");
    if !is_field(text, head) {
        found = found.help("if the hyphens were to be a rule across the page, write `***`");
    }
    diagnostics.push(found);
    Split { head: None, body: text.len()..text.len() }
}

/// The offset after the line at `at`, if that line is one of the fences.
pub(super) fn after_fence(text: &str, at: usize, fences: &[&str]) -> Option<usize> {
    let end = next_line(text, at);
    fences.contains(&text[at..end].trim_end()).then_some(end)
}

/// Whether the line at `at` is a field.
pub(super) fn is_field(text: &str, at: usize) -> bool {
    text[at..next_line(text, at)].split_once(':').is_some_and(|(key, _)| is_key(key))
}

/// Whether all lines look like front matter; then dashes below them are its end, not a line under a heading.
pub(super) fn all_fields(text: &str, lines: Range<usize>) -> bool {
    let mut at = lines.start;
    while at < lines.end {
        let line = &text[at..next_line(text, at)];
        if !line.trim().is_empty() && !line.starts_with([' ', '-', '#', ']', '}']) && !is_field(text, at) {
            return false;
        }
        at = next_line(text, at);
    }
    true
}

/// The first line after `from` that is dashes only, and so was meant to be a fence.
fn almost_fence(text: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    while at < text.len() {
        let line = text[at..next_line(text, at)].trim_end();
        if is_dashes(line.trim_start()) {
            return Some(at..at + line.len());
        }
        at = next_line(text, at);
    }
    None
}

/// Whether a line is dashes only, and more than a hyphen.
pub(super) fn is_dashes(line: &str) -> bool {
    line.len() > 1 && line.chars().all(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'))
}

pub(super) fn next_line(text: &str, at: usize) -> usize {
    // A lone `\r` ends a line too, as in YAML and in Markdown: old editors must not publish their drafts.
    let Some(end) = text[at..].find(['\n', '\r']).map(|n| at + n) else { return text.len() };
    if text[end..].starts_with("\r\n") { end + 2 } else { end + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_make_the_head() {
        for (text, head, body) in [
            ("", None, ""),
            ("Just text\n---\n", None, "Just text\n---\n"),
            ("---\na: 1\n---\nbody", Some("a: 1\n"), "body"),
            ("\u{feff}---\r\na: 1\r\n...\r\nbody", Some("a: 1\r\n"), "body"),
            ("---\n---\n", Some(""), ""),
            ("---\ra: 1\r---\rbody", Some("a: 1\r"), "body"),
            ("--- \na: ---\n---", Some("a: ---\n"), ""),
            ("----\na\n", None, "----\na\n"),
        ] {
            let mut found = Vec::new();
            let split = split(Key::new("a.md"), text, &mut found);
            assert_eq!(split.head.map(|range| &text[range]), head, "{text:?}");
            assert_eq!(&text[split.body], body, "{text:?}");
            assert_eq!(found, []);
        }
    }

    #[test]
    fn an_open_head_is_an_error_and_publishes_nothing() {
        let mut found = Vec::new();
        let split = split(Key::new("a.md"), "---\nsecret: x\n", &mut found);
        assert!(split.head.is_none() && split.body.is_empty());
        assert_eq!(found[0].rule, "missing-front-matter-end");
        assert!(found[0].fix.is_empty());
    }

    #[test]
    fn a_line_of_other_dashes_was_meant_to_close() {
        for line in ["----", "—", "--", "–-", " ---"] {
            let text = format!("---\na: 1\n{line}\nbody\n");
            let mut found = Vec::new();
            split(Key::new("a.md"), &text, &mut found);
            assert_eq!(&text[found[0].fix[0].span.range()], line);
        }
    }
}
