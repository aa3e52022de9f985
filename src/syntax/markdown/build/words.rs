//! Running text.

use std::ops::Range;

use super::{Builder, Frame, LINE_PREFIX, NO_LINK};
use crate::syntax::markdown::autolink::{self, Found};
use crate::syntax::markdown::run::{Segment, Zone};
use crate::syntax::markdown::url::{self, Address};
use crate::syntax::markdown::{Element, Event, Place, Reference, ReferenceKind, Run};

impl Builder<'_> {
    pub(super) fn open_run(&mut self) {
        if self.run.is_some() {
            return;
        }
        let place = match () {
            () if self.raw => Place::Raw,
            () if self.heading => Place::Heading,
            () if self.quotes > 0 => Place::Quote,
            () => Place::Text,
        };
        let paragraph = matches!(self.frames.last(), Some(Frame::Paragraph));
        self.run = Some(Run::new(self.section, place, paragraph));
        self.run_start = self.prose.events.len();
        self.prose.events.push(Event::Run(self.prose.runs.len()));
    }

    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some((_, code, place, _)) = &mut self.code {
            code.push_str(text);
            let start = place.as_ref().map_or(range.start, |place| place.start);
            *place = Some(start..range.end);
            return;
        }
        let (mut text, mut range) = (text, range);
        if self.inline && range.start < self.prefix {
            text = text.strip_prefix(LINE_PREFIX).unwrap_or(text);
            range.start = range.end.min(self.prefix);
        }
        if self.span_end == Some(range.start) && text.starts_with(NO_LINK) && self.text[range.clone()].starts_with(NO_LINK) {
            text = &text[NO_LINK.len()..];
            range.start += NO_LINK.len();
        }
        self.span_end = None;
        if text.is_empty() {
            return;
        }
        self.open_run();
        if self.text.get(range.clone()) != Some(text) {
            return self.whole_piece(text, range, Event::Text);
        }
        let start = self.run.as_ref().map_or(0, |run| run.text.len());
        let origin = range.start;
        let parts: Vec<_> = self.origins.parts(range).collect();
        for part in parts {
            self.words(&text[part.start - origin..part.end - origin], part.start);
        }
        self.text_event(start);
    }

    /// Appends text that is written just so at `origin`: white space is single spaces.
    pub(super) fn words(&mut self, text: &str, origin: usize) {
        let mut piece = 0;
        let mut space_before = self.after_space();
        for (at, c) in text.char_indices() {
            match c {
                ' ' if !space_before => space_before = true,
                ' ' | '\t' => {
                    self.append(&text[piece..at], origin + piece);
                    piece = at + 1;
                    if !space_before {
                        self.append(" ", origin + at);
                    }
                    space_before = true;
                }
                '\u{a0}' | '\u{202f}' | '\u{2007}' => {
                    self.append(&text[piece..at], origin + piece);
                    piece = at + c.len_utf8();
                    let source = self.source(origin + at..origin + piece);
                    self.hard_space(c, source);
                    // an author's hard space is kept beside a soft one
                    space_before = false;
                }
                _ => space_before = false,
            }
        }
        self.append(&text[piece..], origin + piece);
    }

    /// Whether a further space would show as nothing: at a block's beginning, and after another one.
    pub(super) fn after_space(&self) -> bool {
        match self.prose.events.last() {
            Some(Event::Run(_)) if self.run.as_ref().is_none_or(|run| run.text.is_empty()) => true,
            Some(
                Event::Code(_)
                | Event::Image { .. }
                | Event::RemoteImage { .. }
                | Event::Embed { .. }
                | Event::Cite(_)
                | Event::FootnoteReference { .. }
                | Event::Task(_),
            ) => false,
            _ => self.run.as_ref().is_some_and(|run| {
                let hard = run.hard_spaces.last().is_some_and(|(space, _)| space + 1 == run.text.len());
                run.text.ends_with(' ') && !hard
            }),
        }
    }

    pub(super) fn hard_space(&mut self, space: char, source: Range<usize>) {
        let Some(run) = &mut self.run else { return };
        let at = run.text.len();
        run.hard_spaces.push((at, space));
        run.text.push(' ');
        run.segments.push(Segment { flat: at..at + 1, source });
    }

    pub(super) fn append(&mut self, text: &str, origin: usize) {
        if text.is_empty() {
            return;
        }
        let source = self.source(origin..origin + text.len());
        let Some(run) = &mut self.run else { return };
        let start = run.text.len();
        run.text.push_str(text);
        let flat = start..run.text.len();
        match run.segments.last_mut() {
            Some(last) if last.flat.end == start && last.source.end == source.start && last.flat.len() == last.source.len() => {
                last.flat.end = flat.end;
                last.source.end = source.end;
            }
            _ => run.segments.push(Segment { flat, source }),
        }
    }

    /// Appends text that stands for bytes it does not equal: an entity, a wikilink's target.
    pub(super) fn whole_piece(&mut self, text: &str, range: Range<usize>, event: impl Fn(Range<usize>) -> Event) {
        let source = self.source(range);
        if matches!(event(0..0), Event::Text(_))
            && let Some(space @ ('\u{a0}' | '\u{202f}' | '\u{2007}')) = only_char(text)
        {
            let start = self.run.as_ref().map_or(0, |run| run.text.len());
            self.hard_space(space, source);
            return self.text_event(start);
        }
        let Some(run) = &mut self.run else { return };
        let start = run.text.len();
        run.text.push_str(text);
        run.segments.push(Segment { flat: start..run.text.len(), source });
        match event(start..run.text.len()) {
            Event::Text(_) => self.text_event(start),
            event => self.prose.events.push(event),
        }
    }

    /// The text since `start` as an event, or as a part of the last one.
    pub(super) fn text_event(&mut self, start: usize) {
        let end = self.run.as_ref().map_or(start, |run| run.text.len());
        if start == end {
            return;
        }
        match self.prose.events.last_mut() {
            Some(Event::Text(range)) if range.end == start => range.end = end,
            _ => self.prose.events.push(Event::Text(start..end)),
        }
    }

    pub(super) fn space(&mut self, range: Range<usize>) -> Option<Range<usize>> {
        let source = self.source(range);
        let after_space = self.after_space();
        let run = self.run.as_mut()?;
        let at = run.text.len();
        if after_space {
            return None;
        }
        run.text.push(' ');
        run.segments.push(Segment { flat: at..at + 1, source });
        Some(at..at + 1)
    }

    pub(super) fn literal(&mut self, text: &str, range: Range<usize>) {
        self.open_run();
        let start = self.run.as_ref().map_or(0, |run| run.text.len());
        self.whole_piece(text, range, Event::Literal);
        self.zone(start, true);
    }

    pub(super) fn code_span(&mut self, text: &str, range: Range<usize>) {
        self.open_run();
        let start = self.run.as_ref().map_or(0, |run| run.text.len());
        self.whole_piece(text, range, Event::Code);
        self.zone(start, true);
    }

    pub(super) fn zone(&mut self, start: usize, literal: bool) {
        if let Some(run) = &mut self.run {
            let start = start.min(run.text.len());
            run.zones.push(Zone { range: start..run.text.len(), literal, replaced_by: None });
        }
    }

    pub(super) fn replaced_zone(&mut self, start: usize, reference: usize) {
        if let Some(run) = &mut self.run {
            run.zones.push(Zone { range: start..run.text.len(), literal: true, replaced_by: Some(reference) });
        }
    }

    /// A point that no name reaches across.
    pub(super) fn mark(&mut self) {
        self.open_run();
        let end = self.run.as_ref().map_or(0, |run| run.text.len());
        self.zone(end, false);
    }

    /// Takes back the space before a raised mark.
    pub(super) fn trim_space(&mut self) {
        let Some(run) = &mut self.run else { return };
        if !run.text.ends_with(' ') {
            return;
        }
        let end = run.text.len() - 1;
        match self.prose.events.last_mut() {
            Some(Event::Text(range)) if range.end == end + 1 => range.end = end,
            Some(Event::SoftBreak(range)) if range.end == end + 1 => range.end = range.start,
            _ => return,
        }
        if matches!(self.prose.events.last(), Some(Event::Text(range) | Event::SoftBreak(range)) if range.is_empty()) {
            self.prose.events.pop();
        }
        run.text.truncate(end);
        run.hard_spaces.retain(|(at, _)| *at < end);
        if let Some(last) = run.segments.last_mut() {
            let shorter = last.flat.len() - 1;
            if last.flat.len() == last.source.len() {
                last.source.end -= 1;
            }
            last.flat.end -= 1;
            if shorter == 0 {
                run.segments.pop();
            }
        }
    }

    pub(super) fn end_run(&mut self) {
        self.span_end = None;
        let Some(mut run) = self.run.take() else { return };
        // only tags, comments or nothing stood here
        if self.prose.events.len() == self.run_start + 1 {
            self.prose.events.pop();
            return;
        }
        self.take_name(&mut run);
        if run.text.is_empty() && self.prose.events.len() == self.run_start + 1 {
            self.prose.events.pop();
            return;
        }
        if !self.raw {
            self.find_addresses(&mut run);
        }
        self.prose.runs.push(run.finish());
    }

    /// Bare addresses and keys are found when a run is whole: the parser hands it out in pieces.
    pub(super) fn find_addresses(&mut self, run: &mut Run) {
        if !run.text.contains(['@', ':']) && !run.text.contains("www.") && !run.text.contains("WWW.") {
            return;
        }
        let events = self.prose.events.split_off(self.run_start);
        let mut links = 0usize;
        let mut open = Vec::new();
        for event in events {
            match &event {
                Event::Start(element) => {
                    let link = matches!(element, Element::Link { .. } | Element::Reference { .. } | Element::Plain);
                    open.push(link);
                    links += usize::from(link);
                }
                Event::End => links -= usize::from(open.pop().unwrap_or(false)),
                Event::Text(range) if links == 0 => {
                    let range = range.clone();
                    self.split_text(run, range);
                    continue;
                }
                _ => {}
            }
            self.prose.events.push(event);
        }
    }

    pub(super) fn split_text(&mut self, run: &mut Run, range: Range<usize>) {
        let mut at = range.start;
        for found in autolink::find(&run.text, range.clone()) {
            let place = found.range();
            let source = run.source(place.clone());
            // an escaped at sign was to be left alone; a backslash that is shown escapes nothing
            let escaped = self.written_before(source.start) == Some('\\') && !run.text[..place.start].ends_with('\\');
            if escaped && matches!(found, Found::Key(_)) {
                continue;
            }
            let events = match found {
                Found::Address(_, href) => {
                    if !matches!(url::sort(&href), Address::External) {
                        continue;
                    }
                    let link = Element::Link { href, title: String::new() };
                    run.zones.push(Zone { range: place.clone(), literal: true, replaced_by: None });
                    vec![Event::Start(link), Event::Literal(place.clone()), Event::End]
                }
                Found::Key(_) => {
                    let reference = self.prose.references.len();
                    let key = run.text[place.start + 1..place.end].to_owned();
                    self.prose.references.push(Reference { range: source, kind: ReferenceKind::Bare { key } });
                    run.zones.push(Zone { range: place.clone(), literal: true, replaced_by: Some(reference) });
                    vec![Event::BareCite { reference, range: place.clone() }]
                }
            };
            if at < place.start {
                self.prose.events.push(Event::Text(at..place.start));
            }
            self.prose.events.extend(events);
            at = place.end;
        }
        if at < range.end {
            self.prose.events.push(Event::Text(at..range.end));
        }
    }

    /// The character before an offset of the text that was given.
    pub(super) fn written_before(&self, source: usize) -> Option<char> {
        let parsed = self.origins.parsed(source + self.prefix);
        self.text.get(..parsed)?.chars().next_back()
    }
}

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}
