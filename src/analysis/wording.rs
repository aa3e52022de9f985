//! The editors' own sentences, for rules that know a language.

use std::ops::Range;

use crate::base::text::Span;
use crate::model::head::Head;
use crate::model::passage::Passage;
use crate::model::registry::RecordId;
use crate::syntax::markdown::{Place, Run};

use super::facts::Facts;

/// A piece of running text in the editors' own words.
pub struct Wording<'f> {
    /// The record it belongs to; home and lists are none.
    pub owner: Option<RecordId>,
    /// The text that it is a part of.
    pub passage: &'f Passage,
    /// Its place among the runs of the text.
    pub index: usize,
    /// The piece itself: a paragraph, a list item, a cell, a note.
    pub run: &'f Run,
}

impl Wording<'_> {
    /// Whether a range is our own words: neither a quotation's, nor code, nor an address.
    pub fn is_ours(&self, range: &Range<usize>) -> bool {
        self.run.is_wording(range) && !self.run.quoted(range.clone())
    }

    /// Where the range was written.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.passage.span(self.run.source(range))
    }
}

/// Shows all pieces of our own English, record by record and then the texts of home and lists.
pub fn for_each_english(facts: &Facts, mut look: impl FnMut(&Wording<'_>)) {
    let english = |head: &Head| {
        let lang = head.lang.as_deref().unwrap_or(&facts.config.lang);
        lang.split(['-', '_']).next().is_some_and(|language| language.eq_ignore_ascii_case("en"))
    };
    let mut show = |owner: Option<RecordId>, passage: &Passage| {
        for (index, run) in passage.prose.runs.iter().enumerate().filter(|(_, run)| run.place == Place::Text) {
            look(&Wording { owner, passage, index, run });
        }
    };
    for id in facts.model.ids() {
        if !english(facts.model.head(id)) {
            continue;
        }
        let record = facts.model.record(id);
        let quotes = record.quotes();
        let is_quote = |passage: &Passage| quotes.iter().any(|quote| std::ptr::eq(*quote, passage));
        record.passages().into_iter().filter(|passage| !is_quote(passage)).for_each(|passage| show(Some(id), passage));
    }
    let pages = facts.model.home.iter().chain(facts.model.list_texts.values()).filter(|page| english(&page.head));
    pages.flat_map(|page| page.head.passages()).for_each(|passage| show(None, passage));
}
