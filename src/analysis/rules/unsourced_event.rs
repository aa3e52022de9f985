//! `unsourced-event`: see its Markdown beside this file.

use crate::analysis::asof;
use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::text::Span;
use crate::model::claim::Claim;
use crate::model::event::Event;
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "unsourced-event", level: Level::Note, group: Group::Evidence, text: include_str!("unsourced-event.md") };

/// As many further events of a file are pointed at.
const POINTED_AT: usize = 8;

/// Finds events that say nowhere where they can be read: one finding a file.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    // An edition leaves out sources that were published later than what they tell of.
    if facts.model.edition.is_some() {
        return;
    }
    let mut open: Vec<&Event> =
        facts.model.events.values().filter(|event| event.when.is_some() && !is_sourced(facts, event)).collect();
    open.sort_by_key(|event| place(event));
    for events in open.chunk_by(|a, b| a.head.file() == b.head.file()) {
        let [first, more @ ..] = events else { continue };
        let title = clip(&first.head.title);
        let message = match more.len() {
            0 => format!("`{title}` has no source"),
            1 => format!("`{title}` and another event here have no source"),
            more => format!("`{title}` and {more} more events here have no source"),
        };
        let finding = Diagnostic::note("unsourced-event", place(first), message);
        let finding = more.iter().take(POINTED_AT).fold(finding, |finding, event| finding.also(place(event), "nor has this one"));
        found.push(finding.help("write where it can be read: `sources: [ID]`, or cite it in the event's text: `[@ID]`"));
    }
}

/// Where an event is pointed at: its title, else its day.
fn place(event: &Event) -> Span {
    match &event.when {
        Some(when) if !event.head.titled => when.span,
        _ => event.head.title_span,
    }
}

/// Whether an event says anywhere where it can be read: in its sources, a status, its texts, or the claims about it. What nobody holds to
/// have happened needs none.
fn is_sourced(facts: &Facts, event: &Event) -> bool {
    let model = &facts.model;
    let is_hypothetical = asof::status(&event.status, model.today).is_some_and(|step| step.is.means == "hypothetical");
    let rests_on_claim = |claim: &Claim| super::unsourced_claim::is_sourced(model, claim);
    is_hypothetical
        || !event.sources.is_empty()
        || event.status.iter().any(|step| !step.sources.is_empty())
        || event.head.passages().any(|text| !text.prose.grounds().is_empty())
        || event.claims.iter().filter_map(|claim| model.claim(claim)).any(|claim| rests_on_claim(&model.claims[claim]))
}
