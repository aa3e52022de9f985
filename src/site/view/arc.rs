//! An arc: events as a telling.

use serde::Serialize;

use crate::analysis::wording::wording;
use crate::base::id::Id;
use crate::model::arc::{Arc, Slot};
use crate::model::registry::{Model, RecordId};
use crate::site::markup::Html;

use super::body::Body;
use super::card::{Backlink, EventRow, Fact, SourceRow};
use super::compose::Composer;
use super::frame::About;
use super::shell::Shell;

/// `arc.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ArcPage<'m> {
    /// Title.
    pub title: &'m str,
    /// In one sentence, inline HTML.
    pub summary: Option<Html>,
    /// The editor's text.
    pub body: Body<'m>,
    /// The telling, step by step.
    pub slots: Vec<SlotView<'m>>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
    /// Fields of the site's own, and further reading.
    pub facts: Vec<Fact<'m>>,
    /// Where it is mentioned.
    pub mentions: Vec<Backlink<'m>>,
}

/// A step of an arc.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SlotView<'m> {
    /// Its heading.
    pub title: Option<&'m str>,
    /// A word about it, inline HTML.
    pub note: Option<Html>,
    /// Its events, in the order written.
    pub events: Vec<EventRow<'m>>,
}

impl<'m> Composer<'m> {
    /// The page of an arc.
    pub fn arc(&self, id: Id<Arc>) -> (Shell<'m>, ArcPage<'m>) {
        let arc = &self.model().arcs[id];
        let page = RecordId::Arc(id);
        let summary = arc.head.summary.as_ref().map(|summary| self.text(page, summary));
        let body = self.body(page);
        let slot = |slot: &'m crate::model::arc::Slot| SlotView {
            title: slot.title.as_ref().map(|title| title.text.as_str()),
            note: slot.note.as_ref().map(|note| self.text(page, note)),
            events: self.model().each(&slot.events, Model::event).into_iter().map(|event| self.event_row(event, true)).collect(),
        };
        // A step all of whose events are kept back is kept back with them.
        let is_told = |slot: &SlotView<'m>, written: &Slot| written.events.is_empty() || !slot.events.is_empty();
        let slots = arc.slots.iter().map(|written| (slot(written), written));
        let slots: Vec<SlotView<'m>> = slots.filter(|(slot, written)| is_told(slot, written)).map(|(slot, _)| slot).collect();
        let sources = self.source_list(&[]);
        let facts = self.further_facts(&arc.head);
        let view = ArcPage { title: &arc.head.title, summary, body, slots, sources, facts, mentions: self.mentions(page, &[]) };
        let described = arc.head.summary.as_ref().map(|summary| wording(self.model(), summary));
        let about = About {
            title: arc.head.title.clone(),
            description: described.unwrap_or_else(|| arc.head.title.clone()),
            crumb: None,
        };
        (self.shell(about), view)
    }
}
