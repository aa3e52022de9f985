//! The sentence around a mention, for the lists of who is mentioned where.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use unicode_segmentation::UnicodeSegmentation;

use super::Run;

/// About how many characters of a sentence are shown.
const LONGEST: usize = 280;

/// What a stop after does not end a sentence, in any case …
static ABBREVIATIONS: Words =
    LazyLock::new(|| words("vs etc nos vol p pp para paras ed eds cf al ca approx e.g i.e a.m p.m u.s u.k u.n e.u d.c"));

/// … and only with a capital, since they are words without one.
static CAPITALISED: Words = LazyLock::new(|| {
    words(
        "Mr Mrs Ms Mx Dr Prof St Gen Col Lt Maj Capt Sgt Cmdr Adm Sen Rep Gov Pres Hon Rev Jr Sr No Art Fig Dept Univ Inc \
         Ltd Co Corp Bros Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun",
    )
});

/// After these words' capitals a stop such as that of "U.S." ends a sentence after all.
static STARTERS: Words = LazyLock::new(|| {
    words(
        "The A An In On At He She It They We I But And That This These Those Its His Her Their There When While After Before \
         However Both",
    )
});

type Words = LazyLock<FxHashSet<&'static str>>;

fn words(list: &'static str) -> FxHashSet<&'static str> {
    list.split_whitespace().collect()
}

/// No abbreviation has more bytes.
const ABBREVIATION: usize = 8;

/// The sentences of a text. Each of its blocks is divided once, when it is first asked about: names, citations and phrases are asked about by
/// the dozen.
pub struct Sentences<'p> {
    runs: Vec<(&'p Run, OnceCell<Vec<usize>>)>,
}

impl<'p> Sentences<'p> {
    pub(super) fn of(runs: &'p [Run]) -> Sentences<'p> {
        Sentences { runs: runs.iter().map(|run| (run, OnceCell::new())).collect() }
    }

    /// Bytes of the text of a run: the sentence that holds `range`; of a very long one the part around it.
    pub fn extent(&self, run: usize, range: &Range<usize>) -> Range<usize> {
        let Some((run, ends)) = self.runs.get(run) else { return 0..0 };
        let ends = ends.get_or_init(|| ends_in(&run.text));
        let start = ends.partition_point(|end| *end <= range.start).checked_sub(1).map_or(0, |last| ends[last]);
        let first = ends.partition_point(|end| *end < range.end.max(range.start + 1));
        let end = ends.get(first).copied().unwrap_or(run.text.len());
        let window = window(&run.text, range);
        trim(&run.text, start.max(window.start)..end.min(window.end))
    }

    /// The sentence that holds `range` of a run, as plain text without marks, and where the range is in it.
    pub fn around(&self, run: usize, range: Range<usize>) -> (String, Range<usize>) {
        self.around_with(run, range, |_| None)
    }

    /// As [`Sentences::around`]; `title` gives the words of a reference whose own are not shown, by its index.
    pub fn around_with(
        &self,
        run: usize,
        range: Range<usize>,
        title: impl Fn(usize) -> Option<String>,
    ) -> (String, Range<usize>) {
        let Some((shown, _)) = self.runs.get(run) else { return Default::default() };
        let text = shown.text.as_str();
        let clamp = |at: usize| crate::base::text::floor_boundary(text, at);
        let (start, end) = (clamp(range.start), clamp(range.end));
        let range = start..end.max(start);
        let sentence = self.extent(run, &range);
        let part = shorten(text, &sentence, &range);

        let mut out = String::new();
        if part.start > sentence.start {
            out.push('…');
        }
        let mut write = |range: Range<usize>| -> Range<usize> {
            let start = out.len();
            titled_into(shown, range, &title, &mut out);
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

/// As much of the text as can matter, so that a sentence of a thousand mentions is not measured a thousand times.
fn window(text: &str, range: &Range<usize>) -> Range<usize> {
    // bytes: more than are shown, even of the longest characters
    const REACH: usize = LONGEST * 4 + 80;
    let start = crate::base::text::floor_boundary(text, range.start.saturating_sub(REACH));
    let end = crate::base::text::floor_boundary(text, range.end.saturating_add(REACH));
    start..end.max(range.end)
}

/// Where sentences end before the end of a text, in order.
fn ends_in(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for end in bounds(text) {
        if end < text.len() && ends(&text[start..end], &text[end..]) {
            found.push(end);
            start = end;
        }
    }
    found
}

/// Where Unicode's rules end sentences: [UAX 29](https://www.unicode.org/reports/tr29/#Sentence_Boundaries). They look at each letter several
/// times; what plainly is one sentence, in letters that hold no surprise, is not given to them.
fn bounds(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    let mut add = |piece: Range<usize>, is_plain: bool| match is_plain {
        true => found.push(piece.end),
        false => {
            let pieces = text[piece.clone()].split_sentence_bound_indices();
            found.extend(pieces.map(|(at, part)| piece.start + at + part.len()));
        }
    };
    let mut is_plain = true;
    for at in memchr::memchr3_iter(b'.', b'!', b'?', bytes) {
        // A stop, a space, a capital: rules 8 to 8a let nothing but an end be there, and none looks back beyond it.
        let is_end = bytes.get(at + 1) == Some(&b' ') && bytes.get(at + 2).is_some_and(u8::is_ascii_uppercase);
        if is_end {
            let end = at + 2;
            add(start..end, is_plain && is_prosaic(&bytes[start..end]));
            (start, is_plain) = (end, true);
        } else if at + 1 < bytes.len() {
            is_plain = false;
        }
    }
    if start < bytes.len() {
        add(start..bytes.len(), is_plain && is_prosaic(&bytes[start..]));
    }
    found
}

/// Whether there are no letters but ASCII, which has no stops but three, and no line ends.
fn is_prosaic(bytes: &[u8]) -> bool {
    bytes.is_ascii() && memchr::memchr2(b'\n', b'\r', bytes).is_none()
}

/// Whether a sentence ends between these two, where Unicode's rules think so.
fn ends(before: &str, after: &str) -> bool {
    let before = before.trim_end();
    let Some(stem) = before.strip_suffix('.') else { return true };
    let word = stem.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"')).next().unwrap_or_default();
    let initials =
        !word.is_empty() && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase));
    let is_abbreviation =
        word.len() <= ABBREVIATION && (CAPITALISED.contains(word) || ABBREVIATIONS.contains(word.to_lowercase().as_str()));
    if !initials && !is_abbreviation {
        return true;
    }
    let next = after.split_whitespace().next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    // "J. The" is no name, "in the U.S. The" are two sentences; "Mr. A" is a name
    (initials || word.contains('.')) && STARTERS.contains(next)
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
    // Some spaces have three bytes: of CJK, and the thin ones of typographers.
    let space = text[start..at].char_indices().find(|(_, c)| c.is_whitespace());
    space.map_or(start, |(space, c)| start + space + c.len_utf8())
}

/// The end of the last word within `count` characters after `at`.
fn forth(text: &str, at: usize, count: usize) -> usize {
    let end = text[at..].char_indices().nth(count).map_or(text.len(), |(length, _)| at + length);
    text[at..end].rfind(char::is_whitespace).map_or(end, |space| at + space)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_long_sentence_is_cut_at_any_space() {
        for space in [" ", "\u{a0}", "\u{2009}", "\u{3000}"] {
            let text = format!("{}Anna Weber said so{0}", format!("word{space}").repeat(80));
            let at = text.find("Anna").unwrap();
            let shown = shorten(&text, &(0..text.len()), &(at..at + 10));
            assert!(text[shown.clone()].starts_with("word") && text[shown].ends_with("word"), "{space:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4096) })]

        /// What is spared to Unicode's rules is what they would have said.
        #[test]
        fn sentences_end_where_unicode_says(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    ".", ".", ". ", ". ", ".  ", "!", "? ", "A", "The ", "a", "word ", "5", ",", ") ", "\"", "’ ", "\u{301}", "é",
                    "Ы", "。", "…", "\n", "\r\n", "\u{2028}", "\u{b}", "\u{200d}", "e.g. ", "U.S. ", "-", ";",
                ]),
                0..24,
            )
        ) {
            let text = pieces.concat();
            let plain: Vec<usize> = text.split_sentence_bound_indices().map(|(at, piece)| at + piece.len()).collect();
            prop_assert_eq!(bounds(&text), plain, "{:?}", text);
        }
    }
}
