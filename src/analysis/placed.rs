//! References of what a text asks for in its own place.

use crate::base::diagnostic::Diagnostic;
use crate::model::passage::Passage;
use crate::model::registry::{Found, Model};
use crate::model::resolve::{ambiguous, unresolved};
use crate::syntax::kind::Kind;
use crate::syntax::read::Written;

/// Complains about references in callouts and queries.
pub fn check(model: &Model, passage: &Passage, found: &mut Vec<Diagnostic>) {
    for (_, claim) in &passage.placed.claims {
        reference(model, claim, &[Kind::Claim], found);
    }
    for (written, kinds) in passage.placed.queries.iter().flat_map(|(_, query)| query.references()) {
        reference(model, written, kinds, found);
    }
}

fn reference(model: &Model, written: &Written, kinds: &[Kind], found: &mut Vec<Diagnostic>) {
    match model.find(written, kinds) {
        Found::One(_) | Found::Held => {}
        Found::Many(ids) => found.push(ambiguous(model, written.span, &written.text, &ids)),
        Found::None => found.push(unresolved(model, written, kinds)),
    }
}
