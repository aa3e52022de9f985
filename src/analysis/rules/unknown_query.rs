//! `unknown-query`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::query::Asks;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "unknown-query", level: Level::Error, group: Group::Prose, text: include_str!("unknown-query.md") };

/// Notes what queries ask for and is not built yet, each once.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let mut noted: Vec<&str> = Vec::new();
    facts.for_each_passage(|_, passage| {
        for (_, query) in &passage.placed.queries {
            let drawing = match query.asks {
                Asks::Drawing(word) => Some((word, query.word, "nothing is shown in its place")),
                _ => None,
            };
            let compared = query.compare.first().map(|first| ("compare", first.span, "the events of all of them are one list"));
            for (word, span, instead) in drawing.into_iter().chain(compared) {
                if !noted.contains(&word) {
                    noted.push(word);
                    let message = format!("`{word}` is not built yet");
                    found.push(
                        Diagnostic::note("unknown-query", span, message)
                            .label(instead)
                            .help("it can stay: a later version draws it"),
                    );
                }
            }
        }
    });
}
