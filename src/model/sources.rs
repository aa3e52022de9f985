//! Sources of one address are one source.

use std::sync::Arc as Shared;

use rustc_hash::FxHashMap;

use crate::base::diagnostic::Diagnostic;
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::base::slug::short_hash;

use super::source::Source;

type Places = Vec<(Key, u32)>;

/// Collects definitions of sources, in order of files.
#[derive(Default)]
pub(super) struct Sources {
    groups: Vec<Group>,
    by_url: FxHashMap<Key, usize>,
}

struct Group {
    definitions: Vec<Shared<Source>>,
    places: Places,
}

impl Sources {
    /// Adds a definition and the inline places that stand for it.
    pub(super) fn add(&mut self, source: Shared<Source>, places: Places) {
        let url = source.normal_url;
        let same = url.and_then(|url| self.by_url.get(&url)).copied();
        let group = same.unwrap_or_else(|| {
            self.groups.push(Group { definitions: Vec::new(), places: Vec::new() });
            self.groups.len() - 1
        });
        if let Some(url) = url {
            self.by_url.insert(url, group);
        }
        self.groups[group].places.extend(places);
        self.groups[group].definitions.push(source);
    }

    /// Merges each group into one source and gives it its id: an explicit one, else one made of publisher, date and title. Returns the
    /// sources with their inline places and the other ids by which they were called.
    pub(super) fn settle(self, found: &mut Vec<Diagnostic>) -> Vec<(Shared<Source>, Places, Vec<Key>)> {
        let mut settled: Vec<(Shared<Source>, Places, Vec<Key>)> =
            self.groups.into_iter().map(|group| settle(group, found)).collect();
        let mut uses: FxHashMap<Key, usize> = FxHashMap::default();
        for (source, _, _) in &settled {
            *uses.entry(source.head.id).or_default() += 1;
        }
        for (source, _, _) in &mut settled {
            if !source.head.chosen_id && (uses[&source.head.id] > 1 || source.head.id.as_str().is_empty()) {
                let id = Key::new(&hashed(source));
                Shared::make_mut(source).head.id = id;
            }
        }
        settled
    }
}

fn settle(mut group: Group, found: &mut Vec<Diagnostic>) -> (Shared<Source>, Places, Vec<Key>) {
    // The common case costs no copy: one definition, with a title.
    match group.definitions.as_slice() {
        [only] if only.head.titled || only.url.is_none() => (group.definitions.swap_remove(0), group.places, Vec::new()),
        _ => {
            let (source, places, others) = merged(group, found);
            (Shared::new(source), places, others)
        }
    }
}

fn merged(group: Group, found: &mut Vec<Diagnostic>) -> (Source, Places, Vec<Key>) {
    let first_chosen = group.definitions.iter().position(|source| source.head.chosen_id);
    let mut source = Source::clone(&group.definitions[0]);
    let mut others = Vec::new();
    for other in &group.definitions[1..] {
        let conflicts = source.merge(other);
        if let Some(field) = conflicts.first() {
            found.push(
                Diagnostic::warning(
                    "source-conflict",
                    other.head.span,
                    format!("two records of this source differ in `{field}`"),
                )
                .label("here")
                .also(source.head.span, "shown is what stands here")
                .help("make them agree, or define the source once and refer to it by its id"),
            );
        }
    }
    match first_chosen {
        Some(chosen) => {
            let chosen = &group.definitions[chosen].head;
            (source.head.id, source.head.written_id, source.head.chosen_id) = (chosen.id, chosen.written_id, true);
            let all =
                group.definitions.iter().map(|definition| &definition.head).filter(|head| head.chosen_id && head.id != chosen.id);
            others.extend(all.map(|head| head.id));
        }
        None if group.definitions.len() > 1 => source.head.id = Key::new(&source.made_of_its_words()),
        None => {}
    }
    // Each definition alone would have given an id of its own: that too is what an editor may have written.
    let alone = group.definitions.iter().filter(|definition| !definition.head.chosen_id).map(|definition| definition.own_words);
    others.extend(alone.filter(|id| *id != source.head.id && !id.as_str().is_empty()));
    name_untitled(&mut source);
    (source, group.places, others)
}

/// A source without a title is shown by its address.
fn name_untitled(source: &mut Source) {
    if let Some(url) = source.url.as_ref().filter(|_| !source.head.titled) {
        source.head.title.clone_from(&url.text);
        source.head.folded = vec![Key::new(&fold(&url.text))];
    }
}

fn hashed(source: &Source) -> String {
    let whole = source.normal_url.unwrap_or(source.own_words);
    let base = source.head.id.as_str();
    let base = if base.is_empty() { "source" } else { base };
    format!("{base}-{}", short_hash(whole.as_str()))
}
