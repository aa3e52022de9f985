//! `missing-alt`: see its Markdown beside this file.

use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::passage::Passage;
use crate::syntax::markdown::ReferenceKind;
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "missing-alt", level: Level::Warning, group: Group::Prose, text: include_str!("missing-alt.md") };

/// Finds pictures of which nothing is said to those who can't see them.
pub(super) fn check(passage: &Passage, found: &mut Vec<Diagnostic>) {
    for reference in &passage.prose.references {
        let (dest, how) = match &reference.kind {
            ReferenceKind::Image { dest, alt, .. } if alt.trim().is_empty() => {
                (dest, format!("write it between the brackets: `![What it shows]({})`", clip(dest)))
            }
            ReferenceKind::Attachment { name, alt, .. } if alt.trim().is_empty() => {
                (name, format!("write it after a bar: `![[{}|What it shows]]`", clip(name)))
            }
            _ => continue,
        };
        let message = format!("nothing says what the picture `{}` shows", clip(dest));
        found.push(Diagnostic::warning("missing-alt", passage.span(reference.range.clone()), message).help(how));
    }
}
