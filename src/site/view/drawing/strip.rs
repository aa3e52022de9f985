//! The overview above a timeline: a strip of time with a lane for each party; a meeting joins its lanes by a line.
//!
//! Marks say how exactly a day is known, as in the list below: a disc is that day, a bar lasted, a dotted ring is about then, brackets are
//! one of these days, a ring is planned.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::base::date::Day;
use crate::site::words::count;

/// Lanes beyond these would be unreadable: who is in no lane stands in the last, "others".
pub const LANES: usize = 5;
/// A lane's height in pixels.
const LANE: usize = 28;
/// Where the first lane's line runs, below the ticks' labels.
const TOP: usize = 40;
/// More marks are not told apart on a screen: events at one place of a lane are one mark from here on.
const PLACES: i64 = 400;

/// The drawing.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Strip {
    /// In pixels.
    pub height: usize,
    /// What it shows, in one plain sentence.
    pub words: String,
    /// Where the vertical lines begin, in pixels.
    pub top: usize,
    /// Where they end.
    pub bottom: usize,
    /// Days, months or years, from left to right.
    pub ticks: Vec<Tick>,
    /// The parties.
    pub lanes: Vec<Lane>,
    /// Lines that join the lanes of one event.
    pub joins: Vec<Join>,
    /// What happened.
    pub marks: Vec<MarkAt>,
}

/// A vertical line.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Tick {
    /// Percentage of the width, with its sign.
    pub x: String,
    /// "17", "3 Jan", "2022".
    pub label: String,
}

/// A horizontal line.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Lane {
    /// Pixels from the top.
    pub y: usize,
    /// Whose it is.
    pub label: String,
}

/// A line between lanes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Join {
    /// Percentage of the width, with its sign.
    pub x: String,
    /// Pixels from the top.
    pub y1: usize,
    /// Pixels from the top.
    pub y2: usize,
}

/// A mark.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct MarkAt {
    /// `day` `span` `about` `oneof` `span-about` `plan`
    pub kind: &'static str,
    /// Percentage of the width, with its sign: where it begins, or its middle.
    pub x: String,
    /// Where it ends, if it has a length.
    pub end: Option<String>,
    /// Pixels from the top.
    pub y: usize,
}

/// What is to be drawn of an event.
#[derive(Clone, Debug)]
pub struct Happening {
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Day,
    /// Its mark.
    pub mark: &'static str,
    /// Its lanes, by their places in the list of labels.
    pub lanes: Vec<usize>,
}

/// Draws a strip; nothing where all is one day.
pub fn draw(happenings: &[Happening], labels: Vec<String>) -> Option<Strip> {
    let first = happenings.iter().map(|event| event.first).min()?;
    let last = happenings.iter().map(|event| event.last).max()?;
    let span = i64::from(last.days_after(first));
    if span == 0 {
        return None;
    }
    let scale = Scale { first, span };
    let y = |lane: usize| TOP + lane * LANE;
    let mut joins = BTreeSet::new();
    let mut marks = BTreeSet::new();
    for event in happenings {
        let (begin, end) = (scale.at(event.first), scale.at(event.last));
        // Where a day is not known exactly its mark stands in the middle of the days that it may be.
        let long = matches!(event.mark, "span" | "span-about" | "plan") && end > begin;
        let x = if long { begin } else { (begin + end) / 2 };
        for lane in &event.lanes {
            marks.insert((x, MarkAt { kind: event.mark, x: percent(x), end: long.then(|| percent(end)), y: y(*lane) }));
        }
        if let (Some(top), Some(bottom)) = (event.lanes.iter().min(), event.lanes.iter().max())
            && top < bottom
        {
            joins.insert(Join { x: percent(x), y1: y(*top), y2: y(*bottom) });
        }
    }
    let bottom = y(labels.len().max(1) - 1) + 14;
    let words = format!(
        "{} from {} to {}, in lanes: {}. The list below says the same.",
        count(happenings.len(), "event", "events"),
        first.text(),
        last.text(),
        labels.join(", ")
    );
    Some(Strip {
        height: bottom + 8,
        words,
        top: 22,
        bottom,
        ticks: scale.ticks(),
        lanes: labels.into_iter().enumerate().map(|(lane, label)| Lane { y: y(lane), label }).collect(),
        joins: joins.into_iter().collect(),
        marks: marks.into_iter().map(|(_, mark)| mark).collect(),
    })
}

struct Scale {
    first: Day,
    /// In days, at least 1.
    span: i64,
}

impl Scale {
    /// The place of a day, in thousandths of the width; two are never closer than a screen can show.
    fn at(&self, day: Day) -> i64 {
        let place = i64::from(day.days_after(self.first)) * PLACES / self.span;
        20 + place * 960 / PLACES
    }

    /// At most nine days, weeks, months, years or more on which the eye can rest.
    fn ticks(&self) -> Vec<Tick> {
        let every = |days: &dyn Fn(&Day) -> bool, label: &dyn Fn(Day, bool) -> String| {
            let mut ticks = Vec::new();
            let mut month = None;
            for day in (0..=self.span).filter_map(|n| self.first.plus(i32::try_from(n).ok()?)).filter(days) {
                let new = month.replace((day.year(), day.month())) != Some((day.year(), day.month()));
                ticks.push(Tick { x: percent(self.at(day)), label: label(day, new) });
            }
            ticks
        };
        let day = |day: Day, new: bool| {
            if new { format!("{} {}", day.day(), MONTHS[usize::from(day.month()) - 1]) } else { day.day().to_string() }
        };
        let month = |day: Day, _: bool| match day.month() {
            1 => format!("Jan {}", day.year()),
            month => MONTHS[usize::from(month) - 1].to_owned(),
        };
        match self.span {
            0..=9 => every(&|_| true, &day),
            10..=63 => every(&|day| day.is_monday(), &day),
            64..=250 => every(&|day| day.day() == 1, &month),
            251..=760 => every(&|day| day.day() == 1 && day.month() % 3 == 1, &month),
            _ => self.years(),
        }
    }

    fn years(&self) -> Vec<Tick> {
        let years = i32::try_from(self.span / 365 + 1).unwrap_or(i32::MAX);
        let step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].into_iter().find(|step| years / step <= 8).unwrap_or(5000);
        let first = self.first.year();
        (first..=first.saturating_add(years))
            .filter(|year| year.rem_euclid(step) == 0)
            .filter_map(|year| Day::new(year, 1, 1))
            .filter(|day| (0..=self.span).contains(&i64::from(day.days_after(self.first))))
            .map(|day| Tick {
                x: percent(self.at(day)),
                label: if day.year() > 0 { day.year().to_string() } else { format!("{} BC", 1 - day.year()) },
            })
            .collect()
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn percent(thousandths: i64) -> String {
    if thousandths % 10 == 0 { format!("{}%", thousandths / 10) } else { format!("{}.{}%", thousandths / 10, thousandths % 10) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn labels(first: &str, last: &str) -> Vec<String> {
        let scale = Scale { first: day(first), span: i64::from(day(last).days_after(day(first))) };
        scale.ticks().into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn ticks_suit_the_time_that_is_shown() {
        for (first, last, expected) in [
            ("2022-01-30", "2022-02-02", "30 Jan, 31, 1 Feb, 2"),
            ("2021-12-21", "2022-01-23", "27 Dec, 3 Jan, 10, 17"),
            ("2021-11-15", "2022-03-10", "Dec, Jan 2022, Feb, Mar"),
            ("2021-02-01", "2022-09-01", "Apr, Jul, Oct, Jan 2022, Apr, Jul"),
            ("1998-02-01", "2022-09-01", "2000, 2005, 2010, 2015, 2020"),
            ("-0043-01-01", "0014-08-19", "41 BC, 31 BC, 21 BC, 11 BC, 1 BC, 10"),
        ] {
            assert_eq!(labels(first, last).join(", "), expected, "{first} to {last}");
        }
    }

    #[test]
    fn a_meeting_joins_its_lanes_and_a_span_has_a_length() {
        let event = |first: &str, last: &str, mark, lanes: &[usize]| Happening {
            first: day(first),
            last: day(last),
            mark,
            lanes: lanes.to_vec(),
        };
        let strip = draw(
            &[
                event("2022-01-01", "2022-01-01", "day", &[0, 2]),
                event("2022-01-03", "2022-01-07", "span", &[1]),
                event("2022-01-10", "2022-01-11", "oneof", &[1]),
                event("2022-01-11", "2022-01-11", "day", &[1]),
            ],
            ["A", "B", "C"].map(str::to_owned).to_vec(),
        )
        .expect("a strip");
        let marks: Vec<String> =
            strip.marks.iter().map(|mark| format!("{} {} {:?} {}", mark.kind, mark.x, mark.end, mark.y)).collect();
        assert_eq!(
            marks,
            ["day 2% None 40", "day 2% None 96", "span 21.2% Some(\"59.6%\") 68", "oneof 93.2% None 68", "day 98% None 68",]
        );
        assert_eq!(strip.joins, [Join { x: "2%".to_owned(), y1: 40, y2: 96 }]);
    }

    #[test]
    fn one_day_needs_no_overview() {
        let event = Happening { first: day("2022-01-01"), last: day("2022-01-01"), mark: "day", lanes: vec![0] };
        assert!(draw(&[event], vec!["A".to_owned()]).is_none());
        assert!(draw(&[], Vec::new()).is_none());
    }
}
