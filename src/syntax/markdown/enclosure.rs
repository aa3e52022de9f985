//! What a part of running text stands in, where no name is looked for.

use std::ops::Range;

use super::{Element, Event, Prose};

/// What closes a part of a text to names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enclosure {
    /// The words of a link.
    Link,
    /// Code within a line.
    Code,
    /// A tag, an address.
    Literal,
    /// A span that is not to be linked.
    NoLink,
}

impl Prose {
    /// What a range of a run stands in; `None` of text that is open to names.
    pub fn enclosure(&self, run: usize, range: &Range<usize>) -> Option<Enclosure> {
        let mut current = None;
        let mut open: Vec<&Element> = Vec::new();
        for event in &self.events {
            let touched = |part: &Range<usize>| current == Some(run) && part.start < range.end && part.end > range.start;
            match event {
                Event::Run(index) => current = Some(*index),
                Event::Start(element) => open.push(element),
                Event::End => drop(open.pop()),
                Event::Code(part) if touched(part) => return Some(Enclosure::Code),
                Event::Literal(part) if touched(part) && !is_linked(&open) => return Some(Enclosure::Literal),
                Event::Text(part) | Event::Literal(part) if touched(part) => {
                    if is_linked(&open) {
                        return Some(Enclosure::Link);
                    }
                    if open.iter().any(|element| matches!(element, Element::Plain)) {
                        return Some(Enclosure::NoLink);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

fn is_linked(open: &[&Element]) -> bool {
    open.iter().any(|element| matches!(element, Element::Link { .. } | Element::Reference { .. }))
}
