//! The day that is meant, in place of a word that tells none. Only where the sentence stays one, and where one day is meant.

use std::ops::Range;

use crate::analysis::facts::{Facts, Look};
use crate::analysis::relative::{Meaning, Relative};
use crate::analysis::rules::relative_date::{day_of_writing, help};
use crate::base::date::Day;
use crate::base::diagnostic::Edit;
use crate::model::registry::RecordId;
use crate::syntax::markdown::Run;

use super::{Change, Sort, Suggestion, is_in};

/// Behind these words a day needs no other: "since 19 January 2022".
const BEFORE_A_DAY: &str = "by since until till from before after of for through during over than in on between around";

/// Behind these words it may share what stands before another day: "between yesterday and tomorrow".
const BEHIND_ANOTHER: &str = "and or nor to as almost nearly";

/// Before these words it is no time at which something happens, but a thing of its own, or a part of one: "yesterday was", "tomorrow night".
const BEFORE_SOMETHING_ELSE: &str = "is are was were has have had will would can could shall should may might must does do did be been \
    morning afternoon evening night nights noon midnight alone only itself week marks marked brings brought saw sees alike";

/// Before "two days ago" they make it no one day.
const ABOUT: &str = "about around some over than under roughly only just";

const DAYS: &str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday today tomorrow yesterday";

/// Behind these a year or a week is that of the same day: "this day last year".
const BEHIND_A_DAY: &str = "day days time date";

const PARTS_OF_A_DAY: [&str; 4] = ["night", "morning", "afternoon", "evening"];

pub(super) fn find(facts: &Facts, found: &mut Vec<Suggestion>) {
    facts.for_each_scan(|look| {
        if look.quoted || !look.is_english() {
            return;
        }
        let day = look.owner.and_then(|_| day_of_writing(&facts.model, look.owner));
        let sentences = look.passage.prose.sentences();
        for relative in &look.scan.relative {
            let Some(run) = look.passage.prose.runs.get(relative.run) else { continue };
            let words = &run.text[relative.range.clone()];
            let span = look.passage.span(run.source(relative.range.clone()));
            let mut told = Suggestion::new(Sort::RelativeDate, span, words, why(facts, look, relative, day));
            if let Some(text) = day.and_then(|day| wording(run, relative, day)) {
                // A sentence that tells a day is not looked at again: what else it leaves open would be forgotten.
                let sentence = sentences.extent(relative.run, &relative.range);
                let is_here = |other: &&Relative| other.run == relative.run && sentence.contains(&other.range.start);
                let mut others = look.scan.relative.iter().filter(is_here);
                let all = others.all(|other| day.is_some_and(|day| wording(run, other, day).is_some()));
                if all && look.passage.text.verbatim.is_some() {
                    told.changes.push(Change::Replace(Edit { span, text: text.clone() }));
                }
                told.paste.push(text);
            }
            found.push(told);
        }
    });
}

fn why(facts: &Facts, look: &Look<'_>, relative: &Relative, day: Option<Day>) -> String {
    match day {
        Some(_) => help(&facts.model, look.owner, relative.meaning),
        None => match look.owner {
            Some(RecordId::Claim(_)) => "a claim is read on many days: write the day that is meant".to_owned(),
            _ => "nothing tells the day that it is counted from: give the page a `date`".to_owned(),
        },
    }
}

/// What is written in place of the words; nothing where they may mean two days, or the sentence would be none.
fn wording(run: &Run, relative: &Relative, day: Day) -> Option<String> {
    let Relative { range, meaning, .. } = relative;
    if !meaning.is_settled(day) {
        return None;
    }
    let words = run.text.get(range.clone())?;
    let before = around(&run.text, range).filter(|word| !is_in(BEHIND_ANOTHER, word))?;
    if words.ends_with(" ago") && is_in(ABOUT, before) {
        return None;
    }
    if is_in(BEHIND_A_DAY, before) && !matches!(meaning, Meaning::Days(_) | Meaning::Weekday(..)) {
        return None;
    }
    let bare = is_in(BEFORE_A_DAY, before);
    let said = meaning.on(day)?;
    let lower = words.to_lowercase();
    let part = PARTS_OF_A_DAY.iter().find(|part| lower.ends_with(*part));
    let (joins, said) = match (meaning, part) {
        (Meaning::Days(_), Some(part)) => ("on", format!("the {part} of {said}")),
        (Meaning::Days(_) | Meaning::Weekday(..), _) => ("on", said),
        (Meaning::Week(_), _) => ("in", format!("the week of {said}")),
        (Meaning::Month(_) | Meaning::Year(_), _) => ("in", said),
    };
    let text = if bare { said } else { format!("{joins} {said}") };
    let mut letters = text.chars();
    match letters.next() {
        Some(first)
            if words.starts_with(char::is_uppercase)
                || words.starts_with(char::is_numeric) && is_first(&run.text[..range.start]) =>
        {
            Some(first.to_uppercase().chain(letters).collect())
        }
        _ => Some(text),
    }
}

/// Whether a sentence begins behind a text.
fn is_first(before: &str) -> bool {
    let told = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '"' | '(' | '‘' | '«' | '„'));
    told.is_empty() || told.ends_with(['.', '!', '?', '…'])
}

/// The word before, empty where a sentence begins; nothing where the words are a part of something longer.
fn around<'r>(text: &'r str, range: &Range<usize>) -> Option<&'r str> {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let joins = |c: char| matches!(c, '\'' | '’' | '-' | '–' | '‑' | '/');
    if after.starts_with(joins) || before.ends_with(joins) {
        return None;
    }
    // "Yesterday" in the middle of a sentence is the title of something.
    let told = before.trim_end();
    let is_first = told.is_empty() || told.ends_with(['.', '!', '?', '…', ':', '“', '”', '"', '(']);
    if text[range.clone()].starts_with(char::is_uppercase) && !is_first {
        return None;
    }
    if after.starts_with(char::is_whitespace) {
        let mut next = after.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let (next, second) = (next.next().unwrap_or_default(), next.next().unwrap_or_default());
        // "last Tuesday and Wednesday", "week after week", "two days ago today"
        let goes_on = is_in("and or to through", next) && is_in(DAYS, second);
        let again = is_in("after by to", next) && is_in("day week month year", second);
        if is_in(BEFORE_SOMETHING_ELSE, next) || goes_on || again || next == "today" {
            return None;
        }
    }
    let word = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    Some(if before.ends_with(char::is_whitespace) { word } else { "" })
}
