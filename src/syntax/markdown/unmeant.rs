//! What Markdown takes without a word for something else than its writer surely meant.

use std::ops::Range;

/// A mark that came to nothing, or to more than it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmeant {
    /// Where the mark stands.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub slip: Slip,
}

/// What is wrong with a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slip {
    /// A block of code that nothing closes: the rest of the text is code.
    OpenFence,
    /// `<!--` that nothing closes: the rest is left out, or the remark is shown.
    OpenComment,
    /// `[[]]`.
    EmptyWikilink,
    /// `[[name` or `[[name]`; empty if no bracket says where the name ends.
    OpenWikilink(String),
    /// `[words](an address.pdf)`: Markdown takes no space in an address.
    SpaceInAddress(String),
    /// `[words][label]`, and no line `[label]: address`.
    UndefinedLabel(String),
    /// `[^label]`, and no line `[^label]: …`.
    UndefinedNote(String),
    /// A note that no mark points at.
    UncalledNote(String),
    /// A second note of one label, and where the first stands.
    NoteTwice(String, Range<usize>),
    /// `##Words`: without a space it is no heading. With how many marks there are.
    NoSpaceInHeading(usize),
    /// A row with more cells than its table's head, whose words are in none of them.
    CellsLeftOut {
        /// How many cells it has.
        row: usize,
        /// How many the head has.
        head: usize,
    },
    /// Lines between bars without the line `|---|---|`; how many cells the first has.
    NoTableLine(usize),
    /// The line below the head has more or fewer cells than the head.
    TableLine {
        /// How many cells the head has.
        head: usize,
        /// How many the line has.
        line: usize,
    },
    /// `{#name}` of a heading, where the name is taken.
    AnchorTaken(String),
}
