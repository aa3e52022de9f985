//! whowhen: explainer sites that say who, when, and according to whom.
//!
//! A compiler for briefings, in eight floors. Text goes in at the bottom, values flow upward, pages come out at the top; a module uses
//! lower floors and its own, never a higher one (`tests/tidy.rs` reads the imports). In reading order:
//!
//! - [`base`]: dates, ids, spans, diagnostics, fingerprints, memos. Knows nothing of briefings.
//! - [`input`]: the outside world as values, read-only; the site's configuration.
//! - [`syntax`]: one file at a time into documents. Pure; never fails, only complains.
//! - [`model`]: what the briefings say, with references resolved.
//! - [`analysis`]: what follows from it: mentions, backlinks, the ledger of claims, rules.
//! - [`site`]: what will be published: addresses, views, HTML, theme, feeds.
//! - [`engine`]: time: a change comes in, a snapshot goes out.
//! - [`face`]: the only code that talks to people and machines.

pub mod base;
pub mod input;
pub mod syntax;
pub mod model;
pub mod analysis;
pub mod site;
pub mod engine;
pub mod face;
