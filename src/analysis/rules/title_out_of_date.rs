//! `title-out-of-date`: see its Markdown beside this file.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::analysis::asof::{held, roles, told_on};
use crate::analysis::backlink::meant;
use crate::analysis::facts::{Facts, Look};
use crate::analysis::link::{Goal, goals};
use crate::base::date::{Date, Day, Precision};
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::fold::fold;
use crate::base::id::Id;
use crate::model::actor::{Actor, Role};
use crate::model::registry::RecordId;
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "title-out-of-date", level: Level::Warning, group: Group::Prose, text: include_str!("title-out-of-date.md") };

/// Words before a title that say of which time it is, or make another title of it.
const TIMELY: &str = "then former formerly ex onetime time past previous previously late later future eventual incoming outgoing designate \
    designated elect acting interim deputy vice prime first under assistant associate honorary shadow";

/// How many words of where the title is held may stand between it and them.
const BETWEEN: usize = 3;

/// Finds titles beside names that the page's day does not bear out. Quotations are left alone: whoever speaks may be wrong about it.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    if facts.model.actors.values().all(|actor| actor.roles.is_empty()) {
        return;
    }
    facts.for_each_scan(|look| {
        let Some(when) = look.owner.and_then(|owner| told_on(&facts.model, owner)) else { return };
        for (id, run, name) in people(facts, look) {
            let actor = &facts.model.actors[id];
            let Some(text) = look.passage.prose.runs.get(run).map(|run| run.text.as_str()) else { continue };
            for role in &actor.roles {
                let Some(place) = beside(text, &name, &role.title.text) else { continue };
                let is_fine = is_borne_out(actor, role, when) || is_ahead_of_a_longer(actor, role, text, &name);
                // Last, since it looks through the whole paragraph.
                if is_fine || !look.is_ours_at(run, &name) {
                    continue;
                }
                found.push(finding(look, actor, role, when, run, place));
                break;
            }
        }
    });
}

/// Whom a passage names or links, each with the run and the place in it where that stands.
fn people(facts: &Facts, look: &Look<'_>) -> Vec<(Id<Actor>, usize, Range<usize>)> {
    let head = look.owner.map(|id| facts.model.head(id));
    let named = look.scan.mentions.iter().filter_map(|sighting| {
        let mention = &sighting.mention;
        match meant(&facts.model, &facts.names, head, &mention.targets, look.words(mention))? {
            RecordId::Actor(id) => Some((id, mention.run, mention.range.clone())),
            _ => None,
        }
    });
    let goals = goals(&facts.model, look.passage).into_iter().enumerate();
    let linked = goals.filter_map(|(number, goal)| match goal {
        Goal::Record(RecordId::Actor(id), _) => {
            let (run, place) = look.passage.prose.reference_place(number)?;
            Some((id, run, place))
        }
        _ => None,
    });
    named.chain(linked).collect()
}

/// Whether the title may have held on some day of the date, in this role or in another of the same words.
fn is_borne_out(actor: &Actor, role: &Role, when: &Date) -> bool {
    let folded = fold(&role.title.text);
    actor.roles.iter().filter(|other| fold(&other.title.text) == folded).any(|other| {
        let (first, last) = span(when);
        // A role of a part of that time, too, is a role that was held.
        other.since.as_ref().is_none_or(|since| since.value.earliest().day() <= last)
            && other.until.as_ref().is_none_or(|until| first <= until.value.latest().day())
    })
}

/// The days of a date; about such a day it may have been a month before or after, about a month a year, about a year ten.
fn span(when: &Date) -> (Day, Day) {
    let (first, last) = (when.earliest().day(), when.latest().day());
    let margin = match when.precision() {
        _ if !when.approximate() => 0,
        Precision::Moment | Precision::Day | Precision::Week => 31,
        Precision::Month | Precision::Season => 366,
        _ => 3653,
    };
    (first.plus(-margin).unwrap_or(first), last.plus(margin).unwrap_or(last))
}

/// Whether a longer title of the actor, which holds this one, stands there: "Deputy Foreign Minister".
fn is_ahead_of_a_longer(actor: &Actor, role: &Role, text: &str, name: &Range<usize>) -> bool {
    let longer = |other: &&Role| other.title.text.len() > role.title.text.len();
    actor
        .roles
        .iter()
        .filter(longer)
        .any(|other| fold(&other.title.text).contains(&fold(&role.title.text)) && beside(text, name, &other.title.text).is_some())
}

/// Where a title stands directly before a name, or after it between commas, unless a word before it says of which time it is.
fn beside(text: &str, name: &Range<usize>, title: &str) -> Option<Range<usize>> {
    let title = fold(title);
    let words: Vec<Range<usize>> = text.unicode_word_indices().map(|(at, word)| at..at + word.len()).collect();
    let length = title.unicode_words().count();
    let is_title = |range: &Range<usize>| text.get(range.clone()).is_some_and(|words| fold(words) == title);
    let is_timely = |word: &Range<usize>| TIMELY.split_ascii_whitespace().any(|timely| fold(&text[word.clone()]) == timely);
    // "former US President", "the then Ukrainian Foreign Minister": of which country it is may stand between.
    let timely = |last: Option<usize>| {
        let Some(last) = last else { return false };
        let mut next = words[last].end;
        for word in words[..=last].iter().rev().take(1 + BETWEEN) {
            let between = text[word.end..next].trim();
            let is_abbreviated = between == "." && text[word.clone()].contains('.');
            if !is_abbreviated && !matches!(between, "" | "-" | "‑") {
                return false;
            }
            if is_timely(word) {
                return true;
            }
            if !text[word.clone()].starts_with(char::is_uppercase) {
                return false;
            }
            next = word.start;
        }
        false
    };
    if length == 0 {
        return None;
    }
    let (before, after) =
        (words.partition_point(|word| word.end <= name.start), words.partition_point(|word| word.start < name.end));
    if let Some(first) = before.checked_sub(length) {
        let range = words[first].start..words[before - 1].end;
        let joined = text[range.end..name.start].chars().all(char::is_whitespace);
        if joined && is_title(&range) && !timely(first.checked_sub(1)) {
            return Some(range);
        }
    }
    // ", foreign minister,", ", the foreign minister of Ukraine,"
    let comma = text[name.end..].trim_start().starts_with(',');
    let article = words.get(after).is_some_and(|word| matches!(fold(&text[word.clone()]).as_str(), "the" | "its" | "their"));
    let first = after + usize::from(article);
    let range = words.get(first)?.start..words.get(first + length - 1)?.end;
    let directly = text[name.end..words[after].start].chars().all(|c| c.is_whitespace() || c == ',');
    let ended = text[range.end..].trim_start();
    let closed = ended.is_empty() || ended.starts_with([',', '.', ';', ':', ')', '!', '?']) || ended.starts_with("of ");
    (comma && directly && closed && is_title(&range)).then_some(range)
}

fn finding(look: &Look<'_>, actor: &Actor, role: &Role, when: &Date, run: usize, place: Range<usize>) -> Diagnostic {
    let source = look.passage.prose.runs[run].source(place.clone());
    let words = &look.passage.prose.runs[run].text[place];
    let name = clip(&actor.head.title);
    let at = when.text();
    let on = match when.precision() {
        _ if ["about ", "between ", "on ", "since ", "until "].iter().any(|word| at.starts_with(word)) => "",
        Precision::Day | Precision::Moment => "on ",
        _ => "in ",
    };
    let message = format!("{name} was not `{}` {on}{at}", clip(words));
    let day: Day = when.earliest().day();
    let mut diagnostic =
        Diagnostic::warning("title-out-of-date", look.passage.span(source), message).also(role.title.span, term(role));
    let then: Vec<String> = roles(actor, Some(day)).map(|role| format!("`{}`", clip(&role.title.text))).collect();
    diagnostic = match then.as_slice() {
        [] => diagnostic.help(format!("none of the `roles` of {name} is of that day")),
        then => diagnostic.help(format!("{name} was {} then", then.join(" and "))),
    };
    let is_over = !held(&None, &role.until, Some(day));
    diagnostic.help(format!("if it is meant, say so: `{} {}`", if is_over { "former" } else { "later" }, clip(words)))
}

fn term(role: &Role) -> String {
    match (&role.since, &role.until) {
        (Some(since), Some(until)) => format!("from {} until {}", since.value.text(), until.value.text()),
        (Some(since), None) => format!("from {}", since.value.text()),
        (None, Some(until)) => format!("until {}", until.value.text()),
        (None, None) => "at all times".to_owned(),
    }
}
