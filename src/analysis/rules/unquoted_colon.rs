//! `unquoted-colon`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "unquoted-colon", level: Level::Error, group: Group::Reading, text: include_str!("unquoted-colon.md") };
