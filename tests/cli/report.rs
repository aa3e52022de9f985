//! `report`: what waits for an editor, on a terminal, as JSON, and as a page that is never where a site is published.

use std::os::unix::fs::symlink;

use serde_json::Value;

use super::leaf::Leaf;
use super::*;

/// A site with something in every section, and something beside it that is not to be there.
fn desk() -> Desk {
    let desk = Desk::new();
    write(&desk);
    desk
}

fn write(desk: &Desk) {
    desk.write("site.yaml", "title: A bridge\n");
    desk.write(
        "content/briefings/bridge.md",
        "---\ntitle: Who closed the bridge?\ndate: 2024-03-01\nreview_by: 2024-03-02\nactors: [council, okafor]\n\
         dates:\n  - {id: hearing, when: 2024-03-03, title: A hearing, status: planned, sources: [gazette]}\n  \
         - {id: opening, when: 2024-04, title: The bridge opens, status: planned, sources: [gazette]}\n\
         claims: [cracks]\n---\n\
         The council closed it, as engineers of Bridge Watch had asked. On Monday nobody came; at Bridge Watch they wait.\n\n\
         Foreign guests of Bridge Watch heard Okafor. Then Okafor left, and we asked Okafor. The French left too.\n",
    );
    desk.write(
        "content/briefings/later.md",
        "---\ntitle: What came later\nupdated: 2024-02-20\nactors: [Ned High]\nclaims: [rust]\n---\n",
    );
    desk.write(
        "content/actors.yaml",
        "council: {name: Town Council, kind: government, aliases: [the council]}\n\
         clerk: {name: Bo Clerk, kind: person, part_of: council}\n\
         okafor: {name: Ada Okafor, kind: person}\nnoone: {name: Ann Noone, kind: person}\n\
         wang: {name: 王毅, kind: person}\nlow: {name: Pip Low, kind: person}\n",
    );
    desk.write(
        "content/sources.yaml",
        "gazette: {title: Notice of closure, publisher: Town Gazette, date: 2024-02-28, url: \"https://example.org/notice\"}\n\
         copy: {title: A copy, syndicates: gazette, publisher: Evening Post, date: 2024-02-29, url: \"https://example.com/\", \
         archived: {status: wanted}}\n\
         minutes: {title: The minutes, publisher: council, held: via, via: gazette, url: \"https://example.net/\", \
         archived: \"https://archive.example.net/1\"}\n",
    );
    desk.write(
        "content/claims.yaml",
        // Nobody who is accused has answered, and there is one origin.
        "cracks:\n  title: The cracks\n  text: Ada Okafor hid the cracks.\n  by: clerk\n  date: 2024-02-27\n  about: [okafor, council]\n  \
         source: [gazette, copy]\n  status: asserted\n\
         # Answered by one who speaks for the council.\n\
         rust:\n  text: The council knew of the rust.\n  about: council\n  by: [okafor, noone]\n  date: 2024-02-26\n  source: gazette\n  \
         responses: [{by: clerk, stance: denies, when: 2024-03-04}]\n  status: disputed\n\
         # Nobody says so.\n\
         closed:\n  text: It was closed at night.\n  source: copy\n  status: reported\n\
         # Settled, and a promise.\n\
         repair:\n  text: The council will repair it.\n  by: council\n  about: council\n  source: minutes\n  \
         expects: {what: a plan, by_when: 2024-03-05}\n  status: confirmed\n",
    );
    desk.write("content/relations.yaml", "- {from: okafor, to: Guild of Masons, type: member of}\n");
}

#[test]
fn what_waits_is_told_section_by_section() {
    assert_data_eq!(
        desk().run(&["report"]).to_string(),
        str![[r#"
1| Unanswered accusations (1)
1|   Ask whom they are about, and write the answer into `responses`, or that there was none.
1|   2024-02-27  7 days ago  The cracks  no answer by `Ada Okafor`  content/claims.yaml:1
1|
1| Claims with a single origin (2)
1|   Look for somebody who knows it independently; those who repeat it are no second origin.
1|   2024-02-27  7 days ago  The cracks               origin: `Bo Clerk`, read in 2 outlets  content/claims.yaml:1
1|   2024-02-29  5 days ago  It was closed at night.  origin: `Town Gazette`                 content/claims.yaml:19
1|
1| Claims that nobody owns (1)
1|   Find out who says so, and write it: `by`, or the first in `chain`.
1|   2024-02-29  5 days ago  It was closed at night.  read in `Evening Post`  content/claims.yaml:19
1|
1| Planned dates that have passed (1)
1|   Find out what became of it, and write the new `status`, with its source.
1|   2024-03-03  2 days ago  A hearing  still `planned`  content/briefings/bridge.md:7
1|
1| Expectations that are due (1)
1|   Look whether it came, and write `met`: the day, or `no`.
1|   2024-03-05  today  The council will repair it.  expected: a plan  content/claims.yaml:29
1|
1| Stale pages (2)
1|   Read them again, set `updated`, and give `review_by` a later day.
1|   2024-03-02  3 days ago  Who closed the bridge?  to be looked at again by then                     content/briefings/bridge.md:4
1|   2024-03-04  1 day ago   What came later         written before `The council knew of the rust (d…  content/briefings/later.md:3
1|
1| Pages without a day of review (1)
1|   Give those that are not finished a `review_by`; the oldest stand first.
1|   2024-02-20  14 days ago  What came later  updated then, no `review_by`  content/briefings/later.md:1
1|
1| Sources without an archived copy (1)
1|   Save a copy while they are there, and write its address into `archived`.
1|   2024-02-28  6 days ago  Notice of closure  https://example.org/notice  content/sources.yaml:1
1|
1| Sources that nobody here has read (1)
1|   Find the original and write `held: true`, or cite what was read.
1|   The minutes  known only through `Notice of closure`; cited b…  content/sources.yaml:3
1|
1| Orphans (2)
1|   Name them where they play a part, or remove them.
1|   Pip Low  nothing refers to the actor  content/actors.yaml:6
1|   王毅     nothing refers to the actor  content/actors.yaml:5
1|
1| Undefined actors (4)
1|   Give those a record who play a part: `whowhen new actor NAME`.
1|   1 time  Evening Post     only named  content/sources.yaml:2
1|   1 time  Guild of Masons  only named  content/relations.yaml:1
1|   1 time  Ned High         only named  content/briefings/later.md:4
1|   1 time  Town Gazette     only named  content/sources.yaml:1
1|
1| Names without a page of their own (2)
1|   The most mentioned first. A record makes links of them; an alias does, where somebody known is meant.
1|   3 times  Bridge Watch  matches nothing                             content/briefings/bridge.md:11
1|   3 times  Okafor        matches nothing; an alias of `Ada Okafor`?  content/briefings/bridge.md:13
2| Reported 19 things in 12 sections as of 2024-03-05
exit 0

"#]]
    );
}

#[test]
fn for_programs_it_is_whole_and_in_order() {
    let said = desk().run(&["report", "--json", "-q"]);
    assert_eq!((said.err.as_str(), said.exit), ("", 0));
    assert_data_eq!(said.out, snapbox::file!["report.json": Text]);
}

#[test]
fn ten_rows_of_a_section_are_shown_and_all_if_asked_for() {
    let desk = desk();
    let names: String = (10..40).map(|number| format!("Name Number{number}, ")).collect();
    desk.write("content/briefings/crowd.md", &format!("---\ntitle: A crowd\ndate: 2024-03-01\nactors: [{names}]\n---\n"));
    let few = desk.run(&["report"]).out;
    assert!(few.contains("Undefined actors (34)") && few.contains("\n  … 24 more; `--all` shows them\n"), "{few}");
    assert_eq!(few.matches("Name Number").count(), 8);
    let all = desk.run(&["report", "--all"]).out;
    assert!(!all.contains("more; `--all`") && all.matches("Name Number").count() == 30, "{all}");
    let whole: Value = serde_json::from_str(&desk.run(&["report", "--json"]).out).unwrap();
    assert_eq!(whole["report"]["sections"][10]["count"], 34);
}

#[test]
fn an_empty_site_has_nothing_that_waits() {
    let desk = Desk::new();
    fs::create_dir_all(desk.folder().join("content")).unwrap();
    assert_data_eq!(
        desk.run(&["report"]).to_string(),
        str![[r#"
1| Unanswered accusations: none
1| Claims with a single origin: none
1| Claims that nobody owns: none
1| Planned dates that have passed: none
1| Expectations that are due: none
1| Stale pages: none
1| Pages without a day of review: none
1| Sources without an archived copy: none
1| Sources that nobody here has read: none
1| Orphans: none
1| Undefined actors: none
1| Names without a page of their own: none
2| Reported nothing as of 2024-03-05
exit 0

"#]]
    );
    assert!(Desk::new().refused(&["report"]).err.contains("there is no folder content/"));
}

#[test]
fn what_can_be_read_is_told_where_the_content_is_broken() {
    let desk = desk();
    desk.write("content/events/talks.md", "---\ntitle: Talks: the first\nwhen: 2024-03-01\n---\n");
    let said = desk.run(&["report", "--json"]);
    assert!(serde_json::from_str::<Value>(&said.out).is_ok(), "{said}");
    assert_data_eq!(
        format!("{}exit {}", said.err, said.exit),
        str![[r#"
Reported 19 things in 12 sections as of 2024-03-05
warning: the content has 1 error, so something may be missing here
help: `whowhen check` shows what is wrong
exit 1
"#]]
    );
}

#[test]
fn drafts_and_another_day_are_told_if_asked_for() {
    let desk = desk();
    desk.write("content/briefings/secret.md", "---\ntitle: Not yet\ndraft: true\ndate: 2024-02-01\nactors: [Only Here]\n---\n");
    let titles = |words: &[&str], section: usize| -> Vec<String> {
        let words: Vec<&str> = ["report", "--json"].into_iter().chain(words.iter().copied()).collect();
        let whole: Value = serde_json::from_str(&desk.run(&words).out).unwrap();
        let rows = whole["report"]["sections"][section]["rows"].as_array().unwrap();
        rows.iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(&[], 6), ["What came later"]);
    assert_eq!(titles(&["--drafts"], 6), ["Not yet", "What came later"]);
    assert_eq!(titles(&["--today", "2024-03-01"], 3), [""; 0]);
    assert_eq!(titles(&["--today", "2024-05-01"], 3), ["A hearing", "The bridge opens"]);
    // Who answered later had not answered then.
    assert_eq!(titles(&["--as-of", "2024-02-26"], 0), ["The council knew of the rust."]);
    assert_eq!(titles(&["--as-of", "2024-02-25"], 0), [""; 0]);
}

/// The texts of a page's cells, a row each.
fn rows(html: &str) -> Vec<String> {
    let body = html.split("<tbody>").skip(1).flat_map(|table| table.split("</tbody>").next().unwrap().split("</tr>"));
    body.map(|row| Leaf::read(row.trim()).text).filter(|row| !row.is_empty()).collect()
}

#[test]
fn the_page_holds_every_row_and_loads_and_runs_nothing() {
    let desk = desk();
    desk.write("content/actors/odd.md", "---\nname: \"</table><script>alert(1)</script> & `co`\"\nkind: person\n---\n");
    assert_data_eq!(
        desk.run(&["report", "--html", "report.html"]).to_string(),
        str![[r#"
2|    Wrote report.html
2| Reported 20 things in 12 sections as of 2024-03-05
exit 0

"#]]
    );
    let html = desk.read("report.html");
    let leaf = Leaf::read(&html);
    assert_eq!(leaf.faults, Vec::<String>::new());
    for name in ["script", "link", "img", "iframe", "form", "base"] {
        assert_eq!(leaf.count(name), 0, "<{name}>");
    }
    let addresses = leaf.tags.iter().filter_map(|tag| tag.get("href"));
    assert!(addresses.clone().count() > 5);
    for address in addresses {
        assert!(leaf.ids().contains(&address.trim_start_matches('#')), "{address} leads nowhere");
    }
    let meta = |name: &str| leaf.tags.iter().find(|tag| tag.get("name") == Some(name)).and_then(|tag| tag.get("content"));
    assert_eq!(meta("robots"), Some("noindex, nofollow"));
    let policy = leaf.tags.iter().find(|tag| tag.get("http-equiv") == Some("Content-Security-Policy")).unwrap();
    assert!(policy.get("content").unwrap().starts_with("default-src 'none'; "));
    assert!(!html.contains(&desk.top.display().to_string()), "it names the machine's folders");
    assert_data_eq!(
        rows(&html).join("\n"),
        str![[r#"
27 February 2024 7 days ago The cracks no answer by Ada Okafor content/claims.yaml:1
27 February 2024 7 days ago The cracks origin: Bo Clerk , read in 2 outlets content/claims.yaml:1
29 February 2024 5 days ago It was closed at night. origin: Town Gazette content/claims.yaml:19
29 February 2024 5 days ago It was closed at night. read in Evening Post content/claims.yaml:19
3 March 2024 2 days ago A hearing still planned content/briefings/bridge.md:7
5 March 2024 today The council will repair it. expected: a plan content/claims.yaml:29
2 March 2024 3 days ago Who closed the bridge? to be looked at again by then content/briefings/bridge.md:4
4 March 2024 1 day ago What came later written before The council knew of the rust (denied by Bo Clerk) changed content/briefings/later.md:3
20 February 2024 14 days ago What came later updated then, no review_by content/briefings/later.md:1
28 February 2024 6 days ago Notice of closure https://example.org/notice content/sources.yaml:1
The minutes known only through Notice of closure ; cited by The council will repair it. content/sources.yaml:3
Pip Low nothing refers to the actor content/actors.yaml:6
</table><script>alert(1)</script> & `co` nothing refers to the actor content/actors/odd.md:1
王毅 nothing refers to the actor content/actors.yaml:5
Evening Post 1 time only named content/sources.yaml:2
Guild of Masons 1 time only named content/relations.yaml:1
Ned High 1 time only named content/briefings/later.md:4
Town Gazette 1 time only named content/sources.yaml:1
Bridge Watch 3 times matches nothing content/briefings/bridge.md:11 content/briefings/bridge.md:13
Okafor 3 times matches nothing; an alias of Ada Okafor ? content/briefings/bridge.md:13
"#]]
    );
    let whole: Value = serde_json::from_str(&desk.run(&["report", "--json"]).out).unwrap();
    let sections = whole["report"]["sections"].as_array().unwrap();
    assert_eq!(rows(&html).len() as u64, sections.iter().map(|section| section["count"].as_u64().unwrap()).sum::<u64>());
}

#[test]
fn a_report_replaces_a_report_and_nothing_else() {
    let desk = desk();
    assert_eq!(desk.run(&["report", "--html", "report.html"]).exit, 0);
    desk.write("content/briefings/more.md", "---\ntitle: One more\ndate: 2024-03-01\n---\n");
    assert_eq!(desk.run(&["report", "--html", "report.html"]).exit, 0);
    assert!(desk.read("report.html").contains("One more"));
    let said = desk.run(&["report", "--html", "report.html", "--json"]);
    assert!(said.out.starts_with("{\n") && said.err.contains("Wrote report.html") && said.exit == 0, "{said}");
    assert_data_eq!(
        desk.refused(&["report", "--html", "site.yaml"]).to_string(),
        str![[r#"
2| error: `site.yaml` is there already, and is no report
2| help: name another file, or overwrite it with `--force`
exit 2

"#]]
    );
    assert_data_eq!(
        desk.refused(&["report", "--html", "nowhere/report.html"]).to_string(),
        str![[r#"
2| error: there is no folder `[TOP]/desk/nowhere`
2| help: make it, or name a file in another one
exit 2

"#]]
    );
    assert!(desk.refused(&["report", "--html", "content"]).err.contains("is no name of a file"));
    desk.write("notes.html", "<p>mine</p>");
    assert_eq!(desk.run(&["report", "--html", "notes.html", "--force"]).exit, 0);
    assert_eq!(desk.read("notes.html"), desk.read("report.html"));
}

#[test]
fn a_page_for_editors_is_written_nowhere_where_it_would_be_published() {
    cage::run("report::a_page_for_editors_is_written_nowhere_where_it_would_be_published", |folder| {
        let desk = Desk::at(folder);
        write(&desk);
        assert_data_eq!(
            desk.refused(&["report", "--html", "output/report.html", "--force"]).to_string(),
            str![[r#"
2| error: `output/report.html` is inside `[TOP]/desk/output`, whose files are published
2| help: a report is for editors: name a file outside of it, such as report.html in the site's folder
exit 2

"#]]
        );
        for folder in ["static", "themes/own/static"] {
            fs::create_dir_all(desk.folder().join(folder)).unwrap();
        }
        assert_eq!(desk.run(&["build", "-q", "-o", "public"]).exit, 0);
        assert_eq!(desk.run(&["build", "-q"]).exit, 0);
        symlink(desk.folder().join("output"), desk.folder().join("linked")).unwrap();
        symlink(desk.folder().join("output/index.html"), desk.folder().join("linked.html")).unwrap();
        symlink(desk.folder().join("site.yaml"), desk.folder().join("other.html")).unwrap();
        let inside = [
            ("output/index.html", "output"),
            ("output/actors/report.html", "output"),
            ("public/report.html", "public"),
            ("public/actors/report.html", "public"),
            ("linked/report.html", "output"),
            ("linked.html", "output"),
            ("static/report.html", "static"),
            ("static/../content/report.html", "content"),
            ("content/briefings/report.html", "content"),
            ("themes/own/static/report.html", "themes"),
        ];
        for (file, around) in inside {
            let said = desk.refused(&["report", "--html", file, "--force"]);
            let message = format!("`{file}` is inside `[TOP]/desk/{around}`, whose files are published");
            assert!(said.err.contains(&message), "{file}: {said}");
        }
        assert!(desk.refused(&["report", "--html", "other.html", "--force"]).err.contains("is a symbolic link"));
    });
}
