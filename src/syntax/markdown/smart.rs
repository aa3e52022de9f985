//! Typographic punctuation: computed over a whole run, applied when it is written out.

use std::ops::Range;

use super::Run;

/// Bytes of a run, and what is shown in their place.
pub(crate) type Replacement = (Range<usize>, &'static str);

/// All replacements in a run, in order. Within paired double quotation marks stand somebody's words: their dashes and dots stay as written.
pub(crate) fn replacements(run: &Run) -> Vec<Replacement> {
    let mut found: Vec<Replacement> = run.hard_spaces.iter().map(|(at, space)| (*at..*at + 1, hard_space(*space))).collect();
    let text = run.text.as_str();
    if text.bytes().any(|byte| matches!(byte, b'"' | b'\'' | b'-' | b'.')) {
        quotes(text, &mut found);
        let quoted = pairs(text, &found);
        marks(text, &quoted, &mut found);
        let mut literal = run.zones.iter().filter(|zone| zone.literal).peekable();
        found.sort_by_key(|(range, _)| range.start);
        found.retain(|(range, _)| {
            while literal.next_if(|zone| zone.range.end <= range.start).is_some() {}
            literal.peek().is_none_or(|zone| range.end <= zone.range.start)
        });
    }
    found
}

/// The inner ranges of paired double quotation marks.
pub(super) fn quotations(run: &Run) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    quotes(&run.text, &mut found);
    pairs(&run.text, &found)
}

fn hard_space(space: char) -> &'static str {
    match space {
        '\u{202f}' => "\u{202f}",
        '\u{2007}' => "\u{2007}",
        _ => "\u{a0}",
    }
}

/// Straight quotes that open or close; those of which neither can be said, as in `5" pipe`, stay straight.
fn quotes(text: &str, found: &mut Vec<Replacement>) {
    let bytes = text.as_bytes();
    let before = |at: usize| text[..at].chars().next_back();
    let after = |at: usize| text[at + 1..].chars().next();
    let opens = |at: usize| {
        let room = before(at).is_none_or(|c| {
            c.is_whitespace()
                || matches!(c, '(' | '[' | '{' | '-' | '–' | '—' | '"' | '\'' | '“' | '‘' | '«' | '„' | '/' | '¿' | '¡')
        });
        room && after(at).is_some_and(|c| !c.is_whitespace())
    };
    let closes = |at: usize| before(at).is_some_and(|c| !c.is_whitespace());
    let marks = |mark: u8| (0..bytes.len()).filter(move |at| bytes[*at] == mark);

    let mut open = None;
    for at in marks(b'"') {
        match open {
            Some(start) if closes(at) => {
                found.push((start..start + 1, "“"));
                found.push((at..at + 1, "”"));
                open = None;
            }
            _ if opens(at) => open = Some(at),
            _ => {}
        }
    }

    let mut open = None;
    for at in marks(b'\'') {
        let word_follows = after(at).is_some_and(char::is_alphanumeric);
        if opens(at) && !omission(&text[at + 1..]) && open.is_none() {
            open = Some(at);
        } else if !word_follows && closes(at) {
            if let Some(start) = open.take() {
                found.push((start..start + 1, "‘"));
            }
            found.push((at..at + 1, "’"));
        } else if word_follows {
            found.push((at..at + 1, "’"));
        }
    }
    if let Some(start) = open {
        found.push((start..start + 1, "’"));
    }
}

/// Words that begin with an apostrophe.
fn omission(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let word = &rest[..end];
    let decade = word.len() == 3 && word.ends_with('s') && word[..2].bytes().all(|byte| byte.is_ascii_digit());
    decade || ["tis", "twas", "em", "til", "cause", "n"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The text between marks that open and marks that close, whether they were written so or are made so.
fn pairs(text: &str, made: &[Replacement]) -> Vec<Range<usize>> {
    let mut marks: Vec<(usize, usize, char)> = made
        .iter()
        .filter_map(|(range, with)| Some((range.start, range.end, with.chars().next()?)))
        .chain(
            text.char_indices()
                .filter(|(_, c)| matches!(c, '“' | '”' | '„' | '«' | '»'))
                .map(|(at, c)| (at, at + c.len_utf8(), c)),
        )
        .filter(|(.., c)| matches!(c, '“' | '”' | '„' | '«' | '»'))
        .collect();
    marks.sort_unstable();
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (start, end, mark) in marks {
        match (open, mark) {
            (Some((inner, '“')), '”') | (Some((inner, '„')), '“' | '”') | (Some((inner, '«')), '»') => {
                found.push(inner..start);
                open = None;
            }
            (None, '“' | '„' | '«') => open = Some((end, mark)),
            _ => {}
        }
    }
    found
}

/// Dashes and ellipses.
fn marks(text: &str, quoted: &[Range<usize>], found: &mut Vec<Replacement>) {
    let bytes = text.as_bytes();
    let mut quoted = quoted.iter().peekable();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte != b'-' && byte != b'.' {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().take_while(|next| **next == byte).count();
        let with = match (byte, length) {
            (b'-', 2) => Some("–"),
            (b'-', 3) => Some("—"),
            (b'.', 3) => Some("…"),
            _ => None,
        };
        while quoted.next_if(|quotation| quotation.end <= at).is_some() {}
        let ours = quoted.peek().is_none_or(|quotation| at < quotation.start);
        if let Some(with) = with.filter(|_| ours) {
            found.push((at..at + length, with));
        }
        at += length;
    }
}
