//! The strict reader: what is a date, and where a text stops being one.

use super::calendar::civil;
use super::clock::{ZONES, moment};
use super::error::quoted;
use super::part::{Fault, Part};
use super::value::{Term, Value};
use super::{Date, DateErrorKind, Shape};

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Result<Date, Fault> {
    let whole = Part { text, at: 0 }.trim();
    if whole.text.is_empty() {
        return Err(Fault::certain(whole, "there is no date here"));
    }
    if let Some(rest) = whole.strip_prefix("[") {
        return match rest.strip_suffix("]") {
            Some(inner) if inner.text.trim().is_empty() => Err(Fault::certain(whole, "there is no date between the brackets")),
            Some(inner) => set(inner.trim()),
            None => Err(Fault::likely(Part { text: "[", at: whole.at }, "this bracket is never closed")),
        };
    }
    if whole.text.starts_with('{') {
        return Err(Fault::certain(whole, "dates that all hold are several events; `[…]` is one of several dates"));
    }
    if let Some((_, bracket)) = whole.text.find('[').and_then(|at| whole.split_at(at))
        && whole.text.contains(':')
    {
        return Err(Fault::likely(bracket, ZONES));
    }
    match whole.split_once("/") {
        Some((start, end)) => interval(whole, start, end),
        None => Ok(Date::one(term(whole).map_err(|fault| without_brackets(whole).unwrap_or(fault))?)),
    }
}

/// A range or list that lacks its brackets. What it means is not guessed: it may have lasted, or be some day between.
fn without_brackets(whole: Part) -> Option<Fault> {
    let is_date = |part: Part| part.text.is_empty() || term(part.trim()).is_ok();
    let (joint, message) = if whole.text.contains("..") {
        ("..", "some day between is written `[a..b]`, what lasted from one to the other `a/b`")
    } else {
        (",", "one of several dates is written `[a,b]`; dates that all hold are several events")
    };
    let (first, rest) = whole.split_once(joint)?;
    (is_date(first) && is_date(rest)).then(|| Fault::certain(whole, message))
}

/// Reads a text that has to be one date, neither range nor set.
pub(super) fn single(text: &str) -> Result<Term, Fault> {
    term(Part { text, at: 0 }.trim())
}

fn interval(whole: Part, start: Part, end: Part) -> Result<Date, Fault> {
    if end.text.contains('/') {
        return Err(Fault::unread(whole));
    }
    if start.text.is_empty() || end.text.is_empty() {
        return Err(Fault::certain(whole, "an open side of an interval is written `..`"));
    }
    match (side(start, "..")?, side(end, "..")?) {
        (Some(a), Some(b)) => in_order(whole, "/", a, b, end).map(|()| Date::lasted(a, b)),
        (Some(a), None) => Ok(Date(Shape::Since(a))),
        (None, Some(b)) => Ok(Date(Shape::Until(b))),
        (None, None) => Err(Fault::certain(whole, "an interval needs a date on at least one side")),
    }
}

fn set(inner: Part) -> Result<Date, Fault> {
    if let Some((start, end)) = inner.split_once("..") {
        if inner.text.contains(',') {
            return Err(Fault::certain(inner, "between brackets stands either a list of dates or one range"));
        }
        return match (side(start, "")?, side(end, "")?) {
            (Some(a), Some(b)) => in_order(inner, "..", a, b, end).map(|()| Date::between(a, b)),
            (Some(a), None) => Ok(Date(Shape::OnOrAfter(a))),
            (None, Some(b)) => Ok(Date(Shape::OnOrBefore(b))),
            (None, None) => Err(Fault::certain(inner, "a range needs a date on at least one side")),
        };
    }
    let mut terms = Vec::new();
    let mut rest = Some(inner);
    while let Some(now) = rest {
        let (member, next) = now.split_once(",").map_or((now, None), |(member, next)| (member, Some(next)));
        if member.text.trim().is_empty() {
            let comma = if next.is_some() { member.range().end } else { now.at.saturating_sub(1) };
            return Err(Fault::certain(Part { text: ",", at: comma }, "a date is missing beside this comma"));
        }
        terms.push(term(member.trim())?);
        rest = next;
    }
    Date::one_among(terms).ok_or_else(|| Fault::unread(inner))
}

/// A side of a range: `None` if open.
fn side(part: Part, open: &str) -> Result<Option<Term>, Fault> {
    if part.text == open { Ok(None) } else { term(part).map(Some) }
}

fn in_order(range: Part, joint: &str, start: Term, end: Term, at: Part) -> Result<(), Fault> {
    if !end.value.end().ends_before(start.value.start()) {
        return Ok(());
    }
    let message = format!("the end, `{end}`, comes before the start, `{start}`");
    Err(Fault { kind: DateErrorKind::Impossible, ..Fault::certain(at, message).meant(range, format!("{end}{joint}{start}")) })
}

const MARKS: [char; 3] = ['~', '?', '%'];

/// A date with at most one mark, before or after it.
fn term(part: Part) -> Result<Term, Fault> {
    let text = part.text.trim_matches(MARKS);
    let before = part.text.len() - part.text.trim_start_matches(MARKS).len();
    let core = Part { text, at: part.at + before };
    if text.is_empty() {
        let message =
            if part.text.is_empty() { "a date is missing here".into() } else { format!("{} marks no date", quoted(part.text)) };
        return Err(Fault::certain(part, message));
    }
    let marks: Vec<char> = part.text[..before].chars().chain(part.text[before + text.len()..].chars()).collect();
    if let Some((_, mark)) = text.find(MARKS).and_then(|at| core.split_at(at)) {
        let mark = Part { text: &mark.text[..1], ..mark };
        let meant = format!("{}{}", part.text.replace(mark.text, ""), mark.text);
        return Err(Fault::likely(mark, "a mark stands before or after a whole date").meant(part, meant));
    }
    let value = value(core)?;
    if marks.len() > 1 {
        let approximate = marks.iter().any(|mark| *mark != '?');
        let uncertain = marks.iter().any(|mark| *mark != '~');
        let meant = Term { value, approximate, uncertain };
        return Err(
            Fault::certain(part, "a date takes one mark; `%` is both uncertain and approximate").meant(part, meant.to_string())
        );
    }
    let mark = marks.first();
    Ok(Term { value, approximate: matches!(mark, Some('~' | '%')), uncertain: matches!(mark, Some('?' | '%')) })
}

fn value(part: Part) -> Result<Value, Fault> {
    match part.split_once("T").filter(|(day, _)| day.text.ends_with(|c: char| c.is_ascii_digit())) {
        Some((day, time)) if part.text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => match civil(day)? {
            Value::Day(day) => moment(day, time),
            _ => Err(Fault::likely(day, format!("a time needs a day, and {} is none", quoted(day.text)))),
        },
        _ => civil(part),
    }
}
