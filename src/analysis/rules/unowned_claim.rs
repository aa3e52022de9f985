//! `unowned-claim`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::analysis::ledger::writer;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::claim::Claim;
use crate::model::registry::Model;
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "unowned-claim", level: Level::Warning, group: Group::Evidence, text: include_str!("unowned-claim.md") };

/// Finds claims of which nobody is named who makes them.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    for (claim, standing) in facts.model.claims.values().zip(&facts.ledger) {
        if standing.owned || claim.text.is_none() {
            continue;
        }
        let message = format!("nobody is named who says `{}`", clip(claim.called()));
        let mut finding = Diagnostic::warning("unowned-claim", claim.place(), message);
        let hedges = claim.asserted.iter().filter_map(|said| said.hedge.as_ref()).chain(&claim.hedge);
        if let Some(hedge) = hedges.into_iter().next() {
            finding = finding.also(hedge.span, format!("`{}` does not say whose word it is", clip(&hedge.text)));
        }
        if let Some(first) = claim.asserted.iter().find_map(|said| said.chain.first()) {
            finding = finding.also(first.span, "the chain begins with where it was read");
        }
        found.push(finding.help(help(&facts.model, claim)));
    }
}

fn help(model: &Model, claim: &Claim) -> String {
    let sources = claim.asserted.iter().flat_map(|said| &said.sources);
    let publisher = sources.filter_map(|source| writer(model, model.source(source)?)).next();
    match publisher.map(|publisher| &model.actors[publisher].head) {
        Some(head) => format!(
            "write who says so: `by: NAME`; if `{}` says so itself, on nobody's word, `by: {}`",
            clip(&head.title),
            head.id
        ),
        None => "write who says so: `by: NAME`".to_owned(),
    }
}
