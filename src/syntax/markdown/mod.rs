//! Prose: one Markdown text, parsed and owned.
//!
//! A text becomes a flat list of events, much like the parser's own, but owned, and with all running text kept in *runs*: one string for
//! each paragraph, heading, list item or table cell. Names are looked for in runs, links are set by offsets into them, and typography
//! is applied to them when HTML is written, so that nothing an editor wrote is changed before it was searched.

mod anchor;
mod attachment;
mod autolink;
mod build;
mod citation;
mod comment;
mod enclosure;
mod evidence;
mod run;
mod sentence;
mod smart;
mod unmeant;
mod url;
mod without;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use build::CALLOUTS;
pub use enclosure::Enclosure;
pub use evidence::{Ground, LinkAway};
pub use run::{Place, Run};
pub use sentence::Sentences;
pub use unmeant::{Slip, Unmeant};
pub use url::decode;

/// A Markdown text, parsed. All ranges are bytes of the text that was parsed.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Blocks with a name for links (`^name`), in order.
    pub blocks: Vec<NamedBlock>,
    /// Everything the caller must resolve, in order of the text.
    pub references: Vec<Reference>,
    /// Links and images that are shown as plain text, since their scheme is not one that a page may hold.
    pub refused_urls: Vec<(Range<usize>, String)>,
    /// The running text, a block at a time.
    pub runs: Vec<Run>,
    /// Code blocks, in order: for highlighting, and for queries.
    pub code_blocks: Vec<CodeBlock>,
    /// Callouts (`> [!note]`), in order.
    pub callouts: Vec<Callout>,
    /// Citations at the beginning of a line with a colon after them: Markdown takes these lines for definitions, and shows nothing.
    pub swallowed_citations: Vec<Range<usize>>,
    /// Links that show no word and no picture.
    pub empty_links: Vec<Range<usize>>,
    /// HTML that is shown as text: tags in running text, and whole blocks.
    pub raw_html: Vec<Range<usize>>,
    /// What its writer surely meant otherwise, in order.
    pub unmeant: Vec<Unmeant>,
    pub(crate) events: Vec<Event>,
    /// By number: where each footnote's events are.
    pub(crate) footnotes: Vec<Footnote>,
    pub(crate) first_h1: Option<usize>,
}

/// A heading and the anchor that it gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The anchor, unique within the text.
    pub id: String,
    /// Classes from `{.name}`.
    pub classes: Vec<String>,
    /// Its words, without marks.
    pub text: String,
    /// Where it stands.
    pub range: Range<usize>,
}

/// A block that an editor named: its anchor is the name with `^` before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedBlock {
    /// The name, without `^`.
    pub id: String,
    /// Where the name stands.
    pub range: Range<usize>,
}

/// Something an editor pointed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where: the whole link, or of a citation its key.
    pub range: Range<usize>,
    /// At what.
    pub kind: ReferenceKind,
}

/// What is pointed at, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    /// `[[target#anchor|label]]`, `![[target]]`.
    Wikilink {
        /// An id, name or alias, maybe with a kind before it.
        target: String,
        /// The part after `#`.
        anchor: Option<String>,
        /// The words shown instead of the target's, without marks.
        label: Option<String>,
        /// Whether it is to be shown here rather than linked.
        embed: bool,
    },
    /// A link to a file of the site.
    File {
        /// Its path as written, percent-decoded.
        dest: String,
        /// The part after `#`.
        anchor: Option<String>,
    },
    /// A link to a place on the same page.
    Fragment {
        /// The part after `#`.
        anchor: String,
    },
    /// An image of the site.
    Image {
        /// Its path as written, percent-decoded.
        dest: String,
        /// What is said to those who do not see it.
        alt: String,
        /// The caption, if any.
        title: String,
    },
    /// `![[map.png]]`: an image of the site by the name of its file, wherever that is.
    Attachment {
        /// The name of the file, or the end of its path.
        name: String,
        /// What is said to those who do not see it: `![[map.png|A map]]`.
        alt: String,
        /// How large it is to be shown: `![[map.png|300]]`, `![[map.png|300x200]]`.
        size: Option<(u32, Option<u32>)>,
    },
    /// One key of `[@a, para. 4; @b]`.
    Cite {
        /// The source's name without `@`.
        key: String,
        /// The place in the source.
        locator: Option<String>,
    },
    /// `@key` in running text: a citation only if there is such a source.
    Bare {
        /// The source's name without `@`.
        key: String,
    },
}

/// A code block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBlock {
    /// All that stands after the opening fence.
    pub info: String,
    /// The code.
    pub text: String,
    /// Where the code stands, without its fences.
    pub range: Range<usize>,
    /// Whether the text ends before a line closes it.
    pub is_open: bool,
}

impl CodeBlock {
    /// The first word after the opening fence.
    pub fn language(&self) -> Option<&str> {
        self.info.split([' ', '\t', ',', '{']).next().filter(|word| !word.is_empty())
    }
}

/// A block quote that begins with `[!kind]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callout {
    /// The word, in lower case.
    pub kind: String,
    /// `+` (open) or `-` (closed) after it: the reader may fold it.
    pub foldable: Option<bool>,
    /// The rest of the first line as written; of a claim the Markdown of its text, which may go on in the next lines.
    pub title: String,
    /// Where that stands.
    pub title_range: Range<usize>,
    /// Of a claim that is defined here: its lines `by: …`, which are no text.
    pub fields: Vec<CalloutField>,
    /// Where all of it stands.
    pub range: Range<usize>,
}

/// A line `key: value` of a claim callout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalloutField {
    /// The key as fields are written: `denied_by`.
    pub name: String,
    /// Where the key stands.
    pub key: Range<usize>,
    /// Where the value stands.
    pub value: Range<usize>,
}

/// A source that a text cites which is nothing but citations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Where its name stands.
    pub range: Range<usize>,
    /// Its name.
    pub key: String,
    /// The place in the source.
    pub locator: Option<String>,
}

/// The sources that a text cites which is nothing but citations: `@a`, or `[@a, para. 4; @b]`.
pub fn cited(text: &str) -> Vec<Cited> {
    let found = if text.starts_with('[') { citation::bracketed(text) } else { citation::keys(text) };
    let named =
        |cited: citation::Cited| Cited { range: cited.range.start + 1..cited.range.end, key: cited.key, locator: cited.locator };
    found.into_iter().map(named).collect()
}

/// Something in a text that a page decides about, by its place among those of its sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InText {
    /// A reference.
    Reference {
        /// Which.
        index: usize,
        /// Whether it is an embed that has its line for itself.
        alone: bool,
    },
    /// A code block.
    Code(usize),
    /// A callout.
    Callout(usize),
    /// A heading, which says how deep the headings of what follows are.
    Heading(usize),
}

impl Prose {
    /// Parses a whole document. Headings avoid the anchors in `reserved`.
    pub fn parse(text: &str, reserved: &[&str]) -> Prose {
        let (text, origins) = comment::without_comments(text);
        build::document(&text, origins, reserved)
    }

    /// Parses one line of inline Markdown: a list item, a heading or a fence stays the text it is written as. Line breaks are spaces.
    pub fn inline(text: &str) -> Prose {
        let line = build::as_line(text);
        let (line, origins) = comment::without_comments(&line);
        build::line(&line, origins)
    }

    /// A title: plain words, in which names count as in a heading.
    pub fn title(text: &str) -> Prose {
        Prose { runs: vec![Run::title(text)], ..Prose::default() }
    }

    /// Whether it holds nothing at all.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The words of the first level-1 heading, if there is one outside of quotes and lists.
    pub fn first_h1(&self) -> Option<String> {
        self.first_h1.map(|index| self.headings[index].text.clone())
    }

    /// The first paragraph as plain text.
    pub fn plain(&self) -> String {
        self.plain_with(|_| None)
    }

    /// As [`Prose::plain`]; `title` gives the words of a reference whose own are not shown, by its index.
    pub fn plain_with(&self, title: impl Fn(usize) -> Option<String>) -> String {
        let first = self.runs.iter().find(|run| run.paragraph && run.place == Place::Text && !run.text.trim().is_empty());
        let first = first.or_else(|| self.runs.iter().find(|run| run.place.allows_links() && !run.text.trim().is_empty()));
        first.map(|run| run.worded(title)).unwrap_or_default()
    }

    /// All that a reader has before them, a line for each block, then code, and where links of the text's own lead: however it is written.
    /// `title` as in [`Prose::plain_with`].
    pub fn as_read(&self, title: impl Fn(usize) -> Option<String>) -> Vec<String> {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut read: Vec<String> = self.runs.iter().map(|run| line(&run.worded(&title))).collect();
        read.extend(self.code_blocks.iter().map(|block| block.text.clone()));
        read.extend(self.events.iter().filter_map(|event| match event {
            Event::Start(Element::Link { href, .. }) | Event::RemoteImage { href, .. } => Some(href.clone()),
            _ => None,
        }));
        read.extend(self.references.iter().filter_map(|reference| match &reference.kind {
            ReferenceKind::File { dest, .. } | ReferenceKind::Image { dest, .. } => Some(dest.clone()),
            _ => None,
        }));
        read
    }

    /// Text that holds no Markdown, with typographic punctuation.
    pub fn typeset(text: &str) -> String {
        Run::of(text).typeset()
    }

    /// How many words a reader has before them, code left out.
    pub fn words(&self) -> usize {
        use unicode_segmentation::UnicodeSegmentation;
        self.runs.iter().map(|run| run.text.unicode_words().count()).sum()
    }

    /// Its sentences, found as they are asked for.
    pub fn sentences(&self) -> Sentences<'_> {
        Sentences::of(&self.runs)
    }

    /// What a page decides about, in order of the text.
    pub fn places(&self) -> impl Iterator<Item = InText> {
        self.events.iter().flat_map(|event| match event {
            Event::Start(Element::Callout(index)) => vec![InText::Callout(*index)],
            Event::Start(Element::Heading(index)) => vec![InText::Heading(*index)],
            Event::CodeBlock(index) => vec![InText::Code(*index)],
            Event::Embed { reference, block } => vec![InText::Reference { index: *reference, alone: *block }],
            event => event.references().map(|index| InText::Reference { index, alone: false }).collect(),
        })
    }

    /// The run and the offsets in it that some bytes of the source became.
    pub fn place_of(&self, source: &Range<usize>) -> Option<(usize, Range<usize>)> {
        self.runs.iter().enumerate().find_map(|(index, run)| Some((index, run.flat(source)?)))
    }

    /// The run and the offsets in it where a reference stands, so that it too can be shown in its sentence.
    pub fn reference_place(&self, reference: usize) -> Option<(usize, Range<usize>)> {
        self.place_of(&self.references.get(reference)?.range)
    }
}

/// One step of a text. Offsets count in the current run's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    Start(Element),
    End,
    /// The anchor of the named block that follows.
    Anchor(usize),
    /// From here on offsets belong to this run.
    Run(usize),
    Text(Range<usize>),
    /// Text whose punctuation is left alone: tags, addresses.
    Literal(Range<usize>),
    Code(Range<usize>),
    SoftBreak(Range<usize>),
    HardBreak(Range<usize>),
    Rule,
    Task(bool),
    CodeBlock(usize),
    Image {
        reference: usize,
    },
    RemoteImage {
        href: String,
        alt: String,
        title: String,
    },
    Embed {
        reference: usize,
        block: bool,
    },
    /// The references of neighbouring citations.
    Cite(Range<usize>),
    BareCite {
        reference: usize,
        range: Range<usize>,
    },
    FootnoteReference {
        note: usize,
        nth: usize,
    },
}

/// What an [`Event::Start`] opens and the matching end closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    Paragraph,
    Heading(usize),
    Quote,
    Callout(usize),
    CalloutTitle(usize),
    List(Option<u64>),
    Item,
    Footnote(usize),
    DefinitionList,
    Term,
    Definition,
    Table,
    TableHead,
    TableBody,
    Row,
    Cell {
        head: bool,
        align: Align,
    },
    Figure,
    Caption,
    Emphasis,
    Strong,
    Strikethrough,
    /// Nothing to show: a span that is not to be linked, or a link that was refused.
    Plain,
    Link {
        href: String,
        title: String,
    },
    Reference {
        index: usize,
        title: String,
        labelled: bool,
    },
}

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Start,
    Center,
    End,
}

#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Footnote {
    pub(crate) events: Range<usize>,
    /// How often the text points at it.
    pub(crate) references: usize,
}
