//! What a site adds to the model: fields of its own, with a type and a label.

use crate::base::date::Date;
use crate::base::text::Spanned;

use super::super::fields::{Field, Shape};
use super::super::kind::Kind;
use super::super::yaml::Node;
use super::got::{Got, Text};
use super::reader::Reader;

/// A field that a site declares.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OwnField {
    /// Of which kind of record.
    pub kind: Kind,
    /// Its name, kept for the life of the process as ids are.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// What readers see before its value.
    pub label: &'static str,
    /// Whether readers may choose by it on the list of its kind.
    pub filter: bool,
}

/// What a field of a site's own holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Holds {
    /// One line of text.
    #[default]
    Text,
    /// Texts.
    List,
    /// A number, shown with its digits as written.
    Number,
    /// A date.
    Date,
    /// A web address.
    Url,
    /// Yes or no.
    Flag,
}

impl Holds {
    /// The types that can be declared.
    pub const WORDS: &'static [&'static str] = &["text", "list", "number", "date", "url", "flag"];

    /// The type of this name.
    pub fn of(word: &str) -> Option<Holds> {
        Some(match word {
            "text" => Holds::Text,
            "list" => Holds::List,
            "number" => Holds::Number,
            "date" => Holds::Date,
            "url" => Holds::Url,
            "flag" => Holds::Flag,
            _ => return None,
        })
    }

    /// How it is read.
    pub fn shape(self) -> Shape {
        match self {
            Holds::Text => Shape::Text,
            Holds::List => Shape::Texts,
            Holds::Number => Shape::Number,
            Holds::Date => Shape::Date,
            Holds::Url => Shape::Url,
            Holds::Flag => Shape::Flag,
        }
    }
}

/// What a record says in a field of the site's own.
#[derive(Clone, Debug)]
pub struct Own {
    /// The field's name.
    pub name: &'static str,
    /// What readers see before the value.
    pub label: &'static str,
    /// The value.
    pub value: OwnValue,
}

/// The value of a field of the site's own.
#[derive(Clone, Debug)]
pub enum OwnValue {
    /// Text.
    Text(Text),
    /// Texts, in order.
    List(Vec<Text>),
    /// A number, and its digits as written.
    Number(f64, Text),
    /// A date.
    Date(Spanned<Date>),
    /// A full http or https address.
    Url(Text),
    /// Yes or no.
    Flag(bool),
}

impl Reader<'_> {
    /// The value of a field of the site's own. `None` where nothing stands in it, or something else, which is complained of.
    pub(super) fn own(&mut self, field: &OwnField, node: &Node) -> Option<Own> {
        let as_table = Field::new(field.name, field.holds.shape(), "the type that site.yaml declares under `fields:`");
        let value = match (field.holds, self.value(&as_table, node)?) {
            (Holds::Url, Got::Text(text)) => OwnValue::Url(text),
            (_, Got::Text(text)) => OwnValue::Text(text),
            (_, Got::Texts(texts)) if !texts.is_empty() => OwnValue::List(texts),
            (_, Got::Number(number, text)) => OwnValue::Number(number, text),
            (_, Got::Date(date)) => OwnValue::Date(date),
            (_, Got::Flag(flag)) => OwnValue::Flag(flag),
            _ => return None,
        };
        Some(Own { name: field.name, label: field.label, value })
    }
}
