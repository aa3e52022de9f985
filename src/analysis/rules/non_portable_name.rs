//! `non-portable-name`: see its Markdown beside this file.

use std::collections::BTreeSet;

use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Key;
use crate::base::slug::is_reserved;
use crate::base::text::Span;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "non-portable-name", level: Level::Error, group: Group::Reading, text: include_str!("non-portable-name.md") };

/// Finds files of records whose names Windows can't store. What is no ordinary file at all is found where files are looked at.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let model = &facts.model;
    let files: BTreeSet<Key> = model.ids().into_iter().map(|id| model.head(id).file()).collect();
    for file in files {
        let Some(part) = file.as_str().split('/').find(|part| is_unfit(part)) else { continue };
        let why = if is_reserved(part) { "Windows keeps this name for a device" } else { "Windows can't store this name" };
        found.push(
            Diagnostic::error("non-portable-name", Span::whole(file), format!("`{part}` can't be a file's name everywhere"))
                .label(why)
                .help("give the file or folder another name"),
        );
    }
}

fn is_unfit(name: &str) -> bool {
    is_reserved(name) || name.ends_with(['.', ' ']) || name.contains(['<', '>', ':', '"', '|', '?', '*', '\\'])
}
