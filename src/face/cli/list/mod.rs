//! `list`: records, or what waits for an editor, a line each with the place of its definition.
//!
//! Where the content has errors, what can be read is listed all the same: an editor who looks for a name is not helped by a refusal. The
//! number of errors stands on stderr, and the exit code says that something may be missing.

mod due;
mod held;
mod rows;

use std::io::Write;
use std::sync::Arc;

use serde::Serialize;

use crate::analysis::rules::orphan;
use crate::analysis::wording::called_in_text;
use crate::base::diagnostic::Level;
use crate::base::text::Lines;
use crate::engine::snapshot::Snapshot;
use crate::face::args::{Common, Extent, List, ListKind};
use crate::model::head::Head;
use crate::model::registry::RecordId;
use crate::site::words::count;
use crate::syntax::kind::Kind;

use super::table::{Table, in_days};
use super::{Exit, fail, say, say_help, site, warn};

/// Runs the command.
pub(super) fn run(common: &Common, list: &List) -> Exit {
    match try_run(common, list) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_run(common: &Common, list: &List) -> Result<Exit, Exit> {
    let root = site::root(common)?;
    let snapshot = site::open_extent(common, list.extent.clone(), &root)?;
    let listed = match list.kind {
        ListKind::Actors => records(&snapshot, Kind::Actor, list.json)?,
        ListKind::Events => records(&snapshot, Kind::Event, list.json)?,
        ListKind::Sources => records(&snapshot, Kind::Source, list.json)?,
        ListKind::Claims => records(&snapshot, Kind::Claim, list.json)?,
        ListKind::Orphans => Listed::of(&orphans(&snapshot), list.json, "orphan", "orphans"),
        ListKind::Due => Listed::of(&due::due(&snapshot), list.json, "thing due", "things due"),
        ListKind::Drafts => {
            let published = match list.extent.drafts || list.extent.future {
                true => {
                    let extent = Extent { drafts: false, future: false, ..list.extent.clone() };
                    site::open_extent(common, extent, &root)?
                }
                false => Arc::clone(&snapshot),
            };
            // Drafts must not move the day from which others are published.
            let today = published.facts.model.today.or(snapshot.facts.model.today);
            let extent = Extent { drafts: true, future: true, today, ..list.extent.clone() };
            let whole = site::open_extent(common, extent, &root)?;
            let (one, many) = ("record that is not published", "records that are not published");
            Listed::of(&held::held(&published, &whole), list.json, one, many)
        }
    };
    // Whoever closes the pipe has read enough.
    let _ = anstream::stdout().write_all(&listed.bytes);
    if !common.quiet {
        let day = snapshot.facts.model.today.filter(|_| list.kind == ListKind::Due);
        say("Listed", &format!("{}{}", listed.counted, day.map(|day| format!(" as of {day}")).unwrap_or_default()));
    }
    let errors = snapshot.diagnostics.iter().filter(|found| found.level == Level::Error).count();
    if errors > 0 {
        warn(&format!("the content has {}, so something may be missing here", count(errors, "error", "errors")));
        say_help("`whowhen check` shows what is wrong");
    }
    Ok(site::exit(&snapshot.diagnostics, &site::config(common)))
}

/// What is printed, and how much it is.
struct Listed {
    bytes: Vec<u8>,
    counted: String,
}

/// What can be a line of a table, beside an object of JSON.
trait Row: Serialize {
    /// Its cells, the place last.
    fn cells(&self) -> Vec<String>;
}

impl Listed {
    fn of<T: Row>(rows: &[T], json: bool, one: &str, many: &str) -> Listed {
        let bytes = match json {
            true => serde_json::to_vec_pretty(rows).map(|bytes| [&bytes[..], b"\n"].concat()).unwrap_or_default(),
            false => rows.iter().map(Row::cells).collect::<Table>().print(),
        };
        Listed { bytes, counted: count(rows.len(), one, many) }
    }
}

/// A record, and where it is defined.
#[derive(Serialize)]
struct Item {
    kind: &'static str,
    id: String,
    title: String,
    file: String,
    line: usize,
}

impl Item {
    fn of(snapshot: &Snapshot, id: RecordId) -> Item {
        let head = snapshot.facts.model.head(id);
        Item {
            kind: head.kind.word(),
            id: head.id.to_string(),
            title: title(snapshot, id),
            file: head.file().to_string(),
            line: line(snapshot, head),
        }
    }

    fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

impl Row for Item {
    fn cells(&self) -> Vec<String> {
        vec![self.kind.to_owned(), self.id.clone(), self.title.clone(), self.place()]
    }
}

/// What a record is called, a claim that is denied never without the denial.
fn title(snapshot: &Snapshot, id: RecordId) -> String {
    called_in_text(&snapshot.facts.model, id).into_owned()
}

fn line(snapshot: &Snapshot, head: &Head) -> usize {
    let text = snapshot.text(head.file()).unwrap_or_default();
    Lines::of(text).position(text, head.span.start as usize).line
}

fn orphans(snapshot: &Snapshot) -> Vec<Item> {
    orphan::orphans(&snapshot.facts).into_iter().map(|id| Item::of(snapshot, id)).collect()
}

/// The records of a kind: as the exports have them, or as a table.
fn records(snapshot: &Snapshot, kind: Kind, json: bool) -> Result<Listed, Exit> {
    let rows = rows::rows(snapshot, kind);
    let counted = count(rows.len(), kind.word(), kind.plural());
    let bytes = match json {
        true => snapshot.records(kind).ok_or_else(|| {
            fail("records have no addresses while the theme can't be used", &["`whowhen check` says what is wrong with it"]);
            Exit::Setup
        })?,
        false => rows.into_iter().collect::<Table>().print(),
    };
    Ok(Listed { bytes, counted })
}
