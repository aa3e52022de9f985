//! Which names are found is specified in `tests/spec/mentions.md`.

use super::*;

fn name(text: &str, target: &str) -> NameEntry {
    NameEntry { text: text.into(), exact: false, target: Key::new(target), kind: NameKind::Strong }
}

#[test]
fn no_names_find_nothing() {
    let prose = Prose::parse("Kyiv", &[]);
    assert!(Names::new(Vec::new()).scan(&prose).is_empty());
    assert!(Names::new(vec![name("  ", "x")]).scan(&prose).is_empty());
}

#[test]
fn the_fingerprint_is_that_of_the_names() {
    let of = |entries: &[NameEntry]| Names::new(entries.to_vec()).fingerprint();
    let one = name("Kyiv", "kyiv");
    assert_eq!(of(std::slice::from_ref(&one)), of(std::slice::from_ref(&one)));
    assert_ne!(of(std::slice::from_ref(&one)), of(&[NameEntry { exact: true, ..one.clone() }]));
    assert_ne!(of(std::slice::from_ref(&one)), of(&[NameEntry { kind: NameKind::Withheld, ..one.clone() }]));
    assert_ne!(of(std::slice::from_ref(&one)), of(&[one.clone(), name("Lviv", "lviv")]));
}

#[test]
fn a_mention_says_which_entry_it_came_from() {
    let names = Names::new(vec![name("Kyiv", "kyiv"), name("Kiev", "kyiv")]);
    let mentions = names.scan(&Prose::parse("Kiev and Kyiv", &[]));
    assert_eq!(mentions.iter().map(|mention| mention.targets[0].entry).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn who_was_met_before_is_known_in_the_next_text() {
    let weak = NameEntry { kind: NameKind::Weak, ..name("the minister", "kuleba") };
    let names = Names::new(vec![name("Kuleba", "kuleba"), weak]);
    let mut met = BTreeSet::new();
    assert_eq!(names.scan_after(&Prose::inline("The minister."), &mut met).mentions.len(), 0);
    assert_eq!(names.scan_after(&Prose::inline("Kuleba."), &mut met).mentions.len(), 1);
    assert_eq!(names.scan_after(&Prose::inline("The minister."), &mut met).mentions.len(), 1);
}

#[test]
fn a_name_without_word_characters_at_its_ends_asks_no_border() {
    let names = Names::new(vec![name("Yahoo!", "yahoo"), name("(b)", "b")]);
    assert_eq!(names.scan(&Prose::parse("Yahoo!s a(b)c", &[])).len(), 2);
}
