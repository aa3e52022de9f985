//! `misspelling`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::analysis::mention::Spelled;
use crate::analysis::spelling::slips;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "misspelling", level: Level::Warning, group: Group::Prose, text: include_str!("misspelling.md") };

/// Finds wrong spellings. No fix: who wrote it saw the name spelled so somewhere, and may mean somebody else.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    for slip in slips(facts, Spelled::Wrongly) {
        let message = format!("`{}` is misspelled", clip(&slip.words));
        let mut diagnostic = Diagnostic::warning("misspelling", slip.span, message).help(format!("write `{}`", slip.house));
        if let Some(head) = slip.of.and_then(|key| facts.names.records.get(&key)).map(|id| facts.model.head(*id)) {
            diagnostic = diagnostic.help(format!("it is listed under `misspellings` of `{}` ({})", head.id, head.file()));
        }
        found.push(diagnostic);
    }
}
