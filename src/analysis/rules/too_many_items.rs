//! `too-many-items`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "too-many-items", level: Level::Error, group: Group::Reading, text: include_str!("too-many-items.md") };
