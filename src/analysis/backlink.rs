//! Who refers to whom, and in which sentence.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::id::Id;
use crate::model::event::Status;
use crate::model::head::Head;
use crate::model::passage::Passage;
use crate::model::record::Record;
use crate::model::registry::{Found, Model, RecordId};
use crate::model::source::Source;
use crate::syntax::kind::Kind;

use super::link::{Goal, goals};
use super::mention::{NameKind, Target};
use super::names::{SiteNames, is_never_guessed};
use super::scan::{Scans, Sentence, section};
use super::wording::title;

/// How one record refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// Takes part in an event.
    Participant,
    /// Is asserted by.
    Asserts,
    /// Is answered by.
    Responds,
    /// Stands on the way of what is said, from its origin on.
    Hop,
    /// Is about.
    About,
    /// Is listed in a briefing, an arc.
    Listed,
    /// Is cited, by record or in prose.
    Cited,
    /// Is linked by the editor.
    Link,
    /// Is named in prose.
    Mention,
    /// Is the place of an event.
    Place,
    /// Has published a source.
    Published,
}

/// All that one record says of another.
#[derive(Clone, Debug)]
pub struct Backlink {
    /// The record that refers.
    pub from: RecordId,
    /// How, each way once.
    pub ties: Vec<Tie>,
    /// The first sentences of its prose that do, at most [`SENTENCES`].
    pub sentences: Vec<Arc<Sentence>>,
    /// Anchor of the first one's section.
    pub section: Option<String>,
    /// How many places in its prose there are.
    pub places: usize,
}

/// How many sentences a backlink keeps.
pub const SENTENCES: usize = 3;

/// All backlinks, by the record that is referred to, in order of the records that refer.
pub type Backlinks = FxHashMap<RecordId, Vec<Backlink>>;

/// Which record a mention means on the page of a record (home and lists have none); `None` where it is ambiguous or withheld and unsettled.
pub fn meant(model: &Model, names: &SiteNames, page: Option<&Head>, targets: &[Target], words: &str) -> Option<RecordId> {
    let is_withheld = |target: &&Target| target.kind == NameKind::Withheld;
    if targets.iter().any(|target| is_withheld(&target)) {
        let settled = names.meaning(model, page, words);
        if settled.is_some() || is_never_guessed(targets) {
            return settled;
        }
    }
    let mut targets = targets.iter().filter(|target| !is_withheld(target));
    let first = targets.next()?;
    if targets.any(|target| target.key != first.key) {
        return None;
    }
    names.records.get(&first.key).copied()
}

/// Finds all backlinks.
pub fn find(model: &Model, names: &SiteNames, scans: &Scans) -> Backlinks {
    let mut relations: FxHashMap<RecordId, Vec<Id<Source>>> = FxHashMap::default();
    for (from, relation) in model.relations.iter().filter(|(_, relation)| !relation.sources.is_empty()) {
        relations.entry(RecordId::Actor(*from)).or_default().extend(model.each(&relation.sources, Model::source));
    }
    let found = |from: RecordId| {
        let mut page = Page { from, found: Vec::new(), places: FxHashMap::default() };
        let record = model.record(from);
        page.record(model, &record);
        relations.get(&from).into_iter().flatten().for_each(|source| page.tie(RecordId::Source(*source), Tie::Cited));
        for passage in record.passages() {
            page.prose(model, names, passage, scans);
        }
        page.found
    };
    let pages: Vec<Vec<(RecordId, Backlink)>> = model.ids().into_par_iter().with_min_len(16).map(found).collect();
    let mut backlinks = Backlinks::default();
    for (to, backlink) in pages.into_iter().flatten() {
        backlinks.entry(to).or_default().push(backlink);
    }
    backlinks
}

struct Page {
    from: RecordId,
    found: Vec<(RecordId, Backlink)>,
    places: FxHashMap<RecordId, usize>,
}

impl Page {
    fn entry(&mut self, to: RecordId) -> &mut Backlink {
        let from = self.from;
        let at = *self.places.entry(to).or_insert_with(|| {
            self.found.push((to, Backlink { from, ties: Vec::new(), sentences: Vec::new(), section: None, places: 0 }));
            self.found.len() - 1
        });
        &mut self.found[at].1
    }

    fn tie(&mut self, to: RecordId, tie: Tie) {
        if to != self.from {
            let ties = &mut self.entry(to).ties;
            if !ties.contains(&tie) {
                ties.push(tie);
            }
        }
    }

    /// A title is shown by every backlink, so it is no sentence beside itself; and whoever has a part in what it says is told of as that.
    fn named_by_title(&mut self, to: RecordId) {
        if !self.places.contains_key(&to) {
            self.tie(to, Tie::Mention);
        }
    }

    fn sentence(&mut self, to: RecordId, tie: Tie, sentence: &Arc<Sentence>, section: Option<&str>) {
        if to == self.from {
            return;
        }
        self.tie(to, tie);
        let backlink = self.entry(to);
        backlink.places += 1;
        if backlink.sentences.len() < SENTENCES {
            // A cell of a table that holds the name and nothing else says nothing about it.
            let says_something = sentence.text.trim().len() > sentence.mark.len() || sentence.mark.is_empty();
            if says_something && !backlink.sentences.iter().any(|known| known.text == sentence.text) {
                backlink.sentences.push(Arc::clone(sentence));
            }
        }
        if backlink.places == 1 {
            backlink.section = section.map(str::to_owned);
        }
    }

    fn record(&mut self, model: &Model, record: &Record) {
        match record {
            Record::Briefing(record) => {
                record.actors.iter().filter_map(|it| model.actor(it)).for_each(|id| self.tie(RecordId::Actor(id), Tie::Listed));
                record.events.iter().filter_map(|it| model.event(it)).for_each(|id| self.tie(RecordId::Event(id), Tie::Listed));
                record.claims.iter().filter_map(|it| model.claim(it)).for_each(|id| self.tie(RecordId::Claim(id), Tie::Listed));
                record.places.iter().filter_map(|it| model.place(it)).for_each(|id| self.tie(RecordId::Place(id), Tie::Listed));
                record.sources.iter().filter_map(|it| model.source(it)).for_each(|id| self.tie(RecordId::Source(id), Tie::Cited));
                record.arcs.iter().filter_map(|it| model.arc(it)).for_each(|id| self.tie(RecordId::Arc(id), Tie::Listed));
            }
            Record::Event(record) => {
                record
                    .actors
                    .iter()
                    .filter_map(|it| model.actor(it))
                    .for_each(|id| self.tie(RecordId::Actor(id), Tie::Participant));
                record.claims.iter().filter_map(|it| model.claim(it)).for_each(|id| self.tie(RecordId::Claim(id), Tie::Listed));
                record.at.iter().filter_map(|it| model.place(it)).for_each(|id| self.tie(RecordId::Place(id), Tie::Place));
                record.sources.iter().filter_map(|it| model.source(it)).for_each(|id| self.tie(RecordId::Source(id), Tie::Cited));
                self.statuses(model, &record.status);
                let others = record.responds_to.iter().chain(&record.announces);
                others.filter_map(|it| model.event(it)).for_each(|id| self.tie(RecordId::Event(id), Tie::Link));
            }
            Record::Source(record) => {
                record
                    .publisher
                    .iter()
                    .filter_map(|it| model.actor(it))
                    .for_each(|id| self.tie(RecordId::Actor(id), Tie::Published));
                let others = record.via.iter().chain(&record.replaces).chain(&record.syndicates);
                others.filter_map(|it| model.source(it)).for_each(|id| self.tie(RecordId::Source(id), Tie::Link));
            }
            Record::Claim(record) => {
                for said in &record.asserted {
                    said.by.iter().filter_map(|it| model.actor(it)).for_each(|id| self.tie(RecordId::Actor(id), Tie::Asserts));
                    said.sources
                        .iter()
                        .filter_map(|it| model.source(it))
                        .for_each(|id| self.tie(RecordId::Source(id), Tie::Cited));
                }
                for answer in &record.responses {
                    answer.by.iter().filter_map(|it| model.actor(it)).for_each(|id| self.tie(RecordId::Actor(id), Tie::Responds));
                    answer
                        .sources
                        .iter()
                        .filter_map(|it| model.source(it))
                        .for_each(|id| self.tie(RecordId::Source(id), Tie::Cited));
                }
                self.statuses(model, &record.status);
                for about in &record.about {
                    if let Found::One(id) = model.find(about, crate::model::claim::ANYTHING) {
                        self.tie(id, Tie::About);
                    }
                }
                // Whoever says so himself, answers, or is meant, is told of as that.
                let way = record.asserted.iter().flat_map(|said| said.citing.iter().chain(&said.chain));
                for hop in way {
                    if let Found::One(id) = model.find(hop, &[Kind::Actor, Kind::Source])
                        && !self.places.contains_key(&id)
                    {
                        self.tie(id, Tie::Hop);
                    }
                }
            }
            Record::Arc(record) => {
                let events = record.slots.iter().flat_map(|slot| &slot.events);
                events.filter_map(|it| model.event(it)).for_each(|id| self.tie(RecordId::Event(id), Tie::Listed));
            }
            // What an actor's relations rest on may stand in a file of its own: see `find`.
            Record::Actor(_) | Record::Place(_) | Record::Page(_) => {}
        }
    }

    /// The sources of which a status was learnt.
    fn statuses(&mut self, model: &Model, history: &[Status]) {
        let sources = history.iter().flat_map(|step| &step.sources);
        sources.filter_map(|it| model.source(it)).for_each(|id| self.tie(RecordId::Source(id), Tie::Cited));
    }

    fn prose(&mut self, model: &Model, names: &SiteNames, passage: &Passage, scans: &Scans) {
        let scan = scans.of(Some(self.from), passage);
        let goals = goals(model, passage);
        let sentences = passage.prose.sentences();
        // A sentence with wikilinks that show their targets' titles.
        let titled = |run: usize, range: Range<usize>| {
            let (text, mark) = sentences.around_with(run, range, |reference| title(model, goals.get(reference)?));
            Arc::new(Sentence { text, mark })
        };
        if let Some(scan) = scan {
            let head = model.head(self.from);
            for sighting in &scan.mentions {
                let mention = &sighting.mention;
                let words =
                    passage.prose.runs.get(mention.run).and_then(|run| run.text.get(mention.range.clone())).unwrap_or_default();
                if let Some(to) = meant(model, names, Some(head), &mention.targets, words) {
                    if head.is_title(passage) {
                        self.named_by_title(to);
                        continue;
                    }
                    let known = sighting.sentence.as_ref().map(Arc::clone);
                    let sentence = known.unwrap_or_else(|| titled(mention.run, mention.range.clone()));
                    self.sentence(to, Tie::Mention, &sentence, sighting.section.as_deref());
                }
            }
        }
        for claim in passage.placed.claims.iter().filter_map(|(_, claim)| model.claim(claim)) {
            self.tie(RecordId::Claim(claim), Tie::Listed);
        }
        for (number, goal) in goals.iter().enumerate() {
            let (to, tie) = match goal {
                Goal::Record(to, _) => (*to, Tie::Link),
                Goal::Cite(source, _) => (RecordId::Source(*source), Tie::Cited),
                _ => continue,
            };
            match scan.and_then(|scan| scan.references.get(number)?.as_ref()) {
                Some((sentence, section)) => self.sentence(to, tie, sentence, section.as_deref()),
                None => {
                    let place = passage.prose.reference_place(number);
                    let run = place.as_ref().map_or(0, |(run, _)| *run);
                    let sentence = place.map(|(run, range)| titled(run, range)).unwrap_or_default();
                    self.sentence(to, tie, &sentence, section(&passage.prose, run).as_deref());
                }
            }
        }
    }
}
