//! One mistake is one finding: what a broken file may define is not missed elsewhere.

use crate::site::{Site, line};

fn lines(site: &str) -> Vec<String> {
    let snapshot = Site::of(site).snapshot();
    snapshot.diagnostics.iter().map(|found| line(&snapshot, found)).collect()
}

#[test]
fn a_broken_record_is_not_missed() {
    let found = lines(
        "-- content/sources/ap.md --\n---\nid: ap-2022\ntitle: AP: a report\n---\n\
         -- content/actors/lavrov.md --\n---\nname: Sergei Lavrov\naliases:\n\t- Lavrov\n---\n\
         -- content/briefings/kyiv.md --\n---\ntitle: Kyiv\nactors: [lavrov, Sergei Lavrov, Lavrov]\nsources: [ap, ap-2022]\n---\n\
         [[lavrov]] [@ap] [@ap-2022] [him](../actors/lavrov.md)\n",
    );
    assert_eq!(
        found,
        [
            "content/actors/lavrov.md:4:1: error[tab-in-yaml]: a tab can't indent a field",
            "content/sources/ap.md:3:10: error[unquoted-colon]: this title needs quotation marks",
        ]
    );
}

#[test]
fn a_broken_data_file_is_not_missed() {
    let found = lines(
        "-- content/sources.yaml --\nap: {title: AP: a report}\ntass:\n  title: A wire\n\
         -- content/events.yaml --\n- {id: talks, title: Talks, when: [2022-01-10}\n\
         -- content/briefings/kyiv.md --\n---\ntitle: Kyiv\nsources: [ap, tass, A wire]\ndates: [talks, Talks]\n---\n",
    );
    assert_eq!(
        found,
        [
            "content/events.yaml:1:35: error[invalid-yaml]: this `[` is closed by `}`",
            "content/sources.yaml:1:15: error[unquoted-colon]: this title needs quotation marks",
        ]
    );
}

#[test]
fn records_inside_a_broken_briefing_are_not_missed() {
    let found = lines(
        "-- content/briefings/kyiv.md --\n---\ntitle: Kyiv: a visit\nsources:\n  - {id: ap, title: A report}\nclaims:\n  plan:\n    text: A plan.\n---\n\
         -- content/about.md --\n---\ntitle: About\n---\n[[plan]] [@ap] [[kyiv]]\n",
    );
    assert_eq!(found, ["content/briefings/kyiv.md:2:12: error[unquoted-colon]: this title needs quotation marks"]);
}

#[test]
fn a_file_without_an_end_of_front_matter_is_not_missed() {
    let found = lines(
        "-- content/events/talks.md --\n---\ntitle: Talks\nwhen: 2022-01-10\n\nText.\n\
         -- content/about.md --\n---\ntitle: About\n---\n[[talks]] [[Talks]]\n",
    );
    assert_eq!(found, ["content/events/talks.md:1:1: error[missing-front-matter-end]: this front matter is never closed"]);
}

#[test]
fn what_no_broken_file_may_define_is_missed() {
    let found = lines(
        "-- content/events/talks.md --\n---\ntitle: Talks: one\n---\n-- content/about.md --\n---\ntitle: About\n---\n[[walks]]\n",
    );
    assert_eq!(found.len(), 2, "{found:?}");
}
