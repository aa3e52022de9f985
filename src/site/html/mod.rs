//! Prose to HTML.
//!
//! A function of the prose and of what was decided about its references and mentions; it knows no model and asks nobody. Every byte of
//! an author's text passes through [`escape`], and every tag is closed by the same stack that opened it.

mod decision;
mod escape;
mod nest;
mod tag;
mod write;
#[cfg(test)]
mod tests;

pub use decision::{Decision, Decisions, MentionLink};
pub use escape::escape;

use crate::syntax::markdown::Prose;

/// The HTML of a text. Prose from [`Prose::inline`] has no paragraph around it.
pub fn render(prose: &Prose, decisions: &Decisions) -> String {
    write::Writer::new(prose, decisions).finish()
}

/// Text that holds no Markdown – a title, a name – as HTML, with typographic punctuation.
pub fn inline_text(text: &str) -> String {
    escape(&Prose::typeset(text))
}
