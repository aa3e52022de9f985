//! `uncited-number`: see its Markdown beside this file.

use rustc_hash::FxHashSet;

use crate::analysis::facts::Facts;
use crate::analysis::grounds::{is_grounded, leads_to_record};
use crate::analysis::unattributed::What;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::registry::Model;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "uncited-number", level: Level::Note, group: Group::Evidence, text: include_str!("uncited-number.md") };

/// Finds figures in paragraphs that cite nothing: the first of each paragraph.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let mut recorded: Option<FxHashSet<String>> = None;
    facts.for_each_scan(|look| {
        if look.quoted || look.scan.unattributed.is_empty() || is_grounded(&facts.model, look) {
            return;
        }
        let mut last = None;
        for figure in look.scan.unattributed.iter().filter(|it| it.what == What::Figure) {
            let Some(run) = look.passage.prose.runs.get(figure.run) else { continue };
            let words = &run.text[figure.range.clone()];
            let is_on_record = recorded.get_or_insert_with(|| on_record(&facts.model)).contains(&digits(words));
            if is_on_record || last == Some(figure.run) || leads_to_record(&facts.model, look.passage, figure.run) {
                continue;
            }
            last = Some(figure.run);
            let span = look.passage.span(run.source(figure.range.clone()));
            let message = format!("the paragraph does not say where `{words}` can be read");
            found.push(
                Diagnostic::note("uncited-number", span, message)
                    .help("cite it behind the figure: `[@ID]`, the id of a source")
                    .help(
                        "if somebody claims it, a claim with `quantity: {n: …, unit: …}` says who, and who gives another figure",
                    ),
            );
        }
    });
}

/// The figures that claims and events hold: they have their source beside them.
fn on_record(model: &Model) -> FxHashSet<String> {
    let claims = model.claims.values().flat_map(|claim| &claim.quantities);
    let quantities = claims.chain(model.events.values().flat_map(|event| &event.quantities));
    quantities.flat_map(|it| [&it.n, &it.at_least, &it.at_most]).flatten().map(|number| digits(&number.text)).collect()
}

fn digits(words: &str) -> String {
    words.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect()
}
