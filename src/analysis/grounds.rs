//! What words in prose rest on beside citations: the record that they stand in, and the records that they point at.

use crate::model::passage::Passage;
use crate::model::registry::{Model, RecordId};

use super::facts::Look;
use super::link::{Goal, goals};

/// Whether a text needs no citation of its own: a source's is about the source, a claim has its source beside it, and a summary tells what
/// the text of the page says.
pub fn is_grounded(model: &Model, look: &Look<'_>) -> bool {
    let Some(owner) = look.owner else { return false };
    let head = model.head(owner);
    let is_summary = head.body.is_some() && head.summary.as_ref().is_some_and(|summary| std::ptr::eq(summary, look.passage));
    is_summary || matches!(owner, RecordId::Source(_) | RecordId::Claim(_))
}

/// Whether a paragraph points at a source, a claim or an event: what it says is said there.
pub fn leads_to_record(model: &Model, passage: &Passage, run: usize) -> bool {
    let goals = goals(model, passage);
    goals.iter().enumerate().any(|(number, goal)| {
        let is_record = matches!(goal, Goal::Record(RecordId::Source(_) | RecordId::Claim(_) | RecordId::Event(_), _));
        is_record && passage.prose.reference_place(number).is_some_and(|(place, _)| place == run)
    })
}
