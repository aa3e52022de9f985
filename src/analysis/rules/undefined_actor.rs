//! `undefined-actor`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "undefined-actor", level: Level::Note, group: Group::Records, text: include_str!("undefined-actor.md") };
