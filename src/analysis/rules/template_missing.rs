//! `template-missing`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "template-missing", level: Level::Error, group: Group::Site, text: include_str!("template-missing.md") };
