//! One date without a time: years, months, weeks, seasons, days.

use super::error::quoted;
use super::part::{Fault, Part};
use super::point::{Day, iso_year};
use super::value::{Season, Value, days_in, weeks_in};
use super::wording::{MONTHS, year_words};

/// Everything but moments: `YYYY`, then what follows it.
pub(super) fn civil(part: Part) -> Result<Value, Fault> {
    let (negative, digits) = part.strip_prefix("-").map_or((false, part), |rest| (true, rest));
    let Some((year_part, rest)) = digits.split_at(4) else { return Err(Fault::unread(part)) };
    let Some(year) = year_part.number(4) else { return unspecified(part, negative, year_part, rest) };
    if negative && year == 0 {
        let fault = Fault::certain(part, "year 0 has no minus; it is 1 BC");
        return Err(if rest.text.is_empty() { fault.meant(part, "0000") } else { fault });
    }
    let year = if negative { -(year as i16) } else { year as i16 };
    if rest.text.is_empty() {
        return Ok(Value::Year(year));
    }
    let Some(rest) = rest.strip_prefix("-") else {
        return Err(if rest.text.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation()) {
            Fault::unread(part)
        } else {
            trailing(rest, "the year")
        });
    };
    if rest.number(4).is_some() {
        return Err(Fault::likely(Part { text: "-", at: rest.at - 1 }, "between start and end stands `/`, not `-`"));
    }
    if let Some(week) = rest.strip_prefix("W") {
        return self::week(part, year, week);
    }
    let (month_part, rest) = rest.split_at(2).ok_or_else(|| two_digits(rest, "a month"))?;
    if month_part.text == "XX" {
        return if matches!(rest.text, "" | "-XX") { Ok(Value::Year(year)) } else { Err(trailing(rest, "the unknown month")) };
    }
    let month = month_part.number(2).ok_or_else(|| two_digits(month_part, "a month"))? as u8;
    let Some(first) = Day::new(year.into(), month, 1) else { return season(year, month, month_part, rest) };
    match rest.text {
        "" | "-XX" => Ok(Value::Month(first)),
        _ => day(first, rest),
    }
}

/// `198X` and `19XX`.
fn unspecified(part: Part, negative: bool, year: Part, rest: Part) -> Result<Value, Fault> {
    let known = year.text.trim_end_matches('X');
    let Ok(number) = known.parse::<i16>() else { return Err(Fault::unread(part)) };
    let (value, years) = match (known.len(), year.text.len() - known.len()) {
        (3, 1) => (Value::Decade(number * 10), 10),
        (2, 2) => (Value::Century(number * 100), 100),
        _ => return Err(Fault::unread(part)),
    };
    if !known.bytes().all(|b| b.is_ascii_digit()) || !rest.text.is_empty() {
        return Err(Fault::unread(part));
    }
    if negative && number > 0 {
        let late = number * years;
        let meant = format!("-{:04}/-{late:04}", late + years - 1);
        return Err(Fault::certain(part, "before year 0 a decade or century is written as an interval").meant(part, meant));
    }
    if negative { Err(Fault::certain(part, "year 0 has no minus; it is 1 BC").meant(part, value.to_string())) } else { Ok(value) }
}

fn week(part: Part, year: i16, week: Part) -> Result<Value, Fault> {
    let (number_part, rest) = week.split_at(2).ok_or_else(|| two_digits(week, "a week"))?;
    let number = number_part.number(2).ok_or_else(|| two_digits(number_part, "a week"))? as u8;
    let value = Value::week(year, number).ok_or_else(|| {
        Fault::certain(
            number_part,
            match weeks_in(year.into()) {
                Some(count) if number == 0 || i32::from(number) > count => format!("{year} has {count} weeks"),
                _ => "years go from -9999 to 9999".into(),
            },
        )
    })?;
    if rest.text.is_empty() {
        return Ok(value);
    }
    let weekday = rest.strip_prefix("-").and_then(|day| day.number(1)).filter(|day| (1..=7).contains(day));
    let Some(day) = weekday.and_then(|day| value.start().day().plus(i32::from(day) - 1)) else {
        return Err(trailing(rest, "the week"));
    };
    Err(Fault::certain(part, "a day of a week is written as a date").meant(part, day.to_string()))
}

fn season(year: i16, code: u8, at: Part, rest: Part) -> Result<Value, Fault> {
    let Some(season) = Season::of_code(code) else {
        let fault = Fault::certain(at, format!("there is no month {code}"));
        return Err(match code {
            33..=36 if rest.text.is_empty() => {
                let last = (code - 32) * 3;
                let meant = format!("{:02}/{}-{last:02}", last - 2, iso_year(year.into()));
                Fault::certain(at, "a quarter is written as an interval of months").meant(at, meant)
            }
            _ => fault,
        });
    };
    if !rest.text.is_empty() {
        return Err(trailing(rest, "the season"));
    }
    Value::season(year, season).ok_or_else(|| Fault::certain(at, "years go from -9999 to 9999"))
}

fn day(first: Day, rest: Part) -> Result<Value, Fault> {
    let Some(rest) = rest.strip_prefix("-") else { return Err(trailing(rest, "the month")) };
    let (day_part, rest) = rest.split_at(2).ok_or_else(|| two_digits(rest, "a day"))?;
    let number = day_part.number(2).ok_or_else(|| two_digits(day_part, "a day"))? as u8;
    let (year, month) = (first.year(), first.month());
    let Some(day) = Day::new(year, month, number) else {
        if number == 0 {
            return Err(Fault::certain(day_part, "there is no day 0"));
        }
        let count = days_in(year, month);
        let name = MONTHS[usize::from(month) - 1];
        let fault = Fault::certain(day_part, format!("{name} {} has {count} days", year_words(year)));
        let overshot = (count + 1..=31).contains(&number) && rest.text.is_empty();
        return Err(if overshot { fault.meant(day_part, count.to_string()) } else { fault });
    };
    if rest.text.is_empty() {
        return Ok(Value::Day(day));
    }
    let is_zone = rest.text == "Z" || (rest.text.starts_with(['+', '-']) && rest.text.contains(':'));
    let is_zone = is_zone && rest.text.bytes().all(|b| b.is_ascii_digit() || b"+-:Z".contains(&b));
    Err(match is_zone {
        true => {
            Fault::certain(rest, "a zone belongs to a time, as in `2022-01-19T14:30Z`; a day is the source's own").meant(rest, "")
        }
        false => trailing(rest, "the day"),
    })
}

fn two_digits(at: Part, what: &str) -> Fault {
    let number = at.split_once("-").map_or(at, |(number, _)| number);
    Fault::likely(if number.text.is_empty() { at } else { number }, format!("{what} has two digits"))
}

fn trailing(rest: Part, what: &str) -> Fault {
    let rest = rest.trim();
    Fault::likely(rest, format!("{} follows {what}", quoted(rest.text)))
}
