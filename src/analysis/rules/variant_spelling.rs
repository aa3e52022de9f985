//! `variant-spelling`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::analysis::mention::Spelled;
use crate::analysis::spelling::slips;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "variant-spelling", level: Level::Warning, group: Group::Prose, text: include_str!("variant-spelling.md") };

/// Finds other spellings. No fix: within the name of a firm or a treaty the other spelling may be the right one.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    for slip in slips(facts, Spelled::Otherwise) {
        let message = format!("this site writes `{}`, not `{}`", clip(&slip.house), clip(&slip.words));
        let stays = "between quotation marks, or as a wikilink with words of its own, it stays as it is";
        found.push(
            Diagnostic::warning("variant-spelling", slip.span, message).help(format!("write `{}`", slip.house)).help(stays),
        );
    }
}
