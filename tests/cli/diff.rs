//! `diff`: what changed for a reader, from a day to a day and from a folder to a folder.

use serde_json::Value;

use super::*;

/// A site about a bridge, of which more becomes known day by day.
pub(super) fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("site.yaml", "title: A bridge\n");
    desk.write(
        "content/briefings/bridge.md",
        "---\ntitle: Who closed the bridge?\ndate: 2024-03-01\nclaims: [cracks]\nchanges:\n  - {date: 2024-03-04, kind: correction, \
         text: The day was wrong., was: on Monday, now: on Tuesday}\n---\nThe council closed it.\n",
    );
    desk.write(
        "content/actors.yaml",
        "council: {name: Town Council, kind: government}\n\
         clerk: {name: Bo Clerk, kind: person, roles: [{title: Clerk, of: council, since: 2020, until: 2024-03-02}]}\n\
         wang: {name: 王毅, kind: person, roles: [{title: Engineer, since: 2024-03-03}]}\n",
    );
    desk.write(
        "content/sources.yaml",
        "gazette: {title: Notice, publisher: Town Gazette, date: 2024-03-01, url: \"https://example.org/notice\"}\n\
         post: {title: Report, publisher: Evening Post, date: 2024-03-03, url: \"https://example.org/report\"}\n",
    );
    desk.write(
        "content/claims.yaml",
        "cracks:\n  text: Ada Okafor hid the cracks.\n  asserted:\n    - {by: clerk, when: 2024-03-01, source: gazette}\n    \
         - {by: wang, when: 2024-03-03, quote: I saw them., source: post}\n  \
         responses: [{by: Ada Okafor, stance: denies, when: 2024-03-02}]\n  \
         status:\n    - {is: reported, as_of: 2024-03-01}\n    - {is: disputed, as_of: 2024-03-02, source: gazette}\n    \
         - {is: corroborated, as_of: 2024-03-03, source: post}\n\
         rust:\n  text: The council knew of the rust.\n  by: wang\n  date: 2024-03-03\n  source: post\n  \
         responses: [{by: council, stance: denies, when: 2024-03-03}]\n  status: disputed\n",
    );
    desk.write(
        "content/events.yaml",
        "closure:\n  title: The bridge is closed\n  when: 2024-03-01\n  sources: [gazette]\n  claims: [cracks]\n\
         hearing:\n  title: A hearing\n  when: 2024-03-04\n  status:\n    - {is: planned, as_of: 2024-03-01, source: gazette}\n    \
         - {is: postponed, as_of: 2024-03-03, source: post}\n",
    );
    desk
}

/// Another folder with the same site, as it was before.
pub(super) fn with_before(desk: &Desk) {
    for entry in walkdir::WalkDir::new(desk.folder().join("content")).into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(desk.folder()).unwrap().display().to_string();
            desk.write(&format!("../before/{path}"), &desk.read(&path));
        }
    }
    desk.write("../before/site.yaml", "title: A bridge\n");
}

#[test]
fn from_a_day_to_a_day_what_became_known_is_told() {
    assert_data_eq!(
        desk().run(&["diff", "2024-03-01..2024-03-02"]).to_string(),
        str![[r#"
1| Claims (1)
1|   changed  content/claims.yaml:1  Ada Okafor hid the cracks.
1|       status: reported since 2024-03-01 → disputed since 2024-03-02 (Notice)
1|       new answer: Ada Okafor denies, 2024-03-02
2|    Found 1 change from 2024-03-01 to 2024-03-02
exit 0

"#]]
    );
    assert_data_eq!(
        desk().run(&["diff", "2024-03-02..2024-03-04"]).to_string(),
        str![[r#"
1| Claims (2)
1|   new      content/claims.yaml:11  The council knew of the rust.
1|       status: disputed
1|       said by: 王毅, 2024-03-03 (Report)
1|       answer: Town Council denies, 2024-03-03
1|       origins: 1 (王毅)
1|   changed  content/claims.yaml:1   Ada Okafor hid the cracks.
1|       status: disputed since 2024-03-02 (Notice) → corroborated since 2024-03-03 (Report)
1|       new saying: 王毅, 2024-03-03: “I saw them.” (Report)
1|       origins: 1 (Bo Clerk) → 2 (Bo Clerk, 王毅)
1|       answer that stands: Ada Okafor denies, 2024-03-02
1|
1| Events (1)
1|   changed  content/events.yaml:6  A hearing
1|       status: planned since 2024-03-01 (Notice) → postponed since 2024-03-03 (Report)
1|
1| Corrections and other changes that briefings tell of (1)
1|   new  content/briefings/bridge.md:1  Who closed the bridge?
1|       change: correction, 2024-03-04: The day was wrong.
1|       wording: on Monday → on Tuesday
1|
1| Sources (1)
1|   new  content/sources.yaml:2  Report
1|       publisher: Evening Post
1|       date of publication: 2024-03-03
1|
1| Actors, their offices and relations (2)
1|   changed  content/actors.yaml:2  Bo Clerk
1|       role: Clerk, Town Council since 2020 → Clerk, Town Council from 2020 until 2024-03-02
1|   changed  content/actors.yaml:3  王毅
1|       new role: Engineer since 2024-03-03
2|    Found 7 changes from 2024-03-02 to 2024-03-04
exit 0

"#]]
    );
}

#[test]
fn without_a_second_day_it_is_told_until_now() {
    let desk = desk();
    let open = desk.run(&["diff", "2024-03-02..", "-q"]);
    assert_eq!(open.out, desk.run(&["diff", "2024-03-02..2024-03-04", "-q"]).out);
    assert_eq!(open.out, desk.run(&["diff", "2024-03-02", "-q"]).out);
}

#[test]
fn nothing_that_changed_is_said() {
    assert_data_eq!(
        desk().run(&["diff", "2024-03-02..2024-03-02"]).to_string(),
        str![[r#"
2|    Found nothing that changed from 2024-03-02 to 2024-03-02
exit 0

"#]]
    );
    let desk = desk();
    with_before(&desk);
    assert_data_eq!(
        desk.run(&["diff", "--against", "../before"]).to_string(),
        str![[r#"
2|    Found nothing that changed from ../before to the site as it is
exit 0

"#]]
    );
}

#[test]
fn what_is_no_two_days_is_refused() {
    let desk = desk();
    let mut told = String::new();
    for words in [
        &["2024-03-04..2024-03-02"][..],
        &["2024-03-01..2024-02-30"],
        &["2024-03"],
        &["1 March 2024"],
        &["..2024-03-02"],
        &["HEAD~1"],
        &["-r", "../desk", "main..HEAD"],
        &["--against", "nowhere", "--as-of", "March"],
        &[],
        &["2024-03-02", "--as-of", "2024-03-01"],
        &["2024-03-02", "--against", "../before"],
        &["2024-03-02", "--json", "--markdown"],
        &["--against", "nowhere"],
        &["--against", "content"],
        &["--against", "../desk"],
    ] {
        let said = desk.refused(&[&["diff"], words].concat());
        told.push_str(&format!("$ {}\n{said}\n", words.join(" ")));
    }
    assert_data_eq!(
        told,
        str![[r#"
$ 2024-03-04..2024-03-02
2| error: 2024-03-02 is before 2024-03-04
2| help: the earlier day stands first: `2024-03-02..2024-03-04`
exit 2

$ 2024-03-01..2024-02-30
2| error: `2024-02-30` is no day: February 2024 has 29 days
2| help: did you mean `2024-02-29`?
exit 2

$ 2024-03
2| error: `2024-03` is no day: a single day is wanted here, such as `2022-01-19`
2| help: days are written `2022-01-19`, two of them `2022-01-19..2022-01-21`
exit 2

$ 1 March 2024
2| error: `1 March 2024` is no day: a date is written in figures, year first
2| help: did you mean `2024-03-01`?
exit 2

$ ..2024-03-02
2| error: `..2024-03-02` has no first day
2| help: write the day from which to compare: `2022-01-01..2024-03-02`
exit 2

$ HEAD~1
2| error: `HEAD~1` is no day, and . is in no git repository
2| help: days are written `2022-01-19`, two of them `2022-01-19..2022-01-21`
2| help: `--against DIR` compares with another folder that holds the site
exit 2

$ -r ../desk main..HEAD
2| error: `main` is no day, and ../desk is in no git repository
2| help: days are written `2022-01-19`, two of them `2022-01-19..2022-01-21`
2| help: `--against DIR` compares with another folder that holds the site
exit 2

$ --against nowhere --as-of March
2| error: `--as-of` can't be `March`: `March` lacks its year
2| help: `whowhen diff --help` says what it takes
exit 2

$ 
2| error: `diff` needs REV|DATE..DATE
2| help: write `whowhen diff REV|DATE..DATE`
exit 2

$ 2024-03-02 --as-of 2024-03-01
2| error: `REV|DATE..DATE` and `--as-of` don't go together
2| help: leave one of them out
exit 2

$ 2024-03-02 --against ../before
2| error: `REV|DATE..DATE` and `--against` don't go together
2| help: leave one of them out
exit 2

$ 2024-03-02 --json --markdown
2| error: `--json` and `--markdown` don't go together
2| help: leave one of them out
exit 2

$ --against nowhere
2| error: there is no folder nowhere
2| help: `--against` names the site's folder as it was before: the one with content/
exit 2

$ --against content
2| error: there is no folder content/ in content
2| help: `--against` names the site's folder as it was before: the one with content/
exit 2

$ --against ../desk
2| error: ../desk is the site itself
2| help: `--against` names another folder that holds the site as it was before
exit 2


"#]]
    );
}

#[test]
fn against_another_folder_each_kind_of_change_is_told_in_both_directions() {
    let desk = desk();
    with_before(&desk);
    desk.write(
        "content/briefings/bridge.md",
        "---\ntitle: Who closed the bridge, and when?\ndate: 2024-03-01\nupdated: 2024-03-05\nclaims: [cracks]\nknown: [It is closed.]\n\
         changes:\n  - {date: 2024-03-04, kind: correction, text: The day was wrong., was: on Monday, now: on Tuesday}\n  \
         - {date: 2024-03-05, kind: clarification, text: It says who asked.}\n---\nThe council closed it at night.\n",
    );
    desk.write("content/briefings/new.md", "---\ntitle: A new bridge\ndate: 2024-03-05\nknown: [It is planned.]\n---\nText.\n");
    desk.write(
        "content/actors.yaml",
        "council: {name: Town Council, kind: government}\n\
         bo-clerk: {name: Bo Clerk, kind: person, redirect_from: [clerk], roles: [{title: Clerk, of: council, since: 2020}]}\n\
         wang: {name: 王毅, kind: person, relations: [{to: council, type: advises, since: 2024-03-03, source: notice}]}\n",
    );
    desk.write(
        "content/sources.yaml",
        "notice: {title: The notice, publisher: Town Gazette, date: 2024-02-29, url: \"https://example.org/notice\", \
         archived: \"https://archive.example.net/1\"}\n\
         minutes: {title: Minutes, publisher: council, date: 2024-03-05, url: \"https://example.org/minutes\"}\n",
    );
    desk.write(
        "content/claims.yaml",
        "cracks:\n  text: Ada Okafor did not tell of the cracks.\n  asserted:\n    \
         - {by: bo-clerk, when: 2024-03-02, source: notice}\n  \
         responses: [{by: Ada Okafor, stance: confirms, when: 2024-03-05, source: minutes}, {by: council, stance: denies}]\n  \
         status: [{is: confirmed, as_of: 2024-03-05, source: minutes}]\n  quantity: {n: 12, unit: cracks}\n\
         repair:\n  text: The council will repair it.\n  by: council\n  date: 2024-03-05\n  source: minutes\n  status: asserted\n",
    );
    desk.write(
        "content/events.yaml",
        "closure:\n  title: The bridge is closed\n  when: 2024-02-29\n  sources: [notice, minutes]\n  claims: [cracks]\n\
         opening: {title: It opens, when: 2024-04, status: planned, sources: [minutes]}\n",
    );
    assert_data_eq!(
        desk.run(&["diff", "--against", "../before"]).to_string(),
        str![[r#"
1| Claims (3)
1|   new      content/claims.yaml:8   The council will repair it.
1|       status: asserted
1|       said by: Town Council, 2024-03-05 (Minutes)
1|       origins: 1 (Town Council)
1|   changed  content/claims.yaml:1   Ada Okafor did not tell of the cracks.
1|       claim: Ada Okafor hid the cracks. → Ada Okafor did not tell of the cracks.
1|       status: corroborated since 2024-03-03 (Report) → confirmed since 2024-03-05 (Minutes)
1|       saying: Bo Clerk, 2024-03-01 (The notice) → Bo Clerk, 2024-03-02 (The notice)
1|       answer: Ada Okafor denies, 2024-03-02 → Ada Okafor confirms, 2024-03-05 (Minutes)
1|       new answer: Town Council denies
1|       origins: 2 (Bo Clerk, 王毅) → 1 (Bo Clerk)
1|       new figure: 12 cracks
1|       status of another time taken away: reported since 2024-03-01
1|       status of another time taken away: disputed since 2024-03-02 (The notice)
1|       saying taken away: 王毅, 2024-03-03: “I saw them.” (Report)
1|   gone     content/claims.yaml:11  The council knew of the rust.
1|       answer that it had: Town Council denies, 2024-03-03
1|
1| Events (3)
1|   new      content/events.yaml:6  It opens
1|       when: 2024-04
1|       status: planned
1|       source: Minutes
1|   changed  content/events.yaml:1  The bridge is closed
1|       when: 2024-03-01 → 2024-02-29
1|       new source: Minutes
1|       answer that stands: Town Council denies
1|   gone     content/events.yaml:6  A hearing
1|
1| Corrections and other changes that briefings tell of (1)
1|   new  content/briefings/bridge.md:1  Who closed the bridge, and when?
1|       change: clarification, 2024-03-05: It says who asked.
1|
1| Briefings (2)
1|   new      content/briefings/new.md:1     A new bridge
1|       date of publication: 2024-03-05
1|   changed  content/briefings/bridge.md:1  Who closed the bridge, and when?
1|       title: Who closed the bridge? → Who closed the bridge, and when?
1|       text: 4 words → 6 words
1|       new date of the update: 2024-03-05
1|       new thing known: It is closed.
1|
1| Sources (3)
1|   new      content/sources.yaml:2  Minutes
1|       publisher: Town Council
1|       date of publication: 2024-03-05
1|   changed  content/sources.yaml:1  The notice
1|       title: Notice → The notice
1|       date of publication: 2024-03-01 → 2024-02-29
1|       new archived copy: https://archive.example.net/1
1|   gone     content/sources.yaml:2  Report
1|
1| Actors, their offices and relations (2)
1|   changed  content/actors.yaml:2  Bo Clerk
1|       id: clerk → bo-clerk
1|       role: Clerk, Town Council from 2020 until 2024-03-02 → Clerk, Town Council since 2020
1|   changed  content/actors.yaml:3  王毅
1|       new relation: advises Town Council since 2024-03-03 (The notice)
1|       role taken away: Engineer since 2024-03-03
2|    Found 14 changes from ../before to the site as it is
exit 0

"#]]
    );
    assert_data_eq!(
        desk.run_in("../before", &["diff", "--against", "../desk"]).to_string(),
        str![[r#"
1| Claims (3)
1|   new      content/claims.yaml:11  The council knew of the rust.
1|       status: disputed
1|       said by: 王毅, 2024-03-03 (Report)
1|       answer: Town Council denies, 2024-03-03
1|       origins: 1 (王毅)
1|   changed  content/claims.yaml:1   Ada Okafor hid the cracks.
1|       claim: Ada Okafor did not tell of the cracks. → Ada Okafor hid the cracks.
1|       new status of another time: reported since 2024-03-01
1|       new status of another time: disputed since 2024-03-02 (Notice)
1|       status: confirmed since 2024-03-05 (Minutes) → corroborated since 2024-03-03 (Report)
1|       saying: Bo Clerk, 2024-03-02 (Notice) → Bo Clerk, 2024-03-01 (Notice)
1|       new saying: 王毅, 2024-03-03: “I saw them.” (Report)
1|       answer: Ada Okafor confirms, 2024-03-05 (Minutes) → Ada Okafor denies, 2024-03-02
1|       origins: 1 (Bo Clerk) → 2 (Bo Clerk, 王毅)
1|       answer taken away: Town Council denies
1|       figure taken away: 12 cracks
1|   gone     content/claims.yaml:8   The council will repair it.
1|
1| Events (3)
1|   new      content/events.yaml:6  A hearing
1|       when: 2024-03-04
1|       status of another time: planned since 2024-03-01 (Notice)
1|       status: postponed since 2024-03-03 (Report)
1|   changed  content/events.yaml:1  The bridge is closed
1|       when: 2024-02-29 → 2024-03-01
1|       source taken away: Minutes
1|       answer that stands: Ada Okafor denies, 2024-03-02
1|   gone     content/events.yaml:6  It opens
1|
1| Corrections and other changes that briefings tell of (1)
1|   gone  content/briefings/bridge.md:1  Who closed the bridge?
1|       change: clarification, 2024-03-05: It says who asked.
1|
1| Briefings (2)
1|   changed  content/briefings/bridge.md:1  Who closed the bridge?
1|       title: Who closed the bridge, and when? → Who closed the bridge?
1|       text: 6 words → 4 words
1|       date of the update taken away: 2024-03-05
1|       thing known taken away: It is closed.
1|   gone     content/briefings/new.md:1     A new bridge
1|
1| Sources (3)
1|   new      content/sources.yaml:2  Report
1|       publisher: Evening Post
1|       date of publication: 2024-03-03
1|   changed  content/sources.yaml:1  Notice
1|       title: The notice → Notice
1|       date of publication: 2024-02-29 → 2024-03-01
1|       archived copy taken away: https://archive.example.net/1
1|   gone     content/sources.yaml:2  Minutes
1|
1| Actors, their offices and relations (2)
1|   changed  content/actors.yaml:2  Bo Clerk
1|       id: bo-clerk → clerk
1|       role: Clerk, Town Council since 2020 → Clerk, Town Council from 2020 until 2024-03-02
1|   changed  content/actors.yaml:3  王毅
1|       new role: Engineer since 2024-03-03
1|       relation taken away: advises Town Council since 2024-03-03 (Notice)
2|    Found 14 changes from ../desk to the site as it is
exit 0

"#]]
    );
}

#[test]
fn records_without_an_id_of_their_own_are_known_by_who_said_it_when() {
    let desk = desk();
    let file = |claim: &str, other: &str, event: &str| {
        format!(
            "---\ntitle: Two\ndate: 2024-03-01\nclaims:\n  - {{text: {claim}, by: clerk, date: 2024-03-01, source: gazette}}\n  \
             - {{text: {other}, by: wang, date: 2024-03-01, source: gazette}}\n\
             dates:\n  - {{when: 2024-03-02, title: {event}, sources: [gazette]}}\n---\n"
        )
    };
    desk.write("content/briefings/two.md", &file("It was closed.", "It is old.", "A visit"));
    with_before(&desk);
    desk.write("content/briefings/two.md", &file("It was closed at noon.", "It is old.", "A long visit"));
    assert_data_eq!(
        desk.run(&["diff", "--against", "../before"]).to_string(),
        str![[r#"
1| Claims (1)
1|   changed  content/briefings/two.md:5  It was closed at noon.
1|       claim: It was closed. → It was closed at noon.
1|
1| Events (1)
1|   changed  content/briefings/two.md:8  A long visit
1|       title: A visit → A long visit
2|    Found 2 changes from ../before to the site as it is
exit 0

"#]]
    );
}

#[test]
fn what_was_merged_leads_on() {
    let desk = desk();
    with_before(&desk);
    desk.write(
        "content/actors.yaml",
        "council: {name: Town Council, kind: government, redirect_from: [wang]}\nclerk: {name: Bo Clerk, kind: person}\n",
    );
    desk.write("content/claims.yaml", "{}\n");
    desk.write(
        "content/briefings/bridge.md",
        "---\ntitle: Who closed the bridge?\ndate: 2024-03-01\n---\nThe council closed it.\n",
    );
    desk.write("content/events.yaml", "{}\n");
    assert_data_eq!(
        desk.run(&["diff", "--against", "../before", "-q"]).to_string(),
        str![[r#"
1| Claims (2)
1|   gone  content/claims.yaml:1   Ada Okafor hid the cracks.
1|       answer that it had: Ada Okafor denies, 2024-03-02
1|   gone  content/claims.yaml:11  The council knew of the rust.
1|       answer that it had: Town Council denies, 2024-03-03
1|
1| Events (2)
1|   gone  content/events.yaml:1  The bridge is closed
1|       answer that it had: Ada Okafor denies, 2024-03-02
1|   gone  content/events.yaml:6  A hearing
1|
1| Corrections and other changes that briefings tell of (1)
1|   gone  content/briefings/bridge.md:1  Who closed the bridge?
1|       change: correction, 2024-03-04: The day was wrong.
1|       wording: on Monday → on Tuesday
1|
1| Actors, their offices and relations (2)
1|   changed  content/actors.yaml:2  Bo Clerk
1|       role taken away: Clerk, Town Council from 2020 until 2024-03-02
1|   gone     content/actors.yaml:3  王毅
1|       its address leads to: Town Council
exit 0

"#]]
    );
}

#[test]
fn a_claim_is_never_told_without_its_denials() {
    let desk = desk();
    with_before(&desk);
    for words in [&["diff", "2024-03-02..2024-03-03"][..], &["diff", "--against", "../before"]] {
        desk.write("content/claims.yaml", &desk.read("content/claims.yaml").replace("status: disputed", "status: unresolved"));
        let said = desk.run(&[words, &["--json"]].concat());
        let whole: Value = serde_json::from_str(&said.out).unwrap();
        let claims = whole["diff"]["sections"][0]["changes"].as_array().unwrap();
        assert!(!claims.is_empty(), "{said}");
        for claim in claims {
            let mut denials = claim["denials"].as_array().unwrap().iter().filter_map(|saying| saying["text"].as_str());
            assert!(denials.any(|text| text.ends_with(" denies")), "{claim}");
        }
    }
}

#[test]
fn for_programs_it_is_whole() {
    let said = desk().run(&["diff", "2024-03-02..2024-03-03", "--json", "-q"]);
    assert_eq!((said.err.as_str(), said.exit), ("", 0));
    assert_data_eq!(said.out, snapbox::file!["diff.json": Text]);
}

#[test]
fn for_a_pull_request_content_is_nothing_but_text() {
    let desk = desk();
    with_before(&desk);
    desk.write("content/actors/odd.md", "---\nname: \"</code><script>alert(1)</script> @everyone `a`\"\nkind: person\n---\n");
    assert_data_eq!(
        desk.run(&["diff", "--against", "../before", "--markdown"]).to_string(),
        str![[r#"
1| ### What changed for a reader
1|
1| <p><code>1 change from ../before to the site as it is</code></p>
1| <h4>Actors, their offices and relations (1)</h4>
1| <ul>
1| <li>new: <code>&lt;/code&gt;&lt;script&gt;alert(1)&lt;/script&gt; @everyone `a`</code> <code>content/actors/odd.md:1</code>
1| <ul>
1| <li>kind: <code>person</code></li>
1| </ul>
1| </li>
1| </ul>
1|
2|    Found 1 change from ../before to the site as it is
exit 0

"#]]
    );
    let many: String = (0..2000).map(|number| format!("who{number}: {{name: Number {number}, kind: person}}\n")).collect();
    desk.write("content/actors.yaml", &many);
    let long = desk.run(&["diff", "--against", "../before", "--markdown"]).out;
    assert!(long.len() < 65_536 && long.contains("more: <code>whowhen diff</code> lists them</p>"), "{}", long.len());
}

#[test]
fn what_can_be_read_is_compared_where_the_content_is_broken() {
    let desk = desk();
    with_before(&desk);
    desk.write("../before/content/events/talks.md", "---\ntitle: Talks: the first\nwhen: 2024-03-01\n---\n");
    assert_data_eq!(
        desk.run(&["diff", "--against", "../before"]).to_string(),
        str![[r#"
2|    Found nothing that changed from ../before to the site as it is
2| warning: the content in ../before has 1 error, so something may be missing here
2| help: `whowhen check` shows what is wrong
exit 1

"#]]
    );
    desk.write("content/events/talks.md", "---\ntitle: Talks: the first\nwhen: 2024-03-01\n---\n");
    let said = desk.run(&["diff", "2024-03-01..2024-03-02"]);
    assert!(said.exit == 1 && said.err.contains("warning: the content has 1 error, so"), "{said}");
}

#[test]
fn what_a_reader_sees_is_compared_and_not_how_it_is_written() {
    let desk = desk();
    let write = |words: &str| {
        let head = "---\ntitle: Who closed the bridge?\ndate: 2024-03-01\nclaims: [cracks]\n---\n";
        desk.write("content/briefings/bridge.md", &format!("{head}{words}\n"));
    };
    write("The council closed it, says [[clerk]].\n\n* One\n* Two");
    with_before(&desk);
    for same in [
        "The council\nclosed  it, says [[clerk]].\n\n- One\n- Two\n\n<!-- a remark -->",
        "The council closed it, says [[clerk|Bo Clerk]].\n\n* One\n* Two",
    ] {
        write(same);
        assert_data_eq!(
            desk.run(&["diff", "--against", "../before"]).to_string(),
            str![[r#"
2|    Found nothing that changed from ../before to the site as it is
exit 0

"#]]
        );
    }
    write("The council closed it, says [[clerk]].\n\n* One\n* Three");
    assert!(desk.run(&["diff", "--against", "../before"]).to_string().contains("in other words"));
}
