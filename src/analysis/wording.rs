//! Texts in plain words, for where no link can be: cards, exports, feeds, descriptions.

use std::sync::Arc;

use crate::model::claim::Claim;
use crate::model::passage::Passage;
use crate::model::registry::Model;
use crate::syntax::markdown::ReferenceKind;

use super::link::{Goal, goals};

/// The first paragraph of a text without marks. A wikilink without words of its own is what its record is called.
pub fn wording(model: &Model, passage: &Passage) -> String {
    if !shows_titles(passage) {
        return passage.prose.plain();
    }
    let goals = goals(model, passage);
    passage.prose.plain_with(|reference| title(model, goals.get(reference)?))
}

/// The words that a wikilink without words of its own shows.
pub fn title(model: &Model, goal: &Goal) -> Option<String> {
    match goal {
        Goal::Record(id, _) => Some(model.called(*id).to_owned()),
        _ => None,
    }
}

/// The claims of a model as they are called: a claim is read from its file alone, where nobody knows what its wikilinks are called.
pub fn word_claims(model: &mut Model) {
    let worded = |claim: &Claim| {
        let text = claim.text.as_ref().filter(|text| shows_titles(text))?;
        Some(wording(model, text))
    };
    let words: Vec<_> = model.claims.iter().filter_map(|(id, claim)| Some((id, worded(claim)?))).collect();
    for (id, words) in words {
        let claim = Claim { words, ..model.claims[id].clone() };
        model.claims.replace(id, Arc::new(claim));
    }
}

fn shows_titles(passage: &Passage) -> bool {
    passage.prose.references.iter().any(|it| matches!(&it.kind, ReferenceKind::Wikilink { label: None, embed: false, .. }))
}
