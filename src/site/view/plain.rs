//! A plain page: about, method …

use serde::Serialize;

use crate::analysis::wording::wording;
use crate::base::id::Id;
use crate::model::briefing::Page;
use crate::model::registry::RecordId;
use crate::site::markup::Html;

use super::body::Body;
use super::card::{Backlink, Fact, SourceRow, TocItem};
use super::compose::Composer;
use super::frame::About;
use super::shell::Shell;

/// `page.html`: about, method …
#[derive(Clone, Debug, Hash, Serialize)]
pub struct PlainPage<'m> {
    /// Title.
    pub title: &'m str,
    /// In one sentence, inline HTML.
    pub summary: Option<Html>,
    /// The text.
    pub body: Body<'m>,
    /// The headings.
    pub toc: Vec<TocItem>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
    /// Fields of the site's own, and further reading.
    pub facts: Vec<Fact<'m>>,
    /// Where it is mentioned.
    pub mentions: Vec<Backlink<'m>>,
}

impl<'m> Composer<'m> {
    /// A plain page.
    pub fn plain(&self, id: Id<Page>) -> (Shell<'m>, PlainPage<'m>) {
        let record = &self.model().pages[id];
        let page = RecordId::Page(id);
        let summary = record.head.summary.as_ref().map(|summary| self.text(page, summary));
        let body = self.body(page);
        let toc = record.head.body.iter().flat_map(|body| self.headings(body)).collect();
        let view = PlainPage {
            title: &record.head.title,
            summary,
            body,
            toc,
            sources: self.source_list(&[]),
            facts: self.further_facts(&record.head),
            mentions: self.mentions(page, &[]),
        };
        let described = record.head.summary.as_ref().or(record.head.body.as_ref()).map(|text| wording(self.model(), text));
        let about = About { title: record.head.title.clone(), description: described.unwrap_or_default(), crumb: None };
        (self.shell(about), view)
    }
}
