//! From the files' records to a model: who is published, under which id, and under which names each is found.

use std::sync::Arc as Shared;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::date::{Date, Day, Precision};
use crate::base::diagnostic::Diagnostic;
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::base::slug::short_hash;
use crate::base::text::Span;
use crate::syntax::kind::Kind;

use super::actor::Relation;
use super::briefing::Page;
use super::broken::Broken;
use super::document::{Document, Role, role};
use super::head::{Head, Hold};
use super::record::Record;
use super::registry::{Model, RecordId};
use super::sources::Sources;
use super::stubs;

/// What decides which records are published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Publish {
    /// Drafts too.
    pub drafts: bool,
    /// What is to be published after today too.
    pub future: bool,
    /// "Today", where it is given.
    pub today: Option<Day>,
    /// The day as of which the site is told, as it could have been written then: it is "today" too.
    pub as_of: Option<Day>,
}

/// What of the records is taken into a model.
pub trait Taken {
    /// What of a record; `None` keeps it back.
    fn record(&self, record: &Record) -> Option<Record>;
    /// What of a relation of `relations.yaml`.
    fn relation(&self, relation: &Relation) -> Option<Relation>;
    /// What of a text that is no record: of the home page, of a list.
    fn page(&self, page: &Page) -> Page;
}

/// Takes everything as it is.
pub struct Whole;

impl Taken for Whole {
    fn record(&self, record: &Record) -> Option<Record> {
        Some(record.clone())
    }

    fn relation(&self, relation: &Relation) -> Option<Relation> {
        Some(relation.clone())
    }

    fn page(&self, page: &Page) -> Page {
        page.clone()
    }
}

/// Builds the model of a site from its documents, in order of their paths, and says which of their ids can't be. References are looked at
/// when all is known: [`check`](super::resolve::check).
pub fn build(
    documents: &[(Key, Shared<Document>)],
    publish: &Publish,
    as_of: Option<&Date>,
    taken: &dyn Taken,
) -> (Model, Vec<Diagnostic>) {
    let today = today(documents, publish, as_of);
    let mut builder = Builder {
        model: Model { today, edition: publish.as_of, ..Model::default() },
        found: Vec::new(),
        kept: Vec::new(),
        slight: Vec::new(),
        alias_ids: Vec::new(),
    };
    for (file, document) in documents {
        builder.document(*file, document, publish, taken);
    }
    builder.settle_slight();
    let named = builder.assign_ids();
    builder.fill(named, taken);
    let Builder { mut model, found, .. } = builder;
    let listed = documents.iter().flat_map(|(_, document)| &document.relations);
    let listed: Vec<Relation> = listed.filter_map(|relation| taken.relation(relation)).collect();
    stubs::add(&mut model, &listed);
    relations(&mut model, listed);
    (model, found)
}

/// "Today": as given, else as site.yaml says, else the newest date that anything was published, asserted, updated or known.
fn today(documents: &[(Key, Shared<Document>)], publish: &Publish, as_of: Option<&Date>) -> Option<Day> {
    let known = || {
        let is_shown = |record: &&Record| publish.drafts || record.head().hold != Hold::Draft;
        // Of a year or a decade nobody knows how much of it is over.
        let day = |date: Date| if date.precision() < Precision::Month { date.earliest().day() } else { date.latest().day() };
        let newest = |record: &Record| record.known_dates().into_iter().map(day).max();
        let of_document =
            |(_, document): &(Key, Shared<Document>)| document.records.iter().filter(is_shown).filter_map(newest).max();
        documents.par_iter().with_min_len(64).filter_map(of_document).max()
    };
    publish.as_of.or(publish.today).or_else(|| as_of.map(|date| date.latest().day())).or_else(known)
}

struct Builder {
    model: Model,
    found: Vec<Diagnostic>,
    /// Records to publish, each with the inline records that stand for it.
    kept: Vec<(Record, Vec<(Key, u32)>)>,
    /// Records that are only definitions if nothing else has their name.
    slight: Vec<(Record, Vec<(Key, u32)>)>,
    /// Other ids of merged sources, with the id that won.
    alias_ids: Vec<(Key, Key)>,
}

impl Builder {
    fn document(&mut self, file: Key, document: &Document, publish: &Publish, taken: &dyn Taken) {
        if let Some((kind, page)) = &document.list_text {
            self.model.list_texts.insert(*kind, Shared::new(taken.page(page)));
        }
        if let Some(page) = &document.home {
            self.model.home = Some(Shared::new(taken.page(page)));
        }
        if let Some(broken) = &document.broken {
            self.hold_broken(broken);
        }
        // What stands inside a record that is kept back is kept back with it.
        let main_held = document
            .records
            .first()
            .filter(|record| record.head().inline.is_none())
            .is_some_and(|record| matches!(role(file.as_str()), Role::Record(_)) && self.is_held(record.head(), publish));
        let held = document.records.iter().map(|record| record.head()).filter(|head| self.is_held(head, publish));
        let held: Vec<Span> = held.map(|head| head.extent).collect();
        let stands_in_held = |span: &Span| held.iter().any(|held| held.start <= span.start && span.end <= held.end);
        for record in &document.records {
            let head = record.head();
            let with_another = head.inline.is_some() && (main_held || stands_in_held(&head.span));
            if self.is_held(head, publish) || with_another {
                self.hold(head);
                if !head.slight {
                    self.model.kept_back.push(record.clone());
                }
                continue;
            }
            let places = head.inline.map(|number| (file, number)).into_iter().collect();
            let list = if head.slight { &mut self.slight } else { &mut self.kept };
            list.push((record.clone(), places));
        }
    }

    fn is_held(&self, head: &Head, publish: &Publish) -> bool {
        match &head.hold {
            Hold::None => false,
            Hold::Draft => !publish.drafts,
            Hold::Until(date) => !publish.future && self.model.today.is_none_or(|today| date.earliest().day() > today),
        }
    }

    fn hold(&mut self, head: &Head) {
        for name in &head.folded {
            self.model.held.insert((head.kind, *name), head.span);
        }
        for id in [Some(head.id), head.written_id].into_iter().flatten() {
            self.model.held.insert((head.kind, id), head.span);
        }
    }

    /// What a file may define whose YAML can't be read is kept back: its own error is enough.
    fn hold_broken(&mut self, broken: &Broken) {
        let span = Span::whole(broken.file);
        for name in &broken.names {
            for key in [Key::new(name), Key::new(&fold(name))] {
                for kind in Kind::ALL {
                    self.model.held.entry((kind, key)).or_insert(span);
                }
            }
        }
    }

    /// A map with no more than `id` and `name` is a reference if anything has that id or name, else it defines the record.
    fn settle_slight(&mut self) {
        if self.slight.is_empty() {
            return;
        }
        let mut known: FxHashMap<(Kind, Key), usize> = FxHashMap::default();
        for (at, (record, _)) in self.kept.iter().enumerate() {
            calls(record.head()).for_each(|call| {
                known.entry(call).or_insert(at);
            });
        }
        for (record, places) in std::mem::take(&mut self.slight) {
            let same = calls(record.head()).find_map(|call| known.get(&call).copied());
            match same.and_then(|at| self.kept.get_mut(at)) {
                Some((_, known)) => known.extend(places),
                // It names what is kept back.
                None if calls(record.head()).any(|call| self.model.held.contains_key(&call)) => {}
                None => {
                    calls(record.head()).for_each(|call| {
                        known.entry(call).or_insert(self.kept.len());
                    });
                    self.kept.push((record, places));
                }
            }
        }
    }

    /// Gives every record its final id. Sources of one address become one; a second record with an id is reported and left out.
    fn assign_ids(&mut self) -> Vec<(Record, Vec<(Key, u32)>)> {
        let mut sources = Sources::default();
        let mut records: Vec<(Record, Vec<(Key, u32)>)> = Vec::new();
        let mut taken: FxHashMap<(Kind, Key), Span> = FxHashMap::default();
        for (record, places) in std::mem::take(&mut self.kept) {
            if let Record::Source(source) = &record {
                sources.add(Shared::clone(source), places);
                continue;
            }
            let record = with_an_id(record);
            self.note_portable(record.head());
            if self.is_free(record.head(), &mut taken) {
                records.push((record, places));
            }
        }
        for (source, places, aliases) in sources.settle(&mut self.found) {
            self.note_portable(&source.head);
            if self.is_free(&source.head, &mut taken) {
                self.alias_ids.extend(aliases.into_iter().map(|alias| (alias, source.head.id)));
                records.push((Record::Source(source), places));
            }
        }
        records.sort_by_key(|(record, _)| (record.head().kind, record.head().id));
        records
    }

    fn is_free(&mut self, head: &Head, taken: &mut FxHashMap<(Kind, Key), Span>) -> bool {
        match taken.get(&(head.kind, head.id)) {
            None => {
                taken.insert((head.kind, head.id), head.span);
                true
            }
            Some(first) => {
                self.found.push(
                    Diagnostic::error("duplicate-id", head.span, format!("two {} have the id `{}`", head.kind.plural(), head.id))
                        .label("defined here again")
                        .also(*first, "and here first")
                        .help("give one of them another `id:`, or refer to the first by its id alone"),
                );
                false
            }
        }
    }

    fn note_portable(&mut self, head: &Head) {
        if let Some(written) = head.written_id {
            self.found.push(
                Diagnostic::note(
                    "non-portable-id",
                    head.span,
                    format!("`{written}` can't stand in an address; the page's id is `{}`", head.id),
                )
                .help("both forms can be used in references; ids of lower-case letters, digits and hyphens are kept as they are"),
            );
        }
    }

    fn fill(&mut self, records: Vec<(Record, Vec<(Key, u32)>)>, taken: &dyn Taken) {
        for (whole, places) in records {
            let Some(record) = taken.record(&whole) else {
                self.hold(whole.head());
                continue;
            };
            let model = &mut self.model;
            let id = match record {
                Record::Briefing(record) => RecordId::Briefing(model.briefings.push(record)),
                Record::Actor(record) => RecordId::Actor(model.actors.push(record)),
                Record::Event(record) => RecordId::Event(model.events.push(record)),
                Record::Source(record) => RecordId::Source(model.sources.push(record)),
                Record::Claim(record) => RecordId::Claim(model.claims.push(record)),
                Record::Place(record) => RecordId::Place(model.places.push(record)),
                Record::Arc(record) => RecordId::Arc(model.arcs.push(record)),
                Record::Page(record) => RecordId::Page(model.pages.push(record)),
            };
            model.register(id);
            let head = model.head(id);
            if head.inline.is_none() && matches!(role(head.file().as_str()), Role::Record(_)) {
                let file = head.file();
                model.by_file.insert(file, id);
            }
            model.inline.extend(places.into_iter().map(|place| (place, id)));
        }
        for (alias, id) in std::mem::take(&mut self.alias_ids) {
            if let Some(found) = self.model.by_id.get(&(Kind::Source, id)).copied() {
                self.model.by_id.entry((Kind::Source, alias)).or_insert(found);
            } else if let Some(span) = self.model.held.get(&(Kind::Source, id)).copied() {
                self.model.held.entry((Kind::Source, alias)).or_insert(span);
            }
        }
    }
}

/// A record whose name has no letter that an address can hold gets an id from a hash of it.
fn with_an_id(record: Record) -> Record {
    if !record.head().id.as_str().is_empty() {
        return record;
    }
    // Most claims have no title; their text tells them apart.
    let words = match &record {
        Record::Claim(claim) => claim.text.as_ref().map_or(&claim.head.title, |text| &text.text.text),
        _ => &record.head().title,
    };
    let id = Key::new(&format!("{}-{}", record.head().kind.word(), short_hash(words)));
    macro_rules! with_id {
        ($record:expr, $kind:path) => {{
            let mut copy = (*$record).clone();
            copy.head.id = id;
            if copy.head.title.is_empty() {
                copy.head.title = id.to_string();
            }
            $kind(Shared::new(copy))
        }};
    }
    match record {
        Record::Briefing(record) => with_id!(record, Record::Briefing),
        Record::Actor(record) => with_id!(record, Record::Actor),
        Record::Event(record) => with_id!(record, Record::Event),
        Record::Source(record) => with_id!(record, Record::Source),
        Record::Claim(record) => with_id!(record, Record::Claim),
        Record::Place(record) => with_id!(record, Record::Place),
        Record::Arc(record) => with_id!(record, Record::Arc),
        Record::Page(record) => with_id!(record, Record::Page),
    }
}

/// Relations of actors and of `relations.yaml`, with who relates.
fn relations(model: &mut Model, listed: Vec<Relation>) {
    let mut relations = Vec::new();
    for (id, actor) in model.actors.iter() {
        relations.extend(actor.relations.iter().map(|relation| (id, relation.clone())));
    }
    for relation in listed {
        if let Some(from) = relation.from.as_ref().and_then(|from| model.actor(from)) {
            relations.push((from, relation));
        }
    }
    model.relations = relations;
}

/// All that a record can be called by in a reference: its id, its names folded.
fn calls(head: &Head) -> impl Iterator<Item = (Kind, Key)> + '_ {
    std::iter::once(head.id).chain(head.folded.iter().copied()).map(|name| (head.kind, name))
}
