//! Which names are looked for in prose, and what each of them means.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::fingerprint::Fingerprint;
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::base::memo::Memo;
use crate::model::config::Config;
use crate::model::head::Head;
use crate::model::registry::{Found, Model, RecordId};
use crate::syntax::kind::Kind;
use crate::syntax::read::{NameForm, Text, Written};

use super::mention::{NameEntry, NameKind, Names, Spelled};

/// Sets of names made ready, by their entries: an edit of prose changes no name.
pub type NamesMemo = Memo<Fingerprint, Arc<Names>>;

/// The names of a site's actors and places, ready to be looked for, and the records behind their keys.
#[derive(Debug)]
pub struct SiteNames {
    /// The names, ready to be looked for.
    pub names: Arc<Names>,
    /// The record behind a mention's target.
    pub records: FxHashMap<Key, RecordId>,
    /// Whether anybody has weak names.
    pub has_weak: bool,
    /// What words stand for on all pages, folded.
    meanings: FxHashMap<String, RecordId>,
    /// Words that are never guessed, folded.
    withheld: FxHashSet<String>,
}

/// The stable name of a record in memo values: ids of an arena change meaning from snapshot to snapshot.
pub fn stable(head: &Head) -> Key {
    Key::new(&format!("{}:{}", head.kind.word(), head.id))
}

impl SiteNames {
    /// All names of a model.
    pub fn of(model: &Model, config: &Config, memo: &NamesMemo) -> SiteNames {
        let mut list = List { entries: Vec::new(), records: FxHashMap::default(), withheld: withheld(model, config) };
        for (id, actor) in model.actors.iter() {
            // "Reuters" alone, which nobody defined, might be any word: a stub links only if its name has two words or more.
            if actor.head.stub && !actor.head.title.trim().contains(' ') {
                continue;
            }
            let key = list.record(&actor.head, RecordId::Actor(id));
            list.name(&actor.head.title, key);
            list.forms(&actor.head.aliases, key, Spelled::Well);
            list.forms(&actor.variants, key, Spelled::Otherwise);
            list.forms(&actor.misspellings, key, Spelled::Wrongly);
            list.native(actor.native.as_ref(), key);
            for form in &actor.metonyms {
                list.entry(&form.text.text, form.exact, key, NameKind::Withheld, Spelled::Well);
            }
            for form in &actor.weak {
                list.entry(&form.text.text, form.exact, key, NameKind::Weak, Spelled::Well);
            }
        }
        for (id, place) in model.places.iter() {
            let key = list.record(&place.head, RecordId::Place(id));
            list.name(&place.head.title, key);
            list.forms(&place.head.aliases, key, Spelled::Well);
            list.forms(&place.variants, key, Spelled::Otherwise);
        }
        // Words that only `resolve` knows must be found too.
        for word in resolved_words(model, config) {
            list.entry(&word.text, false, Key::new("word"), NameKind::Withheld, Spelled::Well);
        }
        for (word, _) in &config.house_spelling {
            list.entry(&word.text, is_exact(&word.text), Key::new("house"), NameKind::Word, Spelled::Otherwise);
        }
        let meanings =
            config.resolve.iter().filter_map(|(word, meant)| Some((fold(&word.text), meaning(model, meant)?))).collect();
        let has_weak = list.entries.iter().any(|entry| entry.kind == NameKind::Weak);
        let set = Fingerprint::of(&list.entries);
        let names = memo.get(set, || Arc::new(Names::new(list.entries)));
        SiteNames { names, records: list.records, has_weak, meanings, withheld: list.withheld }
    }

    /// Whether a name, folded, may stand for something else and is linked only where a `resolve` says what it means.
    pub fn is_withheld(&self, folded: &str) -> bool {
        self.withheld.contains(folded)
    }

    /// What a withheld word means on a page: the page's own `resolve` first, then that of the front matter around it, then the site's.
    pub fn meaning(&self, model: &Model, page: Option<&Head>, word: &str) -> Option<RecordId> {
        let folded = fold(word);
        let own =
            page.and_then(|page| page.resolve.iter().chain(&page.resolve_around).find(|(known, _)| fold(&known.text) == folded));
        match own {
            Some((_, meant)) => meaning(model, meant),
            None => self.meanings.get(&folded).copied(),
        }
    }
}

fn meaning(model: &Model, meant: &Written) -> Option<RecordId> {
    match model.find(meant, &[Kind::Actor, Kind::Place]) {
        Found::One(id) => Some(id),
        _ => None,
    }
}

struct List {
    entries: Vec<NameEntry>,
    records: FxHashMap<Key, RecordId>,
    withheld: FxHashSet<String>,
}

impl List {
    fn record(&mut self, head: &Head, id: RecordId) -> Key {
        let key = stable(head);
        self.records.insert(key, id);
        key
    }

    fn name(&mut self, text: &str, key: Key) {
        self.push(text, is_exact(text), key, Spelled::Well);
    }

    fn forms(&mut self, forms: &[NameForm], key: Key, spelled: Spelled) {
        for form in forms {
            self.push(&form.text.text, form.exact || is_exact(&form.text.text), key, spelled);
        }
    }

    fn native(&mut self, name: Option<&Text>, key: Key) {
        if let Some(name) = name {
            self.push(&name.text, false, key, Spelled::Well);
        }
    }

    fn push(&mut self, text: &str, exact: bool, key: Key, spelled: Spelled) {
        let kind = if self.withheld.contains(&fold(text.trim())) { NameKind::Withheld } else { NameKind::Strong };
        self.entry(text, exact, key, kind, spelled);
    }

    fn entry(&mut self, text: &str, exact: bool, target: Key, kind: NameKind, spelled: Spelled) {
        let text = text.trim();
        if !text.is_empty() {
            self.entries.push(NameEntry { text: text.to_owned(), exact, target, kind, spelled });
        }
    }
}

/// An alias of three letters or fewer, or in capitals, is exact without being told.
pub(super) fn is_exact(text: &str) -> bool {
    text.chars().count() <= 3 || (text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase))
}

/// Names that may stand for something else: metonyms of actors, and names of places with `stands_for`.
fn withheld(model: &Model, config: &Config) -> FxHashSet<String> {
    let mut words: FxHashSet<String> =
        model.actors.values().flat_map(|actor| &actor.metonyms).map(|form| fold(&form.text.text)).collect();
    for place in model.places.values().filter(|place| !place.stands_for.is_empty()) {
        words.insert(fold(&place.head.title));
        words.extend(place.head.aliases.iter().chain(&place.variants).map(|form| fold(&form.text.text)));
    }
    words.extend(resolved_words(model, config).map(|word| fold(&word.text)));
    words
}

fn resolved_words<'m>(model: &'m Model, config: &'m Config) -> impl Iterator<Item = &'m Text> {
    let records = model.ids().into_iter().map(|id| model.head(id));
    let heads = records.chain(model.texts().map(|page| &page.head));
    heads.flat_map(|head| head.resolve.iter()).chain(&config.resolve).map(|(word, _)| word)
}
