//! Where a mention's link begins and ends among other marks.

use std::ops::Range;

use crate::syntax::markdown::{Element, Event};

/// Where a link is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Close {
    /// Within the text of this event, at this offset.
    Within(usize, usize),
    /// After this event.
    After(usize),
}

/// Where a link that is opened just before event `from` (or within it, if that is text) closes, if it nests with all marks between.
pub(super) fn close(events: &[Event], from: usize, mention: &Range<usize>) -> Option<Close> {
    let mut depth = 0usize;
    let mut reached = false;
    for (index, event) in events.iter().enumerate().skip(from) {
        match event {
            Event::Start(Element::Emphasis | Element::Strong | Element::Strikethrough) if !reached => depth += 1,
            Event::End => {
                depth = depth.checked_sub(1)?;
                if reached && depth == 0 {
                    return Some(Close::After(index));
                }
            }
            Event::Text(range) if !reached => {
                if range.end >= mention.end {
                    if depth == 0 {
                        return Some(Close::Within(index, mention.end));
                    }
                    reached = range.end == mention.end;
                    if !reached {
                        return None;
                    }
                }
            }
            Event::SoftBreak(range) | Event::HardBreak(range) if !reached && range.end < mention.end => {}
            _ => return None,
        }
    }
    None
}

/// Where the first text within the marks that open at `from` begins, if text is what comes first.
pub(super) fn first_text(events: &[Event], from: usize) -> Option<usize> {
    let marks = |event: &&Event| matches!(event, Event::Start(Element::Emphasis | Element::Strong | Element::Strikethrough));
    match events[from..].iter().find(|event| !marks(event)) {
        Some(Event::Text(range)) => Some(range.start),
        _ => None,
    }
}
