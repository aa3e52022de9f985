//! Field tables: what a record may say, declared once for its reader, its schema, its completion and its manual page.

use super::kind::Kind;

/// The fields of a record, in groups so that tables share them.
#[derive(Debug)]
pub struct Table {
    /// What the record is called in messages: "actor", "answer".
    pub what: &'static str,
    /// Its fields.
    pub groups: &'static [&'static [Field]],
}

impl Table {
    /// All fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.groups.iter().flat_map(|group| group.iter())
    }

    /// The field that is written with this name or alias.
    pub fn find(&self, written: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.name == written || field.aliases.contains(&written))
    }
}

/// A field.
#[derive(Debug)]
pub struct Field {
    /// Canonical name, as exports show it.
    pub name: &'static str,
    /// Other names that are accepted.
    pub aliases: &'static [&'static str],
    /// What it holds.
    pub shape: Shape,
    /// Whether a record without it is an error.
    pub required: bool,
    /// Whether what it asks for is not built yet: accepted, with a note.
    pub later: bool,
    /// The kinds of records that its texts may name: such a name is followed when a record gets another id.
    pub names: &'static [Kind],
    /// One sentence for the manual.
    pub doc: &'static str,
}

impl Field {
    /// An optional field.
    pub const fn new(name: &'static str, shape: Shape, doc: &'static str) -> Field {
        Field { name, aliases: &[], shape, required: false, later: false, names: &[], doc }
    }

    /// Accepts other names as well.
    pub const fn or(mut self, aliases: &'static [&'static str]) -> Field {
        self.aliases = aliases;
        self
    }

    /// Says that its texts may name records of these kinds, and need not.
    pub const fn naming(mut self, kinds: &'static [Kind]) -> Field {
        self.names = kinds;
        self
    }

    /// Asks for it.
    pub const fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// Marks it as accepted but without effect yet.
    pub const fn later(mut self) -> Field {
        self.later = true;
        self
    }
}

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// One line of text.
    Text,
    /// Inline Markdown with citations.
    Prose,
    /// A list of texts; one text is a list of one.
    Texts,
    /// A list of inline Markdown texts.
    Proses,
    /// A full http or https address.
    Url,
    /// A list of addresses.
    Urls,
    /// A date in the grammar of `base::date`.
    Date,
    /// `true` or `false`.
    Flag,
    /// A number, whole or not.
    Number,
    /// `true` or `false` of a number that stands elsewhere, or the number itself.
    Estimate,
    /// `true` or `false` of a text that stands elsewhere, or that text in other words.
    Rendering,
    /// A word of a vocabulary; the name is the one under which a site may add its own words.
    Word(&'static [&'static str], &'static str),
    /// Words of a vocabulary; one word is a list of one.
    Words(&'static [&'static str], &'static str),
    /// A reference to a record of one of these kinds, or an inline one.
    Ref(&'static [Kind]),
    /// A list of those.
    Refs(&'static [Kind]),
    /// One map with fields of its own.
    One(&'static Table),
    /// A list of such maps; a single map is a list of one, and a scalar stands for a map with this one field.
    Many(&'static Table, Option<&'static str>),
    /// Names: text, or `{text, case, lang}`.
    Names,
    /// A map from words to the actors they stand for.
    Meanings,
    /// Latitude and longitude in degrees.
    Coordinates,
    /// Anything; kept as written.
    Any,
}

impl Shape {
    /// What to write there, for messages.
    pub fn wants(self) -> &'static str {
        match self {
            Shape::Text | Shape::Prose => "text",
            Shape::Texts | Shape::Proses => "a list of texts",
            Shape::Url => "an address",
            Shape::Urls => "a list of addresses",
            Shape::Date => "a date",
            Shape::Flag => "`true` or `false`",
            Shape::Number => "a number",
            Shape::Rendering => "`true`, `false` or text",
            Shape::Estimate => "`true`, `false` or a number",
            Shape::Word(..) => "a word",
            Shape::Words(..) => "a word or a list of words",
            Shape::Ref(_) => "a name or an id",
            Shape::Refs(_) => "a list of names or ids",
            Shape::One(_) => "a map of fields",
            Shape::Many(_, None) => "a list of entries with fields of their own",
            Shape::Many(_, Some(_)) => "a word, or a list of entries with fields of their own",
            Shape::Names => "a list of names",
            Shape::Meanings => "a map from words to actors",
            Shape::Coordinates => "two numbers, `[latitude, longitude]`",
            Shape::Any => "anything",
        }
    }
}
