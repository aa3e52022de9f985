//! Dates in English words.

use super::point::{Day, Moment};
use super::value::{Precision, Season, Term, Value};
use super::{Date, Shape};

pub(super) const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// How much of a date is said, since a neighbour or a heading says the rest.
#[derive(Clone, Copy, PartialEq)]
enum Said {
    All,
    WithoutYear,
    DayAlone,
}

impl Date {
    /// The wording: "13 or 14 January 2022", "since about 2014".
    pub fn text(&self) -> String {
        self.worded(Said::All)
    }

    /// The wording in a list under a heading of the start's month and year: without the year, unless several are told.
    pub fn text_in_month_list(&self) -> String {
        let terms = self.terms();
        let one_year = same(&terms, year_to_leave_out).is_some();
        self.worded(if one_year { Said::WithoutYear } else { Said::All })
    }

    /// The month under which it stands in a list: astronomical year, month (0 if only the year is known, or less), and the
    /// words for a heading. Taken from the start, or from the one known date where that is open.
    pub fn month_heading(&self) -> (i32, u8, String) {
        let value = self.first_term().value;
        let (year, month, _) = value.start().date();
        match value.precision() {
            Precision::Century | Precision::Decade | Precision::Year => (year, 0, value_words(value, Said::All)),
            _ => (year, month, format!("{} {}", month_name(month), year_words(year))),
        }
    }

    fn worded(&self, most: Said) -> String {
        let alone = |term: &Term| term_words(*term, most);
        match &self.0 {
            Shape::One(term) => alone(term),
            Shape::Since(term) => format!("since {}", alone(term)),
            Shape::Until(term) => format!("until {}", alone(term)),
            Shape::OnOrAfter(term) => format!("{} or after {}", preposition(term), alone(term)),
            Shape::OnOrBefore(term) => format!("{} or before {}", preposition(term), alone(term)),
            Shape::Between(a, b) => format!("between {}", several(&[*a, *b], most).join(" and ")),
            Shape::OneOf(terms) => {
                let mut words = several(terms, most);
                let last = words.pop().unwrap_or_default();
                format!("{} or {last}", words.join(", "))
            }
            Shape::Lasted(a, b) => lasted(*a, *b, most),
        }
    }
}

fn lasted(a: Term, b: Term, most: Said) -> String {
    if let Some(times) = times_of_one_day(&[a, b], most) {
        return times.join("–");
    }
    let words = several(&[a, b], most);
    let alike = a.is_plain() && b.is_plain() && a.value.precision() == b.value.precision();
    let single_words = words.first().is_some_and(|word| !word.contains(' '));
    words.join(if alike && single_words { "–" } else { " – " })
}

/// The words for neighbours in a list or range, where all but the last leave out what they share with it.
fn several(terms: &[Term], most: Said) -> Vec<String> {
    let Some((last, others)) = terms.split_last() else { return Vec::new() };
    if let Some(times) = times_of_one_day(terms, most) {
        return times;
    }
    let moments = terms.iter().any(|term| term.value.precision() == Precision::Moment);
    let both_bc = |value: Value| matches!(value, Value::Year(year) if year <= 0).then_some(());
    let said = if same(terms, month_to_leave_out).is_some() {
        Said::DayAlone
    } else if !moments && same(terms, year_to_leave_out).is_some() || same(terms, both_bc).is_some() {
        Said::WithoutYear
    } else {
        most
    };
    let mut words: Vec<String> = others.iter().map(|term| term_words(*term, said)).collect();
    words.push(term_words(*last, most));
    words
}

/// Times on one day in one zone: the first says the day, the last the zone.
fn times_of_one_day(terms: &[Term], most: Said) -> Option<Vec<String>> {
    same(terms, |value| match value {
        Value::Moment(moment) => Some((moment.day, moment.offset)),
        _ => None,
    })?;
    if !terms.iter().all(|term| term.is_plain()) {
        return None;
    }
    let last = terms.len() - 1;
    let words = terms.iter().enumerate().filter_map(|(n, term)| {
        let Value::Moment(moment) = term.value else { return None };
        let day = if n == 0 { format!("{}, ", day_words(moment.day, most)) } else { String::new() };
        let zone = if n == last { format!(" {}", zone_words(moment)) } else { String::new() };
        Some(format!("{day}{}{zone}", moment.clock()))
    });
    Some(words.collect())
}

/// What all of them share, if they do.
fn same<K: PartialEq>(terms: &[Term], key: impl Fn(Value) -> Option<K>) -> Option<K> {
    let first = key(terms.first()?.value)?;
    terms.iter().all(|term| key(term.value).as_ref() == Some(&first)).then_some(first)
}

/// The year of a date that can be said without it.
fn year_to_leave_out(value: Value) -> Option<i32> {
    match value {
        Value::Century(_) | Value::Decade(_) | Value::Year(_) | Value::Season(_, Season::Winter) => None,
        other => Some(other.start().day().year()),
    }
}

/// The month of a date that can be said as a mere number.
fn month_to_leave_out(value: Value) -> Option<(i32, u8)> {
    match value {
        Value::Day(day) => Some((day.year(), day.month())),
        _ => None,
    }
}

/// What stands before "or after".
fn preposition(term: &Term) -> &'static str {
    match term.value.precision() {
        Precision::Moment => "at",
        Precision::Day => "on",
        _ => "in",
    }
}

fn term_words(term: Term, said: Said) -> String {
    let about = if term.approximate { "about " } else { "" };
    let uncertain = if term.uncertain { " (uncertain)" } else { "" };
    format!("{about}{}{uncertain}", value_words(term.value, said))
}

impl Day {
    /// The day in words: "19 January 2022".
    pub fn text(self) -> String {
        value_words(Value::Day(self), Said::All)
    }
}

fn value_words(value: Value, said: Said) -> String {
    match value {
        Value::Century(year) => format!("the {year}s"),
        // "the 1900s" are the century
        Value::Decade(year) if year % 100 == 0 => format!("the {year}s (decade)"),
        Value::Decade(year) => format!("the {year}s"),
        Value::Year(year) if year <= 0 && said != Said::All => (1 - year).to_string(),
        Value::Year(year) => year_words(year.into()),
        Value::Season(year, Season::Winter) => format!("winter {}", winter_years(year.into())),
        Value::Season(year, season) => with_year(season_word(season), year.into(), said),
        Value::Month(first) => with_year(month_name(first.month()), first.year(), said),
        Value::Week(monday) => format!("the week of {}", day_words(monday, said)),
        Value::Day(day) => day_words(day, said),
        Value::Moment(moment) => format!("{}, {} {}", day_words(moment.day, said), moment.clock(), zone_words(moment)),
    }
}

fn day_words(day: Day, said: Said) -> String {
    if said == Said::DayAlone {
        return day.day().to_string();
    }
    with_year(&format!("{} {}", day.day(), month_name(day.month())), day.year(), said)
}

fn with_year(words: &str, year: i32, said: Said) -> String {
    match said {
        Said::All => format!("{words} {}", year_words(year)),
        _ => words.to_string(),
    }
}

/// Astronomical years in words: 0 is 1 BC. Years of one or two digits say their era, since "9" alone is no year.
pub(super) fn year_words(year: i32) -> String {
    match year {
        ..=0 => format!("{} BC", 1 - year),
        1..=99 => format!("AD {year}"),
        _ => year.to_string(),
    }
}

/// The two years of a winter: "2022–23", "1999–2000", "45–44 BC".
fn winter_years(year: i32) -> String {
    let next = year + 1;
    match year {
        ..=-1 => format!("{}–{} BC", 1 - year, 1 - next),
        0..=98 => format!("{} – {}", year_words(year), year_words(next)),
        _ if year / 100 == next / 100 => format!("{year}–{:02}", next % 100),
        _ => format!("{year}–{next}"),
    }
}

/// "UTC", "UTC+2", "UTC−3:30".
fn zone_words(moment: Moment) -> String {
    if moment.offset == 0 {
        return "UTC".into();
    }
    let (sign, minutes) = (if moment.offset < 0 { '−' } else { '+' }, moment.offset.unsigned_abs());
    let rest = if minutes % 60 == 0 { String::new() } else { format!(":{:02}", minutes % 60) };
    format!("UTC{sign}{}{rest}", minutes / 60)
}

fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

fn season_word(season: Season) -> &'static str {
    match season {
        Season::Spring => "spring",
        Season::Summer => "summer",
        Season::Autumn => "autumn",
        Season::Winter => "winter",
    }
}
