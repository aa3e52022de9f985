//! The strict reader: what is a date, and where a text stops being one.

use std::ops::Range;

use super::error::quoted;
use super::point::{Day, Moment};
use super::value::{Season, Term, Value, days_in, weeks_in};
use super::wording::MONTHS;
use super::{Date, DateErrorKind, Shape};

/// Where and why reading stopped.
pub(super) struct Fault {
    pub(super) kind: DateErrorKind,
    pub(super) range: Range<usize>,
    /// Empty where nothing better is known than that this is no date.
    pub(super) message: String,
    /// What was probably meant, and which bytes of the text it would replace.
    pub(super) meant: Option<(Range<usize>, String)>,
    /// Whether no other explanation of the text can be better.
    pub(super) certain: bool,
}

impl Fault {
    fn unread(part: Part) -> Fault {
        Fault { kind: DateErrorKind::Invalid, range: part.range(), message: String::new(), meant: None, certain: false }
    }

    fn likely(part: Part, message: impl Into<String>) -> Fault {
        Fault { message: message.into(), ..Fault::unread(part) }
    }

    fn certain(part: Part, message: impl Into<String>) -> Fault {
        Fault { certain: true, ..Fault::likely(part, message) }
    }

    fn meant(mut self, instead_of: Part, text: impl Into<String>) -> Fault {
        self.meant = Some((instead_of.range(), text.into()));
        self
    }
}

/// A part of the text that knows where it stands.
#[derive(Clone, Copy)]
struct Part<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Part<'a> {
    fn range(self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }

    fn trim(self) -> Part<'a> {
        let start = self.text.len() - self.text.trim_start().len();
        Part { text: self.text.trim(), at: self.at + start }
    }

    /// The first `n` bytes and the rest, if both are whole characters.
    fn split_at(self, n: usize) -> Option<(Part<'a>, Part<'a>)> {
        let (head, tail) = self.text.split_at_checked(n)?;
        Some((Part { text: head, at: self.at }, Part { text: tail, at: self.at + n }))
    }

    /// What stands before and after the first `mark`.
    fn split_once(self, mark: &str) -> Option<(Part<'a>, Part<'a>)> {
        let (head, tail) = self.text.split_once(mark)?;
        Some((Part { text: head, at: self.at }, Part { text: tail, at: self.at + head.len() + mark.len() }))
    }

    fn strip_prefix(self, mark: &str) -> Option<Part<'a>> {
        let tail = self.text.strip_prefix(mark)?;
        Some(Part { text: tail, at: self.at + mark.len() })
    }

    fn strip_suffix(self, mark: &str) -> Option<Part<'a>> {
        Some(Part { text: self.text.strip_suffix(mark)?, at: self.at })
    }

    /// The number that these digits write, if there are exactly so many of them and nothing else.
    fn number(self, digits: usize) -> Option<u16> {
        let right = self.text.len() == digits && self.text.bytes().all(|b| b.is_ascii_digit());
        right.then(|| self.text.parse().ok()).flatten()
    }
}

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Result<Date, Fault> {
    let whole = Part { text, at: 0 }.trim();
    if whole.text.is_empty() {
        return Err(Fault::certain(whole, "there is no date here"));
    }
    if let Some(rest) = whole.strip_prefix("[") {
        return match rest.strip_suffix("]") {
            Some(inner) if inner.text.trim().is_empty() => Err(Fault::certain(whole, "there is no date between the brackets")),
            Some(inner) => set(inner.trim()),
            None => Err(Fault::likely(Part { text: "[", at: whole.at }, "this bracket is never closed")),
        };
    }
    if whole.text.starts_with('{') {
        return Err(Fault::certain(whole, "dates that all hold are several events; `[…]` is one of several dates"));
    }
    if let Some((_, bracket)) = whole.text.find('[').and_then(|at| whole.split_at(at))
        && whole.text.contains(':')
    {
        return Err(Fault::likely(bracket, ZONES));
    }
    match whole.split_once("/") {
        Some((start, end)) => interval(whole, start, end),
        None => Ok(Date::one(term(whole).map_err(|fault| without_brackets(whole).unwrap_or(fault))?)),
    }
}

const ZONES: &str = "a zone is written `Z`, `+02:00` or `-05:00`";

/// A range or list that lacks its brackets. What it means is not guessed: it may have lasted, or be some day between.
fn without_brackets(whole: Part) -> Option<Fault> {
    let is_date = |part: Part| part.text.is_empty() || term(part.trim()).is_ok();
    let (joint, message) = if whole.text.contains("..") {
        ("..", "some day between is written `[a..b]`, what lasted from one to the other `a/b`")
    } else {
        (",", "one of several dates is written `[a,b]`; dates that all hold are several events")
    };
    let (first, rest) = whole.split_once(joint)?;
    (is_date(first) && is_date(rest)).then(|| Fault::certain(whole, message))
}

fn interval(whole: Part, start: Part, end: Part) -> Result<Date, Fault> {
    if end.text.contains('/') {
        return Err(Fault::unread(whole));
    }
    if start.text.is_empty() || end.text.is_empty() {
        return Err(Fault::certain(whole, "an open side of an interval is written `..`"));
    }
    match (side(start, "..")?, side(end, "..")?) {
        (Some(a), Some(b)) => in_order(whole, "/", a, b, end).map(|()| Date::lasted(a, b)),
        (Some(a), None) => Ok(Date(Shape::Since(a))),
        (None, Some(b)) => Ok(Date(Shape::Until(b))),
        (None, None) => Err(Fault::certain(whole, "an interval needs a date on at least one side")),
    }
}

fn set(inner: Part) -> Result<Date, Fault> {
    if let Some((start, end)) = inner.split_once("..") {
        if inner.text.contains(',') {
            return Err(Fault::certain(inner, "between brackets stands either a list of dates or one range"));
        }
        return match (side(start, "")?, side(end, "")?) {
            (Some(a), Some(b)) => in_order(inner, "..", a, b, end).map(|()| Date::between(a, b)),
            (Some(a), None) => Ok(Date(Shape::OnOrAfter(a))),
            (None, Some(b)) => Ok(Date(Shape::OnOrBefore(b))),
            (None, None) => Err(Fault::certain(inner, "a range needs a date on at least one side")),
        };
    }
    let mut terms = Vec::new();
    let mut rest = Some(inner);
    while let Some(now) = rest {
        let (member, next) = now.split_once(",").map_or((now, None), |(member, next)| (member, Some(next)));
        if member.text.trim().is_empty() {
            let comma = if next.is_some() { member.range().end } else { now.at.saturating_sub(1) };
            return Err(Fault::certain(Part { text: ",", at: comma }, "a date is missing beside this comma"));
        }
        terms.push(term(member.trim())?);
        rest = next;
    }
    Date::one_among(terms).ok_or_else(|| Fault::unread(inner))
}

/// A side of a range: `None` if open.
fn side(part: Part, open: &str) -> Result<Option<Term>, Fault> {
    if part.text == open { Ok(None) } else { term(part).map(Some) }
}

fn in_order(range: Part, joint: &str, start: Term, end: Term, at: Part) -> Result<(), Fault> {
    if !end.value.end().ends_before(start.value.start()) {
        return Ok(());
    }
    let message = format!("the end, `{end}`, comes before the start, `{start}`");
    Err(Fault { kind: DateErrorKind::Impossible, ..Fault::certain(at, message).meant(range, format!("{end}{joint}{start}")) })
}

const MARKS: [char; 3] = ['~', '?', '%'];

/// A date with at most one mark, before or after it.
fn term(part: Part) -> Result<Term, Fault> {
    let text = part.text.trim_matches(MARKS);
    let before = part.text.len() - part.text.trim_start_matches(MARKS).len();
    let core = Part { text, at: part.at + before };
    if text.is_empty() {
        let message =
            if part.text.is_empty() { "a date is missing here".into() } else { format!("{} marks no date", quoted(part.text)) };
        return Err(Fault::certain(part, message));
    }
    let marks: Vec<char> = part.text[..before].chars().chain(part.text[before + text.len()..].chars()).collect();
    if let Some((_, mark)) = text.find(MARKS).and_then(|at| core.split_at(at)) {
        let mark = Part { text: &mark.text[..1], ..mark };
        let meant = format!("{}{}", part.text.replace(mark.text, ""), mark.text);
        return Err(Fault::likely(mark, "a mark stands before or after a whole date").meant(part, meant));
    }
    let value = value(core)?;
    if marks.len() > 1 {
        let approximate = marks.iter().any(|mark| *mark != '?');
        let uncertain = marks.iter().any(|mark| *mark != '~');
        let meant = Term { value, approximate, uncertain };
        return Err(
            Fault::certain(part, "a date takes one mark; `%` is both uncertain and approximate").meant(part, meant.to_string())
        );
    }
    let mark = marks.first();
    Ok(Term { value, approximate: matches!(mark, Some('~' | '%')), uncertain: matches!(mark, Some('?' | '%')) })
}

fn value(part: Part) -> Result<Value, Fault> {
    match part.split_once("T") {
        Some((day, time)) if part.text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => match civil(day)? {
            Value::Day(day) => moment(day, time),
            _ => Err(Fault::likely(day, format!("a time needs a day, and {} is none", quoted(day.text)))),
        },
        _ => civil(part),
    }
}

/// Everything but moments: `YYYY`, then what follows it.
fn civil(part: Part) -> Result<Value, Fault> {
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
                let meant = format!("{:02}/{}-{last:02}", last - 2, super::point::iso_year(year.into()));
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
        let count = days_in(year, month);
        let name = MONTHS[usize::from(month) - 1];
        let fault = Fault::certain(day_part, format!("{name} {} has {count} days", super::wording::year_words(year)));
        let overshot = (count + 1..=31).contains(&number) && rest.text.is_empty();
        return Err(if overshot { fault.meant(day_part, count.to_string()) } else { fault });
    };
    if rest.text.is_empty() { Ok(Value::Day(day)) } else { Err(trailing(rest, "the day")) }
}

/// `14:30`, maybe `:05`, maybe `Z`, `+02` or `+02:00`.
fn moment(day: Day, time: Part) -> Result<Value, Fault> {
    let zone_at = time.text.find(['Z', '+', '-']).unwrap_or(time.text.len());
    let (clock, zone) = time.split_at(zone_at).unwrap_or((time, Part { text: "", at: time.at + time.text.len() }));
    let mut pieces = [0u8; 3];
    let mut rest = Some(clock);
    let mut count = 0;
    while let Some(now) = rest {
        let (piece, next) = now.split_once(":").map_or((now, None), |(piece, next)| (piece, Some(next)));
        let (Some(number), true) = (piece.number(2), count < 3) else {
            return Err(Fault::likely(clock, "a time is written `14:30` or `14:30:05`"));
        };
        let (limit, name) = [(23, "hour"), (59, "minute"), (59, "second")][count];
        if number > limit {
            return Err(Fault::certain(piece, format!("there is no {name} {number}")));
        }
        pieces[count] = number as u8;
        count += 1;
        rest = next;
    }
    if count < 2 {
        return Err(Fault::likely(clock, "a time needs its minutes, as in `14:30`"));
    }
    let [hour, minute, second] = pieces;
    Ok(Value::Moment(Moment { day, hour, minute, second, offset: offset(zone)? }))
}

/// Minutes ahead of UTC. Clocks on Earth are between 12 hours behind it and 14 ahead.
fn offset(zone: Part) -> Result<i16, Fault> {
    if matches!(zone.text, "" | "Z") {
        return Ok(0);
    }
    let wrong = || Fault::likely(zone, ZONES);
    let (sign, rest) = zone.split_at(1).ok_or_else(wrong)?;
    let (hours, minutes) = match rest.split_once(":") {
        Some((hours, minutes)) => (hours, minutes.number(2).ok_or_else(wrong)?),
        None => (rest, 0),
    };
    let total = hours.number(2).ok_or_else(wrong)? * 60 + minutes;
    let (direction, limit) = match sign.text {
        "+" => (1, 14 * 60),
        "-" => (-1, 12 * 60),
        _ => return Err(wrong()),
    };
    if minutes > 59 || total > limit {
        return Err(Fault::certain(zone, format!("no zone is at {}", quoted(zone.text))));
    }
    Ok(direction * total as i16)
}

fn two_digits(at: Part, what: &str) -> Fault {
    let number = at.split_once("-").map_or(at, |(number, _)| number);
    Fault::likely(if number.text.is_empty() { at } else { number }, format!("{what} has two digits"))
}

fn trailing(rest: Part, what: &str) -> Fault {
    let rest = rest.trim();
    Fault::likely(rest, format!("{} follows {what}", quoted(rest.text)))
}
