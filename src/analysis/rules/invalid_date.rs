//! `invalid-date`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "invalid-date", level: Level::Error, group: Group::Reading, text: include_str!("invalid-date.md") };
