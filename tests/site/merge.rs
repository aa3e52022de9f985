//! One record of two: what the first says is carried over, and whoever named it means the second.

use std::sync::Arc;

use whowhen::base::diagnostic::Level;
use whowhen::engine::refactor::merge::merge;
use whowhen::engine::refactor::site::{Refused, Site};
use whowhen::engine::workspace::Options;
use whowhen::input::files::{Files, Memory};

use super::support::{files, snapshot};

fn text(files: &Memory, path: &str) -> String {
    files.read(path).map_or_else(|_| "nothing\n".to_owned(), |bytes| String::from_utf8(bytes.to_vec()).unwrap())
}

fn merged(files: &Memory, from: &str, into: &str) -> Result<(Memory, Vec<String>), String> {
    let made = Site::read(Arc::new(files.clone()), Options::default()).and_then(|site| merge(&site, from, into));
    let made = made.map_err(|why| match why {
        Refused::Asked { message, .. } => message,
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

/// Before and after, in the same notation.
#[track_caller]
fn becomes(from: &str, into: &str, before: &str, after: &str, notes: &[&str]) {
    let (was, wanted) = (files(before), files(after));
    let (is, told) = merged(&was, from, into).unwrap_or_else(|why| panic!("{why}"));
    for path in wanted.paths() {
        assert_eq!(text(&is, path.as_str()), text(&wanted, path.as_str()), "{path}");
    }
    assert_eq!(told, notes);
    let errors = snapshot(is, Options::default()).diagnostics.iter().filter(|found| found.level == Level::Error).count();
    assert_eq!(errors, 0);
}

#[test]
fn two_files_become_one() {
    becomes(
        "kuleba",
        "dmytro-kuleba",
        "-- content/actors/kuleba.md --\n---\nname: D. Kuleba\naliases: [Kuleba, \"the minister\"]\nrole: minister\ncountry: Ukraine   # of course\ntags: [a, b]\n\
         # a remark\nroles:\n  - {title: Minister, since: 2020}\nredirect_from: [kul]\n---\nHe said so [[kuleba]].\n\n## Later\n\nMore.\n\
         -- content/actors/dmytro-kuleba.md --\n---\nname: Dmytro Kuleba\naliases: [Kuleba]\nrole: Foreign Minister\ntags:\n  - b\n---\nThe text.\n\
         -- content/briefings/one.md --\n---\nactors: [kuleba, D. Kuleba, Dmytro Kuleba] # both\n---\n[[kuleba|he]], [x](../actors/kuleba.md#later), [y](/actors/kuleba/), \
         [[actors/kuleba]], [[the minister]].\n",
        "-- content/actors/kuleba.md --\nnothing\n\
         -- content/actors/dmytro-kuleba.md --\n---\nname: Dmytro Kuleba\naliases: [Kuleba, \"D. Kuleba\", \"the minister\"]\nrole: Foreign Minister\ntags:\n  - b\n  - a\n\
         country: Ukraine   # of course\nroles:\n  - {title: Minister, since: 2020}\nredirect_from: [kuleba, kul]\n---\nThe text.\n\nHe said so [[dmytro-kuleba]].\n\n## Later\n\nMore.\n\
         -- content/briefings/one.md --\n---\nactors: [dmytro-kuleba, D. Kuleba, Dmytro Kuleba] # both\n---\n[[dmytro-kuleba|he]], [x](../actors/dmytro-kuleba.md#later), \
         [y](/actors/dmytro-kuleba/), [[dmytro-kuleba]], [[the minister]].\n",
        &["`role` stays `Foreign Minister`; `kuleba` said `minister`", "a remark is not carried over: # a remark"],
    );
}

#[test]
fn entries_of_one_file_become_one() {
    becomes(
        "b",
        "a",
        "-- content/sources.yaml --\na:\n  title: A\n  tags: x # x\nb:\n  title: B\n  type: document\n  tags: [x, y]\n  note: >\n    Folded\n    text.\nc: {title: C}\n-- content/index.md --\n[@a; @b] [@c]\n",
        "-- content/sources.yaml --\na:\n  title: A\n  tags: [x, y] # x\n  type: document\n  note: >\n    Folded\n    text.\n  aliases: [\"B\"]\n  redirect_from: [b]\nc: {title: C}\n-- content/index.md --\n[@a; @a] [@c]\n",
        &[],
    );
    becomes(
        "a",
        "b",
        "-- content/sources.yaml --\na: {title: A, type: document} # x\nb: {title: B}\n-- content/index.md --\n[@a; @b]\n",
        "-- content/sources.yaml --\nb: {title: B, type: document, aliases: [\"A\"], redirect_from: [a]}\n-- content/index.md --\n[@b; @b]\n",
        &[],
    );
}

#[test]
fn entries_of_a_list_without_ids_become_one() {
    becomes(
        "foreign-ministry",
        "mfa-ukraine",
        "-- content/actors.yaml --\n- name: MFA Ukraine\n- name: Foreign Ministry\n  country: Ukraine\n-- content/briefings/o.md --\n---\ntitle: O\nactors: [Foreign Ministry, MFA Ukraine]\n---\nThe Foreign Ministry said so.\n",
        "-- content/actors.yaml --\n- name: MFA Ukraine\n  country: Ukraine\n  aliases: [\"Foreign Ministry\"]\n  redirect_from: [foreign-ministry]\n-- content/briefings/o.md --\n---\ntitle: O\nactors: [Foreign Ministry, MFA Ukraine]\n---\nThe Foreign Ministry said so.\n",
        &[],
    );
}

#[test]
fn a_record_in_a_briefing_becomes_a_reference() {
    becomes(
        "b",
        "a",
        "-- content/sources/a.md --\n---\ntitle: A\n---\n-- content/briefings/o.md --\n---\ntitle: O\nsources:\n  - id: b # b\n    title: B\n    lang: en\n  - a\n---\n[@b]\n",
        "-- content/sources/a.md --\n---\ntitle: A\nlang: en\naliases: [\"B\"]\nredirect_from: [b]\n---\n-- content/briefings/o.md --\n---\ntitle: O\nsources:\n  - a\n  - a\n---\n[@a]\n",
        &[],
    );
}

#[test]
fn a_name_becomes_an_alias_of_whom_it_means() {
    becomes(
        "D. Kuleba",
        "kuleba",
        "-- content/actors/kuleba.md --\nText.\n-- content/briefings/o.md --\n---\ntitle: O\nactors: [D. Kuleba, kuleba]\n---\n[[d-kuleba]]\n",
        "-- content/actors/kuleba.md --\n---\naliases: [\"D. Kuleba\"]\nredirect_from: [d-kuleba]\n---\nText.\n-- content/briefings/o.md --\n---\ntitle: O\nactors: [D. Kuleba, kuleba]\n---\n[[kuleba]]\n",
        &[],
    );
}

#[test]
fn what_can_not_be_one_is_refused() {
    let two = "-- content/actors/a.md --\n---\nname: A\n---\n-- content/actors/b.md --\n---\nname: B\npart_of: a\n---\n-- content/places/p.md --\nP\n";
    for (from, into, site, expected) in [
        ("a", "a", two, "both are actor:a"),
        ("a", "p", two, "actor:a and place:p are of two kinds"),
        (
            "a",
            "b",
            "-- content/actors/a.md --\n---\ndraft: true\n---\nSecret.\n-- content/actors/b.md --\nB\n",
            "one of them is kept back",
        ),
        (
            "a",
            "b",
            "-- content/sources.yaml --\nb: {title: B}\n-- content/briefings/o.md --\n---\ndraft: true\nsources: [{id: a, title: A}]\n---\nX\n",
            "one of them is kept back",
        ),
        ("a", "x", two, "no record is called `x`"),
        ("b", "a", two, "this says what b and a are to each other"),
        (
            "a",
            "b",
            "-- content/actors.yaml --\na: {name: A, part_of: c}\nb: {name: B}\nc: {name: C, part_of: b}\n",
            "something would be wrong that is not: ",
        ),
        (
            "a",
            "C",
            &format!("{two}-- content/briefings/o.md --\n---\nactors: [C]\n---\nX\n"),
            "actor:c stands where nothing can be added to it",
        ),
        (
            "a",
            "b",
            "-- content/actors/a.md --\n---\nroles:\n  - title: T\n    since: 2020\n---\n-- content/actors/b.md --\n---\nroles: [{title: U}]\n---\n",
            "`roles` can't be added to the other's by a machine",
        ),
        (
            "a",
            "b",
            "-- content/actors/x/a.md --\n[a map](map.png)\n-- content/actors/x/map.png --\nx\n-- content/actors/map.png --\ny\n-- content/actors/b.md --\nB\n",
            "a link would lead elsewhere from the other file",
        ),
        (
            "a",
            "b",
            "-- content/actors/a.md --\nText.\n-- content/actors.yaml --\nb: {name: B}\n",
            "actor:b has no page's text that another could be added to",
        ),
    ] {
        match merged(&files(site), from, into) {
            Ok((is, _)) => panic!("{from} became {into}: {is:?}"),
            Err(why) => assert!(why.starts_with(expected), "{from} {into}: {why}"),
        }
    }
}

#[test]
fn a_heading_that_both_have_is_named() {
    becomes(
        "a",
        "b",
        "-- content/actors/a.md --\n## Role\n\nOne.\n-- content/actors/b.md --\n---\nname: B\n---\n## Role\n\nOther.\n",
        "-- content/actors/b.md --\n---\nname: B\nredirect_from: [a]\n---\n## Role\n\nOther.\n\n## Role\n\nOne.\n",
        &["both have a heading `#role`; a link to it leads to that of `b`"],
    );
}

#[test]
fn items_of_several_lines_join_a_list_of_lines() {
    becomes(
        "a",
        "b",
        "-- content/actors/a.md --\n---\nroles:\n    - title: T\n      since: 2020\n    - {title: U}\n    - title: V\n---\n-- content/actors/b.md --\n---\nname: B\nroles:\n  - {title: U}\n\
         tags: [x]\n---\n",
        "-- content/actors/b.md --\n---\nname: B\nroles:\n  - {title: U}\n  - title: T\n    since: 2020\n  - title: V\ntags: [x]\nredirect_from: [a]\n---\n",
        &[],
    );
}
