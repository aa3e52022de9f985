//! Pictures and embeds.

use super::{Open, Writer};
use crate::site::html::decision::{Decision, Gap};
use crate::site::html::escape::{address_into, escape_into};
use crate::syntax::markdown::ReferenceKind;

impl Writer<'_> {
    pub(super) fn image(&mut self, reference: usize) {
        let (alt, title, wanted) = match &self.prose.references[reference].kind {
            ReferenceKind::Image { alt, title, .. } => (alt, title.as_str(), None),
            ReferenceKind::Attachment { alt, size, .. } => (alt, "", *size),
            _ => return,
        };
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
        if let Some((width, height)) = scaled(*size, wanted) {
            self.out.push_str(&format!(" width=\"{width}\""));
            if let Some(height) = height {
                self.out.push_str(&format!(" height=\"{height}\""));
            }
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
            // a file that no page can show
            Decision::Image { src, .. } => {
                self.link(src, "", "");
                escape_into(&mut self.out, target);
                self.pop();
            }
            _ => escape_into(&mut self.out, target),
        }
        if block {
            self.out.push_str("</p>\n");
        }
    }
}

/// Width and height at which a picture is shown: those that the editor wants, in the picture's own proportions.
fn scaled(own: Option<(u32, u32)>, wanted: Option<(u32, Option<u32>)>) -> Option<(u32, Option<u32>)> {
    match (own, wanted) {
        (own, None) => own.map(|(width, height)| (width, Some(height))),
        (Some((own_width, own_height)), Some((width, None))) if own_width > 0 => {
            let height = (u64::from(own_height) * u64::from(width) + u64::from(own_width) / 2) / u64::from(own_width);
            Some((width, u32::try_from(height.max(1)).ok()))
        }
        (_, wanted) => wanted,
    }
}
