//! What references, names and citations mean: small sites, small pieces of their pages.

use whowhen::base::date::Day;
use whowhen::base::diagnostic::Level;
use whowhen::engine::workspace::Options;
use whowhen::model::build::Publish;

use super::leaf::Leaf;
use super::support::{Built, files, site, snapshot};

/// A page without the sources' list, menus and tags around what is asked for.
#[track_caller]
fn assert_holds(page: &str, piece: &str) {
    assert!(page.contains(piece), "not on the page: {piece}\n{page}");
}

fn count(page: &str, piece: &str) -> usize {
    page.matches(piece).count()
}

/// A briefing with this front matter and body beside two actors and a source.
fn with(front: &str, body: &str) -> Built {
    site(&format!("{RECORDS}-- content/briefings/one.md --\n---\ntitle: One\ndate: 2022-01-10\n{front}---\n\n{body}\n"))
}

const RECORDS: &str = "\
-- content/actors.yaml --
ada: {name: Ada Orvan, aliases: [Orvan]}
bo: {name: Bo Tellis, aliases: [Tellis]}
-- content/sources.yaml --
wire: {title: On the talks, publisher: Wire Service, published: 2022-01-09}
paper: {title: A paper, url: \"https://paper.example/1\"}
";

#[test]
fn ids_are_kept_or_slugged_and_both_forms_resolve() {
    let built = site(
        "-- content/actors/Ada Orvan.md --\n---\nname: Ada\n---\n-- content/actors/b_o.2.md --\n---\nname: Bo\n---\n\
         -- content/events.yaml --\n- {title: The Ünder Talks!, when: 2022, actors: [Ada Orvan, ada-orvan, b_o.2]}\n\
         -- content/briefings/2022/deep/x.md --\n---\nid: Mine\ntitle: X\n---\n",
    )
    .sound();
    assert_eq!(built.below("actors"), ["ada-orvan", "b_o.2"]);
    assert_eq!(built.below("events"), ["the-under-talks"]);
    assert_eq!(built.below("briefings"), ["mine"]);
    assert_eq!(built.findings(Level::Note).iter().filter(|found| found.starts_with("non-portable-id")).count(), 2);
    assert_holds(&built.main("events/the-under-talks/"), "../../actors/ada-orvan/\"");
}

#[test]
fn the_same_id_twice_in_a_kind_is_an_error_in_two_kinds_is_not() {
    let twice = site("-- content/actors/a.md --\n---\nname: A\n---\n-- content/actors.yaml --\na: {name: B}\n");
    assert_eq!(twice.findings(Level::Error), ["duplicate-id: two actors have the id `a`"]);
    site("-- content/actors/a.md --\n---\nname: A\n---\n-- content/places.yaml --\na: {name: B}\n").sound();
}

#[test]
fn an_actor_is_named_by_id_name_alias_or_quoted_wikilink() {
    for written in
        ["ada", "Ada Orvan", "ada  ORVAN", "Orvan", "\"[[Ada Orvan]]\"", "\"[[ada|her]]\"", "\"[[actor:ada]]\"", "{id: ada}"]
    {
        let built = with(&format!("actors: [{written}]\n"), "Words.").sound();
        assert_eq!(built.below("actors"), ["ada", "bo", "wire-service"], "{written}");
        assert_holds(&built.main("briefings/one/"), "href=\"../../actors/ada/\"");
        assert_holds(&built.main("actors/ada/"), "href=\"../../briefings/one/");
    }
}

#[test]
fn a_name_that_two_have_is_ambiguous_and_an_id_settles_it() {
    let actors =
        "-- content/actors.yaml --\na: {name: Ada Orvan}\nb: {name: Ada Orvan}\n-- content/briefings/x.md --\n---\ntitle: X\n";
    let built = site(&format!("{actors}actors: [Ada Orvan]\n---\n"));
    assert_eq!(built.findings(Level::Error), ["ambiguous-reference: `Ada Orvan` fits 2 records"]);
    assert_eq!(site(&format!("{actors}actors: [b]\n---\n")).findings(Level::Error), [""; 0]);
}

#[test]
fn a_free_name_becomes_an_actor_and_collisions_get_pages_each() {
    let built = with("actors: [Dee Vandt, dee  vandt, \"Dee-Vandt\", \"[[Eve]]\", 李]\n", "Dee Vandt and Eve came.").sound();
    let stubs: Vec<&str> = built.below("actors").into_iter().filter(|id| !["ada", "bo", "wire-service"].contains(id)).collect();
    assert_eq!(stubs.len(), 4, "{stubs:?}");
    assert_eq!(stubs.iter().filter(|id| id.starts_with("dee-vandt-")).count(), 2, "{stubs:?}");
    assert!(stubs.contains(&"eve"), "{stubs:?}");
    // One word alone might be any word: it is not linked in prose; two are.
    let page = built.main("briefings/one/");
    let prose = page.split_once("<p><a class=\"m\" ").expect("a linked name begins the text").1;
    assert!(prose.contains("Dee Vandt</a> and Eve came."), "{prose}");
    let notes = built.findings(Level::Note);
    assert_eq!(notes.iter().filter(|note| note.starts_with("undefined-actor")).count(), 5, "{notes:?}");
}

#[test]
fn a_place_without_a_record_is_plain_text_and_has_no_page() {
    let built = with("dates: [{title: Talks, when: 2022-01-10, at: \"a <back> room\"}]\n", "Words.").sound();
    assert!(built.below("places").is_empty());
    assert_holds(&built.main("events/talks/"), "a &lt;back&gt; room");
    assert!(built.findings(Level::Note).iter().any(|note| note.starts_with("undefined-place")));
}

#[test]
fn sources_of_one_address_are_one() {
    let built = site(
        "-- content/briefings/a.md --\n---\ntitle: A\nsources: [{url: \"http://Press.example:80/x/?utm_source=y#z\", title: X}]\n---\n\
         -- content/briefings/b.md --\n---\ntitle: B\nsources: [{url: \"https://press.example/x\", publisher: Press}]\n---\n\
         -- content/briefings/c.md --\n---\ntitle: C\nsources: [{id: mine, url: \"https://press.example/x\"}]\n---\n\
         -- content/briefings/d.md --\n---\ntitle: D\nsources: [{url: \"https://press.example/x?page=2\", title: Y}]\n---\n",
    )
    .sound();
    let below = built.below("sources");
    assert!(below.len() == 2 && below.contains(&"mine"), "{below:?}");
    let page = built.main("sources/mine/");
    for piece in ["X", "Press", "briefings/a/", "briefings/b/", "briefings/c/"] {
        assert_holds(&page, piece);
    }
    let differ = "-- content/sources/a.md --\n---\ntitle: A\nurl: \"https://press.example/x\"\n---\n\
                  -- content/sources/b.md --\n---\ntitle: B\nurl: \"https://press.example/x\"\n---\n";
    assert!(site(differ).findings(Level::Warning).iter().any(|found| found.starts_with("source-conflict")));
}

/// What is kept back is in no file: neither its words nor its name, nor what it alone names.
#[test]
fn drafts_are_in_no_file_of_the_output() {
    let text = "\
-- content/actors/zyx.md --
---
name: Zyxomar Hidden
aliases: [Qwyx]
draft: true
---

Zyxbody.
-- content/briefings/held.md --
---
title: Zyxtitle
publish_at: 2030-01-01
actors: [Zyxstub Alone]
dates: [{title: Zyxevent, when: 2022-01-01}]
sources: [{id: zyxsource, title: Zyxsource, url: \"https://zyxhost.example/\"}]
claims: [{text: Zyxclaim is so., by: Zyxowner One, source: zyxsource}]
---

Zyxprose about Ada Orvan.
-- content/sources.yaml --
wire: {title: A wire}
-- content/briefings/shown.md --
---
title: Shown
date: 2022-01-10
actors: [ada, zyx]
claims: [{text: She came., by: zyx, source: wire, draft: true}]
---

[[zyx|She]] came with Ada Orvan; see [this](held.md).
-- content/actors/ada.md --
---
name: Ada Orvan
---
";
    let hidden = ["zyx", "qwyx"];
    let built = site(text).sound();
    for (path, bytes) in built.rendered() {
        let shown = format!("{path}\n{}", String::from_utf8_lossy(&bytes)).to_lowercase();
        // The reference itself is plain text: the words that the editor wrote there, no more.
        let shown = shown.replace(">zyx<", "><");
        for word in hidden {
            let at = shown.find(word).map(|at| shown[at.saturating_sub(60)..].chars().take(120).collect::<String>());
            assert_eq!(at, None, "{path} says `{word}`");
        }
    }
    let publish = Publish { drafts: true, future: true, ..Publish::default() };
    let all = Built(snapshot(files(text), Options { publish, ..Options::default() })).sound();
    assert!(
        all.has("actors/zyx/index.html") && all.has("briefings/held/index.html") && all.has("actors/zyxstub-alone/index.html")
    );
}

#[test]
fn a_citation_that_is_not_for_the_page_leaves_nothing() {
    let text = "\
-- content/sources/zyxq.md --
---
title: Kept back
draft: true
---
-- content/sources/seen.md --
---
title: Seen
note: \"A copy. [@seen]\"
---
-- content/briefings/a.md --
---
title: A
changes: [{date: 2022-01-10, text: \"A stop was added. [@seen]\"}]
---

It is so. [@zyxq] It is also so. [@zyxq; @seen, p. 4]
";
    let built = site(text).sound();
    for (path, bytes) in built.rendered() {
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!shown.contains("zyxq") && !shown.contains("[@"), "{path}: {shown}");
    }
    let page = built.main("briefings/a/");
    assert!(page.contains("<p>It is so. It is also so.<sup class=\"cite\">"), "{page}");
}

#[test]
fn publish_at_holds_a_record_back_until_its_day() {
    let text = "-- content/briefings/a.md --\n---\ntitle: A\npublish_at: 2022-02-01\n---\n-- content/briefings/b.md --\n---\ntitle: B\n---\n";
    let on = |day| {
        let publish = Publish { today: Day::new(2022, 2, day), ..Publish::default() };
        Built(snapshot(files(text), Options { publish, ..Options::default() })).has("briefings/a/index.html")
    };
    assert!(on(1) && on(2));
    let before = Publish { today: Day::new(2022, 1, 31), ..Publish::default() };
    assert!(!Built(snapshot(files(text), Options { publish: before, ..Options::default() })).has("briefings/a/index.html"));
}

#[test]
fn a_metonym_is_withheld_until_resolve_says_who_is_meant() {
    let records = "-- content/actors.yaml --\ncouncil: {name: Town Council, metonyms: [the Tower]}\n-- content/places.yaml --\n\
                   lumen: {name: Lumen, stands_for: [council]}\n";
    let page = |front: &str, rest: &str| {
        let text =
            format!("{records}{rest}-- content/briefings/a.md --\n---\ntitle: A\n{front}---\n\nThe Tower spoke in Lumen.\n");
        let page = site(&text).main("briefings/a/");
        page.split_once("The ").map(|_| page.clone()).unwrap_or(page)
    };
    let linked = |page: &str, words: &str, to: &str| page.contains(&format!("href=\"../../{to}/\">{words}</a>"));
    let open = page("", "");
    assert!(!linked(&open, "The Tower", "actors/council") && !linked(&open, "Lumen", "places/lumen"), "{open}");
    let own = page("resolve: {the Tower: council, Lumen: \"place:lumen\"}\n", "");
    assert!(linked(&own, "The Tower", "actors/council") && linked(&own, "Lumen", "places/lumen"), "{own}");
    let whole = page("", "-- site.yaml --\nresolve: {the Tower: council}\n");
    assert!(linked(&whole, "The Tower", "actors/council") && !linked(&whole, "Lumen", "places/lumen"), "{whole}");
    let over = page("resolve: {the Tower: \"place:lumen\"}\n", "-- site.yaml --\nresolve: {the Tower: council}\n");
    assert!(linked(&over, "The Tower", "places/lumen"), "{over}");
}

#[test]
fn a_weak_name_is_linked_after_a_strong_one_on_the_same_page() {
    let built = site(
        "-- content/actors.yaml --\nada: {name: Ada Orvan, weak: [the minister]}\n\
         -- content/briefings/a.md --\n---\ntitle: A\nsummary: Ada Orvan came.\nautolink: {per: all}\n---\n\nThe minister left.\n\
         -- content/briefings/b.md --\n---\ntitle: B\nautolink: {per: all}\n---\n\nThe minister left.\n",
    )
    .sound();
    assert_holds(&built.main("briefings/a/"), "<p><a class=\"m\" href=\"../../actors/ada/\">The minister</a> left.</p>");
    assert_holds(&built.main("briefings/b/"), "<p>The minister left.</p>");
}

#[test]
fn a_new_actor_changes_the_pages_that_name_it() {
    let text = |more: &str| {
        format!(
            "-- content/actors.yaml --\nada: {{name: Ada Orvan}}\n{more}\
             -- content/briefings/a.md --\n---\ntitle: A\n---\n\nAda Orvan met Bo Tellis.\n\
             -- content/briefings/b.md --\n---\ntitle: B\n---\n\nAda Orvan was alone.\n"
        )
    };
    let (before, after) = (site(&text("")).sound(), site(&text("bo: {name: Bo Tellis}\n")).sound());
    let changed = |path: &str| before.0.fingerprint(path) != after.0.fingerprint(path);
    assert!(changed("briefings/a/index.html") && changed("actors/index.html"));
    assert!(!changed("briefings/b/index.html") && !changed("actors/ada/index.html"));
}

#[test]
fn an_actors_own_page_does_not_link_to_itself() {
    let built = site(
        "-- content/actors/ada.md --\n---\nname: Ada Orvan\n---\n\nAda Orvan knows Bo Tellis.\n\
         -- content/actors/bo.md --\n---\nname: Bo Tellis\n---\n\nBo Tellis knows Ada Orvan.\n",
    )
    .sound();
    assert_holds(&built.main("actors/ada/"), "<p>Ada Orvan knows <a class=\"m\" href=\"../../actors/bo/\">Bo Tellis</a>.</p>");
    assert_holds(&built.main("actors/bo/"), "<p>Bo Tellis knows <a class=\"m\" href=\"../../actors/ada/\">Ada Orvan</a>.</p>");
}

#[test]
fn the_first_mention_in_each_section_is_linked() {
    let body = "## Now\n\nAda Orvan came. Orvan left.\n\n### Still there\n\nOrvan again.\n\n## Later\n\nOrvan’s return; Ada Orvan.\n\n`Orvan`";
    let link = |words: &str| format!("<a class=\"m\" href=\"../../actors/ada/\">{words}</a>");
    let page = with("", body).sound().main("briefings/one/");
    assert_holds(&page, &format!("<p>{} came. Orvan left.</p>", link("Ada Orvan")));
    assert_holds(&page, "<p>Orvan again.</p>");
    assert_holds(&page, &format!("<p>{}’s return; Ada Orvan.</p>", link("Orvan")));
    assert_holds(&page, "<code>Orvan</code>");
    let all = with("autolink: {per: all}\n", body).sound().main("briefings/one/");
    assert_holds(&all, &format!("<p>{} came. {} left.</p>", link("Ada Orvan"), link("Orvan")));
    let once = with("autolink: {per: page}\n", body).sound().main("briefings/one/");
    assert_eq!(count(&once, "class=\"m\" href=\"../../actors/ada/\">"), 1);
}

#[test]
fn citations_are_numbered_in_order_and_lead_back() {
    let page = with("", "So it was [@paper]. And [@wire, p. 3; @paper].").sound().main("briefings/one/");
    assert_holds(
        &page,
        "<p>So it was<sup class=\"cite\"><a href=\"#source-paper\" id=\"cite-paper-1\" aria-label=\"1: A paper\">1</a></sup>. \
         And<sup class=\"cite\"><a href=\"#source-wire\" id=\"cite-wire-1\" title=\"p. 3\" aria-label=\"2: Wire Service, p. 3\">2</a> \
         <a href=\"#source-paper\" id=\"cite-paper-2\" aria-label=\"1: A paper\">1</a></sup>.</p>",
    );
    assert!(page.find("id=\"source-paper\"") < page.find("id=\"source-wire\""), "{page}");
    for (anchor, mark) in [("cite-paper-1", "a"), ("cite-paper-2", "b"), ("cite-wire-1", "a")] {
        assert_holds(&page, &format!("<a href=\"#{anchor}\" aria-label=\"{mark}: back to the text\">{mark}</a>"));
    }
    let lost = with("", "So it was [@gone].");
    assert_eq!(lost.findings(Level::Error), ["unresolved-reference: no source is called `gone`"]);
}

#[test]
fn wikilinks_and_files_lead_to_the_same_page() {
    let body = "[[bo]] [[Tellis|he]] [him](../actors/bo.md) [x](/actors/bo/)";
    let text = format!(
        "-- content/actors/bo.md --\n---\nname: Bo Tellis\naliases: [Tellis]\n---\n-- content/briefings/a.md --\n---\ntitle: A\n---\n\n{body}\n"
    );
    let page = site(&text).sound().main("briefings/a/");
    for words in ["Bo Tellis", "he", "him", "x"] {
        assert_holds(&page, &format!("<a href=\"../../actors/bo/\">{words}</a>"));
    }
    for (broken, rule) in
        [("[[Nobody]]", "unresolved-reference"), ("[x](gone.md)", "broken-link"), ("![x](gone.png)", "missing-asset")]
    {
        let found = with("", broken).findings(Level::Error);
        assert!(found.len() == 1 && found[0].starts_with(rule), "{broken}: {found:?}");
    }
}

#[test]
fn a_mention_is_a_backlink_with_its_sentence() {
    let page = with("", "It rained. Then Orvan spoke, and left. It rained.").sound().main("actors/ada/");
    assert_holds(&page, "href=\"../../briefings/one/\"");
    assert_holds(&page, "Then <");
    assert_holds(&page, " spoke, and left.");
    assert!(!page.contains("It rained"), "{page}");
}

#[test]
fn claims_without_ids_are_told_apart_by_their_text() {
    let built =
        with("claims: [{text: It rained., by: ada, source: wire}, {text: It snowed., by: bo, source: wire}]\n", "Words.").sound();
    assert_eq!(built.below("claims").len(), 2);
}

#[test]
fn fields_of_the_sites_own_are_read_by_their_type_and_shown() {
    let declared = "-- site.yaml --\nfields:\n  event: {lanes: {type: list, label: Capture lanes, filter: true}, dead: number, checked: {type: date}}\n  \
                    source: {seen_in: {type: url}, paywall: {type: flag}}\n  briefing: {desk: {}}\n";
    let content = "-- content/events/talks.md --\n---\ntitle: Talks\nwhen: 2022-01-10\nlanes: [north, <south>]\ndead: 1_200\nchecked: 2022-02\n---\n\
                   -- content/sources.yaml --\nwire: {title: On the talks, seen_in: \"https://press.example/a\", paywall: false}\n\
                   -- content/briefings/one.md --\n---\ntitle: One\ndesk: Eastern desk\nsources: [wire]\n---\n";
    let built = site(&format!("{declared}{content}")).sound();
    let row = |label: &str, value: &str| format!("<div><dt>{label}</dt><dd>{value}</dd></div>");
    let event = built.main("events/talks/");
    assert_holds(&event, &row("Capture lanes", "north, &lt;south&gt;"));
    assert_holds(&event, &row("dead", "1_200"));
    assert_holds(&event, &row("checked", "<time datetime=\"2022-02\">February 2022</time>"));
    let source = built.main("sources/wire/");
    assert_holds(&source, &row("seen in", "<a href=\"https://press.example/a\">press.example</a>"));
    assert_holds(&source, &row("paywall", "no"));
    assert_holds(&built.main("briefings/one/"), &row("desk", "Eastern desk"));
    let events = built.page("data/events.json");
    assert_holds(&events, "\"lanes\":[\"north\",\"<south>\"],\"dead\":1200,\"checked\":{\"edtf\":\"2022-02\"");
    assert_holds(&built.page("data/sources.json"), "\"seen_in\":\"https://press.example/a\",\"paywall\":false");

    let wrong = declared.to_owned()
        + "-- content/events/talks.md --\n---\ntitle: Talks\nwhen: 2022-01-10\ndead: many\nchecked: soon\nlanes: \nlane: [a]\n---\n";
    assert_eq!(
        site(&wrong).findings(Level::Warning),
        [
            "wrong-type: `dead` takes a number",
            "invalid-date: `soon` depends on the day it was written; a date can't be relative",
            "unknown-key: an event has no field `lane`",
        ]
    );
}

#[test]
fn cards_show_the_words_of_a_summary_and_no_marks_and_say_updated_only_of_what_was() {
    let built = site(
        "-- content/briefings/one.md --\n---\ntitle: One\ndate: 2022-01-10\nactors: [bo]\nsummary: \"Ada *met* [[bo|Bo]] [@wire].\"\n---\n\
         -- content/briefings/two.md --\n---\ntitle: Two\ndate: 2022-01-11\nupdated: 2022-01-12\n---\n\
         -- content/actors.yaml --\nbo: {name: Bo Tellis, summary: \"Host of *the talks* [@wire].\"}\n\
         -- content/places.yaml --\nlumen: {name: Lumen, summary: \"A town *by the sea* [@wire].\"}\n\
         -- content/sources.yaml --\nwire: {title: On the talks}\n",
    )
    .sound();
    let briefings = built.main("briefings/");
    assert_holds(&briefings, "Ada met Bo.");
    assert_holds(&briefings, "<p class=\"meta\"><time datetime=\"2022-01-10\">10 January 2022</time> · ");
    assert_holds(&briefings, "<p class=\"meta\">Updated <time datetime=\"2022-01-12\">12 January 2022</time> · ");
    assert_holds(&built.main("briefings/one/"), "<p class=\"meta\">Host of the talks.</p>");
    assert_holds(&built.main("places/"), "A town by the sea.");
}

#[test]
fn a_claims_marks_are_shown_nowhere_and_its_address_stays() {
    let built = site(
        "-- content/claims.yaml --\n- {text: \"The cup is *half empty* [@wire].\", by: Ada Orvan}\n\
         -- content/sources.yaml --\nwire: {title: On the talks}\n",
    )
    .sound();
    assert_eq!(built.below("claims"), ["claim-e79b83"]);
    for (path, bytes) in built.rendered() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("*half empty*") && !text.contains("[@wire]"), "{path}: {text}");
    }
}

#[test]
fn a_denial_in_a_word_of_the_site_s_own_is_a_denial() {
    let built = site(
        "-- site.yaml --\ntitle: A site\nas_of: 2024-02-01\nvocabularies: {claim.stance: {rejects: {label: Rejected, like: denies}}}\n\
         -- content/claims.yaml --\ncracks:\n  text: The bridge has cracks.\n  by: Council\n  source: notice\n  \
         responses: [{by: Ada Okafor, stance: rejects, when: 2024-01-05}]\n\
         -- content/sources.yaml --\nnotice: {title: Notice, published: 2024-01-02}\n\
         -- content/events.yaml --\nclosing: {title: The bridge is closed, when: 2024-01-02, actors: [Council], claims: [cracks], sources: [notice]}\n\
         -- content/briefings/one.md --\n---\ntitle: One\ndate: 2024-01-10\ndates: [closing]\nclaims: [cracks]\n---\nWords.\n",
    );
    assert!(built.0.facts.ledger[0].denied);
    for page in ["", "timeline/", "claims/cracks/", "events/closing/", "briefings/one/"] {
        let shown = Leaf::read(&built.page(page)).text;
        assert!(shown.contains("Rejected by Ada Okafor"), "{page} keeps quiet of the denial: {shown}");
    }
    assert!(built.page("data/claims.csv").contains(",ada-okafor,"), "{}", built.page("data/claims.csv"));
}

#[test]
fn where_no_link_can_be_a_wikilink_is_called_as_its_record_is() {
    let built = site(
        "-- site.yaml --\ntitle: A site\nas_of: 2024-02-01\nbase_url: https://town.example/\n\
         -- content/actors.yaml --\nada: {name: Ada Okafor, summary: \"Chairs the [[council]].\"}\ncouncil: {name: Town Council}\n\
         -- content/sources.yaml --\nnotice: {title: Notice, published: 2024-01-02, note: \"Given by [[ada]].\"}\n\
         -- content/claims.yaml --\ncracks: {text: \"[[ada]] saw cracks, says [[council|the council]].\", by: council, source: notice}\n\
         -- content/events.yaml --\nclosing: {title: The closing, when: 2024-01-02, summary: \"[[ada]] closes it.\", sources: [notice]}\n\
         -- content/briefings/one.md --\n---\ntitle: One\ndate: 2024-01-10\nsummary: \"Of [[claim:cracks]]\"\n\
         dates: [closing]\nchanges: [{date: 2024-01-11, text: \"[[ada]] was misspelt.\"}]\n---\n\
         > [!note] What *[[ada]]* says\n> Words of [[claim:cracks]]\n",
    )
    .sound();
    for (file, words) in [
        ("index.html", "Of Ada Okafor saw cracks, says the council."),
        ("briefings/index.html", "Of Ada Okafor saw cracks, says the council."),
        ("feed.xml", "Of Ada Okafor saw cracks, says the council."),
        ("llms.txt", "Of Ada Okafor saw cracks, says the council."),
        ("claims/index.html", "Ada Okafor saw cracks, says the council."),
        ("data/claims.json", "\"text\":\"Ada Okafor saw cracks, says the council.\""),
        ("data/claims.csv", "\"Ada Okafor saw cracks, says the council.\""),
        ("data/actors.json", "\"summary\":\"Chairs the Town Council.\""),
        ("data/events.json", "\"summary\":\"Ada Okafor closes it.\""),
        ("data/timeline.json", "Ada Okafor closes it."),
        ("data/sources.bib", "Given by Ada Okafor."),
        ("calendar.ics", "DESCRIPTION:Ada Okafor closes it."),
        ("corrections/index.html", "Ada Okafor was misspelt."),
        ("briefings/one/index.html", "aria-label=\"What Ada Okafor says\""),
        ("briefings/one/index.html", "What <em><a href=\"../../actors/ada/\">Ada Okafor</a></em> says</p>"),
        ("briefings/one/index.html", ">Ada Okafor saw cracks, says the council.</a>"),
    ] {
        let text = String::from_utf8(built.0.bytes(file).unwrap()).unwrap();
        assert!(text.contains(words), "{file} lacks {words}: {text}");
    }
}

#[test]
fn a_tag_is_the_same_with_the_mark_of_other_programs() {
    let built = site(
        "-- content/briefings/one.md --\n---\ntitle: One\ntags: [\"#Talks\", \"#\"]\n---\nWords.\n\
         -- content/briefings/two.md --\n---\ntitle: Two\ntags: [talks]\n---\nWords.\n",
    );
    let talks = Leaf::read(&built.page("tags/talks/")).text;
    assert!(talks.contains("One") && talks.contains("Two") && !talks.contains("#Talks"), "{talks}");
}

#[test]
fn what_stands_in_a_draft_is_kept_back_with_it() {
    let inner = "by: {name: Ada Xanadu, summary: A xanadu word.}, source: {title: Xanadu paper, publisher: Xanadu House}";
    for text in [
        format!("-- content/briefings/one.md --\n---\ntitle: One\nclaims: [{{id: a, text: It is xanadu., draft: true, {inner}}}]\n---\nWords.\n"),
        format!("-- content/briefings/one.md --\n---\ntitle: One\ndates: [{{id: t, title: Xanadu talks, when: 2022-01-02, draft: true, claims: [{{id: a, text: Xanadu so., {inner}}}]}}]\n---\nWords.\n"),
        "-- content/briefings/one.md --\n---\ntitle: One\n---\nWords.\n-- content/events.yaml --\nt: {title: Xanadu talks, when: 2022-01-02, draft: true, sources: [{title: Xanadu paper, publisher: Xanadu House}]}\n".to_owned(),
    ] {
        let built = site(&text);
        for (path, bytes) in built.rendered() {
            assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("xanadu"), "{path} shows a draft's own: {text}");
        }
    }
}

#[test]
fn a_source_of_which_only_the_title_is_known_is_defined_where_it_is_named() {
    let built = site(
        "-- site.yaml --\ntitle: A site\nas_of: 2024-02-01\n\
         -- content/claims.yaml --\na: {text: It is so., by: Ada Orvan, source: {title: A paper}}\nb: {text: It is not., by: Ada Orvan, source: {title: Notice}}\n\
         -- content/sources.yaml --\nnotice: {title: Notice, published: 2024-01-02}\nheld: {title: Held back, draft: true}\n\
         -- content/briefings/one.md --\n---\ntitle: One\nsources: [{title: A paper}, {title: Another paper}, {title: Held back}]\n---\nWords.\n",
    )
    .sound();
    assert_eq!(built.below("sources"), ["a-paper", "another-paper", "notice"]);
    assert!(built.page("claims/a/").contains("A paper") && built.page("claims/b/").contains("sources/notice/"));
}
