//! Every way in which an editor saves ends in the last state, and is told to who listens.

use std::fs;
use std::io::Write;

use crate::server::{BRIDGE, Server, bridge, names};

const FILE: &str = "content/briefings/bridge.md";
const PAGE: &str = "briefings/bridge/index.html";

/// Saves, and expects the event and then the words.
#[track_caller]
fn saved(server: &Server, words: &str, save: impl FnOnce(&str)) {
    let mut live = server.listen();
    live.next();
    save(&bridge(words));
    live.until(|event| names(event, PAGE));
    server.until_page(BRIDGE, words);
}

#[test]
fn every_save_style_is_seen() {
    let server = Server::start();
    let file = server.root.join(FILE);
    let beside = |name: &str| server.root.join("content/briefings").join(name);
    saved(&server, "in place", |text| fs::write(&file, text).unwrap());
    saved(&server, "renamed over", |text| {
        fs::write(beside(".bridge.md.tmp"), text).unwrap();
        fs::rename(beside(".bridge.md.tmp"), &file).unwrap();
    });
    saved(&server, "deleted and made", |text| {
        fs::remove_file(&file).unwrap();
        fs::write(&file, text).unwrap();
    });
    saved(&server, "with a backup", |text| {
        fs::rename(&file, beside("bridge.md~")).unwrap();
        fs::write(&file, text).unwrap();
        fs::remove_file(beside("bridge.md~")).unwrap();
    });
    saved(&server, "as vim does", |text| {
        fs::write(beside("4913"), "").unwrap();
        fs::remove_file(beside("4913")).unwrap();
        fs::rename(&file, beside(".bridge.md.bak")).unwrap();
        fs::write(&file, text).unwrap();
        fs::remove_file(beside(".bridge.md.bak")).unwrap();
    });
    saved(&server, "half and half", |text| {
        let (first, second) = text.split_at(30);
        let mut open = fs::File::create(&file).unwrap();
        open.write_all(first.as_bytes()).unwrap();
        open.sync_all().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(300));
        open.write_all(second.as_bytes()).unwrap();
    });
}

#[test]
fn a_rename_from_outside_is_seen() {
    let server = Server::start();
    let outside = server.root.join("elsewhere.md");
    saved(&server, "from outside", |text| {
        fs::write(&outside, text).unwrap();
        fs::rename(&outside, server.root.join(FILE)).unwrap();
    });
}

#[test]
fn a_storm_ends_in_the_last_state() {
    let server = Server::start();
    for turn in 0..200 {
        server.write(FILE, &bridge(&format!("turn number {turn}.")));
        server.write("content/briefings/school.md", &format!("---\ntitle: The school board\n---\nSchool {turn}.\n"));
    }
    server.until_page(BRIDGE, "turn number 199.");
    server.until_page("/briefings/school/", "School 199.");
}

#[test]
fn pages_come_and_go_with_their_files() {
    let server = Server::start();
    let mut live = server.listen();
    live.next();
    server.write("content/briefings/new.md", "---\ntitle: A new one\n---\nNew words.\n");
    server.until_page("/briefings/new/", "New words.");
    live.until(|event| names(event, "briefings/new/index.html"));
    fs::rename(server.root.join("content/briefings/new.md"), server.root.join("content/briefings/other.md")).unwrap();
    server.until_page("/briefings/other/", "New words.");
    server.until("the old address is gone", || server.get("/briefings/new/").status == 404);
    fs::remove_file(server.root.join("content/briefings/other.md")).unwrap();
    server.until("the page is gone", || server.get("/briefings/other/").status == 404);
}

#[test]
fn new_folders_are_watched_at_once() {
    let server = Server::start();
    let folder = server.root.join("content/actors/here/deep");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("mayor.md"), "---\nname: The Mayor\n---\nFirst words.\n").unwrap();
    server.until_page("/actors/mayor/", "First words.");
    fs::write(folder.join("mayor.md"), "---\nname: The Mayor\n---\nLater words.\n").unwrap();
    server.until_page("/actors/mayor/", "Later words.");
    fs::rename(server.root.join("content/actors/here"), server.root.join("content/actors/there")).unwrap();
    let moved = server.root.join("content/actors/there/deep/mayor.md");
    server.until("the moved folder is watched", || {
        fs::write(&moved, "---\nname: The Mayor\n---\nWords from there.\n").unwrap();
        server.get("/actors/mayor/").text().contains("Words from there.")
    });
    // Folders that the site did not have when the server began.
    fs::create_dir_all(server.root.join("themes/mine/templates")).unwrap();
    fs::write(server.root.join("themes/mine/templates/page.html"), "<body>a page of mine</body>").unwrap();
    server.write("site.yaml", "title: Town Record\ntheme: mine\n");
    server.until_page("/about/", "a page of mine");
    server.write("themes/mine/templates/page.html", "<body>another of mine</body>");
    server.until_page("/about/", "another of mine");
}

#[test]
fn settings_and_styles_are_seen() {
    let server = Server::start();
    server.write("site.yaml", "title: Another Record\n");
    server.until_page("/", "Another Record");
    let mut live = server.listen();
    live.next();
    server.write("static/custom.css", "body { color: red }\n");
    let event = live.until(|event| names(event, "custom.css"));
    assert_eq!(event["changed"], serde_json::json!(["custom.css"]));
    server.until_page("/custom.css", "red");
}

#[test]
fn content_may_go_and_come_back() {
    let server = Server::start();
    let (content, away) = (server.root.join("content"), server.root.join("away"));
    for round in 0..2 {
        let mut live = server.listen();
        live.next();
        fs::rename(&content, &away).unwrap();
        let event = live.until(|event| !event["card"].is_null());
        assert!(event["card"]["text"].as_str().unwrap().contains("there is no folder content/"), "{event}");
        assert_eq!(server.get(BRIDGE).status, 200, "the last site stays");
        if round == 0 {
            fs::rename(&away, &content).unwrap();
        } else {
            fs::create_dir_all(content.join("briefings")).unwrap();
            fs::write(content.join("briefings/bridge.md"), bridge("all anew")).unwrap();
            server.until_page(BRIDGE, "all anew");
        }
        live.until(|event| event["card"].is_null());
        let words = format!("back again {round}");
        server.write(FILE, &bridge(&words));
        server.until_page(BRIDGE, &words);
    }
    fs::remove_dir_all(&content).unwrap();
    server.until("the loss is said", || server.said().matches("there is no folder content/").count() >= 3);
    fs::create_dir_all(content.join("briefings")).unwrap();
    fs::write(content.join("briefings/bridge.md"), bridge("after a removal")).unwrap();
    server.until_page(BRIDGE, "after a removal");
}

#[test]
fn who_follows_is_led_to_the_page_of_the_saved_file() {
    let server = Server::with_flags(&["--port", "0", "--follow"]);
    let mut live = server.listen();
    live.next();
    server.write(FILE, &bridge("words to follow"));
    let event = live.until(|event| names(event, PAGE));
    assert_eq!(event["follow"], "briefings/bridge/");
}
