//! All events in order of time.

use serde::Serialize;

use crate::site::words::{capital, count, in_words};

use super::card::{Month, SourceRow};
use super::compose::Composer;
use super::frame::About;
use super::shell::Shell;

/// `timeline.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TimelinePage<'m> {
    /// How many, from when to when.
    pub lead: String,
    /// All events.
    pub months: Vec<Month<'m>>,
    /// Which marks occur, for the key: pairs of mark and words.
    pub key: Vec<(&'static str, &'static str)>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
}

impl<'m> Composer<'m> {
    /// The timeline.
    pub fn timeline(&self) -> (Shell<'m>, TimelinePage<'m>) {
        let events = &self.facts().timeline;
        let months = self.months(events);
        let dates = |at: Option<&crate::base::id::Id<crate::model::event::Event>>| {
            at.and_then(|id| self.model().events[*id].when.as_ref()).map(|when| when.value.text())
        };
        let entries = if events.len() == 1 { "entry" } else { "entries" };
        let lead = match (dates(events.first()), dates(events.last())) {
            (Some(first), Some(last)) if first != last => format!(
                "{} {entries} from {first} to {last}. What is uncertain looks uncertain.",
                capital(&in_words(events.len()))
            ),
            (Some(first), _) => format!("{}: {first}.", capital(&count(events.len(), "entry", "entries"))),
            _ => "No event has a date yet.".to_owned(),
        };
        let used = |mark: &str| months.iter().flat_map(|month| &month.rows).any(|row| row.date.mark == mark);
        let all = [
            ("day", "that day"),
            ("span", "lasted"),
            ("about", "about then"),
            ("span-about", "lasted, end uncertain"),
            ("oneof", "one of these days"),
            ("plan", "planned or expected"),
        ];
        let key = all.into_iter().filter(|(mark, _)| used(mark)).collect();
        let view = TimelinePage { lead: lead.clone(), months, key, sources: self.source_list(&[]) };
        let about =
            About { title: "Timeline".to_owned(), description: format!("{lead} {}", self.facts().config.title), crumb: None };
        (self.shell(about), view)
    }
}
