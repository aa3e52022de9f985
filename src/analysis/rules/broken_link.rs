//! `broken-link`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "broken-link", level: Level::Error, group: Group::Prose, text: include_str!("broken-link.md") };
