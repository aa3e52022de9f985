//! `unknown-value`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "unknown-value", level: Level::Warning, group: Group::Records, text: include_str!("unknown-value.md") };
