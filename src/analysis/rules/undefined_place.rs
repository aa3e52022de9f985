//! `undefined-place`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "undefined-place", level: Level::Note, group: Group::Records, text: include_str!("undefined-place.md") };
