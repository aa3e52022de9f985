//! Whether a match stands between words rather than inside one.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// After an apostrophe these end an English word that is a name without them.
const SUFFIXES: [&str; 7] = ["s", "S", "ll", "d", "re", "ve", "m"];

/// Before an apostrophe these are words of their own in French, Italian or Catalan.
#[rustfmt::skip]
const ELISIONS: [&str; 30] = [
    "l", "L", "d", "j", "m", "n", "s", "t", "c", "qu", "Qu", "jusqu", "lorsqu", "Lorsqu", "puisqu", "Puisqu", "quoiqu",
    "dell", "all", "dall", "nell", "Nell", "sull", "Sull", "un", "Un", "quell", "quest", "tutt", "anch",
];

/// Turkish attaches these to a name, behind an apostrophe. Single vowels are left out: Sana'a is no case of Sana.
#[rustfmt::skip]
const TURKISH: &[&str] = &[
    "da", "de", "ta", "te", "dan", "den", "tan", "ten", "ya", "ye", "yı", "yi", "yu", "yü", "la", "le", "yla", "yle",
    "nın", "nin", "nun", "nün", "ın", "in", "un", "ün", "na", "ne", "nda", "nde", "ndan", "nden",
];

/// Korean attaches these to a name.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게",
    "와", "과", "도", "만", "로", "으로", "부터", "까지", "나", "이나",
    "라고", "이라고", "께서", "한테", "처럼", "보다", "에는", "에서는", "에서도", "에도",
    "와의", "과의", "로부터", "으로부터", "에게서", "측", "에게는", "에게도", "에서의", "으로서",
    "로서", "로써", "으로는", "로는", "까지도", "까지는", "까지의", "부터의", "만이", "만을",
    "만의", "께", "께서는", "하고", "랑", "이랑", "라는", "이라는", "라며", "이라며",
    "이며", "이란", "이다", "마저", "조차", "뿐", "과도", "와도", "과는", "와는",
];

/// Whether no word reaches over either end of the range.
pub fn at_both_ends(text: &str, range: &Range<usize>) -> bool {
    let (before, name, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    let (Some(first), Some(last)) = (name.chars().next(), name.chars().next_back()) else { return false };
    starts(before, first) && ends(after, last)
}

fn starts(before: &str, first: char) -> bool {
    let mut back = before.chars().rev();
    let Some(neighbour) = back.next() else { return true };
    if is_apostrophe(neighbour) && back.next().is_some_and(is_word) && is_word(first) {
        let word = before[..before.len() - neighbour.len_utf8()].rsplit(|c| !is_word(c)).next().unwrap_or_default();
        return ELISIONS.contains(&word);
    }
    if neighbour == '.' && is_word(first) {
        // within a domain or file name
        return !before[..before.len() - 1].chars().next_back().is_some_and(|c| is_word(c) && !unbroken(first));
    }
    !(is_word(neighbour) && is_word(first)) || unbroken(first) || unbroken(neighbour)
}

fn ends(after: &str, last: char) -> bool {
    let mut forth = after.chars();
    let Some(neighbour) = forth.next() else { return true };
    if is_apostrophe(neighbour) && is_word(last) {
        let rest = &after[neighbour.len_utf8()..];
        let word = &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())];
        return word.is_empty() || SUFFIXES.contains(&word) || TURKISH.contains(&word) || word.starts_with(unbroken);
    }
    // US$5 is money
    if matches!(neighbour, '$' | '€' | '£' | '¥') && is_word(last) {
        return false;
    }
    if neighbour == '.' && is_word(last) {
        return !forth.next().is_some_and(|c| is_word(c) && !unbroken(c));
    }
    if last == '.' {
        return !is_word(neighbour) || unbroken(neighbour);
    }
    if hangul(neighbour) && is_word(last) && !unbroken(last) {
        let word: String = after[..after.find(|c| !is_word(c)).unwrap_or(after.len())].nfc().collect();
        return PARTICLES.contains(&word.as_str());
    }
    // a mark belongs to the letter before it, whatever the script
    !is_combining_mark(neighbour) && (!(is_word(neighbour) && is_word(last)) || unbroken(last) || unbroken(neighbour))
}

/// Whether no name begins or ends between this letter and another such, whatever the script and whatever stands around them.
pub(super) fn is_joined(c: char) -> bool {
    is_word(c) && !unbroken(c) && !hangul(c)
}

fn is_word(c: char) -> bool {
    (c.is_alphanumeric() || c == '_' || is_combining_mark(c)) && !is_apostrophe(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Korean letters, composed or not.
fn hangul(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x11ff | 0xac00..=0xd7a3)
}

/// Letters of scripts that are written without spaces between words.
fn unbroken(c: char) -> bool {
    matches!(u32::from(c),
        0x0e00..=0x0eff // Thai, Lao
        | 0x0f00..=0x0fff // Tibetan
        | 0x1000..=0x109f // Burmese
        | 0x1780..=0x17ff // Khmer
        | 0x3005..=0x3007 | 0x3040..=0x30ff | 0x31f0..=0x31ff // Japanese
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff) // Chinese
}
