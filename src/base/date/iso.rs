//! Dates as programs read them, never more exact than they are known.

use super::value::{Precision, Term, Value};
use super::{Date, Day, Shape};

impl Date {
    /// Start and end as ISO 8601 writes them, each at its precision: `2022-01`. One date has no end, an open side nothing.
    ///
    /// What ISO 8601 has no form for – a season, a date that is about, one of several – is told as far as all its days agree: the month, else
    /// the year, else nothing.
    pub fn iso(&self) -> (Option<String>, Option<String>) {
        match &self.0 {
            Shape::One(term) | Shape::Since(term) => (iso(*term), None),
            Shape::Until(term) => (None, iso(*term)),
            Shape::Lasted(first, last) => (iso(*first), iso(*last)),
            Shape::OneOf(_) | Shape::Between(..) => (agreed(self.earliest().day(), self.latest().day()), None),
            Shape::OnOrAfter(_) | Shape::OnOrBefore(_) => (None, None),
        }
    }
}

fn iso(term: Term) -> Option<String> {
    let (start, end) = (term.value.start().day(), term.value.end().day());
    match term.value.precision() {
        Precision::Century | Precision::Decade | Precision::Season => agreed(start, end),
        _ if term.is_plain() => term.value.datetime(),
        Precision::Year => None,
        Precision::Month => year(start),
        Precision::Week | Precision::Day | Precision::Moment => agreed(start, end),
    }
}

fn agreed(first: Day, last: Day) -> Option<String> {
    match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => year(first).map(|year| format!("{year}-{:02}", first.month())),
        (true, false) => year(first),
        (false, _) => None,
    }
}

fn year(day: Day) -> Option<String> {
    Value::Year(i16::try_from(day.year()).ok()?).datetime()
}
