//! The report as one page in one file: for a desk, a printer, a mail. Nothing in it is loaded or run, and search engines are sent away.

use crate::analysis::report::{Row, Section};
use crate::face::cli::table::in_days;
use crate::site::html::escape;
use crate::site::words::{capital, count, thousands};

use super::Told;

const STYLE: &str = include_str!("report.css");

/// The only style that the page's policy lets a browser apply: SHA-256 of what stands between the tags. A test knows the right one.
const STYLE_HASH: &str = "sha256-OyO66kocCog4NSGXx3UznTbksdPgn1/gUsGJqFeMcpU=";

/// By this a file is known for a report, which the next one may replace.
const MARK: &str = r#"<meta name="generator" content="whowhen report">"#;

/// So much of a file is looked at for the mark.
const HEAD: usize = 1024;

/// Whether a text is a page that we made.
pub(super) fn is_report(text: &str) -> bool {
    let head = crate::base::text::floor_boundary(text, HEAD);
    text.starts_with("<!doctype html>") && text[..head].contains(MARK)
}

/// The page.
pub(super) fn page(told: &Told<'_>) -> String {
    let config = &told.snapshot.facts.config;
    let title = format!("{}: what waits for an editor", config.title);
    let day = told.report.today.map(|day| format!(" as of {}", day.text())).unwrap_or_default();
    let edition = told.report.edition.map(|day| format!(" Without what became known after {}.", day.text())).unwrap_or_default();
    let lead = format!("{}{day}. Not for publication.{edition}", capital(&told.counted()));
    let sections = &told.report.sections;
    let contents: String = sections.iter().map(entry).collect();
    let body: String = sections.iter().filter(|section| !section.rows.is_empty()).map(|it| self::section(told, it)).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n{MARK}\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{STYLE_HASH}'; base-uri 'none'; \
         form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex, nofollow\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{0}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<main>\n<h1 dir=\"auto\">{0}</h1>\n<p>{1}</p>\n<nav aria-label=\"Sections\">\n<ul>\n{contents}</ul>\n</nav>\n{body}</main>\n\
         </body>\n</html>\n",
        escape(&title),
        escape(&lead),
    )
}

/// A line of the contents, with how much there is.
fn entry(section: &Section) -> String {
    match section.rows.len() {
        0 => format!("<li class=\"none\"><span>{}</span> <span>none</span></li>\n", escape(section.title)),
        number => {
            format!("<li><a href=\"#{}\">{}</a> <span>{}</span></li>\n", section.name, escape(section.title), thousands(number))
        }
    }
}

fn section(told: &Told<'_>, section: &Section) -> String {
    let has_dates = section.rows.iter().any(|row| row.date.is_some());
    let has_names = section.rows.iter().any(|row| row.named.is_some());
    let columns = [(has_dates, "when"), (true, "what"), (has_names, "named"), (true, "why"), (true, "where")];
    let head: String = columns
        .iter()
        .filter(|(shown, _)| *shown)
        .map(|(_, name)| format!("<th scope=\"col\" class=\"{name}\">{}</th>", capital(name)))
        .collect();
    let rows: String = section.rows.iter().map(|it| row(told, it, has_dates)).collect();
    format!(
        "<section id=\"{}\">\n<h2>{} <span>{}</span></h2>\n<p>{}</p>\n<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</section>\n",
        section.name,
        escape(section.title),
        thousands(section.rows.len()),
        marked(section.about),
    )
}

fn row(told: &Told<'_>, row: &Row, has_dates: bool) -> String {
    let mut cells = Vec::new();
    if has_dates {
        let ago = escape(&in_days(row.days(told.report.today)));
        let date = row.date.as_ref().map(|date| format!("{} <small>{ago}</small>", escape(&date.text())));
        cells.push(format!("<td>{}</td>", date.unwrap_or_else(|| "–".to_owned())));
    }
    cells.push(format!("<th scope=\"row\" dir=\"auto\">{}</th>", escape(&row.title)));
    if let Some(named) = &row.named {
        cells.push(format!("<td>{}</td>", count(named.times, "time", "times")));
    }
    cells.push(format!("<td>{}</td>", marked(&row.why)));
    let all = row.named.as_ref().map_or(std::slice::from_ref(&row.span), |named| &named.places);
    let mut places: Vec<String> = all.iter().map(|span| format!("<code>{}</code>", escape(&told.place(*span)))).collect();
    places.dedup();
    cells.push(format!("<td>{}</td>", places.join(" ")));
    format!("<tr>{}</tr>\n", cells.concat())
}

/// Our words as HTML: what stands between marks of code is a name.
fn marked(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // A name may hold such a mark itself.
    if parts.len().is_multiple_of(2) {
        return escape(text);
    }
    let part = |(at, part): (usize, &&str)| {
        let part = escape(part);
        if at.is_multiple_of(2) { part } else { format!("<b dir=\"auto\">{part}</b>") }
    };
    parts.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_policy_names_the_style_that_is_there() {
        let digest = Sha256::digest(format!("\n{STYLE}"));
        assert_eq!(STYLE_HASH, format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(digest)));
    }

    #[test]
    fn names_stand_out_unless_one_holds_the_mark_itself() {
        assert_eq!(marked("no answer by `A & B`"), "no answer by <b dir=\"auto\">A &amp; B</b>");
        assert_eq!(marked("origin: `a`b`"), "origin: `a`b`");
    }

    #[test]
    fn only_a_page_of_ours_is_one() {
        assert!(is_report(&format!("<!doctype html>\n<head>\n{MARK}")));
        assert!(!is_report(MARK) && !is_report("") && !is_report("<!doctype html>é"));
        assert!(!is_report(&format!("<!doctype html>{}{MARK}", "é".repeat(HEAD))));
    }
}
