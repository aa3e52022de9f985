//! `file-too-large`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "file-too-large", level: Level::Error, group: Group::Reading, text: include_str!("file-too-large.md") };
