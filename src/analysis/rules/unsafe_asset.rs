//! `unsafe-asset`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "unsafe-asset", level: Level::Error, group: Group::Prose, text: include_str!("unsafe-asset.md") };
