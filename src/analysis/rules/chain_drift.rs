//! `chain-drift`: see its Markdown beside this file.

use std::ops::Range;

use crate::analysis::facts::Facts;
use crate::base::date::month_number;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::text::Span;
use crate::model::claim::{Assertion, Claim};
use crate::model::passage::Passage;
use crate::model::registry::Model;
use crate::syntax::kind::Kind;
use crate::syntax::read::{Written, clip};

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "chain-drift", level: Level::Warning, group: Group::Evidence, text: include_str!("chain-drift.md") };

/// Words before a number that take something from it.
const ROUGHLY: &[&str] = &[
    "about",
    "almost",
    "approximately",
    "around",
    "at least",
    "less than",
    "more than",
    "nearly",
    "over",
    "roughly",
    "some",
    "up to",
];

/// Words behind a number that multiply it.
const SCALES: [(&str, f64); 4] = [("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)];

/// Words of one matter, the weaker first: who repeats a statement may not choose the stronger one.
const STRONGER: &[(&[&str], &[&str])] = &[
    (&["left", "departed"], &["fled", "escaped"]),
    (&["leave", "leaving", "depart", "departing"], &["flee", "fleeing", "escape", "escaping"]),
    (&["died"], &["killed", "murdered"]),
    (&["may", "might", "could"], &["will"]),
    (&["considers", "considered", "considering"], &["plans", "planned", "planning", "decided"]),
    (&["suspected", "suspects", "believes", "believed"], &["confirmed", "confirms", "proved", "proves"]),
    (&["accused"], &["convicted", "guilty"]),
];

/// Finds what changed between two hops of a claim whose words are both on record.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    for claim in facts.model.claims.values().filter(|claim| claim.asserted.len() > 1) {
        for (earlier, later) in hops(&facts.model, claim) {
            let (Some(first), Some(second)) = (Words::of(earlier), Words::of(later)) else { continue };
            if let Some(drift) = number(&first, &second).or_else(|| hedge(&first, &second)).or_else(|| verb(&first, &second)) {
                found.push(
                    Diagnostic::warning("chain-drift", drift.place, drift.message)
                        .also(drift.origin, "so said whom it goes back to")
                        .help("say in the text what changed on the way, or check the wording of one of the quotations"),
                );
            }
        }
    }
}

/// Each assertion that goes back to another one of the claim, behind that one.
fn hops<'c>(model: &Model, claim: &'c Claim) -> Vec<(&'c Assertion, &'c Assertion)> {
    let by = |said: &Assertion| said.by.as_ref().and_then(|by| model.actor(by));
    let goes_back = |later: &Assertion, earlier: &Assertion| {
        // Two who bring one person's words go back to that person, not to each other.
        let by = by(earlier).filter(|actor| by(later) != Some(*actor));
        let hop = |written: &Written| model.find(written, &[Kind::Actor, Kind::Source]);
        let beginning = later.chain.iter().zip(&earlier.chain).filter(|(a, b)| hop(a) == hop(b)).count();
        let goes_on = !earlier.chain.is_empty() && beginning == earlier.chain.len() && later.chain.len() > beginning;
        let mut named = later.citing.iter().chain(&later.chain);
        goes_on
            || named.any(|written| {
                let is_actor = by.is_some() && model.actor(written) == by;
                is_actor
                    || model
                        .source(written)
                        .is_some_and(|source| earlier.sources.iter().any(|it| model.source(it) == Some(source)))
            })
    };
    let pairs = claim.asserted.iter().flat_map(|later| claim.asserted.iter().map(move |earlier| (earlier, later)));
    pairs.filter(|(earlier, later)| !std::ptr::eq(*earlier, *later) && goes_back(later, earlier)).collect()
}

/// What changed.
struct Drift {
    place: Span,
    origin: Span,
    message: String,
}

/// The words of an assertion.
struct Words<'a> {
    said: &'a Assertion,
    quote: &'a Passage,
    text: &'a str,
    words: Vec<Range<usize>>,
}

impl<'a> Words<'a> {
    fn of(said: &'a Assertion) -> Option<Words<'a>> {
        let quote = said.quote.as_ref()?;
        let text = quote.prose.runs.first()?.text.as_str();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | ',' | '.' | '-');
        let mut words = Vec::new();
        for piece in text.split(|c| !is_part(c)) {
            let bare = piece.trim_matches(|c: char| !c.is_alphanumeric());
            if !bare.is_empty() {
                let start = bare.as_ptr() as usize - text.as_ptr() as usize;
                words.push(start..start + bare.len());
            }
        }
        Some(Words { said, quote, text, words })
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.quote.span(self.quote.prose.runs[0].source(range))
    }

    /// The numbers, but for years and days: which word, and how much it is with a "million" behind it.
    fn numbers(&self) -> Vec<(usize, f64)> {
        let number = |(at, range): (usize, &Range<usize>)| {
            let word = &self.text[range.clone()];
            let is_number = word.starts_with(|c: char| c.is_ascii_digit())
                && word.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
            let scale = self.scale(at);
            let is_year = word.len() == 4 && word.starts_with(['1', '2']) && scale.is_none();
            (is_number && !is_year && !self.is_day(at)).then(|| Some((at, amount(word)? * scale.unwrap_or(1.0))))?
        };
        self.words.iter().enumerate().filter_map(number).collect()
    }

    /// What the word behind a number multiplies it by.
    fn scale(&self, at: usize) -> Option<f64> {
        let word = self.text[self.words.get(at + 1)?.clone()].to_lowercase();
        SCALES.iter().find(|(known, _)| *known == word).map(|(_, by)| *by)
    }

    /// A number with the word that multiplies it.
    fn whole(&self, at: usize) -> Range<usize> {
        let last = if self.scale(at).is_some() { at + 1 } else { at };
        self.words[at].start..self.words[last].end
    }

    /// Whether a month stands beside a number.
    fn is_day(&self, at: usize) -> bool {
        let is_month =
            |at: usize| self.words.get(at).is_some_and(|word| month_number(&self.text[word.clone()].to_lowercase()).is_some());
        is_month(at + 1) || at.checked_sub(1).is_some_and(is_month)
    }

    /// The words before a number that make it rough.
    fn roughly(&self, at: usize) -> Option<Range<usize>> {
        let end = self.words.get(at.checked_sub(1)?)?.end;
        let from = |first: usize| self.words.get(first).map(|word| word.start..end);
        let known = |range: &Range<usize>| ROUGHLY.contains(&&*self.text[range.clone()].to_lowercase());
        at.checked_sub(2).and_then(from).filter(known).or_else(|| from(at - 1).filter(known))
    }

    fn first_of(&self, known: &[&str]) -> Option<Range<usize>> {
        self.words.iter().find(|word| known.contains(&&*self.text[(*word).clone()].to_lowercase())).cloned()
    }

    fn drift(&self, place: Range<usize>, earlier: &Words<'_>, origin: Range<usize>, message: String) -> Drift {
        Drift { place: self.span(place), origin: earlier.span(origin), message }
    }
}

/// How much a number in digits is: a point before one or two last digits, or more than three, is that of decimals, all other signs divide
/// thousands.
fn amount(word: &str) -> Option<f64> {
    let (whole, rest) = match word.rsplit_once('.') {
        Some((whole, rest)) if rest.len() != 3 && !whole.contains('.') => (whole, rest),
        _ => (word, ""),
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    format!("{}.{}", digits(whole), digits(rest)).parse().ok()
}

fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= one.abs().max(other.abs()) * 1e-9
}

/// Another number, or the same one made firm or rough.
fn number(earlier: &Words<'_>, later: &Words<'_>) -> Option<Drift> {
    let (first, second) = (earlier.numbers(), later.numbers());
    let same = second.iter().find_map(|(at, is)| Some((*at, first.iter().find(|(_, was)| is_same(*was, *is))?.0)));
    match same {
        None => {
            let ([(was, _)], [(is, _)]) = (first.as_slice(), second.as_slice()) else { return None };
            let (was, is) = (earlier.whole(*was), later.whole(*is));
            let message = format!("`{}` became `{}` on the way", &earlier.text[was.clone()], &later.text[is.clone()]);
            Some(later.drift(is, earlier, was, message))
        }
        Some((is, was)) => {
            let number = later.whole(is);
            match (earlier.roughly(was), later.roughly(is)) {
                (Some(rough), None) => {
                    let whole = rough.start..earlier.whole(was).end;
                    let message =
                        format!("`{}` became `{}` on the way", &earlier.text[whole.clone()], &later.text[number.clone()]);
                    Some(later.drift(number, earlier, whole, message))
                }
                (None, Some(rough)) => {
                    let whole = rough.start..number.end;
                    let was = earlier.whole(was);
                    let message = format!("`{}` became `{}` on the way", &earlier.text[was.clone()], &later.text[whole.clone()]);
                    Some(later.drift(whole, earlier, was, message))
                }
                _ => None,
            }
        }
    }
}

/// Other words of doubt that may stand for the one that was there.
const DOUBTS: [&str; 12] = [
    "alleged",
    "reported",
    "supposed",
    "purported",
    "apparent",
    "suspected",
    "claimed",
    "said to",
    "believed to",
    "according to",
    "may have",
    "might have",
];

/// A word by which nobody owned it, gone.
fn hedge(earlier: &Words<'_>, later: &Words<'_>) -> Option<Drift> {
    let hedge = earlier.said.hedge.as_ref().filter(|_| later.said.hedge.is_none())?;
    let text = later.text.to_lowercase();
    let is_kept = text.contains(&hedge.text.to_lowercase()) || DOUBTS.iter().any(|doubt| text.contains(doubt));
    let message = format!("`{}` was lost on the way", clip(&hedge.text));
    (!is_kept).then(|| Drift { place: later.span(0..later.text.len()), origin: hedge.span, message })
}

/// A stronger word than was said.
fn verb(earlier: &Words<'_>, later: &Words<'_>) -> Option<Drift> {
    STRONGER.iter().find_map(|(weak, strong)| {
        let (was, is) = (earlier.first_of(weak)?, later.first_of(strong)?);
        let is_mixed = earlier.first_of(strong).is_some() || later.first_of(weak).is_some();
        let message = || format!("`{}` became `{}` on the way", &earlier.text[was.clone()], &later.text[is.clone()]);
        (!is_mixed).then(|| later.drift(is.clone(), earlier, was.clone(), message()))
    })
}
