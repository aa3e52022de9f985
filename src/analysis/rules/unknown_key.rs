//! `unknown-key`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "unknown-key", level: Level::Warning, group: Group::Reading, text: include_str!("unknown-key.md") };
