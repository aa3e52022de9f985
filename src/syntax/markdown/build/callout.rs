//! Callouts: block quotes whose first line says what they are.

use std::ops::Range;

use super::Builder;
use crate::syntax::markdown::{Callout, Element, Event, Place};

impl Builder<'_> {
    /// The callout that a block quote is, if its first line says so.
    pub(super) fn callout(&mut self, range: &Range<usize>) -> Option<usize> {
        let quote = &self.text[range.clone()];
        // quotes within quotes: look at the first marks before the whole line
        quote.trim_start().strip_prefix('>')?.trim_start_matches([' ', '\t']).strip_prefix("[!")?;
        let first = quote.lines().next().unwrap_or_default();
        let head = first.trim_start().strip_prefix('>')?.trim_start().strip_prefix("[!")?;
        let (kind, rest) = head.split_once(']')?;
        if kind.is_empty() || !kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
            return None;
        }
        let foldable = rest.starts_with(['+', '-']).then(|| rest.starts_with('+'));
        let title = rest.trim_start_matches(['+', '-']).trim().to_owned();
        let unquoted = |line: &str| {
            let line = line.trim_start();
            let line = line.strip_prefix('>').unwrap_or(line);
            line.strip_prefix(' ').unwrap_or(line).to_owned()
        };
        let body = quote.lines().skip(1).map(unquoted).collect::<Vec<_>>().join("\n");
        self.passed = range.start + quote.find('\n').map_or(quote.len(), |at| at + 1);
        let range = self.source(range.clone());
        self.prose.callouts.push(Callout { kind: kind.to_lowercase(), foldable, title, body, range });
        Some(self.prose.callouts.len() - 1)
    }

    pub(super) fn callout_title(&mut self, index: usize, range: &Range<usize>) {
        let title = self.prose.callouts[index].title.clone();
        if title.is_empty() {
            return;
        }
        let line = &self.text[range.start..self.passed];
        let start = range.start + line.rfind(&title).unwrap_or(0);
        let source = self.source(start..start + title.len());
        self.prose.events.push(Event::Start(Element::CalloutTitle));
        self.plain_run(&title, source, Place::Caption);
        self.prose.events.push(Event::End);
    }
}
