//! Which names are looked for in prose, and what each of them means.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::fingerprint::Fingerprint;
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::base::memo::Memo;
use crate::model::actor::Actor;
use crate::model::config::Config;
use crate::model::head::Head;
use crate::model::place::Place;
use crate::model::record::Record;
use crate::model::registry::{Found, Model, RecordId};
use crate::syntax::kind::Kind;
use crate::syntax::read::{NameForm, Text, Written};

use super::mention::{NameEntry, NameKind, Names, Spelled, Target};

/// Sets of names made ready, by their entries: an edit of prose changes no name.
pub type NamesMemo = Memo<Fingerprint, Arc<Names>>;

/// The target of a word that a `resolve` gives to somebody who is called so anyway.
const SETTLED: &str = "settled";

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
            list.actor(actor, key);
        }
        for (id, place) in model.places.iter() {
            let key = list.record(&place.head, RecordId::Place(id));
            list.place(place, key);
        }
        // Names of what is kept back take their place, so that nobody else is taken for it; they lead nowhere.
        for record in &model.kept_back {
            let head = record.head();
            // What a page that is kept back says of somebody who is known is no other person.
            let name = || Written::new(&head.title, head.title_span);
            if head.inline.is_some() && matches!(model.find(&name(), &[head.kind]), Found::One(_) | Found::Many(_)) {
                continue;
            }
            match record {
                Record::Actor(actor) => list.actor(actor, stable(&actor.head)),
                Record::Place(place) => list.place(place, stable(&place.head)),
                _ => {}
            }
        }
        // Words that only `resolve` knows must be found too.
        for (word, _) in resolutions(model, config) {
            let key = if list.withheld.contains(&fold(&word.text)) { "word" } else { SETTLED };
            list.entry(&word.text, false, Key::new(key), NameKind::Withheld, Spelled::Well);
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

    /// Whether a `resolve` that holds on a page gives a word to a record, though that may be kept back.
    pub fn is_answered(&self, model: &Model, config: &Config, page: Option<&Head>, folded: &str) -> bool {
        let own = page.into_iter().flat_map(|page| page.resolve.iter().chain(&page.resolve_around));
        let answer = own.chain(&config.resolve).find(|(known, _)| fold(&known.text) == folded);
        answer.is_some_and(|(_, meant)| matches!(model.find(meant, &[Kind::Actor, Kind::Place]), Found::One(_) | Found::Held))
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

    fn actor(&mut self, actor: &Actor, key: Key) {
        self.name(&actor.head.title, key);
        self.forms(&actor.head.aliases, key, Spelled::Well);
        self.forms(&actor.variants, key, Spelled::Otherwise);
        self.forms(&actor.misspellings, key, Spelled::Wrongly);
        self.native(actor.native.as_ref(), key);
        for form in &actor.metonyms {
            self.entry(&form.text.text, form.exact, key, NameKind::Withheld, Spelled::Well);
        }
        for form in &actor.weak {
            self.entry(&form.text.text, form.exact, key, NameKind::Weak, Spelled::Well);
        }
    }

    fn place(&mut self, place: &Place, key: Key) {
        self.name(&place.head.title, key);
        self.forms(&place.head.aliases, key, Spelled::Well);
        self.forms(&place.variants, key, Spelled::Otherwise);
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
    let kept_back =
        model.kept_back.iter().filter_map(|record| if let Record::Actor(actor) = record { Some(&**actor) } else { None });
    let actors = model.actors.values().chain(kept_back);
    let mut words: FxHashSet<String> = actors.flat_map(|actor| &actor.metonyms).map(|form| fold(&form.text.text)).collect();
    for place in model.places.values().filter(|place| !place.stands_for.is_empty()) {
        words.insert(fold(&place.head.title));
        words.extend(place.head.aliases.iter().chain(&place.variants).map(|form| fold(&form.text.text)));
    }
    // What a page says of somebody's own name holds there, and takes the name from him nowhere else. Of a place it says that its name may
    // stand for somebody: that is asked everywhere.
    let other = |(word, meant): &&(Text, Written)| !is_own_name(model, meaning(model, meant), &fold(&word.text));
    let mut other: FxHashSet<String> = resolutions(model, config).filter(other).map(|(word, _)| fold(&word.text)).collect();
    if !other.is_empty() {
        for actor in model.actors.values().filter(|actor| !actor.head.stub) {
            for name in &actor.head.folded {
                other.remove(name.as_str());
            }
            for form in [&actor.variants, &actor.misspellings, &actor.weak].into_iter().flatten() {
                other.remove(&fold(&form.text.text));
            }
        }
    }
    words.extend(other);
    words
}

/// Whether a record is called so without any `resolve`.
fn is_own_name(model: &Model, id: Option<RecordId>, folded: &str) -> bool {
    let Some(id) = id else { return false };
    let head = model.head(id);
    let forms: Vec<&NameForm> = match id {
        RecordId::Actor(id) => {
            let actor = &model.actors[id];
            [&head.aliases, &actor.variants, &actor.misspellings, &actor.weak].into_iter().flatten().collect()
        }
        RecordId::Place(id) => head.aliases.iter().chain(&model.places[id].variants).collect(),
        _ => Vec::new(),
    };
    fold(&head.title) == folded || forms.iter().any(|form| fold(&form.text.text) == folded)
}

/// Whether a mention of these targets means nobody as long as no `resolve` says whom.
pub fn is_never_guessed(targets: &[Target]) -> bool {
    targets.iter().any(|target| target.kind == NameKind::Withheld && target.key.as_str() != SETTLED)
}

/// All words that a `resolve` gives a meaning, with it.
pub(super) fn resolutions<'m>(model: &'m Model, config: &'m Config) -> impl Iterator<Item = &'m (Text, Written)> {
    let records = model.ids().into_iter().map(|id| model.head(id));
    let heads = records.chain(model.texts().map(|page| &page.head));
    heads.flat_map(|head| head.resolve.iter()).chain(&config.resolve)
}
