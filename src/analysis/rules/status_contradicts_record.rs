//! `status-contradicts-record`: see its Markdown beside this file.

use crate::analysis::asof;
use crate::analysis::facts::Facts;
use crate::analysis::ledger::Standing;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::claim::Claim;
use crate::model::event::Status;
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "status-contradicts-record",
    level: Level::Warning,
    group: Group::Evidence,
    text: include_str!("status-contradicts-record.md"),
};

/// Finds claims whose status says what nothing in their record bears out.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    for (claim, standing) in facts.model.claims.values().zip(&facts.ledger) {
        let Some(step) = asof::status(&claim.status, facts.model.today) else { continue };
        if let Some((why, help)) = contradiction(claim, standing, step) {
            let message = format!("`{}` is `{}`, but {why}", clip(claim.called()), step.is.text);
            found.push(Diagnostic::warning("status-contradicts-record", step.is.span, message).help(help));
        }
    }
}

fn contradiction(claim: &Claim, standing: &Standing, step: &Status) -> Option<(String, &'static str)> {
    let answers = |stances: &[&str]| claim.responses.iter().any(|answer| stances.contains(&answer.stance.means.as_str()));
    let origins = standing.origins.len();
    match step.is.means.as_str() {
        "denied" if !standing.denied => {
            let help = "write who denies it: `denied_by: NAME`, or `responses: [{by: NAME, stance: denies, source: …}]`";
            Some(("no answer denies it".to_owned(), help))
        }
        "disputed" if claim.responses.is_empty() && step.sources.is_empty() => {
            let help = "write who disputes it: `responses: [{by: NAME, stance: disputes-part, source: …}]`";
            Some(("nobody disputes it".to_owned(), help))
        }
        "confirmed" if standing.denied && !answers(&["confirms", "supports"]) && step.sources.is_empty() => {
            let help = "give the status its `source:`, or write who confirms it: `responses: [{by: NAME, stance: confirms, …}]`";
            Some(("it is denied, and nobody confirms it".to_owned(), help))
        }
        "single-origin" if origins > 1 => {
            let help = "if they are independent, it is `corroborated`; if not, name the one origin first in each `chain:`";
            Some((format!("it has {origins} origins"), help))
        }
        "corroborated" if origins <= 1 && !answers(&["confirms", "supports"]) => {
            let help = "add the assertion of a second origin, or call it `single-origin`";
            Some(((if origins == 0 { "it has no origin" } else { "it has one origin only" }).to_owned(), help))
        }
        _ => None,
    }
}
