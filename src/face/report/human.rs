//! A finding with the lines that it is about.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Shown, Renderer, Snippet};

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Key;
use crate::base::text::{Span, floor_boundary};

use super::{Texts, visible};

/// A finding as text, with colours that a stream may strip, ending in a line break.
pub fn text(diagnostic: &Diagnostic, texts: &Texts<'_>) -> String {
    let level = match diagnostic.level {
        Level::Error => Shown::ERROR,
        Level::Warning => Shown::WARNING,
        Level::Note => Shown::NOTE,
    };
    // The renderer wants texts that outlive it, and prints labels and titles as they are.
    let title = visible(&diagnostic.message);
    let labels: Vec<(Span, String)> = diagnostic.labels.iter().map(|label| (label.span, visible(&label.message))).collect();
    let mut help: Vec<String> = diagnostic.help.iter().map(|help| visible(help)).collect();
    if !diagnostic.fix.is_empty() {
        offer(&mut help);
    }
    let title = level.primary_title(title);
    // What is no finding of a rule says nothing between brackets.
    let mut group = Group::with_title(if diagnostic.rule.is_empty() { title } else { title.id(diagnostic.rule) });
    for file in files(diagnostic) {
        group = match texts.of(file).filter(|text| !text.is_empty()) {
            Some(source) => group.element(snippet(diagnostic, &labels, file, source, texts)),
            None => group.element(annotate_snippets::Origin::path(file.as_str())),
        };
    }
    for help in help {
        group = group.element(Shown::HELP.message(help));
    }
    let mut printed = Renderer::styled().render(&[group]).to_string();
    printed.push('\n');
    printed
}

/// Says that the first next step need not be typed.
fn offer(help: &mut Vec<String>) {
    match help.first_mut() {
        Some(first) if !first.ends_with('?') => first.push_str(" (`whowhen check --fix` does)"),
        Some(_) => help.insert(1, "`whowhen check --fix` writes it so".to_owned()),
        None => help.push("`whowhen check --fix` mends it".to_owned()),
    }
}

/// The files that a finding shows: its own first.
fn files(diagnostic: &Diagnostic) -> Vec<Key> {
    let mut files = vec![diagnostic.span.file];
    for label in &diagnostic.labels {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    files
}

/// The lines of a file that a finding marks. The renderer gets a window of the text, since it walks all that it is given.
fn snippet<'s>(
    diagnostic: &Diagnostic,
    labels: &[(Span, String)],
    file: Key,
    source: &'s str,
    texts: &Texts<'_>,
) -> Snippet<'s, Annotation<'s>> {
    let mut marks: Vec<(AnnotationKind, Span, String)> = Vec::new();
    let primary = labels.iter().find(|(span, _)| *span == diagnostic.span).map(|(_, label)| label.clone()).unwrap_or_default();
    if diagnostic.span.file == file {
        marks.push((AnnotationKind::Primary, diagnostic.span, primary));
    }
    let others = labels.iter().filter(|(span, _)| *span != diagnostic.span && span.file == file);
    marks.extend(others.map(|(span, label)| (AnnotationKind::Context, *span, label.clone())));
    let lines = texts.lines(file);
    let places: Vec<_> = marks.iter().map(|(_, span, _)| texts.place(*span)).collect();
    let first = places.iter().map(|(start, _)| start.line).min().unwrap_or(1);
    let last = places.iter().map(|(_, end)| end.line).max().unwrap_or(first).min(lines.count());
    let window = lines.line_range(source, first).start..lines.line_range(source, last).end;
    let annotations = marks.into_iter().map(|(kind, span, label)| {
        let start = floor_boundary(source, span.start as usize).clamp(window.start, window.end);
        let end = floor_boundary(source, span.end as usize).clamp(start, window.end);
        kind.span(start - window.start..end - window.start).label(label)
    });
    Snippet::source(&source[window.clone()]).path(file.as_str()).line_start(first).annotations(annotations.collect::<Vec<_>>())
}
