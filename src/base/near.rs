//! Words that were mistyped: the nearest known one, to ask about.

/// How near a word is to others.
pub(super) struct Near {
    capital: bool,
    word: Vec<char>,
    letters: u64,
}

impl Near {
    /// Of a word; `None` of one that is near nothing.
    pub(super) fn of(word: &str) -> Option<Near> {
        let capital = begins_with_a_capital(word);
        let word: Vec<char> = word.to_lowercase().chars().collect();
        let letters = bag(word.iter().copied());
        (1..=80).contains(&word.len()).then_some(Near { capital, word, letters })
    }

    /// The distance to a candidate that is near enough to offer, and whether only one of the two begins with a capital: of the name and the
    /// id of one record, the one that looks like the word is the nearer.
    pub(super) fn distance(&self, candidate: &str) -> Option<(usize, bool)> {
        let lower = || candidate.chars().flat_map(char::to_lowercase);
        let length = lower().count();
        let limit = (self.word.len().max(length) / 3).min(3);
        // Each edit changes at most two letters of the set, which spares most of the sites' many names the long way.
        if self.word.len().abs_diff(length) > limit || (self.letters ^ bag(lower())).count_ones() as usize > 2 * limit {
            return None;
        }
        let lower: Vec<char> = lower().collect();
        let distance = alignment_distance(&self.word, &lower);
        (distance <= limit).then(|| (distance, self.capital != begins_with_a_capital(candidate)))
    }
}

fn begins_with_a_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The one of `known` that a mistyped `word` most probably meant, if any is near enough to offer.
///
/// Near is a Damerau-Levenshtein distance (optimal string alignment) of at most a third of the longer word and at most 3, compared
/// without case, so that `US` never means `UK`; among equals one that begins with a capital as `word` does wins, then the first of `known`.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = Near::of(word)?;
    let mut best: Option<((usize, bool), &str)> = None;
    for candidate in known {
        if let Some(distance) = near.distance(candidate)
            && best.is_none_or(|(least, _)| distance < least)
        {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The letters of a word as a set of 64 classes.
fn bag(word: impl Iterator<Item = char>) -> u64 {
    word.fold(0, |set, c| set | 1 << (c as u32 % 64))
}

/// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours, each 1.
fn alignment_distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0usize; b.len() + 1]; 3];
    rows[1] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        rows.rotate_left(1);
        // In this order: the row above, the one to fill, the one above the row above.
        let (before, rest) = rows.split_at_mut(1);
        let (current, two_back) = rest.split_at_mut(1);
        let (previous, current, two_back) = (&before[0], &mut current[0], &two_back[0]);
        current[0] = i;
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut value = (previous[j] + 1).min(current[j - 1] + 1).min(previous[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                value = value.min(two_back[j - 2] + 1);
            }
            current[j] = value;
        }
    }
    rows[1][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_forgives_typing_not_other_words() {
        let known = ["actors", "sources", "summary", "title"];
        assert_eq!(nearest("actor", known), Some("actors"));
        assert_eq!(nearest("tilte", known), Some("title"));
        assert_eq!(nearest("Sumary", known), Some("summary"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest("US", ["UK", "EU"]), None);
        assert_eq!(nearest("us", ["UK", "US"]), Some("US"));
        assert_eq!(nearest("Lavrof", ["lavrov", "Lavrov"]), Some("Lavrov"));
        assert_eq!(nearest("lavrof", ["Lavrov", "lavrov"]), Some("lavrov"));
    }

    #[test]
    fn distance_counts_a_swap_once() {
        let d = |a: &str, b: &str| alignment_distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!(d("ab", "ba"), 1);
        assert_eq!(d("kitten", "sitting"), 3);
        assert_eq!(d("", "abc"), 3);
        assert_eq!(d("abc", "abc"), 0);
        assert_eq!(d("lavrof", "lavrov"), 1);
    }
}
