//! A text as names are looked for in it: a letter and its mark are one, however they are written.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// A text with its letters composed (NFC), and where each stood.
pub(super) struct Composed<'t> {
    pub(super) text: Cow<'t, str>,
    /// The bytes at which letters begin, here and in the text as it was, in order; none where the two are the same.
    letters: Vec<(usize, usize)>,
}

impl<'t> Composed<'t> {
    /// Composes a text. Nearly all are as they are to be: only the marks of Latin, Greek and Cyrillic (U+0300 to U+036F) are looked for, which
    /// begin with one of two bytes.
    pub(super) fn of(text: &'t str) -> Composed<'t> {
        if memchr::memchr2(0xcc, 0xcd, text.as_bytes()).is_none() {
            return Composed { text: Cow::Borrowed(text), letters: Vec::new() };
        }
        let (mut composed, mut letters) = (String::with_capacity(text.len()), Vec::new());
        let mut start = 0;
        while start < text.len() {
            let mut rest = text[start..].char_indices().skip(1);
            let length = rest.find(|(_, c)| canonical_combining_class(*c) == 0).map_or(text.len() - start, |(at, _)| at);
            letters.push((composed.len(), start));
            composed.extend(text[start..start + length].nfc());
            start += length;
        }
        letters.push((composed.len(), text.len()));
        Composed { text: Cow::Owned(composed), letters }
    }

    /// Where a part stood; nothing if it divides a letter from its mark.
    pub(super) fn place(&self, range: Range<usize>) -> Option<Range<usize>> {
        if self.letters.is_empty() {
            return Some(range);
        }
        let of = |at: usize| {
            let found = self.letters.binary_search_by_key(&at, |(composed, _)| *composed).ok()?;
            Some(self.letters[found].1)
        };
        Some(of(range.start)?..of(range.end)?)
    }
}
