//! Blocks with a name for links: ` ^name` at the end of a paragraph or list item, or on a line of its own below a list, quotation or table,
//! as Obsidian writes them.

use super::Builder;
use crate::syntax::markdown::{Element, Event, NamedBlock, Run};

impl Builder<'_> {
    /// Takes the name off the end of a run that is whole, and puts its anchor before the block.
    pub(super) fn take_name(&mut self, run: &mut Run) {
        if self.inline || self.heading || self.raw || !run.text.contains('^') {
            return;
        }
        let Some(at) = name_at(&run.text) else { return };
        let start = run.text[..at].trim_end().len();
        let Some(Event::Text(text)) = self.prose.events.last() else { return };
        if text.end != run.text.len() || text.start > start || self.is_escaped(run, at) {
            return;
        }
        let (text_start, id) = (text.start, run.text[at + 1..].to_owned());
        let range = run.source(at..run.text.len());
        run.truncate(start);
        self.prose.events.pop();
        if text_start < start {
            self.prose.events.push(Event::Text(text_start..start));
        }
        // Two blocks of one name: links lead to the first, as with headings.
        if !self.names.insert(id.clone()) {
            return;
        }
        let anchor = Event::Anchor(self.prose.blocks.len());
        self.prose.blocks.push(NamedBlock { id, range });
        let before = self.run_start.checked_sub(1).filter(|at| self.prose.events[*at] == Event::Start(Element::Paragraph));
        let is_alone = self.prose.events.len() == self.run_start + 1;
        match (is_alone, before) {
            (false, before) => {
                self.prose.events.insert(before.unwrap_or(self.run_start), anchor);
                self.run_start += 1;
            }
            (true, Some(paragraph)) => {
                let at = self.block_before(paragraph).unwrap_or(paragraph);
                self.prose.events.insert(at, anchor);
                self.run_start += 1;
                self.named_until = paragraph + 1;
            }
            (true, None) => self.prose.events.insert(self.run_start, anchor),
        }
    }

    /// Where the block begins that ends before the event at `end`, if it has no name yet and no note, whose events must stay where they are.
    fn block_before(&self, end: usize) -> Option<usize> {
        // A block is looked through for its first name only.
        if end == self.named_until {
            return None;
        }
        let mut depth = 0usize;
        let mut at = end;
        loop {
            at = at.checked_sub(1)?;
            match &self.prose.events[at] {
                Event::End => depth += 1,
                Event::Start(Element::Footnote(_)) => return None,
                Event::Start(_) => depth = depth.checked_sub(1)?,
                Event::Anchor(_) if depth == 0 => return None,
                _ => {}
            }
            if depth == 0 {
                return Some(at);
            }
        }
    }

    fn is_escaped(&self, run: &Run, at: usize) -> bool {
        let source = run.source(at..at + 1).start + self.prefix;
        let parsed = self.origins.parsed(source);
        parsed.checked_sub(1).is_some_and(|before| self.text.as_bytes()[before] == b'\\')
    }
}

/// Where the name at the end of a text begins, with its mark.
fn name_at(text: &str) -> Option<usize> {
    let at = text.rfind('^')?;
    let name = &text[at + 1..];
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (is_name && (at == 0 || text[..at].ends_with(' '))).then_some(at)
}
