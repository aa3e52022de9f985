//! The words in which a date is refused.

use std::ops::Range;

use super::error::quoted;
use super::figures;
use super::grammar;
use super::mend::{guess, is_dash, unspaced};
use super::part::Fault;
use super::spelling::{is_weekday, month_number};
use super::{Date, DateError};

/// Turns a fault of the grammar into what an editor reads.
pub(super) fn explain(text: &str, fault: Fault) -> DateError {
    if let Some(error) = figures::explain(text) {
        return error;
    }
    let meant = corrected(text, &fault).or_else(|| guess(text)).map(|date| date.edtf());
    if fault.certain {
        return DateError { kind: fault.kind, range: fault.range, message: fault.message, meant };
    }
    let at = trimmed(text);
    let (range, message) = habit(text, at.clone(), meant.as_deref()).unwrap_or_else(|| {
        let message = match &meant {
            _ if !fault.message.is_empty() => fault.message.clone(),
            Some(_) => "this is not how a date is written here".to_string(),
            None => format!("{} is not a date", quoted(&text[fault.range.clone()])),
        };
        // Where something is missing, nothing can be underlined but what lacks it.
        (if fault.range.is_empty() { at } else { fault.range.clone() }, message)
    });
    DateError { kind: fault.kind, range, message, meant }
}

/// The text with the fault's own correction, if that makes it a date.
fn corrected(text: &str, fault: &Fault) -> Option<Date> {
    let (range, meant) = fault.meant.as_ref()?;
    let (before, after) = (text.get(..range.start)?, text.get(range.end..)?);
    grammar::parse(&format!("{before}{meant}{after}")).ok()
}

fn trimmed(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

/// A habit of writing dates that has an explanation of its own, with the characters that show it.
fn habit(text: &str, at: Range<usize>, meant: Option<&str>) -> Option<(Range<usize>, String)> {
    let written = &text[at.clone()];
    let lower = written.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !(c.is_alphanumeric() || c == '.')).filter(|word| !word.is_empty()).collect();
    let whole = |message: String| Some((at.clone(), message));
    let shown = quoted(written);

    if matches!(lower.as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n") {
        return whole(format!("{shown} is yes or no, not a date"));
    }
    if matches!(lower.as_str(), "unknown" | "n/a" | "none" | "null" | "tbd" | "tba" | "tbc" | "?" | "-" | "undated" | "n.d.") {
        return whole("a date that is not known is left out".into());
    }
    let has_year = lower.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() >= 4)
        || words.iter().any(|word| matches!(*word, "bc" | "bce"));
    if !has_year && words.iter().any(|word| is_relative(word)) {
        return whole(format!("{shown} depends on the day it was written; a date can't be relative"));
    }
    if !has_year && words.iter().any(|word| month_number(word).is_some()) {
        return whole(format!("{shown} lacks its year"));
    }
    if !has_year && written.contains(':') && written.bytes().all(|b| b.is_ascii_digit() || b == b':') {
        return whole("a time needs its day, as in `2022-01-19T14:30`".into());
    }
    if let Some(part) =
        words.iter().find(|word| matches!(**word, "early" | "mid" | "late" | "beginning" | "middle" | "end" | "half"))
    {
        return whole(format!("`{part}` has no form of its own; `said` keeps the words of the source"));
    }
    if words.iter().any(|word| matches!(*word, "q1" | "q2" | "q3" | "q4")) {
        return whole("a quarter is written as an interval of months".into());
    }
    if written.contains("??") {
        return whole("an unknown month or day is written `XX`".into());
    }
    if let Some((dash, c)) = written.char_indices().find(|(_, c)| is_dash(*c)) {
        let message = match meant {
            Some(meant) if meant.contains('/') => format!("between start and end stands `/`, not `{c}`"),
            _ => format!("`{c}` is a dash; a date has hyphens, `-`"),
        };
        return Some((at.start + dash..at.start + dash + c.len_utf8(), message));
    }
    if words
        .iter()
        .any(|word| month_number(word).is_some() || matches!(*word, "spring" | "summer" | "autumn" | "fall" | "winter"))
    {
        return whole("a date is written in figures, year first".into());
    }
    if let Some(space) = written.find(' ').filter(|_| unspaced(written).is_some()) {
        return Some((at.start + space..at.start + space + 1, "a date has no spaces in it".into()));
    }
    figures_in_another_order(written, &at, meant).or_else(|| stray_character(written, at.start, meant))
}

fn is_relative(word: &str) -> bool {
    const WORDS: [&str; 14] = [
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "now",
        "ago",
        "last",
        "next",
        "this",
        "recently",
        "soon",
        "earlier",
        "later",
        "currently",
    ];
    WORDS.contains(&word) || is_weekday(word)
}

fn figures_in_another_order(written: &str, at: &Range<usize>, meant: Option<&str>) -> Option<(Range<usize>, String)> {
    let whole = |message: &str| Some((at.clone(), message.to_string()));
    let is_figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = written.strip_prefix('-').unwrap_or(written);
    if is_figures(unsigned) {
        return match unsigned.len() {
            8 if meant.is_some() => whole("year, month and day are joined by hyphens"),
            6 if meant.is_some() => whole("year and month are joined by a hyphen"),
            1..=3 => whole("a year has four digits"),
            _ => whole("a year has four digits, and years go from -9999 to 9999"),
        };
    }
    let pieces: Vec<&str> = written.split(['.', '/', '-']).collect();
    if !pieces.iter().all(|piece| is_figures(piece)) {
        return None;
    }
    let lengths: Vec<usize> = pieces.iter().map(|piece| piece.len()).collect();
    match lengths[..] {
        [4, 1..=2, 1..=2] if written.contains(['.', '/']) => whole("year, month and day are joined by hyphens"),
        [1..=2, 1..=2, 4] => {
            let readings = (both_readings(&pieces), meant);
            match readings {
                (Some((one, other)), None) => whole(&format!("this may be `{one}` or `{other}`; a date is written year first")),
                _ => whole("a date is written year first, with hyphens"),
            }
        }
        [1..=2, 1..=2, 2] => match &readings_of_a_short_year(&pieces)[..] {
            [] => whole("a year has four digits and comes first"),
            [first @ .., last] if !first.is_empty() => {
                whole(&format!("this may be {} or {last}; a year has four digits and comes first", first.join(", ")))
            }
            readings => whole(&format!("this may be {}; a year has four digits and comes first", readings.join(""))),
        },
        [5..=9, ..] => whole("a year has four digits, and years go from -9999 to 9999"),
        [1..=2, 4] => whole("a date is written year first, with hyphens"),
        [4, 1..=2] if written.contains(['.', '/']) && meant.is_some_and(|meant| !meant.contains('/')) => {
            whole("year and month are joined by a hyphen")
        }
        [4, 2] if written.contains('/') => whole("both sides of an interval are written in full"),
        _ => None,
    }
}

/// `01/02/2022` as day-month and as month-day, where both are days.
fn both_readings(pieces: &[&str]) -> Option<(String, String)> {
    let [a, b, year] = pieces else { return None };
    let read = |month: &str, day: &str| Date::parse(&format!("{year}-{month:0>2}-{day:0>2}")).ok().map(|date| date.edtf());
    Some((read(b, a)?, read(a, b)?))
}

/// `22-01-19` as year-month-day, day-month-year and month-day-year, where the calendar has that day. The year is taken for one of the last
/// hundred or the next few.
fn readings_of_a_short_year(pieces: &[&str]) -> Vec<String> {
    let [a, b, c] = pieces else { return Vec::new() };
    let mut readings = Vec::new();
    for (year, month, day) in [(a, b, c), (c, b, a), (c, a, b)] {
        let century = if year.starts_with(['0', '1', '2', '3']) { "20" } else { "19" };
        if year.len() == 2
            && let Ok(date) = Date::parse(&format!("{century}{year}-{month:0>2}-{day:0>2}"))
        {
            readings.push(format!("`{}`", date.edtf()));
        }
    }
    readings.dedup();
    readings
}

/// A single character that keeps an otherwise good date from being one.
fn stray_character(written: &str, start: usize, meant: Option<&str>) -> Option<(Range<usize>, String)> {
    let meant = meant?;
    let place = |at: usize, len: usize, message: String| Some((start + at..start + at + len, message));
    for (at, c) in written.char_indices() {
        let before_is_figure = written[..at].ends_with(|c: char| c.is_ascii_digit());
        let wanted = match c {
            't' | 'т' | 'Т' if before_is_figure => 'T',
            'z' => 'Z',
            'x' | 'х' | 'Х' => 'X',
            'w' => 'W',
            _ => continue,
        };
        if meant.contains(wanted) {
            return place(at, c.len_utf8(), format!("`{c}` is written `{wanted}`"));
        }
    }
    let space = written.find(' ').filter(|at| meant.contains('T') && written[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
    match space {
        Some(at) if written[..at].ends_with(|c: char| c.is_ascii_digit()) => {
            place(at, 1, "between day and time stands `T`, not a space".into())
        }
        _ => None,
    }
}
