//! `unresolved-metonym`: see its Markdown beside this file.

use rustc_hash::FxHashSet;

use crate::analysis::facts::Facts;
use crate::analysis::mention::Mention;
use crate::analysis::names::is_never_guessed;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::base::text::Span;
use crate::model::registry::RecordId;
use crate::syntax::kind::Kind;
use crate::syntax::read::clip;
use crate::syntax::yaml::word;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "unresolved-metonym", level: Level::Warning, group: Group::Prose, text: include_str!("unresolved-metonym.md") };

/// Finds words that may stand for somebody where nothing says for whom: each once on a page. In quotations too, since there names are linked
/// as elsewhere, and the answer stands in front matter.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    questions(facts, |_, span, words, candidates| found.push(question(facts, span, words, candidates)));
}

/// Each of them, with the page, the place, the words and those for whom they may stand.
pub(in crate::analysis) fn questions(facts: &Facts, mut ask: impl FnMut(Option<RecordId>, Span, &str, &[RecordId])) {
    let mut asked: FxHashSet<(Option<RecordId>, Key, String)> = FxHashSet::default();
    facts.for_each_scan(|look| {
        let head = facts.model.head_above(look.owner, look.passage);
        // No link stands in a title, whatever the answer.
        if head.is_some_and(|head| head.is_title(look.passage)) {
            return;
        }
        for mention in look.scan.mentions.iter().map(|sighting| &sighting.mention) {
            if !is_never_guessed(&mention.targets) {
                continue;
            }
            let words = look.words(mention);
            let folded = fold(words);
            let skipped = head.is_some_and(|head| head.link_skip.contains(&folded)) || facts.config.link_skip.contains(&folded);
            if skipped || facts.names.is_answered(&facts.model, &facts.config, head, &folded) {
                continue;
            }
            let candidates = candidates(facts, mention);
            // On the page of a city nobody asks which city is meant.
            if candidates.is_empty() || look.owner.is_some_and(|owner| candidates.contains(&owner)) {
                continue;
            }
            if asked.insert((look.owner, look.passage.text.span.file, folded)) {
                ask(look.owner, look.span(mention), words, &candidates);
            }
        }
    });
}

/// Whom a word may stand for: whose metonym it is, the place that has the name, and for whom that stands.
pub(in crate::analysis) fn candidates(facts: &Facts, mention: &Mention) -> Vec<RecordId> {
    let mut ids: Vec<RecordId> = Vec::new();
    for id in mention.targets.iter().filter_map(|target| facts.names.records.get(&target.key)).copied() {
        ids.push(id);
        if let RecordId::Place(place) = id {
            let stands_for = &facts.model.places[place].stands_for;
            ids.extend(stands_for.iter().filter_map(|it| facts.model.actor(it)).map(RecordId::Actor));
        }
    }
    // Actors first: a metonym is asked about for their sake.
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The finding that asks, with the lines that answer.
pub(in crate::analysis) fn question(facts: &Facts, span: Span, words: &str, candidates: &[RecordId]) -> Diagnostic {
    let model = &facts.model;
    let spelled = |id: &RecordId| {
        let head = model.head(*id);
        let other = if id.kind() == Kind::Place { Kind::Actor } else { Kind::Place };
        match model.by_id(other, head.id) {
            Some(_) => format!("\"{}:{}\"", head.kind, head.id),
            None => head.id.to_string(),
        }
    };
    let called = |id: &RecordId| format!("the {} `{}`", id.kind(), clip(&model.head(*id).title));
    let message = match candidates {
        [only] => format!("`{}` may stand for {}; it is not linked until you say so", clip(words), called(only)),
        _ => format!(
            "`{}` may be {}; it is not linked until you say which",
            clip(words),
            candidates.iter().map(called).collect::<Vec<_>>().join(" or ")
        ),
    };
    let mut diagnostic = Diagnostic::warning("unresolved-metonym", span, message);
    let (place, above) = where_it_is_said(span);
    for id in candidates.iter().take(4) {
        let title = clip(&model.head(*id).title).to_string();
        diagnostic = diagnostic.help(format!("for {title} write `resolve: {{{}: {}}}` {place}", word(words), spelled(id)));
    }
    diagnostic.help(format!("{above}; `[{}]{{.nolink}}` leaves one place alone", clip(words)))
}

/// Where a `resolve` for a place in a text is written, and where it holds for more. Records of data files have no front matter.
pub(in crate::analysis) fn where_it_is_said(span: Span) -> (&'static str, &'static str) {
    match span.file.as_str().ends_with(".md") {
        true => ("in the front matter", "in `_defaults.yaml` or site.yaml the line holds for a folder or all pages"),
        false => ("among the record's fields", "in site.yaml the line holds for all pages"),
    }
}
