//! Names that stand for somebody and are not linked, since nothing says for whom: what would say so.

use std::collections::BTreeSet;

use crate::analysis::backlink::meant;
use crate::analysis::facts::Facts;
use crate::analysis::names::is_never_guessed;
use crate::analysis::rules::{unresolved_metonym, weak_before_strong};
use crate::base::fold::fold;
use crate::model::registry::{Model, RecordId};
use crate::syntax::kind::Kind;

use super::{Change, Sort, Suggestion, called, resolve_line, spelled};

pub(super) fn find(facts: &Facts, found: &mut Vec<Suggestion>) {
    metonyms(facts, found);
    weak(facts, found);
    ambiguous(facts, found);
}

/// Words that may stand for somebody. Where one actor has the word and no place does, that actor's own record says whom it means.
fn metonyms(facts: &Facts, found: &mut Vec<Suggestion>) {
    let model = &facts.model;
    unresolved_metonym::questions(facts, |owner, span, words, candidates| {
        let names: Vec<String> = candidates.iter().map(|id| called(model, *id)).collect();
        let why = match candidates {
            [_] => format!("may stand for {}, and nothing says so", names.join(" or ")),
            _ => format!("may be {}: nothing says which", names.join(" or ")),
        };
        let mut told = Suggestion::new(Sort::UnlinkedMention, span, words, why);
        let word = as_recorded(model, candidates, words);
        told.paste = candidates.iter().map(|id| resolve_line(model, word, *id)).collect();
        if let ([only @ RecordId::Actor(_)], Some(page)) = (candidates, owner)
            && !model.head(*only).stub
        {
            told.changes.push(Change::Resolve { page, word: word.to_owned(), meant: spelled(model, *only) });
        }
        found.push(told);
    });
}

/// A word as a record has it: where a sentence begins it has a capital that is none of its own.
fn as_recorded<'w>(model: &'w Model, candidates: &[RecordId], words: &'w str) -> &'w str {
    let of_actor = |id: &RecordId| match id {
        RecordId::Actor(actor) => model.actors[*actor].metonyms.as_slice(),
        _ => &[],
    };
    let forms = candidates.iter().flat_map(of_actor).map(|form| form.text.text.as_str());
    forms.into_iter().find(|form| fold(form) == fold(words)).unwrap_or(words)
}

/// Descriptions that stand before the name: whom "the official" means there only an editor knows.
fn weak(facts: &Facts, found: &mut Vec<Suggestion>) {
    let model = &facts.model;
    for early in weak_before_strong::early(facts) {
        let why = format!("stands before the name of {}; link it, or name them first", called(model, early.described));
        let link = format!("[[{}|{}]]", spelled(model, early.described), early.words);
        let told = Suggestion::new(Sort::UnlinkedMention, early.span, early.words, why);
        found.push(Suggestion { paste: vec![link], ..told });
    }
}

/// Names that several have: each once on a page.
fn ambiguous(facts: &Facts, found: &mut Vec<Suggestion>) {
    let model = &facts.model;
    let mut asked: BTreeSet<(Option<RecordId>, String)> = BTreeSet::new();
    facts.for_each_scan(|look| {
        let head = model.head_above(look.owner, look.passage);
        for mention in look.scan.mentions.iter().map(|sighting| &sighting.mention) {
            let words = look.words(mention);
            let links = look.passage.prose.runs.get(mention.run).is_some_and(|run| run.place.allows_links());
            if is_never_guessed(&mention.targets) || !links || meant(model, &facts.names, head, &mention.targets, words).is_some()
            {
                continue;
            }
            let records = mention.targets.iter().filter_map(|target| facts.names.records.get(&target.key)).copied();
            let records: BTreeSet<RecordId> = records.collect();
            let folded = fold(words);
            let skipped = head.is_some_and(|head| head.link_skip.contains(&folded)) || facts.config.link_skip.contains(&folded);
            let is_own = look.owner.is_some_and(|owner| records.contains(&owner));
            if records.len() < 2 || skipped || is_own || !asked.insert((look.owner, folded)) {
                continue;
            }
            let names: Vec<String> = records.iter().map(|id| called(model, *id)).collect();
            let why = format!("is a name of {}: nothing says which", names.join(" and of "));
            let told = Suggestion::new(Sort::UnlinkedMention, look.span(mention), words, why);
            let can_be_meant = |id: &&RecordId| matches!(id.kind(), Kind::Actor | Kind::Place);
            let paste = records.iter().filter(can_be_meant).map(|id| resolve_line(model, words, *id)).collect();
            found.push(Suggestion { paste, ..told });
        }
    });
}
