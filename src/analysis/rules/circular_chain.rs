//! `circular-chain`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Id;
use crate::model::registry::{Found, Model, RecordId};
use crate::model::source::Source;
use crate::syntax::kind::Kind;
use crate::syntax::read::Written;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "circular-chain", level: Level::Error, group: Group::Evidence, text: include_str!("circular-chain.md") };

/// Finds words that come round to where they came from.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let model = &facts.model;
    for said in model.claims.values().flat_map(|claim| &claim.asserted) {
        chain(model, &said.chain, found);
    }
    loops(model, "via", |source| source.via.as_ref(), found);
    loops(model, "syndicates", |source| source.syndicates.as_ref(), found);
}

fn chain(model: &Model, chain: &[Written], found: &mut Vec<Diagnostic>) {
    let mut hops: Vec<(RecordId, &Written)> = Vec::new();
    for hop in chain {
        let Found::One(id) = model.find(hop, &[Kind::Actor, Kind::Source]) else { continue };
        if let Some((_, first)) = hops.iter().find(|(known, _)| *known == id) {
            found.push(
                Diagnostic::error("circular-chain", hop.span, format!("the chain comes back to `{}`", model.head(id).title))
                    .also(first.span, "it was here before")
                    .help("a chain runs from the origin to the document that was read, each hop once: take one of them away"),
            );
            return;
        }
        hops.push((id, hop));
    }
}

/// Each source leads to one other at most, so each loop is met once by following all of them.
fn loops(model: &Model, key: &str, next: impl Fn(&Source) -> Option<&Written>, found: &mut Vec<Diagnostic>) {
    let mut seen: rustc_hash::FxHashSet<Id<Source>> = rustc_hash::FxHashSet::default();
    for start in model.sources.ids() {
        let mut way: Vec<(Id<Source>, &Written)> = Vec::new();
        let mut at = start;
        while seen.insert(at) {
            let Some(written) = next(&model.sources[at]) else { break };
            let Some(onward) = model.source(written) else { break };
            way.push((at, written));
            if let Some(begin) = way.iter().position(|(known, _)| *known == onward) {
                found.push(complaint(model, key, &way[begin..]));
                break;
            }
            at = onward;
        }
    }
}

fn complaint(model: &Model, key: &str, circle: &[(Id<Source>, &Written)]) -> Diagnostic {
    let (first, written) = circle[0];
    let message = format!("`{}` comes back to itself by `{key}`", model.sources[first].head.title);
    let mut diagnostic = Diagnostic::error("circular-chain", written.span, message);
    for (_, written) in &circle[1..] {
        diagnostic = diagnostic.also(written.span, "by way of this");
    }
    diagnostic.help(format!("see which of them came first, and take its `{key}` away"))
}
