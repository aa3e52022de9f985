//! From the parser's events to ours.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, BrokenLink, CowStr, Event as Parsed, LinkType, Options, Parser, Tag, TagEnd};

use super::anchor::{Anchors, is_plain};
use super::autolink::{self, Found};
use super::comment::Origins;
use super::run::{Segment, Zone};
use super::url::{self, Address};
use super::{
    Align, Callout, CodeBlock, Element, Event, Footnote, Heading, Place, Prose, Reference, ReferenceKind, Run, citation,
};

const NO_LINK: &str = "{.nolink}";

/// Stands before a single line, so that nothing in it is at the beginning of a block; white space, so that emphasis opens after it.
const LINE_PREFIX: char = '\u{a0}';

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

pub(super) fn document(text: &str, origins: Origins, reserved: &[&str]) -> Prose {
    let mut builder = Builder::new(text, origins, 0, reserved);
    builder.read(options());
    builder.finish()
}

pub(super) fn line(text: &str, origins: Origins) -> Prose {
    let mut line = String::with_capacity(text.len() + 2);
    line.push(LINE_PREFIX);
    line.extend(text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
    let mut builder = Builder::new(&line, origins, LINE_PREFIX.len_utf8(), &[]);
    builder.inline = true;
    builder.read(options());
    builder.finish()
}

/// What is to be done where an element of the parser ends.
enum Frame {
    /// Nothing.
    Silent,
    /// Ours ends too.
    Element,
    Block,
    Paragraph,
    Heading(usize),
    Quote,
    Footnote(usize),
    /// A link's text: no name is looked for in it. Where it began, whether typography leaves it alone, whose label it is.
    Zone {
        start: usize,
        literal: bool,
        label_of: Option<usize>,
    },
    Table,
    Code,
    Html,
}

struct Picture {
    dest: String,
    title: String,
    alt: String,
    range: Range<usize>,
    depth: usize,
}

struct Builder<'a> {
    text: &'a str,
    origins: Origins,
    prefix: usize,
    inline: bool,
    prose: Prose,
    anchors: Anchors<'a>,
    frames: Vec<Frame>,
    run: Option<Run>,
    /// The events of the current run begin here.
    run_start: usize,
    section: usize,
    heading: bool,
    raw: bool,
    quotes: usize,
    /// How deep we are within something whose events are passed over.
    skipped: usize,
    /// Text before this offset has been read already.
    passed: usize,
    /// Where a span ended that `{.nolink}` may follow.
    span_end: Option<usize>,
    picture: Option<Picture>,
    code: Option<(String, String, Option<Range<usize>>, usize)>,
    html: String,
    aligns: Vec<Align>,
    column: usize,
    in_head: bool,
    notes: HashMap<String, usize>,
    note_events: Vec<Range<usize>>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, origins: Origins, prefix: usize, reserved: &'a [&'a str]) -> Builder<'a> {
        Builder {
            text,
            origins,
            prefix,
            inline: false,
            prose: Prose::default(),
            anchors: Anchors::avoiding(reserved),
            frames: Vec::new(),
            run: None,
            run_start: 0,
            section: 0,
            heading: false,
            raw: false,
            quotes: 0,
            skipped: 0,
            passed: 0,
            span_end: None,
            picture: None,
            code: None,
            html: String::new(),
            aligns: Vec::new(),
            column: 0,
            in_head: false,
            notes: HashMap::new(),
            note_events: Vec::new(),
        }
    }

    fn read(&mut self, options: Options) {
        let text = self.text;
        for (event, range) in
            Parser::new_with_broken_link_callback(text, options, Some(unknown_reference(text))).into_offset_iter()
        {
            self.event(event, range);
        }
        self.end_run();
    }

    /// A range of the text that is parsed, in the text that was given.
    fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = range.start.saturating_sub(self.prefix);
        self.origins.range(start..range.end.saturating_sub(self.prefix).max(start))
    }

    fn event(&mut self, event: Parsed<'_>, range: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Parsed::Start(_) => self.skipped += 1,
                Parsed::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        if self.picture.is_some() {
            return self.alt_text(event);
        }
        // the first line of a callout
        let inline = matches!(
            event,
            Parsed::Text(_)
                | Parsed::Code(_)
                | Parsed::InlineHtml(_)
                | Parsed::SoftBreak
                | Parsed::HardBreak
                | Parsed::FootnoteReference(_)
        );
        if inline && range.start < self.passed {
            return;
        }
        match event {
            Parsed::Start(tag) => {
                if range.end <= self.passed && range.start < self.passed {
                    self.skipped = 1;
                } else {
                    self.start(tag, range);
                }
            }
            Parsed::End(tag) => self.end(tag, range),
            Parsed::Text(text) => self.text(&text, range),
            Parsed::Code(text) => self.code_span(&text, range),
            Parsed::Html(text) => self.html.push_str(&text),
            Parsed::InlineHtml(text) => self.literal(&text, range),
            Parsed::InlineMath(text) | Parsed::DisplayMath(text) => self.text(&text, range),
            Parsed::FootnoteReference(label) => {
                let note = self.note(&label);
                self.trim_space();
                self.mark();
                self.prose.events.push(Event::FootnoteReference { note, nth: 0 });
            }
            Parsed::SoftBreak => {
                if let Some(place) = self.space(range) {
                    self.prose.events.push(Event::SoftBreak(place));
                }
            }
            Parsed::HardBreak => {
                self.open_run();
                let place = self.space(range).unwrap_or_else(|| {
                    let end = self.run.as_ref().map_or(0, |run| run.text.len());
                    end..end
                });
                self.prose.events.push(Event::HardBreak(place));
            }
            Parsed::Rule => {
                self.end_run();
                self.prose.events.push(Event::Rule);
            }
            Parsed::TaskListMarker(done) => {
                self.open_run();
                self.prose.events.push(Event::Task(done));
            }
        }
    }

    // ---- elements

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
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
                match self.callout(&range) {
                    Some(callout) => {
                        self.prose.events.push(Event::Start(Element::Callout(callout)));
                        self.callout_title(callout, &range);
                        Frame::Block
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
                let info = match kind {
                    pulldown_cmark::CodeBlockKind::Fenced(info) => info.trim().to_owned(),
                    pulldown_cmark::CodeBlockKind::Indented => String::new(),
                };
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
                self.prose.events.push(Event::Start(Element::Footnote(note)));
                // a label defined twice: the parser keeps one, but let us not rely on that
                if self.note_events[note].is_empty() {
                    self.note_events[note].start = self.prose.events.len();
                }
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
            Tag::Image { link_type: LinkType::WikiLink { .. }, dest_url, .. } => {
                self.skipped = 1;
                return self.embed(&dest_url, range);
            }
            Tag::Image { dest_url, title, .. } => {
                self.picture =
                    Some(Picture { dest: dest_url.to_string(), title: title.to_string(), alt: String::new(), range, depth: 1 });
                return;
            }
        };
        self.frames.push(frame);
    }

    fn block(&mut self, element: Element) -> Frame {
        self.end_run();
        self.prose.events.push(Event::Start(element));
        Frame::Block
    }

    fn span(&mut self, element: Element) -> Frame {
        self.open_run();
        self.prose.events.push(Event::Start(element));
        Frame::Element
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        let Some(frame) = self.frames.pop() else { return };
        match frame {
            Frame::Silent => {}
            Frame::Element => self.prose.events.push(Event::End),
            Frame::Block => self.end_block(),
            Frame::Paragraph => self.end_paragraph(),
            Frame::Heading(index) => self.end_heading(index),
            Frame::Quote => {
                self.quotes -= 1;
                self.end_block();
            }
            Frame::Footnote(note) => {
                self.end_run();
                let end = self.prose.events.len();
                self.note_events[note].end = end.max(self.note_events[note].start);
                self.prose.events.push(Event::End);
            }
            Frame::Zone { start, literal, label_of } => {
                self.prose.events.push(Event::End);
                self.zone(start, literal);
                if let (Some(reference), Some(run)) = (label_of, &self.run)
                    && let ReferenceKind::Wikilink { label, .. } = &mut self.prose.references[reference].kind
                {
                    *label = Some(run.text[start.min(run.text.len())..].trim().to_owned());
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
                let Some((info, text, range, end)) = self.code.take() else { return };
                let range = self.source(range.unwrap_or(end..end));
                self.prose.events.push(Event::CodeBlock(self.prose.code_blocks.len()));
                self.prose.code_blocks.push(CodeBlock { info, text, range });
            }
            Frame::Html => self.html_block(range),
        }
    }

    fn end_block(&mut self) {
        self.end_run();
        self.prose.events.push(Event::End);
    }

    fn end_paragraph(&mut self) {
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

    fn figure(&mut self, reference: usize) {
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
    fn plain_run(&mut self, text: &str, source: Range<usize>, place: Place) {
        let mut run = Run::new(self.section, place, false);
        run.text = text.to_owned();
        run.extent = source.end;
        run.segments.push(Segment { flat: 0..text.len(), source });
        self.prose.events.push(Event::Run(self.prose.runs.len()));
        self.prose.events.push(Event::Text(0..text.len()));
        self.prose.runs.push(run);
    }

    fn end_heading(&mut self, index: usize) {
        let runs = self.prose.runs.len();
        self.end_run();
        self.heading = false;
        let text: Vec<String> = self.prose.runs[runs..].iter().map(|run| run.typeset().trim().to_owned()).collect();
        let heading = &mut self.prose.headings[index];
        heading.text = text.join(" ");
        let wanted = std::mem::take(&mut heading.id);
        heading.id = self.anchors.take(Some(wanted.as_str()).filter(|id| !id.is_empty()), &heading.text);
        self.prose.events.push(Event::End);
    }

    fn html_block(&mut self, range: Range<usize>) {
        let text = std::mem::take(&mut self.html);
        let text = text.trim_end();
        if text.trim().is_empty() {
            return;
        }
        self.prose.events.push(Event::Start(Element::Paragraph));
        self.raw = true;
        self.literal(text, range);
        self.end_run();
        self.raw = false;
        self.prose.events.push(Event::End);
    }

    // ---- callouts

    /// The callout that a block quote is, if its first line says so.
    fn callout(&mut self, range: &Range<usize>) -> Option<usize> {
        let quote = &self.text[range.clone()];
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

    fn callout_title(&mut self, index: usize, range: &Range<usize>) {
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

    // ---- links and pictures

    fn link(&mut self, link_type: LinkType, dest: &str, title: &str, range: Range<usize>) {
        let unknown = matches!(link_type, LinkType::ShortcutUnknown | LinkType::ReferenceUnknown | LinkType::CollapsedUnknown);
        if unknown && dest == "cite" {
            self.skipped = 1;
            return self.cite(range);
        }
        if let LinkType::WikiLink { has_pothole } = link_type {
            return self.wikilink(dest, has_pothole, range);
        }
        let mut literal = false;
        let element = if unknown {
            Element::Plain
        } else if link_type == LinkType::Email {
            literal = true;
            Element::Link { href: format!("mailto:{dest}"), title: String::new() }
        } else {
            literal = link_type == LinkType::Autolink;
            self.target(dest, title, &range)
        };
        self.open_zone(element, literal, None);
    }

    /// What an address leads to.
    fn target(&mut self, dest: &str, title: &str, range: &Range<usize>) -> Element {
        let title = title.to_owned();
        let kind = match url::sort(dest) {
            Address::External => return Element::Link { href: dest.to_owned(), title },
            Address::Refused => {
                self.prose.refused_urls.push((self.source(range.clone()), dest.to_owned()));
                return Element::Plain;
            }
            Address::File { dest, anchor } => ReferenceKind::File { dest, anchor },
            Address::Fragment(anchor) => ReferenceKind::Fragment { anchor },
        };
        Element::Reference { index: self.reference(range.clone(), kind), title, labelled: true }
    }

    fn open_zone(&mut self, element: Element, literal: bool, label_of: Option<usize>) {
        self.open_run();
        let start = self.run.as_ref().map_or(0, |run| run.text.len());
        self.prose.events.push(Event::Start(element));
        self.frames.push(Frame::Zone { start, literal, label_of });
    }

    fn reference(&mut self, range: Range<usize>, kind: ReferenceKind) -> usize {
        let range = self.source(range);
        self.prose.references.push(Reference { range, kind });
        self.prose.references.len() - 1
    }

    fn wikilink(&mut self, dest: &str, labelled: bool, range: Range<usize>) {
        let (target, anchor) = wikilink_target(dest);
        let shown = if target.is_empty() { anchor.clone().unwrap_or_default() } else { target.clone() };
        let kind = match anchor {
            Some(anchor) if target.is_empty() => ReferenceKind::Fragment { anchor },
            anchor => ReferenceKind::Wikilink { target, anchor, label: None, embed: false },
        };
        let index = self.reference(range.clone(), kind);
        let element = Element::Reference { index, title: String::new(), labelled };
        if labelled {
            return self.open_zone(element, false, Some(index));
        }
        self.open_run();
        self.prose.events.push(Event::Start(element));
        let start = self.run.as_ref().map_or(0, |run| run.text.len());
        self.whole_piece(&shown, range, Event::Literal);
        self.prose.events.push(Event::End);
        self.replaced_zone(start, index);
        self.skipped = 1;
    }

    fn embed(&mut self, dest: &str, range: Range<usize>) {
        let (target, anchor) = wikilink_target(dest);
        let shown = target.clone();
        let index = self.reference(range.clone(), ReferenceKind::Wikilink { target, anchor, label: None, embed: true });
        self.open_run();
        let start = self.run.as_ref().map_or(0, |run| run.text.len());
        self.whole_piece(&shown, range, Event::Literal);
        if let Some(Event::Literal(_)) = self.prose.events.last() {
            self.prose.events.pop();
        }
        self.prose.events.push(Event::Embed { reference: index, block: false });
        self.replaced_zone(start, index);
    }

    fn alt_text(&mut self, event: Parsed<'_>) {
        let Some(picture) = &mut self.picture else { return };
        match event {
            Parsed::Start(_) => picture.depth += 1,
            Parsed::End(_) => picture.depth -= 1,
            Parsed::Text(text) | Parsed::Code(text) | Parsed::InlineHtml(text) => picture.alt.push_str(&text),
            Parsed::SoftBreak | Parsed::HardBreak => picture.alt.push(' '),
            _ => {}
        }
        if picture.depth > 0 {
            return;
        }
        let Some(Picture { dest, title, alt, range, .. }) = self.picture.take() else { return };
        self.open_run();
        let event = match url::sort(&dest) {
            Address::File { dest, .. } => {
                Event::Image { reference: self.reference(range, ReferenceKind::Image { dest, alt, title }) }
            }
            Address::External if dest.trim_start().to_ascii_lowercase().starts_with("http") => {
                Event::RemoteImage { href: dest, alt, title }
            }
            _ => {
                self.prose.refused_urls.push((self.source(range.clone()), dest));
                return self.whole_piece(&alt, range, Event::Text);
            }
        };
        self.mark();
        self.prose.events.push(event);
    }

    fn cite(&mut self, range: Range<usize>) {
        let Some(cited) = citations(&self.text[range.clone()]) else { return };
        self.open_run();
        self.trim_space();
        self.mark();
        let first = self.prose.references.len();
        for (place, key, locator) in cited {
            self.reference(range.start + place.start..range.start + place.end, ReferenceKind::Cite { key, locator });
        }
        let end = self.prose.references.len();
        match self.prose.events.last_mut() {
            Some(Event::Cite(group)) if group.end == first => group.end = end,
            _ => self.prose.events.push(Event::Cite(first..end)),
        }
    }

    fn note(&mut self, label: &str) -> usize {
        // labels are alike without regard to case
        let next = self.notes.len();
        let note = *self.notes.entry(label.to_lowercase()).or_insert(next);
        if note == self.note_events.len() {
            self.note_events.push(0..0);
        }
        note
    }

    // ---- running text

    fn open_run(&mut self) {
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

    fn text(&mut self, text: &str, range: Range<usize>) {
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
        let parts: Vec<_> = self.origins.parts(origin.saturating_sub(self.prefix)..range.end - self.prefix).collect();
        for part in parts {
            let part = part.start + self.prefix..part.end + self.prefix;
            self.words(&text[part.start - origin..part.end - origin], part.start);
        }
        self.text_event(start);
    }

    /// Appends text that is written just so at `origin`: white space is single spaces.
    fn words(&mut self, text: &str, origin: usize) {
        let mut piece = 0;
        let mut space_before = self.run.as_ref().is_some_and(|run| run.text.is_empty() || run.text.ends_with(' '));
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

    fn hard_space(&mut self, space: char, source: Range<usize>) {
        let Some(run) = &mut self.run else { return };
        let at = run.text.len();
        run.hard_spaces.push((at, space));
        run.text.push(' ');
        run.segments.push(Segment { flat: at..at + 1, source });
    }

    fn append(&mut self, text: &str, origin: usize) {
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
    fn whole_piece(&mut self, text: &str, range: Range<usize>, event: impl Fn(Range<usize>) -> Event) {
        let source = self.source(range);
        if let Some(space @ ('\u{a0}' | '\u{202f}' | '\u{2007}')) = only_char(text) {
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
    fn text_event(&mut self, start: usize) {
        let end = self.run.as_ref().map_or(start, |run| run.text.len());
        if start == end {
            return;
        }
        match self.prose.events.last_mut() {
            Some(Event::Text(range)) if range.end == start => range.end = end,
            _ => self.prose.events.push(Event::Text(start..end)),
        }
    }

    fn space(&mut self, range: Range<usize>) -> Option<Range<usize>> {
        let source = self.source(range);
        let run = self.run.as_mut()?;
        let at = run.text.len();
        if run.text.is_empty() || (run.text.ends_with(' ') && run.hard_spaces.last().is_none_or(|(space, _)| space + 1 != at)) {
            return None;
        }
        run.text.push(' ');
        run.segments.push(Segment { flat: at..at + 1, source });
        Some(at..at + 1)
    }

    fn literal(&mut self, text: &str, range: Range<usize>) {
        self.open_run();
        let start = self.run.as_ref().map_or(0, |run| run.text.len());
        self.whole_piece(text, range, Event::Literal);
        self.zone(start, true);
    }

    fn code_span(&mut self, text: &str, range: Range<usize>) {
        self.open_run();
        let start = self.run.as_ref().map_or(0, |run| run.text.len());
        self.whole_piece(text, range, Event::Code);
        // code of one hard space
        if let Some(last @ Event::Text(_)) = self.prose.events.last_mut()
            && let Event::Text(place) = last.clone()
            && place.start == start
        {
            *last = Event::Code(place);
        }
        self.zone(start, true);
    }

    fn zone(&mut self, start: usize, literal: bool) {
        if let Some(run) = &mut self.run {
            let start = start.min(run.text.len());
            run.zones.push(Zone { range: start..run.text.len(), literal, replaced_by: None });
        }
    }

    fn replaced_zone(&mut self, start: usize, reference: usize) {
        if let Some(run) = &mut self.run {
            run.zones.push(Zone { range: start..run.text.len(), literal: true, replaced_by: Some(reference) });
        }
    }

    /// A point that no name reaches across.
    fn mark(&mut self) {
        self.open_run();
        let end = self.run.as_ref().map_or(0, |run| run.text.len());
        self.zone(end, false);
    }

    /// Takes back the space before a raised mark.
    fn trim_space(&mut self) {
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

    fn end_run(&mut self) {
        self.span_end = None;
        let Some(mut run) = self.run.take() else { return };
        run.extent = run.segments.last().map_or(0, |segment| segment.source.end);
        // only tags, comments or nothing stood here
        if self.prose.events.len() == self.run_start + 1 {
            self.prose.events.pop();
            return;
        }
        if !self.raw {
            self.find_addresses(&mut run);
        }
        run.zones.sort_by_key(|zone| (zone.range.start, zone.range.end));
        self.prose.runs.push(run);
    }

    /// Bare addresses and keys are found when a run is whole: the parser hands it out in pieces.
    fn find_addresses(&mut self, run: &mut Run) {
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

    fn split_text(&mut self, run: &mut Run, range: Range<usize>) {
        let mut at = range.start;
        for found in autolink::find(&run.text, range.clone()) {
            let place = found.range();
            let source = run.source(place.clone());
            // an escaped character was to be left alone
            let written = source.start.saturating_sub(1);
            let escaped = self.written_before(source.start) == Some('\\') && written < source.start;
            if escaped {
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
    fn written_before(&self, source: usize) -> Option<char> {
        let parsed = self.origins.parsed(source) + self.prefix;
        self.text.get(..parsed)?.chars().next_back()
    }

    // ---- the end

    fn finish(mut self) -> Prose {
        self.order_references();
        self.number_notes();
        self.prose.events.shrink_to_fit();
        self.prose
    }

    /// Bare keys were found after what follows them.
    fn order_references(&mut self) {
        let references = &mut self.prose.references;
        if references.is_sorted_by_key(|reference| reference.range.start) {
            return;
        }
        let mut order: Vec<usize> = (0..references.len()).collect();
        order.sort_by_key(|index| references[*index].range.start);
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new;
        }
        *references = order.iter().map(|old| references[*old].clone()).collect();
        for event in &mut self.prose.events {
            match event {
                Event::Image { reference } | Event::Embed { reference, .. } | Event::BareCite { reference, .. } => {
                    *reference = place[*reference]
                }
                Event::Start(Element::Reference { index, .. }) => *index = place[*index],
                Event::Cite(group) => *group = place[group.start]..place[group.start] + group.len(),
                _ => {}
            }
        }
        for zone in self.prose.runs.iter_mut().flat_map(|run| &mut run.zones) {
            if let Some(reference) = &mut zone.replaced_by {
                *reference = place[*reference];
            }
        }
    }

    /// Notes are numbered by where the text first points at them; those that nothing points at come last, since no word is lost.
    fn number_notes(&mut self) {
        let count = self.note_events.len();
        let mut number: Vec<Option<usize>> = vec![None; count];
        let mut order: Vec<usize> = Vec::with_capacity(count);
        number_in(&self.prose.events, &mut number, &mut order);
        let mut next = 0;
        loop {
            while next < order.len() {
                let range = self.note_events[order[next]].clone();
                number_in(&self.prose.events[range], &mut number, &mut order);
                next += 1;
            }
            let Some(unused) = number.iter().position(Option::is_none) else { break };
            number[unused] = Some(order.len());
            order.push(unused);
        }
        let mut number = vec![0; count];
        for (place, note) in order.iter().enumerate() {
            number[*note] = place;
        }
        let mut footnotes: Vec<Footnote> =
            order.iter().map(|note| Footnote { events: self.note_events[*note].clone(), references: 0 }).collect();
        for event in &mut self.prose.events {
            match event {
                Event::FootnoteReference { note, nth } => {
                    *note = number[*note];
                    *nth = footnotes[*note].references;
                    footnotes[*note].references += 1;
                }
                Event::Start(Element::Footnote(note)) => *note = number[*note],
                _ => {}
            }
        }
        self.prose.footnotes = footnotes;
    }
}

/// Brackets that no definition explains may be citations, or spans that are not to be linked.
fn unknown_reference<'t>(text: &'t str) -> impl FnMut(BrokenLink<'t>) -> Option<(CowStr<'t>, CowStr<'t>)> {
    move |link| {
        if citations(text.get(link.span.clone())?).is_some() {
            return Some(("cite".into(), "".into()));
        }
        let alone = matches!(link.link_type, LinkType::Shortcut | LinkType::ShortcutUnknown);
        (alone && text[link.span.end..].starts_with(NO_LINK)).then(|| ("nolink".into(), "".into()))
    }
}

/// Gives the next numbers to the notes that these events point at, but for what notes within them do.
fn number_in(events: &[Event], number: &mut [Option<usize>], order: &mut Vec<usize>) {
    let mut inside = 0usize;
    let mut open = Vec::new();
    for event in events {
        match event {
            Event::Start(element) => {
                let note = matches!(element, Element::Footnote(_));
                open.push(note);
                inside += usize::from(note);
            }
            Event::End => inside -= usize::from(open.pop().unwrap_or(false)),
            Event::FootnoteReference { note, .. } if inside == 0 && number[*note].is_none() => {
                number[*note] = Some(order.len());
                order.push(*note);
            }
            _ => {}
        }
    }
}

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// The keys in brackets, or in several pairs of them that the parser takes for one link.
fn citations(written: &str) -> Option<Vec<(Range<usize>, String, Option<String>)>> {
    let mut found = Vec::new();
    let mut rest = written;
    while !rest.is_empty() {
        let inner = rest.strip_prefix('[')?;
        let end = inner.find(']')?;
        let keys = citation::keys(&inner[..end]);
        if keys.is_empty() {
            return None;
        }
        let offset = written.len() - inner.len();
        found.extend(
            keys.into_iter().map(|cited| (cited.range.start + offset..cited.range.end + offset, cited.key, cited.locator)),
        );
        rest = &inner[end + 1..];
    }
    Some(found).filter(|found| !found.is_empty())
}

/// The target of a wikilink and its anchor. A backslash before the bar, as tables need it, is not part of the target.
fn wikilink_target(dest: &str) -> (String, Option<String>) {
    let dest = dest.trim().trim_end_matches('\\');
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match dest.split_once('#') {
        Some((target, anchor)) => (tidy(target), Some(tidy(anchor)).filter(|anchor| !anchor.is_empty())),
        None => (tidy(dest), None),
    }
}
