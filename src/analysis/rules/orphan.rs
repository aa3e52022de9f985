//! `orphan`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::registry::{Found, Model, RecordId};
use crate::syntax::kind::Kind;
use crate::syntax::read::Written;
use rustc_hash::FxHashSet;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule = Rule { name: "orphan", level: Level::Note, group: Group::Records, text: include_str!("orphan.md") };

/// Finds actors, sources and places that nothing refers to. Briefings, events and claims are read for themselves.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    for id in orphans(facts) {
        let head = facts.model.head(id);
        found.push(
            Diagnostic::note("orphan", head.title_span, format!("nothing refers to the {} `{}`", head.kind, head.title))
                .help("name it where it plays a part, or remove it; until then it has its page and stands in its list"),
        );
    }
}

/// Actors, sources and places that nothing refers to, kind by kind, each kind by id.
pub fn orphans(facts: &Facts) -> Vec<RecordId> {
    let model = &facts.model;
    let is_apart = |id: &RecordId| {
        matches!(id, RecordId::Actor(_) | RecordId::Source(_) | RecordId::Place(_))
            && !model.head(*id).stub
            && facts.backlinks_of(*id).is_empty()
    };
    let mut apart: Vec<RecordId> = model.ids().into_iter().filter(is_apart).collect();
    if !apart.is_empty() {
        let named = named(model);
        apart.retain(|id| !named.contains(id));
    }
    apart
}

/// What other records name in their fields: publishers, offices, members and more, of which some leave no backlink.
fn named(model: &Model) -> FxHashSet<RecordId> {
    let mut named = FxHashSet::default();
    let mut name = |by: Option<RecordId>, written: &Written, kinds: &[Kind]| {
        if let Found::One(id) = model.find(written, kinds)
            && Some(id) != by
        {
            named.insert(id);
        }
    };
    for id in model.ids() {
        model.record(id).slots().iter().for_each(|slot| name(Some(id), slot.written, slot.kinds));
    }
    for (_, relation) in &model.relations {
        relation.from.iter().chain([&relation.to]).for_each(|written| name(None, written, &[Kind::Actor]));
        relation.sources.iter().for_each(|written| name(None, written, &[Kind::Source]));
    }
    named
}
