//! Which names are found is specified in `tests/spec/mentions.md`.

use proptest::prelude::*;

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

#[test]
fn between_joined_letters_no_name_begins_or_ends() {
    for letter in (char::MIN..=char::MAX).filter(|letter| boundary::is_joined(*letter)) {
        for other in ["a", "ж", "ا", "\u{301}"] {
            let (before, after) = (format!("{other}{letter}"), format!("{letter}{other}"));
            assert!(!stands_alone(&before, &(other.len()..before.len())), "{before:?}");
            assert!(!stands_alone(&after, &(0..letter.len_utf8())), "{after:?}");
        }
    }
}

/// Names, and what stands beside them, of many scripts. Some begin like others, or end like them.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "New York", "New York Times", "York", "Times in New", "the Times", "The", "New", "N", "ny_2", "US", "F-16", "7", "(b)", "Yahoo!", "@who",
    "O'Brien", "O’Brien", "José", "Jose\u{301}", "Jose", "Łódź", "Nguyễn", "Nguye\u{302}\u{303}n", "Ἀθήνα", "Αθήνα",
    "Київ", "Киев", "Йод", "И\u{306}од", "Лук’янов", "Лук", "القاهرة", "القاهِرة", "قاهر", "ירושלים", "Երևան", "दिल्ली",
    "王", "王毅", "毅", "中国", "国家", "東京", "トヨタ", "김정은", "김", "서울", "กรุงเทพ", "🦀", "𝒜b", "ß", "ǆ",
];

/// What else may stand in a text: borders, marks, words that are no names, and more than is looked at together.
#[rustfmt::skip]
const REST: &[&str] = &[
    " ", " ", " ", "", ", ", ".", "'", "’s", "'s ", "-", "_", "$", "*", "**", "`", "`code` ", "[", "](https://a.example/) ", "\n\n", "\n\n# ", "| ",
    "\u{301}", "은", "에서", " 은 ", "“", "”", "–", "\u{a0}", "\u{200d}", "x", "é", "ж", "ا", "在", "the ferry plan covers the harbour fee ",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "0123456789", "<b>", "{.nolink} ", "[^1] ",
];

/// All that stands in a text, each form compared at each place.
fn compared(names: &Names, text: &str) -> Vec<(Range<usize>, usize)> {
    let at = |(start, _): (usize, char)| {
        let numbered = names.lexicon.forms().iter().enumerate();
        numbered
            .filter(move |(_, form)| text[start..].starts_with(*form))
            .map(move |(number, form)| (start..start + form.len(), number))
    };
    let mut found: Vec<_> = text.char_indices().flat_map(at).filter(|(range, _)| stands_alone(text, range)).collect();
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    found
}

/// All that a look at the beginnings of words finds.
fn looked_up(names: &Names, text: &str) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    names.lexicon.each_in(text, |range, number| found.push((range, number)));
    found.retain(|(range, _)| stands_alone(text, range));
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_words_of_a_text_tell_all_names_that_stand_in_it(
        called in prop::collection::vec((prop::sample::select(WORDS), prop::sample::select(WORDS), 0..4_u8), 0..12),
        pieces in prop::collection::vec(prop_oneof![prop::sample::select(WORDS), prop::sample::select(REST)], 0..60),
        any in any::<String>(),
    ) {
        let called = called.iter().map(|(word, other, sort)| NameEntry {
            exact: *sort == 1,
            kind: if *sort == 2 { NameKind::Weak } else { NameKind::Strong },
            ..name(&if *sort == 3 { format!("{word} {other}") } else { (*word).to_owned() }, other)
        });
        let names = Names::new(called.collect());
        let text = pieces.concat();
        for text in [&text, &any, &format!("{text}{any}{text}")] {
            prop_assert_eq!(looked_up(&names, text), compared(&names, text));
        }

        let prose = Prose::parse(&text, &[]);
        let (mut met, mut met_otherwise) = (BTreeSet::new(), BTreeSet::new());
        let sighted = names.scan_after(&prose, &mut met);
        let mut otherwise = Sighted::default();
        for (index, run) in prose.runs.iter().enumerate().filter(|(_, run)| run.place != Place::Raw) {
            let mut candidates = compared(&names, &run.text);
            candidates.retain(|(range, _)| run.open_to_names(range));
            names.resolve(index, &candidates, &mut met_otherwise, &mut otherwise);
        }
        prop_assert_eq!((sighted.mentions, sighted.aside, met), (otherwise.mentions, otherwise.aside, met_otherwise));
    }

    #[test]
    fn a_text_is_its_words_and_the_characters_between_them(pieces in prop::collection::vec(prop_oneof![prop::sample::select(WORDS), prop::sample::select(REST)], 0..60)) {
        let text = pieces.concat();
        let mut found = Vec::new();
        beginnings::each(&text, true, |range| found.push(range));
        found.sort_by_key(|range| range.start);
        let mut from = 0;
        for range in &found {
            prop_assert_eq!(range, &(from..from + beginnings::first(&text[from..]).len()));
            from = range.end;
        }
        prop_assert_eq!(from, text.len());
    }
}
