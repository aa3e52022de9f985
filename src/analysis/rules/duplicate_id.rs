//! `duplicate-id`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "duplicate-id", level: Level::Error, group: Group::Records, text: include_str!("duplicate-id.md") };
