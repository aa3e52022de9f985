//! Where records are named and defined, each with the bytes that say so.

use crate::base::text::Span;
use crate::syntax::kind::Kind;

/// How a record is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By an id, a name or an alias, as a wikilink also by the path of its file.
    Name,
    /// By its id and nothing else: `id: …`, a key in a map of records.
    Id,
    /// By a link to its file or its address, relative to the file that it stands in.
    Link,
}

/// A place where a record is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) form: Form,
    /// The name as the file has it, without brackets and kind.
    pub(super) name: String,
    /// The kind that was said before it.
    pub(super) kind: Option<Kind>,
    /// The kinds that it may mean.
    pub(super) kinds: &'static [Kind],
    /// The bytes of the name; where it is not `exact`, those of the value around it.
    pub(super) span: Span,
    /// Whether the file has the name as it reads: else nothing can be written in its place.
    pub(super) exact: bool,
}

/// What a definition is made of, for whoever adds a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The front matter of a Markdown file. `head` is what stands between the fences; `None` where there are none.
    File { head: Option<Span> },
    /// A map, with the places of its keys and values.
    Map,
    /// A key without a value: `kuleba:`.
    Nothing,
    /// A callout in prose: fields are lines of it.
    Callout,
    /// An entry of a bibliography, which takes no field of ours.
    Bibliography,
}

/// In what a definition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seat {
    /// A file of its own.
    File,
    /// A data file, among others: as an item of a list, or below its key.
    Data,
    /// The place of a reference.
    Reference,
    /// Below its key in the place of a list of references: all of that place, if no other stands there.
    Keyed(Option<Span>),
    /// A callout in prose.
    Callout,
    /// A bibliography.
    Bibliography,
}

/// A record's definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Definition {
    pub(super) kind: Kind,
    /// Its `id:`, or its key in a map of records.
    pub(super) id: Option<(String, Span)>,
    /// Whether the id is a key: then the fields stand below it.
    pub(super) keyed: bool,
    /// Whether it says so little that it may be a mere reference.
    pub(super) slight: bool,
    /// All of its fields; of a keyed one without the key.
    pub(super) span: Span,
    /// Its fields, in order.
    pub(super) fields: Vec<Entry>,
    pub(super) shape: Shape,
    pub(super) seat: Seat,
    /// Of a callout the text of its claim.
    pub(super) text: Option<String>,
}

/// A field of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) key: Span,
    pub(super) value: Span,
    /// Of a list its items.
    pub(super) items: Option<Vec<(String, Span)>>,
    pub(super) empty: bool,
}

impl Definition {
    /// A field by its name.
    pub(super) fn field(&self, name: &str) -> Option<&Entry> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether a record that begins there is this one.
    pub(super) fn begins_at(&self, span: Span) -> bool {
        let id = self.id.as_ref().map(|(_, place)| place.start);
        let start = if matches!(self.shape, Shape::File { .. }) { 0 } else { self.span.start };
        span.file == self.span.file && (id == Some(span.start) || start == span.start)
    }
}

/// What a file names and defines.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) places: Vec<Place>,
    pub(super) definitions: Vec<Definition>,
    /// Where it can't be read: what stands there is not known.
    pub(super) unreadable: Option<Span>,
}
