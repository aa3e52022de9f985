//! Queries: fences in prose whose place the answer takes.

use crate::base::date::Date;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Key;
use crate::base::text::{Span, Spanned};
use crate::syntax::fields::{Field, Shape, Table};
use crate::syntax::kind::Kind;
use crate::syntax::markdown::CodeBlock;
use crate::syntax::read::{Reader, Text, Word, Written};
use crate::syntax::yaml::{self, Node, Value};

use super::claim::{self, ANYTHING};
use super::passage::Passage;
use super::{actor, event};

/// What a query asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Events in order of time.
    Timeline,
    /// Claims with who answers.
    Claims,
    /// Actors.
    Actors,
    /// A drawing that is not built yet.
    Drawing(&'static str),
}

impl Asks {
    /// The words of all fences that ask for something.
    pub const WORDS: &[&str] = &["timeline", "claims", "actors", "graph", "map"];

    /// What a fence with this word asks for.
    pub fn of(word: &str) -> Option<Asks> {
        match word {
            "timeline" => Some(Asks::Timeline),
            "claims" => Some(Asks::Claims),
            "actors" => Some(Asks::Actors),
            "graph" => Some(Asks::Drawing("graph")),
            "map" => Some(Asks::Drawing("map")),
            _ => None,
        }
    }

    /// The fields that it may have.
    pub fn table(self) -> &'static Table {
        match self {
            Asks::Timeline => &TIMELINE,
            Asks::Claims => &CLAIMS,
            Asks::Actors => &ACTORS,
            Asks::Drawing(_) => &DRAWING,
        }
    }
}

const COMMON: &[Field] = &[
    Field::new("actor", Shape::Refs(&[Kind::Actor]), "who takes part").or(&["actors"]),
    Field::new("place", Shape::Refs(&[Kind::Place]), "where, or about where").or(&["places", "at"]),
    Field::new("tag", Shape::Texts, "a tag of the record").or(&["tags"]),
    Field::new("arc", Shape::Refs(&[Kind::Arc]), "the telling that it belongs to").or(&["arcs"]),
    Field::new("limit", Shape::Number, "how many at most"),
];

const TIMES: &[Field] =
    &[Field::new("since", Shape::Date, "from when on").or(&["from"]), Field::new("until", Shape::Date, "up to when").or(&["to"])];

static TIMELINE: Table = Table {
    what: "timeline",
    groups: &[
        COMMON,
        TIMES,
        &[
            Field::new("status", Shape::Words(event::STATUSES, "event.status"), "how the event stands"),
            Field::new("compare", Shape::Refs(&[Kind::Actor]), "whose events stand side by side").later(),
        ],
    ],
};

static CLAIMS: Table = Table {
    what: "query for claims",
    groups: &[
        COMMON,
        TIMES,
        &[
            Field::new("status", Shape::Words(claim::STATUSES, "claim.status"), "how the claim stands"),
            Field::new("by", Shape::Refs(&[Kind::Actor]), "who says so"),
            Field::new("about", Shape::Refs(ANYTHING), "whom or what it is about"),
        ],
    ],
};

static ACTORS: Table = Table {
    what: "query for actors",
    groups: &[
        COMMON,
        &[
            Field::new("kind", Shape::Words(actor::KINDS, "actor.kind"), "person, organization, government …"),
            Field::new("part_of", Shape::Refs(&[Kind::Actor]), "the larger body they belong to"),
        ],
    ],
};

static DRAWING: Table = Table {
    what: "drawing",
    groups: &[
        COMMON,
        TIMES,
        &[
            Field::new("event", Shape::Refs(&[Kind::Event]), "what happened there").or(&["events"]),
            Field::new("depth", Shape::Number, "how many steps from the actor"),
        ],
    ],
};

/// A query.
#[derive(Clone, Debug)]
pub struct Query {
    /// What is asked for.
    pub asks: Asks,
    /// Where the word stands that says so.
    pub word: Span,
    /// Who takes part.
    pub actors: Vec<Written>,
    /// Where.
    pub places: Vec<Written>,
    /// Tags.
    pub tags: Vec<Text>,
    /// The tellings they belong to.
    pub arcs: Vec<Written>,
    /// From when on.
    pub since: Option<Spanned<Date>>,
    /// Up to when.
    pub until: Option<Spanned<Date>>,
    /// How they stand.
    pub status: Vec<Word>,
    /// How many at most.
    pub limit: Option<usize>,
    /// Actors whose events were to stand side by side.
    pub compare: Vec<Written>,
    /// Of claims: who says so.
    pub by: Vec<Written>,
    /// Of claims: whom or what they are about.
    pub about: Vec<Written>,
    /// Of actors: their kind.
    pub kind: Vec<Word>,
    /// Of actors: the larger body.
    pub part_of: Vec<Written>,
}

impl Query {
    /// Its references, each with the kinds that it may mean.
    pub fn references(&self) -> impl Iterator<Item = (&Written, &'static [Kind])> {
        let with = |written: &'static [Kind]| move |reference| (reference, written);
        let actors = self.actors.iter().chain(&self.compare).chain(&self.by).chain(&self.part_of).map(with(&[Kind::Actor]));
        let places = self.places.iter().map(with(&[Kind::Place]));
        let arcs = self.arcs.iter().map(with(&[Kind::Arc]));
        actors.chain(places).chain(arcs).chain(self.about.iter().map(with(ANYTHING)))
    }
}

/// Reads a code block that is a query.
pub(super) fn read(reader: &mut Reader<'_>, file: Key, body: &Passage, block: &CodeBlock) -> Option<Query> {
    let asks = Asks::of(block.language()?)?;
    let place = body.span(block.range.clone());
    let before = reader.diagnostics.len();
    let as_it_reads = reader.source.get(place.range()).is_some_and(|text| text.trim_end() == block.text.trim_end());
    let empty = || Node { value: Value::Null, span: place };
    // Within a quotation or a list other marks stand between the lines.
    let (text, range) = if as_it_reads { (reader.source, place.range()) } else { (block.text.as_str(), 0..block.text.len()) };
    let node = yaml::parse(file, text, range, &mut reader.diagnostics).unwrap_or_else(empty);
    let fields = reader.fields(asks.table(), None, &node);
    let limit = fields.number("limit");
    if let Some((_, text)) = limit.as_ref().filter(|(number, _)| *number < 1.0 || number.fract() != 0.0) {
        let message = format!("`{}` is no number of records", text.text);
        reader.diagnostics.push(Diagnostic::error("unknown-query", text.span, message).help("write a whole number from 1 on"));
    }
    for found in &mut reader.diagnostics[before..] {
        in_a_query(found, asks, (!as_it_reads).then_some(place));
    }
    if block.is_open {
        let is_broken = reader.diagnostics.len() > before;
        reader.diagnostics.truncate(before);
        reader.diagnostics.push(never_closed(word(body, block), is_broken));
    }
    Some(Query {
        asks,
        word: word(body, block),
        actors: placed(fields.refs("actor"), as_it_reads, place),
        places: placed(fields.refs("place"), as_it_reads, place),
        tags: fields.texts("tag"),
        arcs: placed(fields.refs("arc"), as_it_reads, place),
        since: fields.date("since"),
        until: fields.date("until"),
        status: fields.words("status"),
        limit: limit.map(|(number, _)| number.max(1.0) as usize),
        compare: placed(fields.refs("compare"), as_it_reads, place),
        by: placed(fields.refs("by"), as_it_reads, place),
        about: placed(fields.refs("about"), as_it_reads, place),
        kind: fields.words("kind"),
        part_of: placed(fields.refs("part_of"), as_it_reads, place),
    })
}

/// What is wrong within it is that it holds the rest of the page.
fn never_closed(word: Span, is_broken: bool) -> Diagnostic {
    let message = "this query is never closed";
    let found = match is_broken {
        true => Diagnostic::error("unknown-query", word, message).label("all that follows is taken for its fields"),
        false => Diagnostic::warning("unknown-query", word, message),
    };
    found.help("write the marks that open it once more, on a line below its fields")
}

/// Where the fence's word stands.
fn word(body: &Passage, block: &CodeBlock) -> Span {
    let word = block.language().unwrap_or_default();
    let start = body.text.text[..block.range.start].rfind(word).unwrap_or(block.range.start);
    body.span(start..(start + word.len()).max(start))
}

fn placed(mut references: Vec<Written>, as_it_reads: bool, place: Span) -> Vec<Written> {
    if !as_it_reads {
        references.iter_mut().for_each(|written| (written.span, written.place) = (place, None));
    }
    references
}

/// What is unknown in a query is an error: there, nothing is kept or shown as it is written.
fn in_a_query(found: &mut Diagnostic, asks: Asks, place: Option<Span>) {
    if matches!(found.rule, "unknown-key" | "unknown-value") {
        found.rule = "unknown-query";
        // What has no effect yet stays a note.
        if found.level != Level::Note {
            found.level = Level::Error;
        }
        let fields: Vec<String> = asks.table().fields().map(|field| format!("`{}`", field.name)).collect();
        for help in &mut found.help {
            *help = match help.as_str() {
                "remove it" => format!("known are {}", fields.join(", ")),
                help => help.strip_prefix("it is shown as written; ").unwrap_or(help).to_owned(),
            };
        }
        found.labels.iter_mut().for_each(|label| label.message = label.message.replace("; it is left out", ""));
    }
    if let Some(place) = place {
        found.span = place;
        found.labels.iter_mut().for_each(|label| label.span = place);
        found.fix.clear();
    }
}
