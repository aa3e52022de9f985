//! Citations and notes.

use std::ops::Range;

use super::Writer;
use crate::site::html::decision::Decision;
use crate::site::html::escape::{address_into, escape_into};
use crate::syntax::markdown::ReferenceKind;

impl Writer<'_> {
    pub(super) fn cite(&mut self, group: Range<usize>) {
        let mut resolved = Vec::new();
        let mut unresolved = Vec::new();
        for reference in group {
            let ReferenceKind::Cite { key, locator } = &self.prose.references[reference].kind else { continue };
            match self.decision(reference) {
                cite @ Decision::Cite { .. } => resolved.push((cite, locator.as_deref())),
                Decision::Hidden => {}
                _ => unresolved.push(match locator {
                    Some(locator) => format!("@{key}, {locator}"),
                    None => format!("@{key}"),
                }),
            }
        }
        self.figures(&resolved);
        if !unresolved.is_empty() {
            escape_into(&mut self.out, &format!(" [{}]", unresolved.join("; ")));
        }
    }

    /// The raised figures of neighbouring citations.
    pub(super) fn figures(&mut self, citations: &[(&Decision, Option<&str>)]) {
        if citations.is_empty() {
            return;
        }
        self.out.push_str("<sup class=\"cite\">");
        for (place, (decision, locator)) in citations.iter().enumerate() {
            let Decision::Cite { number, href, label, id, .. } = decision else { continue };
            if place > 0 {
                self.out.push(' ');
            }
            let linked = self.links == 0 && self.close.is_none();
            if linked {
                self.out.push_str("<a href=\"");
                address_into(&mut self.out, href);
                self.out.push('"');
                if let Some(id) = id {
                    self.attribute("id", id);
                }
                if let Some(locator) = locator {
                    self.attribute("title", locator);
                }
                let name = locator.map_or_else(|| label.clone(), |locator| format!("{label}, {locator}"));
                self.attribute("aria-label", &name);
                self.out.push('>');
            }
            self.out.push_str(&number.to_string());
            if linked {
                self.out.push_str("</a>");
            }
        }
        self.out.push_str("</sup>");
    }

    pub(super) fn bare_cite(&mut self, reference: usize, range: &Range<usize>) {
        match self.decision(reference) {
            cite @ Decision::Cite { text, .. } => {
                if let Some(text) = text {
                    self.typeset(text);
                }
                self.figures(&[(cite, None)]);
            }
            // Where citations are left out, the words stay.
            Decision::Link { text: Some(text), .. } => self.typeset(text),
            _ => self.literal(range),
        }
    }

    pub(super) fn footnote_reference(&mut self, note: usize, nth: usize) {
        let number = note + 1;
        if self.links > 0 || self.close.is_some() {
            return self.out.push_str(&format!("<sup class=\"fn\">{number}</sup>"));
        }
        let id = back_reference(number, nth);
        self.out.push_str(&format!(
            "<sup class=\"fn\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\" aria-label=\"Note {number}\">{number}</a></sup>"
        ));
    }

    pub(super) fn footnotes(&mut self) {
        if self.prose.footnotes.is_empty() {
            return;
        }
        self.fresh_line();
        self.out.push_str("<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n");
        for (index, note) in self.prose.footnotes.iter().enumerate() {
            let number = index + 1;
            self.out.push_str(&format!("<li id=\"fn-{number}\">"));
            self.fresh_line();
            self.events(note.events.clone());
            let mut back = String::new();
            for nth in 0..note.references {
                let id = back_reference(number, nth);
                let (mark, place) = if nth == 0 {
                    (String::new(), String::new())
                } else {
                    (format!("<sup>{}</sup>", nth + 1), format!(", {}", nth + 1))
                };
                back.push_str(&format!(
                    " <a href=\"#{id}\" role=\"doc-backlink\" aria-label=\"Back to note {number} in the text{place}\">↩\u{fe0e}{mark}</a>"
                ));
            }
            // the way back stands in the note's last line
            if self.out.ends_with("</p>\n") && !self.after_gap() {
                self.out.truncate(self.out.len() - "</p>\n".len());
                back.push_str("</p>\n");
            }
            self.out.push_str(&back);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n</div>\n");
    }
}

fn back_reference(number: usize, nth: usize) -> String {
    if nth == 0 { format!("fnref-{number}") } else { format!("fnref-{number}-{}", nth + 1) }
}
