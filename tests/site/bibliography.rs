//! Bibliographies: BibTeX read as sources, and our own read back.

use biblatex::{Bibliography, ChunksExt, DateValue, PermissiveType};
use serde_json::{Value, json};
use whowhen::base::diagnostic::Level;
use whowhen::base::text::Lines;

use super::support::{Built, site};

/// The sources of a site, as it exports them, without their pages.
fn sources(site: &Built) -> Vec<Value> {
    let data: Value = serde_json::from_str(&site.page("data/sources.json")).unwrap();
    let mut sources = data["sources"].as_array().unwrap().clone();
    for source in &mut sources {
        source.as_object_mut().unwrap().remove("page");
    }
    sources
}

/// What a site with one `content/sources.bib` says of its sources: of each the fields that are named.
#[track_caller]
fn read(bib: &str, fields: &[&str]) -> Vec<Value> {
    let site = site(&format!("-- site.yaml --\ntitle: T\nlints: {{undefined-actor: \"off\"}}\n-- content/sources.bib --\n{bib}"));
    let sound = site.sound();
    let pick = |source: &Value| fields.iter().map(|field| source.get(field).cloned().unwrap_or_default()).collect();
    sources(&sound).iter().map(pick).collect()
}

#[test]
fn an_entry_is_a_source() {
    for (bib, fields, expected) in [
        (
            "@article{ap, title = {A {Report}}, author = {Orvan, Ada and Bo Tellis and {Smith and Sons} and others}}",
            &["id", "title", "authors", "type"][..],
            json!(["ap", "A Report", ["Ada Orvan", "Bo Tellis", "Smith and Sons"], "article"]),
        ),
        (
            "@misc{x, title = \"Caf\\'e {\\\"o}l, \\emph{now} --- \\`a la Stra{\\ss}e \\& {\\L}\\'od\\'z\"}",
            &["title", "type"],
            json!(["Café öl, now — à la Straße & Łódź", null]),
        ),
        ("@Book{x, Title = {A}, subtitle = {B}, publisher = {Simon and Schuster}}", &["title", "type"], json!(["A: B", "book"])),
        (
            "@string{ap = {The } # {AP}}\n@report{x, title = ap # { and more}}",
            &["title", "type"],
            json!(["The AP and more", "report"]),
        ),
        ("@online{x, title = {A}, langid = {ngerman}}", &["lang"], json!(["de"])),
        ("@online{x, title = {A}, langid = {klingon}}", &["lang"], json!([null])),
        ("@online{x, title = {A}, language = {en-GB}}", &["lang"], json!(["en-GB"])),
        ("@online{x, title = {A}, keywords = {Kyiv, gas; oil}}", &["tags"], json!([["Kyiv", "gas", "oil"]])),
        (
            "@misc{x, title = {A}, howpublished = {\\url{https://a.example/b_c--d}, printed}}",
            &["url"],
            json!(["https://a.example/b_c--d"]),
        ),
        (
            "@misc{x, title = {A}, url = {https://a.example/b\\_c?d=1\\&e=%20}}",
            &["url"],
            json!(["https://a.example/b_c?d=1&e=%20"]),
        ),
        ("@misc{x, title = {A}, doi = {10.1000/182}}", &["url"], json!(["https://doi.org/10.1000/182"])),
        ("@misc{x, title = {A}, entrysubtype = {wire}}", &["type"], json!(["wire"])),
        ("@article{x, title = {A}, entrysubtype = {newspaper}}", &["type"], json!(["article"])),
        (
            "@xdata{y, publisher = {B}}\n@comment{z}\n% a remark\n@misc{x, title = {A}, abstract = {$ {\\bad}}",
            &["id"],
            json!(["x"]),
        ),
    ] {
        let bib = if bib.contains("abstract") { format!("{bib}}}") } else { bib.to_owned() };
        assert_eq!(read(&bib, fields), [expected], "{bib}");
    }
}

#[test]
fn dates_are_read_as_bibtex_and_biblatex_write_them() {
    for (fields, expected) in [
        ("date = {2022-01-19}", "2022-01-19"),
        ("date = {2022-01-10/2022-01-13}", "2022-01-10/2022-01-13"),
        ("date = {2022-01-10/}", "2022-01-10/.."),
        ("date = {/2022-01-10}", "../2022-01-10"),
        ("date = {2022-01-14~}", "2022-01-14~"),
        ("date = {198X}", "198X"),
        ("year = 2022", "2022"),
        ("year = {2022}, month = jan", "2022-01"),
        ("year = {2022}, month = {Sept.}, day = 3", "2022-09-03"),
        ("year = 2022, month = 12", "2022-12"),
    ] {
        let read = read(&format!("@misc{{x, title = {{A}}, {fields}}}"), &["published"]);
        assert_eq!(read[0][0]["edtf"], expected, "{fields}: {read:?}");
    }
}

#[test]
fn what_is_wrong_is_shown_where_it_stands() {
    for (bib, expected) in [
        ("@misc{x, title = {A},\n  date = {2022-13}}", "2:16 invalid-date"),
        ("@misc{x, title = {A},\n  url = {a.example}}", "2:10 invalid-url"),
        ("@misc{x, note = {A}}", "1:1 missing-field"),
        ("@misc{x, title = {A},\n title = {B}}", "2:2 duplicate-key"),
        ("@misc{x, title = {A}, crossref = {y}}", "1:35 unknown-key"),
        ("@string{a = b, b = a}\n@misc{x, title = a}", "2:18 invalid-yaml"),
        ("@misc{x, title = {A}}\n@misc{y, title = {B}", "2:1 invalid-yaml"),
    ] {
        let site = site(&format!("-- content/sources.bib --\n{bib}"));
        let text = format!("{bib}\n");
        let found: Vec<String> = (site.0.diagnostics.iter())
            .filter(|found| found.level <= Level::Warning)
            .map(|found| {
                assert_eq!(found.span.file.as_str(), "content/sources.bib");
                assert!(found.fix.is_empty() && !found.help.is_empty(), "{found:?}");
                let place = Lines::of(&text).position(&text, found.span.start as usize);
                format!("{}:{} {}", place.line, place.column, found.rule)
            })
            .collect();
        assert_eq!(found, [expected], "{bib}");
    }
}

#[test]
fn nothing_in_a_bibliography_goes_on_for_ever() {
    let deep = format!("@misc{{x, title = {{{}{}}}}}", "\\a{".repeat(100_000), "}".repeat(100_000));
    let doubled: String = (1..60).map(|n| format!("@string{{a{n} = a{0} # a{0}}}\n", n - 1)).collect();
    let doubled = format!("@string{{a0 = {{ha}}}}\n{doubled}@misc{{x, title = a20}}");
    for (bib, expected) in [(deep, "nesting-too-deep: braces are"), (doubled, "too-many-items: abbreviations make")] {
        let found = site(&format!("-- content/sources.bib --\n{bib}")).findings(Level::Error);
        assert!(found.iter().any(|found| found.starts_with(expected)), "{found:?}");
    }
}

const WHOLE: &str = "\
-- site.yaml --
title: T
as_of: 2022-02-01
lints: {undefined-actor: \"off\"}
-- content/actors.yaml --
paper: {name: The Paper & Co.}
-- content/sources.yaml --
article: {title: \"A & B {paper} 5% #1 a_b $x ~y \\\\ ^z -- é\", publisher: paper, authors: [Cy Writer, \"Orvan, Ada\", Smith and Sons], published: 2022-01-09, accessed: 2022-01-10, url: \"https://press.example/a?b=1&c=%20_--d\", lang: en, type: article, tags: [Kyiv, gas], archived: \"https://archive.example/1_--2\"}
wire: {title: Київ, publisher: Reuters, published: 2022-01-10/2022-01-13, url: \"https://wire.example/1\", lang: uk, type: wire}
since: {title: Since, published: 2022-01-10/.., type: statement}
about: {title: About, published: 2022-01-14~, type: social, note: A word}
law: {title: Law, published: 2022-01, publisher: Parliament, type: law}
tape: {title: Tape, published: 2022, publisher: TV, type: broadcast}
figures: {title: Figures, publisher: Office, type: dataset}
plain: {title: Plain}
";

#[test]
fn our_own_bibliography_is_read_back() {
    let first = site(WHOLE).sound();
    let (content, _) = WHOLE.split_once("-- content/sources.yaml --").unwrap();
    let bib = first.page("data/sources.bib");
    let second = site(&format!("{content}-- content/sources.bib --\n{bib}")).sound();
    let mut expected = sources(&first);
    // A name that is written family name first comes back as it is spoken.
    expected[1]["authors"][1] = json!("Ada Orvan");
    assert_eq!(expected[1]["id"], "article");
    assert_eq!(sources(&second), expected);
    // From then on it stays the same, but for that name.
    assert_eq!(second.page("data/sources.bib"), bib.replace("Orvan, Ada", "Ada Orvan"));
}

#[test]
fn what_a_bibliography_has_no_field_for_does_not_come_back() {
    let kept = |field: &str, value: &str| {
        let source = |more: &str| format!("-- content/sources.yaml --\nother: {{title: Other}}\nx: {{title: X{more}}}\n");
        let first = site(&source(&format!(", {field}: {value}"))).sound();
        let second = site(&format!("-- content/sources.bib --\n{}", first.page("data/sources.bib"))).sound();
        assert_ne!(sources(&first)[1][field], sources(&second)[1][field], "{field} comes back: say so in this test");
        sources(&second)[1][field].clone()
    };
    // A date is as exact as BibLaTeX's; the words of one day among several stand in `addendum`.
    assert_eq!(kept("published", "\"[2022-01-13, 2022-01-14]\"")["edtf"], "2022-01");
    assert_eq!(kept("published", "2022-01-19T14:30Z")["edtf"], "2022-01-19");
    assert_eq!(kept("published", "2022-W03")["edtf"], "2022-01");
    // Of an archived copy the address comes back.
    assert_eq!(kept("archived", "{url: \"https://a.example/\", status: dead}")["url"], "https://a.example/");
    for (field, value) in [
        ("held", "via"),
        ("via", "other"),
        ("replaces", "other"),
        ("syndicates", "other"),
        ("quotes", "[{text: Words}]"),
        ("summary", "A sentence."),
        ("aliases", "[Y]"),
        ("wikidata", "Q1"),
    ] {
        assert_eq!(kept(field, value), Value::Null, "{field}");
    }
}

#[test]
fn another_program_reads_our_bibliography() {
    let bib = site(WHOLE).page("data/sources.bib");
    let read = Bibliography::parse(&bib).unwrap();
    let keys: Vec<&str> = read.keys().collect();
    assert_eq!(keys, ["about", "article", "figures", "law", "plain", "since", "tape", "wire"]);
    let article = read.get("article").unwrap();
    assert_eq!(article.title().unwrap().format_verbatim(), "A & B {paper} 5% #1 a_b $x ~y \\ ^z -- é");
    let people: Vec<(String, String)> =
        article.author().unwrap().into_iter().map(|person| (person.given_name, person.name)).collect();
    let expected = [("Cy", "Writer"), ("Ada", "Orvan"), ("", "Smith and Sons")];
    assert_eq!(people, expected.map(|(given, name)| (given.to_owned(), name.to_owned())));
    assert_eq!(article.journal_title().unwrap().format_verbatim(), "The Paper & Co.");
    // This library makes a dash of two hyphens even in an address.
    assert_eq!(article.url().unwrap(), "https://press.example/a?b=1&c=%20_–d");
    for (key, expected) in [("article", "2022-01-09"), ("wire", "2022-01-10/2022-01-13"), ("law", "2022-01"), ("tape", "2022")] {
        let PermissiveType::Typed(date) = read.get(key).unwrap().date().unwrap() else { panic!("{key} has no date") };
        let written = |date: biblatex::Datetime| {
            let parts = [date.month.map(|month| month + 1), date.day.map(|day| day + 1)];
            parts.into_iter().flatten().fold(date.year.to_string(), |text, part| format!("{text}-{part:02}"))
        };
        let read = match date.value {
            DateValue::At(day) => written(day),
            DateValue::Between(first, last) => format!("{}/{}", written(first), written(last)),
            other => panic!("{key}: {other:?}"),
        };
        assert_eq!(read, expected, "{key}");
    }
}
