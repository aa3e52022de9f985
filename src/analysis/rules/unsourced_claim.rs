//! `unsourced-claim`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::claim::Claim;
use crate::model::registry::{Found, Model, RecordId};
use crate::syntax::kind::Kind;
use crate::syntax::read::{Written, clip};

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "unsourced-claim", level: Level::Warning, group: Group::Evidence, text: include_str!("unsourced-claim.md") };

/// Finds claims that say nowhere where they can be read.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    // An edition leaves out sources that were published later than what they tell of.
    if facts.model.edition.is_some() {
        return;
    }
    for claim in facts.model.claims.values().filter(|claim| claim.text.is_some() && !is_sourced(&facts.model, claim)) {
        let message = format!("`{}` has no source", clip(claim.called()));
        let is_long = claim.asserted.iter().any(|said| said.quote.is_some() || !said.citing.is_empty() || !said.chain.is_empty());
        let help = if is_long {
            "write in the assertion where it can be read: `source: ID`, the id of a source"
        } else {
            "write where it can be read: `source: ID`, the id of a source"
        };
        found.push(
            Diagnostic::warning("unsourced-claim", claim.place(), message)
                .help(help)
                .help("a source that has no record yet begins with `whowhen new source \"TITLE\"`"),
        );
    }
}

/// Whether a claim says anywhere where it can be read: in an assertion, its chain, a status, or a citation in a text of its own.
pub(super) fn is_sourced(model: &Model, claim: &Claim) -> bool {
    let is_document = |hop: &Written| {
        hop.kind == Some(Kind::Source) || matches!(model.find(hop, &[Kind::Actor, Kind::Source]), Found::One(RecordId::Source(_)))
    };
    let quotes = claim.asserted.iter().filter_map(|said| said.quote.as_ref());
    let texts = claim.text.iter().chain(claim.head.passages()).chain(quotes);
    claim.asserted.iter().any(|said| !said.sources.is_empty() || said.chain.iter().any(is_document))
        || claim.status.iter().any(|step| !step.sources.is_empty())
        || texts.into_iter().any(|text| !text.prose.grounds().is_empty())
}
