//! A text without the blocks that rest on certain references: what could be written before a source was known.

use std::ops::Range;

use super::{Element, Event, Footnote, Prose};

impl Prose {
    /// Whether anything of it points at a reference for which `is_left_out` holds.
    fn rests_on(&self, is_left_out: impl Fn(usize) -> bool) -> bool {
        (0..self.references.len()).any(is_left_out)
    }

    /// The text without the blocks that hold such a reference, or point at a note that does: the paragraph, list item, table row,
    /// definition, figure or callout around it. Lists, tables and quotes of which nothing is left go with them, and so do the headings of
    /// sections of which nothing is left. A heading itself is never left out for what it cites. Callouts for which `is_callout_left_out`
    /// holds go too. `None` where all of it stays.
    pub fn without(&self, is_left_out: impl Fn(usize) -> bool, is_callout_left_out: impl Fn(usize) -> bool) -> Option<Prose> {
        if !self.rests_on(&is_left_out) && !(0..self.callouts.len()).any(&is_callout_left_out) {
            return None;
        }
        let rests = |event: &Event| match event {
            Event::Start(Element::Callout(callout)) => is_callout_left_out(*callout),
            event => event.references().any(&is_left_out),
        };
        let rests = self.events.iter().map(rests).collect();
        let mut cut = Cut { prose: self, rests, kept: vec![true; self.events.len()] };
        cut.notes();
        cut.blocks();
        cut.anchors();
        cut.sections();
        cut.kept.contains(&false).then(|| cut.taken())
    }
}

impl Event {
    /// The references that it stands for.
    pub(super) fn references(&self) -> Range<usize> {
        match self {
            Event::Image { reference } | Event::Embed { reference, .. } | Event::BareCite { reference, .. } => {
                *reference..*reference + 1
            }
            Event::Start(Element::Reference { index, .. }) => *index..*index + 1,
            Event::Cite(group) => group.clone(),
            _ => 0..0,
        }
    }
}

impl Element {
    /// Whether it goes as a whole with what it rests on.
    fn is_block(&self) -> bool {
        matches!(
            self,
            Element::Paragraph
                | Element::Item
                | Element::Row
                | Element::Definition
                | Element::Figure
                | Element::Callout(_)
                | Element::Footnote(_)
        )
    }

    /// Whether it is nothing once all that it holds is gone.
    fn is_hollow_alone(&self) -> bool {
        matches!(
            self,
            Element::Quote
                | Element::Callout(_)
                | Element::List(_)
                | Element::Item
                | Element::DefinitionList
                | Element::Definition
                | Element::Table
                | Element::TableBody
                | Element::Footnote(_)
        )
    }

    /// Whether it only names what follows it.
    fn is_label(&self) -> bool {
        matches!(self, Element::Heading(_) | Element::Term | Element::CalloutTitle(_) | Element::TableHead)
    }
}

struct Cut<'p> {
    prose: &'p Prose,
    /// For each event, whether it rests on what is left out.
    rests: Vec<bool>,
    kept: Vec<bool>,
}

impl Cut<'_> {
    /// What points at a note that rests on something, rests on it too.
    fn notes(&mut self) {
        // A note may point at another: once for each is enough for any chain.
        for _ in 0..self.prose.footnotes.len() {
            let rests = |note: &Footnote| self.rests[note.events.clone()].contains(&true);
            let notes: Vec<bool> = self.prose.footnotes.iter().map(rests).collect();
            let mut more = false;
            for (event, rests) in self.prose.events.iter().zip(&mut self.rests) {
                if matches!(event, Event::FootnoteReference { note, .. } if notes[*note]) && !*rests {
                    (*rests, more) = (true, true);
                }
            }
            if !more {
                break;
            }
        }
    }

    fn blocks(&mut self) {
        let mut at = 0;
        while at < self.kept.len() {
            at = self.event(at).0;
        }
        // A note at which nothing points any more has nothing to explain.
        let mut pointed = vec![0; self.prose.footnotes.len()];
        for (event, kept) in self.prose.events.iter().zip(&self.kept) {
            if let (Event::FootnoteReference { note, .. }, true) = (event, kept) {
                pointed[*note] += 1;
            }
        }
        for (note, pointed) in self.prose.footnotes.iter().zip(pointed) {
            if note.references > 0 && pointed == 0 {
                self.drop(note.events.start - 1..note.events.end + 1);
            }
        }
        // A heading stays, but not its mark of a note that is gone.
        let is_gone = |note: &Footnote, kept: &[bool]| !kept[note.events.start - 1];
        let gone: Vec<bool> = self.prose.footnotes.iter().map(|note| is_gone(note, &self.kept)).collect();
        for (event, kept) in self.prose.events.iter().zip(&mut self.kept) {
            *kept &= !matches!(event, Event::FootnoteReference { note, .. } if gone[*note]);
        }
    }

    /// Decides about one event and all that is in it: the index of the next, and whether what is around it goes too.
    fn event(&mut self, at: usize) -> (usize, bool) {
        let element = match &self.prose.events[at] {
            Event::Start(element) => element,
            // A card that has its line for itself is a block.
            Event::Embed { block: true, .. } if self.rests[at] => {
                self.drop(at..at + 1);
                return (at + 1, false);
            }
            _ => return (at + 1, self.rests[at]),
        };
        let (mut rests, mut had, mut has) = (self.rests[at], false, false);
        let mut next = at + 1;
        while let Some(event) = self.prose.events.get(next)
            && *event != Event::End
        {
            let child = next;
            let (after, child_rests) = self.event(child);
            rests |= child_rests;
            let is_label =
                matches!(event, Event::Start(element) if element.is_label()) || matches!(event, Event::Run(_) | Event::Anchor(_));
            had |= !is_label;
            has |= !is_label && self.kept[child];
            next = after;
        }
        let end = (next + 1).min(self.kept.len());
        if *element == Element::DefinitionList {
            self.terms(at + 1..next);
        }
        let goes = (rests && element.is_block()) || (had && !has && element.is_hollow_alone());
        if goes {
            self.drop(at..end);
        }
        (end, rests && !goes && !matches!(element, Element::Heading(_) | Element::Term))
    }

    /// The name of a block goes with it.
    fn anchors(&mut self) {
        for at in (0..self.kept.len()).rev() {
            if let Event::Anchor(_) = self.prose.events[at] {
                self.kept[at] &= self.prose.events.get(at + 1).is_none_or(|next| *next == Event::End || self.kept[at + 1]);
            }
        }
    }

    /// Terms whose definitions are all gone.
    fn terms(&mut self, list: Range<usize>) {
        let (mut term, mut had, mut has) = (0..0, false, false);
        let mut at = list.start;
        while at <= list.end {
            let end = self.after(at);
            let is_definition = matches!(self.prose.events[at], Event::Start(Element::Definition));
            if is_definition {
                (had, has) = (true, has || self.kept[at]);
            } else {
                if had && !has {
                    self.drop(term);
                }
                (term, had, has) = (at..end, false, false);
            }
            at = end;
        }
    }

    fn drop(&mut self, events: Range<usize>) {
        self.kept[events].fill(false);
    }

    /// Headings below which something stood, and nothing is left.
    fn sections(&mut self) {
        let (mut open, mut hollow) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < self.kept.len() {
            let end = self.after(at);
            if let Event::Start(Element::Heading(heading)) = &self.prose.events[at] {
                let level = self.prose.headings[*heading].level;
                close(&mut open, level, &mut hollow);
                open.push(Section { heading: at..end, level, had: false, has: false });
            } else if let Some(section) = open.last_mut()
                && !matches!(self.prose.events[at], Event::Start(Element::Footnote(_)))
            {
                section.had = true;
                section.has |= self.kept[at];
            }
            at = end;
        }
        close(&mut open, 0, &mut hollow);
        hollow.into_iter().for_each(|heading| self.drop(heading));
    }

    /// The index after an event and all that is in it.
    fn after(&self, at: usize) -> usize {
        let mut depth = 0usize;
        for (index, event) in self.prose.events.iter().enumerate().skip(at) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return index + 1;
            }
        }
        self.prose.events.len()
    }

    /// The text that is left, everything in it counted anew.
    fn taken(self) -> Prose {
        let old = self.prose;
        let gone = || old.events.iter().zip(&self.kept).filter(|(_, kept)| !**kept).map(|(event, _)| event);
        let references = Places::without(old.references.len(), gone().flat_map(Event::references));
        let runs = Places::without(
            old.runs.len(),
            gone().filter_map(|event| if let Event::Run(run) = event { Some(*run) } else { None }),
        );
        let headings = Places::without(
            old.headings.len(),
            gone().filter_map(|event| if let Event::Start(Element::Heading(heading)) = event { Some(*heading) } else { None }),
        );
        let blocks = Places::without(
            old.blocks.len(),
            gone().filter_map(|event| if let Event::Anchor(block) = event { Some(*block) } else { None }),
        );
        let notes = Places::without(
            old.footnotes.len(),
            gone().filter_map(|event| if let Event::Start(Element::Footnote(note)) = event { Some(*note) } else { None }),
        );
        let events = Places::without(old.events.len(), (0..old.events.len()).filter(|at| !self.kept[*at]));

        let mut prose = Prose {
            headings: headings.take(&old.headings),
            blocks: blocks.take(&old.blocks),
            references: references.take(&old.references),
            runs: runs.take(&old.runs),
            footnotes: notes.take(&old.footnotes),
            events: events.take(&old.events),
            first_h1: old.first_h1.and_then(|heading| headings.new[heading]),
            ..old.clone()
        };
        for zone in prose.runs.iter_mut().flat_map(|run| &mut run.zones) {
            zone.replaced_by = zone.replaced_by.and_then(|reference| references.new[reference]);
        }
        for note in &mut prose.footnotes {
            *note = Footnote { events: events.before(note.events.start)..events.before(note.events.end), references: 0 };
        }
        for event in &mut prose.events {
            match event {
                Event::Run(run) => *run = runs.before(*run),
                Event::Anchor(block) => *block = blocks.before(*block),
                Event::Image { reference } | Event::Embed { reference, .. } | Event::BareCite { reference, .. } => {
                    *reference = references.before(*reference)
                }
                Event::Cite(group) => *group = references.before(group.start)..references.before(group.end),
                Event::Start(Element::Reference { index, .. }) => *index = references.before(*index),
                Event::Start(Element::Heading(heading)) => *heading = headings.before(*heading),
                Event::Start(Element::Footnote(note)) => *note = notes.before(*note),
                Event::FootnoteReference { note, nth } => {
                    *note = notes.before(*note);
                    *nth = prose.footnotes[*note].references;
                    prose.footnotes[*note].references += 1;
                }
                _ => {}
            }
        }
        prose
    }
}

/// A section that has begun.
struct Section {
    heading: Range<usize>,
    level: u8,
    /// Whether anything stood in it.
    had: bool,
    /// Whether anything is left in it.
    has: bool,
}

/// Ends the sections that a heading of this level ends.
fn close(open: &mut Vec<Section>, level: u8, hollow: &mut Vec<Range<usize>>) {
    while let Some(ended) = open.pop_if(|section| section.level >= level) {
        if let Some(outer) = open.last_mut() {
            outer.had |= ended.had;
            // A heading that stood alone from the beginning stays, and is something.
            outer.has |= ended.has || !ended.had;
        }
        if ended.had && !ended.has {
            hollow.push(ended.heading);
        }
    }
}

/// Where the items of a list are once some of them are gone.
struct Places {
    new: Vec<Option<usize>>,
}

impl Places {
    fn without(count: usize, gone: impl Iterator<Item = usize>) -> Places {
        let mut new = vec![Some(0); count];
        gone.for_each(|at| new[at] = None);
        new.iter_mut().flatten().enumerate().for_each(|(place, new)| *new = place);
        Places { new }
    }

    /// How many of the items before this place are left.
    fn before(&self, at: usize) -> usize {
        let left = self.new[at.min(self.new.len())..].iter().flatten().next();
        left.copied().unwrap_or_else(|| self.new.iter().flatten().count())
    }

    fn take<T: Clone>(&self, items: &[T]) -> Vec<T> {
        items.iter().zip(&self.new).filter(|(_, new)| new.is_some()).map(|(item, _)| item.clone()).collect()
    }
}
