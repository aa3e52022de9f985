//! Sources of one address are one source.

use std::sync::Arc as Shared;

use rustc_hash::FxHashMap;

use crate::base::diagnostic::Diagnostic;
use crate::base::id::Key;
use crate::base::slug::{short_hash, slug};

use super::source::{Source, host, normal_url};

type Places = Vec<(Key, u32)>;

/// Collects definitions of sources, in order of files.
#[derive(Default)]
pub(super) struct Sources {
    groups: Vec<Group>,
    by_url: FxHashMap<String, usize>,
    /// An inline source by its id alone may repeat one that has no address yet.
    by_id: FxHashMap<Key, usize>,
}

struct Group {
    definitions: Vec<Shared<Source>>,
    places: Places,
}

impl Sources {
    /// Adds a definition and the inline places that stand for it.
    pub(super) fn add(&mut self, source: Shared<Source>, places: Places) {
        let url = source.url.as_ref().map(|url| normal_url(&url.text));
        let same = url.as_ref().and_then(|url| self.by_url.get(url)).copied();
        let group = same.unwrap_or_else(|| {
            self.groups.push(Group { definitions: Vec::new(), places: Vec::new() });
            self.groups.len() - 1
        });
        if let Some(url) = url {
            self.by_url.insert(url, group);
        }
        if source.head.chosen_id {
            self.by_id.entry(source.head.id).or_insert(group);
        }
        self.groups[group].places.extend(places);
        self.groups[group].definitions.push(source);
    }

    /// Merges each group into one source and gives it its id: an explicit one, else one made of publisher, date and title. Returns the
    /// sources with their inline places and the other ids by which they were called.
    pub(super) fn settle(self, found: &mut Vec<Diagnostic>) -> Vec<(Shared<Source>, Places, Vec<Key>)> {
        let mut settled: Vec<(Source, Places, Vec<Key>)> = self.groups.into_iter().map(|group| merged(group, found)).collect();
        let mut uses: FxHashMap<Key, usize> = FxHashMap::default();
        for (source, _, _) in &settled {
            *uses.entry(source.head.id).or_default() += 1;
        }
        for (source, _, _) in &mut settled {
            if !source.head.chosen_id && (uses[&source.head.id] > 1 || source.head.id.as_str().is_empty()) {
                source.head.id = Key::new(&hashed(source));
            }
        }
        settled.into_iter().map(|(source, places, others)| (Shared::new(source), places, others)).collect()
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
        None => source.head.id = Key::new(&made_of_its_words(&source)),
    }
    // Each definition alone would have given an id of its own: that too is what an editor may have written.
    let alone = group
        .definitions
        .iter()
        .filter(|definition| !definition.head.chosen_id)
        .map(|definition| Key::new(&made_of_its_words(definition)));
    others.extend(alone.filter(|id| *id != source.head.id && !id.as_str().is_empty()));
    name_untitled(&mut source);
    (source, group.places, others)
}

/// A source without a title is shown by its address.
fn name_untitled(source: &mut Source) {
    if let Some(url) = source.url.as_ref().filter(|_| !source.head.titled) {
        source.head.title.clone_from(&url.text);
    }
}

/// Publisher, date and title; of a source that is an address only, its host and the last part of its path.
fn made_of_its_words(source: &Source) -> String {
    let publisher = source.publisher.as_ref().map(|publisher| publisher.text.as_str());
    let published = source.published.as_ref().map(|date| date.value.edtf());
    let title = Some(source.head.title.as_str()).filter(|_| source.head.titled);
    let parts: Vec<&str> = [publisher, published.as_deref(), title].into_iter().flatten().collect();
    if title.is_some() || parts.len() > 1 {
        return slug(&parts.join(" "));
    }
    let url = source.url.as_ref().map(|url| url.text.as_str()).unwrap_or_default();
    let path = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let last = path.rsplit('/').next().filter(|last| !last.contains(host(url)) && !last.is_empty()).unwrap_or_default();
    slug(&format!("{} {}", host(url), last.split('.').next().unwrap_or_default()))
}

fn hashed(source: &Source) -> String {
    let whole = source.url.as_ref().map_or_else(|| made_of_its_words(source), |url| normal_url(&url.text));
    let base = source.head.id.as_str();
    let base = if base.is_empty() { "source" } else { base };
    format!("{base}-{}", short_hash(&whole))
}
