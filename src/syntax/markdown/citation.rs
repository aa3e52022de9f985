//! `[@a, para. 4; @b]` and `@key`.

use std::ops::Range;

/// One key within brackets; the range is that of `@key` in the text that was given.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cited {
    pub(super) range: Range<usize>,
    pub(super) key: String,
    pub(super) locator: Option<String>,
}

/// The length of the key that `text` begins with.
pub(super) fn key_length(text: &str) -> usize {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/' | '+');
    let end = text.find(|c| !inner(c)).unwrap_or(text.len());
    let key = text[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_');
    if key.starts_with(|c: char| c.is_alphanumeric() || c == '_') { key.len() } else { 0 }
}

/// The keys in brackets, or in several pairs of them that the parser takes for one link. Nothing if it is no citation.
pub(super) fn bracketed(written: &str) -> Vec<Cited> {
    let mut found = Vec::new();
    let mut rest = written;
    while let Some(inner) = rest.strip_prefix('[') {
        let Some(end) = inner.find(']') else { return Vec::new() };
        let offset = written.len() - inner.len();
        let before = found.len();
        found.extend(keys(&inner[..end]).into_iter().map(|cited| {
            let range = cited.range.start + offset..cited.range.end + offset;
            Cited { range, ..cited }
        }));
        if found.len() == before {
            return Vec::new();
        }
        rest = &inner[end + 1..];
    }
    if rest.is_empty() { found } else { Vec::new() }
}

/// The keys in the inner text of brackets. Nothing if the text is not a citation after all.
pub(super) fn keys(inner: &str) -> Vec<Cited> {
    let mut found: Vec<Cited> = Vec::new();
    let mut offset = 0;
    for part in inner.split(';') {
        let start = offset + part.len() - part.trim_start().len();
        offset += part.len() + 1;
        let part = part.trim();
        let length = part.strip_prefix('@').map_or(0, key_length);
        if length > 0 {
            let locator = part[1 + length..].trim_start_matches(',').trim();
            let locator = (!locator.is_empty()).then(|| locator.split_whitespace().collect::<Vec<_>>().join(" "));
            found.push(Cited { range: start..start + 1 + length, key: part[1..1 + length].to_owned(), locator });
        } else if let Some(last) = found.last_mut() {
            // a semicolon within a locator
            let locator = last.locator.get_or_insert_default();
            locator.push_str(if locator.is_empty() { "" } else { "; " });
            locator.push_str(part);
        } else {
            return Vec::new();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_locators() {
        let read =
            |text: &str| keys(text).into_iter().map(|c| (c.key, c.locator.unwrap_or_default(), c.range)).collect::<Vec<_>>();
        assert_eq!(read("@ap"), [("ap".into(), "".into(), 0..3)]);
        assert_eq!(
            read("@ap-2022, para. 4; @tass p. 2;3"),
            [("ap-2022".into(), "para. 4".into(), 0..8), ("tass".into(), "p. 2; 3".into(), 19..24)]
        );
        assert_eq!(read("@"), []);
        assert_eq!(read("see @ap"), []);
    }
}
