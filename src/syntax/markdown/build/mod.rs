//! From the parser's events to ours.

mod block;
mod callout;
mod inlay;
mod link;
mod named;
mod order;
mod table;
mod unmeant;
mod words;

pub use callout::CALLOUTS;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event as Parsed, LinkType, Options, Parser};

use super::anchor::Anchors;
use super::comment::Origins;
use super::{Align, Event, Prose, Run, Slip, citation, comment};

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

/// A text as one line that begins no block.
pub(super) fn as_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + LINE_PREFIX.len_utf8());
    line.push(LINE_PREFIX);
    line.extend(text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
    line
}

pub(super) fn line(line: &str, origins: Origins) -> Prose {
    let mut builder = Builder::new(line, origins, LINE_PREFIX.len_utf8(), &[]);
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
    /// Whether it holds somebody's words.
    Callout {
        quotes: bool,
    },
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
    /// Whether the address is the name of a file: `![[map.png]]`.
    by_name: bool,
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
    /// How many block quotes are open, callouts among them.
    nested: usize,
    /// How deep we are within something whose events are passed over.
    skipped: usize,
    /// Text before this offset has been read already.
    passed: usize,
    /// Where a span ended that `{.nolink}` may follow.
    span_end: Option<usize>,
    picture: Option<Picture>,
    code: Option<(String, String, Option<Range<usize>>, usize)>,
    code_is_open: bool,
    html: String,
    aligns: Vec<Align>,
    column: usize,
    in_head: bool,
    /// The names of blocks that have one.
    names: HashSet<String>,
    /// The events before this index end with a block whose name stood below it.
    named_until: usize,
    notes: HashMap<String, usize>,
    note_events: Vec<Option<Range<usize>>>,
    /// Where the label of each stands that is defined.
    note_places: Vec<Option<Range<usize>>>,
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
            nested: 0,
            skipped: 0,
            passed: 0,
            span_end: None,
            picture: None,
            code: None,
            code_is_open: false,
            html: String::new(),
            aligns: Vec::new(),
            column: 0,
            in_head: false,
            names: HashSet::new(),
            named_until: 0,
            notes: HashMap::new(),
            note_events: Vec::new(),
            note_places: Vec::new(),
        }
    }

    fn read(&mut self, options: Options) {
        let text = self.text;
        let undefined = unmeant::Undefined::default();
        let unknown = unknown_reference(text, &undefined);
        let mut parser = Parser::new_with_broken_link_callback(text, options, Some(unknown)).into_offset_iter();
        for (event, range) in parser.by_ref() {
            self.event(event, range);
        }
        let definitions = parser.reference_definitions().iter();
        let swallowed = definitions.filter(|(label, _)| label.starts_with('@'));
        let mut swallowed: Vec<_> = swallowed.map(|(_, definition)| self.source(definition.span.clone())).collect();
        swallowed.sort_by_key(|range| range.start);
        self.prose.swallowed_citations = swallowed;
        self.end_run();
        drop(parser);
        for (range, label) in undefined.into_inner() {
            let range = self.source(range);
            self.unmeant(range, Slip::UndefinedLabel(label));
        }
    }

    /// A range of the text that is parsed, in the text that was given.
    fn source(&self, range: Range<usize>) -> Range<usize> {
        let range = self.origins.range(range);
        range.start.saturating_sub(self.prefix)..range.end.saturating_sub(self.prefix)
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
            Parsed::InlineHtml(text) if &*text == comment::EMPTY => {}
            Parsed::InlineHtml(text) => {
                self.prose.raw_html.push(self.source(range.clone()));
                self.literal(&text, range);
            }
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

    fn finish(mut self) -> Prose {
        self.order_references();
        self.uncalled_notes();
        self.number_notes();
        self.find_unmeant();
        self.prose.events.shrink_to_fit();
        self.prose
    }
}

/// Brackets that no definition explains may be citations, or spans that are not to be linked.
fn unknown_reference<'t>(
    text: &'t str,
    undefined: &unmeant::Undefined,
) -> impl FnMut(BrokenLink<'t>) -> Option<(CowStr<'t>, CowStr<'t>)> {
    move |link| {
        if !citation::bracketed(text.get(link.span.clone())?).is_empty() {
            return Some(("cite".into(), "".into()));
        }
        unmeant::undefined_label(text, &link, undefined);
        let alone = matches!(link.link_type, LinkType::Shortcut | LinkType::ShortcutUnknown);
        (alone && text[link.span.end..].starts_with(NO_LINK)).then(|| ("nolink".into(), "".into()))
    }
}
