//! Claims: one statement that somebody makes, who makes it on whose word, and who answers.

use crate::base::date::Date;
use crate::base::text::{Span, Spanned};
use crate::syntax::fields::{Field, Shape, Table};
use crate::syntax::kind::Kind;
use crate::syntax::read::{Fields, Text, Word, Written};

use super::event::{QUANTITY, Quantity, Status};
use super::head::{COMMON, Head, TITLE};
use super::passage::Passage;

/// How a claim may stand.
pub const STATUSES: &[&str] = &[
    "asserted",
    "reported",
    "single-origin",
    "corroborated",
    "disputed",
    "denied",
    "confirmed",
    "refuted",
    "retracted",
    "unresolved",
    "open",
];

/// How somebody may answer.
pub const STANCES: &[&str] =
    &["denies", "disputes-part", "sidesteps", "declines-to-comment", "no-information", "supports", "confirms"];

/// Everything that `about` and wikilinks may mean.
pub const ANYTHING: &[Kind] =
    &[Kind::Briefing, Kind::Actor, Kind::Event, Kind::Source, Kind::Claim, Kind::Place, Kind::Arc, Kind::Page];

/// Fields of a claim.
pub static TABLE: Table = Table {
    what: "claim",
    groups: &[
        TITLE,
        COMMON,
        &[
            Field::new("text", Shape::Prose, "the claim in one sentence").required(),
            Field::new("about", Shape::Refs(ANYTHING), "whom and what it is about"),
            Field::new("asserted", Shape::Many(&ASSERTION, Some("by")), "who says so: `[{by, when, source, …}]`"),
            Field::new("by", Shape::Refs(&[Kind::Actor]), "short for one assertion: who says so"),
            Field::new("date", Shape::Date, "short for one assertion: when").or(&["when"]),
            Field::new("source", Shape::Refs(&[Kind::Source]), "short for one assertion: where it can be read").or(&["sources"]),
            Field::new("locator", Shape::Text, "short for one assertion: where in the source"),
            Field::new("responses", Shape::Many(&RESPONSE, None), "who answers: `[{by, stance, when, …}]`"),
            Field::new("denied_by", Shape::Refs(&[Kind::Actor]), "short for an answer that denies"),
            Field::new("status", Shape::Many(&HISTORY, Some("is")), "one word, or a history `[{is, as_of, source}]`"),
            Field::new("quantity", Shape::Many(&QUANTITY, None), "the figure that it gives"),
            Field::new("expects", Shape::One(&EXPECTATION), "what is expected: `{what, by_when, met}`"),
            Field::new("hedge", Shape::Text, "the word by which nobody owns it: `allegedly`"),
            Field::new("verdict", Shape::Prose, "what the editors found, in a few words"),
            Field::new("reviewed_by", Shape::Text, "who found it: with this, the verdict is a review of the claim")
                .naming(&[Kind::Actor]),
        ],
    ],
};

static ASSERTION: Table = Table {
    what: "assertion",
    groups: &[&[
        Field::new("by", Shape::Ref(&[Kind::Actor]), "who says so"),
        Field::new("when", Shape::Date, "when it was said").or(&["date"]),
        Field::new("quote", Shape::Prose, "in what words"),
        Field::new("citing", Shape::Refs(&[Kind::Actor]), "on whose word"),
        Field::new("chain", Shape::Refs(&[Kind::Actor, Kind::Source]), "from the origin to the document that was read"),
        Field::new("source", Shape::Refs(&[Kind::Source]), "where it can be read").or(&["sources"]),
        Field::new("locator", Shape::Text, "where in the source"),
        Field::new("hedge", Shape::Text, "the word by which nobody owns it"),
    ]],
};

static RESPONSE: Table = Table {
    what: "answer",
    groups: &[&[
        Field::new("by", Shape::Ref(&[Kind::Actor]), "who answers"),
        Field::new("stance", Shape::Word(STANCES, "claim.stance"), "how").required(),
        Field::new("when", Shape::Date, "when").or(&["date"]),
        Field::new("quote", Shape::Prose, "in what words"),
        Field::new("to", Shape::Ref(&[Kind::Actor]), "to whom"),
        Field::new("source", Shape::Refs(&[Kind::Source]), "where it can be read").or(&["sources"]),
        Field::new("locator", Shape::Text, "where in the source"),
    ]],
};

static HISTORY: Table = Table {
    what: "status",
    groups: &[&[
        Field::new("is", Shape::Word(STATUSES, "claim.status"), "the status").required(),
        Field::new("as_of", Shape::Date, "since when").or(&["since", "when"]),
        Field::new("source", Shape::Refs(&[Kind::Source]), "where it can be read").or(&["sources"]),
    ]],
};

static EXPECTATION: Table = Table {
    what: "expectation",
    groups: &[&[
        Field::new("what", Shape::Text, "what is expected"),
        Field::new("by_when", Shape::Date, "until when"),
        Field::new("met", Shape::Text, "whether it was met, or when"),
    ]],
};

/// A claim.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What all records have.
    pub head: Head,
    /// The claim; `None` only while the record is broken.
    pub text: Option<Passage>,
    /// The claim as plain text, without marks; its title while it has none.
    pub words: String,
    /// Whom and what it is about.
    pub about: Vec<Written>,
    /// Who says so.
    pub asserted: Vec<Assertion>,
    /// Who answers.
    pub responses: Vec<Response>,
    /// Statuses in order of time.
    pub status: Vec<Status>,
    /// The figures that it gives.
    pub quantities: Vec<Quantity>,
    /// What is expected.
    pub expects: Option<Expectation>,
    /// The word by which nobody owns it.
    pub hedge: Option<Text>,
    /// What the editors found: never part of what was said.
    pub verdict: Option<Passage>,
    /// Who found it.
    pub reviewed_by: Option<Text>,
}

/// Somebody says so.
#[derive(Clone, Debug)]
pub struct Assertion {
    /// Who.
    pub by: Option<Written>,
    /// When.
    pub when: Option<Spanned<Date>>,
    /// In what words.
    pub quote: Option<Passage>,
    /// On whose word.
    pub citing: Vec<Written>,
    /// From the origin to the document that was read.
    pub chain: Vec<Written>,
    /// Where it can be read.
    pub sources: Vec<Written>,
    /// Where in the source.
    pub locator: Option<Text>,
    /// The word by which nobody owns it.
    pub hedge: Option<Text>,
}

/// Somebody answers.
#[derive(Clone, Debug)]
pub struct Response {
    /// Who.
    pub by: Option<Written>,
    /// How: a word of [`STANCES`], or another as written.
    pub stance: Word,
    /// When.
    pub when: Option<Spanned<Date>>,
    /// In what words.
    pub quote: Option<Passage>,
    /// To whom.
    pub to: Option<Written>,
    /// Where it can be read.
    pub sources: Vec<Written>,
    /// Where in the source.
    pub locator: Option<Text>,
}

/// What is expected.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// What.
    pub what: Option<Text>,
    /// Until when.
    pub by_when: Option<Spanned<Date>>,
    /// Whether it was met, or when.
    pub met: Option<Text>,
}

/// What editors write for an expectation of which nothing is known yet.
const UNKNOWN: [&str; 7] = ["not yet", "open", "pending", "unknown", "unclear", "tbd", "?"];

/// What came of an expectation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<'w> {
    /// It was not met.
    Missed,
    /// It was met.
    Met,
    /// It was met on a day.
    MetOn(Date),
    /// In other words.
    Other(&'w str),
}

impl Expectation {
    /// What came of it, where the editors say so.
    pub fn outcome(&self) -> Option<Outcome<'_>> {
        let met = self.met.as_ref()?.text.trim();
        if UNKNOWN.iter().any(|word| met.eq_ignore_ascii_case(word)) {
            return None;
        }
        Some(match met {
            "false" | "no" | "No" | "NO" => Outcome::Missed,
            "true" | "yes" | "Yes" | "YES" => Outcome::Met,
            other => Date::parse(other).map_or(Outcome::Other(other), Outcome::MetOn),
        })
    }
}

impl Response {
    /// Whether it denies the claim, or part of it.
    pub fn denies(&self) -> bool {
        matches!(self.stance.means.as_str(), "denies" | "disputes-part")
    }
}

impl Claim {
    /// What it is called in passing: its title, else its words.
    pub fn called(&self) -> &str {
        if self.head.titled { &self.head.title } else { &self.words }
    }

    /// Where it is pointed at: its title, else its words.
    pub fn place(&self) -> Span {
        match &self.text {
            Some(text) if !self.head.titled => text.text.span,
            _ if self.head.titled => self.head.title_span,
            _ => self.head.span,
        }
    }

    /// Reads a claim's own fields.
    pub fn read(head: Head, fields: &Fields) -> Claim {
        let expects = fields.records("expects").first();
        let text = fields.text("text").map(Passage::inline);
        Claim {
            words: text.as_ref().map_or_else(|| head.title.clone(), |text| text.prose.plain()),
            text,
            about: fields.refs("about"),
            asserted: assertions(fields),
            responses: responses(fields),
            status: Status::history(fields),
            quantities: fields.records("quantity").iter().map(Quantity::read).collect(),
            expects: expects.map(|map| Expectation {
                what: map.text("what"),
                by_when: map.date("by_when"),
                met: map.text("met"),
            }),
            hedge: fields.text("hedge"),
            verdict: fields.text("verdict").map(Passage::inline),
            reviewed_by: fields.text("reviewed_by"),
            head,
        }
    }
}

fn assertions(fields: &Fields) -> Vec<Assertion> {
    let read = |map: &Fields| Assertion {
        by: map.reference("by"),
        when: map.date("when"),
        quote: map.text("quote").map(Passage::inline),
        citing: map.refs("citing"),
        chain: map.refs("chain"),
        sources: map.refs("source"),
        locator: map.text("locator"),
        hedge: map.text("hedge"),
    };
    let mut asserted: Vec<Assertion> = fields.records("asserted").iter().map(read).collect();
    // The short form. Where the long form is there too, both count.
    let owners = fields.refs("by");
    if owners.is_empty() && asserted.is_empty() && (fields.has("source") || fields.has("date")) {
        asserted.push(short(fields, None));
    }
    asserted.extend(owners.into_iter().map(|by| short(fields, Some(by))));
    asserted
}

fn short(fields: &Fields, by: Option<Written>) -> Assertion {
    let (when, sources, hedge) = (fields.date("date"), fields.refs("source"), fields.text("hedge"));
    let locator = fields.text("locator");
    Assertion { by, when, quote: None, citing: Vec::new(), chain: Vec::new(), sources, locator, hedge }
}

fn responses(fields: &Fields) -> Vec<Response> {
    let read = |map: &Fields| {
        Some(Response {
            by: map.reference("by"),
            stance: map.word("stance")?,
            when: map.date("when"),
            quote: map.text("quote").map(Passage::inline),
            to: map.reference("to"),
            sources: map.refs("source"),
            locator: map.text("locator"),
        })
    };
    let mut responses: Vec<Response> = fields.records("responses").iter().filter_map(read).collect();
    responses.extend(fields.refs("denied_by").into_iter().map(|by| Response {
        stance: Word { text: "denies".to_owned(), span: by.span, means: "denies".to_owned() },
        by: Some(by),
        when: None,
        quote: None,
        to: None,
        sources: Vec::new(),
        locator: None,
    }));
    responses
}
