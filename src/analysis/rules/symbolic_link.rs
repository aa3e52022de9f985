//! `symbolic-link`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "symbolic-link", level: Level::Error, group: Group::Reading, text: include_str!("symbolic-link.md") };
