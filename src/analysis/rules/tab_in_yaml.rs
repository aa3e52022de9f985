//! `tab-in-yaml`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "tab-in-yaml", level: Level::Error, group: Group::Reading, text: include_str!("tab-in-yaml.md") };
