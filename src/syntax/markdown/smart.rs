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
        let quoted = pairs(text, &found, &DOUBLE);
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

/// Marks that open, each with those that close it.
type Pairs = [(char, &'static [char])];

const DOUBLE: [(char, &[char]); 8] = [
    ('“', &['”']),
    ('„', &['“', '”']),
    ('”', &['”']),
    ('«', &['»']),
    ('»', &['«', '»']),
    ('「', &['」']),
    ('『', &['』']),
    ('《', &['》']),
];
const SINGLE: [(char, &[char]); 4] = [('‘', &['’']), ('‚', &['‘', '’']), ('‹', &['›']), ('›', &['‹'])];

/// What the bytes of every mark in [`DOUBLE`] and [`SINGLE`] begin with: most texts have none, and are not read letter by letter.
const FIRST_BYTES: [u8; 3] = [0xc2, 0xe2, 0xe3];

/// The inner ranges of paired double quotation marks.
pub(super) fn quotations(run: &Run) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    quotes(&run.text, &mut found);
    pairs(&run.text, &found, &DOUBLE)
}

/// The inner ranges of paired quotation marks, double or single.
pub(super) fn quoted(run: &Run) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    quotes(&run.text, &mut found);
    [pairs(&run.text, &found, &DOUBLE), pairs(&run.text, &found, &SINGLE)].concat()
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
                || is_unspaced(c)
        });
        room && after(at).is_some_and(|c| !c.is_whitespace())
    };
    let closes = |at: usize| before(at).is_some_and(|c| !c.is_whitespace());
    let marks = |mark: u8| memchr::memchr_iter(mark, bytes);

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

/// Whether a letter or mark is of a script that sets no spaces between words: Chinese, Japanese.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}')
}

/// Words that begin with an apostrophe.
fn omission(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let word = &rest[..end];
    let decade = word.len() == 3 && word.ends_with('s') && word[..2].bytes().all(|byte| byte.is_ascii_digit());
    decade || ["tis", "twas", "em", "til", "cause", "n"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// How many quotations within each other are told apart.
const DEEPEST: usize = 8;

/// The text between marks that open and marks that close, whether they were written so or are made so.
fn pairs(text: &str, made: &[Replacement], known: &Pairs) -> Vec<Range<usize>> {
    let is_mark = |mark: char| known.iter().any(|(opens, closes)| *opens == mark || closes.contains(&mark));
    let [first, second, third] = FIRST_BYTES;
    let written = memchr::memchr3_iter(first, second, third, text.as_bytes())
        .filter_map(|at| text.get(at..)?.chars().next().map(|mark| (at, at + mark.len_utf8(), mark)));
    let mut marks: Vec<(usize, usize, char)> = made
        .iter()
        .filter_map(|(range, with)| Some((range.start, range.end, with.chars().next()?)))
        .chain(written)
        .filter(|(.., mark)| is_mark(*mark))
        .collect();
    marks.sort_unstable();
    let mut found: Vec<Range<usize>> = Vec::new();
    // Quotations within quotations; a mark that closes one ends what is still open within it.
    let mut open: Vec<(usize, &[char])> = Vec::new();
    for (start, end, mark) in marks {
        // An apostrophe within a word closes nothing.
        let within_a_word = mark == '’' && text[end..].starts_with(char::is_alphanumeric);
        let nearest = open.iter().rev().take(DEEPEST).position(|(_, closes)| closes.contains(&mark) && !within_a_word);
        if let Some(at) = nearest.map(|from_the_last| open.len() - 1 - from_the_last) {
            let (inner, _) = open[at];
            open.truncate(at);
            // What is found lies in order of its ends, so what is within stands last.
            while found.last().is_some_and(|within| within.start >= inner) {
                found.pop();
            }
            found.push(inner..start);
            continue;
        }
        // What closes elsewhere opens only where a word begins.
        let begins = !text[..start].ends_with(char::is_alphanumeric) && !text[end..].starts_with(char::is_whitespace);
        let opens = known.iter().find(|(opens, closes)| *opens == mark && (begins || !closes.contains(&mark)));
        open.extend(opens.map(|(_, closes)| (end, *closes)));
    }
    found
}

/// Dashes and ellipses.
fn marks(text: &str, quoted: &[Range<usize>], found: &mut Vec<Replacement>) {
    let bytes = text.as_bytes();
    let mut quoted = quoted.iter().peekable();
    let mut at = 0;
    while let Some(next) = memchr::memchr2(b'-', b'.', &bytes[at..]) {
        at += next;
        let byte = bytes[at];
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_begins_with_a_byte_that_is_looked_for() {
        for (opens, closes) in DOUBLE.iter().chain(&SINGLE) {
            for mark in closes.iter().chain([opens]) {
                let first = mark.to_string().as_bytes()[0];
                assert!(FIRST_BYTES.contains(&first), "{mark}");
            }
        }
    }
}
