//! Blocks: what begins, and what is done where it ends.

use std::ops::Range;

use pulldown_cmark::{Alignment, LinkType, Tag, TagEnd};

use super::{Builder, Frame};
use crate::syntax::markdown::anchor::is_plain;
use crate::syntax::markdown::comment;
use crate::syntax::markdown::run::Segment;
use crate::syntax::markdown::{Align, CodeBlock, Element, Event, Heading, Place, Reference, ReferenceKind, Run, Slip};

impl Builder<'_> {
    pub(super) fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let frame = match tag {
            Tag::Paragraph => {
                self.end_run();
                if !self.inline {
                    self.prose.events.push(Event::Start(Element::Paragraph));
                }
                Frame::Paragraph
            }
            Tag::Heading { level, id, classes, .. } => {
                self.end_run();
                let level = level as u8;
                if level <= 2 {
                    self.section += 1;
                }
                let index = self.prose.headings.len();
                if level == 1 && self.frames.is_empty() && self.prose.first_h1.is_none() {
                    self.prose.first_h1 = Some(index);
                }
                let classes = classes
                    .iter()
                    .filter(|class| is_plain(class) && &***class != "nolink")
                    .map(|class| class.to_string())
                    .collect();
                let id = id.map(|id| id.to_string()).unwrap_or_default();
                self.prose.headings.push(Heading { level, id, classes, text: String::new(), range: self.source(range) });
                self.prose.events.push(Event::Start(Element::Heading(index)));
                self.heading = true;
                Frame::Heading(index)
            }
            Tag::BlockQuote(_) => {
                self.end_run();
                let callout = self.callout(&range);
                self.nested += 1;
                match callout {
                    Some((callout, title)) => {
                        self.prose.events.push(Event::Start(Element::Callout(callout)));
                        self.callout_title(callout, title);
                        let quotes = matches!(&*self.prose.callouts[callout].kind, "quote" | "cite");
                        self.quotes += usize::from(quotes);
                        Frame::Callout { quotes }
                    }
                    None => {
                        self.quotes += 1;
                        self.prose.events.push(Event::Start(Element::Quote));
                        Frame::Quote
                    }
                }
            }
            Tag::CodeBlock(kind) => {
                self.end_run();
                let is_fence = matches!(kind, pulldown_cmark::CodeBlockKind::Fenced(_));
                let info = match kind {
                    pulldown_cmark::CodeBlockKind::Fenced(info) => info.trim().to_owned(),
                    pulldown_cmark::CodeBlockKind::Indented => String::new(),
                };
                self.code_is_open = is_fence && self.open_fence(&range);
                self.code = Some((info, String::new(), None, range.end));
                Frame::Code
            }
            Tag::HtmlBlock => {
                self.end_run();
                self.html.clear();
                Frame::Html
            }
            Tag::List(first) => self.block(Element::List(first)),
            Tag::Item => self.block(Element::Item),
            Tag::FootnoteDefinition(label) => {
                let note = self.note(&label);
                self.end_run();
                let mark = self.source(range.start..range.start + label.len() + "[^]".len());
                // the first definition of a label is the note, maybe with others of its name inside; these stay where they are
                if self.note_events[note].is_some() {
                    let first = self.note_places[note].clone().unwrap_or_default();
                    self.unmeant(mark, Slip::NoteTwice(label.to_string(), first));
                    self.frames.push(Frame::Block);
                    return self.prose.events.push(Event::Start(Element::Plain));
                }
                self.prose.events.push(Event::Start(Element::Footnote(note)));
                let start = self.prose.events.len();
                self.note_events[note] = Some(start..start);
                self.note_places[note] = Some(mark);
                Frame::Footnote(note)
            }
            Tag::DefinitionList => self.block(Element::DefinitionList),
            Tag::DefinitionListTitle => self.block(Element::Term),
            Tag::DefinitionListDefinition => self.block(Element::Definition),
            Tag::Table(aligns) => {
                self.aligns = aligns
                    .into_iter()
                    .map(|align| match align {
                        Alignment::None | Alignment::Left => Align::Start,
                        Alignment::Center => Align::Center,
                        Alignment::Right => Align::End,
                    })
                    .collect();
                self.block(Element::Table);
                Frame::Table
            }
            Tag::TableHead => {
                (self.in_head, self.column) = (true, 0);
                self.block(Element::TableHead)
            }
            Tag::TableRow => {
                self.end_run();
                if self.in_head {
                    self.in_head = false;
                    self.prose.events.push(Event::Start(Element::TableBody));
                }
                self.column = 0;
                self.cells_left_out(&range);
                self.block(Element::Row)
            }
            Tag::TableCell => {
                let align = self.aligns.get(self.column).copied().unwrap_or(Align::Start);
                self.column += 1;
                self.block(Element::Cell { head: self.in_head, align })
            }
            Tag::Emphasis => self.span(Element::Emphasis),
            Tag::Strong => self.span(Element::Strong),
            Tag::Strikethrough => self.span(Element::Strikethrough),
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => Frame::Silent,
            Tag::Link { link_type, dest_url, title, .. } => return self.link(link_type, &dest_url, &title, range),
            Tag::Image { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } => {
                return self.embed(&dest_url, has_pothole, range);
            }
            Tag::Image { dest_url, title, .. } => return self.picture(&dest_url, &title, range, false),
        };
        self.frames.push(frame);
    }

    pub(super) fn block(&mut self, element: Element) -> Frame {
        self.end_run();
        self.prose.events.push(Event::Start(element));
        Frame::Block
    }

    pub(super) fn span(&mut self, element: Element) -> Frame {
        self.open_run();
        self.prose.events.push(Event::Start(element));
        Frame::Element
    }

    pub(super) fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        let Some(frame) = self.frames.pop() else { return };
        match frame {
            Frame::Silent => {}
            Frame::Element => self.prose.events.push(Event::End),
            Frame::Block => self.end_block(),
            Frame::Paragraph => {
                self.lines_like_a_table(&range);
                self.end_paragraph();
            }
            Frame::Heading(index) => self.end_heading(index),
            Frame::Quote => {
                self.quotes -= 1;
                self.nested -= 1;
                self.end_block();
            }
            Frame::Callout { quotes } => {
                self.quotes -= usize::from(quotes);
                self.nested -= 1;
                self.end_block();
            }
            Frame::Footnote(note) => {
                self.end_run();
                let end = self.prose.events.len();
                if let Some(events) = &mut self.note_events[note] {
                    events.end = end;
                }
                self.prose.events.push(Event::End);
            }
            Frame::Zone { start, literal, label_of } => {
                let is_empty = matches!(self.prose.events.last(), Some(Event::Start(_)));
                if is_empty && label_of.is_none() && tag == TagEnd::Link {
                    self.prose.empty_links.push(self.source(range.clone()));
                }
                self.prose.events.push(Event::End);
                self.zone(start, literal);
                let place = self.source(range.clone());
                if let (Some(reference), Some(run)) = (label_of, &self.run)
                    && let ReferenceKind::Wikilink { label, .. } = &mut self.prose.references[reference].kind
                {
                    let words = run.text[start.min(run.text.len())..].trim().to_owned();
                    if words.is_empty() {
                        self.prose.empty_links.push(place);
                    }
                    *label = Some(words);
                }
                if tag == TagEnd::Link {
                    self.span_end = Some(range.end);
                }
            }
            Frame::Table => {
                self.end_run();
                if !self.in_head {
                    self.prose.events.push(Event::End);
                }
                self.in_head = false;
                self.prose.events.push(Event::End);
            }
            Frame::Code => {
                let Some((info, mut text, range, end)) = self.code.take() else { return };
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                let range = self.source(range.unwrap_or(end..end));
                self.prose.events.push(Event::CodeBlock(self.prose.code_blocks.len()));
                self.prose.code_blocks.push(CodeBlock { info, text, range, is_open: self.code_is_open });
            }
            Frame::Html => self.html_block(range),
        }
    }

    pub(super) fn end_block(&mut self) {
        self.end_run();
        self.prose.events.push(Event::End);
    }

    pub(super) fn end_paragraph(&mut self) {
        self.end_run();
        if self.inline {
            return;
        }
        let events = &mut self.prose.events;
        match events.as_slice() {
            // only a comment, or the first line of a callout, stood here
            [.., Event::Start(Element::Paragraph)] => {
                events.pop();
            }
            [.., Event::Start(Element::Paragraph), Event::Run(_), Event::Image { reference }] => {
                let reference = *reference;
                events.truncate(events.len() - 3);
                self.prose.runs.pop();
                self.figure(reference);
            }
            [.., Event::Start(Element::Paragraph), Event::Run(_), Event::Embed { reference, .. }] => {
                let reference = *reference;
                // its run stays: the reference has a place in the text
                events.remove(events.len() - 3);
                events.pop();
                events.push(Event::Embed { reference, block: true });
            }
            _ => events.push(Event::End),
        }
    }

    pub(super) fn figure(&mut self, reference: usize) {
        let Reference { range, kind } = &self.prose.references[reference];
        let title = match kind {
            ReferenceKind::Image { title, .. } => title.clone(),
            _ => String::new(),
        };
        let range = range.clone();
        self.prose.events.push(Event::Start(Element::Figure));
        self.prose.events.push(Event::Image { reference });
        if !title.trim().is_empty() {
            self.prose.events.push(Event::Start(Element::Caption));
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            self.plain_run(&title, range, Place::Caption);
            self.prose.events.push(Event::End);
        }
        self.prose.events.push(Event::End);
    }

    /// A run of one piece of text that the parser has no events for; the range is the source's.
    pub(super) fn plain_run(&mut self, text: &str, source: Range<usize>, place: Place) {
        let mut run = Run::new(self.section, place, false);
        run.text = text.to_owned();
        run.extent = source.end;
        run.segments.push(Segment { flat: 0..text.len(), source });
        self.prose.events.push(Event::Run(self.prose.runs.len()));
        self.prose.events.push(Event::Text(0..text.len()));
        self.prose.runs.push(run.finish());
    }

    pub(super) fn end_heading(&mut self, index: usize) {
        let runs = self.prose.runs.len();
        self.end_run();
        self.heading = false;
        let place = self.prose.headings[index].range.clone();
        let text: Vec<String> = self.prose.runs[runs..].iter().map(|run| run.typeset().trim().to_owned()).collect();
        let heading = &mut self.prose.headings[index];
        heading.text = text.join(" ");
        let wanted = std::mem::take(&mut heading.id);
        heading.id = self.anchors.take(Some(wanted.as_str()).filter(|id| !id.is_empty()), &heading.text);
        if is_plain(&wanted) && heading.id != wanted {
            let written = format!("#{wanted}");
            let range = self.origins.parsed(place.start)..self.origins.parsed(place.end);
            let at =
                self.text.get(range.clone()).and_then(|text| text.rfind(&written)).map_or(range.start, |at| range.start + at);
            let place = self.source(at..at + written.len());
            self.unmeant(place, Slip::AnchorTaken(wanted));
        }
        self.prose.events.push(Event::End);
    }

    pub(super) fn html_block(&mut self, range: Range<usize>) {
        let text = std::mem::take(&mut self.html).replace(comment::EMPTY, "");
        let text = text.trim_end();
        if text.trim().is_empty() {
            return;
        }
        self.prose.events.push(Event::Start(Element::Paragraph));
        self.raw = true;
        self.prose.raw_html.push(self.source(range.start..range.start + text.len()));
        self.literal(text, range);
        self.end_run();
        self.raw = false;
        self.prose.events.push(Event::End);
    }
}
