//! `broken-fragment`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "broken-fragment", level: Level::Warning, group: Group::Prose, text: include_str!("broken-fragment.md") };
