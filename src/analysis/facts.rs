//! All that is known about a site at one moment: what rules and views look at.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::base::fingerprint::Fingerprint;
use crate::base::id::Id;
use crate::model::config::Config;
use crate::model::event::Event;
use crate::model::passage::Passage;
use crate::model::registry::{Model, RecordId};

use super::backlink::{self, Backlinks};
use super::ledger::{self, Standing};
use super::names::{NamesMemo, SiteNames};
use super::scan::{self, Scan, ScanMemo};
use super::timeline;

/// What is remembered from one moment to the next.
#[derive(Default)]
pub struct Memos {
    /// Sets of names.
    pub names: NamesMemo,
    /// Names found in passages.
    pub scans: ScanMemo,
}

impl Memos {
    /// Ends a generation.
    pub fn retire(&self) {
        self.names.retire();
        self.scans.retire();
    }
}

/// The model and what follows from it.
#[derive(Debug)]
pub struct Facts {
    /// What the site says of itself.
    pub config: Config,
    /// What the briefings say.
    pub model: Model,
    /// The names that are looked for.
    pub names: SiteNames,
    /// What was found in each passage, by its hash.
    pub scans: FxHashMap<Fingerprint, Arc<Scan>>,
    /// Who refers to whom.
    pub backlinks: Backlinks,
    /// The standing of each claim, by its place in the arena.
    pub ledger: Vec<Standing>,
    /// All events in order of time.
    pub timeline: Vec<Id<Event>>,
}

impl Facts {
    /// Everything that follows from a model.
    pub fn of(config: Config, model: Model, memos: &Memos) -> Facts {
        let names = SiteNames::of(&model, &config, &memos.names);
        let records: Vec<_> = model.ids().into_iter().map(|id| model.record(id)).collect();
        let texts = model.home.iter().chain(model.list_texts.values()).flat_map(|page| page.head.passages());
        let passages: Vec<_> = records.iter().flat_map(|record| record.passages()).chain(texts).collect();
        let scans = scan::scan(&passages, &names.names, &memos.scans);
        let backlinks = backlink::find(&model, &names, &scans);
        let ledger = ledger::ledger(&model);
        let timeline = timeline::in_order(&model);
        Facts { config, names, scans, backlinks, ledger, timeline, model }
    }

    /// Shows all prose of the site, record by record and then the texts of home and lists, with the record it belongs to.
    pub fn for_each_passage(&self, mut look: impl FnMut(Option<RecordId>, &Passage)) {
        for id in self.model.ids() {
            self.model.record(id).passages().into_iter().for_each(|passage| look(Some(id), passage));
        }
        let texts = self.model.home.iter().chain(self.model.list_texts.values()).flat_map(|page| page.head.passages());
        texts.for_each(|passage| look(None, passage));
    }

    /// What refers to a record.
    pub fn backlinks_of(&self, id: RecordId) -> &[backlink::Backlink] {
        self.backlinks.get(&id).map(Vec::as_slice).unwrap_or_default()
    }
}
