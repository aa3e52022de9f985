//! What the template engine says of templates that it can't take, read so that an editor sees each fault at its place.

use std::ops::Range;

use tera::ErrorKind;

use crate::base::text::{Lines, Position};

/// Something wrong in a template.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The template, by the engine's name: `theme/page.html`.
    pub(super) template: String,
    /// Where in its text; empty where the engine says no more than the template.
    pub(super) range: Range<usize>,
    /// What is wrong, in the engine's words.
    pub(super) message: String,
    /// The template that is asked for and not there.
    pub(super) missing: Option<String>,
}

/// All faults that an error of the engine holds, in order. `text` gives the text of a template by the engine's name.
pub(super) fn faults<'t>(error: &tera::Error, text: impl Fn(&str) -> Option<&'t str>) -> Vec<Fault> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![Fault {
            template: report.filename().to_owned(),
            range: report.span().range.clone(),
            message: report.message().to_owned(),
            missing: None,
        }],
        ErrorKind::MissingParent { current, parent } => {
            let source = text(current).unwrap_or_default();
            let at = source.find("extends").and_then(|start| Some(start + source[start..].find(parent.as_str())?));
            vec![Fault {
                template: current.clone(),
                range: at.map_or(0..0, |at| at..at + parent.len()),
                message: String::new(),
                missing: Some(parent.clone()),
            }]
        }
        _ => reports(&error.to_string(), text),
    }
}

/// The reports of a message, which the engine prints one below the other.
fn reports<'t>(said: &str, text: impl Fn(&str) -> Option<&'t str>) -> Vec<Fault> {
    let starts = said.match_indices("error: ").map(|(at, _)| at).filter(|at| *at == 0 || said[..*at].ends_with('\n'));
    let mut starts: Vec<usize> = starts.collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([said.len()]);
    starts.iter().zip(ends).map(|(start, end)| report(said[*start..end].trim_end(), &text)).collect()
}

fn report<'t>(said: &str, text: impl Fn(&str) -> Option<&'t str>) -> Fault {
    let (template, position) = place_in(said);
    let line = said.lines().next().unwrap_or_default();
    let message = line.strip_prefix("error: ").unwrap_or(line).to_owned();
    let source = text(&template).unwrap_or_default();
    let at = offset(source, position);
    // The longest name that the message quotes and that stands there.
    let quoted = message.split('`').nth(1).unwrap_or_default();
    let rest = source.get(at..).unwrap_or_default();
    let start = at + usize::from(rest.starts_with(['"', '\'']));
    let is_there = !quoted.is_empty() && source.get(start..).is_some_and(|rest| rest.starts_with(quoted));
    let missing = message.strip_prefix("Unknown template ").map(|_| quoted.to_owned());
    Fault { template, range: if is_there { start..start + quoted.len() } else { at..at }, message, missing }
}

/// Name, line and column at the end of a message such as ` --> default/actor.html:3:7`.
fn place_in(text: &str) -> (String, Option<Position>) {
    let Some(place) = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("--> ").or_else(|| line.split_once(" --> ").map(|(_, place)| place)))
    else {
        let named = text.split(['`', '\'', '"']).find(|word| word.contains(".html")).unwrap_or_default();
        return (named.to_owned(), None);
    };
    let mut parts = place.trim().rsplitn(3, ':');
    let column = parts.next().and_then(|part| part.parse().ok());
    let line = parts.next().and_then(|part| part.parse().ok());
    let name = parts.next().unwrap_or(place).to_owned();
    (name, line.zip(column).map(|(line, column)| Position { line, column }))
}

fn offset(source: &str, position: Option<Position>) -> usize {
    let Some(position) = position else { return 0 };
    let line = Lines::of(source).line_range(source, position.line.max(1));
    source[line.clone()].char_indices().nth(position.column.saturating_sub(1)).map_or(line.end, |(at, _)| line.start + at)
}

/// A sentence of the engine's as ours are: without a capital and a full stop.
pub(super) fn as_ours(message: &str) -> String {
    let message = message.trim_end_matches('.').trim_start_matches("error: ").trim_start_matches("Error: ");
    let named = |at: usize| {
        let name = message.split(['\'', '`']).nth(at).unwrap_or_default();
        name.trim_start_matches("theme/").trim_start_matches("default/")
    };
    if message.starts_with("unexpected end of input") || message.starts_with("Unexpected end of input") {
        return "the template ends before a tag or a block of it does".to_owned();
    }
    let lower = message.to_lowercase();
    for (sign, does) in [("circular include", "includes"), ("circular extend", "extends")] {
        if lower.starts_with(sign) {
            return format!("`{}` {does} itself, at once or by way of others", named(1));
        }
    }
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// What to do about an engine's error, by its words.
pub(super) fn next_step(message: &str) -> &'static str {
    match message {
        _ if message.starts_with("the template ends") => {
            "close it: `%}`, `}}`, `{% endif %}`, `{% endfor %}` or `{% endblock %}`"
        }
        _ if message.contains(" itself, ") => "take one of these tags away: a template can't hold itself",
        _ if message.starts_with("unknown function") => "a template has `range` alone, and sees nothing but `shell` and `page`",
        _ if message.starts_with("unknown filter") || message.starts_with("unknown test") => {
            "write one of Tera's own, or leave it out"
        }
        _ => "compare with the default theme's template of this name",
    }
}
