//! `uncited-quote`: see its Markdown beside this file.

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashSet;

use crate::analysis::facts::{Facts, Look};
use crate::analysis::link::{Goal, goals};
use crate::analysis::unattributed::What;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::fold::fold;
use crate::model::passage::Passage;
use crate::model::registry::{Model, RecordId};
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "uncited-quote", level: Level::Warning, group: Group::Evidence, text: include_str!("uncited-quote.md") };

/// Finds quotations of several words in paragraphs that cite nothing: the first of each paragraph.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let mut open: Vec<(String, Diagnostic)> = Vec::new();
    facts.for_each_scan(|look| {
        if look.quoted || look.scan.unattributed.is_empty() || is_grounded(&facts.model, look) {
            return;
        }
        let mut last = None;
        for unattributed in look.scan.unattributed.iter().filter(|it| it.what == What::Quotation) {
            let Some(run) = look.passage.prose.runs.get(unattributed.run) else { continue };
            let is_second = last.replace(unattributed.run) == Some(unattributed.run);
            if is_second || leads_to_record(&facts.model, look.passage, unattributed.run) {
                continue;
            }
            let words = &run.text[unattributed.range.clone()];
            let span = look.passage.span(run.source(unattributed.range.clone()));
            let message = format!("`{}` is quoted, and the paragraph does not say from where", clip(words));
            let help = "cite it behind the quotation: `[@ID]`, the id of a source";
            open.push((bare(words), Diagnostic::warning("uncited-quote", span, message).help(help)));
        }
    });
    let on_record = on_record(&facts.model, open.iter().map(|(words, _)| words.as_str()).collect());
    found.extend(open.into_iter().enumerate().filter(|(at, _)| !on_record.contains(at)).map(|(_, (_, finding))| finding));
}

/// Whether a text needs no citation of its own: a source's is about the source, a claim has its source beside it, and a summary tells what
/// the text of the page says.
fn is_grounded(model: &Model, look: &Look<'_>) -> bool {
    let Some(owner) = look.owner else { return false };
    let head = model.head(owner);
    let is_summary = head.body.is_some() && head.summary.as_ref().is_some_and(|summary| std::ptr::eq(summary, look.passage));
    is_summary || matches!(owner, RecordId::Source(_) | RecordId::Claim(_))
}

/// Whether a paragraph points at a source, a claim or an event: what is quoted is said there.
fn leads_to_record(model: &Model, passage: &Passage, run: usize) -> bool {
    let goals = goals(model, passage);
    goals.iter().enumerate().any(|(number, goal)| {
        let is_record = matches!(goal, Goal::Record(RecordId::Source(_) | RecordId::Claim(_) | RecordId::Event(_), _));
        is_record && passage.prose.reference_place(number).is_some_and(|(place, _)| place == run)
    })
}

/// Those of some quotations, by their place, that claims and sources hold, found in one pass over all of these.
fn on_record(model: &Model, quotations: Vec<&str>) -> FxHashSet<usize> {
    let Some(automaton) = AhoCorasick::new(&quotations).ok().filter(|_| !quotations.is_empty()) else {
        return FxHashSet::default();
    };
    let said = model.claims.values().flat_map(|claim| {
        let asserted = claim.asserted.iter().filter_map(|said| said.quote.as_ref());
        asserted.chain(claim.responses.iter().filter_map(|answer| answer.quote.as_ref())).chain(&claim.text)
    });
    let written = model.sources.values().flat_map(|source| source.quotes.iter().map(|quote| &quote.text));
    let mut held = FxHashSet::default();
    for passage in said.chain(written) {
        held.extend(automaton.find_overlapping_iter(&bare(&passage.text.text)).map(|hit| hit.pattern().as_usize()));
    }
    held
}

/// Words without case and the punctuation at their end.
fn bare(words: &str) -> String {
    fold(words.trim_end_matches(|c: char| !c.is_alphanumeric()))
}
