//! `missing-front-matter-end`: see its Markdown beside this file.

use crate::base::diagnostic::Level;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-front-matter-end",
    level: Level::Error,
    group: Group::Reading,
    text: include_str!("missing-front-matter-end.md"),
};
