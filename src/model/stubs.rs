//! Actors whom nobody defined: an editor's free list of names works on the first day.

use std::sync::Arc as Shared;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::id::Key;
use crate::base::slug::{is_portable, short_hash, slug};
use crate::syntax::kind::Kind;
use crate::syntax::read::Written;

use super::actor::{Actor, Relation};
use super::head::Head;
use super::record::{Otherwise, Slot};
use super::registry::{Found, Model, RecordId};

/// Adds an actor for every name in an actor's slot that means nothing yet. Names that fold alike are one actor.
/// `listed` are the relations of `relations.yaml`.
pub(super) fn add(model: &mut Model, listed: &[Relation]) {
    let mut names: Vec<Written> = Vec::new();
    // Who was called so is not another: that is told as what it is.
    let former = model.actors.values().flat_map(|actor| &actor.head.redirect_from).map(|former| Key::new(&former.text));
    let mut known: FxHashSet<Key> = FxHashSet::default();
    let former: FxHashSet<Key> = former.collect();
    {
        let mut take = |written: &Written, kinds: &[Kind]| {
            let is_free = written.inline.is_none() && !known.contains(&written.folded) && !former.contains(&written.key);
            if is_free && model.find(written, kinds) == Found::None {
                known.insert(written.folded);
                names.push(written.clone());
            }
        };
        // In order of files, so that the first spelling is the one shown; only of records that are published.
        for id in in_order_of_files(model) {
            for slot in model.record(id).slots().iter().filter(|slot| slot.otherwise == Otherwise::Stub) {
                take(slot.written, slot.kinds);
            }
        }
        for relation in listed {
            relation.from.iter().chain(std::iter::once(&relation.to)).for_each(|written| take(written, &[Kind::Actor]));
        }
    }
    let ids = addresses(model, &names);
    let mut stubs: Vec<(Key, Written)> = ids.into_iter().zip(names).filter(|(_, name)| !name.text.is_empty()).collect();
    stubs.sort_by_key(|(id, _)| *id);
    if stubs.is_empty() {
        return;
    }
    // Ids must stay in order, so the arena is laid anew.
    let old = std::mem::take(&mut model.actors);
    let old_ids: Vec<Key> = old.values().map(|actor| actor.head.id).collect();
    let mut all: Vec<Shared<Actor>> = old.ids().map(|id| old.share(id)).collect();
    all.extend(stubs.iter().map(|(id, name)| Shared::new(Actor::stub(Head::stub(*id, &name.text, name.span)))));
    all.sort_by_key(|actor| actor.head.id);
    let mut moved: FxHashMap<Key, RecordId> = FxHashMap::default();
    for actor in all {
        let key = actor.head.id;
        moved.insert(key, RecordId::Actor(model.actors.push(actor)));
    }
    let renumber = |id: &mut RecordId| {
        if let RecordId::Actor(actor) = *id {
            *id = moved[&old_ids[actor.index()]];
        }
    };
    model.by_id.values_mut().for_each(renumber);
    model.by_name.values_mut().flatten().for_each(renumber);
    model.inline.values_mut().for_each(renumber);
    model.by_file.values_mut().for_each(renumber);
    for (id, _) in stubs {
        model.register(moved[&id]);
    }
}

/// Records with a name in an actor's slot that means nothing yet.
fn in_order_of_files(model: &Model) -> Vec<RecordId> {
    let is_free = |slot: &Slot<'_>| slot.otherwise == Otherwise::Stub && model.find(slot.written, slot.kinds) == Found::None;
    let has_free = |id: &RecordId| model.record(*id).slots().iter().any(is_free);
    let mut ids: Vec<RecordId> = model.ids().into_par_iter().with_min_len(64).filter(has_free).collect();
    ids.sort_by_key(|id| {
        let head = model.head(*id);
        (head.file(), head.inline, head.span.start)
    });
    ids
}

/// An address for each name. Of names that slug alike every one carries a hash, so that only the first collision moves an address.
fn addresses(model: &Model, names: &[Written]) -> Vec<Key> {
    let slugs: Vec<String> = names.iter().map(|name| slug(&name.text)).collect();
    let mut uses: FxHashMap<&str, usize> = FxHashMap::default();
    for slug in &slugs {
        *uses.entry(slug).or_default() += 1;
    }
    let taken = |slug: &str| model.by_id.contains_key(&(Kind::Actor, Key::new(slug)));
    let address = |(name, slug): (&Written, &String)| {
        let base = if is_portable(slug) { slug.clone() } else { format!("actor-{slug}").trim_end_matches('-').to_owned() };
        let shared = uses[slug.as_str()] > 1 || taken(&base) || slug.is_empty();
        let id = if shared { format!("{base}-{}", short_hash(name.folded.as_str())) } else { base };
        Key::new(&id)
    };
    names.iter().zip(&slugs).map(address).collect()
}
