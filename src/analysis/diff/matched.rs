//! Which record of one state of a site is which of another.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::facts::Facts;
use crate::base::id::Key;
use crate::base::slug::slug;
use crate::model::registry::{Model, RecordId};
use crate::syntax::kind::Kind;

use super::How;
use super::said::Teller;

/// A record before and after.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// Of which kind.
    pub kind: Kind,
    /// The record as it was.
    pub before: Option<RecordId>,
    /// The record as it is.
    pub after: Option<RecordId>,
    /// The record to which its former address leads, where that is told: the same one, or of one that is gone another.
    pub became: Option<RecordId>,
}

impl Pair {
    /// How the record changed at most, and where it is told of.
    pub(super) fn stands<'t, 'f>(self, old: &'t Teller<'f>, new: &'t Teller<'f>) -> Option<(How, &'t Teller<'f>, RecordId)> {
        match (self.before, self.after) {
            (None, Some(id)) => Some((How::New, new, id)),
            (Some(_), Some(id)) => Some((How::Changed, new, id)),
            (Some(id), None) => Some((How::Gone, old, id)),
            (None, None) => None,
        }
    }

    /// The id that it had, where an editor gave it another and led readers on. An id that is made of a record's words nobody gave.
    pub(super) fn former_id(self, old: &Teller<'_>) -> Option<Key> {
        self.after.filter(|_| self.became.is_some())?;
        Some(old.facts.model.head(self.before?).id)
    }
}

/// All records of both: those that are now, in the order of readers, then those that are gone. Who is only named is no record.
pub(super) fn pairs(before: &Facts, after: &Facts) -> Vec<Pair> {
    let (old, new) = (&before.model, &after.model);
    let (olds, news) = (records(before), records(after));
    let mut known: FxHashMap<RecordId, RecordId> = FxHashMap::default();
    let same = |id: &RecordId| Some((*id, of_id(old, new.head(*id).kind, new.head(*id).id)?));
    known.extend(news.iter().filter_map(same));
    let mut renamed: FxHashSet<RecordId> = FxHashSet::default();
    let mut taken: FxHashSet<RecordId> = known.values().copied().collect();
    let mut became: FxHashMap<RecordId, RecordId> = FxHashMap::default();
    let open: Vec<RecordId> = olds.iter().copied().filter(|id| !taken.contains(id)).collect();
    let (by_former, by_later) = (formers(new, &news), formers(old, &olds));
    for id in open {
        let head = old.head(id);
        let Some(now) = by_former.get(&(head.kind, head.id.as_str().to_owned())).copied() else { continue };
        became.insert(id, now);
        // One that was there before took the other in; it is not the other.
        if let Entry::Vacant(unknown) = known.entry(now) {
            unknown.insert(id);
            taken.insert(id);
            renamed.insert(now);
        }
    }
    // The way back: what led on to another there stands here again.
    for now in &news {
        let head = new.head(*now);
        let Some(id) = by_later.get(&(head.kind, head.id.as_str().to_owned())).copied() else { continue };
        if !known.contains_key(now) && taken.insert(id) {
            known.insert(*now, id);
            renamed.insert(*now);
        }
    }
    let open = |ids: &[RecordId], is_taken: &dyn Fn(RecordId) -> bool| -> Vec<RecordId> {
        ids.iter().copied().filter(|id| !is_taken(*id)).collect()
    };
    let gone = twins(old, open(&olds, &|id| taken.contains(&id)));
    let come = twins(new, open(&news, &|id| known.contains_key(&id)));
    for (twin, now) in come {
        if let (Some(now), Some(Some(id))) = (now, gone.get(&twin)) {
            known.insert(now, *id);
            taken.insert(*id);
        }
    }
    let pair = |id: &RecordId| {
        let became = renamed.contains(id).then_some(*id);
        Pair { kind: id.kind(), before: known.get(id).copied(), after: Some(*id), became }
    };
    let gone = olds.iter().filter(|id| !taken.contains(id));
    let lost = |id: &RecordId| Pair { kind: id.kind(), before: Some(*id), after: None, became: became.get(id).copied() };
    news.iter().map(pair).chain(gone.map(lost)).collect()
}

/// The records of a site, events in order of time.
fn records(facts: &Facts) -> Vec<RecordId> {
    let mut ids = facts.model.ids();
    ids.retain(|id| id.kind() != Kind::Event && !facts.model.head(*id).stub);
    ids.extend(facts.timeline.iter().map(|id| RecordId::Event(*id)));
    ids
}

/// The record with exactly this id; who is only named is none.
fn of_id(model: &Model, kind: Kind, id: Key) -> Option<RecordId> {
    let found = model.by_id(kind, id)?;
    (!model.head(found).stub).then_some(found)
}

/// The records by the ids that they had, as `redirect_from` tells: ids, or paths of pages that end in them.
fn formers(model: &Model, ids: &[RecordId]) -> FxHashMap<(Kind, String), RecordId> {
    let mut formers = FxHashMap::default();
    for id in ids {
        let head = model.head(*id);
        for former in &head.redirect_from {
            let text = former.text.trim().trim_matches('/');
            let folder = format!("{}/", head.kind.plural());
            let bare = text.strip_prefix(folder.as_str()).unwrap_or(text);
            for former in [bare.to_owned(), slug(bare)] {
                formers.entry((head.kind, former)).or_insert(*id);
            }
        }
    }
    formers
}

/// Records by what tells them apart although their ids are made of words that may change; `None` for what several have in common.
fn twins(model: &Model, ids: Vec<RecordId>) -> FxHashMap<String, Option<RecordId>> {
    let mut twins = FxHashMap::default();
    for id in ids {
        if let Some(twin) = twin(model, id) {
            twins.entry(twin).and_modify(|known| *known = None).or_insert(Some(id));
        }
    }
    twins
}

/// Of a source its address; of a claim or event without an id of its own the file, and who said it when, or when it was.
fn twin(model: &Model, id: RecordId) -> Option<String> {
    let head = model.head(id);
    let file = head.file();
    match id {
        RecordId::Source(id) => model.sources[id].normal_url.map(|url| url.to_string()),
        _ if head.chosen_id => None,
        RecordId::Claim(id) => {
            let said = |it: &crate::model::claim::Assertion| {
                let when = it.when.as_ref().map(|when| when.value.edtf()).unwrap_or_default();
                Some(format!("{} {when}", it.by.as_ref()?.folded))
            };
            let said: Vec<String> = model.claims[id].asserted.iter().filter_map(said).collect();
            (!said.is_empty()).then(|| format!("claim {file} {}", said.join(", ")))
        }
        RecordId::Event(id) => Some(format!("event {file} {}", model.events[id].when.as_ref()?.value.edtf())),
        _ => None,
    }
}
