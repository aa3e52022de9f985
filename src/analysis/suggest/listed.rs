//! Actors whom a briefing speaks of again and again, and who are not in its own list of actors.

use std::collections::BTreeMap;

use crate::analysis::backlink::meant;
use crate::analysis::facts::Facts;
use crate::base::id::Id;
use crate::base::text::Span;
use crate::model::actor::Actor;
use crate::model::registry::{Model, RecordId};

use super::{Change, Item, Sort, Suggestion};

/// How often a briefing must speak of somebody.
const OFTEN: usize = 3;

/// Who is spoken of without a part in it: those who report, and countries, which are everywhere.
const NO_PART: [&str; 4] = ["news-agency", "newspaper", "broadcaster", "country"];

/// Where a briefing speaks of each actor, in order.
type Spoken = BTreeMap<Id<Actor>, Vec<Span>>;

pub(super) fn find(facts: &Facts, found: &mut Vec<Suggestion>) {
    let model = &facts.model;
    let mut briefings: BTreeMap<RecordId, Spoken> = BTreeMap::new();
    facts.for_each_scan(|look| {
        let Some(page @ RecordId::Briefing(id)) = look.owner else { return };
        // Who has no such list does without it.
        if model.briefings[id].actors.is_empty() {
            return;
        }
        for mention in look.scan.mentions.iter().map(|sighting| &sighting.mention).filter(|mention| look.is_ours(mention)) {
            let words = look.words(mention);
            if let Some(RecordId::Actor(actor)) = meant(model, &facts.names, Some(model.head(page)), &mention.targets, words) {
                briefings.entry(page).or_default().entry(actor).or_default().push(look.span(mention));
            }
        }
    });
    for (page, spoken) in briefings {
        let RecordId::Briefing(id) = page else { continue };
        let listed = model.each(&model.briefings[id].actors, Model::actor);
        for (actor, places) in spoken {
            if let (false, Some(first)) = (listed.contains(&actor), places.first())
                && places.len() >= OFTEN
                && has_a_part(&model.actors[actor])
            {
                found.push(missing(model, page, actor, *first, places.len()));
            }
        }
    }
}

fn has_a_part(actor: &Actor) -> bool {
    !actor.head.stub && actor.kind.as_ref().is_none_or(|kind| !NO_PART.contains(&kind.means.as_str()))
}

fn missing(model: &Model, page: RecordId, actor: Id<Actor>, first: Span, times: usize) -> Suggestion {
    let head = &model.actors[actor].head;
    let why = format!("named {times} times here, and not among the page's `actors`");
    let told = Suggestion::new(Sort::UnlinkedMention, first, head.title.clone(), why);
    let item = head.id.to_string();
    Suggestion {
        paste: vec![format!("actors: […, {item}]")],
        changes: vec![Change::Item { page, field: "actors", item: Item::Called(item) }],
        ..told
    }
}
