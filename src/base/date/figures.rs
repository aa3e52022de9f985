//! Figures that are none of those from 0 to 9: another script's, or letters that look like them.

use std::ops::Range;

use super::mend::guess;
use super::{Date, DateError, DateErrorKind, grammar};

/// The zeros of scripts whose figures stand in a row: Arabic, Persian, Devanagari, Bengali, Thai, full-width.
const ZEROS: [char; 6] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}'];

/// What is wrong with a date that is one but for its figures.
pub(super) fn explain(text: &str) -> Option<DateError> {
    let plain = in_our_figures(text);
    let read = |text: &str| grammar::parse(text).ok().or_else(|| guess(text)).map(|date: Date| date.edtf());
    let error = |range, message, meant| Some(DateError { kind: DateErrorKind::Invalid, range, message, meant });
    if plain != text {
        let first = text.find(|c| figure(c).is_some())?;
        let length = text[first..].find(|c| figure(c).is_none()).unwrap_or(text.len() - first);
        let meant = read(&without_letters(&plain).map_or(plain, |(text, ..)| text));
        return error(first..first + length, "a date is written in the figures 0 to 9".to_owned(), Some(meant?));
    }
    let (text, range, letter) = without_letters(text)?;
    let shown = if is_zero(letter) { '0' } else { '1' };
    error(range, format!("`{letter}` is not the figure `{shown}`, though it looks like it"), Some(read(&text)?))
}

/// The text in the figures 0 to 9: the same date.
pub(super) fn in_our_figures(text: &str) -> String {
    text.chars().map(|c| figure(c).unwrap_or(c)).collect()
}

/// Whether letters stand where figures should: which figure was meant, only the source knows.
pub(super) fn has_letters(text: &str) -> bool {
    without_letters(text).is_some()
}

fn figure(c: char) -> Option<char> {
    let zero = ZEROS.into_iter().find(|zero| (*zero..=char::from_u32(*zero as u32 + 9).unwrap_or(*zero)).contains(&c))?;
    char::from_digit(c as u32 - zero as u32, 10)
}

fn is_zero(c: char) -> bool {
    matches!(c, 'O' | 'o' | 'О' | 'о')
}

fn is_one(c: char) -> bool {
    matches!(c, 'l' | 'I' | '|' | 'І')
}

/// The text with figures for letters that stand in a number, and the first such letter with its place.
fn without_letters(text: &str) -> Option<(String, Range<usize>, char)> {
    let mut plain = text.to_owned();
    let mut first = None;
    let mut at = 0;
    for number in text.split_inclusive(|c: char| !(c.is_alphanumeric() || c == '|')) {
        let bare = number.trim_end_matches(|c: char| !(c.is_alphanumeric() || c == '|'));
        let is_number =
            bare.contains(|c: char| c.is_ascii_digit()) && bare.chars().all(|c| c.is_ascii_digit() || is_zero(c) || is_one(c));
        if let Some((offset, letter)) = bare.char_indices().find(|(_, c)| is_number && !c.is_ascii_digit()) {
            first.get_or_insert((at + offset..at + offset + letter.len_utf8(), letter));
            let figures: String = bare
                .chars()
                .map(|c| {
                    if is_zero(c) {
                        '0'
                    } else if is_one(c) {
                        '1'
                    } else {
                        c
                    }
                })
                .collect();
            let start = plain.len() - (text.len() - at);
            plain.replace_range(start..start + bare.len(), &figures);
        }
        at += number.len();
    }
    first.map(|(range, letter)| (plain, range, letter))
}
