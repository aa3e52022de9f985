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
    /// A bit for each length of a first word, by its first letters: most words of a text need no look-up then.
    lengths: Box<[u64; SLOTS]>,
    /// Whether one begins with a mark of ASCII.
    with_marks: bool,
}

const SLOTS: usize = 1 << 11;

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
        let mut lengths = Box::new([0; SLOTS]);
        for form in &forms {
            let word = beginnings::first(form);
            if !by_word.contains_key(word) {
                let from = forms.partition_point(|other| other.as_str() < word);
                let many = forms[from..].partition_point(|other| other.starts_with(word));
                by_word.insert(word.to_owned(), from..from + many);
                lengths[slot(word.as_bytes())] |= length_bit(word.as_bytes());
            }
        }
        let is_mark = |byte: &u8| byte.is_ascii() && !beginnings::is_letter(*byte);
        let with_marks = forms.iter().any(|form| form.as_bytes().first().is_some_and(is_mark));
        Lexicon { forms, shorter, by_word, lengths, with_marks }
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
            let letters = &text.as_bytes()[word.clone()];
            if self.lengths[slot(letters)] & length_bit(letters) != 0 {
                let mut next = self.nearest(&text[word.start..], &text[word.clone()]);
                while let Some(number) = next {
                    let form = &self.forms[number];
                    if text[word.start..].starts_with(form) {
                        found(word.start..word.start + form.len(), number);
                    }
                    next = self.shorter[number];
                }
            }
        });
    }

    /// The last form up to a text that has this first word: whatever the text begins with is that form, or that form begins with it, since
    /// all that stands between the two in order begins with it too.
    fn nearest(&self, text: &str, word: &str) -> Option<usize> {
        let range = self.by_word.get(word)?;
        let before = self.forms[range.clone()].partition_point(|form| form.as_str() <= text);
        (before > 0).then(|| range.start + before - 1)
    }
}

fn slot(word: &[u8]) -> usize {
    let byte = |at| usize::from(word.get(at).copied().unwrap_or_default());
    (byte(0) ^ byte(1) << 3 ^ byte(2) << 5) % SLOTS
}

fn length_bit(word: &[u8]) -> u64 {
    1 << word.len().min(63)
}
