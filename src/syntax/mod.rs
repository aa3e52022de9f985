//! Floor 2: one file at a time; pure; never fails, only complains.

pub mod kind;
pub mod split;
mod almost;
mod line;
mod colon;
mod misread;
mod mistake;
pub mod yaml;
pub mod bibtex;
pub mod fields;
pub mod pieces;
pub mod read;
pub mod markdown;
