//! `weasel-attribution`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::analysis::unattributed::What;
use crate::base::diagnostic::{Diagnostic, Level};

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "weasel-attribution", level: Level::Note, group: Group::Evidence, text: include_str!("weasel-attribution.md") };

/// Finds phrases that name nobody, in sentences that cite nothing.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    facts.for_each_scan(|look| {
        for unattributed in look.scan.unattributed.iter().filter(|_| !look.quoted) {
            let What::Weasel(language) = unattributed.what else { continue };
            let Some(run) = look.passage.prose.runs.get(unattributed.run).filter(|_| look.is_in(language)) else { continue };
            let message = format!("`{}` does not say who", &run.text[unattributed.range.clone()]);
            let span = look.passage.span(run.source(unattributed.range.clone()));
            let help = "write who, or cite where it can be read in the same sentence: `[@ID]`, the id of a source";
            found.push(Diagnostic::note("weasel-attribution", span, message).help(help));
        }
    });
}
