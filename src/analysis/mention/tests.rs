//! Which names are found is specified in `tests/spec/mentions.md`.

use super::*;

fn name(text: &str, target: &str) -> NameEntry {
    NameEntry { text: text.into(), exact: false, target: Key::new(target), kind: NameKind::Strong, spelled: Spelled::Well }
}

#[test]
fn no_names_find_nothing() {
    let prose = Prose::parse("Kyiv", &[]);
    assert!(Names::new(Vec::new()).scan(&prose).is_empty());
    assert!(Names::new(vec![name("  ", "x")]).scan(&prose).is_empty());
}

/// Whether prose must be scanned again for other names.
fn again(before: &[NameEntry], after: &[NameEntry], text: &str) -> bool {
    let (before, after) = (Names::new(before.to_vec()), Names::new(after.to_vec()));
    Changed::between(&before, &after).is_some_and(|changed| changed.stand_in(&Prose::parse(text, &[])))
}

/// What it is, the names before and after, and whether prose with Kyiv and prose with Lviv in it must be scanned again.
type Change<'a> = (&'a str, &'a [NameEntry], &'a [NameEntry], bool, bool);

#[test]
fn prose_is_scanned_again_if_a_name_in_it_has_changed() {
    let kyiv = name("Kyiv", "kyiv");
    let minister = NameEntry { kind: NameKind::Weak, ..name("the minister", "kuleba") };
    let kuleba = name("Kuleba", "kuleba");
    let one = std::slice::from_ref(&kyiv);
    let changes: [Change; 10] = [
        ("nothing", one, one, false, false),
        ("it comes", &[], one, true, false),
        ("it goes", one, &[], true, false),
        ("another comes before it", one, &[name("Lviv", "lviv"), kyiv.clone()], false, true),
        ("somebody else has it too", one, &[kyiv.clone(), name("Kyiv", "dynamo")], true, false),
        (
            "two who have it change places",
            &[kyiv.clone(), name("Kyiv", "dynamo")],
            &[name("Kyiv", "dynamo"), kyiv.clone()],
            true,
            false,
        ),
        ("its meaning", one, &[NameEntry { kind: NameKind::Withheld, ..kyiv.clone() }], true, false),
        ("its spelling", one, &[NameEntry { spelled: Spelled::Wrongly, ..kyiv.clone() }], true, false),
        ("only the case of its first letter", one, &[NameEntry { exact: true, ..kyiv.clone() }], false, false),
        ("its owner is described", std::slice::from_ref(&kuleba), &[kuleba.clone(), minister], false, false),
    ];
    for (change, before, after, kyiv, lviv) in changes {
        assert_eq!(again(before, after, "In Kyiv."), kyiv, "{change}");
        assert_eq!(again(before, after, "In Lviv."), lviv, "{change}");
    }
    assert!(again(changes[8].1, changes[8].2, "In kyiv."), "it was found with a small letter");
    assert!(again(changes[9].1, changes[9].2, "Kuleba."), "who was met is noted");
}

#[test]
fn a_mention_says_how_it_is_spelled() {
    let kiev = NameEntry { spelled: Spelled::Wrongly, ..name("Kiev", "kyiv") };
    let names = Names::new(vec![name("Kyiv", "kyiv"), kiev]);
    let mentions = names.scan(&Prose::parse("Kiev and Kyiv", &[]));
    assert_eq!(mentions.iter().map(|mention| mention.targets[0].spelled).collect::<Vec<_>>(), [Spelled::Wrongly, Spelled::Well]);
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
