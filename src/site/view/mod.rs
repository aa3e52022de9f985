//! What templates see: one struct a page kind, and nothing else (law 1 of ARCHITECTURE.md).
//!
//! Field names here are the theme's interface. Everything is finished: addresses are relative to the page, dates and counts are worded,
//! texts are HTML where the type says so. A view borrows the model, is hashed for the output's map, and is built again when its page is
//! wanted.

pub mod shell;
pub mod card;
pub mod drawing;
pub mod compose;
pub mod prose;
pub mod cards;
pub mod claim_card;
pub mod figures;
pub mod frame;
pub mod home;
pub mod matrix;
pub mod list;
pub mod body;
pub mod briefing;
pub mod actor;
pub mod bonds;
pub mod event;
pub mod source;
pub mod claim;
pub mod picture;
pub mod place;
pub mod answer;
pub mod arc;
pub mod plain;
pub mod corrections;
pub mod known;
pub mod timeline;
pub mod tag;
pub mod not_found;
