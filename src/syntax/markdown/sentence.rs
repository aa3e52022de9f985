//! The sentence around a mention, for the lists of who is mentioned where.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::Run;

/// About how many characters of a sentence are shown.
const LONGEST: usize = 280;

/// What a stop after does not end a sentence, in any case …
const ABBREVIATIONS: &str = "vs etc nos vol p pp para paras ed eds cf al ca approx e.g i.e a.m p.m u.s u.k u.n e.u d.c";

/// … and only with a capital, since they are words without one.
const CAPITALISED: &str = "Mr Mrs Ms Mx Dr Prof St Gen Col Lt Maj Capt Sgt Cmdr Adm Sen Rep Gov Pres Hon Rev Jr Sr No Art Fig Dept Univ Inc \
    Ltd Co Corp Bros Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun";

/// After these words' capitals a stop such as that of "U.S." ends a sentence after all.
const STARTERS: &str = "The A An In On At He She It They We I But And That This These Those Its His Her Their There When While After \
    Before However Both";

/// The plain text of the sentence that holds `range`, and the range in it.
pub(super) fn around(run: &Run, range: Range<usize>, title: impl Fn(usize) -> Option<String>) -> (String, Range<usize>) {
    let text = run.text.as_str();
    let clamp = |at: usize| crate::base::text::floor_boundary(text, at);
    let (start, end) = (clamp(range.start), clamp(range.end));
    let range = start..end.max(start);
    let sentence = extent(text, &range);
    let part = shorten(text, &sentence, &range);

    let mut out = String::new();
    if part.start > sentence.start {
        out.push('…');
    }
    let mut write = |range: Range<usize>| -> Range<usize> {
        let start = out.len();
        titled_into(run, range, &title, &mut out);
        start..out.len()
    };
    write(part.start..range.start);
    let place = write(range.clone());
    write(range.end..part.end);
    if part.end < sentence.end {
        out.push('…');
    }
    (out, place)
}

/// Writes a part of a run as it is read, with the title of each reference whose own words are not shown.
pub(super) fn titled_into(run: &Run, range: Range<usize>, title: impl Fn(usize) -> Option<String>, out: &mut String) {
    let mut at = range.start;
    for zone in run.zones.iter().filter(|zone| range.start <= zone.range.start && zone.range.end <= range.end) {
        let Some(words) = zone.replaced_by.and_then(&title).filter(|_| at <= zone.range.start) else { continue };
        run.typeset_into(at..zone.range.start, &mut |piece| out.push_str(piece));
        out.push_str(&words);
        at = zone.range.end;
    }
    run.typeset_into(at..range.end, &mut |piece| out.push_str(piece));
}

/// Where the sentence that holds `range` begins and ends, as far as it is looked at.
pub(super) fn extent(text: &str, range: &Range<usize>) -> Range<usize> {
    let window = window(text, range);
    let within = bounds(&text[window.clone()], &(range.start - window.start..range.end - window.start));
    window.start + within.start..window.start + within.end
}

/// As much of the text as can matter, so that a block of a thousand mentions is not read a thousand times.
fn window(text: &str, range: &Range<usize>) -> Range<usize> {
    // bytes: more than are shown, even of the longest characters
    const REACH: usize = LONGEST * 4 + 80;
    let start = crate::base::text::floor_boundary(text, range.start.saturating_sub(REACH));
    let end = crate::base::text::floor_boundary(text, range.end.saturating_add(REACH));
    start..end.max(range.end)
}

fn bounds(text: &str, range: &Range<usize>) -> Range<usize> {
    let mut start = 0;
    for (at, piece) in text.split_sentence_bound_indices() {
        let end = at + piece.len();
        if end < range.end.max(range.start + 1) && end < text.len() {
            if end <= range.start && ends(&text[start..end], &text[end..]) {
                start = end;
            }
            continue;
        }
        if end < text.len() && !ends(&text[start..end], &text[end..]) {
            continue;
        }
        return trim(text, start..end);
    }
    trim(text, start..text.len())
}

/// Whether a sentence ends between these two, where Unicode's rules think so.
fn ends(before: &str, after: &str) -> bool {
    let before = before.trim_end();
    let Some(stem) = before.strip_suffix('.') else { return true };
    let word = stem.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"')).next().unwrap_or_default();
    let listed = |list: &str, word: &str| !word.is_empty() && list.split_whitespace().any(|known| known == word);
    let initials =
        !word.is_empty() && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase));
    if !initials && !listed(ABBREVIATIONS, &word.to_lowercase()) && !listed(CAPITALISED, word) {
        return true;
    }
    let next = after.split_whitespace().next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    // "J. The" is no name, "in the U.S. The" are two sentences; "Mr. A" is a name
    (initials || word.contains('.')) && listed(STARTERS, next)
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..(range.start + part.trim_end().len()).max(start)
}

/// A part of a long sentence, cut between words, with the range well within it.
fn shorten(text: &str, sentence: &Range<usize>, range: &Range<usize>) -> Range<usize> {
    let chars = |range: Range<usize>| text[range].chars().count();
    let sentence = sentence.start.min(range.start)..sentence.end.max(range.end);
    if chars(sentence.clone()) <= LONGEST {
        return sentence;
    }
    let name = chars(range.clone());
    let room = LONGEST.saturating_sub(name + 2);
    let (left, right) = (chars(sentence.start..range.start), chars(range.end..sentence.end));
    // what one side does not need, the other may have
    let to_left = left.min((room / 2).max(room.saturating_sub(right)));
    let to_right = right.min(room - to_left.min(room));
    let start = if to_left == left { sentence.start } else { back(text, range.start, to_left) };
    let end = if to_right == right { sentence.end } else { forth(text, range.end, to_right) };
    start.max(sentence.start)..end.min(sentence.end)
}

/// The beginning of the first word within `count` characters before `at`.
fn back(text: &str, at: usize, count: usize) -> usize {
    let start = text[..at].char_indices().rev().take(count).last().map_or(at, |(start, _)| start);
    text[start..at].find(char::is_whitespace).map_or(start, |space| start + space + 1)
}

/// The end of the last word within `count` characters after `at`.
fn forth(text: &str, at: usize, count: usize) -> usize {
    let end = text[at..].char_indices().nth(count).map_or(text.len(), |(length, _)| at + length);
    text[at..end].rfind(char::is_whitespace).map_or(end, |space| at + space)
}
