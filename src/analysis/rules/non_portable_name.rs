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
        found.extend(file.as_str().split('/').find(|part| is_unfit(part)).map(|part| unfit(file, part)));
    }
}

/// What is wrong with the name of a file that is published as it is: only what Windows keeps, since such files keep their names.
pub fn reserved(file: Key) -> Option<Diagnostic> {
    file.as_str().split('/').find(|part| is_reserved(part)).map(|part| unfit(file, part))
}

fn unfit(file: Key, part: &str) -> Diagnostic {
    let why = if is_reserved(part) { "Windows keeps this name for a device" } else { "Windows can't store this name" };
    Diagnostic::error("non-portable-name", Span::whole(file), format!("`{part}` can't be a file's name everywhere"))
        .label(why)
        .help("give the file or folder another name")
}

fn is_unfit(name: &str) -> bool {
    is_reserved(name) || name.ends_with(['.', ' ']) || name.contains(['<', '>', ':', '"', '|', '?', '*', '\\'])
}
