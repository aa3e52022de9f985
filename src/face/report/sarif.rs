//! Findings as a log in the Static Analysis Results Interchange Format, OASIS standard 2.1.0: what code hosts and editors read.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::analysis::rules;
use crate::base::diagnostic::{Diagnostic, Edit};
use crate::base::id::Key;
use crate::base::text::Span;
use crate::site::view::prose::encoded;

use super::Texts;

/// The whole log. `folder` is the site's folder as seen from the repository's top, with a final slash where it isn't the top itself.
///
/// Lines and columns count from 1, columns in characters, ends are exclusive, as the standard has it and our own JSON too.
pub fn log(diagnostics: &[Diagnostic], texts: &Texts<'_>, folder: &str) -> Value {
    let scribe = Scribe { texts, folder };
    let declared = rules::ALL.iter().map(|rule| {
        json!({
            "id": rule.name,
            "shortDescription": {"text": rule.summary()},
            "help": {"text": rule.text, "markdown": rule.text},
            "defaultConfiguration": {"level": rule.level.word()},
        })
    });
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| scribe.result(diagnostic)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": declared.collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

struct Scribe<'s, 't> {
    texts: &'s Texts<'t>,
    folder: &'s str,
}

impl Scribe<'_, '_> {
    fn result(&self, diagnostic: &Diagnostic) -> Value {
        let help: String = diagnostic.help.iter().map(|help| format!("\nhelp: {help}")).collect();
        let mut result = json!({
            "ruleId": diagnostic.rule,
            "level": diagnostic.level.word(),
            "message": {"text": format!("{}{help}", diagnostic.message)},
            "locations": [{"physicalLocation": self.place(diagnostic.span)}],
        });
        if let Some(index) = rules::ALL.iter().position(|rule| rule.name == diagnostic.rule) {
            result["ruleIndex"] = json!(index);
        }
        let labels = diagnostic.labels.iter().enumerate().map(|(number, label)| {
            json!({"id": number, "physicalLocation": self.place(label.span), "message": {"text": label.message}})
        });
        let labels: Vec<Value> = labels.collect();
        if !labels.is_empty() {
            result["relatedLocations"] = json!(labels);
        }
        if !diagnostic.fix.is_empty() {
            result["fixes"] = json!([{"artifactChanges": self.changes(&diagnostic.fix)}]);
        }
        result
    }

    fn changes(&self, edits: &[Edit]) -> Vec<Value> {
        let mut by_file: BTreeMap<Key, Vec<Value>> = BTreeMap::new();
        for edit in edits {
            by_file.entry(edit.span.file).or_default().push(json!({
                "deletedRegion": self.region(edit.span),
                "insertedContent": {"text": edit.text},
            }));
        }
        let change = |(file, replacements)| json!({"artifactLocation": self.file(file), "replacements": replacements});
        by_file.into_iter().map(change).collect()
    }

    fn place(&self, span: Span) -> Value {
        json!({"artifactLocation": self.file(span.file), "region": self.region(span)})
    }

    fn file(&self, file: Key) -> Value {
        json!({"uri": encoded(&format!("{}{}", self.folder, file.as_str())), "uriBaseId": "%SRCROOT%"})
    }

    fn region(&self, span: Span) -> Value {
        let (start, end) = self.texts.place(span);
        json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
    }
}
