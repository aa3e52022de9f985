//! Findings as one JSON object, version 1: the form that is documented and stays.

use serde_json::{Value, json};

use crate::base::diagnostic::Diagnostic;
use crate::base::text::Span;

use super::{Counts, Texts};

/// The whole report.
pub fn report(diagnostics: &[Diagnostic], texts: &Texts<'_>) -> Value {
    let counts = Counts::of(diagnostics);
    let found: Vec<Value> = diagnostics.iter().map(|diagnostic| one(diagnostic, texts)).collect();
    json!({
        "version": 1,
        "diagnostics": found,
        "counts": {"error": counts.error, "warning": counts.warning, "note": counts.note},
    })
}

fn one(diagnostic: &Diagnostic, texts: &Texts<'_>) -> Value {
    let mut value = json!({"rule": diagnostic.rule, "level": diagnostic.level.word(), "message": diagnostic.message});
    place(&mut value, diagnostic.span, texts);
    let labels = diagnostic.labels.iter().map(|label| {
        let mut value = json!({"message": label.message});
        place(&mut value, label.span, texts);
        value
    });
    let fix = diagnostic
        .fix
        .iter()
        .map(|edit| json!({"file": edit.span.file.as_str(), "start": edit.span.start, "end": edit.span.end, "text": edit.text}));
    value["labels"] = labels.collect();
    value["help"] = json!(diagnostic.help);
    value["fix"] = fix.collect();
    value
}

fn place(value: &mut Value, span: Span, texts: &Texts<'_>) {
    let (start, end) = texts.place(span);
    value["file"] = json!(span.file.as_str());
    value["line"] = json!(start.line);
    value["column"] = json!(start.column);
    value["end_line"] = json!(end.line);
    value["end_column"] = json!(end.column);
}
