//! The text of a page: HTML, and between its pieces what a template draws in the places that the text gives it.

use serde::Serialize;

use crate::site::markup::Html;

use super::card::{ActorCard, ClaimCard, Month, Name, SourceRow};
use super::home::BriefingCard;

/// A text, in pieces.
pub type Body<'m> = Vec<Part<'m>>;

/// A piece of a text. A template sees `kind`, the variant in lower case, and what it holds as `it`.
#[derive(Clone, Debug, Hash, Serialize)]
#[serde(tag = "kind", content = "it", rename_all = "lowercase")]
pub enum Part<'m> {
    /// HTML.
    Html(Html),
    /// A claim as a card.
    Claim {
        /// The level of its heading: one below the heading that it stands under.
        level: u8,
        /// The claim.
        card: ClaimCard<'m>,
    },
    /// Claims as a table.
    Claims(Vec<ClaimCard<'m>>),
    /// Events in order of time.
    Timeline {
        /// The level of its headings.
        level: u8,
        /// The events by month.
        months: Vec<Month<'m>>,
    },
    /// Actors as cards.
    Actors(Vec<ActorCard<'m>>),
    /// A source.
    Source(SourceRow<'m>),
    /// A briefing.
    Briefing(BriefingCard<'m>),
    /// A place, or a page.
    Named(Named<'m>),
    /// Nothing fits: what was looked for, in words.
    Nothing(String),
}

/// A record that is shown by name and one sentence.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Named<'m> {
    /// Name and page.
    pub name: Name<'m>,
    /// One sentence, plain.
    pub summary: Option<&'m str>,
}
