//! Actors: whoever acts or speaks.

use crate::base::date::Date;
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::base::text::Spanned;
use crate::syntax::fields::{Field, Shape, Table};
use crate::syntax::kind::Kind;
use crate::syntax::read::{Fields, NameForm, Text, Word, Written};

use super::head::{COMMON, Head, NAME};
use super::passage::Passage;

/// What actors may be.
pub const KINDS: &[&str] = &[
    "person",
    "organization",
    "government",
    "ministry",
    "office",
    "mission",
    "alliance",
    "party",
    "company",
    "news-agency",
    "newspaper",
    "broadcaster",
    "collective",
    "forum",
    "country",
    "unnamed",
];

/// Fields of an actor.
pub static TABLE: Table = Table {
    what: "actor",
    groups: &[
        NAME,
        COMMON,
        &[
            Field::new("native_name", Shape::Text, "the name in its own script"),
            Field::new("native_lang", Shape::Text, "the language of `native_name`: `ru`, `uk`"),
            Field::new("sort", Shape::Text, "the name as it is sorted: `Blinken, Antony`"),
            Field::new("kind", Shape::Word(KINDS, "actor.kind"), "person, organization, government …"),
            Field::new("role", Shape::Text, "what the actor is, in a few words"),
            Field::new("roles", Shape::Many(&ROLE, Some("title")), "offices and their time: `{title, of, since, until}`"),
            Field::new("part_of", Shape::Refs(&[Kind::Actor]), "the larger body it belongs to"),
            Field::new("members", Shape::Refs(&[Kind::Actor]), "who belongs to it"),
            Field::new("country", Shape::Text, "the country, as text").naming(&[Kind::Actor, Kind::Place]),
            Field::new("state_owned_by", Shape::Ref(&[Kind::Actor]), "the state that owns it"),
            Field::new("weak", Shape::Names, "descriptions that are linked only after the name"),
            Field::new("variants", Shape::Names, "other spellings, found and linked"),
            Field::new("metonyms", Shape::Names, "words that may stand for it: never linked until `resolve` says so"),
            Field::new("misspellings", Shape::Names, "wrong spellings, found and linked"),
            Field::new("relations", Shape::Many(&RELATION, None), "`{to, type, since, until, source, note}`"),
            Field::new("described_by", Shape::Ref(&[Kind::Actor]), "of an unnamed actor: the outlet that granted anonymity"),
        ],
    ],
};

static ROLE: Table = Table {
    what: "role",
    groups: &[&[
        Field::new("title", Shape::Text, "the office").required(),
        Field::new("of", Shape::Ref(&[Kind::Actor]), "of what"),
        Field::new("since", Shape::Date, "from"),
        Field::new("until", Shape::Date, "until"),
    ]],
};

/// Fields of a relation, in an actor's `relations` and, with `from`, in `relations.yaml`.
pub static RELATION: Table = Table {
    what: "relation",
    groups: &[&[
        Field::new("from", Shape::Ref(&[Kind::Actor]), "who relates, in `relations.yaml`"),
        Field::new("to", Shape::Ref(&[Kind::Actor]), "to whom").required(),
        Field::new("type", Shape::Text, "how: `part of`, `accuses`, `finances`"),
        Field::new("since", Shape::Date, "from").or(&["when"]),
        Field::new("until", Shape::Date, "until"),
        Field::new("source", Shape::Refs(&[Kind::Source]), "where it can be read").or(&["sources"]),
        Field::new("note", Shape::Prose, "a word about it"),
    ]],
};

/// An actor.
#[derive(Clone, Debug)]
pub struct Actor {
    /// What all records have.
    pub head: Head,
    /// Name in its own script.
    pub native: Option<Text>,
    /// Its language.
    pub native_lang: Option<Text>,
    /// Name as sorted.
    pub sort: Option<Text>,
    /// What it is.
    pub kind: Option<Word>,
    /// In a few words.
    pub role: Option<Text>,
    /// Offices over time.
    pub roles: Vec<Role>,
    /// Larger bodies.
    pub part_of: Vec<Written>,
    /// Who belongs to it.
    pub members: Vec<Written>,
    /// Country, as text.
    pub country: Option<Text>,
    /// The state that owns it.
    pub state_owned_by: Option<Written>,
    /// Descriptions, which mean the actor only after a name of it.
    pub weak: Vec<NameForm>,
    /// Other spellings: linked as names are.
    pub variants: Vec<NameForm>,
    /// Wrong spellings: linked, and reported.
    pub misspellings: Vec<NameForm>,
    /// Words that may stand for it.
    pub metonyms: Vec<NameForm>,
    /// Relations to others.
    pub relations: Vec<Relation>,
    /// Of an unnamed actor: the outlet that granted anonymity.
    pub described_by: Option<Written>,
}

/// An office and its time.
#[derive(Clone, Debug)]
pub struct Role {
    /// The office.
    pub title: Text,
    /// Of what.
    pub of: Option<Written>,
    /// From.
    pub since: Option<Spanned<Date>>,
    /// Until.
    pub until: Option<Spanned<Date>>,
}

/// A relation between two actors.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Who relates; the actor that the relation stands at has none.
    pub from: Option<Written>,
    /// To whom.
    pub to: Written,
    /// How.
    pub kind: Option<Text>,
    /// From.
    pub since: Option<Spanned<Date>>,
    /// Until.
    pub until: Option<Spanned<Date>>,
    /// Where it can be read.
    pub sources: Vec<Written>,
    /// A word about it.
    pub note: Option<Passage>,
}

impl Actor {
    /// Reads an actor's own fields.
    pub fn read(mut head: Head, fields: &Fields) -> Actor {
        let (variants, misspellings) = (fields.names("variants"), fields.names("misspellings"));
        let native = fields.text("native_name");
        let more = variants.iter().chain(&misspellings).map(|form| &form.text).chain(&native);
        head.folded.extend(more.map(|name| Key::new(&fold(&name.text))));
        Actor {
            native,
            native_lang: fields.text("native_lang"),
            sort: fields.text("sort"),
            kind: fields.word("kind"),
            role: fields.text("role"),
            roles: fields.records("roles").iter().filter_map(role).collect(),
            part_of: fields.refs("part_of"),
            members: fields.refs("members"),
            country: fields.text("country"),
            state_owned_by: fields.reference("state_owned_by"),
            weak: fields.names("weak"),
            variants,
            misspellings,
            metonyms: fields.names("metonyms"),
            relations: fields.records("relations").iter().filter_map(Relation::read).collect(),
            described_by: fields.reference("described_by"),
            head,
        }
    }

    /// An actor whom nobody defined.
    pub fn stub(head: Head) -> Actor {
        let fields = Fields::empty(head.span);
        Actor::read(head, &fields)
    }

    /// Whether the actor is a person who is not named.
    pub fn unnamed(&self) -> bool {
        self.kind.as_ref().is_some_and(|kind| kind.means == "unnamed")
    }

    /// The name as it is sorted.
    pub fn sort_name(&self) -> &str {
        self.sort.as_ref().map_or(&self.head.title, |sort| &sort.text)
    }
}

impl Relation {
    /// Reads a relation; without `to` it is none.
    pub fn read(fields: &Fields) -> Option<Relation> {
        Some(Relation {
            from: fields.reference("from"),
            to: fields.reference("to")?,
            kind: fields.text("type"),
            since: fields.date("since"),
            until: fields.date("until"),
            sources: fields.refs("source"),
            note: fields.text("note").map(Passage::inline),
        })
    }
}

fn role(fields: &Fields) -> Option<Role> {
    Some(Role {
        title: fields.text("title")?,
        of: fields.reference("of"),
        since: fields.date("since"),
        until: fields.date("until"),
    })
}
