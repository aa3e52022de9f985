//! Front matter that does not begin as it should: what another generator, an editor's automatism or a slip made of its first line.

use std::ops::Range;

use crate::base::diagnostic::Diagnostic;
use crate::base::id::Key;
use crate::base::text::Span;

use super::split::{after_fence, all_fields, is_dashes, is_field, next_line};

/// How other generators fence front matter in another language: first line, last line, name.
const FOREIGN: &[(&str, &str, &str)] =
    &[("+++", "+++", "TOML"), ("---toml", "---", "TOML"), (";;;", ";;;", "JSON"), ("---json", "---", "JSON"), ("{", "}", "JSON")];

/// Fields with which front matter begins, and hardly a sentence: seldom another text has one of them before a colon, in small letters.
const FIRST: &[&str] =
    &["title", "name", "date", "when", "summary", "draft", "id", "tags", "aliases", "url", "layout", "published"];

/// How far down a file front matter may have slipped, in lines.
const SLIPPED: usize = 10;

/// What would be published as text, and was front matter for whoever wrote it.
pub(super) fn find(file: Key, text: &str, start: usize) -> Option<Diagnostic> {
    let found = foreign(file, text, start)
        .or_else(|| dashes(file, text, start))
        .or_else(|| late(file, text, start))
        .or_else(|| unopened(file, text, start))
        .or_else(|| shown(file, text, start))
        .or_else(|| below_text(file, text, start))?;
    Some(found.label("would be published as text"))
}

fn error(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("invalid-yaml", span, message)
}

fn line_at(text: &str, at: usize) -> Range<usize> {
    at..at + text[at..next_line(text, at)].trim_end().len()
}

fn foreign(file: Key, text: &str, start: usize) -> Option<Diagnostic> {
    let first = line_at(text, start);
    let help = "write it between two lines `---`, with `title: …` and other fields, a line each";
    if text[start..].starts_with("{\"") || text[start..].starts_with("{ \"") {
        let brace = Span::new(file, start..start + 1);
        return Some(error(brace, "front matter that begins with `{` is JSON; here it is YAML").help(help));
    }
    let (open, close, name) = FOREIGN.iter().find(|(open, ..)| text[first.clone()] == **open)?;
    let head = next_line(text, start);
    text[head..].split(['\n', '\r']).find(|line| line.trim_end() == *close)?;
    let message = format!("front matter between `{open}` and `{close}` is {name}; here it is YAML");
    Some(error(Span::new(file, first), message).help(help))
}

/// `----` or `—` for the three hyphens, above lines that are fields.
fn dashes(file: Key, text: &str, start: usize) -> Option<Diagnostic> {
    let first = line_at(text, start);
    let head = next_line(text, start);
    let written = &text[first.clone()];
    let is_begin =
        !written.starts_with([' ', '\t']) && (is_begin(written) || (is_rule(written) && first_key(text, head).is_some()));
    if !is_begin || !is_field(text, head) || !text[head..].starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let is_end = |line: &Range<usize>| is_begin_or_rule(&text[line.clone()]) && all_fields(text, head..line.start);
    let end = lines(text, head).map(|line| line_at(text, line)).find(is_end)?;
    let span = Span::new(file, first);
    let found = error(span, "front matter begins with a line of exactly three hyphens");
    if text[end.clone()] == *"---" {
        return Some(found.help("write `---`").fix(span, "---"));
    }
    let end = Span::new(file, end);
    let found = found.also(end, "and ends with one").help("write `---` above and below the fields");
    // Between two rules may stand words with a colon in them; a title there is one of front matter.
    Some(if first_key(text, head).is_some() { found.fix(span, "---").fix(end, "---") } else { found })
}

/// Whether a line is dashes only, with spaces or without, or three hyphens and the name of a language.
fn is_begin(line: &str) -> bool {
    let is_named =
        line.strip_prefix("---").is_some_and(|rest| matches!(rest.trim().to_ascii_lowercase().as_str(), "yaml" | "yml"));
    is_named || is_dashes(&line.replace(' ', ""))
}

/// Whether a line is a rule across the page in another of its forms.
fn is_rule(line: &str) -> bool {
    let bare = line.replace(' ', "");
    bare.len() > 2 && ['*', '_', '=', '~'].iter().any(|mark| bare.chars().all(|c| c == *mark))
}

fn is_begin_or_rule(line: &str) -> bool {
    is_dashes(&line.replace(' ', "")) || is_rule(line)
}

/// Fields between fences with empty lines or something invisible before them, or in a column of their own, and no rules across the page.
fn late(file: Key, text: &str, start: usize) -> Option<Diagnostic> {
    let is_blank = |c: char| c.is_whitespace() || is_invisible(c);
    let fence = text.len() - text[start..].trim_start_matches(is_blank).len();
    let head = after_fence(text, fence, &["---"]).filter(|_| fence > start)?;
    let span = Span::new(file, fence..fence + 3);
    let has_end = lines(text, head).any(|line| after_fence(text, line, &["---", "..."]).is_some());
    let before = &text[start..fence];
    if is_field(text, head) && has_end {
        let found = match (before.contains(is_invisible), before.contains(['\n', '\r'])) {
            (true, _) => error(span, "an invisible character stands before this front matter").help("remove it"),
            (_, true) => error(span, "front matter begins on the first line of a file").help("remove the empty lines before it"),
            _ => error(span, "front matter begins in the first column").help("remove the spaces before it"),
        };
        return Some(found.fix(Span::new(file, start..fence), ""));
    }
    // All of it may be indented.
    let first = head + text[head..].len() - text[head..].trim_start_matches([' ', '\t']).len();
    let has_end = lines(text, head).any(|line| matches!(text[line..next_line(text, line)].trim(), "---" | "..."));
    (first > head && is_field(text, first) && has_end)
        .then(|| error(span, "front matter begins in the first column").help("remove the spaces before each of its lines"))
}

/// What is seen of a character by nobody, and comes with text from elsewhere.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Fields at the beginning of the file that nothing opens.
fn unopened(file: Key, text: &str, start: usize) -> Option<Diagnostic> {
    let at = first_text(text, start);
    let key = first_key(text, at)?;
    let span = Span::new(file, at..at + key.len());
    let found = error(span, "front matter begins with a line `---`");
    let end = lines(text, at).find(|line| after_fence(text, *line, &["---", "..."]).is_some());
    if end.is_some_and(|end| all_fields(text, at..end)) {
        let line_break =
            text[at..].find(['\n', '\r']).map_or("\n", |n| if text[at + n..].starts_with("\r\n") { "\r\n" } else { "\n" });
        let found = found.help(format!("write `---` above `{key}`"));
        return Some(found.fix(Span::new(file, start..at), format!("---{line_break}")));
    }
    let end = lines(text, at).find(|line| text[*line..next_line(text, *line)].trim().is_empty()).unwrap_or(text.len());
    let help = format!("write `---` above `{key}`, and again below the last field");
    all_fields(text, at..end).then(|| found.help(help))
}

/// Front matter in a block of code that begins the file, as some programs hand it over.
fn shown(file: Key, text: &str, start: usize) -> Option<Diagnostic> {
    let first = line_at(text, start);
    let language = text[first.clone()].trim_start_matches('`');
    let is_fence = text[first.clone()].starts_with("```") && matches!(language.trim(), "" | "yaml" | "yml" | "md" | "markdown");
    let inside = next_line(text, start);
    let head = after_fence(text, inside, &["---"]);
    first_key(text, head.unwrap_or(inside)).filter(|_| is_fence)?;
    let found = error(Span::new(file, first), "front matter begins a file, and stands in no block of code");
    Some(match head {
        Some(_) => found.help("remove this line, and the one that closes the block"),
        None => found.help("write `---` for this line, and for the one that closes the block"),
    })
}

/// Front matter with text above it.
fn below_text(file: Key, text: &str, start: usize) -> Option<Diagnostic> {
    let fence = lines(text, start).take(SLIPPED).find(|line| {
        let Some(head) = after_fence(text, *line, &["---"]) else { return false };
        let end = lines(text, head).find(|line| after_fence(text, *line, &["---", "..."]).is_some());
        first_key(text, head).is_some() && end.is_some_and(|end| all_fields(text, head..end))
    })?;
    // In a block of code it is an example.
    let is_shown = text[start..fence].contains("```") || text[start..fence].contains("~~~");
    let found = error(Span::new(file, fence..fence + 3), "front matter begins on the first line of a file");
    (!is_shown).then(|| found.help("move what stands above it below its last line `---`"))
}

/// The field at `at`, if front matter begins with it.
fn first_key(text: &str, at: usize) -> Option<&str> {
    let (key, value) = text[at..next_line(text, at)].split_once(':')?;
    (FIRST.contains(&key) && (value.trim().is_empty() || value.starts_with(' '))).then_some(key)
}

/// Where the first line begins that is not empty.
fn first_text(text: &str, start: usize) -> usize {
    lines(text, start).find(|line| !text[*line..next_line(text, *line)].trim().is_empty()).unwrap_or(text.len())
}

/// Where the lines begin.
fn lines(text: &str, from: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(from), |at| Some(next_line(text, *at))).take_while(|at| *at < text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<Diagnostic> {
        find(Key::new("a.md"), text, if text.starts_with('\u{feff}') { 3 } else { 0 })
    }

    #[test]
    fn front_matter_that_begins_otherwise_is_told() {
        for (text, place, fixed) in [
            ("\n\n---\ndraft: true\n---\nbody", "---", true),
            ("\u{feff}\r\n---\r\ndraft: true\r\n---\r\n", "---", true),
            ("  ---\ntitle: x\n---\n", "---", true),
            ("  ---\n  title: x\n  ---\n", "---", false),
            ("+++\ntitle = \"x\"\n+++\n", "+++", false),
            (";;;\n{\"title\": \"x\"}\n;;;\n", ";;;", false),
            ("{\n  \"title\": \"x\"\n}\n", "{", false),
            ("{\"title\": \"x\"}\n\nText.\n", "{", false),
            ("----\ntitle: x\n---\n", "----", true),
            ("---yaml\ntitle: x\n---\n", "---yaml", true),
            ("—\ntitle: x\n—\n", "—", true),
            ("***\ntitle: x\n***\n", "***", true),
            ("- - -\ntitle: x\n- - -\n", "- - -", true),
            ("\u{200b}---\ntitle: x\n---\n", "---", true),
            ("```yaml\ntitle: x\n```\n", "```yaml", false),
            ("```markdown\n---\ntitle: x\n---\n```\n", "```markdown", false),
            ("— — —\ntitle: x\n---\n", "— — —", true),
            ("title: x\ndraft: true\n---\nText.\n", "title", true),
            ("title: x\ndraft: true\n\nText.\n", "title", false),
            ("# X\n\n---\ntitle: x\ndraft: true\n---\nText.\n", "---", false),
        ] {
            let found = found(text).unwrap_or_else(|| panic!("{text:?}"));
            assert_eq!((&text[found.span.range()], !found.fix.is_empty()), (place, fixed), "{text:?}: {found:?}");
        }
    }

    #[test]
    fn text_is_not() {
        for text in [
            "",
            "Text.\n",
            "\n---\nA rule above, and one below\n\n---\n",
            "\n---\nNote: a rule above\n",
            "----\na\n",
            "----\nNote: a heading\n----\n",
            "----\nnote: a rule above\n",
            "+++\nplus\n",
            "{ a brace\n}\n",
            "Title: how it began\n",
            "title: x\nand more of this sentence\n",
            "url://x\n",
            "So:\n```\n---\ntitle: x\n---\n```\n",
            "```json\ntitle: x\n```\n",
            "***\nnote: a rule above\n***\n",
            "Words\n\n---\n\ntitle: x\n",
        ] {
            assert_eq!(found(text), None, "{text:?}");
        }
    }
}
