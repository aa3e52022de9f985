//! What is not published, and why.

use serde::Serialize;

use crate::engine::snapshot::Snapshot;
use crate::model::head::{Head, Hold};

use super::{Item, Row};

/// A record that is kept back.
#[derive(Serialize)]
pub(super) struct Held {
    #[serde(flatten)]
    item: Item,
    why: String,
    /// The day from which it is published, where that is why.
    #[serde(skip_serializing_if = "Option::is_none")]
    publish_at: Option<String>,
}

impl Row for Held {
    fn cells(&self) -> Vec<String> {
        let Item { kind, id, title, .. } = &self.item;
        vec![(*kind).to_owned(), id.clone(), title.clone(), self.why.clone(), self.item.place()]
    }
}

/// What the whole site has and the published one has not. Whoever is only named in a draft is no record of anybody's.
pub(super) fn held(published: &Snapshot, whole: &Snapshot) -> Vec<Held> {
    let model = &whole.facts.model;
    let mut held = Vec::new();
    for id in model.ids() {
        let head = model.head(id);
        if head.stub || published.facts.model.by_id(head.kind, head.id).is_some() {
            continue;
        }
        let main =
            || model.ids().into_iter().map(|id| model.head(id)).find(|main| main.inline.is_none() && main.file() == head.file());
        let (why, publish_at) = match why(head) {
            Some(why) => why,
            None => match main().and_then(|main| why(main).map(|(why, day)| (main, why, day))) {
                Some((main, why, day)) => (format!("stands in `{}`: {why}", main.id), day),
                // Of two that want one id only one is published.
                None => continue,
            },
        };
        held.push(Held { item: Item::of(whole, id), why, publish_at });
    }
    held
}

fn why(head: &Head) -> Option<(String, Option<String>)> {
    match &head.hold {
        Hold::None => None,
        Hold::Draft => Some(("draft".to_owned(), None)),
        Hold::Until(date) => Some((format!("from {}", date.edtf()), Some(date.edtf()))),
    }
}
