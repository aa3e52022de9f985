//! YAML's own mistakes in an editor's words: what was meant, the place to look at, and the line as it should be.
//!
//! The parser stops where it can't go on, which is often a line after the mistake. So each question here looks at the text, not at the
//! parser's words: is there a tab, a bracket without its partner, a text that should stand in quotation marks? The first that fits wins.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use crate::base::diagnostic::Diagnostic;
use crate::base::id::Key;
use crate::base::text::{Span, floor_boundary};

use super::colon::{is_plain_key, no_space, takes_names};
use super::line::Line;
use super::yaml::quote;

/// What a syntax error of the parser means. `base` is where `source` begins in the file.
pub(super) fn explain(file: Key, base: usize, source: &str, error: &ScanError) -> Diagnostic {
    let at = floor_boundary(source, error.marker().byte_offset().unwrap_or(0));
    let mistake = Mistake { file, base, source, at, line: Line::around(source, at), kind: error.kind() };
    let guesses = [
        Mistake::tab,
        Mistake::unclosed_bracket,
        Mistake::unclosed_quote,
        Mistake::hash_in_brackets,
        Mistake::colon_in_brackets,
        Mistake::more_than_a_quotation,
        Mistake::directive,
        Mistake::unknown_anchor,
        Mistake::first_character,
        Mistake::more_than_brackets,
        Mistake::unquoted_colon,
        Mistake::no_space_after_colon,
        Mistake::crooked,
        Mistake::other,
    ];
    guesses.iter().find_map(|guess| guess(&mistake)).unwrap_or_else(|| mistake.unknown(error))
}

struct Mistake<'s> {
    file: Key,
    base: usize,
    source: &'s str,
    at: usize,
    line: Line<'s>,
    kind: &'s ErrorKind,
}

impl Mistake<'_> {
    fn span(&self, bytes: Range<usize>) -> Span {
        Span::new(self.file, self.base + bytes.start..self.base + bytes.end)
    }

    fn invalid(&self, bytes: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error("invalid-yaml", self.span(bytes), message)
    }

    fn tab(&self) -> Option<Diagnostic> {
        if *self.kind == ErrorKind::TabInPlainScalar {
            return self.tab_below_a_text();
        }
        let tab = self.line.start + self.line.text[..self.line.text.len() - self.line.after_indent().len()].find('\t')?;
        let found = Diagnostic::error("tab-in-yaml", self.span(tab..tab + 1), "a tab can't indent a field")
            .label("tab")
            .help("indent with two spaces");
        let tabs = if self.indented_by_tabs_alone() { self.indenting_tabs() } else { Vec::new() };
        Some(tabs.into_iter().fold(found, |found, tab| found.fix(self.span(tab), "  ")))
    }

    /// A tab before the line after a text, which goes on there for the parser: mostly a field that was to begin in the column of the others.
    fn tab_below_a_text(&self) -> Option<Diagnostic> {
        let below = std::iter::successors(self.line.after(self.source), |line| line.after(self.source));
        let is_indented = |line: &Line<'_>| line.text.trim_start_matches([' ', '-']).starts_with('\t');
        let line = std::iter::once(self.line.clone()).chain(below).find(is_indented)?;
        let tab = line.start + line.text.find('\t')?;
        let found = Diagnostic::error("tab-in-yaml", self.span(tab..tab + 1), "a tab can't indent a field").label("tab");
        Some(
            found.help(
                "begin a field in the column of those above; indent what belongs to one, or goes on with it, with two spaces",
            ),
        )
    }

    /// Whether tabs alone indent here: what one of them is worth beside spaces can't be told, and in a text that keeps its lines they are
    /// words of the editor's.
    fn indented_by_tabs_alone(&self) -> bool {
        self.source.split(['\n', '\r']).all(|line| {
            let by_tabs = line.trim_start_matches('\t');
            let header = line.trim_end().trim_end_matches(['+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
            !by_tabs.trim_end().starts_with([' ', '\u{a0}']) && !header.ends_with(['|', '>'])
        })
    }

    /// The tabs that lines begin with.
    fn indenting_tabs(&self) -> Vec<Range<usize>> {
        let mut tabs = Vec::new();
        let mut indents = true;
        for (at, byte) in self.source.bytes().enumerate() {
            match byte {
                b'\n' | b'\r' => indents = true,
                b'\t' if indents => tabs.push(at..at + 1),
                _ => indents = false,
            }
        }
        tabs
    }

    /// A bracket of an earlier line, or of a text that has ended, that waits for its partner.
    fn unclosed_bracket(&self) -> Option<Diagnostic> {
        let (open, bracket) = match self.kind {
            // The parser is at the bracket itself where the text ends without its partner.
            ErrorKind::UnclosedFlowCollection { open } if self.source[self.at..].starts_with(*open) => (self.at, *open),
            _ => self.open_bracket()?,
        };
        let is_last = matches!(self.kind, ErrorKind::UnclosedFlowCollection { .. });
        if !is_last && open >= self.line.start && self.at < self.line.end() {
            return None;
        }
        let (what, close, of) = if bracket == '[' { ("list", ']', "items") } else { ("map", '}', "fields") };
        let diagnostic = self.invalid(open..open + 1, format!("this {what} is never closed")).label("opened here");
        Some(diagnostic.help(format!("write `{close}` after the last of its {of}, with a comma between each two")))
    }

    /// The innermost bracket that is open where the parser stopped. A bracket counts only where a value begins.
    fn open_bracket(&self) -> Option<(usize, char)> {
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut start = 0;
        while start <= self.at && start < self.source.len() {
            let line = Line::around(self.source, start);
            let from = if open.is_empty() { line.value.start } else { line.start };
            let value = &self.source[from..line.end()];
            if !open.is_empty() || value.starts_with(['[', '{']) {
                let mut quoted = None;
                for (n, c) in value.char_indices().take_while(|(n, _)| from + n < self.at.max(line.start)) {
                    match (quoted, c) {
                        (Some(mark), c) => quoted = (c != mark).then_some(mark),
                        (None, '"') => quoted = Some(c),
                        (None, '[' | '{') => open.push((from + n, c)),
                        (None, ']' | '}') => drop(open.pop()),
                        _ => {}
                    }
                }
            }
            start = line.next(self.source);
        }
        open.last().copied()
    }

    /// A quotation that was opened and goes on to a line where it can't.
    fn unclosed_quote(&self) -> Option<Diagnostic> {
        use ErrorKind as E;
        if !matches!(self.kind, E::UnclosedQuotedScalar | E::InvalidQuotedScalarIndent | E::DocumentIndicatorInQuotedScalar) {
            return None;
        }
        let mut line = self.line.clone();
        loop {
            let value = &self.source[line.value.clone()];
            let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            if let Some(mark) = mark.filter(|mark| closing(value, *mark).is_none()) {
                let start = line.value.start;
                let found = self
                    .invalid(start..start + 1, "this quotation mark is never closed")
                    .label("opened here")
                    .help(format!("write `{mark}` at the end of the text"));
                let end = self.span(line.value.end..line.value.end);
                return Some(if self.ends_with(&line) { found.fix(end, mark) } else { found });
            }
            line = line.before(self.source)?;
        }
    }

    /// Whether a quotation that is never closed was plainly to end with its line. One that begins with an apostrophe may be no quotation:
    /// `'tis the season`.
    fn ends_with(&self, line: &Line<'_>) -> bool {
        let text = &self.source[line.value.clone()];
        let is_whole = text.len() > 1 && text.starts_with('"') && !text.ends_with([',', ']', '}']);
        let is_plain = !text[1..].contains(['"', '\\']) && !text.contains(" #");
        let next = line.after(self.source);
        is_whole && is_plain && next.is_none_or(|next| next.indent <= line.indent && (next.item || next.key.is_some()))
    }

    /// `{said: no: never}`, `[Kyiv: what for: all]`: a text in brackets with a colon of its own.
    fn colon_in_brackets(&self) -> Option<Diagnostic> {
        let (open, bracket) = self.open_bracket().filter(|(open, _)| *open >= self.line.start)?;
        let before = &self.source[open + 1..self.at.max(open + 1)];
        let start = open + 1 + before.rfind([',', '[', '{']).map_or(0, |n| n + 1);
        let rest = &self.source[start..self.line.end()];
        let (part, after) = rest.split_at(rest.find([',', ']', '}']).unwrap_or(rest.len()));
        let start = start + part.len() - part.trim_start().len();
        let part = part.trim();
        let (key, value) = part.split_once(": ")?;
        let value_start = start + key.len() + 2 + value.len() - value.trim_start().len();
        let value = value.trim();
        let colon = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1))?;
        if value.starts_with(['"', '\'']) {
            return None;
        }
        // An item of a list is a text, unless it begins like a field.
        if bracket == '[' && !is_plain_key(key) {
            let mut found = self.colon(None, start..start + part.len(), key.len());
            if self.line.key != Some("tags") {
                found.fix.clear();
            }
            return Some(found);
        }
        let mut found = self.colon(Some(key), value_start..value_start + value.len(), colon);
        // A comma may be one of the text's: `{title: Kyiv: what, when and why}`.
        let field_follows = match after.strip_prefix(',') {
            Some(next) => next.split_once(": ").is_some_and(|(next, _)| is_plain_key(next.trim())),
            None => !after.is_empty(),
        };
        if bracket == '[' || !is_plain_key(key) || !field_follows {
            found.fix.clear();
        }
        Some(found)
    }

    /// `[#talks, #war]`: tags as they are written elsewhere.
    fn hash_in_brackets(&self) -> Option<Diagnostic> {
        let rest = self.source[self.at..self.line.end().max(self.at)].strip_prefix('#')?;
        let word = rest.split([' ', ',', ']', '}']).next().filter(|word| !word.is_empty())?;
        self.open_bracket()?;
        let found = self.invalid(self.at..self.at + 1, "`#` begins a remark, unless it stands between quotation marks");
        Some(found.help(format!("write `{word}` without it, or `\"#{word}\"`")))
    }

    /// `title: "Hands off" says Lavrov`, `title: 'Blinken's visit'`, `title: "C:\files"`.
    fn more_than_a_quotation(&self) -> Option<Diagnostic> {
        use ErrorKind as E;
        let value = self.line.value.clone();
        let text = &self.source[value.clone()];
        let mark = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let inner = text[1..].strip_suffix(mark).unwrap_or(&text[1..]);
        if matches!(self.kind, E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape) {
            let backslash = value.start + text.find('\\')?;
            let meant = format!("'{}'", inner.replace('\'', "''"));
            let found = self
                .invalid(backslash..backslash + 1, "a backslash has a meaning of its own between double quotation marks")
                .label("takes the next letter for a code")
                .help(format!("write {}", self.whole(&meant)));
            // Another backslash may be there for what it means.
            let is_plain = text.len() > 1 && text.ends_with(mark) && !inner.contains(['"']) && !inner.contains("\\\\");
            return Some(if is_plain { self.in_marks(found, value, meant) } else { found });
        }
        let end = value.start + closing(text, mark)?;
        let rest = end..value.end;
        let after = self.source[rest.clone()].trim_start();
        if after.is_empty() || after.starts_with('#') || after.starts_with(':') {
            return None;
        }
        let from = rest.end - after.len();
        let diagnostic = match mark {
            // The apostrophe of a word: the quotation was to go on.
            '\'' if text.len() > 1 && text.ends_with('\'') => {
                let meant = quote(inner);
                let message = "an apostrophe ends a text that stands between single quotation marks";
                let diagnostic = self.invalid(end - 1..end, message).label("the text ends here");
                let diagnostic = diagnostic.help(format!("write {}", self.whole(&meant)));
                if inner.contains("''") { diagnostic } else { self.in_marks(diagnostic, value, meant) }
            }
            _ => {
                let meant = quoted(text);
                let diagnostic = self.invalid(from..rest.end, format!("{} goes on after its quotation", self.subject()));
                let diagnostic = diagnostic.label("not between the quotation marks");
                let diagnostic = diagnostic.help(format!("write {}", self.whole(&meant)));
                self.in_marks(diagnostic, value, meant)
            }
        };
        Some(diagnostic)
    }

    /// `%YAML 1.2`, with which some programs begin a file.
    fn directive(&self) -> Option<Diagnostic> {
        let text = self.line.text.trim_end();
        let is_directive = text.starts_with("%YAML ") || text.starts_with("%TAG ");
        let end = self.line.start + text.len();
        is_directive.then(|| {
            self.invalid(self.line.start..end, "this line tells a program which YAML follows, and none is needed here")
                .help("remove this line")
        })
    }

    /// `tags: *common`, where nothing is marked `&common`; `*Breaking* news` is a text.
    fn unknown_anchor(&self) -> Option<Diagnostic> {
        let rest = self.source[self.at..self.line.end().max(self.at)].strip_prefix('*')?;
        let name = rest.split([' ', '\t', ',', ']', '}']).next().filter(|name| !name.is_empty() && !name.contains('*'))?;
        let is_whole = self.line.value.start == self.at;
        let is_text = is_whole && self.source[self.line.value.clone()].contains(' ');
        if *self.kind != ErrorKind::UnknownAnchor || is_text {
            return None;
        }
        let found = self
            .invalid(self.at..self.at + 1 + name.len(), format!("nothing above is marked `&{name}`"))
            .label("repeats what is marked so")
            .help(format!("write the value out, or `&{name}` before the first one"));
        let meant = quote(&format!("*{name}"));
        Some(found.help(format!("if it is a text: write {}", if is_whole { self.whole(&meant) } else { format!("`{meant}`") })))
    }

    /// A value that begins with a character which YAML takes for its own: `@StateDept`, `*Breaking*`, `- what`.
    fn first_character(&self) -> Option<Diagnostic> {
        let value = self.line.value.clone();
        let text = &self.source[value.clone()];
        let first = text.chars().next()?;
        let ours = match first {
            '@' | '`' | '%' | '*' | '&' | '!' => true,
            // What may follow them says how a text of several lines is kept.
            '|' | '>' => text[1..].contains(|c: char| !matches!(c, '+' | '-' | '0'..='9')),
            '?' if text.len() == 1 => self.line.key.is_some(),
            '-' | '?' => text[1..].starts_with(' ') && self.line.key.is_some(),
            _ => false,
        };
        if !ours {
            return None;
        }
        let meant = quoted(text);
        let what = if first == '`' { "a backtick".to_owned() } else { format!("`{first}`") };
        let message = format!("{} can't begin with {what} without quotation marks", self.subject());
        let diagnostic = self.invalid(value.start..value.start + first.len_utf8(), message);
        let diagnostic = diagnostic.help(format!("write {}", self.whole(&meant)));
        // `*team` may be a misspelt anchor, `!!str` a tag, and what a field of names holds behind a hyphen an item of its list.
        let is_words = match first {
            '@' | '`' | '%' => true,
            '*' | '&' | '!' => text[1..].contains([' ', '*']) && !text.starts_with("!!"),
            _ => self.holds_words(),
        };
        Some(if is_words { self.in_marks(diagnostic, value, meant) } else { diagnostic })
    }

    /// `title: [Update] Blinken in Kyiv`, `tags: [a, b]]`.
    fn more_than_brackets(&self) -> Option<Diagnostic> {
        let value = self.line.value.clone();
        let text = &self.source[value.clone()];
        if *self.kind == ErrorKind::MisplacedFlowCollectionEnd && self.at == value.start {
            let close = text.chars().next()?;
            let found = self.invalid(self.at..self.at + 1, format!("this `{close}` closes nothing"));
            let is_alone = text.len() == 1;
            let empty = if close == ']' { "[]" } else { "{}" };
            return Some(match is_alone {
                true => found.help(format!("remove it, or write {} for none", self.whole(empty))),
                false => found.help(format!("remove it, or write {} if it belongs to the text", self.whole(&quoted(text)))),
            });
        }
        if !text.starts_with(['[', '{']) {
            return None;
        }
        let here = self.source[self.at..].chars().next()?;
        let mark = self.at..self.at + here.len_utf8();
        match self.kind {
            ErrorKind::MismatchedFlowCollectionEnd { open, close } if here == *open => {
                let found = self.invalid(mark, format!("this `{open}` is closed by `{close}`"));
                return Some(found.help("close each bracket by one of its kind: `[` by `]`, `{` by `}`"));
            }
            ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
                let found = self.invalid(mark, format!("this `{here}` closes nothing"));
                return Some(found.help("remove it, or open what it closes"));
            }
            _ => {}
        }
        let after = self.source[..self.at].trim_end().ends_with([']', '}']) && self.at < value.end;
        after.then(|| {
            let meant = quoted(text);
            let found = self
                .invalid(
                    value.start..value.start + 1,
                    format!("{} begins with a bracket and needs quotation marks", self.subject()),
                )
                .label("begins a list or a map")
                .also(self.span(self.at..value.end), "which ends before this")
                .help(format!("write {}", self.whole(&meant)));
            if self.holds_words() { self.in_marks(found, value, meant) } else { found }
        })
    }

    fn unquoted_colon(&self) -> Option<Diagnostic> {
        let line = &self.line;
        let value = &self.source[line.value.clone()];
        let colon = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1))?;
        let key = line.key?;
        if value.starts_with(['"', '\'', '[', '{']) {
            return None;
        }
        // `- Blinken said: no: never` is a text, not a field with a name of two words.
        let whole_item = line.item && !key.chars().all(|c| c.is_lowercase() || matches!(c, '_' | '-'));
        if whole_item {
            let mut found = self.colon(None, line.content..line.value.end, key.len());
            // Among names it is hardly one.
            let above = std::iter::successors(Some(line.clone()), |line| line.before(self.source)).find(|above| !above.item);
            if !above.is_some_and(|above| matches!(above.key, Some("tags" | "at_a_glance" | "known" | "unknown"))) {
                found.fix.clear();
            }
            return Some(found);
        }
        Some(self.colon(Some(key), line.value.clone(), colon))
    }

    fn colon(&self, key: Option<&str>, value: Range<usize>, colon: usize) -> Diagnostic {
        let meant = quoted(&self.source[value.clone()]);
        let (what, whole) = match key {
            Some("name" | "title" | "summary" | "text" | "note" | "quote" | "role" | "description") | None => {
                (key.unwrap_or("text"), key.map_or_else(|| meant.clone(), |key| format!("{key}: {meant}")))
            }
            Some(key) => ("text", format!("{key}: {meant}")),
        };
        let at = value.start + colon;
        let label = if at + 1 == value.end {
            "a colon at the end of a line starts a new field"
        } else {
            "a colon and a space start a new field"
        };
        let found = Diagnostic::error("unquoted-colon", self.span(at..at + 1), format!("this {what} needs quotation marks"))
            .label(label)
            .help(format!("write `{whole}`"));
        // `by: Lavrov: minister` is hardly an actor of that name.
        if key.is_some_and(takes_names) { found } else { self.in_marks(found, value, meant) }
    }

    /// `title:Foo`, on the line where the parser stopped or on the one before.
    fn no_space_after_colon(&self) -> Option<Diagnostic> {
        let lines = [Some(self.line.clone()), self.line.before(self.source)];
        lines.into_iter().flatten().find_map(|line| {
            let colon = line.tight_colon()?;
            Some(no_space(self.span(0..self.source.len()), self.source, colon))
        })
    }

    /// A field or an item that begins in a column of its own.
    fn crooked(&self) -> Option<Diagnostic> {
        let line = &self.line;
        let above = line.before(self.source)?;
        let word = line.first_word();
        if line.item {
            let first = std::iter::successors(Some(above), |line| line.before(self.source)).find(|line| line.item)?;
            if first.indent == line.indent {
                return None;
            }
            let fix = " ".repeat(first.indent);
            let diagnostic = self.invalid(
                line.start + line.indent..line.start + line.indent + 1,
                "this item begins in another column than the ones above",
            );
            let diagnostic = diagnostic
                .also(self.span(first.start + first.indent..first.start + first.indent + 1), "the first item of the list")
                .help("begin all items of a list in the same column");
            let indent = self.span(line.start..line.start + line.indent);
            return Some(if self.is_flat_list(&first) { diagnostic.fix(indent, fix) } else { diagnostic });
        }
        line.key?;
        let field = line.content..line.content + word.len();
        if line.indent > above.indent && above.key.is_some() && !above.value.is_empty() {
            let fix = " ".repeat(above.content - above.start);
            let found = self
                .invalid(field, format!("`{word}` is indented, but the field above it has its value already"))
                .also(self.span(above.content..above.content + above.first_word().len()), "the field above")
                .help("begin all fields of one record in the same column");
            let indent = self.span(line.start..line.start + line.indent);
            return Some(if is_plain_key(word) { found.fix(indent, fix) } else { found });
        }
        (line.indent < above.indent).then(|| {
            self.invalid(field, format!("`{word}` begins in another column than the fields above"))
                .also(self.span(above.content..above.content + above.first_word().len()), "a field above")
                .help("begin all fields of one record in the same column")
        })
    }

    /// Whether a list is one of single lines, all in the column of `last`, below a field: then there is but one column for its items.
    fn is_flat_list(&self, last: &Line<'_>) -> bool {
        let mut line = last.clone();
        while line.item {
            let Some(above) = line.before(self.source).filter(|_| line.indent == last.indent && line.key.is_none()) else {
                return false;
            };
            line = above;
        }
        line.key.is_some() && line.value.is_empty()
    }

    fn other(&self) -> Option<Diagnostic> {
        use ErrorKind as E;
        let line = self.line.content..self.line.start + self.line.text.trim_end().len();
        Some(match self.kind {
            E::UnexpectedCharacter { character } if character.is_control() => {
                // The parser names the beginning of the text that holds it.
                let at = self.at + self.source[self.at..].find(*character)?;
                self.invalid(at..at + character.len_utf8(), "an invisible control character stands here")
                    .help("remove it; it often comes with text that was copied from elsewhere")
            }
            E::SimpleKeyExpected | E::InvalidSimpleKey | E::ExpectedBlockMappingKey if !line.is_empty() => self
                .invalid(line, "this line is not a field")
                .help("write `name: value`, or indent a text that goes on from the line above"),
            E::InvalidTrailingDoubleQuotedScalar | E::InvalidTrailingSingleQuotedScalar => {
                let rest = &self.source[self.at..self.line.end()];
                let end = self.at + rest.find([',', ']', '}']).unwrap_or(rest.len());
                let end = self.at + self.source[self.at..end].trim_end().len();
                self.invalid(self.at..end, "this text goes on after its quotation")
                    .help("put all of the text between quotation marks, or a comma between two texts")
            }
            E::ExpectedBlockSequenceEntry if !line.is_empty() => self
                .invalid(line, "this line is not an item of the list above")
                .help("begin each item with `- ` in the same column"),
            _ => return None,
        })
    }

    fn unknown(&self, error: &ScanError) -> Diagnostic {
        let end = self.source[self.at..]
            .chars()
            .next()
            .filter(|c| !matches!(c, '\n' | '\r'))
            .map_or(self.at, |c| self.at + c.len_utf8());
        self.invalid(self.at..end, format!("this is not YAML: {}", error.info().trim_end_matches('.')))
            .help("compare the line with the ones around it: indentation, quotation marks, brackets")
    }

    /// A finding whose remedy is quotation marks around a value. They are put there only if the value plainly ends where its line does, and
    /// what looks like a comment is one.
    fn in_marks(&self, found: Diagnostic, value: Range<usize>, meant: String) -> Diagnostic {
        let inside = &self.source[value.clone()];
        let line = Line::around(self.source, value.start);
        let rest = self.source[value.end..line.end().max(value.end)].trim();
        let is_comment = rest.is_empty() || rest.starts_with("# ") || rest.starts_with([',', ']', '}']);
        let goes_on = line.after(self.source).is_some_and(|next| next.indent > line.content - line.start);
        match is_comment && !goes_on && !inside.contains(" #") {
            true => found.fix(self.span(value), meant),
            false => found,
        }
    }

    /// Whether the line's field holds words for readers: then what begins like YAML's own signs is words too.
    fn holds_words(&self) -> bool {
        matches!(self.line.key, Some("name" | "title" | "summary" | "description" | "text" | "note" | "quote" | "role" | "said"))
    }

    /// "this title", "this text": what the line holds.
    fn subject(&self) -> String {
        match self.line.key {
            Some(key @ ("name" | "title" | "summary" | "role" | "note" | "quote")) => format!("this {key}"),
            _ => "this text".to_owned(),
        }
    }

    /// The line's field with another value, in backticks.
    fn whole(&self, value: &str) -> String {
        match self.line.key {
            Some(key) => format!("`{key}: {value}`"),
            None => format!("`{value}`"),
        }
    }
}

/// A text in the quotation marks that leave it most as it is.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains('\'') { format!("'{text}'") } else { quote(text) }
}

/// The offset after the mark that closes a quotation which begins the text.
fn closing(text: &str, mark: char) -> Option<usize> {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((n, c)) = chars.next() {
        match c {
            '\\' if mark == '"' => drop(chars.next()),
            c if c == mark && mark == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') => drop(chars.next()),
            c if c == mark => return Some(n + 1),
            _ => {}
        }
    }
    None
}
