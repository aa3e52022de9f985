//! What a text shows in its own place: claims, cards, answers to queries, code.

use whowhen::base::date::Day;
use whowhen::base::diagnostic::Level;
use whowhen::engine::workspace::Options;
use whowhen::model::build::Publish;

use super::support::{Built, files, site, snapshot};

const RECORDS: &str = "\
-- content/actors.yaml --
ada: {name: Ada Orvan, kind: person, role: foreign minister, tags: [north]}
bo: {name: Bo Tellis, kind: person}
-- content/sources.yaml --
wire: {title: On the talks, publisher: Wire Service, published: 2022-01-09}
-- content/places.yaml --
port: {name: The port}
-- content/claims.yaml --
plan: {text: There is a plan., by: Ada Orvan, date: 2022-01-05, status: disputed, source: wire, denied_by: Bo Tellis}
other: {text: It rained., by: Bo Tellis, date: 2022-02-01, tags: [north]}
-- content/events.yaml --
talks: {title: The talks, when: 2022-01-10, actors: [ada], at: port, tags: [north], status: occurred}
call: {title: The call, when: 2022-01-12, actors: [ada, bo], claims: [plan]}
summit: {title: The summit, when: 2022-03-01, status: planned, actors: [bo]}
-- content/arcs/crisis.md --
---
title: The crisis
slots: [{title: First, events: [talks, call]}]
---
";

fn with(body: &str) -> Built {
    site(&written(body))
}

fn written(body: &str) -> String {
    format!("{RECORDS}-- content/about.md --\n---\ntitle: About\n---\n{body}\n")
}

/// The findings that are worse than notes, with their places.
fn told(body: &str) -> Vec<String> {
    let built = with(body);
    let text = |file| built.0.text(file);
    let texts = whowhen::face::report::Texts::new(&text);
    let found = built.0.diagnostics.iter().filter(|found| found.level <= Level::Warning);
    found.map(|found| whowhen::face::report::short::line(found, &texts)).collect()
}

#[track_caller]
fn assert_holds(page: &str, pieces: &[&str]) {
    let mut rest = page;
    for piece in pieces {
        rest = rest.split_once(piece).unwrap_or_else(|| panic!("not on the page, in this order: {piece}\n{page}")).1;
    }
}

#[test]
fn a_claim_callout_shows_the_claim_that_it_names() {
    let page = with("Before.\n\n> [!claim] plan\n> Our *comment*.\n\nAfter.").sound().main("about/");
    assert_holds(
        &page,
        &[
            "<p>Before.</p>",
            "<article class=\"claim disputed\" id=\"claim-plan\">",
            "There is a plan.",
            "Denied",
            "Bo Tellis",
            "</article>",
        ],
    );
    assert_holds(&page, &["</article>", "<p>Our <em>comment</em>.</p>", "<p>After.</p>", "On the talks"]);
    assert!(!page.contains("callout"), "{page}");
    assert_holds(&with("- a\n\n  > [!claim] [[plan]]").sound().main("about/"), &["<li>", "<article", "</article>", "</li>"]);
}

#[test]
fn a_claim_callout_defines_a_claim() {
    let body = "> [!claim] Bo Tellis *has* a plan\n> for the spring.\n> by: Ada Orvan\n> denied by: [[Bo Tellis]]\n> Source: [@wire]\n> date: 2022-01-09\n> status: disputed\n> id: spring\n>\n> We asked.\n\nAfter.";
    let built = with(body).sound();
    let page = built.main("about/");
    assert_holds(
        &page,
        &[
            "<article class=\"claim disputed\" id=\"claim-spring\">",
            "has",
            "</em> a plan for the spring.",
            "who says so",
            "Ada Orvan",
            "9 January 2022",
        ],
    );
    assert_holds(&page, &["who answers", "Denied", "Bo Tellis", "</article>", "<p>We asked.</p>", "<p>After.</p>"]);
    assert!(!page.contains("denied by:") && !page.contains("status:"), "{page}");
    assert_holds(&built.main("claims/spring/"), &["for the spring.", "Ada Orvan", "On the talks"]);
    assert_holds(&built.main("claims/"), &["a plan"]);
    assert_holds(&built.main("actors/bo/"), &["claim-spring"]);
}

#[test]
fn a_claim_in_a_briefing_is_one_of_its_claims() {
    let text = "-- content/briefings/one.md --\n---\ntitle: One\n---\n> [!claim] It snowed.\n> by: Ada\n";
    let page = site(text).sound().main("briefings/one/");
    assert_holds(&page, &["<article class=\"claim\" id=\"claim-claim-", "It snowed.", "id=\"claims\"", "It snowed."]);
}

#[test]
fn mistakes_in_claim_callouts_are_said_where_they_are() {
    for (body, expected) in [
        ("> [!claim] plann", &["content/about.md:4:12: error[unresolved-reference]: no claim is called `plann`"][..]),
        ("> [!claim]\n> by: Ada Orvan", &["content/about.md:4:11: error[missing-field]: a claim needs `text`"]),
        (
            "> [!claim] It is so.\n> by: Ada Orvan\n> source: nowhere\n> denyed by: Bo Tellis\n> date: 2022-13-01",
            &[
                "content/about.md:6:11: error[unresolved-reference]: no source is called `nowhere`",
                "content/about.md:7:3: warning[unknown-key]: a claim has no field `denyed_by`",
                "content/about.md:8:14: error[invalid-date]: there is no month 13",
            ],
        ),
        (
            "- x\n  > > [!claim] It is so.\n  > > by: Ada Orvan\n  > > by: Bo Tellis",
            &["content/about.md:7:7: error[duplicate-key]: `by` is written twice"],
        ),
        (
            "> [!claim] It is so.\n> by: Ada: the minister",
            &["content/about.md:5:7: error[wrong-type]: `by` takes names, or records with fields of their own"],
        ),
    ] {
        assert_eq!(told(body), expected, "{body}");
    }
}

#[test]
fn an_old_edition_leaves_out_claims_made_later() {
    let body = "> [!claim] known1.\n> by: Ada Orvan\n> date: 2022-01-05\n\n> [!claim] later1.\n> by: Ada Orvan\n> date: 2022-01-20\n\n> [!claim] other\n> later2";
    let publish = Publish { as_of: Some(Day::parse("2022-01-10").unwrap()), ..Publish::default() };
    let built = Built(snapshot(files(&written(body)), Options { publish, ..Options::default() })).sound();
    let page = built.main("about/");
    assert!(page.contains("known1") && !page.contains("later") && !page.contains("It rained"), "{page}");
    assert_eq!(built.below("claims").len(), 2);
}

#[test]
fn claims_of_drafts_are_in_no_file() {
    let text = written("").replace("title: About\n", "title: About\ndraft: true\n") + "> [!claim] secret1.\n> by: Ada Orvan\n";
    let built = site(&text).sound();
    let found: Vec<String> = built
        .rendered()
        .into_iter()
        .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("secret"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(found, [""; 0]);
}

#[test]
fn code_is_in_colours_and_edits_beside_it_do_not_colour_it_again() {
    let page = with("```json\n{\"a\": 1}\n```").sound().main("about/");
    assert_holds(&page, &["<pre><code class=\"language-json\">", "<span class=\"h-n\">1</span>"]);
}
