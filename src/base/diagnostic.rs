//! What is wrong with the editor's words: collected, never thrown, many at once.

use super::id::Key;
use super::text::Span;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing is published until it is mended.
    Error,
    /// Published, but readers or later edits will suffer.
    Warning,
    /// Worth knowing.
    Note,
}

impl Level {
    /// The word in messages, settings and exports.
    pub fn word(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        }
    }
}

/// A second place that explains the first, or words at the primary place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What there is to say about the place.
    pub message: String,
    /// The place.
    pub span: Span,
}

/// A replacement of some bytes that a machine may apply without losing a word of the editor's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// One finding about the editor's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's public name, as `explain` and `lints:` know it.
    pub rule: &'static str,
    /// Its level: the rule's own, until the site's `lints:` are applied.
    pub level: Level,
    /// One line, lower case, names and literals in backticks.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What the places say; the one at `span` comes first where there is one.
    pub labels: Vec<Label>,
    /// Next steps, a sentence each.
    pub help: Vec<String>,
    /// What `check --fix` would do.
    pub fix: Vec<Edit>,
}

impl Diagnostic {
    /// A finding of some level.
    pub fn new(level: Level, rule: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { rule, level, message: message.into(), span, labels: Vec::new(), help: Vec::new(), fix: Vec::new() }
    }

    /// An error.
    pub fn error(rule: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Level::Error, rule, span, message)
    }

    /// A warning.
    pub fn warning(rule: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Level::Warning, rule, span, message)
    }

    /// A note.
    pub fn note(rule: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Level::Note, rule, span, message)
    }

    /// Words beside the primary place.
    pub fn label(self, message: impl Into<String>) -> Diagnostic {
        let span = self.span;
        self.also(span, message)
    }

    /// A second place, with words.
    pub fn also(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { message: message.into(), span });
        self
    }

    /// A next step.
    pub fn help(mut self, message: impl Into<String>) -> Diagnostic {
        self.help.push(message.into());
        self
    }

    /// A replacement that mends it.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fix.push(Edit { span, text: text.into() });
        self
    }

    /// The order of every report: file, position, rule.
    pub fn sort_key(&self) -> (Key, u32, u32, &'static str, &str) {
        (self.span.file, self.span.start, self.span.end, self.rule, &self.message)
    }
}

/// The one of `known` that a mistyped `word` most probably meant, if any is near enough to offer.
///
/// Near is a Damerau-Levenshtein distance (optimal string alignment) of at most a third of the longer word and at most 3, compared
/// without case, so that `US` never means `UK`; the first in order of `known` wins among equals.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    let letters = bag(word.iter().copied());
    if word.is_empty() || word.len() > 80 {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let lower = || candidate.chars().flat_map(char::to_lowercase);
        let length = lower().count();
        let limit = (word.len().max(length) / 3).min(3);
        // Each edit changes at most two letters of the set, which spares most of the sites' many names the long way.
        if word.len().abs_diff(length) > limit || (letters ^ bag(lower())).count_ones() as usize > 2 * limit {
            continue;
        }
        let lower: Vec<char> = lower().collect();
        let distance = alignment_distance(&word, &lower);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
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
