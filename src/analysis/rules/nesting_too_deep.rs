//! `nesting-too-deep`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "nesting-too-deep", level: Level::Error, group: Group::Reading, text: include_str!("nesting-too-deep.md") };
