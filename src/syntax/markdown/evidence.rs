//! Where a text says what it rests on: citations, footnotes, links to other sites.

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

fn leads_away(href: &str) -> bool {
    href.starts_with("https://") || href.starts_with("http://")
}
