//! `single-origin`: see its Markdown beside this file.

use crate::analysis::asof;
use crate::analysis::facts::Facts;
use crate::analysis::ledger::{Origin, Standing};
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::claim::Claim;
use crate::model::event::Status;
use crate::model::registry::Model;
use crate::syntax::read::clip;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "single-origin", level: Level::Note, group: Group::Evidence, text: include_str!("single-origin.md") };

/// Finds claims that look as if several vouched for them, while one does.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let model = &facts.model;
    for (claim, standing) in model.claims.values().zip(&facts.ledger) {
        let [origin] = standing.origins[..] else { continue };
        let step = asof::status(&claim.status, model.today);
        let Some(message) = appearance(claim, standing, step, called(model, origin)) else { continue };
        let place = step.map_or(claim.place(), |step| step.is.span);
        let mut finding = Diagnostic::note("single-origin", place, message);
        let read = claim.asserted.iter().flat_map(|said| &said.sources);
        let mut outlets: Vec<_> = read.filter_map(|written| Some((model.source(written)?, written))).collect();
        outlets.dedup_by_key(|(source, _)| *source);
        if standing.outlets.len() > 1 {
            let leads = format!("leads back to `{}`", clip(called(model, origin)));
            finding = outlets.iter().take(4).fold(finding, |finding, (_, written)| finding.also(written.span, leads.clone()));
        }
        found.push(
            finding
                .help("`status: single-origin` says so")
                .help("if somebody else knows it on his own, add his assertion: `asserted: [{by: NAME, source: ID}]`"),
        );
    }
}

/// What makes it look like more than it is.
fn appearance(claim: &Claim, standing: &Standing, step: Option<&Status>, origin: &str) -> Option<String> {
    let (title, origin) = (clip(claim.called()), clip(origin));
    let is_backed = claim.responses.iter().any(|answer| matches!(answer.stance.means.as_str(), "confirms" | "supports"));
    match step.map(|step| step.is.means.as_str()) {
        None | Some("asserted" | "reported") if standing.outlets.len() > 1 => {
            let outlets = standing.outlets.len();
            Some(format!("{outlets} outlets carry `{title}`, and all lead back to one origin, `{origin}`"))
        }
        Some("confirmed") if !is_backed && step.is_some_and(|step| step.sources.is_empty()) => {
            let word = step.map_or("confirmed", |step| &step.is.text);
            Some(format!("`{title}` is `{word}`, and rests on one origin, `{origin}`"))
        }
        _ => None,
    }
}

fn called(model: &Model, origin: Origin) -> &str {
    match origin {
        Origin::Actor(id) => &model.actors[id].head.title,
        Origin::Source(id) => &model.sources[id].head.title,
    }
}
