//! Prose to HTML.
//!
//! A function of the prose and of what was decided about its references and mentions; it knows no model and asks nobody. Every byte of
//! an author's text passes through [`escape`], and every tag is closed by the same stack that opened it.

mod callout;
mod decision;
mod escape;
mod highlight;
mod nest;
mod tag;
mod write;
#[cfg(test)]
mod tests;

pub use decision::{Block, Decision, Decisions, Gap, MentionLink};
pub use escape::{escape, script_data};
pub use highlight::highlight;

use crate::syntax::markdown::Prose;

/// The HTML of a text. Prose from [`Prose::inline`] has no paragraph around it.
/// Nothing stands in its gaps.
pub fn render(prose: &Prose, decisions: &Decisions) -> String {
    pieces(prose, decisions).0.concat()
}

/// The HTML of a text in pieces, and between each two of them the gap that is to be filled: one piece more than gaps.
pub fn pieces(prose: &Prose, decisions: &Decisions) -> (Vec<String>, Vec<Gap>) {
    write::Writer::new(prose, decisions).finish()
}

/// Text that holds no Markdown – a title, a name – as HTML, with typographic punctuation.
pub fn inline_text(text: &str) -> String {
    escape(&Prose::typeset(text))
}
