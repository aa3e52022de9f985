//! A part of the text that is read by itself, as one line of inline Markdown: the first line of a callout, which the parser takes for the
//! beginning of a paragraph.

use std::ops::Range;

use super::{Builder, as_line, line};
use crate::syntax::markdown::comment::Origins;
use crate::syntax::markdown::{Element, Event, Place};

impl Builder<'_> {
    /// Reads a part of the text that is parsed, and puts what it holds here.
    pub(super) fn inlay(&mut self, part: Range<usize>, place: Place) {
        let inner = line(&as_line(&self.text[part.clone()]), Origins::default());
        let (first_run, first_reference) = (self.prose.runs.len(), self.prose.references.len());
        for mut run in inner.runs {
            (run.section, run.place, run.paragraph) = (self.section, place, false);
            for segment in &mut run.segments {
                segment.source = self.within(&part, segment.source.clone());
            }
            run.extent = self.within(&part, run.extent..run.extent).end;
            run.zones.iter_mut().filter_map(|zone| zone.replaced_by.as_mut()).for_each(|index| *index += first_reference);
            self.prose.runs.push(run);
        }
        for mut reference in inner.references {
            reference.range = self.within(&part, reference.range);
            self.prose.references.push(reference);
        }
        for (range, url) in inner.refused_urls {
            let range = self.within(&part, range);
            self.prose.refused_urls.push((range, url));
        }
        for range in inner.empty_links {
            let range = self.within(&part, range);
            self.prose.empty_links.push(range);
        }
        for range in inner.raw_html {
            let range = self.within(&part, range);
            self.prose.raw_html.push(range);
        }
        for found in inner.unmeant {
            let range = self.within(&part, found.range);
            self.unmeant(range, found.slip);
        }
        for mut event in inner.events {
            match &mut event {
                Event::Run(run) => *run += first_run,
                Event::Image { reference } | Event::Embed { reference, .. } | Event::BareCite { reference, .. } => {
                    *reference += first_reference
                }
                Event::Start(Element::Reference { index, .. }) => *index += first_reference,
                Event::Cite(group) => *group = group.start + first_reference..group.end + first_reference,
                _ => {}
            }
            self.prose.events.push(event);
        }
    }

    /// Where bytes of the part were written.
    fn within(&self, part: &Range<usize>, range: Range<usize>) -> Range<usize> {
        self.source(part.start + range.start..part.start + range.end)
    }
}
