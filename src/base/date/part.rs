//! Parts of a text that know where they stand, and faults that say where reading stopped.

use std::ops::Range;

use super::DateErrorKind;

/// Where and why reading stopped.
pub(super) struct Fault {
    pub(super) kind: DateErrorKind,
    pub(super) range: Range<usize>,
    /// Empty where nothing better is known than that this is no date.
    pub(super) message: String,
    /// What was probably meant, and which bytes of the text it would replace.
    pub(super) meant: Option<(Range<usize>, String)>,
    /// Whether no other explanation of the text can be better.
    pub(super) certain: bool,
}

impl Fault {
    pub(super) fn unread(part: Part) -> Fault {
        Fault { kind: DateErrorKind::Invalid, range: part.range(), message: String::new(), meant: None, certain: false }
    }

    pub(super) fn likely(part: Part, message: impl Into<String>) -> Fault {
        Fault { message: message.into(), ..Fault::unread(part) }
    }

    pub(super) fn certain(part: Part, message: impl Into<String>) -> Fault {
        Fault { certain: true, ..Fault::likely(part, message) }
    }

    pub(super) fn meant(mut self, instead_of: Part, text: impl Into<String>) -> Fault {
        self.meant = Some((instead_of.range(), text.into()));
        self
    }
}

/// A part of the text that knows where it stands.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl<'a> Part<'a> {
    pub(super) fn range(self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }

    pub(super) fn trim(self) -> Part<'a> {
        let start = self.text.len() - self.text.trim_start().len();
        Part { text: self.text.trim(), at: self.at + start }
    }

    /// The first `n` bytes and the rest, if both are whole characters.
    pub(super) fn split_at(self, n: usize) -> Option<(Part<'a>, Part<'a>)> {
        let (head, tail) = self.text.split_at_checked(n)?;
        Some((Part { text: head, at: self.at }, Part { text: tail, at: self.at + n }))
    }

    /// What stands before and after the first `mark`.
    pub(super) fn split_once(self, mark: &str) -> Option<(Part<'a>, Part<'a>)> {
        let (head, tail) = self.text.split_once(mark)?;
        Some((Part { text: head, at: self.at }, Part { text: tail, at: self.at + head.len() + mark.len() }))
    }

    pub(super) fn strip_prefix(self, mark: &str) -> Option<Part<'a>> {
        let tail = self.text.strip_prefix(mark)?;
        Some(Part { text: tail, at: self.at + mark.len() })
    }

    pub(super) fn strip_suffix(self, mark: &str) -> Option<Part<'a>> {
        Some(Part { text: self.text.strip_suffix(mark)?, at: self.at })
    }

    /// The number that these digits write, if there are exactly so many of them and nothing else.
    pub(super) fn number(self, digits: usize) -> Option<u16> {
        let right = self.text.len() == digits && self.text.bytes().all(|b| b.is_ascii_digit());
        right.then(|| self.text.parse().ok()).flatten()
    }
}
