//! Names in prose that nobody has a record of: which are found, and which are left out since they may be none.

use whowhen::analysis::unmatched;

use super::support::site;

/// The names that are found in some prose, each with how often it stands there.
fn found(lang: &str, prose: &str) -> Vec<String> {
    let actors = "okafor: {name: Ada Okafor, kind: person, aliases: [Okafor], weak: [the Clerk]}\n";
    let text = format!(
        "-- site.yaml --\ntitle: A bridge\nlang: {lang}\n-- content/actors.yaml --\n{actors}-- content/about.md --\n---\ntitle: About\n---\n{prose}\n"
    );
    let names = unmatched::find(&site(&text).0.facts);
    names.into_values().map(|it| format!("{} {}", it.name, it.places.len())).collect()
}

#[test]
fn names_that_recur_are_found_and_words_that_may_be_none_are_not() {
    let table: &[(&str, &str, &[&str])] = &[
        ("two words, twice", "We met Bo Clerk. Later Bo Clerk left.", &["Bo Clerk 2"]),
        ("once is not again", "We met Bo Clerk.", &[]),
        ("one word, three times", "We saw Lagos, then Lagos, and Lagos again.", &["Lagos 3"]),
        ("one word, twice", "We saw Lagos, then Lagos again.", &[]),
        ("capitals", "The OSCE came. It is the OSCE that went, and the OSCE's chair.", &["OSCE 3"]),
        ("where a sentence begins", "We saw Lagos, then Lagos. Lagos is far. Perhaps. Perhaps not. Perhaps so.", &["Lagos 3"]),
        ("only where sentences begin", "Bridges fall. Bridges rise. Bridges stay, as they say.", &[]),
        ("an opening word is none of it", "We met Bo Clerk. When Bo Clerk left, it rained.", &["Bo Clerk 2"]),
        ("an ordinary word", "We saw the Bridge, the Bridge and the Bridge, a bridge.", &[]),
        ("small words between", "at the Bank of England and the Bank of England", &["Bank of England 2"]),
        ("a list", "a league of Lagos, and the Quad of Lagos, Ghana; again the Quad of Lagos, Ghana", &[]),
        ("offices", "said Mr Clerk and Foreign Minister Bo Clerk to Foreign Minister Bo Clerk", &["Bo Clerk 2"]),
        ("an office alone", "the Prime Minister, the Prime Minister and the Prime Minister", &[]),
        ("of a title and a known name", "then Bridge Engineer Ada Okafor met Bridge Engineer Ada Okafor", &[]),
        ("behind a possessive", "about Okafor's Bridge Watch, and later Okafor’s Bridge Watch", &["Bridge Watch 2"]),
        ("possessive itself", "by Bo Clerk's house and Bo Clerk’s car", &["Bo Clerk 2"]),
        ("known names", "then Ada Okafor met Ada Okafor, and Okafor met Okafor and Okafor", &[]),
        ("days and months", "on Monday, on Monday, on Monday; in May, in May, in May", &[]),
        ("months cut short", "on 3 Nov, on 4 Nov, on 5 Nov", &[]),
        ("measures", "of 3 MB, of 4 MB and of 5.5 MB", &[]),
        ("adjectives", "a Russian, a Russian and a Russian; the Dutch, the Dutch, the Dutch", &[]),
        (
            "countries that end so",
            "to Japan, to Japan and to Kazakhstan, to Japan, Kazakhstan and Kazakhstan",
            &["Japan 3", "Kazakhstan 3"],
        ),
        (
            "hyphens",
            "by Jean-Luc Picard and Jean-Luc Picard, not Russian-backed, Russian-backed, Russian-backed",
            &["Jean-Luc Picard 2"],
        ),
        ("initials", "by J. Doe and by J. Doe", &["J. Doe 2"]),
        ("a line of capitals", "Bo Clerk\n\nBo Clerk\n\n| Bo Clerk | Bo Clerk |\n|---|---|\n| Bo Clerk | Bo Clerk |", &[]),
        ("headings", "# See Bo Clerk now\n\n## See Bo Clerk then", &[]),
        ("code and links", "see `the Bo Clerk`, `the Bo Clerk` and [the Bo Clerk](#x), [the Bo Clerk](#x)", &[]),
        ("quotations", "> we met Bo Clerk\n\nand “we left Bo Clerk there”", &["Bo Clerk 2"]),
        ("another script", "бачили Марію Левко, і знову Марію Левко", &["Марію Левко 2"]),
        ("no case", "我们见了王毅，王毅走了，王毅回来", &[]),
        ("broken over lines", "we met Bo\nClerk and Bo Clerk", &["Bo Clerk 2"]),
        ("no words", "", &[]),
    ];
    for (what, prose, expected) in table {
        assert_eq!(found("en", prose), *expected, "{what}: {prose}");
    }
}

#[test]
fn where_all_nouns_have_capitals_a_single_word_says_nothing() {
    let prose = "eine Brücke, die Brücke, der Brücke; es sagte Bo Schreiber und Bo Schreiber, die NATO, die NATO, die NATO";
    assert_eq!(found("de-AT", prose), ["Bo Schreiber 2", "NATO 3"]);
    assert_eq!(found("en", prose), ["Bo Schreiber 2", "Brücke 3", "NATO 3"]);
}
