//! Law 9: whatever an editor does in whatever order, a workspace that follows the edits publishes what a fresh build would, and says the
//! same of it. Law 1 with it: a fingerprint never stands for two different files.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use proptest::collection::vec;
use proptest::prelude::*;
use whowhen::base::date::Day;
use whowhen::base::fingerprint::Fingerprint;
use whowhen::engine::snapshot::Snapshot;
use whowhen::engine::workspace::{Change, Options, Workspace};
use whowhen::model::build::Publish;

use super::scribble::{PATHS, scribble, starting_site};
use super::support::{Shelf, rendered};

/// What an editor does. Paths are places in [`PATHS`].
#[derive(Clone, Debug)]
enum Edit {
    /// Writes a file, made of these throws of the dice.
    Write(usize, Vec<u8>),
    Delete(usize),
    Rename(usize, usize),
    /// Makes a file one that can't be read.
    Break(usize, u8),
    /// Puts back what a file was before it broke.
    Mend(usize),
    /// Says of a folder that it has changed, when nothing has.
    Touch(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let path = || 0..PATHS.len();
    prop_oneof![
        8 => (path(), vec(any::<u8>(), 0..40)).prop_map(|(path, dice)| Edit::Write(path, dice)),
        2 => path().prop_map(Edit::Delete),
        2 => (path(), path()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => (path(), any::<u8>()).prop_map(|(path, how)| Edit::Break(path, how)),
        2 => path().prop_map(Edit::Mend),
        1 => path().prop_map(Edit::Touch),
    ]
}

/// As many edits as there are throws, of files that say who is called what, and of a text now and then.
fn edits_of_names() -> impl Strategy<Value = Vec<Edit>> {
    let naming = |path: &&str| ["actors", "places", "site.yaml"].iter().any(|part| path.contains(part));
    let places: Vec<usize> = (0..PATHS.len()).filter(|place| naming(&PATHS[*place])).collect();
    let path = || proptest::sample::select(places.clone());
    vec(
        prop_oneof![
            8 => (path(), vec(any::<u8>(), 0..20)).prop_map(|(path, dice)| Edit::Write(path, dice)),
            2 => path().prop_map(Edit::Delete),
            2 => (path(), path()).prop_map(|(from, to)| Edit::Rename(from, to)),
            1 => (0..PATHS.len(), vec(any::<u8>(), 0..40)).prop_map(|(path, dice)| Edit::Write(path, dice)),
        ],
        1..9,
    )
}

/// The day as of which the site is told: most sites are told as they are.
fn edition() -> impl Strategy<Value = Option<Day>> {
    let day = |text| Some(Day::parse(text).unwrap());
    prop_oneof![3 => Just(None), 1 => Just(day("2022-01-10")), 1 => Just(day("2022-01-11"))]
}

/// An editor's folder, with a workspace that follows it.
struct Desk {
    shelf: Arc<Shelf>,
    files: BTreeMap<&'static str, Vec<u8>>,
    whole: BTreeMap<&'static str, Vec<u8>>,
    workspace: Workspace,
}

impl Desk {
    fn new(options: Options) -> Desk {
        let shelf = Arc::new(Shelf::default());
        let files = starting_site();
        files.iter().for_each(|(path, bytes)| shelf.write(path, bytes));
        let workspace = Workspace::new(shelf.clone(), options);
        Desk { shelf, files, whole: BTreeMap::new(), workspace }
    }

    fn write(&mut self, path: &'static str, bytes: Vec<u8>) {
        self.shelf.write(path, &bytes);
        self.files.insert(path, bytes);
    }

    fn remove(&mut self, path: &'static str) -> Option<Vec<u8>> {
        self.shelf.remove(path);
        self.files.remove(path)
    }

    /// Does it, and says what has changed.
    fn edit(&mut self, edit: &Edit) -> Vec<String> {
        let changed = match edit {
            Edit::Write(path, dice) => {
                let path = PATHS[*path];
                self.whole.remove(path);
                self.write(path, scribble(path, dice));
                vec![path]
            }
            Edit::Delete(path) => {
                self.remove(PATHS[*path]);
                vec![PATHS[*path]]
            }
            Edit::Rename(from, to) => {
                if let Some(bytes) = self.remove(PATHS[*from]) {
                    self.write(PATHS[*to], bytes);
                }
                vec![PATHS[*from], PATHS[*to]]
            }
            Edit::Break(path, how) => {
                let path = PATHS[*path];
                if let Some(bytes) = self.files.get(path).cloned() {
                    self.write(path, broken(&bytes, *how));
                    self.whole.entry(path).or_insert(bytes);
                }
                vec![path]
            }
            Edit::Mend(path) => {
                let path = PATHS[*path];
                if let Some(bytes) = self.whole.remove(path) {
                    self.write(path, bytes);
                }
                vec![path]
            }
            Edit::Touch(path) => vec![PATHS[*path].rsplit_once('/').map_or(PATHS[*path], |(folder, _)| folder)],
        };
        changed.into_iter().map(str::to_owned).collect()
    }
}

fn broken(bytes: &[u8], how: u8) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    match how % 6 {
        0 => text.replacen(": ", ": [", 1).into_bytes(),
        1 => [bytes, b"\xff\xfe"].concat(),
        2 => bytes[..bytes.len() / 2].to_vec(),
        3 => text.replacen('\n', "\n\tstray: [\n", 1).into_bytes(),
        4 => Vec::new(),
        _ => text.replacen("---\n", "---\ntitle: a: b\n", 1).into_bytes(),
    }
}

/// What every pair of path and fingerprint stood for, over all sequences of edits.
type Remembered = HashMap<(String, Fingerprint), Vec<u8>>;
static REMEMBERED: Mutex<Option<Remembered>> = Mutex::new(None);

fn check_fingerprints(snapshot: &Snapshot, pages: &BTreeMap<String, Result<Vec<u8>, String>>) -> Result<(), TestCaseError> {
    let mut guard = REMEMBERED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let remembered = guard.get_or_insert_default();
    for (path, bytes) in pages {
        let Ok(bytes) = bytes else { continue };
        let known = remembered.entry((path.clone(), snapshot.fingerprint(path).unwrap())).or_insert_with(|| bytes.clone());
        prop_assert!(
            known == bytes,
            "{path} has one fingerprint for two contents:\n{}",
            difference(&String::from_utf8_lossy(known), &String::from_utf8_lossy(bytes))
        );
    }
    Ok(())
}

fn check_same(one: &Snapshot, other: &Snapshot) -> Result<(), TestCaseError> {
    let (pages, fresh) = (rendered(one), rendered(other));
    let paths = |pages: &BTreeMap<String, Result<Vec<u8>, String>>| pages.keys().cloned().collect::<Vec<_>>();
    prop_assert_eq!(paths(&pages), paths(&fresh));
    for (path, bytes) in &pages {
        if bytes != &fresh[path] {
            let shown = |bytes: &Result<Vec<u8>, String>| match bytes {
                Ok(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                Err(error) => error.clone(),
            };
            prop_assert!(false, "{path} is not as a fresh build has it:\n{}", difference(&shown(bytes), &shown(&fresh[path])));
        }
        prop_assert_eq!(one.fingerprint(path), other.fingerprint(path), "fingerprint of {}", path);
    }
    prop_assert_eq!(&one.diagnostics, &other.diagnostics);
    prop_assert_eq!(&one.base_url, &other.base_url);
    check_fingerprints(one, &pages)?;
    check_fingerprints(other, &fresh)
}

/// The first line in which two texts differ.
fn difference(one: &str, other: &str) -> String {
    let mut lines = one.lines().zip(other.lines()).enumerate().filter(|(_, (one, other))| one != other);
    lines.next().map_or_else(|| "one is longer".to_owned(), |(at, (one, other))| format!("{}\n  {one}\n  {other}", at + 1))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn following_edits_gives_what_a_fresh_build_gives(edits in vec(edit(), 1..9), as_of in edition()) {
        follow(&edits, as_of)?;
    }

    #[test]
    fn names_that_come_and_go_are_found_as_a_fresh_build_finds_them(edits in edits_of_names()) {
        follow(&edits, None)?;
    }
}

fn follow(edits: &[Edit], as_of: Option<Day>) -> Result<(), TestCaseError> {
    let options = Options { publish: Publish { as_of, ..Publish::default() }, ..Options::default() };
    let mut desk = Desk::new(options.clone());
    desk.workspace.apply(&Change::All).unwrap();
    for edit in edits {
        let changed = desk.edit(edit);
        let followed = desk.workspace.apply(&Change::Files(changed)).unwrap();
        let fresh = Workspace::new(desk.shelf.clone(), options.clone()).apply(&Change::All).unwrap();
        check_same(&followed, &fresh)?;
    }
    Ok(())
}

/// `PROPTEST_CASES` asks for more.
#[allow(clippy::disallowed_methods, reason = "how long to look is the caller's choice")]
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(12)
}

#[test]
fn any_number_of_threads_builds_the_same() {
    let build = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let shelf = Arc::new(Shelf::default());
        starting_site().iter().for_each(|(path, bytes)| shelf.write(path, bytes));
        pool.install(|| Workspace::new(shelf, Options::default()).apply(&Change::All).unwrap())
    };
    let (one, two) = (build(1), build(2));
    assert!(one.output.len() > 30, "too small a site to say anything: {}", one.output.len());
    check_same(&one, &two).unwrap();
}

/// The site that all edits begin with must let most of the machinery work, or the property says little.
#[test]
fn the_site_that_edits_begin_with_is_rich() {
    let shelf = Arc::new(Shelf::default());
    starting_site().iter().for_each(|(path, bytes)| shelf.write(path, bytes));
    let snapshot = Workspace::new(shelf, Options::default()).apply(&Change::All).unwrap();
    let model = &snapshot.facts.model;
    let counts = [
        model.briefings.len(),
        model.actors.len(),
        model.events.len(),
        model.sources.len(),
        model.claims.len(),
        model.places.len(),
        model.arcs.len(),
    ];
    assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
    assert!(model.actors.values().any(|actor| actor.head.stub), "no stub");
    assert!(snapshot.facts.backlinks.values().any(|links| links.iter().any(|link| !link.sentences.is_empty())), "no mention");
    assert!(rendered(&snapshot).values().all(Result::is_ok));
}
