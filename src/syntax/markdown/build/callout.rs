//! Callouts: block quotes whose first line says what they are.

use std::ops::Range;

use super::Builder;
use crate::base::slug::is_portable;
use crate::syntax::markdown::{Callout, CalloutField, Element, Event, Place};

/// The words of callouts that look like something: those of GitHub and of Obsidian, and ours.
pub const CALLOUTS: &[&str] = &[
    "claim",
    "note",
    "abstract",
    "summary",
    "tldr",
    "info",
    "todo",
    "tip",
    "hint",
    "important",
    "success",
    "check",
    "done",
    "question",
    "help",
    "faq",
    "warning",
    "caution",
    "attention",
    "failure",
    "fail",
    "missing",
    "danger",
    "error",
    "bug",
    "example",
    "quote",
    "cite",
];

/// The fields of a claim that may begin with a capital: other words with a capital and a colon after them are rather part of a sentence.
const CLAIM_FIELDS: &[&str] =
    &["by", "said by", "date", "when", "source", "sources", "denied by", "status", "about", "hedge", "id", "title", "tags"];

impl Builder<'_> {
    /// The callout that a block quote is, if its first line says so, and where its title stands in the text that is parsed.
    pub(super) fn callout(&mut self, range: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let quote = &self.text[range.clone()];
        // quotes within quotes: look at the first marks before the whole line
        quote.trim_start().strip_prefix('>')?.trim_start_matches([' ', '\t']).strip_prefix("[!")?;
        let first = quote.lines().next().unwrap_or_default();
        let head = first.trim_start().strip_prefix('>')?.trim_start().strip_prefix("[!")?;
        let (kind, rest) = head.split_once(']')?;
        if kind.is_empty() || !kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
            return None;
        }
        let foldable = rest.starts_with(['+', '-']).then(|| rest.starts_with('+'));
        let title = rest.trim_start_matches(['+', '-']).trim();
        let at = range.start + (title.as_ptr() as usize - quote.as_ptr() as usize);
        self.passed = range.start + quote.find('\n').map_or(quote.len(), |at| at + 1);
        let mut callout = Callout {
            kind: kind.to_lowercase(),
            foldable,
            title: title.to_owned(),
            title_range: self.source(at..at + title.len()),
            fields: Vec::new(),
            range: self.source(range.clone()),
        };
        if callout.kind == "claim" {
            self.claim_lines(&mut callout, range.end);
        }
        self.prose.callouts.push(callout);
        Some((self.prose.callouts.len() - 1, at..at + title.len()))
    }

    /// The lines of a claim: of one that is defined here more of its text, then its fields, up to the first line that is neither. Of a claim
    /// that is only named the fields, which say nothing here and are no text either.
    fn claim_lines(&mut self, callout: &mut Callout, end: usize) {
        let is_named = callout.named().is_some();
        while self.passed < end {
            let rest = &self.text[self.passed..end];
            let next = rest.find('\n').map_or(rest.len(), |at| at + 1);
            let line = self.inner(&rest[..next]);
            let start = self.passed + (line.as_ptr() as usize - rest.as_ptr() as usize);
            // An empty line above the fields parts them from the claim's text, as a paragraph is parted from the next.
            if line.is_empty() && !is_named && callout.fields.is_empty() && self.begins_with_a_field(&rest[next..]) {
                self.passed += next;
                continue;
            }
            let field = field(line).filter(|(key, _)| !is_named || is_claim_field(&line[key.clone()]));
            match field {
                Some((key, value)) => callout.fields.push(CalloutField {
                    key: self.source(start + key.start..start + key.end),
                    value: self.source(start + value.start..start + value.end),
                    name: line[key].to_lowercase().replace([' ', '-'], "_"),
                }),
                None if is_named
                    || line.is_empty()
                    || !callout.fields.is_empty()
                    || line.starts_with(['>', '-', '*', '#', '`', '|', '!']) =>
                {
                    return;
                }
                None => {
                    let space = if callout.title.is_empty() { "" } else { " " };
                    callout.title = format!("{}{space}{line}", callout.title);
                    let source = self.source(start..start + line.len());
                    callout.title_range.end = source.end;
                    if space.is_empty() {
                        callout.title_range = source;
                    }
                }
            }
            self.passed += next;
        }
    }

    /// A line without the marks of the quotations that it stands in.
    fn inner<'l>(&self, line: &'l str) -> &'l str {
        let mut line = line.trim_start_matches([' ', '\t']);
        for _ in 0..=self.nested {
            line = line.strip_prefix('>').map_or(line, |inner| inner.trim_start_matches([' ', '\t']));
        }
        line.trim_end()
    }

    fn begins_with_a_field(&self, lines: &str) -> bool {
        let first = lines.lines().map(|line| self.inner(line)).find(|line| !line.is_empty());
        first.is_some_and(|line| field(line).is_some_and(|(key, _)| is_claim_field(&line[key])))
    }

    pub(super) fn callout_title(&mut self, index: usize, part: Range<usize>) {
        // a claim's text is a text of its own
        if part.is_empty() || self.prose.callouts[index].kind == "claim" {
            return;
        }
        self.prose.events.push(Event::Start(Element::CalloutTitle(index)));
        self.inlay(part, Place::Caption);
        self.prose.events.push(Event::End);
    }
}

impl Callout {
    /// The claim that a claim callout names, if it does not define one: one word in the form of an id, or a wikilink.
    pub fn named(&self) -> Option<&str> {
        let link = self.title.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")).filter(|name| !name.contains("[["));
        link.or_else(|| Some(self.title.as_str()).filter(|word| is_portable(word)))
    }
}

fn is_claim_field(key: &str) -> bool {
    CLAIM_FIELDS.contains(&&*key.to_ascii_lowercase().replace(['_', '-'], " "))
}

/// Where the key and the value of `key: value` stand in a line.
fn field(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let colon = line.find(':')?;
    let (key, value) = (line[..colon].trim_end(), &line[colon + 1..]);
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let words = key.split([' ', '_', '-']);
    let known = key.starts_with(|c: char| c.is_ascii_lowercase()) || is_claim_field(key);
    let is_key = known && words.clone().count() <= 3 && words.into_iter().all(is_word);
    if !is_key || !(value.is_empty() || value.starts_with([' ', '\t'])) {
        return None;
    }
    let start = line.len() - value.trim_start().len();
    Some((0..key.len(), start..start.max(line.trim_end().len())))
}
