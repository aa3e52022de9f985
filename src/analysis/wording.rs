//! Texts in plain words, for where no link can be: cards, exports, feeds, descriptions.

use std::borrow::Cow;
use std::sync::Arc;

use crate::base::id::Id;
use crate::model::claim::Claim;
use crate::model::passage::Passage;
use crate::model::registry::{Found, Model, RecordId};
use crate::model::source::Source;
use crate::syntax::kind::Kind;
use crate::syntax::markdown::ReferenceKind;
use crate::syntax::read::{Text, Written, words_of_link};

use super::asof;
use super::link::{Goal, goals};

/// The first paragraph of a text without marks. A wikilink without words of its own is what its record is called.
pub fn wording(model: &Model, passage: &Passage) -> String {
    if !shows_titles(passage) {
        return passage.prose.plain();
    }
    let goals = goals(model, passage);
    passage.prose.plain_with(|reference| title(model, goals.get(reference)?))
}

/// The words that a wikilink without words of its own shows, and a source's key that stands for its name.
pub fn title(model: &Model, goal: &Goal) -> Option<String> {
    match goal {
        Goal::Record(id, _) => Some(called_in_text(model, *id).into_owned()),
        Goal::Cite(source, _) => Some(short_name(model, *source).to_owned()),
        _ => None,
    }
}

/// How a source is called in passing: by its publisher, else by its title.
pub fn short_name(model: &Model, source: Id<Source>) -> &str {
    let record = &model.sources[source];
    let publisher = record.publisher.as_ref().map(|publisher| match model.actor(publisher) {
        Some(id) => model.actors[id].head.title.as_str(),
        None => publisher.text.as_str(),
    });
    publisher.unwrap_or(&record.head.title)
}

/// The name of the record that a text means, else the words as they are written.
pub fn named<'m>(model: &'m Model, name: &'m Text, kinds: &[Kind]) -> &'m str {
    let written = Written::new(&name.text, name.span);
    match model.find(&written, kinds) {
        Found::One(id) => &model.head(id).title,
        _ => words_of_link(&name.text),
    }
}

/// What a record is called in a text that gives it no words of its own: a claim that somebody denies never without the denial.
pub fn called_in_text(model: &Model, id: RecordId) -> Cow<'_, str> {
    let called = model.called(id);
    let denial = if let RecordId::Claim(claim) = id { denial(model, &model.claims[claim]) } else { None };
    match denial {
        Some(denial) => Cow::Owned(format!("{} ({denial})", called.trim_end_matches('.'))),
        None => Cow::Borrowed(called),
    }
}

/// "denied by Dam Operator and Bruno Kohl; disputed in part by Anna Weber"; "denied" where that is all that is known.
fn denial(model: &Model, claim: &Claim) -> Option<String> {
    let words = [("denies", "denied"), ("disputes-part", "disputed in part")];
    let said: Vec<String> = words.iter().filter_map(|(stance, word)| taken(model, claim, stance, word)).collect();
    let status = || asof::status(&claim.status, model.today).is_some_and(|step| step.is.means == "denied");
    if said.is_empty() { status().then(|| "denied".to_owned()) } else { Some(said.join("; ")) }
}

/// Who takes a stance on a claim.
fn taken(model: &Model, claim: &Claim, stance: &str, word: &str) -> Option<String> {
    let mut answers = claim.responses.iter().filter(|answer| answer.stance.means == stance).peekable();
    answers.peek()?;
    let mut names: Vec<&str> = Vec::new();
    for by in answers.filter_map(|answer| answer.by.as_ref()) {
        let name = model.actor(by).map_or(by.text.as_str(), |id| model.actors[id].head.title.as_str());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Some(match names.as_slice() {
        [] => word.to_owned(),
        [one] => format!("{word} by {one}"),
        [first @ .., last] => format!("{word} by {} and {last}", first.join(", ")),
    })
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
    passage
        .prose
        .references
        .iter()
        .any(|it| matches!(&it.kind, ReferenceKind::Wikilink { label: None, embed: false, .. } | ReferenceKind::Bare { .. }))
}
