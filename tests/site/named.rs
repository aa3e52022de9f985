//! Law 9, of names alone: who comes, goes or is called otherwise costs a scan only where it may matter, and is found as if all had been
//! scanned.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use whowhen::analysis::mention::{NameEntry, NameKind, Names, Spelled};
use whowhen::analysis::scan::{ScanMemo, Scans};
use whowhen::base::id::Key;
use whowhen::base::text::Span;
use whowhen::engine::workspace::{Change, Options, Workspace};
use whowhen::model::passage::Passage;
use whowhen::syntax::read::Text;

use super::support::Shelf;

/// Short and with much in common: they overlap, hold each other, and differ in little.
const NAMES: &[&str] = &[
    "Ada",
    "Ada Orvan",
    "Orvan",
    "orvan Bo",
    "Bo Tellis",
    "Bo",
    "the Tower",
    "Tower",
    "L’Est",
    "Éva",
    "Менн",
    "王",
    "王寧",
    "O.",
    " ",
];

const TEXTS: &[&str] = &[
    "",
    "Ada Orvan Bo Tellis, ada Orvan bo Tellis. ADA!",
    "The Tower's Orvan; the tower, L'Est and l’est: Bo.",
    "> Orvan\n\n`Bo` [Ada](/x) **Ada** Orvan\n\n<b>Ada</b>\n\n<div>\nTower\n</div>",
    "E\u{301}va, éva, Éva. МЕНН, Менн и менн. 王寧和王先生。",
    "Adaptation, Bobby, Orvanesque, O.K., the Towers, 39 Tower.",
    "The chair of the Tower said so. Then Bo Tellis came, and the Tower fell. Bo wept.",
    "Nobody came.",
];

fn entry() -> impl Strategy<Value = NameEntry> {
    let kind = select(vec![NameKind::Strong, NameKind::Strong, NameKind::Weak, NameKind::Word, NameKind::Withheld]);
    let spelled = select(vec![Spelled::Well, Spelled::Well, Spelled::Otherwise, Spelled::Wrongly]);
    (select(NAMES), any::<bool>(), select(vec!["ada", "bo", "est"]), kind, spelled).prop_map(
        |(text, exact, target, kind, spelled)| NameEntry {
            text: text.to_owned(),
            exact,
            target: Key::new(target),
            kind,
            spelled,
        },
    )
}

/// What an editor does with the names, by their places.
#[derive(Clone, Debug)]
enum Edit {
    Add(usize, NameEntry),
    Change(usize, NameEntry),
    Remove(usize),
    Swap(usize, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let place = || 0..100_usize;
    prop_oneof![
        3 => (place(), entry()).prop_map(|(at, entry)| Edit::Add(at, entry)),
        2 => (place(), entry()).prop_map(|(at, entry)| Edit::Change(at, entry)),
        2 => place().prop_map(Edit::Remove),
        1 => (place(), place()).prop_map(|(one, other)| Edit::Swap(one, other)),
    ]
}

fn make(edit: &Edit, names: &mut Vec<NameEntry>) {
    let length = names.len();
    match edit {
        Edit::Add(at, entry) => names.insert(at % (length + 1), entry.clone()),
        _ if length == 0 => {}
        Edit::Change(at, entry) => names[at % length] = entry.clone(),
        Edit::Remove(at) => drop(names.remove(at % length)),
        Edit::Swap(one, other) => names.swap(one % length, other % length),
    }
}

fn passages() -> Vec<Passage> {
    let text = |text: &&str| Text {
        text: (*text).to_owned(),
        span: Span::whole(Key::new("content/x.md")),
        verbatim: None,
        pieces: Default::default(),
    };
    TEXTS.iter().map(|it| Passage::body(whowhen::syntax::kind::Kind::Briefing, text(it))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    /// Every other passage is in the site only now and then, so that scans are forgotten too.
    #[test]
    fn following_names_finds_what_a_scan_for_them_finds(
        mut names in vec(entry(), 0..8),
        edits in vec((vec(edit(), 0..3), any::<bool>()), 1..6),
    ) {
        let passages = passages();
        let memo = ScanMemo::default();
        for (edits, all) in &edits {
            edits.iter().for_each(|edit| make(edit, &mut names));
            let shown: Vec<&Passage> = passages.iter().step_by(if *all { 1 } else { 2 }).collect();
            let set = Arc::new(Names::new(names.clone()));
            let (followed, fresh) = (Scans::find(&shown, &set, &memo), Scans::find(&shown, &set, &ScanMemo::default()));
            memo.retire();
            for passage in shown {
                let said = |scans: &Scans| format!("{:#?}", scans.of(None, passage).unwrap());
                prop_assert_eq!(said(&followed), said(&fresh), "{}", passage.text.text);
            }
        }
    }
}

#[test]
fn only_texts_that_hold_a_changed_name_are_scanned_again() {
    let shelf = Arc::new(Shelf::default());
    let briefing = |body: &str| format!("---\ntitle: T\ndate: 2022-01-10\n---\n\n{body}\n").into_bytes();
    shelf.write("content/briefings/one.md", &briefing("Ada Orvan met Bo Tellis."));
    shelf.write("content/briefings/two.md", &briefing("Cyra Menn stayed in Lumen."));
    shelf.write("content/briefings/three.md", &briefing("Nobody came."));
    shelf.write("content/actors.yaml", b"ada: {name: Ada Orvan}\n");
    let mut workspace = Workspace::new(shelf.clone(), Options::default());
    workspace.apply(&Change::All).unwrap();
    let mut scans = |path: &str, text: &str| {
        shelf.write(path, text.as_bytes());
        let before = workspace.work_done()[1];
        workspace.apply(&Change::Files(vec![path.to_owned()])).unwrap();
        workspace.work_done()[1] - before
    };
    let actors = "content/actors.yaml";
    assert_eq!(scans(actors, "aa: {name: Dee Vandt}\nada: {name: Ada Orvan}\n"), 0, "one more, whom nobody names");
    assert_eq!(scans(actors, "ada: {name: Ada Orvan}\ncyra: {name: Cyra Menn}\n"), 1, "one more, who is named");
    assert_eq!(scans(actors, "ada: {name: Ada Orvan, weak: [the chair]}\ncyra: {name: Cyra Menn}\n"), 1, "she is described");
    assert_eq!(scans(actors, "cyra: {name: Ada Orvan}\nada: {name: Cyra Menn}\n"), 2, "two exchange their names");
    assert_eq!(scans("content/places.yaml", "lumen: {name: Lumen, stands_for: [ada]}\n"), 1, "a place");
    assert_eq!(scans("site.yaml", "house_spelling: {came: went}\n"), 1, "a word of the house");
    assert_eq!(scans("site.yaml", "house_spelling: {came: arrived}\n"), 0, "its right spelling is looked up when it is told");
}
