//! `ambiguous-reference`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "ambiguous-reference",
    level: Level::Error,
    group: Group::Records,
    text: include_str!("ambiguous-reference.md"),
};
