//! The names in one passage, each with its sentence. A function of the passage and the set of names: memo 2.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::fingerprint::Fingerprint;
use crate::base::memo::Memo;
use crate::model::passage::Passage;
use crate::syntax::markdown::{Prose, ReferenceKind};

use super::mention::{Mention, Names};

/// What was found in a passage.
#[derive(Debug, Default)]
pub struct Scan {
    /// In order of the text.
    pub mentions: Vec<Sighting>,
    /// For each reference of the passage, its sentence; `None` where the sentence shows titles that only the model knows.
    pub references: Vec<Option<(Arc<Sentence>, Option<String>)>>,
}

/// A mention with what a backlink shows of it.
#[derive(Debug)]
pub struct Sighting {
    /// The mention.
    pub mention: Mention,
    /// Its sentence.
    pub sentence: Arc<Sentence>,
    /// Anchor of its section, where it has one.
    pub section: Option<String>,
}

/// A sentence with a place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sentence {
    /// Plain text.
    pub text: String,
    /// The place: bytes of the text.
    pub mark: Range<usize>,
}

/// The memo of scans: by passage and set of names.
pub type ScanMemo = Memo<(Fingerprint, Fingerprint), Arc<Scan>>;

/// Scans passages, each once, on all processors.
pub fn scan(passages: &[&Passage], names: &Names, memo: &ScanMemo) -> FxHashMap<Fingerprint, Arc<Scan>> {
    let set = names.fingerprint();
    let scan = |passage: &&Passage| (passage.hash, memo.get((passage.hash, set), || Arc::new(scan_one(&passage.prose, names))));
    passages.par_iter().with_min_len(16).map(scan).collect::<Vec<_>>().into_iter().collect()
}

fn scan_one(prose: &Prose, names: &Names) -> Scan {
    let sighting = |mention: Mention| {
        let (text, mark) = prose.sentence(mention.run, mention.range.clone());
        let section = section(prose, mention.run);
        Sighting { mention, sentence: Arc::new(Sentence { text, mark }), section }
    };
    let references = (0..prose.references.len()).map(|number| reference(prose, number)).collect();
    Scan { mentions: names.scan(prose).into_iter().map(sighting).collect(), references }
}

fn reference(prose: &Prose, number: usize) -> Option<(Arc<Sentence>, Option<String>)> {
    let (run, range) = prose.reference_place(number)?;
    let titled =
        |other: usize| prose.reference_place(other).is_some_and(|(place, _)| place == run) && is_bare_wikilink(prose, other);
    if (0..prose.references.len()).any(titled) {
        return None;
    }
    let (text, mark) = prose.sentence(run, range);
    Some((Arc::new(Sentence { text, mark }), section(prose, run)))
}

/// A wikilink without words of its own shows the title of its target.
fn is_bare_wikilink(prose: &Prose, number: usize) -> bool {
    matches!(prose.references[number].kind, ReferenceKind::Wikilink { label: None, .. })
}

/// The anchor of the section that a run stands in.
pub fn section(prose: &Prose, run: usize) -> Option<String> {
    let section = prose.runs.get(run)?.section.checked_sub(1)?;
    prose.headings.iter().filter(|heading| heading.level <= 2).nth(section).map(|heading| heading.id.clone())
}
