//! Floor 2: one file at a time; pure; never fails, only complains.

pub mod markdown;
