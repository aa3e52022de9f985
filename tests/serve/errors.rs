//! A mistake is shown, over the last good page, until it is mended; nothing else suffers.

use std::fs;

use crate::server::{BRIDGE, Server, bridge};

const BROKEN: &str = "---\ntitle: Blinken in Kyiv: what the visit is for\n---\nWords.\n";

#[test]
fn a_broken_file_is_shown_and_the_others_stay() {
    let server = Server::start();
    let mut live = server.listen();
    assert!(live.next()["card"].is_null());
    server.write("content/briefings/bridge.md", BROKEN);
    let event = live.until(|event| !event["card"].is_null());
    let text = event["card"]["text"].as_str().unwrap();
    assert!(text.contains("error[unquoted-colon]") && text.contains("content/briefings/bridge.md:2:"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
    server.until("the terminal says the same", || server.said().contains("error[unquoted-colon]"));
    // Who comes later is told too.
    assert_eq!(server.listen().next()["card"], event["card"]);
    server.write("content/briefings/school.md", "---\ntitle: The school board\n---\nOther words.\n");
    server.until_page("/briefings/school/", "Other words.");
    assert_eq!(server.get("/about/").status, 200);
    assert_eq!(server.said().matches("error[unquoted-colon]").count(), 1, "said once, not at every change: {}", server.said());
    server.write("content/briefings/bridge.md", &bridge("mended"));
    live.until(|event| event["card"].is_null());
    server.until_page(BRIDGE, "mended");
    server.until("the terminal says so", || server.said().contains("nothing is wrong now"));
}

#[test]
fn where_the_files_are_is_told_to_this_machine_alone() {
    let told = |host: &str| {
        let server = Server::with_editor(&["--port", "0", "--host", host], "code");
        let mut live = server.listen();
        live.next();
        server.write("content/briefings/bridge.md", BROKEN);
        (live.until(|event| !event["card"].is_null())["card"]["editor"].clone(), server)
    };
    let (editor, server) = told("127.0.0.1");
    assert_eq!(editor, format!("vscode://file{}/{{file}}:{{line}}:{{column}}", server.root.display()));
    let (editor, _server) = told("0.0.0.0");
    assert!(editor.is_null(), "{editor}");
}

#[test]
fn a_template_that_fails_leaves_the_last_good_page() {
    let server = Server::start();
    assert!(server.get("/about/").text().contains("Who we are."));
    fs::create_dir_all(server.root.join("themes/mine/templates")).unwrap();
    fs::write(server.root.join("themes/mine/templates/page.html"), "<body>\n{{ page.nothing.here }}\n</body>").unwrap();
    let mut live = server.listen();
    live.next();
    server.write("site.yaml", "title: Town Record\ntheme: mine\n");
    live.until(|event| event["changed"].is_null() || event["changed"].as_array().is_some_and(|changed| !changed.is_empty()));
    assert!(server.get("/about/").text().contains("Who we are."));
    let event = live.until(|event| !event["card"].is_null());
    assert!(event["card"]["text"].as_str().unwrap().contains("themes/mine/templates/page.html:2:"), "{event}");
    assert_eq!(server.get(BRIDGE).status, 200);
    // One that can't even be read.
    server.write("themes/mine/templates/page.html", "<body>{% if %}</body>");
    server.until("the new mistake is said", || server.said().matches("error[template-error]").count() >= 2);
    assert!(server.get("/about/").text().contains("Who we are."));
    server.write("themes/mine/templates/page.html", "<body>mended</body>");
    server.until_page("/about/", "mended");
    live.until(|event| event["card"].is_null());
}

#[test]
fn a_page_that_never_was_good_says_why() {
    let server = Server::start();
    fs::create_dir_all(server.root.join("themes/mine/templates")).unwrap();
    fs::write(server.root.join("themes/mine/templates/page.html"), "<body>{{ page.nothing.here }}</body>").unwrap();
    server.write("site.yaml", "title: Town Record\ntheme: mine\n");
    // It is not asked for before: a page that was good once would be shown.
    server.until("the theme is taken up", || server.said().contains("Rebuilt"));
    let answer = server.get("/about/");
    let page = answer.text();
    assert_eq!(answer.status, 500, "{page}");
    assert!(page.contains("template-error") && page.contains("data-waiting"), "{page}");
}
