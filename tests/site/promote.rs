//! A file of its own for a record that stands among others: the same keys, and the same site.

use std::sync::Arc;

use whowhen::engine::refactor::promote::promote;
use whowhen::engine::refactor::site::{Refused, Site};
use whowhen::engine::workspace::Options;
use whowhen::input::files::{Files, Memory};
use whowhen::model::build::Publish;

use super::support::{Built, files, snapshot};

/// What all sites of these tests have beside the record.
const REST: &str = "\
-- site.yaml --
title: A site
as_of: 2022-02-01
-- content/actors/bo.md --
---
name: Bo Tellis
---
-- content/sources/wire.md --
---
title: On the talks
url: https://wire.example/x
---
";

fn with_rest(more: &str) -> Memory {
    let (mut site, more) = (files(REST), files(more));
    more.paths().for_each(|path| site.write(path.as_str(), text(&more, path.as_str())));
    site
}

fn text(files: &Memory, path: &str) -> String {
    files.read(path).map_or_else(|_| "nothing".to_owned(), |bytes| String::from_utf8(bytes.to_vec()).unwrap())
}

fn promoted(files: &Memory, id: &str) -> Result<(Memory, Vec<String>), String> {
    let made = Site::read(Arc::new(files.clone()), Options::default()).and_then(|site| promote(&site, id));
    let made = made.map_err(|why| match why {
        Refused::Asked { message, places, help } => {
            let places: Vec<String> = places.iter().map(|(span, words)| format!("{}: {words}", span.file)).collect();
            format!("{message} | {} | {}", places.join(", "), help.join(" "))
        }
        other => format!("{other:?}"),
    })?;
    let mut is = files.clone();
    for change in &made.changes {
        match &change.after {
            Some(after) => is.write(change.path.as_str(), after),
            None => is.remove(change.path.as_str()),
        }
    }
    Ok((is, made.notes))
}

/// Before and after, in the same notation; what is not named after is as it was.
#[track_caller]
fn becomes(id: &str, before: &str, after: &str) -> Vec<String> {
    let (was, wanted) = (with_rest(before), files(after));
    let (is, notes) = promoted(&was, id).unwrap_or_else(|why| panic!("{why}"));
    for path in wanted.paths() {
        let wanted = text(&wanted, path.as_str());
        let wanted = if wanted == "nothing\n" { "nothing".to_owned() } else { wanted };
        assert_eq!(text(&is, path.as_str()), wanted, "{path}");
    }
    notes
}

/// The same, and no byte of what is published is another.
#[track_caller]
fn is_the_same_site(id: &str, before: &str, after: &str) {
    assert_eq!(becomes(id, before, after), [""; 0]);
    let was = with_rest(before);
    let is = promoted(&was, id).unwrap().0;
    let (was, is) = (Built(snapshot(was, Options::default())), Built(snapshot(is, Options::default())));
    let (was, is) = (was.rendered(), is.rendered());
    assert_eq!(was.keys().collect::<Vec<_>>(), is.keys().collect::<Vec<_>>());
    for (path, bytes) in was {
        assert!(bytes == is[&path], "{path} is another: {}", String::from_utf8_lossy(&is[&path]));
    }
}

#[test]
fn from_a_briefing() {
    is_the_same_site(
        "talks",
        "-- content/briefings/one.md --\n---\ntitle: One\ndate: 2022-01-12\ndates:\n  # the first\n  - id: talks   # short\n    when: 2022-01-10 # a day\n    \
         # where\n    at: a back room\n    title: 'The talks'\n    actors:\n      - bo\n      - {actor: Dee, as: host}\n    summary: >\n      Folded\n\n      text.   # no remark\n\n  \
         - {when: 2022-01-11, title: More}\n---\nText [[talks]].\n",
        "-- content/briefings/one.md --\n---\ntitle: One\ndate: 2022-01-12\ndates:\n  # the first\n  - talks\n\n  - {when: 2022-01-11, title: More}\n---\nText [[talks]].\n\
         -- content/events/talks.md --\n---\nid: talks   # short\nwhen: 2022-01-10 # a day\n# where\nat: a back room\ntitle: 'The talks'\nactors:\n  - bo\n  - {actor: Dee, as: host}\n\
         summary: >\n  Folded\n\n  text.   # no remark\n---\n",
    );
}

#[test]
fn from_braces() {
    is_the_same_site(
        "leaflet",
        "-- content/briefings/one.md --\n---\ntitle: One\nsources: [wire, {id: leaflet, title: \"A, b\", url: \"https://l.example/1\", tags: [x, y]}] # both\n---\n[@leaflet]\n",
        "-- content/briefings/one.md --\n---\ntitle: One\nsources: [wire, leaflet] # both\n---\n[@leaflet]\n\
         -- content/sources/leaflet.md --\n---\nid: leaflet\ntitle: \"A, b\"\nurl: \"https://l.example/1\"\ntags: [x, y]\n---\n",
    );
    is_the_same_site(
        "leaflet",
        "-- content/briefings/one.md --\n---\ntitle: One\nsources:\n  - {id: leaflet, # short\n     title: A leaflet}   # of Bo\n---\n[@leaflet]\n",
        "-- content/briefings/one.md --\n---\ntitle: One\nsources:\n  - leaflet   # of Bo\n---\n[@leaflet]\n\
         -- content/sources/leaflet.md --\n---\nid: leaflet   # short\ntitle: A leaflet\n---\n",
    );
}

#[test]
fn from_below_its_key() {
    is_the_same_site(
        "leaflet",
        "-- content/briefings/one.md --\n---\ntitle: One\nsources:\n  leaflet:\n    title: A leaflet\n    type: document\n---\n[@leaflet]\n",
        "-- content/briefings/one.md --\n---\ntitle: One\nsources:\n  [leaflet]\n---\n[@leaflet]\n-- content/sources/leaflet.md --\n---\ntitle: A leaflet\ntype: document\n---\n",
    );
}

#[test]
fn without_an_id_of_its_own_the_address_stays() {
    is_the_same_site(
        "the-talks",
        "-- content/briefings/one.md --\n---\ntitle: One\ndates:\n  - title: The talks\n    when: 2022-01-10\n---\nText.\n",
        "-- content/briefings/one.md --\n---\ntitle: One\ndates:\n  - the-talks\n---\nText.\n-- content/events/the-talks.md --\n---\ntitle: The talks\nwhen: 2022-01-10\n---\n",
    );
}

#[test]
fn from_a_data_file() {
    is_the_same_site(
        "ada",
        "-- content/actors.yaml --\n# all of them\nada:\n  name: Ada   # her\n  role: keeper\n\ncy: {name: Cy}\n-- content/about.md --\n[[ada]], [[cy]]\n",
        "-- content/actors.yaml --\n# all of them\n\ncy: {name: Cy}\n-- content/actors/ada.md --\n---\nname: Ada   # her\nrole: keeper\n---\n",
    );
    is_the_same_site(
        "cy",
        "-- content/actors.yaml --\nada:\n  name: Ada\ncy: {name: Cy, role: keeper} # him\n-- content/about.md --\n[[ada]], [[cy]]\n",
        "-- content/actors.yaml --\nada:\n  name: Ada\n-- content/actors/cy.md --\n---\nname: Cy\nrole: keeper # him\n---\n",
    );
    is_the_same_site(
        "cy",
        "-- content/actors/some.yml --\n- name: Ada\n- id: cy\n  name: Cy\n-- content/about.md --\n[[ada]], [[cy]]\n",
        "-- content/actors/some.yml --\n- name: Ada\n-- content/actors/cy.md --\n---\nid: cy\nname: Cy\n---\n",
    );
    is_the_same_site(
        "cy",
        "-- content/actors.yaml --\ncy:\n  name: Cy\n-- content/about.md --\n[[cy]]\n",
        "-- content/actors.yaml --\nnothing\n-- content/actors/cy.md --\n---\nname: Cy\n---\n",
    );
}

#[test]
fn from_a_callout() {
    is_the_same_site(
        "sale",
        "-- content/briefings/one.md --\n---\ntitle: One\ndate: 2022-01-12\n---\nBefore.\n\n> [!claim] The Tower was sold, so [[bo]],\n> and *twice*.\n> id: sale\n> by: Dee Vandt\n> \
         source: [@wire, p. 4]\n> denied by: bo\n\nAfter.\n",
        "-- content/briefings/one.md --\n---\ntitle: One\ndate: 2022-01-12\n---\nBefore.\n\n> [!claim] sale\n\nAfter.\n\
         -- content/claims/sale.md --\n---\ntext: \"The Tower was sold, so [[bo]], and *twice*.\"\nid: sale\nby: Dee Vandt\nsource: wire\nlocator: \"p. 4\"\ndenied_by: bo\n---\n",
    );
}

#[test]
fn of_an_actor_who_is_only_named() {
    let notes = becomes(
        "Dee Vandt",
        "-- content/briefings/one.md --\n---\ntitle: One\nactors: [Dee Vandt]\n---\nDee Vandt came.\n",
        "-- content/actors/dee-vandt.md --\n---\nname: \"Dee Vandt\"\n---\n-- content/briefings/one.md --\n---\ntitle: One\nactors: [Dee Vandt]\n---\nDee Vandt came.\n",
    );
    assert_eq!(notes, [""; 0]);
}

/// What is kept back is not published because it stands in a file of its own.
#[test]
fn out_of_a_draft() {
    for (holds, kept) in [("draft: true", "draft: true"), ("publish_at: 2030-01-01", "publish_at: 2030-01-01")] {
        let before = format!(
            "-- content/briefings/one.md --\n---\ntitle: One\n{holds}\ndates: [{{id: talks, when: 2022-01-10, title: T}}]\n---\nX\n"
        );
        let after = format!("-- content/events/talks.md --\n---\nid: talks\nwhen: 2022-01-10\ntitle: T\n{kept}\n---\n");
        let notes = becomes("talks", &before, &after);
        assert!(notes[0].contains("is kept back"), "{notes:?}");
    }
}

/// What the front matter says of words goes with those that have them.
#[test]
fn out_of_a_page_that_says_whom_a_word_means() {
    is_the_same_site(
        "talks",
        "-- content/actors.yaml --\ngov: {name: Government, metonyms: [\"The Hill\", Vale]}\n\
         -- content/briefings/_defaults.yaml --\nresolve: {Vale: gov}\n\
         -- content/briefings/one.md --\n---\ntitle: One\nresolve: {\"The Hill\": Government, Dale: gov}\n\
         dates: [{id: talks, when: 2022-01-10, title: T, summary: Vale and the Hill talk.}]\n---\nX\n",
        "-- content/events/talks.md --\n---\nid: talks\nwhen: 2022-01-10\ntitle: T\nsummary: Vale and the Hill talk.\n\
         resolve: {\"The Hill\": Government, Vale: gov}\n---\n",
    );
}

/// They are written beside those that the record has itself, as it writes them.
#[test]
fn with_meanings_of_its_own() {
    for (own, kept) in [
        ("resolve: {Vale: gov}", "resolve: {Vale: gov, \"The Hill\": Government}"),
        ("resolve: {}", "resolve: {\"The Hill\": Government}"),
        ("resolve:\n      Vale: gov   # who sits there", "resolve:\n  \"The Hill\": Government\n  Vale: gov   # who sits there"),
    ] {
        let page = format!(
            "-- content/actors.yaml --\ngov: {{name: Government, metonyms: [\"The Hill\", Vale]}}\n\
             -- content/places.yaml --\nvale: {{name: Vale}}\n\
             -- content/briefings/one.md --\n---\ntitle: One\nresolve: {{\"The Hill\": Government, Vale: vale}}\n\
             dates:\n  - id: talks\n    when: 2022-01-10\n    title: T\n    summary: The Hill talks.\n    {own}\n---\nX\n"
        );
        let file = format!(
            "-- content/events/talks.md --\n---\nid: talks\nwhen: 2022-01-10\ntitle: T\nsummary: The Hill talks.\n{kept}\n---\n"
        );
        is_the_same_site("talks", &page, &file);
    }
}

/// What front matter of a folder says and the record says otherwise, or does not need, is no hindrance.
#[test]
fn into_a_folder_that_says_whom_a_word_means() {
    let notes = becomes(
        "talks",
        "-- content/actors.yaml --\ngov: {name: Government, metonyms: [\"The Hill\", Vale]}\n\
         -- content/places.yaml --\nvale: {name: Vale}\n\
         -- content/events/_defaults.yaml --\nresolve: {Vale: vale, \"The Hill\": gov}\n\
         -- content/events.yaml --\ntalks:\n  when: 2022-01-10\n  title: T\n  summary: Vale talks.\n  resolve: {Vale: gov}\n",
        "-- content/events/talks.md --\n---\nwhen: 2022-01-10\ntitle: T\nsummary: Vale talks.\nresolve: {Vale: gov}\n---\n",
    );
    assert_eq!(notes, ["content/events/_defaults.yaml holds for the new file too"]);
}

#[test]
fn what_can_not_be_moved_is_refused() {
    for (id, site, expected) in [
        ("bo", "-- content/about.md --\nX\n", "actor:bo has a file of its own already"),
        (
            "talk",
            "-- content/events.yaml --\ntalks: {when: 2022-01-10, title: T}\n",
            "no record is called `talk` |  | did you mean `talks` (content/events.yaml)?",
        ),
        ("x", "-- content/sources.bib --\n@article{x, title = {X}}\n", "source:x is an entry of a bibliography"),
        (
            "a",
            "-- content/briefings/o.md --\n---\nsources:\n  a: {title: A}\n  b: {title: B}\n---\nX\n",
            "other records stand below their keys beside it",
        ),
        ("a", "-- content/actors.yaml --\n{a: {name: A}, b: {name: B}}\n", "the record can't be taken out of this line"),
        (
            "a",
            "-- content/sources.yaml --\na: {title: A, url: \"https://a.example\"}\n-- content/briefings/o.md --\n---\nsources: [{id: a, url: \"https://a.example\", lang: en}]\n---\nX\n",
            "source:a is defined in several places",
        ),
        (
            "a",
            "-- content/actors.yaml --\na:\n  name: A\n  part_of: &x bo\nb: {name: B, part_of: *x}\n",
            "something would be wrong that is not: nothing above is marked `&x` | content/actors.yaml: invalid-yaml",
        ),
    ] {
        match promoted(&with_rest(site), id) {
            Ok((is, _)) => panic!("{id} was moved: {is:?}"),
            Err(why) => assert!(why.starts_with(expected), "{id}: {why}"),
        }
    }
}

#[test]
fn not_into_a_folder_that_keeps_it_back() {
    let site = with_rest(
        "-- content/actors/_defaults.yaml --\ndraft: true\n\
         -- content/briefings/kyiv.md --\n---\ntitle: A visit\ndate: 2022-01-19\nactors: [{id: ann, name: Ann Bell, kind: person}]\n---\n",
    );
    let publish = Publish { drafts: true, future: true, ..Publish::default() };
    let options = Options { publish, ..Options::default() };
    let refused = Site::read(Arc::new(site), options).and_then(|site| promote(&site, "ann"));
    let Err(Refused::Asked { message, .. }) = refused else { panic!("it is promoted") };
    assert_eq!(message, "the defaults of content/actors/ would keep actor:ann back, and its page would be gone");
}
