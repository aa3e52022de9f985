//! `list`: what there is and where it is defined, and what waits for an editor.

use serde_json::Value;

use super::*;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("site.yaml", "title: A bridge\nas_of: 2024-03-10\n");
    desk.write(
        "content/briefings/bridge.md",
        "---\ntitle: Who closed the bridge?\ndate: 2024-03-05\nreview_by: 2024-03-09\nactors: [Town Council, okafor]\n\
         dates:\n  - {id: closing, when: 2024-03-01, title: The bridge is closed, status: occurred, sources: [gazette]}\n  \
         - {id: hearing, when: 2024-03-12, title: A hearing, status: planned}\n  \
         - {id: opening, when: 2024-03, title: The bridge opens, status: [{is: announced, as_of: 2024-03-02}]}\n\
         sources:\n  - {id: gazette, title: Notice of closure, publisher: Town Gazette, date: 2024-03-01}\n---\nIt was closed.\n",
    );
    desk.write(
        "content/actors.yaml",
        "okafor:\n  name: Ada Okafor\n  kind: person\nnobody:\n  name: Nobody Inparticular\n  kind: person\n",
    );
    desk.write(
        "content/claims.yaml",
        "cracks:\n  text: The bridge has *cracks*.\n  by: Town Council\n  source: gazette\n  status: asserted\n\
         repaired:\n  text: It will be repaired.\n  by: Town Council\n  source: gazette\n  \
         expects: {what: repairs, by_when: 2024-03-10}\n\
         paid:\n  text: It was paid for.\n  by: Town Council\n  source: gazette\n  \
         expects: {what: a receipt, by_when: 2024-03-02, met: 2024-03-02}\n",
    );
    desk.write(
        "content/briefings/secret.md",
        "---\ntitle: Not yet\ndraft: true\nactors: [Somebody Only Here]\n\
         claims:\n  - {id: inside, text: A claim inside., by: Town Council, source: gazette}\n---\n",
    );
    desk.write("content/briefings/later.md", "---\ntitle: Later\npublish_at: 2024-04-01\n---\n");
    desk
}

#[test]
fn records_are_a_table_with_the_place_of_each() {
    let desk = desk();
    assert_data_eq!(
        desk.run(&["list", "actors"]).to_string(),
        str![[r#"
1| nobody        Nobody Inparticular  person      content/actors.yaml:4
1| okafor        Ada Okafor           person      content/actors.yaml:1
1| town-council  Town Council         only named  content/briefings/bridge.md:5
1| town-gazette  Town Gazette         only named  content/briefings/bridge.md:11
2|   Listed 4 actors
exit 0

"#]]
    );
    assert_data_eq!(
        desk.run(&["list", "events"]).to_string(),
        str![[r#"
1| 2024-03-01  closing  The bridge is closed  occurred   content/briefings/bridge.md:7
1| 2024-03     opening  The bridge opens      announced  content/briefings/bridge.md:9
1| 2024-03-12  hearing  A hearing             planned    content/briefings/bridge.md:8
2|   Listed 3 events
exit 0

"#]]
    );
    assert_data_eq!(
        desk.run(&["list", "sources"]).to_string(),
        str![[r#"
1| gazette  Notice of closure  Town Gazette  2024-03-01  content/briefings/bridge.md:11
2|   Listed 1 source
exit 0

"#]]
    );
    assert_data_eq!(
        desk.run(&["list", "claims"]).to_string(),
        str![[r#"
1| cracks    The bridge has cracks.  asserted  content/claims.yaml:1
1| paid      It was paid for.        –         content/claims.yaml:11
1| repaired  It will be repaired.    –         content/claims.yaml:6
2|   Listed 3 claims
exit 0

"#]]
    );
    assert!(desk.run(&["list", "claims", "--drafts"]).out.contains("inside "));
    assert_eq!(desk.run(&["list", "claims", "-q"]).err, "");
}

#[test]
fn what_waits_for_an_editor_is_listed_with_its_reason() {
    let desk = desk();
    assert_data_eq!(
        desk.run(&["list", "drafts"]).to_string(),
        str![[r#"
1| briefing  later   Later            from 2024-04-01            content/briefings/later.md:1
1| briefing  secret  Not yet          draft                      content/briefings/secret.md:1
1| claim     inside  A claim inside.  stands in `secret`: draft  content/briefings/secret.md:6
2|   Listed 3 records that are not published
exit 0

"#]]
    );
    assert_data_eq!(
        desk.run(&["list", "orphans"]).to_string(),
        str![[r#"
1| actor  nobody  Nobody Inparticular  content/actors.yaml:4
2|   Listed 1 orphan
exit 0

"#]]
    );
    assert_data_eq!(
        desk.run(&["list", "due"]).to_string(),
        str![[r#"
1| 2024-03-09  in 4 days   review by then    briefing  bridge    Who closed the bridge?  content/briefings/bridge.md:1
1| 2024-03-10  in 5 days   expected by then  claim     repaired  It will be repaired.    content/claims.yaml:6
1| 2024-03-12  in 7 days   planned           event     hearing   A hearing               content/briefings/bridge.md:8
1| 2024-03     in 26 days  planned           event     opening   The bridge opens        content/briefings/bridge.md:9
2|   Listed 4 things due as of 2024-03-05
exit 0

"#]]
    );
    assert_data_eq!(
        desk.run(&["list", "due", "--today", "2024-04-02"]).to_string(),
        str![[r#"
1| 2024-03-09  24 days ago  review by then    briefing  bridge    Who closed the bridge?  content/briefings/bridge.md:1
1| 2024-03-10  23 days ago  expected by then  claim     repaired  It will be repaired.    content/claims.yaml:6
1| 2024-03-12  21 days ago  planned           event     hearing   A hearing               content/briefings/bridge.md:8
1| 2024-03     2 days ago   planned           event     opening   The bridge opens        content/briefings/bridge.md:9
2|   Listed 4 things due as of 2024-04-02
exit 0

"#]]
    );
    assert!(!desk.run(&["list", "drafts", "--today", "2024-04-02"]).out.contains("later"));
}

#[test]
fn as_json_records_are_those_of_the_exports() {
    let desk = desk();
    assert_eq!(desk.run(&["build"]).exit, 0);
    for kind in ["actors", "events", "sources", "claims"] {
        let listed: Value = serde_json::from_str(&desk.run(&["list", kind, "--json"]).out).unwrap();
        let exported: Value = serde_json::from_str(&desk.read(&format!("output/data/{kind}.json"))).unwrap();
        assert_eq!(listed, exported[kind], "{kind}");
        assert!(!listed.as_array().unwrap().is_empty(), "{kind}");
    }
    assert_data_eq!(
        desk.run(&["list", "drafts", "--json"]).out,
        str![[r#"
[
  {
    "kind": "briefing",
    "id": "later",
    "title": "Later",
    "file": "content/briefings/later.md",
    "line": 1,
    "why": "from 2024-04-01",
    "publish_at": "2024-04-01"
  },
  {
    "kind": "briefing",
    "id": "secret",
    "title": "Not yet",
    "file": "content/briefings/secret.md",
    "line": 1,
    "why": "draft"
  },
  {
    "kind": "claim",
    "id": "inside",
    "title": "A claim inside.",
    "file": "content/briefings/secret.md",
    "line": 6,
    "why": "stands in `secret`: draft"
  }
]

"#]]
    );
    assert_data_eq!(
        desk.run(&["list", "orphans", "--json"]).out,
        str![[r#"
[
  {
    "kind": "actor",
    "id": "nobody",
    "title": "Nobody Inparticular",
    "file": "content/actors.yaml",
    "line": 4
  }
]

"#]]
    );
    let due: Value = serde_json::from_str(&desk.run(&["list", "due", "--json"]).out).unwrap();
    let ids: Vec<&str> = due.as_array().unwrap().iter().map(|due| due["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["bridge", "repaired", "hearing", "opening"]);
    assert_data_eq!(
        format!("{:#}\n", due[3]),
        str![[r#"
{
  "kind": "event",
  "id": "opening",
  "title": "The bridge opens",
  "file": "content/briefings/bridge.md",
  "line": 9,
  "field": "when",
  "date": "2024-03",
  "day": "2024-03-31",
  "days": 26
}

"#]]
    );
}

#[test]
fn what_can_be_read_is_listed_where_the_content_is_broken() {
    let desk = desk();
    desk.write("content/events/talks.md", "---\ntitle: Talks: the first\nwhen: 2024-03-01\n---\n");
    assert_data_eq!(
        desk.run(&["list", "sources"]).to_string(),
        str![[r#"
1| gazette  Notice of closure  Town Gazette  2024-03-01  content/briefings/bridge.md:11
2|   Listed 1 source
2| warning: the content has 1 error, so something may be missing here
2| help: `whowhen check` shows what is wrong
exit 1

"#]]
    );
    let said = desk.run(&["list", "sources", "--json"]);
    assert!(said.exit == 1 && serde_json::from_str::<Value>(&said.out).is_ok(), "{said}");
}

#[test]
fn a_word_that_it_does_not_know_is_answered_with_the_nearest() {
    let said = desk().run(&["list", "actor"]);
    assert!(said.exit == 2 && said.err.contains("`actors`"), "{said}");
    assert!(Desk::new().refused(&["list", "actors"]).err.contains("there is no folder content/"));
}

#[test]
fn a_title_steers_no_terminal() {
    let desk = desk();
    desk.write("content/actors/odd.md", &format!("---\nname: \"Odd\\e[31m {}\"\n---\n", "x".repeat(80)));
    let said = desk.run(&["list", "actors"]);
    assert!(!said.out.contains('\u{1b}') && said.out.contains("…") && said.out.contains("content/actors/odd.md:1"), "{said}");
}
