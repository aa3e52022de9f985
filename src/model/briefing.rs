//! Briefings, and plain pages.

use std::cmp::Reverse;

use crate::base::date::Date;
use crate::base::text::Spanned;
use crate::syntax::fields::{Field, Shape, Table};
use crate::syntax::kind::Kind;
use crate::syntax::read::{Fields, Text, Word, Written};

use super::head::{COMMON, Head, TITLE};
use super::passage::Passage;

/// What a change may be.
pub const CHANGES: &[&str] = &["update", "correction", "clarification", "retraction"];

/// Fields of a briefing.
pub static TABLE: Table = Table {
    what: "briefing",
    groups: &[
        TITLE,
        COMMON,
        &[
            Field::new("date", Shape::Date, "when it was first published"),
            Field::new("updated", Shape::Date, "when it was last updated"),
            Field::new("as_of", Shape::Date, "the day up to which it tells"),
            Field::new("authors", Shape::Texts, "who wrote it").or(&["author"]).naming(&[Kind::Actor]),
            Field::new("actors", Shape::Refs(&[Kind::Actor]), "who is in it: ids, names, or whole records"),
            Field::new("dates", Shape::Refs(&[Kind::Event]), "its events: ids, or whole records").or(&["events"]),
            Field::new("sources", Shape::Refs(&[Kind::Source]), "its sources: ids, addresses, or whole records"),
            Field::new("claims", Shape::Refs(&[Kind::Claim]), "its claims: ids, or whole records"),
            Field::new("places", Shape::Refs(&[Kind::Place]), "its places: ids, or whole records"),
            Field::new("at_a_glance", Shape::Proses, "the whole in three or four sentences"),
            Field::new("known", Shape::Proses, "what we know"),
            Field::new("unknown", Shape::Proses, "what we don't know"),
            Field::new("arcs", Shape::Refs(&[Kind::Arc]), "the tellings it belongs to"),
            Field::new("key", Shape::Refs(&[Kind::Actor, Kind::Event, Kind::Claim]), "which of them lead the page"),
            Field::new("review_by", Shape::Date, "when it must be looked at again"),
            Field::new("watch", Shape::Urls, "addresses where news of this will appear"),
            Field::new("changes", Shape::Many(&CHANGE, None), "what changed: `[{date, kind, text, was, now}]`"),
        ],
    ],
};

/// Fields of a plain page.
pub static PAGE: Table =
    Table { what: "page", groups: &[TITLE, COMMON, &[Field::new("nav", Shape::Number, "its position in the menu")]] };

static CHANGE: Table = Table {
    what: "change",
    groups: &[&[
        Field::new("date", Shape::Date, "when"),
        Field::new("kind", Shape::Word(CHANGES, "change.kind"), "update, correction, clarification or retraction"),
        Field::new("text", Shape::Prose, "what changed").required(),
        Field::new("was", Shape::Prose, "what stood there"),
        Field::new("now", Shape::Prose, "what stands there now"),
    ]],
};

/// A briefing.
#[derive(Clone, Debug)]
pub struct Briefing {
    /// What all records have.
    pub head: Head,
    /// First published.
    pub date: Option<Spanned<Date>>,
    /// Last updated.
    pub updated: Option<Spanned<Date>>,
    /// The day up to which it tells.
    pub as_of: Option<Spanned<Date>>,
    /// Who wrote it.
    pub authors: Vec<Text>,
    /// Who is in it.
    pub actors: Vec<Written>,
    /// Its events.
    pub events: Vec<Written>,
    /// Its sources.
    pub sources: Vec<Written>,
    /// Its claims.
    pub claims: Vec<Written>,
    /// Its places.
    pub places: Vec<Written>,
    /// At a glance.
    pub at_a_glance: Vec<Passage>,
    /// What we know.
    pub known: Vec<Passage>,
    /// What we don't know.
    pub unknown: Vec<Passage>,
    /// The tellings it belongs to.
    pub arcs: Vec<Written>,
    /// What leads the page.
    pub key: Vec<Written>,
    /// When it must be looked at again.
    pub review_by: Option<Spanned<Date>>,
    /// Where news will appear.
    pub watch: Vec<Text>,
    /// What changed, as written.
    pub changes: Vec<Change>,
}

/// Something changed.
#[derive(Clone, Debug)]
pub struct Change {
    /// When.
    pub date: Option<Spanned<Date>>,
    /// A word of [`CHANGES`].
    pub kind: Option<Word>,
    /// What.
    pub text: Passage,
    /// What stood there: shown without its marks, and its links are not looked after.
    pub was: Option<Passage>,
    /// What stands there now.
    pub now: Option<Passage>,
}

impl Briefing {
    /// What changed, newest first, each with its number: the oldest is 1, so that a new change takes none away. What has no date comes last.
    pub fn changes_newest_first(&self) -> Vec<(usize, &Change)> {
        let mut changes: Vec<&Change> = self.changes.iter().collect();
        changes.sort_by_key(|change| Reverse(change.date.as_ref().map(|date| date.value.time_key())));
        let numbers = (1..=changes.len()).rev();
        numbers.zip(changes).collect()
    }

    /// Reads a briefing's own fields.
    pub fn read(head: Head, fields: &Fields) -> Briefing {
        let passages = |name| fields.texts(name).into_iter().map(Passage::inline).collect();
        let change = |map: &Fields| {
            Some(Change {
                date: map.date("date"),
                kind: map.word("kind"),
                text: Passage::inline(map.text("text")?),
                was: map.text("was").map(Passage::inline),
                now: map.text("now").map(Passage::inline),
            })
        };
        Briefing {
            date: fields.date("date"),
            updated: fields.date("updated"),
            as_of: fields.date("as_of"),
            authors: fields.texts("authors"),
            actors: fields.refs("actors"),
            events: fields.refs("dates"),
            sources: fields.refs("sources"),
            claims: fields.refs("claims"),
            places: fields.refs("places"),
            at_a_glance: passages("at_a_glance"),
            known: passages("known"),
            unknown: passages("unknown"),
            arcs: fields.refs("arcs"),
            key: fields.refs("key"),
            review_by: fields.date("review_by"),
            watch: fields.texts("watch"),
            changes: fields.records("changes").iter().filter_map(change).collect(),
            head,
        }
    }

    /// The day of the page: when it was updated, else published.
    pub fn latest(&self) -> Option<&Date> {
        self.updated.as_ref().or(self.date.as_ref()).map(|date| &date.value)
    }
}

/// A plain page.
#[derive(Clone, Debug)]
pub struct Page {
    /// What all records have.
    pub head: Head,
    /// Position in the menu.
    pub nav: Option<f64>,
}

impl Page {
    /// Reads a page's own fields.
    pub fn read(head: Head, fields: &Fields) -> Page {
        Page { nav: fields.number("nav").map(|(n, _)| n), head }
    }
}
