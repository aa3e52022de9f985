//! Sentences in plain text, for what has no markup: feeds, calendars, exports. The rule of the house holds there too: where somebody
//! denies a claim, the denial stands in the same piece.

use crate::analysis::asof;
use crate::analysis::wording;
use crate::base::id::Id;
use crate::model::briefing::Change;
use crate::model::claim::{Claim, Response};
use crate::model::event::Event;
use crate::model::passage::Passage;
use crate::model::registry::Model;
use crate::syntax::kind::Kind;
use crate::syntax::read::{Text, Written};

use super::view::compose::Site;
use super::words;

/// The name of the actor that a reference means, else the words as written.
pub fn actor<'m>(model: &'m Model, written: &'m Written) -> &'m str {
    model.actor(written).map_or(written.text.as_str(), |id| model.actors[id].head.title.as_str())
}

/// The name of whom a text means, which may but need not name a record: else the words, without the brackets of a link.
pub fn person<'m>(model: &'m Model, name: &'m Text) -> &'m str {
    wording::named(model, name, &[Kind::Actor])
}

/// The name of the country that a text means: of an actor, or of a place.
pub fn country<'m>(model: &'m Model, name: &'m Text) -> &'m str {
    wording::named(model, name, &[Kind::Actor, Kind::Place])
}

/// The name of the place that a reference means, else the words as written.
pub fn place<'m>(model: &'m Model, written: &'m Written) -> &'m str {
    model.place(written).map_or(written.text.as_str(), |id| model.places[id].head.title.as_str())
}

/// A claim with every answer to it: "A plan exists. Denied by Sergey Lavrov."; "Denied." where only its status says so.
pub fn claim(site: &Site<'_>, id: Id<Claim>) -> String {
    let claim = &site.facts.model.claims[id];
    let mut said = vec![sentence(&claim.words)];
    said.extend(claim.responses.iter().filter_map(|given| answer(site, given)));
    let status = asof::status(&claim.status, site.facts.model.today).filter(|step| step.is.means == "denied");
    if let (Some(step), false) = (status, claim.responses.iter().any(|answer| answer.denies())) {
        said.push(format!("{}.", words::status(&site.facts.config, "claim.status", &step.is.text).label));
    }
    said.join(" ")
}

/// What an event is, if it is not known to have happened: "Hypothetical."
pub fn status_of_event(site: &Site<'_>, event: &Event) -> Option<String> {
    let status = asof::open_status(event, site.facts.model.today)?;
    Some(format!("{}.", words::status(&site.facts.config, "event.status", &status.is.text).label))
}

/// The denials of an event's claims, each once: "Denied by Sergey Lavrov."
pub fn denials_of_event(site: &Site<'_>, event: &Event) -> Vec<String> {
    let model = &site.facts.model;
    let claims = model.each(&event.claims, Model::claim);
    let answers = claims.iter().flat_map(|id| &model.claims[*id].responses).filter(|answer| answer.denies());
    let mut said: Vec<String> = Vec::new();
    for words in answers.filter_map(|given| answer(site, given)) {
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said
}

/// An answer: "Denied by Sergey Lavrov." One that nobody gives is worth no sentence, but for a denial.
pub fn answer(site: &Site<'_>, answer: &Response) -> Option<String> {
    let (shown, preposition) = words::stance(&site.facts.config, &answer.stance.text);
    match &answer.by {
        Some(by) => Some(format!("{} {preposition} {}.", shown.label, actor(&site.facts.model, by))),
        None => answer.denies().then(|| format!("{}.", shown.label)),
    }
}

/// A change of a briefing in one text: with what stood there, and what stands there now.
pub fn change(model: &Model, change: &Change) -> String {
    let was = change.was.as_ref().map(|was| format!("Was: “{}”.", wording::wording(model, was)));
    let now = change.now.as_ref().map(|now| format!("Now: “{}”.", wording::wording(model, now)));
    std::iter::once(sentence(&wording::wording(model, &change.text))).chain(was).chain(now).collect::<Vec<_>>().join(" ")
}

/// A text of several blocks, an empty line between them.
pub fn whole(passage: &Passage) -> String {
    let runs = passage.prose.runs.iter().map(|run| run.typeset()).filter(|text| !text.trim().is_empty());
    runs.collect::<Vec<_>>().join("\n\n")
}

fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}
