//! One date in another spelling: figures in another order, words, times.

use super::mend::strict;
use super::point::Day;
use super::value::Value;
use super::wording::MONTHS;

pub(super) fn single_value(text: &str) -> Option<Value> {
    let text = text.trim();
    if let Some(known) = strict(text).and_then(|date| date.sole_value()) {
        return Some(known);
    }
    figures(text).or_else(|| loose_week(text)).or_else(|| in_words(text)).or_else(|| with_time(text)).or_else(|| short_year(text))
}

/// Dates of figures alone: `20220119`, `202201`, `19.01.2022`, `2022/1/9`, `01/2022`.
fn figures(text: &str) -> Option<Value> {
    let numbers: Vec<&str> = text.split(['-', '.', '/']).collect();
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
fn loose_week(text: &str) -> Option<Value> {
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
        [ref date @ .., number, "bc" | "bce"] if !date.is_empty() => {
            let year = 1 - number.parse::<i32>().ok().filter(|number| (1..=9999).contains(number))?;
            match *date {
                [name] => month(year, month_number(name)?),
                [a, b] => day_of_month(year, a, b),
                _ => None,
            }
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
        [a, b, last] => day_of_month(year(last)?, a, b),
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

/// A month's name and the number of a day, in either order.
fn day_of_month(year: i32, a: &str, b: &str) -> Option<Value> {
    let (name, number) = if month_number(a).is_some() { (a, b) } else { (b, a) };
    let number = ["st", "nd", "rd", "th"].iter().find_map(|ending| number.strip_suffix(ending)).unwrap_or(number);
    day(year, month_number(name)?, number.parse().ok()?)
}

/// German names of months that don't begin as the English ones do; they come with what is copied from German papers.
const GERMAN_MONTHS: [(&str, u8); 7] =
    [("jänner", 1), ("märz", 3), ("mai", 5), ("juni", 6), ("juli", 7), ("oktober", 10), ("dezember", 12)];

/// A month's name, whole or shortened to three letters or more, in lower case.
pub fn month_number(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    if word.chars().count() < 3 {
        return None;
    }
    let english = MONTHS.iter().zip(1..).find(|(name, _)| name.to_lowercase().starts_with(word)).map(|(_, number)| number);
    english.or_else(|| GERMAN_MONTHS.iter().find(|(name, _)| name.starts_with(word)).map(|(_, number)| *number))
}

/// A weekday's name, whole or shortened to three letters or more, in lower case.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.len() >= 3
        && ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            .iter()
            .any(|name| name.starts_with(word))
}
