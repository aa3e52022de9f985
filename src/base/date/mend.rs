//! What somebody probably meant who wrote a date in another way.
//!
//! Every guess is a [`Date`], so what is offered is always legal. Where two readings are equally good (`01/02/2022`) there
//! is none: a wrong date that looks right is worse than a question.

use super::point::Day;
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

fn strict(text: &str) -> Option<Date> {
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

fn single_value(text: &str) -> Option<Value> {
    let text = text.trim();
    if let Some(known) = strict(text).and_then(|date| date.sole_value()) {
        return Some(known);
    }
    figures(text)
        .or_else(|| quarterless_week(text))
        .or_else(|| in_words(text))
        .or_else(|| with_time(text))
        .or_else(|| short_year(text))
}

/// Dates of figures alone: `20220119`, `202201`, `19.01.2022`, `2022/1/9`, `01/2022`.
fn figures(text: &str) -> Option<Value> {
    let numbers: Vec<&str> = text.split(['-', '.', '/', ' ']).collect();
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u16>().ok()).flatten();
    let part = |text: &str| if text.len() <= 2 { number(text).map(|n| n as u8) } else { None };
    let year = |text: &str| if text.len() == 4 { number(text).map(i32::from) } else { None };
    match numbers[..] {
        [run] if run.len() == 8 && run.is_ascii() => day(year(&run[..4])?, part(&run[4..6])?, part(&run[6..])?),
        [run] if run.len() == 6 && run.is_ascii() => month(year(&run[..4])?, part(&run[4..])?),
        // `2009/10` may be an October or a season of two years
        [a, b] if a.len() == 4 && text.contains('/') && i32::from(part(b)?) == year(a)? % 100 + 1 => None,
        [a, b] if a.len() == 4 => month(year(a)?, part(b)?),
        [a, b] => month(year(b)?, part(a)?),
        [a, b, c] if a.len() == 4 => {
            let (year, b, c) = (year(a)?, part(b)?, part(c)?);
            day(year, b, c).or_else(|| day(year, c, b))
        }
        [a, b, c] => {
            let (a, b, year) = (part(a)?, part(b)?, year(c)?);
            match (day(year, b, a), day(year, a, b)) {
                (Some(one), Some(other)) if one != other => None,
                (one, other) => one.or(other),
            }
        }
        _ => None,
    }
}

/// `2022w03` and `2022-w3`.
fn quarterless_week(text: &str) -> Option<Value> {
    let (year, week) = text.split_once('w')?;
    let year = year.trim_end_matches('-');
    let right = year.len() == 4 && week.len() <= 2 && [year, week].iter().all(|text| text.bytes().all(|b| b.is_ascii_digit()));
    right.then(|| Value::week(year.parse().ok()?, week.parse().ok()?)).flatten()
}

/// "19 January 2022", "January 19th, 2022", "Wed 19 Jan 2022", "Jan 2022", "spring 2022", "the 1980s", "45 BC", "AD 476".
fn in_words(text: &str) -> Option<Value> {
    let text = text.replace([',', '.', '-', '/'], " ");
    let mut words: Vec<&str> = text.split_whitespace().filter(|word| !matches!(*word, "the" | "of" | "in" | "on")).collect();
    if words.len() > 1 && words.first().is_some_and(|word| is_weekday(word)) {
        words.remove(0);
    }
    let year =
        |word: &str| (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse::<i32>().ok()).flatten();
    match words[..] {
        [decade] => {
            let digits = decade.strip_suffix("0s").filter(|digits| digits.len() == 3 && !digits.ends_with('0'))?;
            strict(&format!("{digits}X"))?.sole_value()
        }
        [number, era @ ("bc" | "bce")] | [era @ ("ad" | "ce"), number] | [number, era @ ("ad" | "ce")] => {
            let number: i32 = number.parse().ok().filter(|number| (1..=9999).contains(number))?;
            Some(Value::Year(i16::try_from(if era.starts_with('b') { 1 - number } else { number }).ok()?))
        }
        [name, last] => {
            let year = year(last)?;
            if let Some(number) = month_number(name) {
                return month(year, number);
            }
            let code = match name {
                "spring" => "21",
                "summer" => "22",
                "autumn" | "fall" => "23",
                _ => return None,
            };
            strict(&format!("{last}-{code}"))?.sole_value()
        }
        ["winter", first, second] => {
            let next = year(first)? + 1;
            let right = second == next.to_string() || second == format!("{:02}", next % 100);
            right.then(|| strict(&format!("{first}-24"))?.sole_value()).flatten()
        }
        [first, name, number] if year(first).is_some() => day(year(first)?, month_number(name)?, number.parse().ok()?),
        [a, b, last] => {
            let (name, number) = if month_number(a).is_some() { (a, b) } else { (b, a) };
            let number = ["st", "nd", "rd", "th"].iter().find_map(|ending| number.strip_suffix(ending)).unwrap_or(number);
            day(year(last)?, month_number(name)?, number.parse().ok()?)
        }
        _ => None,
    }
}

/// A day and a time in other spellings: `2022-01-19 14:30`, `19 January 2022, 14:30 UTC`, `2022-01-19t9:30+0200`.
fn with_time(text: &str) -> Option<Value> {
    let colon = text.find(':').or_else(|| text.find('t'))?;
    let before = text.get(..colon)?;
    let cut = if text.as_bytes()[colon] == b't' { colon } else { before.rfind(['t', ' '])? };
    let Value::Day(day) = single_day(text[..cut].trim_end_matches([',', ' ']).trim_end_matches(" at"))? else { return None };
    let (clock, zone) = clock_and_zone(text[cut + 1..].trim())?;
    strict(&format!("{day}t{clock}{zone}"))?.sole_value()
}

fn single_day(text: &str) -> Option<Value> {
    strict(text).and_then(|date| date.sole_value()).or_else(|| figures(text)).or_else(|| in_words(text))
}

fn clock_and_zone(text: &str) -> Option<(String, String)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(text.len());
    let (clock, mut rest) = (&text[..end], text[end..].trim());
    let clock = if clock.contains(':') { clock.split('.').next()?.to_string() } else { compact_clock(clock)? };
    let (hour, minutes) = clock.split_once(':')?;
    let mut hour: u8 = hour.parse().ok()?;
    for (word, afternoon) in [("am", false), ("pm", true), ("a.m.", false), ("p.m.", true)] {
        if let Some(after) = rest.strip_prefix(word) {
            if !(1..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + if afternoon { 12 } else { 0 };
            rest = after.trim();
        }
    }
    let zone = match rest.strip_prefix("utc").or_else(|| rest.strip_prefix("gmt")).unwrap_or(rest) {
        "" => if rest.is_empty() { "" } else { "z" }.to_string(),
        "z" => "z".into(),
        offset => {
            let (sign, figures) = offset.split_at_checked(1).filter(|(sign, _)| matches!(*sign, "+" | "-"))?;
            match figures.len() {
                1 => format!("{sign}0{figures}:00"),
                4 if figures.is_ascii() && !figures.contains(':') => format!("{sign}{}:{}", &figures[..2], &figures[2..]),
                4 => format!("{sign}0{figures}"),
                _ => offset.to_string(),
            }
        }
    };
    Some((format!("{hour:02}:{minutes}"), zone))
}

/// `1430`, `143005`, `14.30`.
fn compact_clock(text: &str) -> Option<String> {
    let digits = text.replace('.', "");
    let pieces: Vec<&str> = match digits.len() {
        4 | 6 => digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap_or_default()).collect(),
        _ => return None,
    };
    Some(pieces.join(":"))
}

/// A year that lacks its leading zero, `476`, or has a plus.
fn short_year(text: &str) -> Option<Value> {
    let figures = text.strip_prefix('+').unwrap_or(text);
    let right = (3..=4).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit());
    right.then(|| figures.parse().ok().map(Value::Year)).flatten()
}

fn day(year: i32, month: u8, day: u8) -> Option<Value> {
    Day::new(year, month, day).map(Value::Day)
}

fn month(year: i32, month: u8) -> Option<Value> {
    Day::new(year, month, 1).map(Value::Month)
}

/// A month's name, whole or shortened to three letters or more, in lower case.
pub(super) fn month_number(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    if word.len() < 3 {
        return None;
    }
    let position = MONTHS.iter().position(|name| name.to_lowercase().starts_with(word))?;
    u8::try_from(position + 1).ok()
}

/// A weekday's name, whole or shortened to three letters or more, in lower case.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.len() >= 3
        && ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            .iter()
            .any(|name| name.starts_with(word))
}
