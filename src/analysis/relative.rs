//! Words that tell a day only to whoever knows when they were written: "yesterday", "on Monday", "last week". English.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::base::date::{Date, Day};
use crate::syntax::markdown::{Place, Prose};

use super::mention::stands_alone;

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// From one on.
const NUMBERS: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
/// From twenty on.
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
/// A number in words goes on behind these.
const LARGE: [&str; 3] = ["hundred", "thousand", "dozen"];

/// Long and short; they count only beside a number, so that "may" does no harm.
const MONTHS: &str = "january jan february feb march mar april apr may june jun july jul august aug september sept sep october oct \
    november nov december dec";

/// Before "last week" they make it one of a series, or the end of one: "the last week".
const OWNERS: [&str; 14] = ["the", "a", "his", "her", "its", "their", "our", "my", "your", "whose", "every", "each", "that", "s"];

/// What a phrase means, counted from a day.
#[derive(Clone, Copy, Debug)]
pub enum Meaning {
    /// So many days later.
    Days(i32),
    /// A day of the week: before the day, on whichever side, or after it.
    Weekday(i32, Side),
    /// So many weeks later.
    Week(i32),
    /// So many months later.
    Month(i32),
    /// So many years later.
    Year(i32),
}

/// On which side of the day of writing a day of the week lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Side {
    /// Before it.
    Before,
    /// On whichever side.
    Any,
    /// After it.
    After,
}

/// Such words in a text.
#[derive(Clone, Debug)]
pub struct Relative {
    /// The run.
    pub run: usize,
    /// Bytes of its text.
    pub range: Range<usize>,
    /// What they mean.
    pub meaning: Meaning,
}

/// All such words, ready to be looked for.
pub struct RelativeDays {
    automaton: Option<AhoCorasick>,
    known: Vec<(String, Phrase)>,
}

/// What so many units mean.
type Counted = fn(i32) -> Meaning;

/// What is looked for.
#[derive(Clone, Copy)]
enum Phrase {
    /// Words that mean something by themselves.
    Whole(Meaning),
    /// A unit, behind a number of them.
    Ago(Counted),
}

impl Default for RelativeDays {
    fn default() -> RelativeDays {
        let known = phrases();
        let words = known.iter().map(|(phrase, _)| phrase);
        let mut automaton = AhoCorasick::builder();
        automaton.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::DFA));
        RelativeDays { automaton: automaton.build(words).ok(), known }
    }
}

impl RelativeDays {
    /// Those of running text outside of quotations, in sentences that tell no day of the calendar.
    pub fn find(&self, prose: &Prose) -> Vec<Relative> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut found = Vec::new();
        let sentences = prose.sentences();
        for (index, run) in prose.runs.iter().enumerate().filter(|(_, run)| run.place == Place::Text) {
            for hit in automaton.find_iter(&run.text) {
                let (range, meaning) = match self.known[hit.pattern().as_usize()].1 {
                    Phrase::Whole(meaning) => (hit.range(), meaning),
                    Phrase::Ago(meaning) => {
                        let Some((start, number)) = number_before(&run.text[..hit.start()]) else { continue };
                        (start..hit.end(), meaning(-number))
                    }
                };
                let (before, after) = (&run.text[..range.start], &run.text[range.end..]);
                if !stands_alone(&run.text, &range) || is_of_another_kind(meaning, before, after) {
                    continue;
                }
                if run.is_wording(&range)
                    && !run.quoted(range.clone())
                    && !tells_a_day(&run.text[sentences.extent(index, &range)])
                {
                    found.push(Relative { run: index, range, meaning });
                }
            }
        }
        found
    }
}

fn phrases() -> Vec<(String, Phrase)> {
    let mut phrases = vec![
        ("yesterday".to_owned(), Meaning::Days(-1)),
        ("tomorrow".to_owned(), Meaning::Days(1)),
        ("last night".to_owned(), Meaning::Days(-1)),
        ("the day before yesterday".to_owned(), Meaning::Days(-2)),
        ("the day after tomorrow".to_owned(), Meaning::Days(2)),
        ("tonight".to_owned(), Meaning::Days(0)),
        ("this morning".to_owned(), Meaning::Days(0)),
        ("this afternoon".to_owned(), Meaning::Days(0)),
        ("this evening".to_owned(), Meaning::Days(0)),
        ("a week ago".to_owned(), Meaning::Days(-7)),
        ("a month ago".to_owned(), Meaning::Month(-1)),
    ];
    for (word, by) in [("last", -1), ("this", 0), ("next", 1)] {
        phrases.push((format!("{word} week"), Meaning::Week(by)));
        phrases.push((format!("{word} month"), Meaning::Month(by)));
        phrases.push((format!("{word} year"), Meaning::Year(by)));
    }
    for (weekday, name) in (0..).zip(WEEKDAYS) {
        phrases.push((format!("on {name}"), Meaning::Weekday(weekday, Side::Any)));
        phrases.push((format!("last {name}"), Meaning::Weekday(weekday, Side::Before)));
        phrases.push((format!("next {name}"), Meaning::Weekday(weekday, Side::After)));
    }
    let mut phrases: Vec<_> = phrases.into_iter().map(|(phrase, meaning)| (phrase, Phrase::Whole(meaning))).collect();
    let units: [(&str, Counted); 3] = [("day", Meaning::Days), ("week", Meaning::Week), ("month", Meaning::Month)];
    for (unit, meaning) in units {
        phrases.push((format!("{unit} ago"), Phrase::Ago(meaning)));
        phrases.push((format!("{unit}s ago"), Phrase::Ago(meaning)));
    }
    phrases
}

/// The number that a text ends with, in figures or words, and where it begins; nothing where it is a part of something longer: of a range,
/// a fraction, of hundreds in words.
fn number_before(text: &str) -> Option<(usize, i32)> {
    let words = text.trim_end();
    let start_of = |words: &str| {
        words.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8))
    };
    let place = |list: &[&str], word: &str| list.iter().position(|known| known.eq_ignore_ascii_case(word)).map(|at| at as i32);
    let is_spaced = words.len() < text.len();
    let mut start = start_of(words);
    let word = &words[start..];
    let figures = word.parse::<i32>().ok().filter(|number| (1..1000).contains(number) && !word.starts_with('+'));
    let ten = |word: &str| place(&TENS, word).map(|at| 10 * (at + 2));
    let mut number = figures.or_else(|| ten(word)).or_else(|| place(&NUMBERS, word).map(|at| at + 1))?;
    let joined = text[..start].trim_end_matches(['-', '‑', ' ']);
    let tens = &joined[start_of(joined)..];
    if figures.is_none()
        && number < 10
        && let Some(ten) = ten(tens)
    {
        (number, start) = (ten + number, joined.len() - tens.len());
    }
    let before = &text[..start];
    let mut words = before.split(|c: char| !c.is_alphanumeric()).rev().filter(|word| !word.is_empty());
    let last = words.next().unwrap_or_default();
    let last = if last.eq_ignore_ascii_case("and") { words.next().unwrap_or_default() } else { last };
    let is_large = LARGE.iter().any(|word| word.eq_ignore_ascii_case(last));
    let is_number = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()) || place(&NUMBERS, last).is_some();
    let goes_on =
        before.ends_with(['-', '–', '—', '‑', ',', '.', '/', '\'', '’']) || is_large || is_number || ten(last).is_some();
    (is_spaced && !goes_on).then_some((start, number))
}

/// Whether the words around it make it no day of the calendar: "the last week", "last week of the war", "on Monday mornings".
fn is_of_another_kind(meaning: Meaning, before: &str, after: &str) -> bool {
    let word_before = before.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    let next = after.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_counted = !matches!(meaning, Meaning::Days(_)) && OWNERS.iter().any(|owner| word_before.eq_ignore_ascii_case(owner));
    let is_counted = is_counted && before.ends_with(char::is_whitespace);
    is_counted || matches!(next, "of" | "mornings" | "afternoons" | "evenings" | "nights")
}

/// Whether a sentence has a day and a month: "19 January", "January 19th", "2022-01-19".
fn tells_a_day(sentence: &str) -> bool {
    let words: Vec<String> =
        sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map(String::as_str).unwrap_or_default();
    let is_day = |at: Option<usize>| {
        let word = word(at);
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        bare.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
    };
    (0..words.len()).any(|at| {
        let month = MONTHS.split_whitespace().any(|month| month == words[at]);
        let day_before = is_day(at.checked_sub(1)) || (word(at.checked_sub(1)) == "of" && is_day(at.checked_sub(2)));
        let iso = words[at].len() == 4 && words[at].parse::<u16>().is_ok() && is_day(Some(at + 1)) && is_day(Some(at + 2));
        iso || (month && (day_before || is_day(Some(at + 1))))
    })
}

impl Meaning {
    /// Whether it means one day, week, month or year when it is counted from a day: "on Monday" may lie on either side of it.
    pub fn is_settled(self, day: Day) -> bool {
        !matches!(self, Meaning::Weekday(weekday, Side::Any) if weekday != day.weekday_from_monday())
    }

    /// What it means on a day, in words; nothing beyond the calendar.
    pub fn on(self, day: Day) -> Option<String> {
        let text = |written: String| Some(Date::parse(&written).ok()?.text());
        let year = |by: i32| format!("{:04}", day.year() + by);
        match self {
            Meaning::Days(by) => Some(day.plus(by)?.text()),
            Meaning::Week(by) => {
                let monday = day.plus(7 * by - day.weekday_from_monday())?;
                text(format!("{monday}/{}", monday.plus(6)?))
            }
            Meaning::Month(by) => {
                let months = day.year() * 12 + i32::from(day.month()) - 1 + by;
                text(format!("{:04}-{:02}", months.div_euclid(12), months.rem_euclid(12) + 1))
            }
            Meaning::Year(by) => text(year(by)),
            Meaning::Weekday(weekday, side) => {
                let since = (day.weekday_from_monday() - weekday).rem_euclid(7);
                let (before, after) = (day.plus(if since == 0 { -7 } else { -since })?, day.plus(7 - since)?);
                Some(match side {
                    Side::Before => before.text(),
                    Side::After => after.text(),
                    Side::Any if since == 0 => day.text(),
                    Side::Any => format!("{}, or {} if it lay ahead", before.text(), after.text()),
                })
            }
        }
    }
}
