//! Which prose must be scanned again when the names have changed.

use aho_corasick::AhoCorasick;

use crate::syntax::markdown::Prose;

use super::composed::Composed;
use super::{Names, Target};

/// The forms of names that mean something else in one set of names than in another, or nothing.
///
/// A scan asks of the names what the forms that stand in the prose mean, and nothing else. So where none of these forms stands, both sets
/// find the same.
#[derive(Debug)]
pub struct Changed {
    /// `None` for more than can be looked for.
    forms: Option<AhoCorasick>,
}

impl Changed {
    /// The differences of two sets, if there are any.
    pub fn between(before: &Names, after: &Names) -> Option<Changed> {
        // Whether somebody was met is noted only of those with weak names.
        let is_noted_otherwise =
            |target: &Target| before.described.contains(&target.key) != after.described.contains(&target.key);
        let is_changed = |form: &&String| {
            let (old, new) = (before.meaning(form), after.meaning(form));
            old != new || new.iter().any(is_noted_otherwise)
        };
        let forms: Vec<&String> = before.lexicon.forms().iter().chain(after.lexicon.forms()).filter(is_changed).collect();
        (!forms.is_empty()).then(|| Changed { forms: AhoCorasick::new(&forms).ok() })
    }

    /// Whether one of them stands in a text, if only within a word.
    pub fn stand_in(&self, prose: &Prose) -> bool {
        self.forms.as_ref().is_none_or(|forms| prose.runs.iter().any(|run| forms.is_match(&*Composed::of(&run.text).text)))
    }
}

impl Names {
    fn meaning(&self, form: &str) -> &[Target] {
        self.lexicon.number(form).map(|number| &*self.targets[number]).unwrap_or_default()
    }
}
