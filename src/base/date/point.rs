//! Days and moments: the ends that every date has.

use std::cmp::Ordering;
use std::fmt;

use jiff::{Span, civil};

use super::value::Value;
use super::{Date, DateError, DateErrorKind};

/// A day of the proleptic Gregorian calendar, years −9999 to 9999 (astronomical: 0 is 1 BC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(civil::Date);

impl Day {
    /// The day of this year, month (1–12) and day (1–31), if the calendar has it.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Day> {
        let year = i16::try_from(year).ok()?;
        civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Day)
    }

    /// Reads `YYYY-MM-DD`. Any other date, a legal one too, is refused: "today" is a day.
    pub fn parse(text: &str) -> Result<Day, DateError> {
        match Date::parse(text)?.sole_value() {
            Some(Value::Day(day)) => Ok(day),
            _ => Err(DateError {
                kind: DateErrorKind::Invalid,
                range: 0..text.len(),
                message: "a single day is wanted here, such as `2022-01-19`".into(),
                meant: None,
            }),
        }
    }

    /// The astronomical year.
    pub fn year(self) -> i32 {
        self.0.year().into()
    }

    /// The month, 1–12.
    pub fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The day of the month, 1–31.
    pub fn day(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    /// How many days it is after another; fewer than none where it is before.
    pub fn days_after(self, other: Day) -> i32 {
        (self.0 - other.0).get_days()
    }

    /// The day so many days later (earlier, if negative), if it lies within the years that we know.
    pub fn plus(self, days: i32) -> Option<Day> {
        self.0.checked_add(Span::new().try_days(days).ok()?).ok().map(Day)
    }

    /// Whether a week begins.
    pub fn is_monday(self) -> bool {
        self.weekday_from_monday() == 0
    }

    /// Days since Monday: 0 to 6.
    pub fn weekday_from_monday(self) -> i32 {
        self.0.weekday().to_monday_zero_offset().into()
    }

    /// Days since 1 January of the year: 0 to 365.
    pub(super) fn day_of_year_from_zero(self) -> i32 {
        i32::from(self.0.day_of_year()) - 1
    }

    /// Seconds from 1970-01-01T00:00Z to the beginning of the day in UTC.
    fn instant(self) -> i64 {
        self.0.duration_since(civil::date(1970, 1, 1)).as_secs()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}-{:02}", iso_year(self.year()), self.month(), self.day())
    }
}

/// A year in four digits, with a minus before year 0.
pub(super) fn iso_year(year: i32) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs())
}

/// A time of a day, in the zone it was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    pub(super) day: Day,
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    /// Minutes that the zone is ahead of UTC.
    pub(super) offset: i16,
}

impl Moment {
    fn instant(self) -> i64 {
        let clock = i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second);
        self.day.instant() + clock - i64::from(self.offset) * 60
    }

    /// `14:30`, or `14:30:05` where there are seconds to tell.
    pub(super) fn clock(self) -> String {
        let seconds = if self.second == 0 { String::new() } else { format!(":{:02}", self.second) };
        format!("{:02}:{:02}{seconds}", self.hour, self.minute)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.day, self.clock())?;
        if self.offset == 0 {
            return f.write_str("Z");
        }
        let (sign, minutes) = (if self.offset < 0 { '-' } else { '+' }, self.offset.unsigned_abs());
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// Where a date begins or ends (inclusive): a day, or a moment. Displayed in ISO form, a moment with its offset.
///
/// Ordered by instant, where a day counts as its 00:00 UTC; at one instant the day comes first, then the smaller offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    /// A day, as the source counts its days.
    Day(Day),
    /// A time of a day.
    Moment(Moment),
}

impl Point {
    /// The day, or the moment's day in its own zone.
    pub fn day(self) -> Day {
        match self {
            Point::Day(day) => day,
            Point::Moment(moment) => moment.day,
        }
    }

    /// The day as (astronomical year, month 1–12, day 1–31).
    pub fn date(self) -> (i32, u8, u8) {
        let day = self.day();
        (day.year(), day.month(), day.day())
    }

    /// Of a moment: hour, minute and second in the zone it was written in.
    pub fn time(self) -> Option<(u8, u8, u8)> {
        match self {
            Point::Day(_) => None,
            Point::Moment(moment) => Some((moment.hour, moment.minute, moment.second)),
        }
    }

    /// Seconds since 1970-01-01T00:00Z; a day counts as its beginning in UTC.
    pub fn instant(self) -> i64 {
        match self {
            Point::Day(day) => day.instant(),
            Point::Moment(moment) => moment.instant(),
        }
    }

    /// Whether an end here would come before a start there. A day and a moment are compared as days, since the day is the
    /// source's and has no zone of its own.
    pub(super) fn ends_before(self, start: Point) -> bool {
        match (start, self) {
            (Point::Moment(a), Point::Moment(b)) => b.instant() < a.instant(),
            (a, b) => b.day() < a.day(),
        }
    }
}

impl Ord for Point {
    fn cmp(&self, other: &Point) -> Ordering {
        let key = |point: &Point| match *point {
            Point::Day(day) => (day.instant(), None),
            Point::Moment(moment) => (moment.instant(), Some(moment.offset)),
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Point {
    fn partial_cmp(&self, other: &Point) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Point::Day(day) => day.fmt(f),
            Point::Moment(moment) => moment.fmt(f),
        }
    }
}
