//! `unanswered-accusation`: see its Markdown beside this file.

use crate::analysis::evidence::Accusations;
use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unanswered-accusation",
    level: Level::Note,
    group: Group::Evidence,
    text: include_str!("unanswered-accusation.md"),
};

/// Finds claims that one side makes about another, of which no answer is on record.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let model = &facts.model;
    let accusations = Accusations::of(facts);
    for claim in model.claims.values().filter(|claim| !claim.about.is_empty()) {
        let accused = accusations.unanswered(claim);
        let [first, more @ ..] = accused.as_slice() else { continue };
        let Some(written) = claim.about.iter().find(|written| model.actor(written) == Some(*first)) else { continue };
        let head = &model.actors[*first].head;
        let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
        let message =
            format!("`{}` is about `{}`{more}, of whom no answer is on record", clip(claim.called()), clip(&head.title));
        let mut finding = Diagnostic::note("unanswered-accusation", written.span, message);
        if let Some(by) = claim.asserted.iter().find_map(|said| said.by.as_ref().or(said.citing.first())) {
            finding = finding.also(by.span, "says so");
        }
        let answer = format!("write the answer: `responses: [{{by: {}, stance: denies, source: ID}}]`", head.id);
        found.push(finding.help(answer).help("who was asked and did not answer: `stance: declines-to-comment`"));
    }
}
