//! `template-error`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "template-error", level: Level::Error, group: Group::Site, text: include_str!("template-error.md") };
