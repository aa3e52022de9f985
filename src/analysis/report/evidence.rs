//! What claims and sources lack.

use crate::analysis::evidence;
use crate::analysis::facts::Facts;
use crate::analysis::ledger::Origin;
use crate::analysis::rules::source_not_held;
use crate::analysis::wording::called_in_text;
use crate::base::date::Date;
use crate::base::id::Id;
use crate::model::claim::Claim;
use crate::model::registry::{Model, RecordId};

use super::{Row, Section};

pub(super) fn unanswered(facts: &Facts) -> Section {
    let model = &facts.model;
    let accusations = evidence::Accusations::of(facts);
    let row = |id: Id<Claim>| {
        let accused = accusations.unanswered(&model.claims[id]);
        let names: Vec<&str> = accused.iter().map(|id| model.actors[*id].head.title.as_str()).collect();
        (!names.is_empty()).then(|| claim(model, id, format!("no answer by {}", listed(&names, "or"))))
    };
    Section {
        name: "unanswered-accusation",
        title: "Unanswered accusations",
        about: "Ask whom they are about, and write the answer into `responses`, or that there was none.",
        rows: model.claims.ids().filter_map(row).collect(),
    }
    .oldest_first()
}

pub(super) fn single_origin(facts: &Facts) -> Section {
    let model = &facts.model;
    let row = |id: Id<Claim>| {
        let origin = match evidence::only_origin(facts, id)? {
            Origin::Actor(actor) => &model.actors[actor].head.title,
            Origin::Source(source) => &model.sources[source].head.title,
        };
        let outlets = facts.ledger[id.index()].outlets.len();
        let read = if outlets > 1 { format!(", read in {outlets} outlets") } else { String::new() };
        Some(claim(model, id, format!("origin: `{origin}`{read}")))
    };
    Section {
        name: "single-origin",
        title: "Claims with a single origin",
        about: "Look for somebody who knows it independently; those who repeat it are no second origin.",
        rows: model.claims.ids().filter_map(row).collect(),
    }
    .oldest_first()
}

pub(super) fn unowned(facts: &Facts) -> Section {
    let model = &facts.model;
    let row = |id: Id<Claim>| {
        let standing = &facts.ledger[id.index()];
        let mut read: Vec<&str> = standing.outlets.iter().map(|id| model.actors[*id].head.title.as_str()).collect();
        if read.is_empty() {
            let sources = model.claims[id].asserted.iter().flat_map(|said| &said.sources).filter_map(|it| model.source(it));
            read.extend(sources.map(|source| model.sources[source].head.title.as_str()));
            read.dedup();
        }
        let why = if read.is_empty() { "no source either".to_owned() } else { format!("read in {}", listed(&read, "and")) };
        (!standing.owned).then(|| claim(model, id, why))
    };
    Section {
        name: "unowned-claim",
        title: "Claims that nobody owns",
        about: "Find out who says so, and write it: `by`, or the first in `chain`.",
        rows: model.claims.ids().filter_map(row).collect(),
    }
    .oldest_first()
}

pub(super) fn unarchived(facts: &Facts) -> Section {
    let model = &facts.model;
    let mut rows = Vec::new();
    for (id, source) in model.sources.iter().filter(|(_, source)| evidence::unarchived(source)) {
        let Some(url) = &source.url else { continue };
        let date = source.published.as_ref().map(|date| &date.value);
        rows.push(Row::of(model, RecordId::Source(id), url.text.clone(), date).at(url.span));
    }
    Section {
        name: "source-unarchived",
        title: "Sources without an archived copy",
        about: "Save a copy while they are there, and write its address into `archived`.",
        rows,
    }
    .oldest_first()
}

pub(super) fn not_held(facts: &Facts) -> Section {
    let model = &facts.model;
    let row = |found: source_not_held::NotHeld<'_>| {
        let known = source_not_held::how_known(model, found.source, found.held);
        let date = found.source.published.as_ref().map(|date| &date.value);
        let why = format!("{}; cited by `{}`", known.trim_start_matches("is "), called_in_text(model, found.user));
        Row::of(model, RecordId::Source(found.id), why, date).at(found.held.span)
    };
    Section {
        name: "source-not-held",
        title: "Sources that nobody here has read",
        about: "Find the original and write `held: true`, or cite what was read.",
        rows: source_not_held::not_held(facts).into_iter().map(row).collect(),
    }
    .oldest_first()
}

/// A claim, since it was first made.
fn claim(model: &Model, id: Id<Claim>, why: String) -> Row {
    Row::of(model, RecordId::Claim(id), why, first_made(model, &model.claims[id]))
}

/// When it was first said; where nobody knows, when it could first be read.
fn first_made<'m>(model: &'m Model, claim: &'m Claim) -> Option<&'m Date> {
    let said = claim.asserted.iter().filter_map(|said| said.when.as_ref());
    let sources = claim.asserted.iter().flat_map(|said| &said.sources).filter_map(|source| model.source(source));
    let read = sources.filter_map(|source| model.sources[source].published.as_ref());
    let first = |dates: &mut dyn Iterator<Item = &'m Date>| dates.min_by_key(|date| date.earliest().day());
    first(&mut said.map(|date| &date.value)).or_else(|| first(&mut read.map(|date| &date.value)))
}

/// "`a`, `b` or `c`".
fn listed(names: &[&str], word: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} {word} {last}", first.join(", ")),
        names => names.concat(),
    }
}
