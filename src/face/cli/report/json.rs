//! The report for programs: whole, in its order.

use serde_json::{Value, json};

use crate::analysis::report::{Row, Section};

use super::Told;

/// `{"version": 1, "report": {…}}`.
pub(super) fn report(told: &Told<'_>) -> Value {
    let report = &told.report;
    json!({
        "version": 1,
        "report": {
            "title": told.snapshot.facts.config.title,
            "today": report.today.map(|day| day.to_string()),
            "as_of": report.edition.map(|day| day.to_string()),
            "sections": report.sections.iter().map(|it| section(told, it)).collect::<Vec<_>>(),
        },
    })
}

fn section(told: &Told<'_>, section: &Section) -> Value {
    json!({
        "name": section.name,
        "title": section.title,
        "about": section.about,
        "count": section.rows.len(),
        "rows": section.rows.iter().map(|it| row(told, it)).collect::<Vec<_>>(),
    })
}

/// A row. `days` is as in `list due`: from today, fewer than none once the day has passed. Names say how often and where they stand.
fn row(told: &Told<'_>, row: &Row) -> Value {
    let head = row.record.map(|id| told.snapshot.facts.model.head(id));
    let mut value = json!({
        "kind": head.map(|head| head.kind.word()),
        "id": head.map(|head| head.id.as_str()),
        "title": row.title,
        "file": row.span.file.as_str(),
        "line": told.line(row.span),
        "why": row.why,
        "date": row.date.as_ref().map(|date| date.edtf()),
        "day": row.date.as_ref().map(|date| date.latest().day().to_string()),
        "days": row.days(told.report.today),
    });
    if let Some(named) = &row.named {
        let place = |span: &crate::base::text::Span| json!({"file": span.file.as_str(), "line": told.line(*span)});
        value["times"] = json!(named.times);
        value["places"] = named.places.iter().map(place).collect();
    }
    value
}
