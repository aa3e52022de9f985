//! Places: where.

use crate::base::fold::fold;
use crate::base::id::Key;
use crate::syntax::fields::{Field, Shape, Table};
use crate::syntax::kind::Kind;
use crate::syntax::read::{Fields, Got, NameForm, Word, Written};

use super::head::{COMMON, Head, NAME};

/// How exactly a place is meant.
pub const PRECISIONS: &[&str] = &["exact", "city", "region", "country"];

/// Fields of a place.
pub static TABLE: Table = Table {
    what: "place",
    groups: &[
        NAME,
        COMMON,
        &[
            Field::new("variants", Shape::Names, "other spellings, found and linked"),
            Field::new("coords", Shape::Coordinates, "`[latitude, longitude]` in degrees"),
            Field::new("precision", Shape::Word(PRECISIONS, "place.precision"), "how exact `coords` are"),
            Field::new("part_of", Shape::Refs(&[Kind::Place]), "the larger place"),
            Field::new(
                "stands_for",
                Shape::Refs(&[Kind::Actor]),
                "the actors its name may stand for: then it is not linked until `resolve` says who or what is meant",
            ),
        ],
    ],
};

/// A place.
#[derive(Clone, Debug)]
pub struct Place {
    /// What all records have.
    pub head: Head,
    /// Other spellings.
    pub variants: Vec<NameForm>,
    /// Latitude and longitude in degrees.
    pub coords: Option<(f64, f64)>,
    /// How exact they are.
    pub precision: Option<Word>,
    /// The larger place.
    pub part_of: Vec<Written>,
    /// The actors its name may stand for.
    pub stands_for: Vec<Written>,
}

impl Place {
    /// Reads a place's own fields.
    pub fn read(mut head: Head, fields: &Fields) -> Place {
        let variants = fields.names("variants");
        head.folded.extend(variants.iter().map(|form| Key::new(&fold(&form.text.text))));
        let coords = match fields.get("coords") {
            Some(Got::Coordinates(latitude, longitude)) => Some((*latitude, *longitude)),
            _ => None,
        };
        Place {
            variants,
            coords,
            precision: fields.word("precision"),
            part_of: fields.refs("part_of"),
            stands_for: fields.refs("stands_for"),
            head,
        }
    }
}
