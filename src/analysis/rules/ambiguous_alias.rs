//! `ambiguous-alias`: see its Markdown beside this file.

use std::collections::BTreeMap;

use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::fold::fold;
use crate::base::text::Span;
use crate::model::registry::RecordId;
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "ambiguous-alias", level: Level::Warning, group: Group::Prose, text: include_str!("ambiguous-alias.md") };

/// Finds names that two records have and that are looked for in prose. Metonyms are withheld anyway, and have a rule of their own.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let model = &facts.model;
    let mut names: BTreeMap<String, Vec<(RecordId, &str, Span)>> = BTreeMap::new();
    for id in model.ids() {
        let head = model.head(id);
        if head.stub || !matches!(id, RecordId::Actor(_) | RecordId::Place(_)) {
            continue;
        }
        let title = (head.title.as_str(), head.title_span);
        for (name, span) in
            std::iter::once(title).chain(head.aliases.iter().map(|form| (form.text.text.as_str(), form.text.span)))
        {
            let known = names.entry(fold(name)).or_default();
            if known.iter().all(|(other, ..)| *other != id) {
                known.push((id, name, span));
            }
        }
    }
    names.retain(|folded, owners| owners.len() > 1 && !facts.names.is_withheld(folded));
    for owners in names.values() {
        for (id, name, span) in owners {
            let others = owners.iter().filter(|(other, ..)| other != id);
            let titles: Vec<String> = others
                .clone()
                .map(|(other, ..)| format!("the {} `{}`", model.head(*other).kind, model.head(*other).title))
                .collect();
            let message = format!("`{}` is a name of {} too, so it is linked nowhere", clip(name), titles.join(" and of "));
            let mut diagnostic = Diagnostic::warning("ambiguous-alias", *span, message);
            for (_, _, other) in others.take(3) {
                diagnostic = diagnostic.also(*other, "here");
            }
            found.push(diagnostic.help(format!(
                "take it from one of them, or say on a page whom it means there: `resolve: {{{}: {}}}`",
                clip(name),
                model.head(*id).id
            )));
        }
    }
}
