//! Arcs: an editorial telling over events.

use crate::syntax::fields::{Field, Shape, Table};
use crate::syntax::kind::Kind;
use crate::syntax::read::{Fields, Text, Written};

use super::head::{COMMON, Head, TITLE};
use super::passage::Passage;

/// Fields of an arc.
pub static TABLE: Table = Table {
    what: "arc",
    groups: &[
        TITLE,
        COMMON,
        &[Field::new("slots", Shape::Many(&SLOT, None), "the steps of the telling: `[{title, events, note}]`")],
    ],
};

static SLOT: Table = Table {
    what: "slot",
    groups: &[&[
        Field::new("title", Shape::Text, "the heading of the step"),
        Field::new("events", Shape::Refs(&[Kind::Event]), "its events"),
        Field::new("note", Shape::Prose, "a word about it"),
    ]],
};

/// An arc.
#[derive(Clone, Debug)]
pub struct Arc {
    /// What all records have.
    pub head: Head,
    /// The steps of the telling.
    pub slots: Vec<Slot>,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Its heading.
    pub title: Option<Text>,
    /// Its events.
    pub events: Vec<Written>,
    /// A word about it.
    pub note: Option<Passage>,
}

impl Arc {
    /// Reads an arc's own fields.
    pub fn read(head: Head, fields: &Fields) -> Arc {
        let slot = |map: &Fields| Slot {
            title: map.text("title"),
            events: map.refs("events"),
            note: map.text("note").map(Passage::inline),
        };
        Arc { slots: fields.records("slots").iter().map(slot).collect(), head }
    }
}
