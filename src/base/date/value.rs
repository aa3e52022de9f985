//! One date of some precision, and the marks it may carry.

use std::fmt;

use super::point::{Day, Moment, Point, iso_year};

/// How exactly a date is known. Ordered coarse first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A hundred years.
    Century,
    /// Ten years.
    Decade,
    /// A year.
    Year,
    /// Three months.
    Season,
    /// A month.
    Month,
    /// An ISO week, Monday to Sunday.
    Week,
    /// A day.
    Day,
    /// A time of a day.
    Moment,
}

impl Precision {
    /// The word in templates and exports.
    pub fn as_str(self) -> &'static str {
        match self {
            Precision::Century => "century",
            Precision::Decade => "decade",
            Precision::Year => "year",
            Precision::Season => "season",
            Precision::Month => "month",
            Precision::Week => "week",
            Precision::Day => "day",
            Precision::Moment => "moment",
        }
    }
}

/// A season of the northern year, as EDTF numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    pub(super) fn of_code(code: u8) -> Option<Season> {
        Some(match code {
            21 => Season::Spring,
            22 => Season::Summer,
            23 => Season::Autumn,
            24 => Season::Winter,
            _ => return None,
        })
    }

    fn code(self) -> u8 {
        21 + self as u8
    }

    fn first_month(self) -> u8 {
        3 + 3 * self as u8
    }
}

/// One date. The constructors see to it that first and last day exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Value {
    /// Its first year.
    Century(i16),
    /// Its first year.
    Decade(i16),
    Year(i16),
    Season(i16, Season),
    /// Its first day.
    Month(Day),
    /// Its Monday.
    Week(Day),
    Day(Day),
    Moment(Moment),
}

impl Value {
    /// The season, unless it ends after the last year we know.
    pub(super) fn season(year: i16, season: Season) -> Option<Value> {
        (season != Season::Winter || year < 9999).then_some(Value::Season(year, season))
    }

    /// The ISO week of a week-year (ISO 8601-1: week 1 is the one that holds 4 January), if that year has it.
    ///
    /// Computed here from the day of the week: the week numbers of jiff 0.2.41 have a known fault.
    pub(super) fn week(year: i16, week: u8) -> Option<Value> {
        if week == 0 || i32::from(week) > weeks_in(year.into())? {
            return None;
        }
        let monday = monday_of_first_week(year.into())?.plus(7 * (i32::from(week) - 1))?;
        monday.plus(6).map(|_| Value::Week(monday))
    }

    pub(super) fn precision(self) -> Precision {
        match self {
            Value::Century(_) => Precision::Century,
            Value::Decade(_) => Precision::Decade,
            Value::Year(_) => Precision::Year,
            Value::Season(..) => Precision::Season,
            Value::Month(_) => Precision::Month,
            Value::Week(_) => Precision::Week,
            Value::Day(_) => Precision::Day,
            Value::Moment(_) => Precision::Moment,
        }
    }

    pub(super) fn start(self) -> Point {
        match self {
            Value::Century(year) | Value::Decade(year) | Value::Year(year) => Point::Day(first_of(year.into(), 1)),
            Value::Season(year, season) => Point::Day(first_of(year.into(), season.first_month())),
            Value::Month(day) | Value::Week(day) | Value::Day(day) => Point::Day(day),
            Value::Moment(moment) => Point::Moment(moment),
        }
    }

    pub(super) fn end(self) -> Point {
        let end_of_year = |year: i16| last_of(year.into(), 12);
        Point::Day(match self {
            Value::Century(year) => end_of_year(year + 99),
            Value::Decade(year) => end_of_year(year + 9),
            Value::Year(year) => end_of_year(year),
            Value::Season(year, Season::Winter) => last_of(i32::from(year) + 1, 2),
            Value::Season(year, season) => last_of(year.into(), season.first_month() + 2),
            Value::Month(first) => last_of(first.year(), first.month()),
            Value::Week(monday) => monday.plus(6).unwrap_or(monday),
            Value::Day(day) => day,
            Value::Moment(moment) => return Point::Moment(moment),
        })
    }

    /// Whether `next` is the very next date of the same precision.
    pub(super) fn is_followed_by(self, next: Value) -> bool {
        let (Point::Day(end), Point::Day(start)) = (self.end(), next.start()) else { return false };
        self.precision() == next.precision() && end.plus(1) == Some(start)
    }

    /// The value of an HTML `datetime` attribute, if HTML can say it: it has no years before 1.
    pub(super) fn datetime(self) -> Option<String> {
        let text = match self {
            Value::Century(year) | Value::Decade(year) => iso_year(year.into()),
            Value::Season(year, season) => format!("{}-{:02}", iso_year(year.into()), season.first_month()),
            other => other.to_string(),
        };
        (!text.starts_with('-') && !text.starts_with("0000")).then_some(text)
    }
}

/// The normalised EDTF text.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Value::Century(year) => write!(f, "{:02}XX", year / 100),
            Value::Decade(year) => write!(f, "{:03}X", year / 10),
            Value::Year(year) => f.write_str(&iso_year(year.into())),
            Value::Season(year, season) => write!(f, "{}-{}", iso_year(year.into()), season.code()),
            Value::Month(first) => write!(f, "{}-{:02}", iso_year(first.year()), first.month()),
            Value::Week(monday) => {
                let (year, week) = iso_week(monday);
                write!(f, "{}-W{week:02}", iso_year(year))
            }
            Value::Day(day) => day.fmt(f),
            Value::Moment(moment) => moment.fmt(f),
        }
    }
}

/// A date with its marks (EDTF level 1: `?` uncertain, `~` approximate, `%` both).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Term {
    pub(super) value: Value,
    pub(super) approximate: bool,
    pub(super) uncertain: bool,
}

impl Term {
    pub(super) fn is_plain(self) -> bool {
        !self.approximate && !self.uncertain
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match (self.approximate, self.uncertain) {
            (false, false) => "",
            (true, false) => "~",
            (false, true) => "?",
            (true, true) => "%",
        };
        write!(f, "{}{mark}", self.value)
    }
}

/// How many days a month has; 0 for a month that is none.
pub(super) fn days_in(year: i32, month: u8) -> u8 {
    (28..=31).rev().find(|day| Day::new(year, month, *day).is_some()).unwrap_or(0)
}

/// How many ISO weeks a week-year has: 52 or 53. `None` where its last week can't be told within the years we know.
pub(super) fn weeks_in(year: i32) -> Option<i32> {
    // 28 December is always in the last week.
    let late = Day::new(year, 12, 28)?;
    Some(iso_week(late.plus(-late.weekday_from_monday())?).1)
}

/// The week-year and number of the week that begins on this Monday: those of its Thursday.
fn iso_week(monday: Day) -> (i32, i32) {
    let thursday = monday.plus(3).unwrap_or(monday);
    (thursday.year(), thursday.day_of_year_from_zero() / 7 + 1)
}

fn monday_of_first_week(year: i32) -> Option<Day> {
    let fourth = Day::new(year, 1, 4)?;
    fourth.plus(-fourth.weekday_from_monday())
}

fn first_of(year: i32, month: u8) -> Day {
    day_within_range(year, month, 1)
}

fn last_of(year: i32, month: u8) -> Day {
    day_within_range(year, month, days_in(year, month))
}

/// For days that the constructors have already shown to exist.
fn day_within_range(year: i32, month: u8, day: u8) -> Day {
    Day::new(year, month, day).expect("values are only made of years within −9999 to 9999")
}
