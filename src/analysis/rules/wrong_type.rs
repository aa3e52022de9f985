//! `wrong-type`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "wrong-type", level: Level::Error, group: Group::Reading, text: include_str!("wrong-type.md") };
