//! `_defaults.yaml`: what a folder's files do not say themselves.

use whowhen::base::diagnostic::Level;
use whowhen::engine::workspace::{Change, Options, Workspace};

use super::support::{Shelf, site};

#[test]
fn the_nearest_default_counts_and_the_files_own_word_before_all() {
    let built = site(
        "-- content/_defaults.yaml --\nauthors: [The paper]\nlang: uk\ntags: [crisis]\n\
         -- content/briefings/_defaults.yaml --\nauthors: [The desk]\nactors: [ada]\n\
         -- content/briefings/2022/_defaults.yaml --\nauthors: [The night shift]\n\
         -- content/briefings/2022/one.md --\n---\ntitle: One\n---\n\
         -- content/briefings/two.md --\n---\ntitle: Two\nactors: []\n---\n\
         -- content/briefings/three.md --\n---\ntitle: Three\nauthors: [Bo]\nactors:\n---\n\
         -- content/about.md --\n---\ntitle: About\nlang: en\n---\n\
         -- content/actors.yaml --\nada: {name: Ada Orvan}\n",
    )
    .sound();
    let model = &built.0.facts.model;
    let said = |at: usize| {
        let briefing = model.briefings.values().nth(at).unwrap();
        let authors: Vec<&str> = briefing.authors.iter().map(|author| author.text.as_str()).collect();
        (briefing.head.title.as_str(), authors.join(", "), briefing.actors.len(), briefing.head.lang.as_deref())
    };
    assert_eq!(said(0), ("One", "The night shift".to_owned(), 1, Some("uk")));
    assert_eq!(said(1), ("Three", "Bo".to_owned(), 1, Some("uk")));
    assert_eq!(said(2), ("Two", "The desk".to_owned(), 0, Some("uk")));
    assert!(built.page("about/").contains("<html lang=\"en\""));
    // Records of data files have no front matter.
    assert_eq!(model.actors.values().next().unwrap().head.lang, None);
}

#[test]
fn meanings_of_words_are_joined() {
    let built = site(
        "-- content/briefings/_defaults.yaml --\nresolve: {Moscow: ministry, Kyiv: council}\n\
         -- content/briefings/one.md --\n---\ntitle: One\nresolve: {Moscow: town}\n---\n\nMoscow wrote to Kyiv.\n\
         -- content/actors.yaml --\nministry: {name: The Ministry, metonyms: [Moscow]}\ncouncil: {name: The Council, metonyms: [Kyiv]}\ntown: {name: The Town}\n",
    )
    .sound();
    let page = built.main("briefings/one/");
    for (word, actor) in [("Moscow", "town"), ("Kyiv", "council")] {
        assert!(page.contains(&format!("<a class=\"m\" href=\"../../actors/{actor}/\">{word}</a>")), "{page}");
    }
}

#[test]
fn a_mistake_in_the_defaults_is_told_once_and_where_it_stands() {
    let files = (0..3).map(|n| format!("-- content/briefings/{n}.md --\n---\ntitle: Briefing {n}\n---\n")).collect::<String>();
    let built = site(&format!(
        "-- content/_defaults.yaml --\nid: x\ndate: soon\npublisher: AP\nsumary: s\nactors: [{{name: Ada, kind: person}}]\n{files}"
    ));
    let found: Vec<String> =
        built.0.diagnostics.iter().map(|found| format!("{} {}: {}", found.span.file, found.rule, found.message)).collect();
    assert_eq!(
        found,
        [
            "content/_defaults.yaml invalid-config: `id` can't be a default",
            "content/_defaults.yaml invalid-date: `soon` depends on the day it was written; a date can't be relative",
            "content/_defaults.yaml unknown-key: a briefing has no field `sumary`",
            "content/_defaults.yaml wrong-type: a default can name a record, and not define one",
        ]
    );
    let broken = site(&format!("-- content/briefings/_defaults.yaml --\ntags: [a\n{files}"));
    assert_eq!(broken.findings(Level::Note).len(), 1, "{:?}", broken.findings(Level::Note));
}

#[test]
fn a_change_of_the_defaults_reads_the_files_below_again_and_no_others() {
    let shelf = std::sync::Arc::new(Shelf::default());
    for path in ["content/briefings/one.md", "content/briefings/two.md", "content/about.md"] {
        shelf.write(path, b"---\ntitle: T\n---\n");
    }
    shelf.write("content/briefings/_defaults.yaml", b"authors: [One]\n");
    let mut workspace = Workspace::new(shelf.clone(), Options::default());
    workspace.apply(&Change::All).unwrap();
    let before = workspace.work_done()[0];
    shelf.write("content/briefings/_defaults.yaml", b"authors: [Two]\n");
    let snapshot = workspace.apply(&Change::Files(vec!["content/briefings/_defaults.yaml".to_owned()])).unwrap();
    assert_eq!(snapshot.facts.model.briefings.values().next().unwrap().authors[0].text, "Two");
    // The defaults themselves are read as one more file.
    assert_eq!(workspace.work_done()[0] - before, 3);
}
