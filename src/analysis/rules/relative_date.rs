//! `relative-date`: see its Markdown beside this file.

use crate::analysis::asof::told_on;
use crate::analysis::facts::Facts;
use crate::analysis::phrases::Phrases;
use crate::analysis::wording::{Wording, for_each_english};
use crate::base::date::{Date, Day};
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::registry::{Model, RecordId};

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "relative-date", level: Level::Warning, group: Group::Prose, text: include_str!("relative-date.md") };

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Long and short; they count only beside a number, so that "may" does no harm.
const MONTHS: &str = "january jan february feb march mar april apr may june jun july jul august aug september sept sep october oct \
    november nov december dec";

/// Before "last week" they make it one of a series, or the end of one: "the last week".
const OWNERS: [&str; 14] = ["the", "a", "his", "her", "its", "their", "our", "my", "your", "whose", "every", "each", "that", "s"];

/// What a phrase means, counted from a day.
#[derive(Clone, Copy)]
enum Meaning {
    /// So many days later.
    Days(i32),
    /// A day of the week: before the day, on whichever side, or after it.
    Weekday(i32, Side),
    Week(i32),
    Month(i32),
    Year(i32),
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Before,
    Any,
    After,
}

/// Finds days that only the day of writing tells.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let known = phrases();
    let phrases = Phrases::of(known.iter().map(|(phrase, _)| phrase));
    for_each_english(facts, |wording| {
        let text = wording.run.text.as_str();
        for (phrase, range) in phrases.find(text) {
            let (before, after) = (&text[..range.start], &text[range.end..]);
            let meaning = known[phrase].1;
            if !wording.is_ours(&range) || is_of_another_kind(meaning, before, after) {
                continue;
            }
            if tells_a_day(&text[wording.run.sentence(&range)]) {
                continue;
            }
            let message = format!("what `{}` means depends on when it is read", &text[range.clone()]);
            found.push(Diagnostic::warning("relative-date", wording.span(range), message).help(help(facts, wording, meaning)));
        }
    });
}

fn phrases() -> Vec<(String, Meaning)> {
    let mut phrases = vec![
        ("yesterday".to_owned(), Meaning::Days(-1)),
        ("tomorrow".to_owned(), Meaning::Days(1)),
        ("last night".to_owned(), Meaning::Days(-1)),
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
    phrases
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

fn help(facts: &Facts, wording: &Wording<'_>, meaning: Meaning) -> String {
    let counted = day_of_writing(&facts.model, wording.owner).and_then(|day| Some((day, meant(meaning, day)?)));
    match counted {
        Some((day, meant)) => format!("write the date: counted from {} it is {meant}", day.text()),
        None => "write the date".to_owned(),
    }
}

/// The day that the words are written for, if it is known to be one day.
fn day_of_writing(model: &Model, owner: Option<RecordId>) -> Option<Day> {
    let date = told_on(model, owner?)?;
    let (first, last) = (date.earliest().day(), date.latest().day());
    (first == last && !date.approximate() && !date.uncertain()).then_some(first)
}

/// What a phrase means, in words.
fn meant(meaning: Meaning, day: Day) -> Option<String> {
    let text = |written: String| Some(Date::parse(&written).ok()?.text());
    let year = |by: i32| format!("{:04}", day.year() + by);
    match meaning {
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
