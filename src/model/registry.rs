//! All records of a site, and what a word refers to.

use std::collections::BTreeMap;
use std::sync::Arc as Shared;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::date::Day;
use crate::base::fold::fold;
use crate::base::id::{Arena, Id, Key};
use crate::base::text::Span;
use crate::syntax::kind::Kind;
use crate::syntax::read::Written;

use super::actor::{Actor, Relation};
use super::arc::Arc;
use super::briefing::{Briefing, Page};
use super::claim::Claim;
use super::event::Event;
use super::head::Head;
use super::passage::Passage;
use super::place::Place;
use super::record::Record;
use super::source::Source;

/// A record of any kind in a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordId {
    /// A briefing.
    Briefing(Id<Briefing>),
    /// An actor.
    Actor(Id<Actor>),
    /// An event.
    Event(Id<Event>),
    /// A source.
    Source(Id<Source>),
    /// A claim.
    Claim(Id<Claim>),
    /// A place.
    Place(Id<Place>),
    /// An arc.
    Arc(Id<Arc>),
    /// A plain page.
    Page(Id<Page>),
}

impl RecordId {
    /// The kind of the record.
    pub fn kind(self) -> Kind {
        match self {
            RecordId::Briefing(_) => Kind::Briefing,
            RecordId::Actor(_) => Kind::Actor,
            RecordId::Event(_) => Kind::Event,
            RecordId::Source(_) => Kind::Source,
            RecordId::Claim(_) => Kind::Claim,
            RecordId::Place(_) => Kind::Place,
            RecordId::Arc(_) => Kind::Arc,
            RecordId::Page(_) => Kind::Page,
        }
    }
}

/// What a reference means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// One record.
    One(RecordId),
    /// Several, by a name that they share.
    Many(Vec<RecordId>),
    /// A record that is kept back: shown as plain text.
    Held,
    /// Nothing.
    None,
}

/// All records of a site. Whole and cheap: made anew for each snapshot, while the records themselves are shared.
#[derive(Debug, Default)]
pub struct Model {
    /// Briefings, by id.
    pub briefings: Arena<Briefing>,
    /// Actors, by id; stubs among them.
    pub actors: Arena<Actor>,
    /// Events, by id.
    pub events: Arena<Event>,
    /// Sources, by id.
    pub sources: Arena<Source>,
    /// Claims, by id.
    pub claims: Arena<Claim>,
    /// Places, by id.
    pub places: Arena<Place>,
    /// Arcs, by id.
    pub arcs: Arena<Arc>,
    /// Plain pages, by path.
    pub pages: Arena<Page>,
    /// Relations, with who relates.
    pub relations: Vec<(Id<Actor>, Relation)>,
    /// Text of the home page.
    pub home: Option<Shared<Page>>,
    /// Texts of list pages.
    pub list_texts: BTreeMap<Kind, Shared<Page>>,
    /// The day as of which the site speaks; `None` where the content has no date at all.
    pub today: Option<Day>,
    /// The day whose knowledge this is, where what became known later was left out.
    pub edition: Option<Day>,
    /// Files that are published as they are, by their path in the site.
    pub assets: FxHashSet<Key>,
    /// Files beside content that are not published, for a reason that is told of the file itself or because their record is kept back, by the
    /// same paths: a reference to one is plain text.
    pub refused: FxHashSet<Key>,
    /// The published ones by their folded names without folders, each list in order.
    pub(super) assets_by_name: FxHashMap<Key, Vec<Key>>,
    /// Width and height in pixels of those that are pictures.
    pub sizes: FxHashMap<Key, (u32, u32)>,
    pub(super) by_id: FxHashMap<(Kind, Key), RecordId>,
    pub(super) by_name: FxHashMap<Key, Vec<RecordId>>,
    pub(super) inline: FxHashMap<(Key, u32), RecordId>,
    pub(super) by_file: FxHashMap<Key, RecordId>,
    /// What is kept back, whole: its names must not be taken for somebody else's.
    pub kept_back: Vec<Record>,
    pub(super) held: FxHashMap<(Kind, Key), Span>,
}

impl Model {
    /// Makes a record found by its ids and names.
    pub(super) fn register(&mut self, id: RecordId) {
        let head = self.head(id);
        let (kind, own, written) = (head.kind, head.id, head.written_id);
        let folded = head.folded.clone();
        self.by_id.insert((kind, own), id);
        if let Some(written) = written {
            self.by_id.entry((kind, written)).or_insert(id);
        }
        for name in folded {
            let known = self.by_name.entry(name).or_default();
            if !known.contains(&id) {
                known.push(id);
            }
        }
    }

    /// What a record is called in passing: its title, of a claim without one its words.
    pub fn called(&self, id: RecordId) -> &str {
        match id {
            RecordId::Claim(claim) => self.claims[claim].called(),
            id => &self.head(id).title,
        }
    }

    /// The texts that are no records: the home page's and those of lists.
    pub fn texts(&self) -> impl Iterator<Item = &Page> {
        self.home.iter().chain(self.list_texts.values()).map(|page| &**page)
    }

    /// The head above a passage: that of its record, else that of the text of home or a list that it stands in.
    pub fn head_above(&self, owner: Option<RecordId>, passage: &Passage) -> Option<&Head> {
        match owner {
            Some(id) => Some(self.head(id)),
            None => self.texts().map(|page| &page.head).find(|head| head.file() == passage.text.span.file),
        }
    }

    /// What all records have, of one.
    pub fn head(&self, id: RecordId) -> &Head {
        match id {
            RecordId::Briefing(id) => &self.briefings[id].head,
            RecordId::Actor(id) => &self.actors[id].head,
            RecordId::Event(id) => &self.events[id].head,
            RecordId::Source(id) => &self.sources[id].head,
            RecordId::Claim(id) => &self.claims[id].head,
            RecordId::Place(id) => &self.places[id].head,
            RecordId::Arc(id) => &self.arcs[id].head,
            RecordId::Page(id) => &self.pages[id].head,
        }
    }

    /// One record, as a record of any kind.
    pub fn record(&self, id: RecordId) -> Record {
        match id {
            RecordId::Briefing(id) => Record::Briefing(self.briefings.share(id)),
            RecordId::Actor(id) => Record::Actor(self.actors.share(id)),
            RecordId::Event(id) => Record::Event(self.events.share(id)),
            RecordId::Source(id) => Record::Source(self.sources.share(id)),
            RecordId::Claim(id) => Record::Claim(self.claims.share(id)),
            RecordId::Place(id) => Record::Place(self.places.share(id)),
            RecordId::Arc(id) => Record::Arc(self.arcs.share(id)),
            RecordId::Page(id) => Record::Page(self.pages.share(id)),
        }
    }

    /// All records, kind by kind, each kind by id.
    pub fn ids(&self) -> Vec<RecordId> {
        let mut ids = Vec::new();
        ids.extend(self.briefings.ids().map(RecordId::Briefing));
        ids.extend(self.actors.ids().map(RecordId::Actor));
        ids.extend(self.events.ids().map(RecordId::Event));
        ids.extend(self.sources.ids().map(RecordId::Source));
        ids.extend(self.claims.ids().map(RecordId::Claim));
        ids.extend(self.places.ids().map(RecordId::Place));
        ids.extend(self.arcs.ids().map(RecordId::Arc));
        ids.extend(self.pages.ids().map(RecordId::Page));
        ids
    }

    /// Whether a kind has a list page. Places and arcs have one only where the site has any, or a text for it.
    pub fn has_list(&self, kind: Kind) -> bool {
        match kind {
            Kind::Page => false,
            Kind::Place => !self.places.is_empty() || self.list_texts.contains_key(&kind),
            Kind::Arc => !self.arcs.is_empty() || self.list_texts.contains_key(&kind),
            _ => true,
        }
    }

    /// Whether there is a page of corrections: a briefing has changed, and no page of the editor's own stands at that address.
    pub fn has_corrections(&self) -> bool {
        let own = self.by_id(Kind::Page, Key::new("corrections")).is_some();
        !own && self.briefings.values().any(|briefing| !briefing.changes.is_empty())
    }

    /// Whether the records of a file are kept back, all of them.
    pub fn holds_file(&self, file: Key) -> bool {
        let is_published = |id: RecordId| self.head(id).file() == file;
        self.kept_back.iter().any(|record| record.head().file() == file) && !self.ids().into_iter().any(is_published)
    }

    /// What a reference means among records of some kinds: the id exactly, else a name or alias, folded. Stubs never make a reference
    /// ambiguous.
    pub fn find(&self, written: &Written, kinds: &[Kind]) -> Found {
        if let Some(number) = written.inline {
            return self.inline.get(&(written.span.file, number)).map_or(Found::Held, |id| Found::One(*id));
        }
        let kinds: &[Kind] = match &written.kind {
            Some(kind) if kinds.contains(kind) => std::slice::from_ref(kind),
            Some(_) => return Found::None,
            None => kinds,
        };
        let mut by_id = kinds.iter().filter_map(|kind| self.by_id.get(&(*kind, written.key)).copied());
        let named = self.by_name.get(&written.folded).map(Vec::as_slice).unwrap_or_default();
        let mut by_name = named.iter().copied().filter(|id| kinds.contains(&id.kind()));
        // Nearly all references mean one record, and there are very many of them: those cost no list.
        let mut hits = match (by_id.next(), by_id.next()) {
            (Some(one), None) => return Found::One(one),
            (Some(one), Some(other)) => [one, other].into_iter().chain(by_id).collect(),
            (None, _) => match (by_name.next(), by_name.next()) {
                (Some(one), None) => return Found::One(one),
                (Some(one), Some(other)) => [one, other].into_iter().chain(by_name).collect(),
                (None, _) => Vec::new(),
            },
        };
        if hits.len() > 1 {
            let defined: Vec<RecordId> = hits.iter().copied().filter(|id| !self.head(*id).stub).collect();
            hits = if defined.is_empty() { hits } else { defined };
        }
        match hits.as_slice() {
            [] if kinds.iter().any(|kind| {
                self.held.contains_key(&(*kind, written.key)) || self.held.contains_key(&(*kind, written.folded))
            }) =>
            {
                Found::Held
            }
            [] => self.by_path(written, kinds),
            [one] => Found::One(*one),
            _ => Found::Many(hits),
        }
    }

    /// The record of a file that is named by its path below content/, or with its ending: `[[actors/kuleba]]`, `[[kuleba.md]]`.
    fn by_path(&self, written: &Written, kinds: &[Kind]) -> Found {
        let path = written.text.strip_suffix(".md").unwrap_or(&written.text);
        if !path.contains('/') {
            let has_ending = path.len() < written.text.len();
            return if has_ending { self.find(&Written::new(path, written.span), kinds) } else { Found::None };
        }
        let path = path.trim_start_matches('/');
        for file in [format!("content/{path}.md"), format!("{path}.md")] {
            match self.of_file(Key::new(&file)) {
                Some(id) if kinds.contains(&id.kind()) => return Found::One(id),
                None if self.is_held_file(Key::new(&file)) => return Found::Held,
                _ => {}
            }
        }
        Found::None
    }

    /// The record of a Markdown file.
    pub fn of_file(&self, path: Key) -> Option<RecordId> {
        self.by_file.get(&path).copied()
    }

    /// Whether a Markdown file holds a record that is kept back.
    pub fn is_held_file(&self, path: Key) -> bool {
        self.held.values().any(|span| span.file == path)
    }

    /// Takes the files that are published as they are, by their paths in the site.
    pub fn publish(&mut self, files: impl Iterator<Item = Key>) {
        self.assets = files.collect();
        for path in &self.assets {
            let name = path.as_str().rsplit('/').next().unwrap_or_default();
            self.assets_by_name.entry(Key::new(&fold(name))).or_default().push(*path);
        }
        self.assets_by_name.values_mut().for_each(|paths| paths.sort_unstable_by_key(|path| path.as_str()));
    }

    /// The published files of this name, or whose paths end so.
    pub fn assets_named(&self, name: &str) -> Vec<Key> {
        let name = fold(name.trim_start_matches('/'));
        let last = name.rsplit('/').next().unwrap_or_default();
        let all = self.assets_by_name.get(&Key::new(last)).map(Vec::as_slice).unwrap_or_default();
        let ends = |path: &&Key| {
            fold(path.as_str()).strip_suffix(&name).is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
        };
        all.iter().filter(ends).copied().collect()
    }

    /// The record with this id, exactly.
    pub fn by_id(&self, kind: Kind, id: Key) -> Option<RecordId> {
        self.by_id.get(&(kind, id)).copied()
    }

    fn one(&self, written: &Written, kind: Kind) -> Option<RecordId> {
        match self.find(written, &[kind]) {
            Found::One(id) => Some(id),
            _ => None,
        }
    }

    /// The actor that a reference means.
    pub fn actor(&self, written: &Written) -> Option<Id<Actor>> {
        match self.one(written, Kind::Actor)? {
            RecordId::Actor(id) => Some(id),
            _ => None,
        }
    }

    /// The event that a reference means.
    pub fn event(&self, written: &Written) -> Option<Id<Event>> {
        match self.one(written, Kind::Event)? {
            RecordId::Event(id) => Some(id),
            _ => None,
        }
    }

    /// The source that a reference means.
    pub fn source(&self, written: &Written) -> Option<Id<Source>> {
        match self.one(written, Kind::Source)? {
            RecordId::Source(id) => Some(id),
            _ => None,
        }
    }

    /// The claim that a reference means.
    pub fn claim(&self, written: &Written) -> Option<Id<Claim>> {
        match self.one(written, Kind::Claim)? {
            RecordId::Claim(id) => Some(id),
            _ => None,
        }
    }

    /// The place that a reference means.
    pub fn place(&self, written: &Written) -> Option<Id<Place>> {
        match self.one(written, Kind::Place)? {
            RecordId::Place(id) => Some(id),
            _ => None,
        }
    }

    /// The arc that a reference means.
    pub fn arc(&self, written: &Written) -> Option<Id<Arc>> {
        match self.one(written, Kind::Arc)? {
            RecordId::Arc(id) => Some(id),
            _ => None,
        }
    }

    /// References, of those that mean one record in one role only the first: after a merge a list may name one in two ways.
    pub fn distinct<'w>(&self, written: &'w [Written], kinds: &[Kind]) -> Vec<&'w Written> {
        let mut known: Vec<(RecordId, Option<&str>)> = Vec::with_capacity(written.len());
        let mut once = Vec::with_capacity(written.len());
        for written in written {
            if let Found::One(id) = self.find(written, kinds) {
                let named = (id, written.role.as_deref());
                if known.contains(&named) {
                    continue;
                }
                known.push(named);
            }
            once.push(written);
        }
        once
    }

    /// The records that references mean, each once, in order; what means nothing is left out.
    pub fn each<T>(&self, written: &[Written], find: impl Fn(&Self, &Written) -> Option<Id<T>>) -> Vec<Id<T>> {
        let mut found = Vec::with_capacity(written.len());
        for id in written.iter().filter_map(|written| find(self, written)) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }
}
