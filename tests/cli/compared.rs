//! `diff`: what it compares of a record.

use super::diff::{desk, with_before};
use super::*;

#[test]
fn all_that_a_page_shows_of_a_claim_and_an_event_is_compared() {
    let desk = desk();
    let claim = |verdict: &str, by: &str, hedge: &str, first: &str, to: &str| {
        format!(
            "\ndam:\n  text: It leaks.\n  asserted: [{{by: clerk, when: 2024-03-01, source: gazette{hedge}}}]\n  \
             responses: [{{by: wang, stance: denies, when: 2024-03-02{to}}}]\n  verdict: {verdict}\n  reviewed_by: {by}\n  \
             status: [{{is: reported, as_of: {first}}}, {{is: disputed, as_of: 2024-03-02}}]\n"
        )
    };
    let event = |claims: &str, said: &str, kind: &str, part: &str| {
        format!(
            "\ntalks: {{title: Talks, when: 2024-03-01, sources: [gazette], claims: [{claims}], said: {said}, type: {kind}, \
             actors: [{{actor: wang, as: {part}}}]}}\n"
        )
    };
    let (claims, events) = (desk.read("content/claims.yaml"), desk.read("content/events.yaml"));
    let briefing = |listed: &str| format!("---\ntitle: Two\ndate: 2024-03-01\n{listed}---\nText.\n");
    desk.write("content/claims.yaml", &(claims.clone() + &claim("Open", "clerk", ", hedge: allegedly", "2024-03-01", "")));
    desk.write("content/events.yaml", &(events.clone() + &event("cracks", "on Friday", "visit", "guest")));
    desk.write(
        "content/briefings/two.md",
        &briefing("claims: [cracks, dam]\ndates: [talks]\nsources: [gazette]\nactors: [clerk]\n"),
    );
    with_before(&desk);
    desk.write("content/claims.yaml", &(claims + &claim("\"False [@gazette]\"", "wang", "", "2024-02-29", ", to: clerk")));
    desk.write("content/events.yaml", &(events + &event("rust", "on Monday", "talks", "host")));
    desk.write("content/briefings/two.md", &briefing("claims: [cracks]\ndates: [closure]\n"));
    assert_data_eq!(
        desk.run(&["diff", "--against", "../before"]).to_string(),
        str![[r#"
1| Claims (1)
1|   changed  content/claims.yaml:19  It leaks.
1|       status of another time: reported since 2024-03-01 → reported since 2024-02-29
1|       answer: 王毅 denies, 2024-03-02 → 王毅 denies, to Bo Clerk, 2024-03-02
1|       verdict of the editors: Open (found by Bo Clerk) → False (found by 王毅)
1|       word of doubt taken away: allegedly
1|
1| Events (1)
1|   changed  content/events.yaml:13  Talks
1|       participant: 王毅, guest → 王毅, host
1|       words for the day: on Friday → on Monday
1|       type: visit → talks
1|       new claim on the page: The council knew of the rust (denied by Town Council)
1|       claim on the page taken away: Ada Okafor hid the cracks (denied by Ada Okafor)
1|       answer that stands: Town Council denies, 2024-03-03
1|
1| Briefings (1)
1|   changed  content/briefings/two.md:1  Two
1|       new event on the page: The bridge is closed
1|       claim on the page taken away: It leaks (denied by 王毅)
1|       event on the page taken away: Talks
1|       source of the page taken away: Notice
1|       actor on the page taken away: Bo Clerk
2|    Found 3 changes from ../before to the site as it is
exit 0

"#]]
    );
}
