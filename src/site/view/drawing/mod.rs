//! Drawings: their geometry, which templates only print.
//!
//! They scale in x by percentages and in y by pixels, without a `viewBox`: text keeps its size on every screen. Whatever they show, words
//! beside them say as well.

pub mod chain;
pub mod strip;
