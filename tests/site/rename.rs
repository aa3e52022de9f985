//! Another id for a record: every way in which a reference can be written, and what must stay as it is.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use whowhen::base::diagnostic::Level;
use whowhen::engine::refactor::Refactored;
use whowhen::engine::refactor::rename::rename;
use whowhen::engine::refactor::site::{Refused, Site};
use whowhen::engine::snapshot::Snapshot;
use whowhen::engine::workspace::Options;
use whowhen::input::files::{Disk, Files, Memory};

use super::support::{files, snapshot};

/// What all sites of these tests have beside the reference.
const REST: &str = "\
-- site.yaml --
title: A site
-- content/actors/ada.md --
---
name: Ada Orvan
aliases: [Orvan]
---

## Role

Text.
-- content/sources.yaml --
wire:
  title: On the talks
  url: https://wire.example/x
-- content/claims.yaml --
sale:
  text: The Tower was sold.
  by: ada
  source: wire
-- content/events.yaml --
talks:
  title: The talks
  when: 2022-01-10
-- content/about.md --
---
title: About
---
Us.
";

fn read(files: Memory) -> Result<Site, Refused> {
    Site::read(Arc::new(files), Options::default())
}

/// The files after a change.
fn changed(mut files: Memory, made: &Refactored) -> Memory {
    for change in &made.changes {
        match &change.after {
            Some(after) => files.write(change.path.as_str(), after),
            None => files.remove(change.path.as_str()),
        }
    }
    files
}

#[track_caller]
fn renamed(files: &Memory, old: &str, new: &str) -> (Memory, Refactored) {
    match rename(&read(files.clone()).unwrap_or_else(|why| panic!("{why:?}")), old, new) {
        Ok(made) => (changed(files.clone(), &made), made),
        Err(why) => panic!("{old} -> {new}: {why:?}"),
    }
}

fn text(files: &Memory, path: &str) -> String {
    files.read(path).map_or_else(|_| String::new(), |bytes| String::from_utf8(bytes.to_vec()).unwrap())
}

#[track_caller]
fn refused(files: &Memory, old: &str, new: &str) -> String {
    match read(files.clone()).and_then(|site| rename(&site, old, new)) {
        Ok(made) => panic!("{old} became {new}: {made:?}"),
        Err(Refused::Asked { message, places, help }) => {
            let places: Vec<String> = places.iter().map(|(span, words)| format!("{}: {words}", span.file)).collect();
            format!("{message} | {} | {}", places.join(", "), help.join(" "))
        }
        Err(Refused::Content(found, _)) => format!("content: {}", found.rule),
        Err(Refused::Read(error)) => error.to_string(),
    }
}

/// Ways to name a record in front matter. `‹ada›` is to become the new id; what is not marked must stay.
const WAYS: &[(&str, &str)] = &[
    ("a list", "actors: [‹ada›, Bo Tellis]"),
    ("a block list with remarks", "actors:\n  - ‹ada›   # the keeper, ada\n  - '‹ada›' # again\n  - \"‹ada›\""),
    ("its name and an alias stay", "actors: [‹ada›, Ada Orvan, orvan, \"[[Orvan]]\", \"[[Ada Orvan|ada]]\"]"),
    ("a wikilink", "actors: [\"[[‹ada›]]\", [[‹ada›]], \"[[‹ada›|the keeper]]\", \"[[ ‹ada› ]]\"]"),
    ("a kind", "claims: [{id: c, text: T, source: wire, by: \"actor:‹ada›\", about: [actor:‹ada›, \"[[actor:‹ada›]]\"]}]"),
    ("a role", "dates: [{when: 2022-01-10, title: T, actors: [{actor: ‹ada›, as: ada}, {id: ‹ada›, as: host}]}]"),
    ("a map that is a reference", "actors: [{id: ‹ada›, name: Ada Orvan}]"),
    ("one name", "actors: ‹ada›"),
    ("a meaning", "resolve: {ada: ‹ada›}"),
    ("the lead", "actors: [‹ada›]\nkey: [‹ada›]"),
    ("a chain", "claims: [{id: c, text: T, asserted: [{by: ‹ada›, citing: ‹ada›, chain: [‹ada›, wire], source: wire}]}]"),
    (
        "an answer",
        "claims:\n  - id: c\n    text: T\n    source: wire\n    responses:\n      - {by: ‹ada›, to: ‹ada›, stance: denies}",
    ),
    ("short for an answer", "claims: [{id: c, text: T, by: ‹ada›, source: wire, denied_by: ‹ada›}]"),
    (
        "a relation",
        "actors: [{id: cy, name: Cy, role: r, part_of: ‹ada›, relations: [{to: ‹ada›, type: ada, note: \"[[‹ada›]]\"}]}]",
    ),
    ("a text", "summary: About [[‹ada›]], [[‹ada›|ada]] and [[‹ada›#role]]."),
    ("a folded text", "summary: >\n  About [[‹ada›]]\n  and [[‹ada›|her]]."),
    ("a quoted text", "summary: \"About \\\"it\\\" and [[‹ada›]].\""),
    ("texts", "known: [\"That [[‹ada›]] is.\"]\nunknown:\n  - Whether [[‹ada›]] was."),
    ("an anchor and an alias of YAML's", "actors: [&who ‹ada›]\nkey: [*who]"),
    ("other words", "actors: [adaptor]\nsummary: Of ada, by adaptor, at ada.example.\ntags: [ada]\nextra: {who: ada}"),
];

/// The same in prose.
const TEXTS: &[(&str, &str)] = &[
    ("a wikilink", "[[‹ada›]], [[‹ada›|her]], [[‹ada›#role]], [[‹ada›#role|ada]], [[actor:‹ada›]], [[ ‹ada› ]]."),
    ("names stay", "[[Ada Orvan]], [[orvan]], [[Orvan|ada]], ada, Ada."),
    ("the path of the file", "[[actors/‹ada›]], [[‹ada›.md]], [[actors/‹ada›|ada]], [[/actors/‹ada›.md]]."),
    ("an embed", "![[‹ada›]]"),
    ("a table", "| a | b |\n|---|---|\n| [[‹ada›\\|ada]] | [[‹ada›]] |"),
    (
        "a link",
        "[ada](../actors/‹ada›.md), [x](../actors/‹ada›.md#role), [x](/actors/‹ada›.md \"ada\"), [x](<../actors/‹ada›.md>).",
    ),
    ("a link to the address", "[ada](/actors/‹ada›/), [ada](../actors/‹ada›/), [ada](../actors/‹ada›#role)."),
    ("an address elsewhere", "[her][ada], [her].\n\n[ada]: ../actors/‹ada›.md\n[her]: <../actors/‹ada›.md#role> \"ada\""),
    ("a callout", "> [!claim] It was so.\n> id: c\n> by: ‹ada›\n> source: [@wire, p. 4]\n> denied by: \"[[‹ada›]]\""),
    ("a query", "```timeline\nactor: ‹ada›   # ada\n```\n\n```claims\nby: [‹ada›]\nabout: ‹ada›\n```"),
    ("a query in a quotation", "> ```timeline\n> actor: ‹ada›\n> ```"),
    ("code and comments", "`[[ada]]` <!-- [[ada]] -->\n\n```\n[[ada]]\n```"),
    ("blocks", "## On [[‹ada›]]\n\n- [[‹ada›]]\n  - [[‹ada›]]\n\n> [[‹ada›]]\n\nA note.[^1]\n\n[^1]: [[‹ada›]]."),
];

/// A fixture as it is, and as it is to be once `ada` is `new`.
fn before_and_after(fixture: &str, new: &str) -> (String, String) {
    (fixture.replace(['‹', '›'], ""), fixture.replace("‹ada›", new))
}

#[test]
fn every_way_to_write_a_reference_is_rewritten() {
    for (way, keys) in WAYS {
        is_rewritten(way, &format!("---\ntitle: One\ndate: 2022-01-12\n{keys}\n---\nText.\n"));
    }
    for (way, prose) in TEXTS {
        let text = format!("---\ntitle: One\ndate: 2022-01-12\n---\n{prose}\n");
        is_rewritten(way, &text);
        is_rewritten(way, &format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
}

#[track_caller]
fn is_rewritten(way: &str, fixture: &str) {
    let (before, after) = before_and_after(fixture, "ada-orvan");
    let mut site = files(REST);
    site.write("content/briefings/one.md", before);
    let (is, _) = renamed(&site, "ada", "ada-orvan");
    assert_eq!(text(&is, "content/briefings/one.md"), after, "{way}");
    assert_eq!(text(&is, "content/actors/ada.md"), "", "{way}");
    assert_eq!(
        text(&is, "content/actors/ada-orvan.md"),
        "---\nname: Ada Orvan\naliases: [Orvan]\nredirect_from: [ada]\n---\n\n## Role\n\nText.\n"
    );
    assert_eq!(text(&is, "content/claims.yaml"), "sale:\n  text: The Tower was sold.\n  by: ada-orvan\n  source: wire\n");
}

/// Files beside the briefing that name records, and all ways to define one: the id that goes, the id that comes, and the files, in which
/// `‹old›` is marked.
const FILES: &[(&str, &str, &str)] = &[
    (
        "relations",
        "ada",
        "-- content/relations.yaml --\n- {from: ‹ada›, to: Bo, type: ada, source: wire}\n- from: Bo\n  to: \"‹ada›\"\n",
    ),
    ("defaults", "ada", "-- content/briefings/_defaults.yaml --\nactors: [‹ada›]   # ada\n"),
    ("defaults of all", "ada", "-- content/_defaults.yaml --\nactors: [‹ada›]\nresolve: {ada: ‹ada›}\n"),
    ("the home page", "ada", "-- content/index.md --\nBy [[‹ada›]], [ada](actors/‹ada›.md).\n"),
    ("a list's page", "ada", "-- content/actors/_index.md --\nBy [[‹ada›]] and [ada](‹ada›.md).\n"),
    ("the site", "ada", "-- site.yaml --\ntitle: ada\nresolve: {the keeper: ‹ada›} # ada\n"),
    ("the menu", "about", "-- site.yaml --\ntitle: about\nnav: [actors, ‹about›]\n"),
    ("a page", "about", "-- content/index.md --\n[[‹about›]], [about](‹about›.md), [x](/‹about›/), about.\n"),
    (
        "citations",
        "wire",
        "-- content/index.md --\nSo [@‹wire›], [@‹wire›, p. 4; @‹wire›]; @‹wire› says wire. [[source:‹wire›]]\n",
    ),
    ("a citation in a record", "wire", "-- content/actors/bo.md --\n---\nname: Bo\nsummary: So [@‹wire›].\n---\nX.\n"),
    (
        "sources",
        "wire",
        "-- content/briefings/one.md --\n---\ntitle: One\nsources: [‹wire›]\ndates:\n  - when: 2022-01-10\n    title: T\n    sources: ‹wire›\n    \
         status: [{is: reported, source: ‹wire›}]\n---\n> [!claim] So.\n> id: c\n> by: Bo\n> source: ‹wire›\n",
    ),
    (
        "claims",
        "sale",
        "-- content/briefings/one.md --\n---\ntitle: One\nclaims: [‹sale›]\nkey: [‹sale›]\n---\n> [!claim] ‹sale›\n\n![[claim:‹sale›]]\n",
    ),
    ("a claim in brackets", "sale", "-- content/briefings/one.md --\n---\ntitle: One\n---\n> [!claim] [[‹sale›]]\n"),
    ("events", "talks", "-- content/arcs/a.md --\n---\ntitle: A\nslots: [{title: talks, events: [‹talks›]}]\n---\n[[‹talks›]]\n"),
    (
        "an entry of a map",
        "wire",
        "-- content/sources.yaml --\n‹wire›:   # wire\n  title: On the talks\n  url: https://wire.example/x # x\n  REDIRECT\nother: {title: O, url: \"https://o.example\"}\n",
    ),
    (
        "a quoted key",
        "wire",
        "-- content/sources.yaml --\n\"‹wire›\": {title: On the talks, url: \"https://wire.example/x\", REDIRECT}\n",
    ),
    (
        "an item of a list",
        "wire",
        "-- content/sources.yaml --\n- title: On the talks\n  id: ‹wire›\n  url: https://wire.example/x\n  REDIRECT\n- {id: o, title: O}\n",
    ),
    ("a flow item", "wire", "-- content/sources.yaml --\n- {id: ‹wire›, title: On the talks, REDIRECT}\n"),
    (
        "inline",
        "wire",
        "-- content/sources.yaml --\n-- content/briefings/one.md --\n---\ntitle: One\nsources:\n  - id: ‹wire›   # wire\n    title: On the talks\n    url: \
         https://wire.example/x   # wire\n    REDIRECT\n  - {id: o, title: O}\n---\n[@‹wire›]\n",
    ),
    (
        "inline under a key",
        "wire",
        "-- content/sources.yaml --\n-- content/briefings/one.md --\n---\ntitle: One\nsources:\n  ‹wire›:\n    title: On the talks\n    REDIRECT\n---\n[@‹wire›]\n",
    ),
    (
        "a callout",
        "sale",
        "-- content/claims.yaml --\n-- content/briefings/one.md --\n---\ntitle: One\n---\n> [!claim] It was.\n> id: ‹sale›\n> by: Bo\n> REDIRECT\n\n[[‹sale›]]\n",
    ),
];

#[test]
fn every_file_that_names_or_defines_a_record_is_rewritten() {
    for (way, old, fixture) in FILES {
        let new = format!("the-{old}");
        let mut site = files(REST);
        let fixture = format!("{fixture}-- content/last.md --\n---\ntitle: Last\n---\n");
        let without: Vec<&str> =
            fixture.lines().filter(|line| *line != "  REDIRECT" && !line.trim_start_matches(['>', ' ']).eq("REDIRECT")).collect();
        let plain = format!("{}\n", without.join("\n")).replace(", REDIRECT", "").replace(['‹', '›'], "");
        let before = files(&plain);
        for path in before.paths() {
            site.write(path.as_str(), text(&before, path.as_str()));
        }
        let wanted = fixture.replace("REDIRECT", &format!("redirect_from: [{old}]")).replace(&format!("‹{old}›"), &new);
        let wanted = files(&wanted);
        let (is, _) = renamed(&site, old, &new);
        for path in wanted.paths() {
            assert_eq!(text(&is, path.as_str()), text(&wanted, path.as_str()), "{way}");
        }
    }
}

/// What a record's own file or entry says of its former id.
#[test]
fn the_former_id_is_kept_in_the_records_own_style() {
    for (before, after) in [
        ("---\nname: A\n---\n", "---\nname: A\nredirect_from: [ada]\n---\n"),
        ("---\n{name: A}\n---\n", "---\n{name: A, redirect_from: [ada]}\n---\n"),
        ("# Ada\n", "---\nredirect_from: [ada]\n---\n# Ada\n"),
        ("\u{feff}# Ada\r\n", "\u{feff}---\r\nredirect_from: [ada]\r\n---\r\n# Ada\r\n"),
        ("---\n---\n# Ada\n", "---\nredirect_from: [ada]\n---\n# Ada\n"),
        ("---\nname: A\nredirect_from: old\n---\n", "---\nname: A\nredirect_from: [old, ada]\n---\n"),
        ("---\nredirect_from: [old]  # x\nname: A\n---\n", "---\nredirect_from: [old, ada]  # x\nname: A\n---\n"),
        ("---\nredirect_from: []\nname: A\n---\n", "---\nredirect_from: [ada]\nname: A\n---\n"),
        ("---\nredirect_from:\nname: A\n---\n", "---\nredirect_from: [ada]\nname: A\n---\n"),
        ("---\nredirect_from:\n  - old # x\nname: A\n---\n", "---\nredirect_from:\n  - old # x\n  - ada\nname: A\n---\n"),
        ("---\nredirect_from:\n- old\nname: A\n---\n", "---\nredirect_from:\n- old\n- ada\nname: A\n---\n"),
        ("---\nredirect_from: [x, orvan]\nname: A\n---\n", "---\nredirect_from: [x, ada]\nname: A\n---\n"),
        ("---\nredirect_from: /actors/orvan/\nname: A\n---\n", "---\nredirect_from: ada\nname: A\n---\n"),
        ("---\nid: ada\nname: A\n---\n", "---\nid: orvan\nname: A\nredirect_from: [ada]\n---\n"),
    ] {
        let mut site = Memory::default();
        site.write("content/actors/ada.md", before);
        let (is, _) = renamed(&site, "ada", "orvan");
        assert_eq!(text(&is, "content/actors/orvan.md"), after, "{before:?}");
        assert_eq!(text(&is, "content/actors/ada.md"), "");
        let (back, _) = renamed(&is, "orvan", "ada");
        let kept = |text: &str| text.lines().filter(|line| !line.contains("redirect_from") && !line.contains("- ")).count();
        assert_eq!(kept(&text(&back, "content/actors/ada.md")), kept(after), "{before:?}");
    }
}

/// A file whose name is not the id, or which has others beside it, stays where it is.
#[test]
fn a_file_that_is_named_otherwise_stays() {
    for (path, before, after) in [
        ("content/actors/x.md", "---\nid: ada\nname: A\n---\n", "---\nid: orvan\nname: A\nredirect_from: [ada]\n---\n"),
        ("content/actors/ada/index.md", "---\n# x\nname: A\n---\n", "---\n# x\nid: orvan\nname: A\nredirect_from: [ada]\n---\n"),
        ("content/actors/ada/index.md", "Text.\n", "---\nid: orvan\nredirect_from: [ada]\n---\nText.\n"),
        ("content/actors.yaml", "ada:\n", "orvan: {redirect_from: [ada]}\n"),
        ("content/actors.yaml", "ada: {}\nb: {name: B}\n", "refused"),
        ("content/actors.yaml", "- name: Ada\n  role: x\n", "- id: orvan\n  name: Ada\n  role: x\n  redirect_from: [ada]\n"),
        ("content/actors.yaml", "- {name: Ada}\n", "- {id: orvan, name: Ada, redirect_from: [ada]}\n"),
        (
            "content/actors.yaml",
            "ada:\n  name: Ada\n  summary: |\n    Text\n\n\nb:\n  name: B",
            "orvan:\n  name: Ada\n  summary: |\n    Text\n  redirect_from: [ada]\n\n\nb:\n  name: B",
        ),
    ] {
        let mut site = Memory::default();
        site.write(path, before);
        if after == "refused" {
            assert!(refused(&site, "ada", "orvan").contains("can't be written here"), "{before:?}");
            continue;
        }
        let (is, _) = renamed(&site, "ada", "orvan");
        assert_eq!(text(&is, path), after, "{before:?}");
    }
}

#[test]
fn a_bibliography_gets_the_new_key_and_says_what_it_cannot_say() {
    let mut site = files(REST);
    site.write("content/sources.bib", "@article{tower, title = {The Tower}, publisher = {tower}, date = {2022-01-10}}\n");
    site.write("content/index.md", "So [@tower].\n");
    let (is, made) = renamed(&site, "tower", "the-tower");
    let expected = "@article{the-tower, title = {The Tower}, publisher = {tower}, date = {2022-01-10}}\n";
    assert_eq!(text(&is, "content/sources.bib"), expected);
    assert_eq!(text(&is, "content/index.md"), "So [@the-tower].\n");
    assert!(made.notes[0].contains("can't say `redirect_from`"), "{:?}", made.notes);
}

#[test]
fn what_would_change_more_is_refused() {
    let more = |more: &str| {
        let mut site = files(REST);
        let more = files(more);
        more.paths().for_each(|path| site.write(path.as_str(), text(&more, path.as_str())));
        site
    };
    let plain = || files(REST);
    for (site, old, new, expected) in [
        (plain(), "adda", "x", "no record is called `adda` |  | did you mean `ada` (content/actors/ada.md)?"),
        (plain(), "event:ada", "x", "no event is called `ada`"),
        (plain(), "ada", "ada", "actor:ada has that id already"),
        (plain(), "ada", "Ada Orvan", "`Ada Orvan` can't be an id |  | small letters, digits and hyphens, such as `ada-orvan`"),
        (plain(), "ada", "con", "`con` can't be an id"),
        (plain(), "ada", "index", "`index` can't be an id"),
        (plain(), "ada", "../x", "`../x` can't be an id"),
        (plain(), "ada", "", "`` can't be an id"),
        (plain(), "about", "us/about", "the page `about` would move to another folder"),
        (
            more("-- content/actors/bo.md --\n---\nname: Bo\n---\n"),
            "ada",
            "bo",
            "an actor has the id `bo` already | content/actors/bo.md: this actor",
        ),
        (
            more("-- content/actors/_x.md --\n-- content/places/ada.md --\nX\n"),
            "ada",
            "x",
            "`ada` fits 2 records | content/actors/ada.md: this actor, content/places/ada.md: this place | write `whowhen rename actor:ada x` or `whowhen rename place:ada x`",
        ),
        (more("-- content/briefings/b.md --\n---\nactors: [Cy Vandt]\n---\n"), "cy-vandt", "cy", "nobody defined `Cy Vandt`"),
        (
            more("-- content/briefings/b.md --\n---\nactors: [cy]\n---\n"),
            "ada",
            "cy",
            "`cy` is the id of `cy`, who is named without being defined",
        ),
        (
            more("-- content/places/p.md --\n---\nname: P\naliases: [tower]\n---\n-- content/index.md --\n[[tower]]\n"),
            "ada",
            "tower",
            "a reference would no longer mean what it means | content/index.md: `[[tower]]` means place:p here, and would mean actor:ada",
        ),
        (
            more(
                "-- content/actors/bo.md --\n---\nname: Bo\naliases: [keeper]\n---\n-- content/briefings/b.md --\n---\nactors: [keeper]\n---\n",
            ),
            "ada",
            "keeper",
            "a reference would no longer mean what it means",
        ),
        (
            more("-- content/briefings/b.md --\n---\nactors: [\"\\x61da\"]\n---\n"),
            "ada",
            "orvan",
            "a reference would no longer mean what it means",
        ),
        (
            more("-- content/actors/bo.md --\n---\nname: Bo\nredirect_from: [orvan]\n---\n"),
            "ada",
            "orvan",
            "something would be wrong that is not: two things want the address",
        ),
        (
            more("-- content/briefings/b.md --\n> [!claim] She, [[ada]], did.\n> by: Bo\n"),
            "ada",
            "orvan",
            "claim:claim-7753f5 has no id of its own",
        ),
        (more("-- content/briefings/b.md --\n---\ntitle: \"x\n---\n"), "ada", "orvan", "content: invalid-yaml"),
        (more("-- content/sources.bib --\n@article{x, title = {\n"), "ada", "orvan", "content: "),
        (more("-- content/actors/bo.md --\n---\nid: ada\nname: Bo\n---\n"), "ada", "orvan", "content: duplicate-id"),
        (more("-- content/actors/x.md --\n---\nid: y\nname: Y\n---\n"), "ada", "x", "content/actors/x.md is there already"),
    ] {
        let why = refused(&site, old, new);
        assert!(why.starts_with(expected), "{old} -> {new}: {why}");
    }
}

/// Pages, without those of the record itself.
fn pages(snapshot: &Snapshot) -> BTreeMap<String, Vec<u8>> {
    snapshot.output.keys().map(|path| (path.clone(), snapshot.bytes(path).unwrap())).collect()
}

/// Of every record of a site: renamed, nothing is wrong that was not, each page stays but those at its address, and a second change takes
/// all back but the former addresses.
#[test]
fn there_and_back_nothing_else_has_changed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/bridge");
    let disk = Disk::new(folder);
    let mut site = Memory::default();
    disk.list().unwrap().into_iter().for_each(|entry| site.write(entry.path.as_str(), disk.read(entry.path.as_str()).unwrap()));
    let before = snapshot(site.clone(), Options::default());
    let findings = |snapshot: &Snapshot| snapshot.diagnostics.iter().filter(|found| found.level != Level::Note).count();
    let paths: Vec<String> = pages(&before).into_keys().collect();
    let model = &before.facts.model;
    let mut tried = 0;
    for id in model.ids().into_iter().filter(|id| !model.head(*id).stub) {
        let head = model.head(id);
        let (kind, old) = (head.kind, head.id.as_str());
        // Another place in the order of ids.
        let new = format!("{}-{old}", if tried % 2 == 0 { "a" } else { "z" });
        let (is, _) = renamed(&site, &format!("{kind}:{old}"), &new);
        let after = snapshot(is.clone(), Options::default());
        assert_eq!(findings(&after), findings(&before), "{kind}:{old}");
        let here = format!("{}/{old}/", kind.plural());
        let mut wanted: Vec<String> = paths.iter().map(|path| path.replace(&here, &here.replace(old, &new))).collect();
        wanted.push(format!("{here}index.html"));
        wanted.sort();
        assert_eq!(pages(&after).into_keys().collect::<Vec<_>>(), wanted, "{kind}:{old}");
        let (back, _) = renamed(&is, &format!("{kind}:{new}"), old);
        for path in site.paths() {
            let without = |text: String| -> String {
                text.replace(&format!("redirect_from: [{new}]\n"), "").replace(&format!(", redirect_from: [{new}]"), "")
            };
            let tidy =
                |text: String| text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
            assert_eq!(tidy(without(text(&back, path.as_str()))), tidy(text(&site, path.as_str())), "{kind}:{old}");
        }
        tried += 1;
    }
    assert!(tried > 10, "only {tried} records");
}

/// Files are written one after the other: whoever stops in between has lost no record and no word.
#[test]
fn at_every_step_the_record_is_there() {
    let mut site = files(REST);
    site.write("content/briefings/one.md", "---\ntitle: One\nactors: [ada]\n---\n[[ada]]\n");
    let made = rename(&read(site.clone()).unwrap(), "ada", "orvan").unwrap();
    let order: Vec<(&str, bool, bool)> =
        made.changes.iter().map(|change| (change.path.as_str(), change.before.is_none(), change.after.is_none())).collect();
    assert_eq!(
        order,
        [
            ("content/actors/orvan.md", true, false),
            ("content/briefings/one.md", false, false),
            ("content/claims.yaml", false, false),
            ("content/actors/ada.md", false, true),
        ]
    );
    for step in 1..made.changes.len() {
        for change in &made.changes[..step] {
            site.write(change.path.as_str(), change.after.as_ref().unwrap());
        }
        let there = snapshot(site.clone(), Options::default());
        let named = there.facts.model.actors.values().filter(|actor| actor.head.title == "Ada Orvan" && !actor.head.stub);
        assert!(named.count() >= 1, "after step {step}");
    }
}

/// Where one of another kind has the id, the kind is written with it: only where it could be meant.
#[test]
fn an_id_that_another_kind_has_is_written_with_its_kind() {
    let mut site = files(REST);
    site.write("content/briefings/one.md", "---\ntitle: One\nactors: [ada, \"[[ada]]\"]\nkey: [ada]\n---\n[[ada]], [[ada|her]], [[actor:ada]], [x](../actors/ada.md).\n");
    let (is, _) = renamed(&site, "ada", "sale");
    assert_eq!(
        text(&is, "content/briefings/one.md"),
        "---\ntitle: One\nactors: [sale, \"[[sale]]\"]\nkey: [actor:sale]\n---\n[[actor:sale]], [[actor:sale|her]], [[actor:sale]], [x](../actors/sale.md).\n"
    );
}
