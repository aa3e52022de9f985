//! `source-not-held`: see its Markdown beside this file.

use crate::analysis::backlink::Tie;
use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Id;
use crate::model::registry::{Model, RecordId};
use crate::model::source::Source;
use crate::syntax::read::Word;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "source-not-held", level: Level::Note, group: Group::Evidence, text: include_str!("source-not-held.md") };

/// Finds sources that are cited although nobody here has read them.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    for NotHeld { source, held, user, .. } in not_held(facts) {
        let known = how_known(&facts.model, source, held);
        let message = format!("`{}` {known}, and `{}` cites it", source.head.title, facts.model.called(user));
        let help = match through(&facts.model, source) {
            Some(_) => "cite what was read, or find the original and write `held: true`",
            None => "find it and write `held: true`, or name what was read instead: `held: via` with `via: SOURCE`",
        };
        found.push(Diagnostic::note("source-not-held", held.span, message).help(help));
    }
}

/// A source that is cited although nobody here has read it.
pub struct NotHeld<'f> {
    /// The source.
    pub source: &'f Source,
    /// Its place among the sources.
    pub id: Id<Source>,
    /// Where it says that it was not read.
    pub held: &'f Word,
    /// Who cites it first.
    pub user: RecordId,
}

/// All such sources.
pub fn not_held(facts: &Facts) -> Vec<NotHeld<'_>> {
    let mut found = Vec::new();
    for (id, source) in facts.model.sources.iter() {
        let Some(held) = source.held.as_ref().filter(|held| matches!(held.text.as_str(), "false" | "via")) else { continue };
        let links = facts.backlinks_of(RecordId::Source(id)).iter();
        let Some(user) = links.filter(|link| link.ties.contains(&Tie::Cited)).map(|link| link.from).next() else {
            continue;
        };
        found.push(NotHeld { source, id, held, user });
    }
    found
}

/// "is known only through `X`", "was not read".
pub fn how_known(model: &Model, source: &Source, held: &Word) -> String {
    match through(model, source) {
        Some(title) => format!("is known only through `{title}`"),
        None if held.text == "via" => "is known only through another source".to_owned(),
        None => "was not read".to_owned(),
    }
}

fn through<'m>(model: &'m Model, source: &Source) -> Option<&'m str> {
    source.via.as_ref().and_then(|via| model.source(via)).map(|via| model.sources[via].head.title.as_str())
}
