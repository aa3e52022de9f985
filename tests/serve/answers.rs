//! Answers to those who ask well.

use crate::server::{BRIDGE, Server};

#[test]
fn files_have_their_types() {
    let server = Server::start();
    let home = server.get("/").text();
    let style = home.split("href=\"").find_map(|rest| rest.split('"').next().filter(|href| href.ends_with(".css"))).unwrap();
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        (BRIDGE, "text/html; charset=utf-8"),
        (&format!("/{style}"), "text/css; charset=utf-8"),
        ("/custom.css?v=1", "text/css; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/-/live.js", "text/javascript; charset=utf-8"),
        ("/-/live.css", "text/css; charset=utf-8"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("content-length"), answer.body.len().to_string(), "{path}");
    }
}

#[test]
fn a_head_is_a_get_without_a_body() {
    let server = Server::start();
    for path in ["/", BRIDGE, "/robots.txt", "/nowhere/", "/briefings"] {
        let get = server.get(path);
        let head = server.send(&format!("HEAD {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", server.address));
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
        if !get.body.is_empty() {
            assert_eq!(head.header("content-length"), get.header("content-length"), "{path}");
        }
    }
    let live = server.send(&format!("HEAD /-/live HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", server.address));
    assert_eq!((live.status, live.header("content-type")), (200, "text/event-stream"));
}

#[test]
fn a_folder_is_answered_with_its_slash() {
    let server = Server::start();
    for (path, to) in [("/briefings", "./briefings/"), ("/briefings/bridge?x=1", "./bridge/?x=1"), ("/about", "./about/")] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("location")), (301, to), "{path}");
    }
}

#[test]
fn what_is_not_there_is_the_sites_own_page() {
    let server = Server::start();
    for path in ["/nowhere/", "/a/b/c", "/briefings/nobody/", "/missing.png"] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (404, "text/html; charset=utf-8"), "{path}");
        assert!(answer.text().contains("Not found") && answer.text().contains("href=\"/\""), "{path}: {}", answer.text());
    }
}

#[test]
fn the_previews_own_script_is_told_the_status_in_a_header() {
    let server = Server::start();
    let ask = |path: &str| {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nWhowhen-Live: 1\r\nConnection: close\r\n\r\n", server.address);
        server.send(&request)
    };
    let missing = ask("/nowhere/");
    assert_eq!((missing.status, missing.header("whowhen-status")), (200, "404"));
    assert_eq!(missing.body, server.get("/nowhere/").body);
    let there = ask(BRIDGE);
    assert_eq!((there.status, there.headers.get("whowhen-status")), (200, None));
}

#[test]
fn the_script_is_in_pages_once_and_its_policy_allows_it() {
    let server = Server::start();
    for path in ["/", BRIDGE, "/nowhere/"] {
        let page = server.get(path).text();
        assert_eq!(page.matches("/-/live.js").count(), 1, "{path}");
        assert!(page.contains("script-src 'self'") && page.contains("connect-src 'self'") && page.contains("style-src 'self'"));
    }
    assert!(!server.get("/robots.txt").text().contains("/-/live"));
}

#[test]
fn a_typed_address_has_its_path() {
    let server = Server::with_flags(&["--port", "0", "--base-url", "https://example.org/record/"]);
    assert!(server.said().contains("/record/"), "{}", server.said());
    assert_eq!(server.get("/").header("location"), "/record/");
    assert_eq!(server.get("/record").header("location"), "./record/");
    let page = server.get("/record/briefings/bridge/");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("https://example.org/record/briefings/bridge/"));
    let missing = server.get("/record/nowhere/");
    assert!(missing.status == 404 && missing.text().contains("href=\"/record/\""));
    assert_eq!(server.get("/briefings/bridge/").status, 404);
}
