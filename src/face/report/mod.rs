//! Findings, printed for people and for machines.

pub mod github;
pub mod human;
pub mod json;
pub mod sarif;
pub mod short;
pub mod summary;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Key;
use crate::base::text::{Lines, Position, Span};
use rustc_hash::FxHashMap;

/// The texts that findings point into, with their lines found once.
pub struct Texts<'t> {
    text: &'t dyn Fn(Key) -> Option<&'t str>,
    lines: std::cell::RefCell<FxHashMap<Key, std::rc::Rc<Lines>>>,
}

impl<'t> Texts<'t> {
    /// Texts by path.
    pub fn new(text: &'t dyn Fn(Key) -> Option<&'t str>) -> Texts<'t> {
        Texts { text, lines: Default::default() }
    }

    /// The text of a file, if it can be shown.
    pub fn of(&self, file: Key) -> Option<&'t str> {
        (self.text)(file)
    }

    /// The lines of a file.
    pub fn lines(&self, file: Key) -> std::rc::Rc<Lines> {
        self.lines
            .borrow_mut()
            .entry(file)
            .or_insert_with(|| std::rc::Rc::new(Lines::of(self.of(file).unwrap_or_default())))
            .clone()
    }

    /// Where a span begins and ends, as people count.
    pub fn place(&self, span: Span) -> (Position, Position) {
        let (text, lines) = (self.of(span.file).unwrap_or_default(), self.lines(span.file));
        (lines.position(text, span.start as usize), lines.position(text, span.end as usize))
    }
}

/// How many findings there are of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
}

impl Counts {
    /// Counts findings.
    pub fn of<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Counts {
        let mut counts = Counts::default();
        for diagnostic in diagnostics {
            match diagnostic.level {
                Level::Error => counts.error += 1,
                Level::Warning => counts.warning += 1,
                Level::Note => counts.note += 1,
            }
        }
        counts
    }
}

/// Control characters made visible: a terminal must not obey what a file says.
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => ' ',
            c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => '\u{fffd}',
            c => c,
        })
        .collect()
}
