//! What changed, for programs.

use serde_json::{Value, json};

use crate::analysis::diff::{Change, Detail, Saying, Section};

use super::{State, Told};

/// `{"version": 1, "diff": {…}}`.
pub(super) fn diff(told: &Told<'_>) -> Value {
    let [before, after] = told.states;
    json!({
        "version": 1,
        "diff": {
            "title": after.snapshot.facts.config.title,
            "before": state(before),
            "after": state(after),
            "count": told.diff.count(),
            "sections": told.diff.sections.iter().map(|it| section(told, it)).collect::<Vec<_>>(),
        },
    })
}

fn state(state: &State) -> Value {
    let model = &state.snapshot.facts.model;
    json!({
        "today": model.today.map(|day| day.to_string()),
        "as_of": model.edition.map(|day| day.to_string()),
    })
}

fn section(told: &Told<'_>, section: &Section) -> Value {
    json!({
        "name": section.name,
        "title": section.title,
        "count": section.changes.len(),
        "changes": section.changes.iter().map(|it| change(told, it)).collect::<Vec<_>>(),
    })
}

/// A change of a record. `denials` are all that stand, also those that are new.
fn change(told: &Told<'_>, change: &Change) -> Value {
    json!({
        "change": change.how.word(),
        "kind": change.kind.word(),
        "id": change.id.as_str(),
        "former_id": change.former_id.map(|id| id.as_str()),
        "title": change.title,
        "file": change.span.file.as_str(),
        "line": told.line(change),
        "details": change.details.iter().map(detail).collect::<Vec<_>>(),
        "denials": change.denials.iter().map(saying).collect::<Vec<_>>(),
    })
}

fn detail(detail: &Detail) -> Value {
    json!({
        "name": detail.name,
        "before": detail.before.as_ref().map(saying),
        "after": detail.after.as_ref().map(saying),
    })
}

fn saying(saying: &Saying) -> Value {
    let source = |source: &crate::analysis::diff::Named| json!({"id": source.id.map(|id| id.as_str()), "title": source.title});
    json!({
        "text": saying.words,
        "quote": saying.quote,
        "date": saying.when,
        "sources": saying.sources.iter().map(source).collect::<Vec<_>>(),
    })
}
