//! What changed, as Markdown for GitHub: as in `face/report/summary.rs`, content stands only between `<code>` and `</code>`, where nothing
//! of it is a tag, Markdown or a mention of somebody.

use crate::analysis::diff::Change;
use crate::face::report::summary::code;
use crate::site::words::thousands;

use super::Told;
use super::words::{self, Line};

/// The most bytes: a comment on GitHub holds 65,536 characters.
const LARGEST: usize = 60_000;

/// A heading, a sentence, and a list of what changed, section by section.
pub(super) fn diff(told: &Told<'_>) -> String {
    let mut text = format!("### What changed for a reader\n\n<p>{}</p>\n", code(&told.counted()));
    let mut left = told.diff.count();
    'sections: for section in told.diff.sections.iter().filter(|section| !section.changes.is_empty()) {
        text.push_str(&format!("<h4>{} ({})</h4>\n<ul>\n", section.title, thousands(section.changes.len())));
        for change in &section.changes {
            let item = item(told, change);
            if text.len() + item.len() > LARGEST {
                text.push_str("</ul>\n");
                break 'sections;
            }
            text.push_str(&item);
            left -= 1;
        }
        text.push_str("</ul>\n");
    }
    if left > 0 {
        text.push_str(&format!("<p>… and {} more: <code>whowhen diff</code> lists them</p>\n", thousands(left)));
    }
    text + "\n"
}

fn item(told: &Told<'_>, change: &Change) -> String {
    let lines: String = words::lines(change).iter().map(|line| format!("<li>{}</li>\n", self::line(line))).collect();
    let lines = if lines.is_empty() { lines } else { format!("\n<ul>\n{lines}</ul>\n") };
    format!("<li>{}: {} {}{lines}</li>\n", change.how.word(), code(&change.title), code(&told.place(change)))
}

fn line(line: &Line) -> String {
    match &line.before {
        Some(before) => format!("{}: {} → {}", line.label, code(before), code(&line.now)),
        None => format!("{}: {}", line.label, code(&line.now)),
    }
}
