//! Where a text says what it rests on: citations, footnotes, links to other sites.

use std::ops::Range;

use super::{Element, Event, Prose};

/// A place at which a text says what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The run.
    pub run: usize,
    /// Byte of its text at which it stands; a link within its first letter.
    pub at: usize,
}

impl Prose {
    /// All such places, in order of the text. `@key` counts whether or not there is such a source.
    pub fn grounds(&self) -> Vec<Ground> {
        let mut found = Vec::new();
        let (mut run, mut at) = (0, 0);
        for event in &self.events {
            match event {
                Event::Run(next) => (run, at) = (*next, 0),
                Event::Text(range) | Event::Literal(range) | Event::Code(range) => at = range.end,
                Event::SoftBreak(range) | Event::HardBreak(range) => at = range.end,
                Event::Cite(_) | Event::FootnoteReference { .. } => found.push(Ground { run, at }),
                Event::BareCite { range, .. } => {
                    found.push(Ground { run, at: range.start });
                    at = range.end;
                }
                Event::Start(Element::Link { href, .. }) if leads_away(href) => found.push(Ground { run, at: at + 1 }),
                _ => {}
            }
        }
        found
    }
}

/// A link to another site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkAway {
    /// The run.
    pub run: usize,
    /// Its words: bytes of the run's text.
    pub range: Range<usize>,
    /// The address.
    pub href: String,
}

impl Prose {
    /// All links to other sites that show words, in order of the text.
    pub fn links_away(&self) -> Vec<LinkAway> {
        let mut found = Vec::new();
        let (mut run, mut at) = (0, 0);
        // What is open, with the link that it is.
        let mut open: Vec<Option<(usize, &str)>> = Vec::new();
        for event in &self.events {
            match event {
                Event::Run(next) => (run, at) = (*next, 0),
                Event::Text(range) | Event::Literal(range) | Event::Code(range) => at = range.end,
                Event::SoftBreak(range) | Event::HardBreak(range) => at = range.end,
                Event::BareCite { range, .. } => at = range.end,
                Event::Start(Element::Link { href, .. }) if leads_away(href) => open.push(Some((at, href))),
                Event::Start(_) => open.push(None),
                Event::End => {
                    if let Some((start, href)) = open.pop().flatten().filter(|(start, _)| *start < at) {
                        found.push(LinkAway { run, range: start..at, href: href.to_owned() });
                    }
                }
                _ => {}
            }
        }
        found
    }
}

fn leads_away(href: &str) -> bool {
    href.starts_with("https://") || href.starts_with("http://")
}
