//! Who takes which position: actors against claims.

use serde::Serialize;

use crate::base::id::Id;
use crate::model::claim::Claim;
use crate::site::say;

use super::card::{AnswerView, ClaimCard, Name};
use super::compose::Composer;
use super::shell::Href;

/// More columns would not fit on a phone.
const CLAIMS: usize = 8;
/// More rows would not be read.
const ACTORS: usize = 20;

/// The matrix: the first claims of the ledger, and those who take a position on them.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Matrix<'m> {
    /// Its columns: the numbers are those of the ledger's rows.
    pub columns: Vec<Column<'m>>,
    /// Its rows: who says or answers, in order of the claims; last "nobody by name".
    pub rows: Vec<Row<'m>>,
    /// Which positions occur, for the key.
    pub key: Vec<Position>,
    /// How many claims and actors there is no room for.
    pub left_out: usize,
}

/// A claim.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Column<'m> {
    /// In the ledger.
    pub number: usize,
    /// Its page.
    pub href: Href<'m>,
    /// In full, plain, with its denial: for those who hear it.
    pub words: String,
}

/// An actor.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Row<'m> {
    /// Who; nothing for "nobody by name".
    pub name: Option<Name<'m>>,
    /// A cell for each column: the positions, each once.
    pub cells: Vec<Vec<Position>>,
}

/// A position on a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Position {
    /// "says so", "denied" …
    pub label: String,
    /// Colour, as of a status.
    pub tone: &'static str,
    /// Name of the icon.
    pub icon: &'static str,
}

impl<'m> Composer<'m> {
    /// The matrix of the ledger's claims, of each of which there is a card; nothing where one row or column would be all.
    pub fn matrix(&self, claims: &[Id<Claim>], cards: &[ClaimCard<'m>]) -> Option<Matrix<'m>> {
        let shown = cards.len().min(CLAIMS);
        let mut rows: Vec<Row<'m>> = Vec::new();
        let mut key: Vec<Position> = Vec::new();
        for (column, card) in cards.iter().take(CLAIMS).enumerate() {
            let says = card.says.iter().map(|said| (said.by.clone(), says_so()));
            let answers = card.answers.iter().map(|answer| (answer.by.clone(), position(answer)));
            for (name, position) in says.chain(answers) {
                if !key.contains(&position) {
                    key.push(position.clone());
                }
                let cell = &mut row(&mut rows, name, shown).cells[column];
                if !cell.contains(&position) {
                    cell.push(position);
                }
            }
        }
        rows.sort_by_key(|row| row.name.is_none());
        if rows.len() < 2 || shown < 2 {
            return None;
        }
        let left_out = rows.len().saturating_sub(ACTORS) + cards.len() - shown;
        rows.truncate(ACTORS);
        let column = |(number, (id, card)): (usize, (&Id<Claim>, &ClaimCard<'m>))| Column {
            number,
            href: card.href.clone(),
            words: say::claim(self.site, *id),
        };
        let columns = (1..).zip(claims.iter().zip(cards)).take(CLAIMS).map(column).collect();
        Some(Matrix { columns, rows, key, left_out })
    }
}

fn says_so() -> Position {
    Position { label: "says so".to_owned(), tone: "reported", icon: "says" }
}

fn position(answer: &AnswerView) -> Position {
    Position { label: answer.label.to_lowercase(), tone: answer.tone, icon: answer.icon }
}

fn row<'a, 'm>(rows: &'a mut Vec<Row<'m>>, name: Option<Name<'m>>, columns: usize) -> &'a mut Row<'m> {
    let same = |row: &Row| row.name.as_ref().map(|name| name.text) == name.as_ref().map(|name| name.text);
    let at = rows.iter().position(same).unwrap_or_else(|| {
        rows.push(Row { name, cells: vec![Vec::new(); columns] });
        rows.len() - 1
    });
    &mut rows[at]
}
