//! Workflow commands of GitHub Actions: findings as annotations on the lines that they are about.

use std::fmt::Write;

use crate::base::diagnostic::{Diagnostic, Level};

use super::{Texts, visible};

/// A finding as a workflow command, without a line break. `folder` is the site's folder as seen from the repository's top, with a final
/// slash where it isn't the top itself: GitHub knows no other paths.
///
/// Lines and columns count from 1, as ours do. Whether `endColumn` is the last column or the one after it GitHub does not say; where
/// people have looked, it was the one after it, as in our own JSON. A range over several lines goes without columns, since GitHub drops
/// those that have both.
pub fn command(diagnostic: &Diagnostic, texts: &Texts<'_>, folder: &str) -> String {
    let (start, end) = texts.place(diagnostic.span);
    let name = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let file = property(&format!("{folder}{}", diagnostic.span.file.as_str()));
    let mut line = format!("::{name} file={file},line={}", start.line);
    // Writing to a string succeeds.
    let _ = match start.line == end.line {
        true => write!(line, ",col={},endLine={},endColumn={}", start.column, end.line, end.column.max(start.column)),
        false => write!(line, ",endLine={}", end.line),
    };
    let _ = write!(line, ",title={}::{}", property(diagnostic.rule), message(diagnostic));
    line
}

/// What is wrong, and the first next step on a line of its own.
fn message(diagnostic: &Diagnostic) -> String {
    let mut text = visible(&diagnostic.message);
    if let Some(help) = diagnostic.help.first() {
        text.push_str("\nhelp: ");
        text.push_str(&visible(help));
    }
    data(&text)
}

/// Text where a command's message stands.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text where the value of a command's property stands.
fn property(text: &str) -> String {
    data(&visible(text)).replace(':', "%3A").replace(',', "%2C")
}

/// Text for a log that GitHub reads along: it obeys `##[…]` wherever in a line that stands, and content may hold it.
pub fn harmless(text: &str) -> String {
    text.replace("##[", "##\u{200b}[")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Key;
    use crate::base::text::Span;

    fn shown(file: &str, text: &str, range: std::ops::Range<usize>, message: &str, help: Option<&str>) -> String {
        let mut diagnostic = Diagnostic::warning("broken-link", Span::new(Key::new(file), range), message);
        diagnostic.help.extend(help.map(str::to_owned));
        let of = |_: Key| Some(text);
        command(&diagnostic, &Texts::new(&of), "docs/")
    }

    #[test]
    fn a_finding_is_on_its_line() {
        assert_eq!(
            shown("content/a.md", "one\ntwo three\n", 8..13, "no such page", Some("write another")),
            "::warning file=docs/content/a.md,line=2,col=5,endLine=2,endColumn=10,title=broken-link::no such page%0Ahelp: write another"
        );
    }

    #[test]
    fn over_several_lines_there_are_no_columns() {
        assert_eq!(
            shown("content/a.md", "one\ntwo three\n", 1..6, "x", None),
            "::warning file=docs/content/a.md,line=1,endLine=2,title=broken-link::x"
        );
    }

    #[test]
    fn a_stranger_writes_no_command_of_his_own() {
        assert_eq!(
            shown("content/a,line=9::b%0A.md", "", 0..0, "100 %0A\n::error::x\r##[error]y\u{1b}[2J", Some("a: b, c")),
            "::warning file=docs/content/a%2Cline=9%3A%3Ab%250A.md,line=1,col=1,endLine=1,endColumn=1,title=broken-link::\
             100 %250A ::error::x\u{fffd}##[error]y\u{fffd}[2J%0Ahelp: a: b, c"
        );
        assert_eq!(harmless("1 | ##[error]x"), "1 | ##\u{200b}[error]x");
    }
}
