//! Whatever stands in a file gives a page or findings, never a panic, and findings point to places that are there.

use proptest::prelude::*;
use whowhen::engine::snapshot::{PageError, Snapshot};

use crate::mends::check_mended;
use crate::site::{Site, printed};

/// Pieces that mean something to us or to YAML, so that random texts get beyond the first character.
const PIECES: &[&str] = &[
    "title: ",
    "name: ",
    "when: ",
    "actors: ",
    "sources:\n",
    "claims:\n",
    "- ",
    "  - ",
    "\t",
    ": ",
    ":",
    "\n",
    "\r\n",
    "\r",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "#",
    " # ",
    "&a ",
    "*a",
    "!!str ",
    "| ",
    ">\n",
    "---\n",
    "...\n",
    "—\n",
    "? ",
    "@",
    "`",
    "%",
    "\\",
    "Київ",
    "é",
    "👩‍🚀",
    "\u{feff}",
    "\u{a0}",
    "\u{7}",
    "\0",
    "2022-01-19",
    "2022-13",
    "yesterday",
    "[[",
    "]]",
    "[[lavrov]]",
    "[@ap]",
    "[@",
    "](",
    "](x.md#y)",
    "![",
    "> [!claim] x\n",
    "> [!claim] It is so\n> by: ",
    "> > [!tip]- ",
    "> ",
    "![[lavrov]]\n",
    "```timeline\n",
    "```claims\nactor: ",
    "```json\n",
    "\n```\n",
    "~",
    "../..",
    ",",
    "true",
    "null",
    "https://x.org/",
    "javascript:x",
    "draft: true\n",
    "id: ",
    "text: ",
    "lavrov",
    "Lavrov",
    "    ",
    "x",
    " ^x\n",
    "\n\n^",
    "[^1]",
    "[^1]: ",
    "%%",
    "<!--",
    "*[[lavrov]]*",
    "@article{a,\n",
    "title = {",
    "year = ",
    " and ",
];

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<String>()];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// A file of the demonstration with some stretches of it taken out, doubled, or replaced.
fn any_demo_file() -> impl Strategy<Value = (String, String)> {
    let change = (any::<prop::sample::Index>(), 0usize..12, any_text());
    (any::<prop::sample::Index>(), proptest::collection::vec(change, 1..4)).prop_map(|(file, changes)| {
        let demo = demo();
        let (path, bytes) = &demo[file.index(demo.len())];
        let mut text: Vec<char> = String::from_utf8(bytes.clone()).unwrap().chars().collect();
        for (at, length, with) in changes {
            let at = at.index(text.len() + 1);
            let end = (at + length).min(text.len());
            text.splice(at..end, with.chars());
        }
        (path.clone(), text.into_iter().collect())
    })
}

fn demo() -> Vec<(String, Vec<u8>)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = walkdir::WalkDir::new(root.join("content")).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files
        .filter(|entry| entry.file_type().is_file() && entry.path().extension().is_some_and(|end| end == "md" || end == "yaml"));
    let path = |entry: &walkdir::DirEntry| entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
    files.map(|entry| (path(&entry), std::fs::read(entry.path()).unwrap())).collect()
}

/// Every place of every finding is in its file, on boundaries of characters, and can be printed.
fn look(snapshot: &Snapshot) {
    for found in &snapshot.diagnostics {
        let labels = found.labels.iter().map(|label| label.span);
        let fixes = found.fix.iter().map(|edit| edit.span);
        for span in std::iter::once(found.span).chain(labels).chain(fixes) {
            if let Some(text) = snapshot.text(span.file) {
                assert!(text.get(span.range()).is_some(), "{span:?} is no place: {found:?}");
            }
        }
        assert!(!found.message.is_empty() && !found.message.contains('\n') && !found.help.is_empty(), "{found:?}");
        assert!(printed(snapshot, found).contains(found.rule));
    }
}

const FOLDERS: &[&str] = &[
    "content/a.md",
    "content/briefings/a.md",
    "content/actors/a.md",
    "content/events/a.md",
    "content/sources/a.md",
    "content/claims/a.md",
    "content/places/a.md",
    "content/arcs/a.md",
    "content/index.md",
    "content/actors/_index.md",
];
const DATA: &[&str] = &[
    "content/events.yaml",
    "content/claims.yaml",
    "content/relations.yaml",
    "content/actors/x.yml",
    "content/sources.bib",
    "content/_defaults.yaml",
    "site.yaml",
];
const BESIDE: &str = "-- content/actors/lavrov.md --\n---\nname: Sergei Lavrov\naliases: [Lavrov]\n---\n-- content/sources.yaml --\nap: {title: A}\n";

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_file_gives_a_page_or_findings(path in proptest::sample::select(FOLDERS), head in any_text(), body in any_text(), fenced in any::<bool>()) {
        let text = if fenced { format!("---\n{head}\n---\n{body}") } else { format!("{head}{body}") };
        let snapshot = Site::of(BESIDE).with(path, &text).snapshot();
        look(&snapshot);
        for error in snapshot.try_all() {
            prop_assert!(!matches!(error, PageError::Bug(..)), "{}", error);
        }
    }

    #[test]
    fn any_data_file_gives_records_or_findings(path in proptest::sample::select(DATA), text in any_text()) {
        look(&Site::of(BESIDE).with(path, &text).snapshot());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_change_of_the_demonstration_gives_pages_or_findings((path, text) in any_demo_file()) {
        let site = demo().into_iter().fold(Site::default(), |site, (path, bytes)| site.with(&path, bytes));
        look(&site.with(&path, text).snapshot());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_file_can_be_mended(path in proptest::sample::select(FOLDERS), head in any_text(), body in any_text()) {
        check_mended(&Site::of(BESIDE).with(path, format!("---\n{head}\n---\n{body}")));
    }

    #[test]
    fn any_data_file_can_be_mended(path in proptest::sample::select(DATA), text in any_text()) {
        check_mended(&Site::of(BESIDE).with(path, &text));
    }
}
