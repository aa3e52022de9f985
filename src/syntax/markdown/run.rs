//! Running text: what a block says, without marks, and where each byte of it was written.

use std::ops::Range;

use super::smart::{Replacement, replacements};

/// The text of one block.
#[derive(Clone, Debug)]
pub struct Run {
    /// The words without marks. Line breaks and hard spaces are single spaces; footnote and citation marks are nothing.
    pub text: String,
    /// Counts from 0; a heading of level 1 or 2 begins the next one.
    pub section: usize,
    /// What it stands in.
    pub place: Place,
    pub(crate) paragraph: bool,
    pub(crate) zones: Vec<Zone>,
    /// Where no name is looked for: the zones, merged.
    pub(super) closed: Vec<Range<usize>>,
    pub(super) hard_spaces: Vec<(usize, char)>,
    pub(super) typography: Vec<Replacement>,
    pub(super) segments: Vec<Segment>,
    /// Where the block ends in the source.
    pub(super) extent: usize,
}

/// What a run stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The author's own words: paragraphs, lists, tables, notes.
    Text,
    /// A block quote: linked, never corrected.
    Quote,
    /// A heading or a title: mentions count, no link is set.
    Heading,
    /// A picture's caption or a callout's title: as a heading.
    Caption,
    /// HTML shown as text: nothing counts.
    Raw,
}

impl Place {
    /// Whether mentions may become links here.
    pub fn allows_links(self) -> bool {
        matches!(self, Place::Text | Place::Quote)
    }
}

/// A part of a run in which no name is looked for. An empty one is a mark that a name can't reach across.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Zone {
    pub(crate) range: Range<usize>,
    /// Code, tags and addresses: typography leaves them alone.
    pub(crate) literal: bool,
    /// The reference whose resolved words replace this text.
    pub(crate) replaced_by: Option<usize>,
}

/// Bytes of a run and the bytes of the source that they came from; of equal length if one is the other.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) flat: Range<usize>,
    pub(super) source: Range<usize>,
}

impl Segment {
    fn linear(&self) -> bool {
        self.flat.len() == self.source.len()
    }
}

impl Run {
    pub(super) fn new(section: usize, place: Place, paragraph: bool) -> Run {
        Run {
            text: String::new(),
            section,
            place,
            paragraph,
            zones: Vec::new(),
            closed: Vec::new(),
            hard_spaces: Vec::new(),
            typography: Vec::new(),
            segments: Vec::new(),
            extent: 0,
        }
    }

    /// The text is whole: works out once what is asked of it often.
    pub(super) fn finish(mut self) -> Run {
        self.extent = self.extent.max(self.segments.last().map_or(0, |segment| segment.source.end));
        self.zones.sort_by_key(|zone| (zone.range.start, zone.range.end));
        for zone in &self.zones {
            match self.closed.last_mut() {
                Some(last) if zone.range.start < last.end => last.end = last.end.max(zone.range.end),
                _ => self.closed.push(zone.range.clone()),
            }
        }
        self.typography = replacements(&self);
        self
    }

    /// Leaves the beginning of the text; before it is whole.
    pub(super) fn truncate(&mut self, end: usize) {
        self.text.truncate(end);
        self.hard_spaces.retain(|(at, _)| *at < end);
        self.segments.retain(|segment| segment.flat.start < end);
        if let Some(last) = self.segments.last_mut().filter(|last| last.flat.end > end) {
            if last.linear() {
                last.source.end -= last.flat.end - end;
            }
            last.flat.end = end;
        }
    }

    /// Text without marks.
    pub(super) fn of(text: &str) -> Run {
        Run { text: text.to_owned(), ..Run::new(0, Place::Text, false) }.finish()
    }

    /// A title, which is what it is written as.
    pub(super) fn title(text: &str) -> Run {
        let all = Segment { flat: 0..text.len(), source: 0..text.len() };
        Run { text: text.to_owned(), segments: vec![all], ..Run::new(0, Place::Heading, true) }.finish()
    }

    /// The bytes of the source behind a range of the text.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let first = self.segments.get(self.segments.partition_point(|segment| segment.flat.end <= range.start));
        let last = self.segments[..self.segments.partition_point(|segment| segment.flat.start < range.end)].last();
        let (Some(first), Some(last)) = (first, last) else {
            let end = self.segments.last().map_or(0, |segment| segment.source.end);
            return end..end;
        };
        let start =
            if first.linear() { first.source.start + range.start.saturating_sub(first.flat.start) } else { first.source.start };
        let end = if last.linear() { last.source.end - last.flat.end.saturating_sub(range.end) } else { last.source.end };
        start..end.max(start)
    }

    /// The part of the text that was written within these bytes of the source.
    pub(super) fn flat(&self, source: &Range<usize>) -> Option<Range<usize>> {
        let touching = |segment: &&Segment| segment.source.start < source.end && segment.source.end > source.start;
        let first = self.segments.iter().find(touching);
        let last = self.segments.iter().rev().find(touching);
        if let (Some(first), Some(last)) = (first, last) {
            let cut = |segment: &Segment, at: usize, open: usize| {
                if segment.linear() { segment.flat.start + at - segment.source.start } else { open }
            };
            let start = cut(first, source.start.max(first.source.start), first.flat.start);
            let end = cut(last, source.end.min(last.source.end), last.flat.end);
            return Some(start..end.max(start));
        }
        // a citation left nothing in the text: its place is where the words before it end
        let within = self.segments.first()?.source.start <= source.start && source.start <= self.extent;
        let before = self.segments.iter().rev().find(|segment| segment.source.end <= source.start)?;
        within.then_some(before.flat.end..before.flat.end)
    }

    /// The text as it is read: with hard spaces and typographic punctuation.
    pub fn typeset(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        self.typeset_into(0..self.text.len(), &mut |piece| out.push_str(piece));
        out
    }

    /// As it is read; `title` gives the words of a reference whose own are not shown, by its index.
    pub(crate) fn worded(&self, title: impl Fn(usize) -> Option<String>) -> String {
        let mut out = String::with_capacity(self.text.len());
        super::sentence::titled_into(self, 0..self.text.len(), title, &mut out);
        out
    }

    /// Writes a part of the text with the typography that lies within it.
    pub(crate) fn typeset_into(&self, range: Range<usize>, write: &mut dyn FnMut(&str)) {
        let mut at = range.start;
        let first = self.typography.partition_point(|(place, _)| place.start < range.start);
        for (place, with) in &self.typography[first..] {
            if place.end > range.end {
                break;
            }
            write(&self.text[at..place.start]);
            write(with);
            at = place.end;
        }
        write(&self.text[at..range.end]);
    }

    /// Whether a range stands between paired quotation marks: somebody's words, not ours to correct.
    pub fn quoted(&self, range: Range<usize>) -> bool {
        super::smart::quoted(self).iter().any(|quotation| quotation.start <= range.start && range.end <= quotation.end)
    }

    /// What stands between paired quotation marks, without the marks.
    pub fn quotations(&self) -> Vec<Range<usize>> {
        super::smart::quotations(self)
    }

    /// Whether a range is the words of a sentence: no part of code, of an address or tag, or of a name for which a title is shown.
    pub fn is_wording(&self, range: &Range<usize>) -> bool {
        let other = |zone: &Zone| (zone.literal || zone.replaced_by.is_some()) && !zone.range.is_empty();
        !self.zones.iter().any(|zone| other(zone) && zone.range.start < range.end && range.start < zone.range.end)
    }

    /// Whether names are looked for in all of this range.
    pub fn open_to_names(&self, range: &Range<usize>) -> bool {
        let first = self.closed.partition_point(|closed| closed.end <= range.start);
        self.closed[first..].first().is_none_or(|closed| closed.start >= range.end)
    }
}
