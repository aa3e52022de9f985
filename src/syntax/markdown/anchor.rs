//! Anchors of headings: readable, unique, stable.

use std::collections::{HashMap, HashSet};

use crate::base::slug::slug;

/// Gives out anchors, each once.
pub(super) struct Anchors<'a> {
    taken: HashSet<String>,
    /// The number to try next, so that many headings of one name are not counted from the first each time.
    next: HashMap<String, usize>,
    reserved: &'a [&'a str],
}

impl<'a> Anchors<'a> {
    pub(super) fn avoiding(reserved: &'a [&'a str]) -> Anchors<'a> {
        Anchors { taken: HashSet::new(), next: HashMap::new(), reserved }
    }

    /// The anchor for a heading: `wanted` if an editor chose one, else a slug of its words; with a number if it is taken.
    pub(super) fn take(&mut self, wanted: Option<&str>, text: &str) -> String {
        let chosen = wanted.map(|id| if is_plain(id) { id.to_owned() } else { slug(id) }).filter(|id| !id.is_empty());
        let base = chosen.unwrap_or_else(|| slug(text));
        let base = if base.is_empty() { "section".to_owned() } else { base };
        // footnotes have anchors of this form
        let base = if base.starts_with("fn-") || base.starts_with("fnref-") { format!("section-{base}") } else { base };
        let mut anchor = base.clone();
        let number = self.next.entry(base.clone()).or_insert(2);
        while self.reserved.contains(&anchor.as_str()) || !self.taken.insert(anchor.clone()) {
            anchor = format!("{base}-{number}");
            *number += 1;
        }
        anchor
    }
}

/// Letters, digits, `-`, `_`, `.`: what is safe as an id and as a class.
pub(super) fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}
