//! Pages that are open are told first what a change means for them; what it means for all others is told afterwards.

use serde_json::{Value, json};

use crate::server::{BRIDGE, Server, names};

const FILE: &str = "content/briefings/bridge.md";
const PAGE: &str = "briefings/bridge/index.html";

/// The briefing with another title, which is on many pages.
fn titled(title: &str) -> String {
    format!("---\ntitle: {title}\nactors: [Ada Okafor]\n---\nWords.\n")
}

/// The pages that an event names.
fn pages(event: &Value) -> Vec<&str> {
    let paths = event["changed"].as_array().into_iter().flatten();
    paths.filter_map(Value::as_str).filter(|path| path.ends_with(".html")).collect()
}

#[test]
fn an_open_page_is_told_before_all_others() {
    let server = Server::start();
    let (mut open, mut other) = (server.listen_for(PAGE), server.listen());
    open.next();
    other.next();
    server.write(FILE, &titled("A new title"));
    let (first, second) = (open.next(), open.next());
    assert_eq!(pages(&first), [PAGE], "{first}");
    assert_eq!(pages(&second), ["actors/ada-okafor/index.html", "briefings/index.html", "index.html"]);
    assert_ne!(first["version"], second["version"]);
    assert_eq!([other.next(), other.next()], [first, second]);
    // What is told is what is served.
    assert!(server.get(BRIDGE).text().contains("A new title"));
}

#[test]
fn what_changes_elsewhere_is_told_to_those_who_watch_something_else() {
    let server = Server::start();
    let mut open = server.listen_for("about/index.html");
    open.next();
    server.write("content/briefings/school.md", "---\ntitle: The school board\n---\nOther words.\n");
    let first = open.next();
    assert_eq!(pages(&first), [""; 0], "{first}");
    assert!(server.get("/briefings/school/").text().contains("Other words."), "it is served before it is told");
    assert_eq!(pages(&open.next()), ["briefings/school/index.html"]);
}

#[test]
fn a_page_that_goes_is_told_to_those_who_have_it_open() {
    let server = Server::start();
    let mut open = server.listen_for("briefings/school/index.html");
    open.next();
    std::fs::remove_file(server.root.join("content/briefings/school.md")).unwrap();
    assert_eq!(pages(&open.next()), ["briefings/school/index.html"]);
}

#[test]
fn edits_in_a_hurry_leave_nothing_untold() {
    let server = Server::start();
    let mut open = server.listen_for(PAGE);
    open.next();
    let mut told = Vec::new();
    // Each comes while the rest of the one before it has not been looked at.
    for turn in 0..10 {
        server.write(FILE, &titled(&format!("Title number {turn}")));
        told.push(open.until(|event| names(event, PAGE)));
    }
    let event = open.until(|event| names(event, "index.html"));
    assert!(names(&event, "actors/ada-okafor/index.html") && names(&event, "briefings/index.html"), "{event}");
    assert!(server.get("/actors/ada-okafor/").text().contains("Title number 9"));
    let versions: std::collections::BTreeSet<String> = told.iter().map(|event| event["version"].to_string()).collect();
    assert_eq!(versions.len(), 10);
}

#[test]
fn who_has_gone_is_not_waited_for() {
    let server = Server::start();
    let mut open = server.listen_for(PAGE);
    open.next();
    drop(open);
    let mut live = server.listen();
    live.next();
    let mut turn = 0;
    server.until("the page is no longer among the first", || {
        turn += 1;
        server.write(FILE, &titled(&format!("Title number {turn}")));
        let first = live.next();
        live.until(|event| names(event, "index.html"));
        pages(&first).is_empty()
    });
}

#[test]
fn a_page_that_can_t_be_is_none() {
    let server = Server::start();
    for page in ["../../etc/passwd", "%", "no/such/page.html"] {
        let mut open = server.listen_for(page);
        assert_eq!(open.next()["card"], json!(null), "{page}");
    }
    server.write(FILE, &titled("Still alive"));
    server.until_page(BRIDGE, "Still alive");
}
