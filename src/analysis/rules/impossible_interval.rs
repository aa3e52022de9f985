//! `impossible-interval`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "impossible-interval", level: Level::Error, group: Group::Time, text: include_str!("impossible-interval.md") };
