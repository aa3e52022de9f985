//! The summary of a run in Markdown: what GitHub shows beside the log.
//!
//! Everything but the first line is HTML. Text from content stands only between `<code>` and `</code>`, in one line and with all of HTML's
//! signs written as entities: there GitHub looks for neither Markdown nor mentions, and nothing of it is a tag.

use crate::base::diagnostic::Diagnostic;

use super::{Texts, visible};

/// The most findings that are listed.
const MOST: usize = 200;
/// The most bytes of a summary. GitHub takes 1 MiB a step, and other commands of the step may want to say something too.
const LARGEST: usize = 400_000;
/// The longest text in a cell, in letters.
const LONGEST: usize = 400;

/// A summary: a heading, a sentence, and a table of what was found, in the order given. `folder` is the site's folder as seen from the
/// repository's top, with a final slash where it isn't the top itself.
pub fn markdown(heading: &str, counted: &str, found: &[&Diagnostic], texts: &Texts<'_>, folder: &str) -> String {
    let mut text = format!("### {heading}\n\n<p>{counted}</p>\n");
    if found.is_empty() {
        return text + "\n";
    }
    text.push_str("<table>\n<tr><th>Level</th><th>Rule</th><th>Place</th><th>Message</th></tr>\n");
    let mut listed = 0;
    for diagnostic in found.iter().take(MOST) {
        let row = row(diagnostic, texts, folder);
        if text.len() + row.len() > LARGEST {
            break;
        }
        text.push_str(&row);
        listed += 1;
    }
    text.push_str("</table>\n");
    if listed < found.len() {
        let more = crate::site::words::thousands(found.len() - listed);
        text.push_str(&format!("<p>… and {more} more: the log has them</p>\n"));
    }
    text + "\n"
}

fn row(diagnostic: &Diagnostic, texts: &Texts<'_>, folder: &str) -> String {
    let (start, _) = texts.place(diagnostic.span);
    let place = format!("{folder}{}:{}", diagnostic.span.file.as_str(), start.line);
    let Diagnostic { level, rule, message, .. } = diagnostic;
    format!("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", level.word(), code(rule), code(&place), code(message))
}

/// Text that is only text.
pub fn code(text: &str) -> String {
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    let mut escaped = String::from("<code>");
    for c in visible(&short).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Line breaks by another name.
            '\u{2028}' | '\u{2029}' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped + "</code>"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Key;
    use crate::base::text::Span;

    fn found(message: &str) -> Diagnostic {
        Diagnostic::error("broken-link", Span::whole(Key::new("content/a.md")), message)
    }

    fn summary(found: &[Diagnostic]) -> String {
        let of = |_: Key| Some("");
        markdown("whowhen check", "1 error", &found.iter().collect::<Vec<_>>(), &Texts::new(&of), "docs/")
    }

    #[test]
    fn a_table_of_what_was_found() {
        assert_eq!(
            summary(&[found("no page `b`")]),
            "### whowhen check\n\n<p>1 error</p>\n<table>\n<tr><th>Level</th><th>Rule</th><th>Place</th><th>Message</th></tr>\n\
             <tr><td>error</td><td><code>broken-link</code></td><td><code>docs/content/a.md:1</code></td>\
             <td><code>no page `b`</code></td></tr>\n</table>\n\n"
        );
        assert_eq!(summary(&[]), "### whowhen check\n\n<p>1 error</p>\n\n");
    }

    #[test]
    fn a_stranger_writes_text_and_nothing_else() {
        let text = summary(&[found("@user ![x](https://example.org/x.png)\n\n</code><img src='x'>| a `|` \u{2028}# b")]);
        let cell =
            "<td><code>@user ![x](https://example.org/x.png)  &lt;/code&gt;&lt;img src=&#39;x&#39;&gt;| a `|`  # b</code></td>";
        assert!(text.contains(cell), "{text}");
        // A blank line would end the HTML.
        assert_eq!(text.matches("\n\n").count(), 2, "{text}");
    }

    #[test]
    fn a_long_list_is_cut() {
        let many: Vec<Diagnostic> = (0..1_300).map(|number| found(&format!("number {number}"))).collect();
        let text = summary(&many);
        assert_eq!(text.matches("<tr><td>").count(), MOST);
        assert!(text.contains("number 199<") && text.contains("<p>… and 1,100 more: the log has them</p>"), "{text}");
        let wide: Vec<Diagnostic> = (0..MOST).map(|_| found(&"'".repeat(1_000_000))).collect();
        let text = summary(&wide);
        assert!(text.len() < LARGEST + 1_000 && text.contains(" more: the log has them"), "{}", text.len());
    }
}
