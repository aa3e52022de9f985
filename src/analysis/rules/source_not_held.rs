//! `source-not-held`: see its Markdown beside this file.

use crate::analysis::backlink::Tie;
use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::registry::RecordId;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "source-not-held", level: Level::Note, group: Group::Evidence, text: include_str!("source-not-held.md") };

/// Finds sources that are cited although nobody here has read them.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let model = &facts.model;
    for (id, source) in model.sources.iter() {
        let Some(held) = source.held.as_ref().filter(|held| matches!(held.text.as_str(), "false" | "via")) else { continue };
        let links = facts.backlinks_of(RecordId::Source(id)).iter();
        let Some(user) = links.filter(|link| link.ties.contains(&Tie::Cited)).map(|link| model.head(link.from)).next() else {
            continue;
        };
        let through = source.via.as_ref().and_then(|via| model.source(via)).map(|via| &model.sources[via].head.title);
        let known = match through {
            Some(title) => format!("is known only through `{title}`"),
            None if held.text == "via" => "is known only through another source".to_owned(),
            None => "was not read".to_owned(),
        };
        let message = format!("`{}` {known}, and `{}` cites it", source.head.title, user.title);
        let help = match through {
            Some(_) => "cite what was read, or find the original and write `held: true`",
            None => "find it and write `held: true`, or name what was read instead: `held: via` with `via: SOURCE`",
        };
        found.push(Diagnostic::note("source-not-held", held.span, message).help(help));
    }
}
