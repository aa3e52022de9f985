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
other: {text: It rained., by: Bo Tellis, source: wire, date: 2022-02-01, tags: [north]}
-- content/events.yaml --
talks: {title: The talks, when: 2022-01-10, actors: [ada], at: port, tags: [north], status: occurred, claims: [plan]}
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
fn an_empty_line_may_stand_above_the_fields_of_a_claim() {
    for empty in [">", "> ", ">\n>"] {
        let body = format!(
            "> [!claim] It snowed.\n{empty}\n> by: Ada Orvan\n> source: wire\n>\n> about: our own words, and by: those of others."
        );
        let page = with(&body).sound().main("about/");
        assert_holds(
            &page,
            &["It snowed.", "who says so", "Ada Orvan", "</article>", "<p>about: our own words, and by: those of others.</p>"],
        );
        assert!(!page.contains("source:"), "{page}");
    }
    let page = with("> [!claim] It snowed.\n> by: Ada Orvan\n> source: wire\n\n> [!claim] plan\n>\n> by: our own words")
        .sound()
        .main("about/");
    assert_holds(&page, &["<p>by: our own words</p>"]);
}

#[test]
fn a_claim_in_a_briefing_is_one_of_its_claims() {
    let text = "-- content/briefings/one.md --\n---\ntitle: One\n---\n> [!claim] It snowed.\n> by: Ada\n> source: wire\n-- content/sources.yaml --\nwire: {title: A wire}\n";
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
            "- x\n  > > [!claim] It is so.\n  > > by: Ada Orvan\n  > > by: Bo Tellis\n  > > source: wire",
            &["content/about.md:7:7: error[duplicate-key]: `by` is written twice"],
        ),
        (
            "> [!claim] It is so.\n> by: Ada: the minister\n> source: wire",
            &[
                "content/about.md:4:12: warning[unowned-claim]: nobody is named who says `It is so.`",
                "content/about.md:5:7: error[wrong-type]: `by` takes names, or records with fields of their own",
            ],
        ),
    ] {
        assert_eq!(told(body), expected, "{body}");
    }
}

#[test]
fn an_old_edition_leaves_out_claims_made_later() {
    let body = "> [!claim] known1.\n> by: Ada Orvan\n> source: wire\n> date: 2022-01-05\n\n> [!claim] later1.\n> by: Ada Orvan\n> source: wire\n> date: 2022-01-20\n\n> [!claim] other\n> later2";
    let publish = Publish { as_of: Some(Day::parse("2022-01-10").unwrap()), ..Publish::default() };
    let built = Built(snapshot(files(&written(body)), Options { publish, ..Options::default() })).sound();
    let page = built.main("about/");
    assert!(page.contains("known1") && !page.contains("later") && !page.contains("It rained"), "{page}");
    assert_eq!(built.below("claims").len(), 2);
}

#[test]
fn claims_of_drafts_are_in_no_file() {
    let text = written("").replace("title: About\n", "title: About\ndraft: true\n")
        + "> [!claim] secret1.\n> by: Ada Orvan\n> source: wire\n";
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

#[test]
fn an_embed_alone_on_its_line_is_a_card_of_whatever_kind() {
    let body = "![[Ada Orvan]]\n\n![[claim:plan]]\n\n![[talks]]\n\n![[wire]]\n\n![[arc:crisis]]\n\n![[port]]\n\n![[one]]\n\nHere ![[bo]] too.\n\n![[about]]";
    let text = written(body) + "-- content/briefings/one.md --\n---\ntitle: One\n---\nText.\n";
    let page = site(&text).sound().main("about/");
    assert_holds(
        &page,
        &[
            "<ul class=\"who\">",
            "Ada Orvan",
            "foreign minister",
            "<article class=\"claim disputed\" id=\"claim-plan\">",
            "Denied",
        ],
    );
    assert_holds(
        &page,
        &["<ol class=\"time\">", "The talks", "<ol class=\"refs\">", "On the talks", "The talks", "Denied", "The call"],
    );
    assert_holds(
        &page,
        &[
            "The port",
            "briefings/one/",
            "<p>Here <a href=\"../actors/bo/\">Bo Tellis</a> too.</p>",
            "<p><a href=\"../about/\">About</a></p>",
        ],
    );
    assert_eq!(page.matches("id=\"source-wire\"").count(), 1);
    assert_eq!(told("![[nobody]]"), ["content/about.md:4:4: error[unresolved-reference]: nothing is called `nobody`"]);
}

/// The titles of the rows, cards and names that stand in the place of a query, and the words where nothing fits.
fn answer(query: &str) -> Vec<String> {
    let page = with(query).sound().main("about/");
    let body = page
        .split_once("<div class=\"flow\">")
        .map_or("", |(_, flow)| flow)
        .split("<h2 class=\"ruled\" id=\"sources\">")
        .next()
        .unwrap();
    [
        "The talks",
        "The call",
        "The summit",
        "There is a plan.",
        "It rained.",
        "Ada Orvan</a></b>",
        "Bo Tellis</a></b>",
        "Wire Service</a></b>",
    ]
    .into_iter()
    .filter(|title| body.contains(title))
    .map(|title| title.trim_end_matches("</a></b>").to_owned())
    .chain(
        body.split_once("<p class=\"none\">")
            .map(|(_, rest)| rest.split_once("</p>").unwrap().0.to_owned())
            .filter(|words| words.contains(" fits") || words.contains("There is no")),
    )
    .collect()
}

#[test]
fn the_answer_to_a_query_stands_in_its_place() {
    for (query, expected) in [
        ("timeline", &["The talks", "The call", "The summit"][..]),
        ("timeline\nactor: ada", &["The talks", "The call"]),
        ("timeline\nactor: [ada, Bo Tellis]\nlimit: 2", &["The talks", "The call"]),
        ("timeline\nplace: port", &["The talks"]),
        ("timeline\ntag: North", &["The talks"]),
        ("timeline\narc: crisis\nsince: 2022-01-11", &["The call"]),
        ("timeline\nuntil: 2022-01", &["The talks", "The call"]),
        ("timeline\nstatus: planned", &["The summit"]),
        ("timeline\ncompare: [ada, bo]", &["The talks", "The call", "The summit"]),
        ("timeline\nactor: ada\nsince: 2023", &["No event fits: actor Ada Orvan, since 2023."]),
        ("claims", &["There is a plan.", "It rained."]),
        ("claims\nstatus: disputed", &["There is a plan."]),
        ("claims\nactor: ada", &["There is a plan."]),
        ("claims\nby: bo", &["It rained."]),
        ("claims\narc: crisis", &["There is a plan."]),
        ("claims\nsince: 2022-01-20", &["It rained."]),
        ("claims\nabout: port", &["No claim fits: about The port."]),
        ("actors", &["Ada Orvan", "Bo Tellis", "Wire Service"]),
        ("actors\nkind: person\nlimit: 1", &["Ada Orvan"]),
        ("actors\ntag: north", &["Ada Orvan"]),
        ("actors\narc: crisis", &["Ada Orvan", "Bo Tellis"]),
        ("actors\nplace: The port", &["Ada Orvan"]),
        ("map\nactor: ada", &[]),
    ] {
        assert_eq!(answer(&format!("```{query}\n```")), expected, "{query}");
    }
    let (open, close) = ("> ```timeline", "> ```");
    assert_eq!(
        answer(&format!("{open}\n> actor: bo\n> place: port\n{close}")),
        ["No event fits: actor Bo Tellis, place The port."]
    );
}

#[test]
fn a_denied_claim_in_an_answer_has_its_denial() {
    let page = with("```claims\n```").sound().main("about/");
    assert_holds(&page, &["There is a plan.", "Denied", "Bo Tellis", "</tr>"]);
    assert_holds(&with("```timeline\nplace: port\n```").sound().main("about/"), &["The talks", "Denied", "Bo Tellis", "</li>"]);
}

#[test]
fn mistakes_in_queries_are_said_where_they_are() {
    for (query, expected) in [
        ("```timeline\nactor: adda\n```", &["content/about.md:5:8: error[unresolved-reference]: no actor is called `adda`"][..]),
        (
            "```claims\nstatus: dispute\nsinse: 2022\n```",
            &[
                "content/about.md:5:9: error[unknown-query]: `dispute` is not a known `status`",
                "content/about.md:6:1: error[unknown-query]: a query for claims has no field `sinse`",
            ],
        ),
        (
            "```timeline\nsince: 2022-02-30\nlimit: 1.5\n```",
            &[
                "content/about.md:5:16: error[invalid-date]: February 2022 has 28 days",
                "content/about.md:6:8: error[unknown-query]: `1.5` is no number of records",
            ],
        ),
        ("```actors\n- ada\n```", &["content/about.md:5:1: error[wrong-type]: a query for actors is written as a map of fields"]),
        (
            "> ```actors\n> knid: person\n> ```",
            &["content/about.md:5:3: error[unknown-query]: a query for actors has no field `knid`"],
        ),
    ] {
        assert_eq!(told(query), expected, "{query}");
    }
}

#[test]
fn a_page_is_another_one_when_its_query_has_another_answer() {
    let before = with("```timeline\nstatus: planned\n```");
    let after = site(&written("```timeline\nstatus: planned\n```").replace("The summit", "The great summit"));
    let print = |built: &Built, path: &str| built.0.fingerprint(path).unwrap();
    assert_ne!(print(&before, "about/index.html"), print(&after, "about/index.html"));
    assert_eq!(print(&before, "sources/index.html"), print(&after, "sources/index.html"));
}

#[test]
fn a_picture_says_its_size_before_it_is_there() {
    let text = written("![A map](map.svg \"The coast\")") + "-- content/map.svg --\n<svg viewBox=\"0 0 40 30\"/>\n";
    let page = site(&text).sound().main("about/");
    assert_holds(
        &page,
        &[
            "<img src=\"../map.svg\" alt=\"A map\" width=\"40\" height=\"30\" loading=\"lazy\" decoding=\"async\">",
            "<figcaption>The coast",
        ],
    );
}

#[test]
fn a_link_to_a_file_that_is_published_leads_to_it() {
    let text = written("Read [the report](a%20report.pdf).") + "-- content/a report.pdf --\nx\n";
    assert_holds(&site(&text).sound().main("about/"), &["<p>Read <a href=\"../a%20report.pdf\">the report</a>.</p>"]);
}

#[test]
fn headings_of_cards_are_one_below_the_text_s_own() {
    let page = with("![[talks]]\n\n## Two\n\n### Three\n\n> [!claim] plan\n").sound().main("about/");
    assert_holds(
        &page,
        &["<h2>January 2022</h2>", "<h2 id=\"two\">", "<h3 id=\"three\">", "<h4 class=\"words\">There is a plan."],
    );
}

#[test]
fn a_query_asks_for_any_of_several_words() {
    let page = with("```claims\nstatus: [confirmed, disputed]\n```").sound().main("about/");
    assert_holds(&page, &["There is a plan."]);
    assert_holds(&with("```timeline\nstatus: [planned, occurred]\n```").sound().main("about/"), &["The talks", "The summit"]);
    assert_holds(&with("```timeline\nstatus: occurred\n```").sound().main("about/"), &["The talks"]);
    let nothing = with("```claims\nstatus: [open, denied]\n```").sound().main("about/");
    assert_holds(&nothing, &["No claim fits: status open or denied."]);
    assert_holds(&with("```actors\nkind: [party, person]\n```").sound().main("about/"), &["Ada Orvan"]);
    assert_eq!(
        told("```claims\nstatus: [open, disputd]\n```"),
        ["content/about.md:5:16: error[unknown-query]: `disputd` is not a known `status`"]
    );
}

#[test]
fn a_claim_callout_keeps_the_place_in_its_source() {
    let page = with("> [!claim] It snowed.\n> by: Ada Orvan\n> source: [@wire, para. 4]").sound().main("about/");
    assert_holds(&page, &["It snowed.", "Wire Service, para. 4"]);
}
