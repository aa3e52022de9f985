//! Tables of which Markdown makes less than their author drew.

use std::ops::Range;

use super::Builder;
use crate::syntax::markdown::Slip;

impl Builder<'_> {
    /// Looks for words in a row beyond the cells of its table's head: they are in no cell.
    pub(super) fn cells_left_out(&mut self, row: &Range<usize>) {
        let columns = self.aligns.len();
        let line = self.text[row.clone()].lines().next().unwrap_or_default().trim_end();
        let found = cells(line);
        let words = found.iter().skip(columns).find(|cell| !line[(*cell).clone()].trim().is_empty());
        let Some(first) = words.filter(|_| columns > 0) else { return };
        let end = row.start + found.last().map_or(first.end, |last| last.end);
        let place = self.source(row.start + first.start..end);
        self.unmeant(place, Slip::CellsLeftOut { row: found.len(), head: columns });
    }

    /// Looks for lines between bars in a paragraph: a table that lacks the line below its head, or whose line does not fit.
    pub(super) fn lines_like_a_table(&mut self, paragraph: &Range<usize>) {
        let text = &self.text[paragraph.clone()];
        if self.inline || !text.contains('|') {
            return;
        }
        let mut above: Option<&str> = None;
        let mut lines = text.lines().map(|line| line.trim_start_matches([' ', '\t', '>']).trim_end());
        let found = lines.find_map(|line| {
            let line = Some(line).filter(|line| line.starts_with('|') && line.ends_with('|') && cells(line).len() > 1);
            std::mem::replace(&mut above, line).zip(line)
        });
        let Some((head, below)) = found else { return };
        let start = paragraph.start + (head.as_ptr() as usize - text.as_ptr() as usize);
        let place = self.source(start..start + head.len());
        let (head, line) = (cells(head).len(), cells(below).len());
        self.unmeant(
            place,
            match is_delimiter(below) {
                true => Slip::TableLine { head, line },
                false => Slip::NoTableLine(head),
            },
        );
    }
}

/// What stands between the bars of a row; the first and the last bar may be there or not.
fn cells(line: &str) -> Vec<Range<usize>> {
    let bars = line.match_indices('|').map(|(at, _)| at).filter(|at| !line[..*at].ends_with('\\'));
    let mut cells = Vec::new();
    let mut start = 0;
    for bar in bars {
        if bar > 0 {
            cells.push(start..bar);
        }
        start = bar + 1;
    }
    if start < line.len() {
        cells.push(start..line.len());
    }
    cells
}

fn is_delimiter(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}
