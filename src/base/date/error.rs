//! Why a text is not a date.

use std::fmt;
use std::ops::Range;

/// What kind of mistake it is: each is reported under a rule of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateErrorKind {
    /// Not a date as they are written here, or one that the calendar does not have: rule `invalid-date`.
    Invalid,
    /// An end before its start: rule `impossible-interval`.
    Impossible,
}

/// A refused date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// The kind of mistake.
    pub kind: DateErrorKind,
    /// The offending characters, as bytes of the text that was parsed; on character boundaries.
    pub range: Range<usize>,
    /// One line, lower case, literals in backticks.
    pub message: String,
    /// What was probably meant, as text that [`Date::parse`](super::Date::parse) takes. `None` where that would be a guess.
    pub meant: Option<String>,
}

impl DateError {
    /// The same about the inside of `[…]`, which is this text.
    pub(super) fn without_brackets(self, inside: &str) -> DateError {
        let shift = |offset: usize| offset.saturating_sub(1).min(inside.len());
        let bare = |meant: String| meant.trim_start_matches('[').trim_end_matches(']').to_string();
        DateError { range: shift(self.range.start)..shift(self.range.end), meant: self.meant.map(bare), ..self }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DateError {}

/// The text in backticks on one line, shortened where it would drown the message.
pub(super) fn quoted(text: &str) -> String {
    const MOST: usize = 40;
    let clean = |c: char| if c.is_control() || c == '`' { ' ' } else { c };
    let mut shown: String = text.chars().take(MOST).map(clean).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}
