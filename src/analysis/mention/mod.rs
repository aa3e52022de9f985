//! Names found in prose: one pass for all names at once, at word boundaries, the longest at the leftmost place.

mod beginnings;
mod boundary;
mod changed;
mod composed;
mod forms;
mod lexicon;
#[cfg(test)]
mod tests;

pub use boundary::at_both_ends as stands_alone;
pub use changed::Changed;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashSet;

use crate::base::id::Key;
use crate::syntax::markdown::{Place, Prose};

use composed::Composed;
use lexicon::Lexicon;

/// A name to look for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NameEntry {
    /// As it is written.
    pub text: String,
    /// Whether the case of its first letter matters too.
    pub exact: bool,
    /// Whose it is.
    pub target: Key,
    /// What a match means.
    pub kind: NameKind,
    /// How it is spelled.
    pub spelled: Spelled,
}

/// How a name is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spelled {
    /// As the house does, or a name of its own.
    Well,
    /// As others do.
    Otherwise,
    /// Wrongly.
    Wrongly,
}

/// What a match of a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// Its target.
    Strong,
    /// Its target, but only after a strong mention of it; before, it is as if the name were not there.
    Weak,
    /// A word whose spelling the site has an opinion on: nobody's name, takes no place.
    Word,
    /// Nothing until somebody decides: it takes its place, so that nothing shorter is found in it.
    Withheld,
}

/// One reading of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Whose name it is.
    pub key: Key,
    /// What the match means.
    pub kind: NameKind,
    /// How it is spelled.
    pub spelled: Spelled,
}

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The run of the prose.
    pub run: usize,
    /// Bytes of the run's text.
    pub range: Range<usize>,
    /// Everyone who is called so; for two different keys the text is ambiguous. Shared by all places of a name, which thousands may have.
    pub targets: Arc<[Target]>,
}

/// What was found in a text, in its order.
#[derive(Debug, Default)]
pub struct Sighted {
    /// Names that count.
    pub mentions: Vec<Mention>,
    /// What counts for nothing and hides nothing: weak names of those who were not met, words of the house.
    pub aside: Vec<Mention>,
}

/// A name that stands in a text where no name is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlooked {
    /// The name, as a mention would be.
    pub mention: Mention,
    /// Whether it is a part of a longer word.
    pub within_a_word: bool,
}

/// All names of a site, ready to be looked for.
#[derive(Debug)]
pub struct Names {
    entries: Vec<NameEntry>,
    /// Every form of every name.
    lexicon: Lexicon,
    /// By number of the form: whose it is.
    targets: Vec<Arc<[Target]>>,
    /// Finds the forms within words too, which is only wanted where somebody asks why: dear to make, so made then.
    anywhere: OnceLock<Option<AhoCorasick>>,
    /// Who has weak names: only of them it matters whether they were met.
    described: FxHashSet<Key>,
}

impl Names {
    /// Makes them ready, once for a set of names.
    pub fn new(entries: Vec<NameEntry>) -> Names {
        let mut targets: BTreeMap<String, Vec<Target>> = BTreeMap::new();
        for entry in &entries {
            let target = Target { key: entry.target, kind: entry.kind, spelled: entry.spelled };
            for form in forms::of(&entry.text, entry.exact) {
                let targets = targets.entry(form).or_default();
                if !targets.iter().any(|other| other.key == target.key && other.kind == target.kind) {
                    targets.push(target);
                }
            }
        }
        let (forms, targets) = targets.into_iter().map(|(form, targets)| (form, Arc::from(targets))).unzip();
        let described = entries.iter().filter(|entry| entry.kind == NameKind::Weak).map(|entry| entry.target).collect();
        Names { entries, lexicon: Lexicon::new(forms), targets, anywhere: OnceLock::new(), described }
    }

    /// What the names were made from.
    pub fn entries(&self) -> &[NameEntry] {
        &self.entries
    }

    /// The names that a scan passes over for where they stand: in code, links, raw HTML, longer words.
    pub fn overlooked(&self, prose: &Prose) -> Vec<Overlooked> {
        let Some(anywhere) = self.anywhere.get_or_init(|| AhoCorasick::new(self.lexicon.forms()).ok()) else { return Vec::new() };
        let mut found = Vec::new();
        for (index, run) in prose.runs.iter().enumerate() {
            for hit in anywhere.find_overlapping_iter(&run.text) {
                let within_a_word = !boundary::at_both_ends(&run.text, &hit.range());
                if within_a_word || run.place == Place::Raw || !run.open_to_names(&hit.range()) {
                    let targets = Arc::clone(&self.targets[hit.pattern().as_usize()]);
                    found.push(Overlooked { mention: Mention { run: index, range: hit.range(), targets }, within_a_word });
                }
            }
        }
        found
    }

    /// All mentions, in order of the text.
    pub fn scan(&self, prose: &Prose) -> Vec<Mention> {
        self.scan_after(prose, &mut BTreeSet::new()).mentions
    }

    /// As [`Names::scan`], with what stands aside; `met` are those with weak names who were mentioned on the page before, and is added to.
    pub fn scan_after(&self, prose: &Prose, met: &mut BTreeSet<Key>) -> Sighted {
        let mut sighted = Sighted::default();
        let mut candidates = Vec::new();
        for (index, run) in prose.runs.iter().enumerate() {
            if run.place == Place::Raw {
                continue;
            }
            candidates.clear();
            let composed = Composed::of(&run.text);
            self.lexicon.each_in(&composed.text, |range, number| {
                let Some(range) = composed.place(range) else { return };
                if boundary::at_both_ends(&run.text, &range) && run.open_to_names(&range) {
                    candidates.push((range, number));
                }
            });
            candidates.sort_unstable_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
            self.resolve(index, &candidates, met, &mut sighted);
        }
        sighted
    }

    /// The longest at the leftmost place wins, among those that count.
    fn resolve(&self, index: usize, candidates: &[(Range<usize>, usize)], met: &mut BTreeSet<Key>, sighted: &mut Sighted) {
        let mut free_from = 0;
        for (range, number) in candidates {
            if range.start < free_from {
                continue;
            }
            let counts = |target: &&Target| match target.kind {
                NameKind::Strong | NameKind::Withheld => true,
                NameKind::Weak => !met.is_empty() && met.contains(&target.key),
                NameKind::Word => false,
            };
            let all = &self.targets[*number];
            let targets = match all.iter().filter(counts).count() {
                0 => {
                    sighted.aside.push(Mention { run: index, range: range.clone(), targets: Arc::clone(all) });
                    continue;
                }
                some if some == all.len() => Arc::clone(all),
                _ => all.iter().filter(counts).copied().collect(),
            };
            free_from = range.end;
            if let [only] = &*targets
                && only.kind == NameKind::Strong
                && self.described.contains(&only.key)
            {
                met.insert(only.key);
            }
            sighted.mentions.push(Mention { run: index, range: range.clone(), targets });
        }
    }
}
