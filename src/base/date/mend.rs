//! What somebody probably meant who wrote a date in another way.
//!
//! Every guess is a [`Date`], so what is offered is always legal. Where two readings are equally good (`01/02/2022`) there
//! is none: a wrong date that looks right is worse than a question.

use super::point::Day;
use super::spelling::single_value;
use super::value::{Term, Value};
use super::wording::MONTHS;
use super::{Date, Shape, grammar};

/// Longer texts are not dates; this bounds the work.
const LONGEST: usize = 120;

/// The date that was probably meant.
pub(super) fn guess(text: &str) -> Option<Date> {
    if text.len() > LONGEST {
        return None;
    }
    let plain = tidy(text);
    if text.contains(is_dash)
        && let Some(years) = two_years(&plain)
    {
        return years;
    }
    whole(&plain)
}

/// `2022–23` with a dash is two years, not the autumn that it would be with a hyphen; `2009–10` may be an October.
/// `None` if the text is nothing of the kind, `Some(None)` if it can't be told.
fn two_years(plain: &str) -> Option<Option<Date>> {
    let (first, second) = plain.split_once('-')?;
    let is_number = |text: &str, digits: usize| text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(first, 4) || !is_number(second, 2) {
        return None;
    }
    let (first, second): (i16, i16) = (first.parse().ok()?, second.parse().ok()?);
    let may_be_month = (1..=12).contains(&second);
    if second <= first % 100 {
        return if may_be_month { None } else { Some(None) };
    }
    if may_be_month {
        return Some(None);
    }
    let year = |year| Term { value: Value::Year(year), approximate: false, uncertain: false };
    Some(Some(Date::lasted(year(first), year(first / 100 * 100 + second))))
}

/// Lower case, plain hyphens, single spaces, Latin letters for the Cyrillic ones that look alike in the grammar.
fn tidy(text: &str) -> String {
    let plain: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            c if is_dash(c) => '-',
            'х' => 'x',
            'т' => 't',
            '“' | '”' | '„' | '«' | '»' | '"' | '\'' | '`' => ' ',
            other => other,
        })
        .collect();
    let plain = plain.replace('…', "..");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A dash or minus that is not the hyphen of dates.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

pub(super) fn strict(text: &str) -> Option<Date> {
    grammar::parse(&text.to_uppercase()).ok()
}

/// The date without its spaces. Those around a hyphen say something: `2022 - 23` is two years, `2022-23` is an autumn.
pub(super) fn unspaced(text: &str) -> Option<Date> {
    let around_hyphen = text.contains("- ") || text.contains(" -");
    if around_hyphen { None } else { strict(&text.replace(' ', "")) }
}

fn whole(text: &str) -> Option<Date> {
    let text = text.trim_end_matches([',', ';']).trim();
    strict(text)
        .or_else(|| unspaced(text))
        .or_else(|| strict(&text.replace("??", "xx")))
        .or_else(|| quarter(text))
        .or_else(|| in_brackets(text))
        .or_else(|| single(text).map(Date::one))
        .or_else(|| range(text))
}

/// `[a..b]` and `[a, b]` of dates in other spellings, also with the closing bracket lost.
fn in_brackets(text: &str) -> Option<Date> {
    let inner = text.strip_prefix('[')?;
    let inner = inner.strip_suffix(']').unwrap_or(inner).trim();
    if let Some((a, b)) = inner.split_once("..") {
        return ordered(single(a)?, single(b)?).map(|(a, b)| Date::between(a, b));
    }
    Date::one_among(inner.split(',').map(single).collect::<Option<Vec<_>>>()?)
}

fn range(text: &str) -> Option<Date> {
    let open = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word)).and_then(single);
    if let Some(start) = open(&["since ", "from "]) {
        return Some(Date(Shape::Since(start)));
    }
    if let Some(end) = open(&["until ", "till ", "up to "]) {
        return Some(Date(Shape::Until(end)));
    }
    for (mark, start_first) in [("/open", true), ("/", true), ("/", false)] {
        let side = if start_first { text.strip_suffix(mark) } else { text.strip_prefix(mark) };
        if let Some(term) = side.and_then(single) {
            return Some(Date(if start_first { Shape::Since(term) } else { Shape::Until(term) }));
        }
    }
    if let Some((a, b)) = text.strip_prefix("between ").and_then(|rest| rest.split_once(" and ")) {
        return pair(a, b).map(|(a, b)| Date::between(a, b));
    }
    if let Some((a, b)) = text.split_once(" or ") {
        return pair(a, b).and_then(|(a, b)| Date::one_among(vec![a, b]));
    }
    let text = text.strip_prefix("from ").unwrap_or(text);
    for joint in [" to ", " until ", " till ", " - ", "/"] {
        if let Some((a, b)) = text.split_once(joint)
            && let Some((a, b)) = pair(a, b)
        {
            return Some(Date::lasted(a, b));
        }
    }
    text.match_indices('-').find_map(|(at, _)| pair(&text[..at], &text[at + 1..])).map(|(a, b)| Date::lasted(a, b))
}

/// Two dates, either of which may lean on the other for what it leaves out.
fn pair(a: &str, b: &str) -> Option<(Term, Term)> {
    let (a, b) = (a.trim(), b.trim());
    let year_first = a.starts_with(|c: char| c.is_ascii_digit()) && strict(a).is_some();
    match (single(a), single(b)) {
        // A second part of two digits is a shortened one: `2022-01-10/13`, `2024/25`.
        (Some(first), _) if year_first && b.len() == 2 => shortened(first, b),
        (Some(first), Some(second)) => ordered(first, second),
        // "10 to 13 January 2022", "30 January to 2 February 2022", "January to March 2022"
        (None, Some(second)) if b.contains(char::is_alphabetic) => {
            let day = second.value.start().day();
            let (year, month) = (day.year(), MONTHS[usize::from(day.month()) - 1].to_lowercase());
            let first = match second.value {
                Value::Day(_) if a.bytes().all(|b| b.is_ascii_digit()) => single(&format!("{a} {month} {year}")),
                _ => single(&format!("{a} {year}")),
            };
            ordered(first?, second)
        }
        // "January 10 to 13, 2022"
        (None, None) => {
            let (month, _) = a.split_once(' ')?;
            let second = single(&format!("{month} {b}"))?;
            ordered(single(&format!("{a} {}", second.value.start().day().year()))?, second)
        }
        _ => None,
    }
}

fn shortened(first: Term, rest: &str) -> Option<(Term, Term)> {
    let number: u8 = rest.parse().ok()?;
    let value = match first.value {
        Value::Day(day) => Value::Day(Day::new(day.year(), day.month(), number)?),
        Value::Year(year) if number > 12 => Value::Year(year / 100 * 100 + i16::from(number)),
        _ => return None,
    };
    ordered(first, Term { value, ..first })
}

fn ordered(a: Term, b: Term) -> Option<(Term, Term)> {
    (!b.value.end().ends_before(a.value.start())).then_some((a, b))
}

/// "Q1 2022" and `2022-Q1`: three months.
fn quarter(text: &str) -> Option<Date> {
    let (first, second) = text.split_once([' ', '-'])?;
    let (year, number) = match second.strip_prefix('q') {
        Some(number) => (first, number),
        None => (second, first.strip_prefix('q')?),
    };
    let last = 3 * number.parse::<u8>().ok().filter(|number| (1..=4).contains(number))?;
    strict(&format!("{year}-{:02}/{year}-{last:02}", last - 2))
}

/// One date with the words or marks that may stand around it.
fn single(text: &str) -> Option<Term> {
    let text = text.trim();
    for word in ["about ", "around ", "circa ", "ca. ", "ca ", "c. ", "approximately ", "approx. ", "roughly ", "~"] {
        if let Some(term) = text.strip_prefix(word).and_then(single_value) {
            return Some(Term { approximate: true, uncertain: false, value: term });
        }
    }
    for (mark, approximate, uncertain) in
        [("~", true, false), ("?", false, true), ("%", true, true), ("(uncertain)", false, true)]
    {
        if let Some(value) = text.strip_suffix(mark).and_then(single_value) {
            return Some(Term { value, approximate, uncertain });
        }
    }
    Some(Term { value: single_value(text)?, approximate: false, uncertain: false })
}
