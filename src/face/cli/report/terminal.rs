//! The report as tables on a terminal.

use crate::analysis::report::{Row, Section};
use crate::face::cli::table::{Table, in_days};
use crate::site::words::{count, thousands};

use super::Told;

/// So many rows of a section are shown, unless all are asked for.
const ROWS: usize = 10;

/// The widest cell: two of them, a date and a place make a line.
const WIDEST: usize = 48;

/// All sections: their rows, or a line that says that there are none.
pub(super) fn tables(told: &Told<'_>, all: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut filled = true;
    for (at, section) in told.report.sections.iter().enumerate() {
        // Empty ones stand close together.
        let is_empty = section.rows.is_empty();
        if at > 0 && (filled || !is_empty) {
            out.push(b'\n');
        }
        filled = !is_empty;
        out.extend(table(told, section, all));
    }
    out
}

fn table(told: &Told<'_>, section: &Section, all: bool) -> Vec<u8> {
    let style = anstyle::Style::new().bold();
    if section.rows.is_empty() {
        return format!("{style}{}{style:#}: none\n", section.title).into_bytes();
    }
    let number = thousands(section.rows.len());
    let mut out = format!("{style}{} ({number}){style:#}\n  {}\n", section.title, section.about).into_bytes();
    let shown = if all { section.rows.len() } else { ROWS.min(section.rows.len()) };
    let has_dates = section.rows.iter().any(|row| row.date.is_some());
    let rows: Table = section.rows[..shown].iter().map(|row| cells(told, row, has_dates)).collect();
    out.extend(rows.within(WIDEST, "  ").print());
    if shown < section.rows.len() {
        out.extend(format!("  … {} more; `--all` shows them\n", thousands(section.rows.len() - shown)).bytes());
    }
    out
}

fn cells(told: &Told<'_>, row: &Row, has_dates: bool) -> Vec<String> {
    let mut cells = Vec::new();
    if has_dates {
        cells.push(row.date.as_ref().map_or("–".to_owned(), |date| date.edtf()));
        cells.push(in_days(row.days(told.report.today)));
    }
    if let Some(named) = &row.named {
        cells.push(count(named.times, "time", "times"));
    }
    cells.extend([row.title.clone(), row.why.clone(), told.place(row.span)]);
    cells
}
