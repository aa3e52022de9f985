//! Floor 1: the outside world as values, read-only.

pub mod files;
pub mod git;
