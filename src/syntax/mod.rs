//! Floor 2: one file at a time; pure; never fails, only complains.

pub mod kind;
pub mod split;
pub mod yaml;
pub mod fields;
pub mod read;
pub mod markdown;
