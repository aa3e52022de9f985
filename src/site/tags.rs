//! Tags: the words by which editors group pages.

use rustc_hash::FxHashMap;

use crate::base::id::Key;
use crate::base::slug::{is_portable, short_hash, slug};
use crate::model::registry::{Model, RecordId};

/// A tag and what carries it.
#[derive(Debug)]
pub struct Tag {
    /// As its first record spells it.
    pub label: String,
    /// The path of its page: `tags/cyber-attacks/`.
    pub path: Key,
    /// The records that carry it, in the model's order.
    pub records: Vec<RecordId>,
}

/// All tags of a site, in order of their paths. Spellings that make one address are one tag.
#[derive(Debug, Default)]
pub struct Tags {
    /// In order of their paths.
    pub all: Vec<Tag>,
    by_path: FxHashMap<Key, usize>,
}

impl Tags {
    /// The tags of the records of a model.
    pub fn of(model: &Model) -> Tags {
        let mut tagged: Vec<RecordId> = model.ids().into_iter().filter(|id| !model.head(*id).tags.is_empty()).collect();
        // The first in order of files spells the tag, as with the names of actors whom nobody defined.
        tagged.sort_by_key(|id| {
            let head = model.head(*id);
            (head.file(), head.inline, head.span.start)
        });
        let mut all: Vec<Tag> = Vec::new();
        let mut paths: FxHashMap<&str, Key> = FxHashMap::default();
        let mut places: FxHashMap<Key, usize> = FxHashMap::default();
        for id in tagged {
            for written in &model.head(id).tags {
                let label = written.text.trim();
                if label.is_empty() {
                    continue;
                }
                let path = *paths.entry(label).or_insert_with(|| path(label));
                let at = *places.entry(path).or_insert_with(|| {
                    all.push(Tag { label: label.to_owned(), path, records: Vec::new() });
                    all.len() - 1
                });
                if all[at].records.last() != Some(&id) {
                    all[at].records.push(id);
                }
            }
        }
        all.sort_by_key(|tag| tag.path);
        all.iter_mut().for_each(|tag| tag.records.sort());
        let by_path = all.iter().enumerate().map(|(at, tag)| (tag.path, at)).collect();
        Tags { all, by_path }
    }

    /// The tag with this spelling.
    pub fn called(&self, written: &str) -> Option<&Tag> {
        self.by_path.get(&path(written.trim())).map(|at| &self.all[*at])
    }
}

/// The path of a tag's page. A tag without a letter that an address can hold has a hash of its words.
fn path(label: &str) -> Key {
    let slug = slug(label);
    // "C++" and "C#" are two.
    let slug = if !slug.is_empty() && label.contains(['+', '#']) { format!("{slug}-{}", short_hash(label)) } else { slug };
    let name = match (slug.is_empty(), is_portable(&slug)) {
        (true, _) => format!("tag-{}", short_hash(label)),
        (false, true) => slug,
        // A name that Windows keeps for itself.
        (false, false) => format!("tag-{slug}"),
    };
    Key::new(&format!("tags/{name}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_make_one_address_are_one() {
        assert_eq!(path("Cyber attacks"), path("cyber-attacks"));
        assert_eq!(path("con").as_str(), "tags/tag-con/");
        assert!(path("!!!").as_str().starts_with("tags/tag-"));
        assert_ne!(path("!!!"), path("???"));
        assert_ne!(path("C++"), path("C#"));
    }
}
