//! Events: what happened, or was to happen.

use crate::base::date::Date;
use crate::base::text::Spanned;
use crate::syntax::fields::{Field, Shape, Table};
use crate::syntax::kind::Kind;
use crate::syntax::read::{Fields, Text, Word, Written};

use super::head::{COMMON, Head};

/// How an event may stand.
pub const STATUSES: &[&str] = &[
    "planned",
    "announced",
    "occurred",
    "reported",
    "alleged",
    "hypothetical",
    "cancelled",
    "postponed",
    "disputed",
    "confirmed",
];

/// Fields of an event.
pub static TABLE: Table = Table {
    what: "event",
    groups: &[
        EVENT_TITLE,
        COMMON,
        &[
            Field::new("when", Shape::Date, "the day, or as much as is known of it").or(&["date"]).required(),
            Field::new("said", Shape::Text, "the words of the source: `last week`"),
            Field::new("at", Shape::Ref(&[Kind::Place]), "where").or(&["location", "place"]),
            Field::new("actors", Shape::Refs(&[Kind::Actor]), "who took part; `{actor, as: role}` says in which part"),
            Field::new("participants_by_role", Shape::Texts, "who took part and is known by office only"),
            Field::new("status", Shape::Many(&HISTORY, Some("is")), "one word, or a history `[{is, as_of, source}]`"),
            Field::new("type", Shape::Text, "talks, visit, statement …"),
            Field::new("importance", Shape::Number, "1 to 10"),
            Field::new("order", Shape::Number, "which of several events of one day comes first").or(&["weight"]),
            Field::new("sources", Shape::Refs(&[Kind::Source]), "where it can be read").or(&["source"]),
            Field::new("claims", Shape::Refs(&[Kind::Claim]), "what is said about it"),
            Field::new("responds_to", Shape::Refs(&[Kind::Event]), "the events that it answers"),
            Field::new("announces", Shape::Refs(&[Kind::Event]), "the events that it announces"),
            Field::new("quantity", Shape::Many(&QUANTITY, None), "a figure: `{n, about, at_least, at_most, unit, as_of}`"),
        ],
    ],
};

const EVENT_TITLE: &[Field] = &[Field::new("title", Shape::Text, "what happened, in a few words").or(&["name", "what"])];

static HISTORY: Table = Table {
    what: "status",
    groups: &[&[
        Field::new("is", Shape::Word(STATUSES, "event.status"), "the status").required(),
        Field::new("as_of", Shape::Date, "since when").or(&["since", "when"]),
        Field::new("source", Shape::Refs(&[Kind::Source]), "where it can be read").or(&["sources"]),
    ]],
};

/// Fields of a figure.
pub static QUANTITY: Table = Table {
    what: "quantity",
    groups: &[&[
        Field::new("n", Shape::Number, "the number"),
        Field::new("about", Shape::Estimate, "`true` where the number is an estimate; or the estimate itself"),
        Field::new("at_least", Shape::Number, "the least it may be"),
        Field::new("at_most", Shape::Number, "the most it may be"),
        Field::new("unit", Shape::Text, "of what: `people`"),
        Field::new("as_of", Shape::Date, "the day for which it was given"),
    ]],
};

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// What all records have.
    pub head: Head,
    /// When; `None` only while the record is broken.
    pub when: Option<Spanned<Date>>,
    /// The words of the source.
    pub said: Option<Text>,
    /// Where.
    pub at: Option<Written>,
    /// Who took part.
    pub actors: Vec<Written>,
    /// Who is known by office only.
    pub participants_by_role: Vec<Text>,
    /// Statuses in order of time.
    pub status: Vec<Status>,
    /// What sort of event.
    pub kind: Option<Text>,
    /// 1 to 10.
    pub importance: Option<f64>,
    /// Place among the events of its day.
    pub order: f64,
    /// Where it can be read.
    pub sources: Vec<Written>,
    /// What is said about it.
    pub claims: Vec<Written>,
    /// What it answers.
    pub responds_to: Vec<Written>,
    /// What it announces.
    pub announces: Vec<Written>,
    /// Figures.
    pub quantities: Vec<Quantity>,
}

/// A step in the history of a status.
#[derive(Clone, Debug)]
pub struct Status {
    /// What held.
    pub is: Word,
    /// Since when.
    pub as_of: Option<Spanned<Date>>,
    /// Where it can be read.
    pub sources: Vec<Written>,
}

/// A figure that somebody gives.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// The number, as written.
    pub n: Option<Text>,
    /// Whether it is an estimate.
    pub about: bool,
    /// The least it may be.
    pub at_least: Option<Text>,
    /// The most it may be.
    pub at_most: Option<Text>,
    /// Of what.
    pub unit: Option<Text>,
    /// The day for which it was given.
    pub as_of: Option<Spanned<Date>>,
}

impl Event {
    /// Reads an event's own fields.
    pub fn read(head: Head, fields: &Fields) -> Event {
        Event {
            when: fields.date("when"),
            said: fields.text("said"),
            at: fields.reference("at"),
            actors: fields.refs("actors"),
            participants_by_role: fields.texts("participants_by_role"),
            status: Status::history(fields),
            kind: fields.text("type"),
            importance: fields.number("importance").map(|(n, _)| n),
            order: fields.number("order").map_or(0.0, |(n, _)| n),
            sources: fields.refs("sources"),
            claims: fields.refs("claims"),
            responds_to: fields.refs("responds_to"),
            announces: fields.refs("announces"),
            quantities: fields.records("quantity").iter().map(Quantity::read).collect(),
            head,
        }
    }
}

impl Status {
    /// Reads the `status` of an event or a claim, in order of time; a step without a date stays behind the one that it was written behind.
    pub fn history(fields: &Fields) -> Vec<Status> {
        let read = |step: &Fields| Some(Status { is: step.word("is")?, as_of: step.date("as_of"), sources: step.refs("source") });
        let mut steps: Vec<Status> = fields.records("status").iter().filter_map(read).collect();
        let mut since: Option<Date> = None;
        let dated = |step: &Status| {
            since = step.as_of.as_ref().map(|date| date.value.clone()).or(since.take());
            since.clone()
        };
        let keys: Vec<Option<Date>> = steps.iter().map(dated).collect();
        let mut order: Vec<(Option<Date>, Status)> = keys.into_iter().zip(steps.drain(..)).collect();
        order.sort_by(|(a, _), (b, _)| a.cmp(b));
        order.into_iter().map(|(_, step)| step).collect()
    }
}

impl Quantity {
    /// Reads a figure.
    pub fn read(fields: &Fields) -> Quantity {
        let number = |name| fields.number(name).map(|(_, text)| text);
        Quantity {
            n: number("n").or_else(|| number("about")),
            about: fields.flag("about").unwrap_or_else(|| fields.has("about")),
            at_least: number("at_least"),
            at_most: number("at_most"),
            unit: fields.text("unit"),
            as_of: fields.date("as_of"),
        }
    }
}
