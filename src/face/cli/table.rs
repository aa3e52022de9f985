//! Lines of cells in columns, for terminals.

use unicode_width::UnicodeWidthStr;

use crate::site::words::count;

use super::site::for_log;

/// A wider cell is cut, so that a line stays a line.
const WIDEST: usize = 60;

/// Lines of cells, the place of a definition last.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    widest: usize,
    indent: &'static str,
}

impl FromIterator<Vec<String>> for Table {
    fn from_iter<I: IntoIterator<Item = Vec<String>>>(rows: I) -> Table {
        Table { rows: rows.into_iter().collect(), widest: WIDEST, indent: "" }
    }
}

impl Table {
    /// The same with narrower cells, and each line indented.
    pub(super) fn within(self, widest: usize, indent: &'static str) -> Table {
        Table { widest, indent, ..self }
    }

    /// The lines, each column as wide as its widest cell on a screen: letters of Chinese take two columns, accents none.
    pub(super) fn print(self) -> Vec<u8> {
        let rows: Vec<Vec<String>> = self.rows.iter().map(|row| shown(row, self.widest)).collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
        let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
        let line = |row: &Vec<String>| {
            let fill = |(cell, width): (&String, &usize)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width())));
            let cells: Vec<String> = row.iter().zip(&widths).map(fill).collect();
            format!("{}{}\n", self.indent, for_log(cells.join("  ").trim_end().to_owned()))
        };
        rows.iter().map(line).collect::<String>().into_bytes()
    }
}

/// The cells without what would steer a terminal, cut where they are wide; the place is never cut, since programs read it.
fn shown(row: &[String], widest: usize) -> Vec<String> {
    let last = row.len().saturating_sub(1);
    row.iter().enumerate().map(|(at, cell)| if at == last { calm(cell) } else { cut(&calm(cell), widest) }).collect()
}

/// Text without what would steer a terminal.
pub(super) fn calm(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// "today", "9 days ago", "in 2 days"; a dash where nobody knows.
pub(super) fn in_days(days: Option<i32>) -> String {
    let count = |days: i32| count(days.unsigned_abs() as usize, "day", "days");
    match days {
        None => "–".to_owned(),
        Some(0) => "today".to_owned(),
        Some(days) if days < 0 => format!("{} ago", count(days)),
        Some(days) => format!("in {}", count(days)),
    }
}

fn cut(cell: &str, widest: usize) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    if cell.width() <= widest {
        return cell.to_owned();
    }
    let mut kept = String::new();
    for letter in cell.graphemes(true) {
        if kept.width() + letter.width() >= widest {
            break;
        }
        kept.push_str(letter);
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(rows: &[[&str; 2]]) -> String {
        let rows: Table = rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect();
        String::from_utf8(rows.within(6, "  ").print()).unwrap_or_default()
    }

    #[test]
    fn columns_are_as_wide_as_they_look() {
        assert_eq!(print(&[["王毅", "a"], ["Lo\u{301}", "b"], ["Wang", "c"]]), "  王毅  a\n  Lo\u{301}    b\n  Wang  c\n");
    }

    #[test]
    fn a_wide_cell_is_cut_between_letters_and_the_last_one_never() {
        assert_eq!(print(&[["王毅王毅", "content/a.md:1"]]), "  王毅…  content/a.md:1\n");
        assert_eq!(print(&[["abcdef", ""], ["abcdefg", ""]]), "  abcdef\n  abcde…\n");
        assert_eq!(print(&[["a\u{1b}[31m", "b"]]), "  a [31m  b\n");
    }
}
