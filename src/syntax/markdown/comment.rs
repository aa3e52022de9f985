//! HTML comments leave the text before anything else is read: what an editor hides must not come out because a blank line in it ended
//! the parser's idea of a comment.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// How offsets in the text that is parsed become offsets in the text that was given.
#[derive(Debug, Default)]
pub(super) struct Origins {
    /// Offsets in the shorter text, and how many bytes are gone in all up to there.
    cuts: Vec<(usize, usize)>,
    /// Where comments begin that nothing ends, in the text that was given.
    pub(super) open_comments: Vec<usize>,
}

impl Origins {
    /// Where these bytes were written.
    pub(super) fn range(&self, range: Range<usize>) -> Range<usize> {
        let start = range.start + self.gone(|cut| cut <= range.start);
        let end = range.end + self.gone(|cut| cut < range.end);
        start..end.max(start)
    }

    /// Where a byte of the text that was given is in the text that is parsed.
    pub(super) fn parsed(&self, source: usize) -> usize {
        let passed = self.cuts.partition_point(|(cut, gone)| cut + gone <= source);
        source - passed.checked_sub(1).map_or(0, |last| self.cuts[last].1.min(source))
    }

    fn gone(&self, before: impl Fn(usize) -> bool) -> usize {
        let passed = self.cuts.partition_point(|(cut, _)| before(*cut));
        passed.checked_sub(1).map_or(0, |last| self.cuts[last].1)
    }

    /// The range in parts between which nothing is gone.
    pub(super) fn parts(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let inside = self.cuts.iter().map(|(cut, _)| *cut).filter(move |cut| range.start < *cut && *cut < range.end);
        let mut start = range.start;
        inside.chain([range.end]).map(move |end| std::mem::replace(&mut start, end)..end)
    }
}

/// Comments can hide code, and code can hide comments: the text is read again after each comment that the parser understood
/// otherwise, but no more often than this.
const READINGS: usize = 8;

/// A comment that says nothing. The builder drops it.
pub(super) const EMPTY: &str = "<!---->";

/// The text without its comments, but for empty ones.
pub(super) fn without_comments(text: &str) -> (Cow<'_, str>, Origins) {
    let mut origins = Origins::default();
    let mut text = Cow::Borrowed(text);
    let mut from = 0;
    for reading in 1..=READINGS {
        if !text[from..].contains("<!--") && !text[from..].contains(MARK) {
            break;
        }
        let regions = Regions::of(&text);
        let mut kept = text[..from].to_owned();
        let mut rest = from;
        let mut search = from;
        let mut surprised = false;
        let mut beginnings = Beginnings::of(&text, search);
        while let Some((start, is_html)) = beginnings.next(search) {
            if !is_html {
                let end = text[start + MARK.len()..].find(MARK).map(|at| start + at + 2 * MARK.len());
                let is_code = Regions::around(&regions.code, start).is_some();
                let Some(end) = end.filter(|_| !is_code && !escaped(&text, start)) else {
                    search = start + MARK.len();
                    continue;
                };
                kept.push_str(&text[rest..start]);
                let before = origins.cuts.last().map_or(0, |(_, gone)| *gone);
                origins.cuts.push((kept.len(), before + end - start));
                (rest, search) = (end, end);
                // what it hid may have been half of something
                if text[start..end].contains(['`', '~', '<']) && reading < READINGS {
                    surprised = true;
                    break;
                }
                continue;
            }
            search = start + 4;
            if text[start..].starts_with(EMPTY) || Regions::around(&regions.code, start).is_some() || escaped(&text, start) {
                continue;
            }
            let known = Regions::around(&regions.html, start);
            let end = match (end_of_comment(&text, start), known) {
                (Some(end), _) => end,
                (None, Some(html)) => {
                    open(&mut origins, kept.len() + start - rest);
                    html.end
                }
                (None, None) => {
                    open(&mut origins, kept.len() + start - rest);
                    continue;
                }
            };
            // a comment that is a block parts lists, as its writer may want: an empty one does so too
            let parts_blocks = end - start > EMPTY.len()
                && text[start..end].ends_with("-->")
                && known
                    .is_some_and(|html| text[html.clone()].trim() == &text[start..end] && regions.blocks.contains(&html.start));
            let gone = if parts_blocks { start + "<!--".len()..end - "-->".len() } else { start..end };
            kept.push_str(&text[rest..gone.start]);
            let before = origins.cuts.last().map_or(0, |(_, gone)| *gone);
            origins.cuts.push((kept.len(), before + gone.len()));
            rest = gone.end;
            search = end;
            if known.is_none_or(|html| html.end < end) && reading < READINGS {
                surprised = true;
                break;
            }
        }
        from = kept.len();
        kept.push_str(&text[rest..]);
        text = Cow::Owned(kept);
        if !surprised {
            break;
        }
    }
    (text, origins)
}

/// Notes a comment that nothing ends; what follows may be read more than once.
fn open(origins: &mut Origins, at: usize) {
    let source = origins.range(at..at).start;
    origins.open_comments.push(source);
}

/// Begins and ends a comment of Obsidian's.
const MARK: &str = "%%";

/// The places where comments may begin, from left to right. What lies ahead is remembered: a text of nothing but beginnings is looked
/// through once, not once for each of them.
struct Beginnings<'t> {
    text: &'t str,
    html: Option<usize>,
    marked: Option<usize>,
}

impl<'t> Beginnings<'t> {
    fn of(text: &'t str, from: usize) -> Beginnings<'t> {
        Beginnings { text, html: html_after(text, from), marked: marked_after(text, from) }
    }

    /// The first from an offset on, and whether it is one of HTML's. Offsets never go back.
    fn next(&mut self, from: usize) -> Option<(usize, bool)> {
        if self.html.is_some_and(|at| at < from) {
            self.html = html_after(self.text, from);
        }
        if self.marked.is_some_and(|at| at < from) {
            self.marked = marked_after(self.text, from);
        }
        match (self.html, self.marked) {
            (Some(html), marked) if marked.is_none_or(|marked| html < marked) => Some((html, true)),
            (_, marked) => marked.map(|marked| (marked, false)),
        }
    }
}

fn html_after(text: &str, from: usize) -> Option<usize> {
    text[from..].find("<!--").map(|at| from + at)
}

/// Per cent signs within words and addresses begin no comment.
fn marked_after(text: &str, from: usize) -> Option<usize> {
    let begins = |at: &usize| {
        let before = text[..*at].chars().next_back();
        before.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '*' | '_' | '>' | '(' | '"')
        })
    };
    text[from..].match_indices(MARK).map(|(at, _)| from + at).find(begins)
}

fn end_of_comment(text: &str, start: usize) -> Option<usize> {
    let inner = &text[start + 4..];
    for short in [">", "->"] {
        if inner.starts_with(short) {
            return Some(start + 4 + short.len());
        }
    }
    inner.find("-->").map(|at| start + 4 + at + 3)
}

fn escaped(text: &str, at: usize) -> bool {
    text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// What the parser takes for code and for HTML.
struct Regions {
    code: Vec<Range<usize>>,
    html: Vec<Range<usize>>,
    /// The beginnings of those that are blocks.
    blocks: HashSet<usize>,
}

impl Regions {
    fn of(text: &str) -> Regions {
        let mut regions = Regions { code: Vec::new(), html: Vec::new(), blocks: HashSet::new() };
        let mut block = false;
        for (event, range) in Parser::new_ext(text, super::build::options()).into_offset_iter() {
            match event {
                Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => regions.code.push(range),
                Event::Start(Tag::HtmlBlock) => {
                    block = true;
                    regions.blocks.insert(range.start);
                    regions.html.push(range);
                }
                Event::End(TagEnd::HtmlBlock) => block = false,
                Event::InlineHtml(_) if !block => regions.html.push(range),
                _ => {}
            }
        }
        regions
    }

    fn around(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
        let after = ranges.partition_point(|range| range.start <= at);
        ranges[..after].last().filter(|range| at < range.end)
    }
}
