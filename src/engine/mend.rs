//! The fixes that findings carry, made: what `check --fix` would write, worked out in memory before a byte is written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use crate::base::diagnostic::{Diagnostic, Edit, Level};
use crate::base::id::Key;
use crate::input::files::{Entry, EntryKind, Files, MAX_FILE, ReadError};
use crate::syntax::{split, yaml};

use super::snapshot::Snapshot;
use super::workspace::{Change, Options, Workspace};

/// How often the site is read again. YAML gives one mistake at a time, so that a file with many takes as many rounds.
const ROUNDS: usize = 200;

/// A site with its fixes made.
pub struct Mended {
    /// The site as it is then.
    pub snapshot: Arc<Snapshot>,
    /// The files that differ, in order.
    pub files: Vec<MendedFile>,
}

/// A file with its fixes made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MendedFile {
    /// Its path from the site's root.
    pub path: Key,
    /// Its bytes as they were read.
    pub before: Arc<[u8]>,
    /// Its bytes as they should be.
    pub after: Arc<[u8]>,
    /// How many findings were mended in it.
    pub findings: usize,
}

/// Makes the fixes of all findings, and of those that come to light then, until none is left.
///
/// Of two that overlap, the first in the file is made and the other gets its turn when the file has been read again. A file that could be
/// read stays one that can, and has no error that it did not have: where a round would make it worse, its fixes are made one by one, and
/// the one to blame is left out.
pub fn mend(files: Arc<dyn Files>, options: Options) -> Result<Mended, ReadError> {
    let config = Key::new(&options.config);
    let edited = Arc::new(Edited { below: files, texts: RwLock::default() });
    let mut workspace = Workspace::new(Arc::clone(&edited) as Arc<dyn Files>, options);
    let mut snapshot = workspace.apply(&Change::All)?;
    let mut states: BTreeMap<Key, State> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let round = Round::of(&snapshot, config, &edited, &mut states)?;
        if round.files.is_empty() {
            break;
        }
        let mut next = round.apply(&mut workspace, &edited, |file| Some(file.after.clone()))?;
        let worse: BTreeSet<Key> =
            round.files.iter().filter(|file| !is_better(file, &snapshot, &next)).map(|file| file.path).collect();
        if !worse.is_empty() {
            next = round.apply(&mut workspace, &edited, |file| worse.contains(&file.path).then(|| file.before.clone()))?;
        }
        for file in round.files {
            if let Some(state) = states.get_mut(&file.path) {
                state.note(file, &worse);
            }
        }
        snapshot = next;
    }
    let changed = states.into_iter().filter_map(|(path, state)| {
        let after = edited.read(path.as_str()).ok()?;
        (state.before != after).then_some(MendedFile { path, before: state.before, after, findings: state.findings })
    });
    Ok(Mended { snapshot, files: changed.collect() })
}

/// What has happened to a file so far.
struct State {
    before: Arc<[u8]>,
    findings: usize,
    /// The texts that it has had: one that comes again would come for ever.
    had: BTreeSet<String>,
    /// Whether one of its fixes made it worse, so that they are made one by one.
    one_by_one: bool,
    /// The fixes that made it worse.
    blamed: Vec<Vec<Edit>>,
}

impl State {
    fn note(&mut self, file: Turn, worse: &BTreeSet<Key>) {
        if !worse.contains(&file.path) {
            self.findings += file.fixes.len();
            self.had.insert(file.before);
            return;
        }
        match <[Vec<Edit>; 1]>::try_from(file.fixes) {
            Ok([only]) => self.blamed.push(only),
            Err(_) => self.one_by_one = true,
        }
    }
}

/// The fixes that are made at once.
struct Round {
    files: Vec<Turn>,
}

/// The fixes that are made in one file at once.
struct Turn {
    path: Key,
    before: String,
    after: String,
    fixes: Vec<Vec<Edit>>,
}

impl Round {
    fn of(snapshot: &Snapshot, config: Key, edited: &Edited, states: &mut BTreeMap<Key, State>) -> Result<Round, ReadError> {
        let mut by_file: BTreeMap<Key, Vec<&Diagnostic>> = BTreeMap::new();
        for found in snapshot.diagnostics.iter().filter(|found| !found.fix.is_empty()) {
            let file = found.span.file;
            let is_ours = file == config || file.as_str().starts_with("content/") || file.as_str().starts_with("themes/");
            if is_ours && found.fix.iter().all(|edit| edit.span.file == file) {
                by_file.entry(file).or_default().push(found);
            }
        }
        let mut files = Vec::new();
        for (path, found) in by_file {
            let bytes = edited.read(path.as_str())?;
            // What is shown of a file is not always what it holds.
            let Some(text) = snapshot.text(path).filter(|text| text.as_bytes() == &*bytes) else { continue };
            let state = states.entry(path).or_insert_with(|| State {
                before: bytes.clone(),
                findings: 0,
                had: BTreeSet::new(),
                one_by_one: false,
                blamed: Vec::new(),
            });
            let fixes = chosen(text, &found, state);
            let after = applied(text, &fixes);
            if !fixes.is_empty() && after != text && after.len() as u64 <= MAX_FILE && !state.had.contains(&after) {
                files.push(Turn { path, before: text.to_owned(), after, fixes });
            }
        }
        Ok(Round { files })
    }

    /// Gives some of the files another text and reads the site again.
    fn apply(
        &self,
        workspace: &mut Workspace,
        edited: &Edited,
        text: impl Fn(&Turn) -> Option<String>,
    ) -> Result<Arc<Snapshot>, ReadError> {
        let mut changed = Vec::new();
        for file in &self.files {
            if let Some(text) = text(file) {
                edited.write(file.path, &text);
                changed.push(file.path.as_str().to_owned());
            }
        }
        workspace.apply(&Change::Files(changed))
    }
}

/// The fixes of a file that can be made together, the first in the file first.
fn chosen(text: &str, found: &[&Diagnostic], state: &State) -> Vec<Vec<Edit>> {
    let fits = |edit: &Edit| text.get(edit.span.range()).is_some();
    let mut fixes: Vec<&Vec<Edit>> =
        found.iter().map(|found| &found.fix).filter(|fix| fix.iter().all(fits) && !state.blamed.contains(fix)).collect();
    fixes.sort_by_key(|fix| fix.iter().map(|edit| (edit.span.start, edit.span.end)).min());
    let mut taken: Vec<&Edit> = Vec::new();
    let mut chosen = Vec::new();
    for fix in fixes {
        let clashes = |edit: &Edit| taken.iter().any(|other| overlap(edit, other));
        if !fix.iter().any(clashes) && (chosen.is_empty() || !state.one_by_one) {
            taken.extend(fix);
            chosen.push(fix.clone());
        }
    }
    chosen
}

/// Whether two edits touch the same bytes, or stand at the same place.
fn overlap(a: &Edit, b: &Edit) -> bool {
    a.span.start == b.span.start || (a.span.start < b.span.end && b.span.start < a.span.end)
}

fn applied(text: &str, fixes: &[Vec<Edit>]) -> String {
    let mut edits: Vec<&Edit> = fixes.iter().flatten().collect();
    edits.sort_by_key(|edit| edit.span.start);
    let mut text = text.to_owned();
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}

/// Whether a round has done a file good.
fn is_better(file: &Turn, before: &Snapshot, after: &Snapshot) -> bool {
    let errors = |snapshot: &Snapshot, counts: fn(&Diagnostic) -> bool| {
        let mut errors: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
        for found in &snapshot.diagnostics {
            if found.level == Level::Error && found.span.file == file.path && counts(found) {
                *errors.entry((found.rule, found.message.clone())).or_default() += 1;
            }
        }
        errors
    };
    // One that is mended does not make up for one that is new; one that the next round mends does no harm.
    let no_new_error = || {
        let before = errors(before, |_| true);
        errors(after, |found| found.fix.is_empty())
            .iter()
            .all(|(error, number)| before.get(error).is_some_and(|known| number <= known))
    };
    match (unreadable_at(file.path, &file.before), unreadable_at(file.path, &file.after)) {
        // What is wrong behind the place where reading stopped comes to light only now.
        (Some(_), None) => true,
        (Some(before), Some(after)) => before < after,
        (None, Some(_)) => false,
        (None, None) => no_new_error(),
    }
}

/// Where the front matter, or all of a YAML file, can't be read any further.
fn unreadable_at(file: Key, text: &str) -> Option<u32> {
    let mut found = Vec::new();
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let whole = bom..text.len();
    let range = if file.as_str().ends_with(".md") { split::split(file, text, &mut found).head } else { Some(whole) };
    let tree = range.and_then(|range| yaml::parse(file, text, range, &mut found));
    found.last().filter(|_| tree.is_none()).map(|last| last.span.start)
}

/// Files with new texts for some of them, which nobody has written yet.
struct Edited {
    below: Arc<dyn Files>,
    texts: RwLock<BTreeMap<Key, Arc<[u8]>>>,
}

impl Edited {
    fn write(&self, path: Key, text: &str) {
        self.texts.write().unwrap_or_else(PoisonError::into_inner).insert(path, Arc::from(text.as_bytes()));
    }

    fn text(&self, path: Key) -> Option<Arc<[u8]>> {
        self.texts.read().unwrap_or_else(PoisonError::into_inner).get(&path).cloned()
    }
}

impl Files for Edited {
    fn list(&self) -> Result<Vec<Entry>, ReadError> {
        let mut entries = self.below.list()?;
        for entry in &mut entries {
            if let (EntryKind::File(size), Some(text)) = (&mut entry.kind, self.text(entry.path)) {
                *size = text.len() as u64;
            }
        }
        Ok(entries)
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        match self.text(Key::new(path)) {
            Some(text) => Ok(text),
            None => self.below.read(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::Span;

    fn state() -> State {
        State { before: Arc::from(&b""[..]), findings: 0, had: BTreeSet::new(), one_by_one: false, blamed: Vec::new() }
    }

    fn found(edits: &[(usize, usize, &str)]) -> Diagnostic {
        let file = Key::new("content/a.md");
        let found = Diagnostic::error("invalid-yaml", Span::new(file, edits[0].0..edits[0].1), "wrong");
        edits.iter().fold(found, |found, (start, end, text)| found.fix(Span::new(file, *start..*end), *text))
    }

    #[test]
    fn of_fixes_that_overlap_the_first_in_the_file_is_made() {
        for (fixes, expected) in [
            (vec![found(&[(1, 3, "X")]), found(&[(2, 4, "Y")])], "aXdef"),
            (vec![found(&[(2, 4, "Y")]), found(&[(1, 3, "X")])], "aXdef"),
            (vec![found(&[(1, 2, "X")]), found(&[(2, 3, "Y")])], "aXYdef"),
            (vec![found(&[(1, 1, "X")]), found(&[(1, 1, "Y")])], "aXbcdef"),
            (vec![found(&[(0, 1, "X"), (4, 5, "X")]), found(&[(2, 3, "Y"), (4, 5, "Y")])], "XbcdXf"),
            (vec![found(&[(5, 6, "X")]), found(&[(0, 9, "Y")])], "abcdeX"),
        ] {
            let fixes: Vec<&Diagnostic> = fixes.iter().collect();
            assert_eq!(applied("abcdef", &chosen("abcdef", &fixes, &state())), expected, "{fixes:?}");
        }
    }

    #[test]
    fn a_file_that_became_worse_gets_its_fixes_one_by_one() {
        let (first, second) = (found(&[(1, 2, "X")]), found(&[(3, 4, "Y")]));
        let mut state = State { one_by_one: true, ..state() };
        assert_eq!(chosen("abcdef", &[&first, &second], &state), std::slice::from_ref(&first.fix));
        state.blamed.push(first.fix.clone());
        assert_eq!(chosen("abcdef", &[&first, &second], &state), [second.fix]);
    }
}
