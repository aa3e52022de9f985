//! `non-portable-name`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "non-portable-name", level: Level::Error, group: Group::Reading, text: include_str!("non-portable-name.md") };
