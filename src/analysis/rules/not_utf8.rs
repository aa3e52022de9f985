//! `not-utf8`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule = Rule { name: "not-utf8", level: Level::Error, group: Group::Reading, text: include_str!("not-utf8.md") };
