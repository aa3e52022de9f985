//! `cyclic-part-of`: see its Markdown beside this file.

use std::collections::BTreeSet;

use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::text::Span;
use crate::model::registry::{Model, RecordId};

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "cyclic-part-of", level: Level::Error, group: Group::Records, text: include_str!("cyclic-part-of.md") };

/// Finds actors and places that are part of themselves, each loop once.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let model = &facts.model;
    let mut done: BTreeSet<RecordId> = BTreeSet::new();
    for id in model.ids().into_iter().filter(|id| matches!(id, RecordId::Actor(_) | RecordId::Place(_))) {
        let mut way: Vec<(RecordId, Span)> = Vec::new();
        follow(model, id, &mut way, &mut done, found);
    }
}

/// Goes up from a record. `done` are records above which nothing new is to be found.
fn follow(
    model: &Model,
    id: RecordId,
    way: &mut Vec<(RecordId, Span)>,
    done: &mut BTreeSet<RecordId>,
    found: &mut Vec<Diagnostic>,
) {
    if done.contains(&id) {
        return;
    }
    for (above, span) in parents(model, id) {
        way.push((id, span));
        match way.iter().position(|(known, _)| *known == above) {
            Some(start) => found.push(complaint(model, &way[start..])),
            // A way longer than any real tree: what is left of it is looked at from its own records.
            None if way.len() < 1000 => follow(model, above, way, done, found),
            None => {}
        }
        way.pop();
    }
    done.insert(id);
}

fn parents(model: &Model, id: RecordId) -> Vec<(RecordId, Span)> {
    match id {
        RecordId::Actor(id) => {
            let parts = model.actors[id].part_of.iter();
            parts.filter_map(|written| Some((RecordId::Actor(model.actor(written)?), written.span))).collect()
        }
        RecordId::Place(id) => {
            let parts = model.places[id].part_of.iter();
            parts.filter_map(|written| Some((RecordId::Place(model.place(written)?), written.span))).collect()
        }
        _ => Vec::new(),
    }
}

fn complaint(model: &Model, circle: &[(RecordId, Span)]) -> Diagnostic {
    let title = |id: RecordId| format!("`{}`", model.head(id).title);
    let first = circle[0];
    let names: Vec<String> = circle.iter().chain(std::iter::once(&first)).map(|(id, _)| title(*id)).collect();
    let mut diagnostic = Diagnostic::error("cyclic-part-of", first.1, format!("{} is part of itself", title(first.0)));
    if circle.len() > 1 {
        diagnostic = diagnostic.label(names.join(", which is part of "));
        for (_, span) in &circle[1..] {
            diagnostic = diagnostic.also(*span, "and here");
        }
    }
    diagnostic.help("take one of the `part_of` away")
}
