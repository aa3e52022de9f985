//! Links, pictures, embeds, citations, notes.

use std::ops::Range;

use pulldown_cmark::{Event as Parsed, LinkType};

use super::{Builder, Frame, Picture};
use crate::base::ending;
use crate::syntax::markdown::url::{self, Address};
use crate::syntax::markdown::{Element, Event, Reference, ReferenceKind, attachment, citation};

impl Builder<'_> {
    pub(super) fn link(&mut self, link_type: LinkType, dest: &str, title: &str, range: Range<usize>) {
        let unknown = matches!(link_type, LinkType::ShortcutUnknown | LinkType::ReferenceUnknown | LinkType::CollapsedUnknown);
        if unknown && dest == "cite" {
            self.skipped = 1;
            return self.cite(range);
        }
        if let LinkType::WikiLink { has_pothole } = link_type {
            return self.wikilink(dest, has_pothole, range);
        }
        let mut literal = false;
        let element = if unknown {
            Element::Plain
        } else if link_type == LinkType::Email {
            literal = true;
            Element::Link { href: format!("mailto:{dest}"), title: String::new() }
        } else {
            literal = link_type == LinkType::Autolink;
            self.target(dest, title, &range)
        };
        self.open_zone(element, literal, None);
    }

    /// What an address leads to.
    pub(super) fn target(&mut self, dest: &str, title: &str, range: &Range<usize>) -> Element {
        let title = title.to_owned();
        let kind = match url::sort(dest) {
            Address::External => return Element::Link { href: dest.to_owned(), title },
            Address::Refused => {
                self.prose.refused_urls.push((self.source(range.clone()), dest.to_owned()));
                return Element::Plain;
            }
            Address::File { dest, anchor } => ReferenceKind::File { dest, anchor },
            Address::Fragment(anchor) => ReferenceKind::Fragment { anchor },
        };
        Element::Reference { index: self.reference(range.clone(), kind), title, labelled: true }
    }

    pub(super) fn open_zone(&mut self, element: Element, literal: bool, label_of: Option<usize>) {
        self.open_run();
        let start = self.run.as_ref().map_or(0, |run| run.text.len());
        self.prose.events.push(Event::Start(element));
        self.frames.push(Frame::Zone { start, literal, label_of });
    }

    pub(super) fn reference(&mut self, range: Range<usize>, kind: ReferenceKind) -> usize {
        let range = self.source(range);
        self.prose.references.push(Reference { range, kind });
        self.prose.references.len() - 1
    }

    pub(super) fn wikilink(&mut self, dest: &str, labelled: bool, range: Range<usize>) {
        let (target, anchor) = wikilink_target(dest);
        let place = anchor.as_deref().unwrap_or_default();
        let shown = if target.is_empty() { place.strip_prefix('^').unwrap_or(place).to_owned() } else { target.clone() };
        let kind = match anchor {
            Some(anchor) if target.is_empty() => ReferenceKind::Fragment { anchor },
            anchor => ReferenceKind::Wikilink { target, anchor, label: None, embed: false },
        };
        let index = self.reference(range.clone(), kind);
        let element = Element::Reference { index, title: String::new(), labelled };
        if labelled {
            return self.open_zone(element, false, Some(index));
        }
        self.open_run();
        self.prose.events.push(Event::Start(element));
        let start = self.run.as_ref().map_or(0, |run| run.text.len());
        self.whole_piece(&shown, range, Event::Literal);
        self.prose.events.push(Event::End);
        self.replaced_zone(start, index);
        self.skipped = 1;
    }

    /// A record to be shown here, or a file: a picture is one, any other is linked.
    pub(super) fn embed(&mut self, dest: &str, labelled: bool, range: Range<usize>) {
        let (target, anchor) = wikilink_target(dest);
        if ending::is_picture(&target) {
            // without words of its own its text is its target
            self.skipped = usize::from(!labelled);
            self.picture(&target, "", range, true);
            if !labelled {
                self.end_picture();
            }
            return;
        }
        if ending::is_published(&target) {
            return self.wikilink(dest, labelled, range);
        }
        self.skipped = 1;
        let shown = target.clone();
        let index = self.reference(range.clone(), ReferenceKind::Wikilink { target, anchor, label: None, embed: true });
        self.open_run();
        let start = self.run.as_ref().map_or(0, |run| run.text.len());
        self.whole_piece(&shown, range, Event::Literal);
        if let Some(Event::Literal(_)) = self.prose.events.last() {
            self.prose.events.pop();
        }
        self.prose.events.push(Event::Embed { reference: index, block: false });
        self.replaced_zone(start, index);
    }

    pub(super) fn picture(&mut self, dest: &str, title: &str, range: Range<usize>, by_name: bool) {
        let (dest, title) = (dest.to_owned(), title.to_owned());
        self.picture = Some(Picture { dest, title, alt: String::new(), range, depth: 1, by_name });
    }

    pub(super) fn alt_text(&mut self, event: Parsed<'_>) {
        let Some(picture) = &mut self.picture else { return };
        match event {
            Parsed::Start(_) => picture.depth += 1,
            Parsed::End(_) => picture.depth -= 1,
            Parsed::Text(text) | Parsed::Code(text) | Parsed::InlineHtml(text) => picture.alt.push_str(&text),
            Parsed::SoftBreak | Parsed::HardBreak => picture.alt.push(' '),
            _ => {}
        }
        if picture.depth == 0 {
            self.end_picture();
        }
    }

    fn end_picture(&mut self) {
        let Some(Picture { dest, title, alt, range, by_name, .. }) = self.picture.take() else { return };
        self.open_run();
        let event = match url::sort(&dest) {
            _ if by_name => Event::Image { reference: self.reference(range, attachment::image(&dest, &alt)) },
            Address::File { dest, .. } => {
                Event::Image { reference: self.reference(range, ReferenceKind::Image { dest, alt, title }) }
            }
            Address::External if dest.trim_start().to_ascii_lowercase().starts_with("http") => {
                Event::RemoteImage { href: dest, alt, title }
            }
            _ => {
                self.prose.refused_urls.push((self.source(range.clone()), dest));
                return self.whole_piece(&alt, range, Event::Text);
            }
        };
        self.mark();
        self.prose.events.push(event);
    }

    pub(super) fn cite(&mut self, range: Range<usize>) {
        let cited = citation::bracketed(&self.text[range.clone()]);
        self.open_run();
        self.trim_space();
        self.mark();
        // It leaves no text, and belongs to the run all the same: behind its last stop, too.
        let end = self.source(range.clone()).end;
        if let Some(run) = &mut self.run {
            run.extent = run.extent.max(end);
        }
        let first = self.prose.references.len();
        for citation::Cited { range: place, key, locator } in cited {
            self.reference(range.start + place.start..range.start + place.end, ReferenceKind::Cite { key, locator });
        }
        let end = self.prose.references.len();
        match self.prose.events.last_mut() {
            Some(Event::Cite(group)) if group.end == first => group.end = end,
            _ => self.prose.events.push(Event::Cite(first..end)),
        }
    }

    pub(super) fn note(&mut self, label: &str) -> usize {
        // labels are alike without regard to case
        let next = self.notes.len();
        let note = *self.notes.entry(label.to_lowercase()).or_insert(next);
        if note == self.note_events.len() {
            self.note_events.push(None);
            self.note_places.push(None);
        }
        note
    }
}

/// The target of a wikilink and its anchor. A backslash before the bar, as tables need it, is not part of the target.
fn wikilink_target(dest: &str) -> (String, Option<String>) {
    let dest = dest.trim().trim_end_matches('\\');
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match dest.split_once('#') {
        Some((target, anchor)) => (tidy(target), Some(tidy(anchor)).filter(|anchor| !anchor.is_empty())),
        None => (tidy(dest), None),
    }
}
