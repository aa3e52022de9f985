//! The names in one passage, each with its sentence. A function of the passage and of what the names that stand in it mean: memo 2.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::fingerprint::Fingerprint;
use crate::base::id::Key;
use crate::base::memo::Memo;
use crate::model::passage::Passage;
use crate::model::registry::RecordId;
use crate::syntax::markdown::{Prose, ReferenceKind};

use super::mention::{Changed, Mention, NameKind, Names};
use super::relative::{Relative, RelativeDays};
use super::unattributed::{Attributions, Unattributed};

/// What was found in a passage.
#[derive(Debug, Default)]
pub struct Scan {
    /// In order of the text.
    pub mentions: Vec<Sighting>,
    /// What counts for nothing here: weak names of those who were not met, words of the house.
    pub aside: Vec<Mention>,
    /// Those with weak names who are mentioned by the end of the passage.
    pub met: BTreeSet<Key>,
    /// Days that only the day of writing tells.
    pub relative: Vec<Relative>,
    /// What is said on nobody's word.
    pub unattributed: Vec<Unattributed>,
    /// For each reference of the passage, its sentence; `None` where the sentence shows titles that only the model knows.
    pub references: Vec<Option<(Arc<Sentence>, Option<String>)>>,
}

/// A mention with what a backlink shows of it.
#[derive(Debug)]
pub struct Sighting {
    /// The mention.
    pub mention: Mention,
    /// Its sentence; `None` where that shows titles which only the model knows.
    pub sentence: Option<Arc<Sentence>>,
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

/// The memo of scans, and what is looked for beside names.
#[derive(Default)]
pub struct ScanMemo {
    /// By passage and those who were met before it. All are what a scan for the names would find that were looked for last.
    scans: Memo<(Fingerprint, Fingerprint), Arc<Scan>>,
    names: Mutex<Option<Arc<Names>>>,
    relative: RelativeDays,
    attributions: Attributions,
}

impl ScanMemo {
    /// Turns to other names: forgets the scans of passages in which they mean something else.
    fn turn(&self, names: &Arc<Names>, passages: &[&Passage]) {
        let last = || self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let before = last().clone();
        if let Some(before) = before.filter(|before| !Arc::ptr_eq(before, names))
            && let Some(changed) = Changed::between(&before, names)
        {
            let same = passages.par_iter().filter(|passage| !changed.stand_in(&passage.prose)).map(|passage| passage.hash);
            let same: FxHashSet<Fingerprint> = same.collect::<Vec<_>>().into_iter().collect();
            self.scans.keep(|(passage, _)| same.contains(passage));
        }
        *last() = Some(Arc::clone(names));
    }

    fn get(&self, passage: &Passage, after: Fingerprint, names: &Names, met: &BTreeSet<Key>) -> Arc<Scan> {
        let fresh = || {
            let prose = &passage.prose;
            let (relative, unattributed) = (self.relative.find(prose), self.attributions.find(prose));
            Arc::new(Scan { relative, unattributed, ..scan_one(prose, names, met.clone()) })
        };
        self.scans.get((passage.hash, after), fresh)
    }

    /// Ends a generation.
    pub fn retire(&self) {
        self.scans.retire();
    }

    /// How many passages were looked through since it began.
    pub fn misses(&self) -> usize {
        self.scans.misses()
    }
}

/// The scans of a site's passages.
#[derive(Debug, Default)]
pub struct Scans {
    /// By passage, read for itself.
    alone: FxHashMap<Fingerprint, Arc<Scan>>,
    /// Of the passages of a page in which weak names count, since their owners were met in a passage before.
    after: FxHashMap<(RecordId, Fingerprint), Arc<Scan>>,
}

impl Scans {
    /// What was found in a passage of a record; texts of home and lists have none.
    pub fn of(&self, owner: Option<RecordId>, passage: &Passage) -> Option<&Arc<Scan>> {
        let after = owner.filter(|_| !self.after.is_empty()).and_then(|owner| self.after.get(&(owner, passage.hash)));
        after.or_else(|| self.alone.get(&passage.hash))
    }

    /// Scans passages, each once, on all processors.
    pub fn find(passages: &[&Passage], names: &Arc<Names>, memo: &ScanMemo) -> Scans {
        memo.turn(names, passages);
        let nobody = BTreeSet::new();
        let after_nobody = Fingerprint::of(&nobody);
        let scan = |passage: &&Passage| (passage.hash, memo.get(passage, after_nobody, names, &nobody));
        let alone = passages.par_iter().with_min_len(16).map(scan).collect::<Vec<_>>().into_iter().collect();
        Scans { alone, after: FxHashMap::default() }
    }

    /// Reads a record's passages one after the other, as a reader does: whom one of them names may be described in the next.
    pub fn follow(&mut self, owner: RecordId, passages: &[&Passage], names: &Names, memo: &ScanMemo) {
        let mut met: BTreeSet<Key> = BTreeSet::new();
        for passage in passages {
            let Some(alone) = self.alone.get(&passage.hash) else { continue };
            let counts = |aside: &Mention| aside.targets.iter().any(|it| it.kind == NameKind::Weak && met.contains(&it.key));
            if met.is_empty() || !alone.aside.iter().any(counts) {
                met.extend(&alone.met);
                continue;
            }
            let scan = memo.get(passage, Fingerprint::of(&met), names, &met);
            met.extend(&scan.met);
            self.after.insert((owner, passage.hash), scan);
        }
    }
}

fn scan_one(prose: &Prose, names: &Names, mut met: BTreeSet<Key>) -> Scan {
    let sentences = prose.sentences();
    let bare = (0..prose.references.len()).filter(|number| shows_title(prose, *number));
    let titled: FxHashSet<usize> = bare.filter_map(|number| Some(prose.reference_place(number)?.0)).collect();
    let sentence = |run: usize, range: Range<usize>| {
        let (text, mark) = sentences.around(run, range);
        Arc::new(Sentence { text, mark })
    };
    let sighting = |mention: Mention| {
        let shown = (!titled.contains(&mention.run)).then(|| sentence(mention.run, mention.range.clone()));
        let section = section(prose, mention.run);
        Sighting { mention, sentence: shown, section }
    };
    let reference = |number: usize| {
        let (run, range) = prose.reference_place(number).filter(|(run, _)| !titled.contains(run))?;
        Some((sentence(run, range), section(prose, run)))
    };
    let references = (0..prose.references.len()).map(reference).collect();
    let sighted = names.scan_after(prose, &mut met);
    Scan {
        mentions: sighted.mentions.into_iter().map(sighting).collect(),
        aside: sighted.aside,
        met,
        references,
        ..Scan::default()
    }
}

/// A wikilink without words of its own shows the title of its target, and a bare key that of its source.
fn shows_title(prose: &Prose, number: usize) -> bool {
    matches!(prose.references[number].kind, ReferenceKind::Wikilink { label: None, .. } | ReferenceKind::Bare { .. })
}

/// The anchor of the section that a run stands in.
pub fn section(prose: &Prose, run: usize) -> Option<String> {
    let section = prose.runs.get(run)?.section.checked_sub(1)?;
    prose.headings.iter().filter(|heading| heading.level <= 2).nth(section).map(|heading| heading.id.clone())
}
