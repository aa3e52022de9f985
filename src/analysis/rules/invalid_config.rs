//! `invalid-config`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "invalid-config", level: Level::Error, group: Group::Site, text: include_str!("invalid-config.md") };
