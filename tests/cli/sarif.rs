//! `--format sarif`: one log on stdout, and nothing beside it.

use serde_json::{Value, json};

use super::*;

fn log(desk: &Desk, words: &[&str]) -> (Value, i32) {
    let said = desk.run(words);
    assert_eq!(said.err, "", "{said}");
    (serde_json::from_str(&said.out).unwrap(), said.exit)
}

#[test]
fn findings_are_results() {
    let desk = Desk::with_site();
    desk.write("content/events/the talks.md", "---\ntitle: Київ: talks\nwhen: 2022-01-10\n---\n### One\n");
    desk.write("content/events/visit.md", "---\ntitle: The visit\nwhen: 2022-01-10\n---\n### One\n\nIt was. [@closure-notice]\n");
    let (log, exit) = log(&desk, &["check", "--format", "sarif"]);
    assert_eq!(exit, 1);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.len() > 40 && rules.iter().all(|rule| rule["shortDescription"]["text"].as_str().unwrap().len() > 10));

    let mut results = run["results"].clone();
    for result in results.as_array_mut().unwrap() {
        let index = result.as_object_mut().unwrap().remove("ruleIndex").unwrap().as_u64().unwrap();
        assert_eq!(rules[usize::try_from(index).unwrap()]["id"], result["ruleId"]);
    }
    let region = |line: usize, start: usize, end: usize| json!({"startLine": line, "startColumn": start, "endLine": line, "endColumn": end});
    let talks = json!({"uri": "content/events/the%20talks.md", "uriBaseId": "%SRCROOT%"});
    assert_eq!(
        results[0],
        json!({
            "ruleId": "unquoted-colon",
            "level": "error",
            "message": {"text": "this title needs quotation marks\nhelp: write `title: \"Київ: talks\"`"},
            "locations": [{"physicalLocation": {"artifactLocation": talks, "region": region(2, 12, 13)}}],
            "relatedLocations": [{
                "id": 0,
                "physicalLocation": {"artifactLocation": talks, "region": region(2, 12, 13)},
                "message": {"text": "a colon and a space start a new field"},
            }],
            "fixes": [{"artifactChanges": [{
                "artifactLocation": talks,
                "replacements": [{"deletedRegion": region(2, 8, 19), "insertedContent": {"text": "\"Київ: talks\""}}],
            }]}],
        })
    );
    assert_eq!(
        results[1],
        json!({
            "ruleId": "heading-jump",
            "level": "warning",
            "message": {"text": "this heading is of level 3, and stands below the title\nhelp: begin it with `##`"},
            "locations": [{"physicalLocation": {
                "artifactLocation": {"uri": "content/events/visit.md", "uriBaseId": "%SRCROOT%"},
                "region": region(5, 1, 2),
            }}],
        })
    );
    assert_eq!(results.as_array().unwrap().len(), 2);
}

#[test]
fn nothing_wrong_is_a_log_too() {
    let desk = Desk::with_site();
    let (log, exit) = log(&desk, &["check", "--format", "sarif"]);
    assert_eq!((exit, &log["runs"][0]["results"]), (0, &json!([])));
}
