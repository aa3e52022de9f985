//! `ambiguous-alias`: see its Markdown beside this file.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::analysis::backlink::meant;
use crate::analysis::facts::Facts;
use crate::analysis::names::{is_exact, resolutions};
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::fold::fold;
use crate::base::text::Span;
use crate::model::registry::RecordId;
use crate::syntax::read::{NameForm, clip};
use crate::syntax::yaml::word;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "ambiguous-alias", level: Level::Warning, group: Group::Prose, text: include_str!("ambiguous-alias.md") };

/// Finds names that two records have and that are looked for in prose. Metonyms are withheld anyway, and have a rule of their own.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let model = &facts.model;
    let mut names: BTreeMap<String, Vec<Owner>> = BTreeMap::new();
    for id in model.ids() {
        let head = model.head(id);
        if head.stub || !matches!(id, RecordId::Actor(_) | RecordId::Place(_)) {
            continue;
        }
        let title = Owner { id, name: &head.title, exact: is_exact(&head.title), span: head.title_span };
        let other: Vec<&NameForm> = match id {
            RecordId::Actor(id) => model.actors[id].variants.iter().chain(&model.actors[id].misspellings).collect(),
            RecordId::Place(id) => model.places[id].variants.iter().collect(),
            _ => Vec::new(),
        };
        let aliases = head.aliases.iter().chain(other).map(|form| {
            let name = form.text.text.as_str();
            Owner { id, name, exact: form.exact || is_exact(name), span: form.text.span }
        });
        for owner in std::iter::once(title).chain(aliases) {
            let known = names.entry(fold(owner.name)).or_default();
            if known.iter().all(|other| other.id != id || other.name != owner.name) {
                known.push(owner);
            }
        }
    }
    names.retain(|folded, owners| owners.len() > 1 && !facts.names.is_withheld(folded));
    let open = unanswered(facts, &names);
    names.retain(|folded, _| open.contains(folded));
    for owners in names.values() {
        let mut told: Vec<RecordId> = Vec::new();
        for owner in owners {
            let mut others: Vec<&Owner> =
                owners.iter().filter(|other| other.id != owner.id && owner.is_taken_for(other)).collect();
            others.dedup_by_key(|other| other.id);
            if others.is_empty() || told.contains(&owner.id) {
                continue;
            }
            told.push(owner.id);
            let title = |other: &&Owner| format!("the {} `{}`", model.head(other.id).kind, model.head(other.id).title);
            let mut titles: Vec<String> = others.iter().take(NAMED).map(title).collect();
            if others.len() > NAMED {
                titles.push(format!("{} more", others.len() - NAMED));
            }
            let name = clip(owner.name);
            let message = format!("`{name}` is a name of {} too, so it is linked nowhere", titles.join(" and of "));
            let mut diagnostic = Diagnostic::warning("ambiguous-alias", owner.span, message);
            for other in others.into_iter().take(NAMED) {
                diagnostic = diagnostic.also(other.span, "here");
            }
            let id = model.head(owner.id).id;
            let help = format!(
                "take it from one of them, or say on a page whom it means there: `resolve: {{{}: {id}}}`",
                word(owner.name)
            );
            found.push(diagnostic.help(help));
        }
    }
}

/// How many others are named in a finding.
const NAMED: usize = 3;

/// The names of which no page says whom they mean, or that stand somewhere else too.
fn unanswered(facts: &Facts, names: &BTreeMap<String, Vec<Owner<'_>>>) -> FxHashSet<String> {
    let said: FxHashSet<String> = resolutions(&facts.model, &facts.config).map(|(word, _)| fold(&word.text)).collect();
    let mut open: FxHashSet<String> = names.keys().filter(|name| !said.contains(*name)).cloned().collect();
    if open.len() < names.len() {
        facts.for_each_scan(|look| {
            let head = facts.model.head_above(look.owner, look.passage);
            for mention in look.scan.mentions.iter().map(|sighting| &sighting.mention) {
                let words = look.words(mention);
                let name = fold(words);
                if names.contains_key(&name) && meant(&facts.model, &facts.names, head, &mention.targets, words).is_none() {
                    open.insert(name);
                }
            }
        });
    }
    open
}

/// A name and whose it is.
struct Owner<'m> {
    id: RecordId,
    name: &'m str,
    /// Whether it means somebody only as it is written.
    exact: bool,
    span: Span,
}

impl Owner<'_> {
    /// Whether one and the same word in prose may be either: `WHO` and `Who` are two, where one of them is exact.
    fn is_taken_for(&self, other: &Owner<'_>) -> bool {
        let rest = |name: &str| name.chars().skip(1).collect::<String>();
        match (self.exact, other.exact) {
            (false, false) => true,
            (true, true) => self.name == other.name,
            _ => rest(self.name) == rest(other.name),
        }
    }
}
