//! What the floors below found out about a text's references and mentions.

use std::ops::Range;

/// All that HTML depends on besides the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decisions {
    /// One for each of the prose's references, in their order; a missing one is [`Decision::Plain`].
    pub references: Vec<Decision>,
    /// The mentions that become links, in order. One that can't be set where it is asked for is not set.
    pub mentions: Vec<MentionLink>,
    /// For each code block, in order, what stands in its place; a missing one is [`Block::AsWritten`].
    pub code_blocks: Vec<Block>,
    /// For each callout, in order, what stands in the place of its title: what is in it follows.
    pub callouts: Vec<Block>,
    /// The first level-1 heading is the page's title, and stands elsewhere.
    pub skip_first_h1: bool,
    /// Headings are this much lower than they were written.
    pub heading_shift: u8,
}

/// A mention that becomes a link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MentionLink {
    /// The run.
    pub run: usize,
    /// Bytes of the run's text.
    pub range: Range<usize>,
    /// Where it leads.
    pub href: String,
}

/// What becomes of a reference. Addresses are ours, and trusted; they are escaped all the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// A link.
    Link {
        /// Where it leads.
        href: String,
        /// The words shown where the editor gave none: the record's title.
        text: Option<String>,
    },
    /// Its words and no link.
    Plain,
    /// Nothing, of a citation: its source is kept back, or the place has no list of sources.
    Hidden,
    /// A numbered citation.
    Cite {
        /// The number in the page's list.
        number: usize,
        /// The source in the page's list.
        href: String,
        /// The accessible name, as in "2: AP".
        label: String,
        /// An anchor, for the way back.
        id: Option<String>,
        /// For `@key` in running text: the words that stand before the number, as in "AP says".
        text: Option<String>,
    },
    /// A picture.
    Image {
        /// Its address.
        src: String,
        /// Width and height in pixels, where they are known.
        size: Option<(u32, u32)>,
    },
    /// A gap in the place of an embed that stands alone; within a line it is as [`Decision::Plain`].
    Gap,
}

/// What stands in the place of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Block {
    /// The block.
    #[default]
    AsWritten,
    /// HTML of ours: highlighted code.
    Html(String),
    /// A gap: a claim's card, a query's answer.
    Gap,
}

/// A gap in the HTML of a text, which the page fills with something that its templates draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gap {
    /// In the place of this callout.
    Callout(usize),
    /// In the place of this code block.
    Code(usize),
    /// In the place of the embed with this reference.
    Embed(usize),
}
