//! All forms of all names, in order, to find those that stand in a text: its words are looked up, and what follows them only where a name
//! begins with the word.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::beginnings;

/// Texts to look for. The number of one is its place in their order.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// In order, each once.
    forms: Vec<String>,
    /// For each form the longest other one that it begins with.
    shorter: Vec<Option<usize>>,
    /// For the first word of each form all forms that begin with its letters.
    by_word: FxHashMap<String, Range<usize>>,
    /// Which beginnings of a first word there are: most words of a text need no look-up then.
    beginnings: Seen,
    /// Whether one begins with a mark of ASCII.
    with_marks: bool,
}

impl Lexicon {
    /// Of texts in order, each once.
    pub(super) fn new(forms: Vec<String>) -> Lexicon {
        let mut shorter: Vec<Option<usize>> = Vec::with_capacity(forms.len());
        for (number, form) in forms.iter().enumerate() {
            let mut before = number.checked_sub(1);
            while let Some(other) = before.filter(|other| !form.starts_with(&forms[*other])) {
                before = shorter[other];
            }
            shorter.push(before);
        }
        let mut by_word: FxHashMap<String, Range<usize>> = FxHashMap::default();
        let mut seen = Seen::default();
        for form in &forms {
            let word = beginnings::first(form);
            if !by_word.contains_key(word) {
                let from = forms.partition_point(|other| other.as_str() < word);
                let many = forms[from..].partition_point(|other| other.starts_with(word));
                by_word.insert(word.to_owned(), from..from + many);
                seen.add(word.as_bytes());
            }
        }
        let is_mark = |byte: &u8| byte.is_ascii() && !beginnings::is_letter(*byte);
        let with_marks = forms.iter().any(|form| form.as_bytes().first().is_some_and(is_mark));
        Lexicon { forms, shorter, by_word, beginnings: seen, with_marks }
    }

    /// In order.
    pub(super) fn forms(&self) -> &[String] {
        &self.forms
    }

    /// The number of a form.
    pub(super) fn number(&self, form: &str) -> Option<usize> {
        self.forms.binary_search_by(|other| other.as_str().cmp(form)).ok()
    }

    /// Hands out the forms that begin in a text where a name may begin, not in order: the bytes and the number.
    pub(super) fn each_in(&self, text: &str, mut found: impl FnMut(Range<usize>, usize)) {
        beginnings::each(text, self.with_marks, |word| {
            if self.beginnings.may_have(text.as_bytes(), &word) {
                self.each_at(text, word, &mut found);
            }
        });
    }

    /// The forms that begin with this word of a text. Apart, so that the way past all other words stays short.
    #[inline(never)]
    fn each_at(&self, text: &str, word: Range<usize>, found: &mut impl FnMut(Range<usize>, usize)) {
        let mut next = self.nearest(&text[word.start..], &text[word.clone()]);
        while let Some(number) = next {
            let form = &self.forms[number];
            if text[word.start..].starts_with(form) {
                found(word.start..word.start + form.len(), number);
            }
            next = self.shorter[number];
        }
    }

    /// The last form up to a text that has this first word: whatever the text begins with is that form, or that form begins with it, since
    /// all that stands between the two in order begins with it too.
    fn nearest(&self, text: &str, word: &str) -> Option<usize> {
        let range = self.by_word.get(word)?;
        let before = self.forms[range.clone()].partition_point(|form| form.as_str() <= text);
        (before > 0).then(|| range.start + before - 1)
    }
}

/// A Bloom filter with one hash function (Bloom, 1970) of words by their length and their first eight bytes: what it has not seen is in no
/// lexicon. At 6,000 names one bit in twelve is set.
#[derive(Debug)]
struct Seen(Box<[u64; 1 << (Seen::BITS - 6)]>);

impl Default for Seen {
    fn default() -> Self {
        Seen(Box::new([0; 1 << (Seen::BITS - 6)]))
    }
}

impl Seen {
    /// Of the number of its bits, the binary logarithm: 16 KiB stay in a processor's nearest cache beside the text.
    const BITS: u32 = 17;

    fn add(&mut self, word: &[u8]) {
        let bit = Seen::bit(word, &(0..word.len()));
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    #[inline(always)]
    fn may_have(&self, text: &[u8], word: &Range<usize>) -> bool {
        let bit = Seen::bit(text, word);
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }

    #[inline(always)]
    fn bit(text: &[u8], word: &Range<usize>) -> usize {
        let length = word.len();
        let eight = match text.get(word.start..).and_then(|rest| rest.first_chunk()) {
            Some(eight) => u64::from_le_bytes(*eight),
            None => {
                let mut eight = [0; 8];
                eight.iter_mut().zip(&text[word.start..]).for_each(|(to, from)| *to = *from);
                u64::from_le_bytes(eight)
            }
        };
        let own = if length < 8 { eight & ((1 << (8 * length)) - 1) } else { eight };
        // Fibonacci hashing (Knuth, volume 3, 6.4): the product's highest bits depend on all of the word's.
        let mixed = (own ^ (length as u64).rotate_right(8)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> (64 - Seen::BITS)) as usize
    }
}
