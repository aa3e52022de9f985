//! `weak-before-strong`: see its Markdown beside this file.

use rustc_hash::FxHashMap;

use crate::analysis::facts::Facts;
use crate::analysis::mention::NameKind;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Key;
use crate::base::text::Span;
use crate::model::registry::RecordId;
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "weak-before-strong", level: Level::Note, group: Group::Prose, text: include_str!("weak-before-strong.md") };

/// A weak name that stands before the page names whom it describes.
pub(in crate::analysis) struct Early {
    /// Where.
    pub(in crate::analysis) span: Span,
    /// Its words.
    pub(in crate::analysis) words: String,
    /// Whom it describes.
    pub(in crate::analysis) described: RecordId,
}

/// Finds weak names that stand before the page names whom they describe.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    for Early { span, words, described } in early(facts) {
        let name = &facts.model.head(described).title;
        found.push(
            Diagnostic::note(
                "weak-before-strong",
                span,
                format!("`{}` stands before the name of `{}`, so it is not linked", clip(&words), clip(name)),
            )
            .help(format!("name `{}` first, if it is meant here", clip(name))),
        );
    }
}

/// All of them: the first of each on a page.
pub(in crate::analysis) fn early(facts: &Facts) -> Vec<Early> {
    let mut found = Vec::new();
    if !facts.names.has_weak {
        return found;
    }
    // A page is a record; home and lists are each their text.
    let mut page: (Option<RecordId>, FxHashMap<Key, (Span, String)>) = Default::default();
    facts.for_each_scan(|look| {
        if page.0 != look.owner || look.owner.is_none() {
            page = (look.owner, FxHashMap::default());
        }
        for mention in &look.scan.aside {
            let links = look.passage.prose.runs.get(mention.run).is_some_and(|run| run.place.allows_links());
            if !links || !look.is_ours(mention) {
                continue;
            }
            for target in mention.targets.iter().filter(|target| target.kind == NameKind::Weak) {
                page.1.entry(target.key).or_insert_with(|| (look.span(mention), look.words(mention).to_owned()));
            }
        }
        for key in &look.scan.met {
            let Some(id) = facts.names.records.get(key).filter(|id| Some(**id) != look.owner) else { continue };
            let Some((span, words)) = page.1.remove(key) else { continue };
            found.push(Early { span, words, described: *id });
        }
    });
    found
}
