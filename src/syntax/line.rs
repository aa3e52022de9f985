//! One line of YAML, taken apart roughly: enough to say what was meant where the parser could not go on.

use std::ops::Range;

/// A line. Offsets count from the beginning of the text that it was found in.
#[derive(Clone, Debug)]
pub(super) struct Line<'s> {
    /// Where it begins.
    pub(super) start: usize,
    /// Its text, without the line break.
    pub(super) text: &'s str,
    /// How many spaces it begins with.
    pub(super) indent: usize,
    /// Whether it begins an item of a list.
    pub(super) item: bool,
    /// Where it begins after spaces and the marks of items.
    pub(super) content: usize,
    /// The field's name, if it has one.
    pub(super) key: Option<&'s str>,
    /// The value: what stands after the name, or all of the content.
    pub(super) value: Range<usize>,
}

impl<'s> Line<'s> {
    /// The line that an offset stands in; at a line break, the one that ends there.
    pub(super) fn around(source: &'s str, at: usize) -> Line<'s> {
        let start = source[..at].rfind(['\n', '\r']).map_or(0, |n| n + 1);
        let end = source[start..].find(['\n', '\r']).map_or(source.len(), |n| start + n);
        let text = &source[start..end];
        let indent = text.len() - text.trim_start_matches(' ').len();
        let mut content = start + indent;
        while let Some(rest) = source[content..end].strip_prefix("- ") {
            content = end - rest.trim_start_matches(' ').len();
        }
        let item = content > start + indent;
        let body = &source[content..end];
        let split = body.find(": ").or_else(|| body.trim_end().strip_suffix(':').map(str::len)).filter(|at| is_key(&body[..*at]));
        let key = split.map(|at| &body[..at]);
        let from = split.map_or(content, |at| content + at + 1);
        let value = without_comment(&source[from..end]).trim();
        let from = from + (source[from..end].len() - source[from..end].trim_start().len());
        Line { start, text, indent, item, content, key, value: from.min(end)..from.min(end) + value.len() }
    }

    /// Where its text ends.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Where the next line begins.
    pub(super) fn next(&self, source: &str) -> usize {
        let rest = &source[self.end()..];
        self.end() + if rest.starts_with("\r\n") { 2 } else { 1 }
    }

    /// The last line before this one that is neither empty nor a comment.
    pub(super) fn before(&self, source: &'s str) -> Option<Line<'s>> {
        let mut start = self.start;
        while start > 0 {
            let line = Line::around(source, start - 1);
            let text = line.text.trim();
            if !text.is_empty() && !text.starts_with('#') {
                return Some(line);
            }
            start = line.start.min(start - 1);
        }
        None
    }

    /// The first line after this one that is not empty.
    pub(super) fn after(&self, source: &'s str) -> Option<Line<'s>> {
        let mut start = self.next(source);
        while start < source.len() {
            let line = Line::around(source, start);
            if !line.text.trim().is_empty() {
                return Some(line);
            }
            start = line.next(source);
        }
        None
    }

    /// What stands after white space and the marks of items, tabs among them.
    pub(super) fn after_indent(&self) -> &'s str {
        self.text.trim_start_matches([' ', '\t', '-'])
    }

    /// The field's name, or what the content begins with.
    pub(super) fn first_word(&self) -> &'s str {
        let content = &self.text[self.content - self.start..];
        self.key.unwrap_or_else(|| content.split(' ').next().unwrap_or(content))
    }

    /// Where the colon of `title:Foo` stands, if this is such a line.
    pub(super) fn tight_colon(&self) -> Option<usize> {
        let content = &self.text[self.content - self.start..];
        let none = self.key.is_none() && !content.contains(": ");
        super::colon::tight_colon(content).filter(|_| none).map(|at| self.content + at)
    }
}

/// A value without the comment after it; in quotation marks `#` is a character like any other.
fn without_comment(value: &str) -> &str {
    let is_quoted = value.trim_start().starts_with(['"', '\'']);
    value.find(" #").filter(|_| !is_quoted).map_or(value, |at| &value[..at])
}

/// Whether a text may be a field's name.
pub(super) fn is_key(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_taken_apart() {
        let source = "a: 1 # one\r\n  - - name: Kyiv: what \r\nplain\nempty:\n";
        for (at, key, value, item) in [
            (0, Some("a"), "1", false),
            (16, Some("name"), "Kyiv: what", true),
            (38, None, "plain", false),
            (46, Some("empty"), "", false),
        ] {
            let line = Line::around(source, at);
            assert_eq!((line.key, &source[line.value.clone()], line.item), (key, value, item), "{line:?}");
        }
        let line = Line::around(source, 38);
        assert_eq!(line.before(source).and_then(|line| line.key), Some("name"));
    }
}
