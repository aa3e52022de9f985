//! `unknown-query`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::query::Asks;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "unknown-query", level: Level::Error, group: Group::Prose, text: include_str!("unknown-query.md") };

/// Notes what queries ask for and is not built yet, each once; of keys in them `syntax/read/later.rs` speaks.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let mut noted: Vec<&str> = Vec::new();
    facts.for_each_passage(|_, passage| {
        for (_, query) in &passage.placed.queries {
            let Asks::Drawing(word) = query.asks else { continue };
            if !noted.contains(&word) {
                noted.push(word);
                found.push(
                    Diagnostic::note("unknown-query", query.word, format!("`{word}` is not built yet"))
                        .label("nothing is shown in its place")
                        .help("it can stay: a later version draws it"),
                );
            }
        }
    });
}
