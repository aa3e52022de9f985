//! The examples of CommonMark's own specification, which `tests/run` installs: each gives what the specification says, but for those in
//! `commonmark.txt`, which differ on purpose.

#[path = "as_read.rs"]
mod as_read;

use std::collections::BTreeMap;
use std::path::Path;

use whowhen::site::html::{Decision, Decisions, render};
use whowhen::syntax::markdown::{Prose, ReferenceKind};

use as_read::as_read;

/// Why an example may differ.
const REASONS: [&str; 5] = [
    "a tag is text",
    "a comment is not published",
    "two brackets are ours",
    "a scheme that no page may hold",
    "a bare address is a link",
];

struct Example {
    markdown: String,
    html: String,
}

#[allow(clippy::disallowed_methods, reason = "the specification is installed, not kept here")]
fn examples() -> Vec<Example> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/node_modules/commonmark-spec/spec.txt");
    let Ok(text) = std::fs::read_to_string(path) else {
        panic!("CommonMark's examples are not there: `tests/run` installs them")
    };
    let fence = "`".repeat(32);
    let (text, begin, end) = (text.replace('→', "\t"), format!("\n{fence} example\n"), format!("\n{fence}\n"));
    text.split(&begin).skip(1).map(|block| example(block.split_once(&end).expect("an example ends").0)).collect()
}

fn example(block: &str) -> Example {
    // either half may be empty
    let block = format!("\n{block}\n");
    let (markdown, html) = block.split_once("\n.\n").expect("an example has two halves");
    Example { markdown: format!("{}\n", markdown.strip_prefix('\n').unwrap_or(markdown)), html: html.to_owned() }
}

/// Our HTML where every link and picture leads to what it names.
fn ours(markdown: &str) -> String {
    let prose = Prose::parse(markdown, &[]);
    let lead = |kind: &ReferenceKind| match kind {
        ReferenceKind::File { dest, anchor: Some(anchor) } => Decision::Link { href: format!("{dest}#{anchor}"), text: None },
        ReferenceKind::File { dest, anchor: None } => Decision::Link { href: dest.clone(), text: None },
        ReferenceKind::Fragment { anchor } => Decision::Link { href: format!("#{anchor}"), text: None },
        ReferenceKind::Image { dest, .. } => Decision::Image { src: dest.clone(), size: None },
        _ => Decision::Plain,
    };
    let references = prose.references.iter().map(|reference| lead(&reference.kind)).collect();
    render(&prose, &Decisions { references, ..Decisions::default() })
}

/// The examples that differ on purpose, each with its reason.
fn on_purpose() -> BTreeMap<usize, &'static str> {
    let mut found = BTreeMap::new();
    for line in include_str!("commonmark.txt").lines() {
        let (numbers, reason) = line.split_once(": ").unwrap_or_else(|| panic!("no reason: {line}"));
        assert!(REASONS.contains(&reason), "not a reason: {reason}");
        for number in numbers.split(' ') {
            assert!(found.insert(number.parse().unwrap(), reason).is_none(), "{number} is listed twice");
        }
    }
    found
}

#[test]
fn examples_of_the_specification_give_its_html() {
    let (examples, on_purpose) = (examples(), on_purpose());
    assert_eq!(examples.len(), 652);
    let mut wrong = String::new();
    for (number, Example { markdown, html }) in (1..).zip(&examples) {
        let written = ours(markdown);
        match (as_read(&written) == as_read(html), on_purpose.get(&number)) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(reason)) => wrong += &format!("{number} is listed ({reason}), and is equal\n"),
            (false, None) => wrong += &format!("== {number}\n{markdown}-- wanted\n{html}-- ours\n{written}\n"),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
