//! Tags: which there are, and what carries one.

use serde::Serialize;

use crate::model::registry::RecordId;
use crate::site::words::{capital, count};
use crate::syntax::kind::Kind;

use super::card::{ClaimCard, Month, Name, SourceRow};
use super::compose::Composer;
use super::frame::About;
use super::home::{BriefingCard, Letter};
use super::shell::Shell;

/// `tags.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TagsPage<'m> {
    /// "5 tags."
    pub lead: String,
    /// In order.
    pub tags: Vec<TagRow<'m>>,
}

/// A tag in the list of all.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TagRow<'m> {
    /// The tag and its page.
    pub name: Name<'m>,
    /// "2 briefings · 1 event"
    pub counts: String,
}

/// `tag.html`: what carries a tag, kind by kind.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TagPage<'m> {
    /// The tag.
    pub title: &'m str,
    /// "2 briefings · 1 event"
    pub lead: String,
    /// In the model's order.
    pub briefings: Vec<BriefingCard<'m>>,
    /// Events, in order of time.
    pub months: Vec<Month<'m>>,
    /// With their denials.
    pub claims: Vec<ClaimCard<'m>>,
    /// Actors, A–Z.
    pub letters: Vec<Letter<'m>>,
    /// Sources.
    pub sources: Vec<SourceRow<'m>>,
    /// Places, arcs and plain pages.
    pub others: Vec<Name<'m>>,
    /// The sources cited on this page, numbered.
    pub cited: Vec<SourceRow<'m>>,
}

impl<'m> Composer<'m> {
    /// The page of all tags.
    pub fn tags(&self) -> (Shell<'m>, TagsPage<'m>) {
        let all = &self.site.directory.tags.all;
        let row = |tag: &'m crate::site::tags::Tag| TagRow {
            name: Name { text: &tag.label, href: Some(self.href(tag.path.as_str())), note: None },
            counts: counts(&tag.records),
        };
        let mut tags: Vec<TagRow<'m>> = all.iter().map(row).collect();
        tags.sort_by_cached_key(|row| crate::base::fold::fold(row.name.text));
        let lead = format!("{}.", count(all.len(), "tag", "tags"));
        let about = About { title: "Tags".to_owned(), description: format!("{lead} {}", self.facts().config.title), crumb: None };
        (self.shell(about), TagsPage { lead, tags })
    }

    /// The page of a tag, by its place among all.
    pub fn tag(&self, at: usize) -> (Shell<'m>, TagPage<'m>) {
        let tag = &self.site.directory.tags.all[at];
        let mut view = TagPage {
            title: &tag.label,
            lead: format!("{}.", counts(&tag.records)),
            briefings: Vec::new(),
            months: Vec::new(),
            claims: Vec::new(),
            letters: Vec::new(),
            sources: Vec::new(),
            others: Vec::new(),
            cited: Vec::new(),
        };
        let (mut events, mut actors) = (Vec::new(), Vec::new());
        for id in &tag.records {
            match *id {
                RecordId::Briefing(id) => view.briefings.push(self.briefing_card(id)),
                RecordId::Event(id) => events.push(id),
                RecordId::Actor(id) => actors.push(id),
                RecordId::Claim(id) => view.claims.push(self.claim_line(id)),
                RecordId::Source(id) => {
                    let anchor = self.anchor(RecordId::Source(id));
                    view.sources.push(SourceRow { anchor, ..self.source_row(id, 0) });
                }
                id => view.others.push(self.name(id)),
            }
        }
        view.months = self.months(&events);
        view.letters = self.letters(actors);
        view.cited = self.source_list(&[]);
        let description = format!("{}: {} {}", tag.label, view.lead, self.facts().config.title);
        (self.shell(About { title: tag.label.clone(), description, crumb: None }), view)
    }
}

/// "2 briefings · 1 event", kind by kind.
fn counts(records: &[RecordId]) -> String {
    let of = |kind: Kind| {
        let number = records.iter().filter(|id| id.kind() == kind).count();
        (number > 0).then(|| count(number, kind.word(), kind.plural()))
    };
    capital(&Kind::ALL.into_iter().filter_map(of).collect::<Vec<_>>().join(" · "))
}
