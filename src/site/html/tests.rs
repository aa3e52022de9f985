//! Prose as HTML: the specimens in tests/spec, and hostile input.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::analysis::mention::{Mention, NameEntry, NameKind, Names, Spelled};
use crate::base::id::Key;
use crate::syntax::markdown::{Place, ReferenceKind};

// ---- the specification: tests/spec/README.md says how to read it

struct Case {
    title: String,
    fences: BTreeMap<String, String>,
}

fn cases(spec: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case { title: title.to_owned(), fences: BTreeMap::new() });
        } else if line.starts_with("```") {
            let info = line.trim_start_matches('`');
            let fence = &line[..line.len() - info.len()];
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
            cases.last_mut().expect("a fence stands below a heading").fences.insert(info.to_owned(), body.join("\n"));
        }
    }
    cases
}

/// `Kyiv = kyiv`, `exact US = us`, `withheld Moscow = moscow`, `weak the minister = kuleba`
fn names(list: &str) -> Names {
    let entry = |line: &str| {
        let (text, target) = line.split_once(" = ").expect("a name has a target");
        let (word, rest) = text.split_once(' ').unwrap_or(("", text));
        let (kind, exact, text) = match word {
            "exact" => (NameKind::Strong, true, rest),
            "withheld" => (NameKind::Withheld, false, rest),
            "weak" => (NameKind::Weak, false, rest),
            _ => (NameKind::Strong, false, text),
        };
        NameEntry { text: unescape(text), exact, target: Key::new(target), kind, spelled: Spelled::Well }
    };
    Names::new(list.lines().map(entry).collect())
}

/// `\u{301}`, so that a reader sees what is meant.
fn unescape(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("an escape is closed");
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

/// A small world: `nobody` and `nosource` are unknown, everything else is there.
fn decide(prose: &Prose, mentions: &[Mention]) -> Decisions {
    let mut numbers: Vec<&str> = Vec::new();
    let mut cite = |key: &'static str, text: Option<&str>| {
        let number = numbers.iter().position(|known| *known == key).unwrap_or_else(|| {
            numbers.push(key);
            numbers.len() - 1
        }) + 1;
        let label = format!("{number}: {}", key.to_uppercase());
        Decision::Cite { number, href: format!("#source-{key}"), label, id: None, text: text.map(str::to_uppercase) }
    };
    let anchored = |href: String, anchor: &Option<String>| match anchor {
        Some(anchor) => format!("{href}#{anchor}"),
        None => href,
    };
    let references = prose.references.iter().map(|reference| match &reference.kind {
        ReferenceKind::Wikilink { target, .. } if target == "nobody" => Decision::Plain,
        ReferenceKind::Wikilink { embed: true, .. } => Decision::Gap,
        ReferenceKind::Wikilink { target, anchor, .. } => {
            Decision::Link { href: anchored(format!("/r/{target}/"), anchor), text: Some(format!("The {target}")) }
        }
        ReferenceKind::File { dest, anchor } => Decision::Link { href: anchored(format!("/f/{dest}"), anchor), text: None },
        ReferenceKind::Fragment { anchor } => Decision::Link { href: format!("#{anchor}"), text: None },
        ReferenceKind::Image { dest, .. } => Decision::Image { src: format!("/i/{dest}"), size: Some((4, 3)) },
        ReferenceKind::Attachment { name, .. } => Decision::Image { src: format!("/i/{name}"), size: Some((4, 3)) },
        ReferenceKind::Cite { key, .. } | ReferenceKind::Bare { key } if key == "nosource" => Decision::Plain,
        ReferenceKind::Cite { key, .. } => cite(Key::new(key).as_str(), None),
        ReferenceKind::Bare { key } => cite(Key::new(key).as_str(), Some(key)),
    });
    let linked = mentions.iter().filter(|mention| mention.targets.len() == 1 && mention.targets[0].kind != NameKind::Withheld);
    let link = |mention: &Mention| MentionLink {
        run: mention.run,
        range: mention.range.clone(),
        href: format!("/a/{}/", mention.targets[0].key),
    };
    let code = |block| highlight(block).map_or(Block::AsWritten, Block::Html);
    Decisions {
        references: references.collect(),
        mentions: linked.map(link).collect(),
        code_blocks: prose.code_blocks.iter().map(code).collect(),
        ..Decisions::default()
    }
}

/// The HTML with a word in each gap.
fn filled(prose: &Prose, decisions: &Decisions) -> String {
    let (pieces, gaps) = pieces(prose, decisions);
    let word = |gap: &Gap| match gap {
        Gap::Embed(reference) => match &prose.references[*reference].kind {
            ReferenceKind::Wikilink { target, .. } => format!("<div>card of {}</div>\n", escape(target)),
            _ => String::new(),
        },
        Gap::Callout(_) => "<b>c</b>".to_owned(),
        Gap::Code(_) => "<b>t</b>".to_owned(),
    };
    let words = gaps.iter().map(word).chain([String::new()]);
    pieces.iter().zip(words).map(|(piece, word)| format!("{piece}{word}")).collect()
}

/// In `md then`, whatever is called `later…`.
fn is_later(reference: &ReferenceKind) -> bool {
    match reference {
        ReferenceKind::Wikilink { target: name, .. }
        | ReferenceKind::Cite { key: name, .. }
        | ReferenceKind::Bare { key: name } => name.starts_with("later"),
        _ => false,
    }
}

fn said_of(prose: &Prose, mention: &Mention) -> String {
    let run = &prose.runs[mention.run];
    let mut line = format!("{} =", &run.text[mention.range.clone()]);
    for target in mention.targets.iter() {
        line += &format!(" {}", target.key);
        if target.kind != NameKind::Strong {
            line += &format!(" ({:?})", target.kind).to_lowercase();
        }
    }
    if !run.place.allows_links() {
        line += &format!(" [{:?}]", run.place).to_lowercase();
    }
    line
}

fn check(file: &str, spec: &str) {
    let mut wrong = String::new();
    let cases = cases(spec);
    assert!(!cases.is_empty());
    for case in &cases {
        let fence = |name: &str| case.fences.get(name).map(String::as_str);
        let prose = match (fence("md"), fence("md inline")) {
            (Some(text), _) => Prose::parse(&unescape(text), &["sources"]),
            (_, Some(text)) => Prose::inline(&unescape(text)),
            _ if fence("md then").is_some() => {
                let prose = Prose::parse(&unescape(fence("md then").unwrap_or_default()), &["sources"]);
                prose.without(|reference| is_later(&prose.references[reference].kind), |_| false).unwrap_or(prose)
            }
            _ => panic!("{file}: {} has no input", case.title),
        };
        let names = names(fence("names").unwrap_or_default());
        let mentions = names.scan(&prose);
        let said: Vec<String> = mentions.iter().map(|mention| said_of(&prose, mention)).collect();
        let sentences: Vec<String> = mentions
            .iter()
            .map(|mention| {
                let (text, range) = prose.sentences().around(mention.run, mention.range.clone());
                format!("{}>{}<{}", &text[..range.start], &text[range.clone()], &text[range.end..])
            })
            .collect();
        let refused: Vec<&str> = prose.refused_urls.iter().map(|(_, url)| url.as_str()).collect();
        let headings: Vec<String> = prose.headings.iter().map(|h| format!("{} {} {}", h.level, h.id, h.text)).collect();
        let html = filled(&prose, &decide(&prose, &mentions));
        for (name, is) in [
            ("html", html.trim_end()),
            ("mentions", &said.join("\n")),
            ("sentences", &sentences.join("\n")),
            ("refused", &refused.join("\n")),
            ("headings", &headings.join("\n")),
            ("plain", &prose.plain()),
        ] {
            if let Some(expected) = fence(name)
                && unescape(expected) != is
            {
                wrong += &format!("\n## {}\nexpected {name}:\n{expected}\nis:\n{is}\n", case.title);
            }
        }
    }
    assert!(wrong.is_empty(), "{file}{wrong}");
}

#[test]
fn markdown_is_as_specified() {
    check("markdown.md", include_str!("../../../tests/spec/markdown.md"));
}

#[test]
fn links_are_as_specified() {
    check("links.md", include_str!("../../../tests/spec/links.md"));
}

#[test]
fn citations_are_as_specified() {
    check("citations.md", include_str!("../../../tests/spec/citations.md"));
}

#[test]
fn mentions_are_as_specified() {
    check("mentions.md", include_str!("../../../tests/spec/mentions.md"));
}

#[test]
fn names_in_english_are_found_as_specified() {
    check("names/english.md", include_str!("../../../tests/spec/names/english.md"));
}

#[test]
fn names_in_other_scripts_are_found_as_specified() {
    check("names/scripts.md", include_str!("../../../tests/spec/names/scripts.md"));
}

#[test]
fn names_are_found_across_marks_as_specified() {
    check("names/marks.md", include_str!("../../../tests/spec/names/marks.md"));
}

#[test]
fn what_rests_on_later_references_is_left_out_as_specified() {
    check("then.md", include_str!("../../../tests/spec/then.md"));
}

// ---- decisions

#[test]
fn the_title_stands_elsewhere() {
    let prose = Prose::parse("# One\n\nText.\n\n# Two\n\n## Three\n", &[]);
    let decisions = Decisions { skip_first_h1: true, heading_shift: 1, ..Decisions::default() };
    assert_eq!(prose.first_h1().as_deref(), Some("One"));
    assert_eq!(render(&prose, &decisions), "<p>Text.</p>\n<h2 id=\"two\">Two</h2>\n<h3 id=\"three\">Three</h3>\n");
}

#[test]
fn decisions_that_fit_nothing_do_no_harm() {
    let prose = Prose::parse("An *ö* [x](y.md) `c` [@a].\n\n# H\n", &[]);
    let mentions = [(0, 0..99), (0, 3..4), (0, 1..1), (0, 0..2), (0, 0..2), (0, 1..4), (0, 5..9), (1, 0..1), (7, 0..1)];
    let mentions = mentions.map(|(run, range)| MentionLink { run, range, href: "h".into() }).to_vec();
    let html = render(&prose, &Decisions { mentions, ..Decisions::default() });
    assert_eq!(html, "<p><a class=\"m\" href=\"h\">An</a> <em>ö</em> x <code>c</code> [@a].</p>\n<h1 id=\"h\">H</h1>\n");
}

#[test]
fn our_html_takes_the_place_of_blocks() {
    let prose = Prose::parse("> [!claim] A x.\n> by: y\n\n```timeline\nlimit: 1\n```\n", &[]);
    assert_eq!(prose.callouts[0].kind, "claim");
    assert_eq!(prose.callouts[0].title, "A x.");
    assert_eq!(prose.callouts[0].fields[0].name, "by");
    assert_eq!(prose.code_blocks[0].language(), Some("timeline"));
    let decisions = Decisions { callouts: vec![Block::Gap], code_blocks: vec![Block::Gap], ..Decisions::default() };
    assert_eq!(filled(&prose, &decisions), "<b>c</b><b>t</b>");
    assert_eq!(pieces(&prose, &decisions).1, [Gap::Callout(0), Gap::Code(0)]);
}

// ---- safety

struct Tag {
    name: String,
    closes: bool,
    attributes: Vec<(String, String)>,
}

/// Every tag in HTML that we write. Panics where the text is not well-formed.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find(['<', '>']) {
        assert!(rest[start..].starts_with('<'), "a bare > in {html}");
        let inner = &rest[start + 1..];
        let (closes, inner) = (inner.starts_with('/'), inner.trim_start_matches('/'));
        let name_end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or_else(|| panic!("an open tag in {html}"));
        let name = inner[..name_end].to_owned();
        assert!(!name.is_empty(), "a bare < in {html}");
        let mut attributes = Vec::new();
        let mut inner = &inner[name_end..];
        while let Some(attribute) = inner.strip_prefix(' ') {
            let end = attribute.find([' ', '=', '>']).unwrap();
            let (key, after) = attribute.split_at(end);
            match after.strip_prefix("=\"") {
                Some(value) => {
                    let end = value.find('"').unwrap();
                    assert!(!value[..end].contains(['<', '>']), "in {html}");
                    attributes.push((key.to_owned(), value[..end].to_owned()));
                    inner = &value[end + 1..];
                }
                None => {
                    attributes.push((key.to_owned(), String::new()));
                    inner = after;
                }
            }
        }
        rest = inner.strip_prefix('>').unwrap_or_else(|| panic!("an open tag in {html}"));
        tags.push(Tag { name, closes, attributes });
    }
    tags
}

const KNOWN: &str = " aside details summary svg use span p h1 h2 h3 h4 h5 h6 blockquote ul ol li dl dt dd table thead tbody tr th td figure figcaption em strong del a img code pre \
    br hr div sup input ";

fn assert_sound(html: &str) {
    let mut open: Vec<String> = Vec::new();
    for Tag { name, closes, attributes } in tags(html) {
        assert!(KNOWN.contains(&format!(" {name} ")), "<{name}> in {html}");
        for (key, value) in attributes {
            let known = [
                "href", "class", "id", "title", "src", "alt", "loading", "decoding", "open", "width", "height", "start", "scope",
                "role", "tabindex", "type",
            ]
            .contains(&key.as_str())
                || ["aria-label", "aria-hidden", "disabled", "checked"].contains(&key.as_str());
            assert!(known, "{key} in {html}");
            if matches!(key.as_str(), "href" | "src") {
                let scheme = value
                    .split(['/', '?', '#'])
                    .next()
                    .unwrap_or_default()
                    .split_once(':')
                    .map(|(scheme, _)| scheme.to_lowercase());
                assert!(scheme.is_none_or(|s| ["http", "https", "mailto", "tel"].contains(&s.as_str())), "{value} in {html}");
                assert!(!value.starts_with("//"), "{value} in {html}");
            }
        }
        if matches!(name.as_str(), "br" | "hr" | "img" | "input") {
            continue;
        }
        if closes {
            assert_eq!(open.pop().as_ref(), Some(&name), "in {html}");
        } else {
            assert!(name != "a" || !open.contains(&name), "a link in a link in {html}");
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} left open in {html}");
}

/// A text as a body, as a line, and without what rests on some or all of its references.
fn all_ways(text: &str) -> Vec<String> {
    let names = names("Kyiv = kyiv\nNew York = ny\nAntony Blinken = blinken\nO'Brien = obrien\na = a\nwithheld Moscow = moscow");
    let body = Prose::parse(text, &["sources"]);
    let left = [
        body.without(|_| true, |_| false),
        body.without(|reference| reference % 2 == 0, |_| false),
        body.without(|reference| reference % 2 == 1, |_| false),
    ];
    let ways = [body, Prose::inline(text)].into_iter().chain(left.into_iter().flatten());
    let html = ways.map(|prose| {
        for run in &prose.runs {
            assert!(run.source(0..run.text.len()).end <= text.len());
        }
        for reference in &prose.references {
            assert!(text.get(reference.range.clone()).is_some(), "{reference:?} in {text:?}");
        }
        let mentions = names.scan(&prose);
        for mention in &mentions {
            let (sentence, range) = prose.sentences().around(mention.run, mention.range.clone());
            assert!(sentence.get(range).is_some());
            assert!(text.get(prose.runs[mention.run].source(mention.range.clone())).is_some());
        }
        prose.plain();
        prose.words();
        render(&prose, &decide(&prose, &mentions))
    });
    html.collect()
}

#[test]
fn nothing_an_author_writes_runs() {
    let vectors = include_str!("../../../tests/spec/hostile.txt");
    let vectors: Vec<&str> = vectors.lines().filter(|line| !line.is_empty() && !line.starts_with("//")).collect();
    assert!(vectors.len() >= 30);
    for vector in vectors {
        let vector = unescape(&vector.replace("\\n", "\n"));
        for html in all_ways(&vector) {
            assert_sound(&html);
        }
    }
}

const PIECES: &[&str] = &[
    "a",
    "Kyiv",
    "New",
    "York",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "```\n",
    "[",
    "]",
    "(",
    ")",
    "[[",
    "]]",
    "|",
    "\\",
    "![",
    "![[",
    "[@",
    "@ap",
    ";",
    ",",
    "#",
    "## ",
    "> ",
    "> [!note]",
    "- ",
    "- [x] ",
    "1. ",
    ": ",
    "[^1]",
    "[^1]: ",
    "<",
    ">",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "&amp;",
    "&nbsp;",
    "\u{a0}",
    "\"",
    "'",
    "’",
    "--",
    "...",
    "https://",
    "www.",
    "a.org",
    "@b.org",
    "{.nolink}",
    "{#x .y}",
    "|---|:-:|\n",
    "é",
    "e\u{301}",
    "中",
    "😀",
    "\r\n",
    "\0",
    "javascript:",
    "](",
    "<https://a.b>",
    "x.md",
    "    ",
    "O'Brien",
    "Antony Blinken",
    "[a]: b\n",
    "$",
];

/// Pieces that make no code, in which a comment would be shown.
const PLAIN_PIECES: &[&str] = &[
    "a",
    "Kyiv",
    "b ",
    "\n",
    "\n\n",
    "*",
    "_",
    "~~c",
    "[",
    "]",
    "(x.md)",
    "[[",
    "]]",
    "|",
    "![",
    "[@ap]",
    "\n## ",
    "\n> ",
    "\n- ",
    "\n1. ",
    "[^1]",
    "\n[^1]: ",
    "<b>",
    "</b>",
    "\n<div>\n",
    "&amp;",
    "\u{a0}",
    "https://a.org",
    "{.nolink}",
    "<!-- x -->",
    "<!---->",
    "-",
    "<",
    ">",
    "|---|\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics_and_tags_balance(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        for html in all_ways(&pieces.concat()) {
            assert_sound(&html);
        }
    }

    #[test]
    fn comments_stay_secret(
        before in prop::collection::vec(prop::sample::select(PLAIN_PIECES), 0..12),
        inside in prop::collection::vec(prop::sample::select(PLAIN_PIECES), 0..12),
        after in prop::collection::vec(prop::sample::select(PLAIN_PIECES), 0..12),
    ) {
        // a comment ends at the first end of one
        let inside = inside.concat().replace("--", "");
        let text = format!("{}<!-- {inside} secret {inside} -->{}", before.concat(), after.concat());
        for html in all_ways(&text) {
            prop_assert!(!html.contains("secret"), "{html}");
        }
    }

    #[test]
    fn no_characters_panic(text in "\\PC*[\\n\\t<>&*_\\[\\]!@`|#-]{0,30}\\PC*") {
        for html in all_ways(&text) {
            assert_sound(&html);
        }
    }
}

#[test]
fn places_that_take_no_link_say_so() {
    assert!(Place::Quote.allows_links() && !Place::Heading.allows_links() && !Place::Raw.allows_links());
}
