//! Dates as sources give them: a day, "January", "some day between", "since about".
//!
//! The grammar is the useful part of the Extended Date/Time Format (Library of Congress, EDTF specification of 2019; the
//! same as ISO 8601-2:2019, levels 1 and 2). What is accepted, and how each is worded: `tests/spec/dates.md`; what is
//! refused, and with which words: `tests/spec/dates-refused.md`.

mod calendar;
mod clock;
mod error;
mod figures;
mod grammar;
mod iso;
mod mend;
mod order;
mod part;
mod point;
mod refusal;
mod same;
mod spelling;
mod value;
mod wording;

#[cfg(test)]
mod tests;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

pub use error::{DateError, DateErrorKind};
pub use point::{Day, Moment, Point};
pub use spelling::month_number;
pub use value::Precision;
use value::{Term, Value};

/// A date as a source gives it, in normalised form: two spellings of the same date are equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Date(Shape);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Shape {
    One(Term),
    /// From one date to another.
    Lasted(Term, Term),
    Since(Term),
    Until(Term),
    /// One of these: two or more, in order, no two alike.
    OneOf(Box<[Term]>),
    /// Some date between these.
    Between(Term, Term),
    OnOrAfter(Term),
    OnOrBefore(Term),
}

/// How a date is drawn on a time axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// One date, of whatever precision.
    Day,
    /// It lasted; a side may be open.
    Span,
    /// One date, approximate or uncertain.
    About,
    /// One date among several.
    OneOf,
    /// It lasted, and an end of it is approximate or uncertain.
    SpanAbout,
}

impl Mark {
    /// The word in class names and templates.
    pub fn as_str(self) -> &'static str {
        match self {
            Mark::Day => "day",
            Mark::Span => "span",
            Mark::About => "about",
            Mark::OneOf => "one-of",
            Mark::SpanAbout => "span-about",
        }
    }
}

impl Date {
    /// Reads a date. White space around it does not count.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        grammar::parse(text).map_err(|fault| refusal::explain(text, fault))
    }

    /// Reads the items of a YAML list, one of which it is: `[2022-01-13, 2022-01-14]`, or the same as a block. A list of one range
    /// is what `[2022-01-10..2022-01-14]` without quotes is to YAML.
    ///
    /// An error comes with the index of its item; its range and what was meant are about that item's text alone.
    pub fn parse_list(items: &[&str]) -> Result<Date, (usize, DateError)> {
        if let [range] = items
            && range.contains("..")
        {
            return Date::parse(&format!("[{range}]")).map_err(|error| (0, error.without_brackets(range)));
        }
        let read = |(n, item): (usize, &&str)| grammar::single(item).map_err(|fault| (n, refusal::explain(item, fault)));
        let terms = items.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?;
        let empty = || DateError {
            kind: DateErrorKind::Invalid,
            range: 0..0,
            message: "there is no date between the brackets".into(),
            meant: None,
        };
        Date::one_among(terms).ok_or_else(|| (0, empty()))
    }

    /// The first day or moment; `None` where the start is open.
    pub fn start(&self) -> Option<Point> {
        match &self.0 {
            Shape::Until(_) | Shape::OnOrBefore(_) => None,
            _ => Some(self.earliest()),
        }
    }

    /// The last day or moment, inclusive; `None` where the end is open.
    pub fn end(&self) -> Option<Point> {
        match &self.0 {
            Shape::Since(_) | Shape::OnOrAfter(_) => None,
            _ => Some(self.latest()),
        }
    }

    /// Whether it says itself from when, or until when.
    pub fn is_interval(&self) -> bool {
        matches!(self.0, Shape::Lasted(..) | Shape::Since(_) | Shape::Until(_))
    }

    /// The date as it could be told on a day: of what has begun by then and is not over, the end is open.
    pub fn told_on(&self, day: Day) -> Date {
        match &self.0 {
            Shape::Lasted(first, last) if first.value.start().day() <= day && day < last.value.end().day() => {
                Date(Shape::Since(*first))
            }
            _ => self.clone(),
        }
    }

    /// The first day or moment that is told: the start, or that of the one known date where the start is open.
    pub fn earliest(&self) -> Point {
        self.first_term().value.start()
    }

    /// The last day or moment that is told: the end, or that of the one known date where the end is open.
    pub fn latest(&self) -> Point {
        match &self.0 {
            Shape::Lasted(_, last) | Shape::Between(_, last) => last.value.end(),
            // The last to begin need not be the last to end: `[2022,2022-03]`.
            _ => {
                let ends = self.terms().into_iter().map(|term| term.value.end());
                ends.max().unwrap_or_else(|| self.first_term().value.end())
            }
        }
    }

    /// The precision of the start (of the one known date where that is open).
    pub fn precision(&self) -> Precision {
        self.first_term().value.precision()
    }

    /// Whether any part of it is marked `~` or `%`.
    pub fn approximate(&self) -> bool {
        self.terms().iter().any(|term| term.approximate)
    }

    /// Whether any part of it is marked `?` or `%`.
    pub fn uncertain(&self) -> bool {
        self.terms().iter().any(|term| term.uncertain)
    }

    /// Whether it is one date among several, rather than one or something that lasted.
    pub fn one_of(&self) -> bool {
        matches!(self.0, Shape::OneOf(_) | Shape::Between(..) | Shape::OnOrAfter(_) | Shape::OnOrBefore(_))
    }

    /// The value of an HTML `datetime` attribute: the start (or the one known date) at its precision. `None` for years before
    /// 1, which HTML does not have.
    pub fn datetime(&self) -> Option<String> {
        self.first_term().value.datetime()
    }

    /// The normalised text: the same date, read again.
    pub fn edtf(&self) -> String {
        match &self.0 {
            Shape::One(term) => term.to_string(),
            Shape::Lasted(a, b) => format!("{a}/{b}"),
            Shape::Since(a) => format!("{a}/.."),
            Shape::Until(b) => format!("../{b}"),
            Shape::OneOf(terms) => {
                let terms: Vec<String> = terms.iter().map(Term::to_string).collect();
                format!("[{}]", terms.join(","))
            }
            Shape::Between(a, b) => format!("[{a}..{b}]"),
            Shape::OnOrAfter(a) => format!("[{a}..]"),
            Shape::OnOrBefore(b) => format!("[..{b}]"),
        }
    }

    /// How it is drawn.
    pub fn mark(&self) -> Mark {
        let plain = self.terms().iter().all(|term| term.is_plain());
        match &self.0 {
            _ if self.one_of() => Mark::OneOf,
            Shape::One(_) if plain => Mark::Day,
            Shape::One(_) => Mark::About,
            _ if plain => Mark::Span,
            _ => Mark::SpanAbout,
        }
    }

    /// The value of a date that is neither a range nor a set, and carries no mark.
    fn sole_value(&self) -> Option<Value> {
        match self.0 {
            Shape::One(term) if term.is_plain() => Some(term.value),
            _ => None,
        }
    }

    fn first_term(&self) -> Term {
        match &self.0 {
            Shape::One(a)
            | Shape::Lasted(a, _)
            | Shape::Since(a)
            | Shape::Until(a)
            | Shape::Between(a, _)
            | Shape::OnOrAfter(a)
            | Shape::OnOrBefore(a) => *a,
            Shape::OneOf(terms) => terms[0],
        }
    }

    /// Its dates: for a range the two ends.
    fn terms(&self) -> Vec<Term> {
        match &self.0 {
            Shape::OneOf(terms) => terms.to_vec(),
            Shape::Lasted(a, b) | Shape::Between(a, b) => vec![*a, *b],
            _ => vec![self.first_term()],
        }
    }

    fn one(term: Term) -> Date {
        Date(Shape::One(term))
    }

    /// From one date to another; from a date to itself is that date.
    fn lasted(a: Term, b: Term) -> Date {
        Date(if a == b { Shape::One(a) } else { Shape::Lasted(a, b) })
    }

    /// Some date between two; neighbours are one or the other.
    fn between(a: Term, b: Term) -> Date {
        if a == b {
            return Date::one(a);
        }
        if a.is_plain() && b.is_plain() && a.value.is_followed_by(b.value) {
            return Date(Shape::OneOf([a, b].into()));
        }
        Date(Shape::Between(a, b))
    }

    /// One of several; `None` for one of none.
    fn one_among(mut terms: Vec<Term>) -> Option<Date> {
        terms.sort_by_key(|term| {
            let (start, end) = (term.value.start().instant(), term.value.end().instant());
            (start, end, term.value.precision(), term.to_string())
        });
        terms.dedup();
        match terms.as_slice() {
            [] => None,
            [only] => Some(Date::one(*only)),
            _ => Some(Date(Shape::OneOf(terms.into()))),
        }
    }
}

/// As exports show it: `edtf`, `start`, `end`, `precision`, `approximate`, `uncertain`, `one_of`, `text`, each always there.
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let point = |point: Option<Point>| point.map(|point| point.to_string());
        let mut out = serializer.serialize_struct("Date", 8)?;
        out.serialize_field("edtf", &self.edtf())?;
        out.serialize_field("start", &point(self.start()))?;
        out.serialize_field("end", &point(self.end()))?;
        out.serialize_field("precision", self.precision().as_str())?;
        out.serialize_field("approximate", &self.approximate())?;
        out.serialize_field("uncertain", &self.uncertain())?;
        out.serialize_field("one_of", &self.one_of())?;
        out.serialize_field("text", &self.text())?;
        out.end()
    }
}
