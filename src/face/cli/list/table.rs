//! Records as the lines of a table.

use crate::base::date::Date;
use crate::base::text::Spanned;
use crate::engine::snapshot::Snapshot;
use crate::face::cli::site::for_log;
use crate::model::event::Status;
use crate::model::registry::RecordId;
use crate::site::say;
use crate::syntax::kind::Kind;

use super::Item;

/// A longer cell is cut, so that a line stays a line.
const LONGEST: usize = 60;

/// Lines of cells, the place of the definition last.
pub(super) struct Table(Vec<Vec<String>>);

impl FromIterator<Vec<String>> for Table {
    fn from_iter<I: IntoIterator<Item = Vec<String>>>(rows: I) -> Table {
        Table(rows.into_iter().collect())
    }
}

impl Table {
    /// The lines, each column as wide as its widest cell.
    pub(super) fn print(self) -> Vec<u8> {
        let rows: Vec<Vec<String>> = self.0.iter().map(|row| shown(row)).collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
        let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
        let line = |row: &Vec<String>| {
            let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
            format!("{}\n", for_log(cells.join("  ").trim_end().to_owned()))
        };
        rows.iter().map(line).collect::<String>().into_bytes()
    }
}

/// The cells without what would steer a terminal, cut where they are long; the place is never cut, since programs read it.
fn shown(row: &[String]) -> Vec<String> {
    let calm = |cell: &String| cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let cut = |cell: String| match cell.chars().count() > LONGEST {
        true => cell.chars().take(LONGEST - 1).chain(['…']).collect(),
        false => cell,
    };
    let last = row.len().saturating_sub(1);
    row.iter().enumerate().map(|(at, cell)| if at == last { calm(cell) } else { cut(calm(cell)) }).collect()
}

/// The records of a kind: events in order of time, all others in order of id.
pub(super) fn rows(snapshot: &Snapshot, kind: Kind) -> Vec<Vec<String>> {
    let (facts, model) = (&snapshot.facts, &snapshot.facts.model);
    let ids: Vec<RecordId> = match kind {
        Kind::Event => facts.timeline.iter().map(|id| RecordId::Event(*id)).collect(),
        kind => model.ids().into_iter().filter(|id| id.kind() == kind).collect(),
    };
    let row = |id: RecordId| {
        let item = Item::of(snapshot, id);
        let place = item.place();
        match id {
            RecordId::Actor(actor) => {
                let word = model.actors[actor].kind.as_ref().map(|kind| kind.text.clone());
                let stub = || if model.head(id).stub { "only named".to_owned() } else { none() };
                vec![item.id, item.title, word.unwrap_or_else(stub), place]
            }
            RecordId::Event(event) => {
                let event = &model.events[event];
                vec![day(&event.when), item.id, item.title, status(&event.status), place]
            }
            RecordId::Source(source) => {
                let source = &model.sources[source];
                let publisher = source.publisher.as_ref().map(|publisher| say::actor(model, publisher).to_owned());
                vec![item.id, item.title, publisher.unwrap_or_else(none), day(&source.published), place]
            }
            RecordId::Claim(claim) => vec![item.id, item.title, status(&model.claims[claim].status), place],
            _ => vec![item.id, item.title, place],
        }
    };
    ids.into_iter().map(row).collect()
}

fn none() -> String {
    "–".to_owned()
}

fn day(date: &Option<Spanned<Date>>) -> String {
    date.as_ref().map_or_else(none, |date| date.value.edtf())
}

fn status(steps: &[Status]) -> String {
    steps.last().map_or_else(none, |step| step.is.text.clone())
}
