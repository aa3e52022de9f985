//! `non-portable-id`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "non-portable-id", level: Level::Note, group: Group::Records, text: include_str!("non-portable-id.md") };
