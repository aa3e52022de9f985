//! Pictures and embeds.

use super::{Open, Writer};
use crate::site::html::decision::{Decision, Gap};
use crate::site::html::escape::{address_into, escape_into};
use crate::syntax::markdown::ReferenceKind;

impl Writer<'_> {
    pub(super) fn image(&mut self, reference: usize) {
        let ReferenceKind::Image { alt, title, .. } = &self.prose.references[reference].kind else { return };
        let Decision::Image { src, size } = self.decision(reference) else {
            return escape_into(&mut self.out, alt);
        };
        self.out.push_str("<img src=\"");
        address_into(&mut self.out, src);
        self.out.push('"');
        self.attribute("alt", alt);
        if self.captioned().is_none() {
            self.title(title);
        }
        if let Some((width, height)) = size {
            self.out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
    }

    /// Within a figure the title is the caption.
    pub(super) fn captioned(&self) -> Option<&Open> {
        self.open.last().filter(|open| open.tag.starts_with("</figure"))
    }

    /// Pages load nothing from elsewhere: an image at another site is a link to it.
    pub(super) fn remote_image(&mut self, href: &str, alt: &str, title: &str) {
        let words = if alt.trim().is_empty() { href } else { alt };
        self.link(href, title, "");
        escape_into(&mut self.out, words);
        self.pop();
    }

    pub(super) fn embed(&mut self, reference: usize, block: bool) {
        let ReferenceKind::Wikilink { target, .. } = &self.prose.references[reference].kind else { return };
        let decision = self.decision(reference);
        if let (Decision::Gap, true) = (decision, block) {
            return self.gap(Gap::Embed(reference));
        }
        if block {
            self.out.push_str("<p>");
        }
        match decision {
            Decision::Link { href, text } => {
                self.link(href, "", "");
                self.typeset(text.as_ref().unwrap_or(target));
                self.pop();
            }
            Decision::Image { src, size } => {
                self.out.push_str("<img src=\"");
                address_into(&mut self.out, src);
                self.out.push_str("\" alt=\"\"");
                if let Some((width, height)) = size {
                    self.out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
                }
                self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
            }
            _ => escape_into(&mut self.out, target),
        }
        if block {
            self.out.push_str("</p>\n");
        }
    }
}
