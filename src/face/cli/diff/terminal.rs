//! What changed, on a terminal: a line a record, and below it what it says now.

use crate::analysis::diff::Section;
use crate::face::cli::site::for_log;
use crate::face::cli::table::{Table, calm};
use crate::site::words::thousands;

use super::Told;
use super::words::{self, Line};

/// All sections of which something changed.
pub(super) fn sections(told: &Told<'_>) -> Vec<u8> {
    let filled = told.diff.sections.iter().filter(|section| !section.changes.is_empty());
    filled.map(|section| self::section(told, section)).collect::<Vec<_>>().join("\n").into_bytes()
}

fn section(told: &Told<'_>, section: &Section) -> String {
    let style = anstyle::Style::new().bold();
    let mut out = format!("{style}{} ({}){style:#}\n", section.title, thousands(section.changes.len()));
    // The words stand last, where nothing is cut: half a claim is another claim.
    let cells = section.changes.iter().map(|it| vec![it.how.word().to_owned(), told.place(it), it.title.clone()]);
    let table = cells.collect::<Table>().within(usize::MAX, "  ").print();
    for (row, change) in String::from_utf8_lossy(&table).lines().zip(&section.changes) {
        out.push_str(row);
        out.push('\n');
        for line in words::lines(change) {
            out.push_str(&format!("      {}\n", for_log(calm(&text(&line)))));
        }
    }
    out
}

fn text(line: &Line) -> String {
    match &line.before {
        Some(before) => format!("{}: {before} → {}", line.label, line.now),
        None => format!("{}: {}", line.label, line.now),
    }
}
