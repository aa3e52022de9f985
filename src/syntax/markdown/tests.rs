//! What callers ask of prose. What becomes of it in HTML is specified in `tests/spec/`.

use super::*;

fn written<'a>(text: &'a str, reference: &Reference) -> &'a str {
    &text[reference.range.clone()]
}

#[test]
fn prose_can_be_kept_and_shared() {
    fn kept<T: Send + Sync + 'static>() {}
    kept::<Prose>();
}

#[test]
fn references_are_in_order_and_know_where_they_stand() {
    let text = "<!-- x -->A [[ kuleba | him ]] and @ap\\: [m](a%20b.md#c) [f](#d) ![p *q*](i.png 't')\n[@x, p. 1; @y] ![[claim:z]] [e](https://a.org)";
    let prose = Prose::parse(text, &[]);
    let kinds: Vec<_> = prose.references.iter().map(|reference| (written(text, reference), reference.kind.clone())).collect();
    let own = |text: &str| Some(text.to_owned());
    assert_eq!(
        kinds,
        [
            (
                "[[ kuleba | him ]]",
                ReferenceKind::Wikilink { target: "kuleba".into(), anchor: None, label: own("him"), embed: false }
            ),
            ("@ap", ReferenceKind::Bare { key: "ap".into() }),
            ("[m](a%20b.md#c)", ReferenceKind::File { dest: "a b.md".into(), anchor: own("c") }),
            ("[f](#d)", ReferenceKind::Fragment { anchor: "d".into() }),
            ("![p *q*](i.png 't')", ReferenceKind::Image { dest: "i.png".into(), alt: "p q".into(), title: "t".into() }),
            ("@x", ReferenceKind::Cite { key: "x".into(), locator: own("p. 1") }),
            ("@y", ReferenceKind::Cite { key: "y".into(), locator: None }),
            ("![[claim:z]]", ReferenceKind::Wikilink { target: "claim:z".into(), anchor: None, label: None, embed: true }),
        ]
    );
}

#[test]
fn a_line_has_places_too() {
    let text = "See [[kuleba]]\nand @ap.";
    let prose = Prose::inline(text);
    assert_eq!(prose.references.iter().map(|reference| written(text, reference)).collect::<Vec<_>>(), ["[[kuleba]]", "@ap"]);
    assert_eq!(prose.runs.len(), 1);
    assert_eq!(prose.runs[0].text, "See kuleba and @ap.");
    assert_eq!(&text[prose.runs[0].source(11..14)], "and");
}

#[test]
fn runs_know_their_section_and_place() {
    let prose = Prose::parse("a\n\n## b\n\nc\n\n### d\n\n> e\n\n# f\n\n| g |\n|---|\n\n<p>h</p>\n", &[]);
    let runs: Vec<_> = prose.runs.iter().map(|run| (run.text.as_str(), run.section, run.place)).collect();
    assert_eq!(
        runs,
        [
            ("a", 0, Place::Text),
            ("b", 1, Place::Heading),
            ("c", 1, Place::Text),
            ("d", 1, Place::Heading),
            ("e", 1, Place::Quote),
            ("f", 2, Place::Heading),
            ("g", 2, Place::Text),
            ("<p>h</p>", 2, Place::Raw),
        ]
    );
}

#[test]
fn offsets_lead_back_to_the_source() {
    let text = "> A&amp;B *Kyiv*<!-- -->  visit\\! x\n> 19&nbsp;Київ";
    let prose = Prose::parse(text, &[]);
    let run = &prose.runs[0];
    assert_eq!(run.text, "A&B Kyiv visit! x 19 Київ");
    for (flat, source) in
        [("A&B", "A&amp;B"), ("Kyiv", "Kyiv"), ("visit!", "visit\\!"), ("19 Київ", "19&nbsp;Київ"), ("x 19", "x\n> 19")]
    {
        let at = run.text.find(flat).unwrap();
        assert_eq!(&text[run.source(at..at + flat.len())], source);
    }
}

#[test]
fn a_reference_has_its_sentence() {
    let prose = Prose::parse("First. He met [[kuleba]] in Kyiv. She left.[@ap] Last.", &[]);
    let (run, range) = prose.reference_place(0).unwrap();
    let title = |_| Some("Dmytro Kuleba".to_owned());
    let (sentence, place) = prose.sentences().around_with(run, range, title);
    assert_eq!((sentence.as_str(), &sentence[place]), ("He met Dmytro Kuleba in Kyiv.", "Dmytro Kuleba"));
    let (run, range) = prose.reference_place(1).unwrap();
    assert_eq!(prose.sentences().around(run, range).0, "She left.");
}

#[test]
fn quotations_are_known() {
    for (text, expected) in [
        ("He said \"Kiev is\" and “Kiev” and „Kiev“ and «Kiev», not Kiev.", &[true, true, true, true, false][..]),
        ("»Kiev«, Kiev, »Kiev», 「Kiev」", &[true, false, true, true]),
        ("'Kiev', ‘Kiev’, ‚Kiev‘, ‹Kiev› and Kiev", &[true, true, true, true, false]),
        ("It's Kiev, isn't it? The mayors' Kiev, Kiev's mayors’ Kiev.", &[false, false, false, false]),
        ("‘It’s Kiev’s mayor,’ said Kiev’s mayor; '90s Kiev's", &[true, false, false]),
    ] {
        let prose = Prose::parse(text, &[]);
        let run = &prose.runs[0];
        let quoted: Vec<bool> = run.text.match_indices("Kiev").map(|(at, word)| run.quoted(at..at + word.len())).collect();
        assert_eq!(quoted, expected, "{text}");
    }
}

#[test]
fn words_are_counted_without_code_blocks() {
    assert_eq!(Prose::parse("# One two\n\nThree-four don't.\n\n```\nx y z\n```\n", &[]).words(), 5);
}

#[test]
fn a_swallowed_citation_is_reported() {
    let text = "Text.\n\n[@ap]: said\n";
    let prose = Prose::parse(text, &[]);
    assert_eq!(prose.swallowed_citations.len(), 1);
    assert!(text[prose.swallowed_citations[0].clone()].starts_with("[@ap]: said"));
}

#[test]
fn code_blocks_know_where_their_text_stands() {
    let text = "a\n\n```timeline x\nlimit: 1\nactor: b\n```\n";
    let prose = Prose::parse(text, &[]);
    let block = &prose.code_blocks[0];
    assert_eq!((block.info.as_str(), block.language()), ("timeline x", Some("timeline")));
    assert_eq!(&text[block.range.clone()], block.text);
}

#[test]
fn texts_that_invite_quadratic_time_are_read_at_once() {
    // texts on which a careless reader takes quadratic time: a hundred kilobytes of each would take minutes
    for piece in [
        "[",
        "[@a;",
        "<!--",
        "<!-- ` -->",
        "*a ",
        "> ",
        "[^1]",
        "@a ",
        "a@",
        "www.",
        "https://a.b)",
        "\" ",
        "](x",
        "[[a",
        "`a``",
        "a\n# b\n",
        "[^a]: x\n\n[^b]: y [^a]\n\n",
        "[a]{.nolink}",
        "@k [[x]] ",
        "Mr. ",
        "<!-- a\n\n` --> ",
        "a|b\n-|-\n",
        "&nbsp;",
        "a%% \\<!-- ",
        "%% ",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        Prose::parse(&text, &[]);
        Prose::inline(&text);
    }
}

#[test]
fn a_citation_at_the_end_has_the_sentence_before_it() {
    for text in
        ["He warned of measures. [@ap]", "He said \"so\" of it; all of it. [@ap]", "One. Two.\n[@ap]", "One. Two. [@ap; @bp]"]
    {
        let prose = Prose::parse(text, &[]);
        let (run, range) = prose.reference_place(0).unwrap_or_else(|| panic!("{text}: no place; {:?}", prose.runs));
        let said = prose.sentences().around(run, range.clone()).0;
        assert!(said.ends_with('.'), "{text}: {said:?} {range:?} {:?}", prose.runs[run].text);
        let prose = Prose::inline(text);
        let (run, range) = prose.reference_place(0).unwrap_or_else(|| panic!("{text}: no place; {:?}", prose.runs));
        let said = prose.sentences().around(run, range.clone()).0;
        assert!(said.ends_with('.'), "{text}: {said:?} {range:?} {:?}", prose.runs[run].text);
    }
}
