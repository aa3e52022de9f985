//! All that is known about a site at one moment: what rules and views look at.

use std::ops::Range;

use crate::base::id::Id;
use crate::base::text::Span;
use crate::model::config::Config;
use crate::model::event::Event;
use crate::model::head::Head;
use crate::model::passage::Passage;
use crate::model::registry::{Model, RecordId};
use crate::syntax::markdown::Place;

use super::backlink::{self, Backlinks};
use super::ledger::{self, Standing};
use super::mention::Mention;
use super::names::{NamesMemo, SiteNames};
use super::scan::{Scan, ScanMemo, Scans};
use super::timeline;
use super::wording;

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

/// A passage with the names that were found in it.
pub struct Look<'f> {
    /// The record that it belongs to; home and lists have none.
    pub owner: Option<RecordId>,
    /// The passage.
    pub passage: &'f Passage,
    /// The language of its page.
    pub lang: &'f str,
    /// Whether all of it is somebody's words.
    pub quoted: bool,
    /// What was found.
    pub scan: &'f Scan,
}

impl Look<'_> {
    /// The words of a mention.
    pub fn words(&self, mention: &Mention) -> &str {
        let run = self.passage.prose.runs.get(mention.run);
        run.and_then(|run| run.text.get(mention.range.clone())).unwrap_or_default()
    }

    /// Where a mention stands.
    pub fn span(&self, mention: &Mention) -> Span {
        let run = self.passage.prose.runs.get(mention.run);
        self.passage.span(run.map(|run| run.source(mention.range.clone())).unwrap_or_default())
    }

    /// Whether it is on a page in English, the language whose phrases some rules know.
    pub fn is_english(&self) -> bool {
        self.is_in("en")
    }

    /// Whether it is on a page in a language, whatever the country.
    pub fn is_in(&self, code: &str) -> bool {
        self.lang.split(['-', '_']).next().is_some_and(|language| language.eq_ignore_ascii_case(code))
    }

    /// Whether a mention is in the site's own words, outside of quotations.
    pub fn is_ours(&self, mention: &Mention) -> bool {
        self.is_ours_at(mention.run, &mention.range)
    }

    /// As [`Look::is_ours`], of a range of a run.
    pub fn is_ours_at(&self, run: usize, range: &Range<usize>) -> bool {
        let run = self.passage.prose.runs.get(run);
        !self.quoted && run.is_some_and(|run| run.place != Place::Quote && !run.quoted(range.clone()))
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
    /// What was found in each passage.
    pub scans: Scans,
    /// Who refers to whom.
    pub backlinks: Backlinks,
    /// The standing of each claim, by its place in the arena.
    pub ledger: Vec<Standing>,
    /// All events in order of time.
    pub timeline: Vec<Id<Event>>,
}

impl Facts {
    /// Everything that follows from a model.
    pub fn of(config: Config, mut model: Model, memos: &Memos) -> Facts {
        wording::word_claims(&mut model);
        let names = SiteNames::of(&model, &config, &memos.names);
        let records: Vec<_> = model.ids().into_iter().map(|id| model.record(id)).collect();
        let texts = model.home.iter().chain(model.list_texts.values()).flat_map(|page| page.head.passages());
        let passages: Vec<_> = records.iter().flat_map(|record| record.passages()).chain(texts).collect();
        let mut scans = Scans::find(&passages, &names.names, &memos.scans);
        if names.has_weak {
            for (id, record) in model.ids().into_iter().zip(&records) {
                scans.follow(id, &record.passages(), &names.names, &memos.scans);
            }
        }
        let orders = || (ledger::ledger(&model), timeline::in_order(&model));
        let (backlinks, (ledger, timeline)) = rayon::join(|| backlink::find(&model, &names, &scans), orders);
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

    /// Shows what was found in all prose of the site, in the same order.
    pub fn for_each_scan(&self, mut look: impl FnMut(&Look<'_>)) {
        for id in self.model.ids() {
            let record = self.model.record(id);
            let (quotes, lang) = (record.quotes(), self.lang(record.head()));
            for passage in record.passages() {
                let quoted = quotes.iter().any(|quote| std::ptr::eq(*quote, passage));
                if let Some(scan) = self.scans.of(Some(id), passage) {
                    look(&Look { owner: Some(id), passage, lang, quoted, scan });
                }
            }
        }
        for page in self.model.home.iter().chain(self.model.list_texts.values()) {
            for passage in page.head.passages() {
                if let Some(scan) = self.scans.of(None, passage) {
                    look(&Look { owner: None, passage, lang: self.lang(&page.head), quoted: false, scan });
                }
            }
        }
    }

    fn lang<'f>(&'f self, head: &'f Head) -> &'f str {
        head.lang.as_deref().unwrap_or(&self.config.lang)
    }

    /// What refers to a record.
    pub fn backlinks_of(&self, id: RecordId) -> &[backlink::Backlink] {
        self.backlinks.get(&id).map(Vec::as_slice).unwrap_or_default()
    }
}
