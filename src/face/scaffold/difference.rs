//! What differs between a file that is there and the one that would be written, line by line.

use std::fmt::Write;

use similar::TextDiff;

/// More lines than these are told by their number.
const LONGEST: usize = 60;

/// Lines with `-` are there, lines with `+` would be written.
pub fn text(path: &str, there: &str, wanted: &str) -> String {
    let whole = TextDiff::from_lines(there, wanted)
        .unified_diff()
        .context_radius(2)
        .missing_newline_hint(false)
        .header(&format!("{path} (as it is)"), &format!("{path} (as it would be)"))
        .to_string();
    let mut text = String::new();
    for line in whole.lines().take(LONGEST) {
        let line = clean(line);
        let style = match line.as_bytes() {
            [b'-', ..] => anstyle::AnsiColor::Red.on_default(),
            [b'+', ..] => anstyle::AnsiColor::Green.on_default(),
            _ => anstyle::Style::new(),
        };
        // Writing to a string succeeds.
        let _ = writeln!(text, "{style}{line}{style:#}");
    }
    let more = whole.lines().count().saturating_sub(LONGEST);
    if more > 0 {
        let _ = writeln!(text, "… and {more} more lines");
    }
    text
}

/// What a terminal would obey is shown instead.
fn clean(line: &str) -> String {
    line.chars().map(|c| if c.is_control() && c != '\t' { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::text;

    fn plain(there: &str, wanted: &str) -> String {
        anstream::adapter::strip_str(&text("a.md", there, wanted)).to_string()
    }

    #[test]
    fn it_shows_what_would_change() {
        let shown = plain("one\ntwo\nthree\nfour\nfive\n", "one\ntwo\n3\nfour\nfive\n");
        let expected = "--- a.md (as it is)\n+++ a.md (as it would be)\n@@ -1,5 +1,5 @@\n one\n two\n-three\n+3\n four\n five\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_terminal_is_not_given_orders() {
        let shown = plain("\u{1b}[2J\u{7}\n", "x\n");
        assert!(shown.contains("-\u{fffd}[2J\u{fffd}\n"), "{shown:?}");
    }

    #[test]
    fn a_long_difference_is_cut() {
        let shown = plain(&"word\n".repeat(500), "x\n");
        assert_eq!(shown.lines().count(), 61);
        assert!(shown.ends_with("… and 444 more lines\n"), "{}", &shown[shown.len() - 60..]);
    }
}
