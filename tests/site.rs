//! Whole sites through the library: every test builds one in memory and looks at what would be published.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

#[path = "site/support.rs"]
mod support;
#[path = "site/edits.rs"]
mod edits;
#[path = "site/scribble.rs"]
mod scribble;
