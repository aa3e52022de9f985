//! The rules of `check`: every rule's Markdown is run, twenty broken files give their errors in one run, fixes mend and do no harm, and no
//! text makes it panic.
//!
//! A rule's Markdown (`src/analysis/rules/NAME.md`) has a section `## case` for each case. In it, a line with a path in backticks and a
//! colon names the file that the fence below it holds. A line of its own in such a file that reads
//!
//! ```text
//! # error: [invalid-date] 3:7 there is no month 13
//! <!-- warning: [broken-fragment] 6:24 `Lavrov` has no place `#rolse` -->
//! ```
//!
//! is an expectation: level, rule, line, column, message of a finding in this file. Such lines are taken out before the file is checked,
//! and positions are those in the file without them, as an editor would have it. A case without expectations is a harmless one: it must give
//! nothing. Notes are compared only where the rule is a note itself or the case expects one. A fence marked `snapshot` holds all
//! findings of the case as they are printed. Other fences without a path are for reading only.
//!
//! `WHOWHEN_BLESS=1 cargo test --test rules` rewrites expectations and snapshots; read every line of the difference.

#![allow(clippy::disallowed_methods, reason = "tests make the files they look at")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

#[path = "support/site.rs"]
pub mod site;
#[cfg(target_os = "linux")]
#[path = "support/cage.rs"]
mod cage;
#[path = "rules/markdown.rs"]
mod markdown;
#[path = "rules/files.rs"]
mod files;
#[path = "rules/broken.rs"]
mod broken;
#[path = "rules/malformed.rs"]
mod malformed;
#[path = "rules/cascade.rs"]
mod cascade;
#[path = "rules/fixes.rs"]
mod fixes;
#[path = "rules/mends.rs"]
mod mends;
#[path = "rules/any_text.rs"]
mod any_text;
