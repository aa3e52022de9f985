//! `expectation-due`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::base::date::Date;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Id;
use crate::base::text::Spanned;
use crate::model::claim::{Claim, Expectation, Outcome};

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "expectation-due", level: Level::Note, group: Group::Time, text: include_str!("expectation-due.md") };

/// Finds expectations whose last day has come, of which nobody wrote whether they were met.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    found.extend(facts.model.claims.values().filter_map(|claim| no_day(claim.expects.as_ref()?)));
    let Some(today) = facts.model.today else { return };
    for (id, by_when) in due(facts) {
        let claim = &facts.model.claims[id];
        let message = format!(
            "`{}` was expected by {}",
            expected(claim),
            by_when.value.end().map_or_else(String::new, |end| end.day().text())
        );
        found.push(
            Diagnostic::note("expectation-due", by_when.span, message)
                .label(format!("today is {}", today.text()))
                .help("write whether it came: `met: 2022-01-26`, the day, or `met: no`"),
        );
    }
}

/// What looks like a day on which it came, and is none.
fn no_day(expects: &Expectation) -> Option<Diagnostic> {
    let Some(Outcome::Other(words)) = expects.outcome() else { return None };
    let met = expects.met.as_ref().filter(|_| words.starts_with(|c: char| c.is_ascii_digit()))?;
    let error = Date::parse(words).err()?;
    let found = Diagnostic::error("invalid-date", met.span, error.message);
    Some(found.help("write the day on which it came, `2022-01-26`, or `yes`, `no`, or words that begin with a letter"))
}

/// The claims whose expectation's last day has come, of which nobody wrote whether it was met, with that date.
pub fn due(facts: &Facts) -> Vec<(Id<Claim>, &Spanned<Date>)> {
    let Some(today) = facts.model.today else { return Vec::new() };
    let mut found = Vec::new();
    for (id, claim) in facts.model.claims.iter() {
        let Some(expects) = claim.expects.as_ref().filter(|expects| expects.outcome().is_none()) else { continue };
        let Some(by_when) = &expects.by_when else { continue };
        if by_when.value.end().is_some_and(|end| end.day() <= today) {
            found.push((id, by_when));
        }
    }
    found
}

/// What a claim expects, in its words.
pub fn expected(claim: &Claim) -> &str {
    let what = claim.expects.as_ref().and_then(|expects| expects.what.as_ref());
    what.map_or(claim.head.title.as_str(), |what| what.text.as_str())
}
