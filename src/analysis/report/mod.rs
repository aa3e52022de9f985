//! What waits for an editor: one value, made of the model and what follows from it. It judges nothing that a rule does not; it gathers.

mod evidence;
pub(in crate::analysis) mod names;
mod records;
mod time;

use std::cmp::Reverse;

use crate::base::date::{Date, Day};
use crate::base::text::Span;
use crate::model::registry::{Model, RecordId};

use super::facts::Facts;
use super::wording::called_in_text;

/// All that waits.
#[derive(Clone, Debug)]
pub struct Report {
    /// The day that is taken for today.
    pub today: Option<Day>,
    /// The day whose knowledge it is, where what became known later was left out.
    pub edition: Option<Day>,
    /// Each sort of thing, also those of which there is nothing.
    pub sections: Vec<Section>,
}

/// One sort of thing.
#[derive(Clone, Debug)]
pub struct Section {
    /// Public name: of the rule that reports it, where there is one.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What to do about it, in a sentence.
    pub about: &'static str,
    /// What waits, the most pressing first.
    pub rows: Vec<Row>,
}

/// One thing.
#[derive(Clone, Debug)]
pub struct Row {
    /// The record; a name without one has none.
    pub record: Option<RecordId>,
    /// What it is called.
    pub title: String,
    /// Where to look.
    pub span: Span,
    /// Why it is here.
    pub why: String,
    /// Since when, or for when.
    pub date: Option<Date>,
    /// Where else it is named, the first places of all: of names.
    pub named: Option<Named>,
}

/// How often, and where, a name stands.
#[derive(Clone, Debug)]
pub struct Named {
    /// How often.
    pub times: usize,
    /// The first places, at most [`PLACES`].
    pub places: Vec<Span>,
}

/// How many places of a name are told.
pub const PLACES: usize = 3;

impl Report {
    /// All that waits on a site.
    pub fn of(facts: &Facts) -> Report {
        let names = names::Names::of(facts);
        let sections = vec![
            evidence::unanswered(facts),
            evidence::single_origin(facts),
            evidence::unowned(facts),
            time::planned_dates_passed(facts),
            time::expectations_due(facts),
            time::stale(facts),
            time::unreviewed(facts),
            evidence::unarchived(facts),
            evidence::not_held(facts),
            records::orphans(facts),
            names.undefined_actors(facts),
            names.without_a_page(facts),
        ];
        Report { today: facts.model.today, edition: facts.model.edition, sections }
    }

    /// How many things there are.
    pub fn count(&self) -> usize {
        self.sections.iter().map(|section| section.rows.len()).sum()
    }
}

impl Section {
    /// The longest waiting first; what has no date comes last, by its record.
    fn oldest_first(mut self) -> Section {
        self.rows.sort_by_key(|row| {
            let day = row.date.as_ref().map(|date| date.latest().day());
            (day.is_none(), day, row.record)
        });
        self
    }

    /// What is named most often first, then by name.
    fn most_named_first(mut self) -> Section {
        self.rows.sort_by(|a, b| {
            let times = |row: &Row| Reverse(row.named.as_ref().map_or(0, |named| named.times));
            times(a).cmp(&times(b)).then_with(|| a.title.cmp(&b.title)).then_with(|| a.span.cmp(&b.span))
        });
        self
    }
}

impl Row {
    /// A record, at the place of its definition.
    fn of(model: &Model, id: RecordId, why: impl Into<String>, date: Option<&Date>) -> Row {
        let head = model.head(id);
        let title = called_in_text(model, id).into_owned();
        Row { record: Some(id), title, span: head.span, why: why.into(), date: date.cloned(), named: None }
    }

    /// The same at another place.
    fn at(self, span: Span) -> Row {
        Row { span, ..self }
    }

    /// How many days its date's last day is from today; fewer than none once it has passed.
    pub fn days(&self, today: Option<Day>) -> Option<i32> {
        Some(self.date.as_ref()?.latest().day().days_after(today?))
    }
}
