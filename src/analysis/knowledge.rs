//! What became known when: of a record, the dates on which somebody said something or answered, a status changed, a source was published.
//!
//! A saying without a date of its own counts from the first of its sources that was published. What was claimed before an event began says
//! nothing of when it became known: the claim may be what the event answers.

use crate::base::date::Date;
use crate::base::text::Spanned;
use crate::model::claim::{Assertion, Claim, Response};
use crate::model::event::{Event, Status};
use crate::model::registry::{Model, RecordId};
use crate::model::source::Source;
use crate::syntax::read::Written;

/// Something that became known of a record.
#[derive(Clone, Copy, Debug)]
pub enum News<'m> {
    /// A claim was made.
    Said(&'m Assertion),
    /// A claim was answered.
    Answered(&'m Response),
    /// A claim or an event came to have a status.
    Became(&'m Status),
    /// An event was first reported, in this source.
    Reported(&'m Source),
    /// An event was first spoken of.
    SpokenOf(&'m Assertion),
    /// A source was published.
    Published,
}

/// All that became known of a record, with its date, in the order in which the record tells it. Places, actors and pages have none.
pub fn of(model: &Model, id: RecordId) -> Vec<(&Date, News<'_>)> {
    match id {
        RecordId::Claim(id) => of_claim(model, &model.claims[id]),
        RecordId::Event(id) => of_event(model, &model.events[id]),
        RecordId::Source(id) => model.sources[id].published.iter().map(|published| (&published.value, News::Published)).collect(),
        _ => Vec::new(),
    }
}

fn of_claim<'m>(model: &'m Model, claim: &'m Claim) -> Vec<(&'m Date, News<'m>)> {
    let said = claim.asserted.iter().filter_map(|said| Some((known(model, &said.when, &said.sources)?, News::Said(said))));
    let answers = claim.responses.iter().filter_map(|answer| {
        let date = known(model, &answer.when, &answer.sources)?;
        Some((date, News::Answered(answer)))
    });
    said.chain(answers).chain(steps(&claim.status)).collect()
}

fn of_event<'m>(model: &'m Model, event: &'m Event) -> Vec<(&'m Date, News<'m>)> {
    let undated = event.status.iter().filter(|step| step.as_of.is_none()).flat_map(|step| &step.sources);
    let reports = event.sources.iter().chain(undated).filter_map(|source| {
        let source = &model.sources[model.source(source)?];
        Some((&source.published.as_ref()?.value, News::Reported(source)))
    });
    let claims = model.each(&event.claims, Model::claim);
    let sayings = claims.into_iter().flat_map(|claim| &model.claims[claim].asserted);
    let sayings = sayings.filter_map(|said| Some((&said.when.as_ref()?.value, News::SpokenOf(said))));
    let began = event.when.as_ref().map(|when| when.value.earliest());
    let sayings = sayings.filter(|(date, _)| began.is_none_or(|began| date.latest() >= began));
    let first = reports.chain(sayings).min_by_key(|(date, _)| date.latest());
    first.into_iter().chain(steps(&event.status)).collect()
}

fn steps(history: &[Status]) -> impl Iterator<Item = (&Date, News<'_>)> {
    history.iter().filter_map(|step| Some((&step.as_of.as_ref()?.value, News::Became(step))))
}

fn known<'m>(model: &'m Model, when: &'m Option<Spanned<Date>>, sources: &'m [Written]) -> Option<&'m Date> {
    match when {
        Some(when) => Some(&when.value),
        None => sources.iter().filter_map(|source| published(model, source)).min_by_key(|date| date.latest()),
    }
}

fn published<'m>(model: &'m Model, source: &Written) -> Option<&'m Date> {
    Some(&model.sources[model.source(source)?].published.as_ref()?.value)
}
