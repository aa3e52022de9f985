//! Phrases of a rule, found in prose as whole words.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::mention::stands_alone;

/// Phrases, looked for all at once; the case of ASCII letters does not count.
pub struct Phrases(Option<AhoCorasick>);

impl Phrases {
    /// Phrases to look for.
    pub fn of<T: AsRef<[u8]>>(phrases: impl IntoIterator<Item = T>) -> Phrases {
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(phrases);
        Phrases(automaton.ok())
    }

    /// Which phrase stands where in a text, the longest at the leftmost place.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, Range<usize>)> + 't {
        let found = self.0.iter().flat_map(move |automaton| automaton.find_iter(text));
        found.map(|hit| (hit.pattern().as_usize(), hit.range())).filter(move |(_, range)| stands_alone(text, range))
    }
}
