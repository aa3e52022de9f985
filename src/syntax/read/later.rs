//! What is accepted and has no effect yet.

use crate::base::diagnostic::Diagnostic;
use crate::base::text::Span;

const RULE: &str = "unknown-key";
const NOTHING_YET: &str = "nothing comes of it yet";

/// A field whose feature is not built yet, at one of its places.
pub(super) fn without_effect(name: &str, key: Span) -> Diagnostic {
    Diagnostic::note(RULE, key, format!("`{name}` has no effect yet"))
        .label(NOTHING_YET)
        .help("it can stay: a later version uses it")
}

/// Keeps one such note for each key of a site, the first of a sorted report, and says how many more places there are.
pub fn noted_once(found: &mut Vec<Diagnostic>) {
    let mut first: Vec<(usize, usize)> = Vec::new();
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(found.len());
    for note in found.drain(..) {
        if !is_without_effect(&note) {
            kept.push(note);
            continue;
        }
        match first.iter_mut().find(|(at, _)| kept[*at].message == note.message) {
            Some((_, more)) => *more += 1,
            None => {
                first.push((kept.len(), 0));
                kept.push(note);
            }
        }
    }
    for (at, more) in first.into_iter().filter(|(_, more)| *more > 0) {
        let places = if more == 1 { "place" } else { "places" };
        kept[at].message += &format!("; it stands in {more} more {places}");
    }
    *found = kept;
}

fn is_without_effect(found: &Diagnostic) -> bool {
    matches!(found.rule, RULE | "unknown-query") && found.message.ends_with("has no effect yet")
}
