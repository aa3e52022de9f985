//! How it begins, what it leaves alone, and how it ends.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use crate::server::{BRIDGE, Server, bridge, command};
use crate::site::Site;

/// Everything under a folder, with its bytes and times.
fn tree(folder: &Path) -> BTreeMap<PathBuf, (Option<std::time::SystemTime>, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries
        .map(|entry| {
            let bytes = if entry.file_type().is_file() { std::fs::read(entry.path()).unwrap() } else { Vec::new() };
            (entry.path().to_owned(), (entry.metadata().unwrap().modified().ok(), bytes))
        })
        .collect()
}

#[test]
fn nothing_is_written() {
    let server = Server::start();
    server.write("content/briefings/bridge.md", &bridge("changed"));
    server.until_page(BRIDGE, "changed");
    let before = tree(&server.root);
    for path in ["/", BRIDGE, "/actors/", "/nowhere/", "/feed.xml", "/-/live.js"] {
        server.get(path);
    }
    server.listen().next();
    assert_eq!(tree(&server.root), before);
    assert!(!server.root.join("output").exists());
}

#[test]
fn the_first_line_says_where_and_for_whom() {
    let server = Server::start();
    let said = server.said();
    let first = said.lines().next().unwrap();
    assert!(first.contains(&format!("http://{}/", server.address)) && first.contains("only on this computer"), "{first}");
    assert!(server.address.ip().is_loopback());
}

#[test]
fn the_second_server_takes_the_next_port() {
    let first = Server::start();
    let port = first.address.port();
    if port == u16::MAX {
        return;
    }
    let second = Server::with_flags(&["--port", &port.to_string()]);
    assert!(second.address.port() > port);
    assert!(second.said().contains(&format!("port {port} was taken")), "{}", second.said());
    assert_eq!((first.get("/").status, second.get("/").status), (200, 200));
}

#[test]
fn a_host_that_is_not_ours_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let code = |flags: &[&str]| command(folder.path(), flags).output().unwrap().status.code();
    assert_eq!(code(&[]), Some(2), "no content/");
    Site::of("-- content/a.md --\nWords.\n").write_to(folder.path());
    assert_eq!(code(&["--host", "example.org"]), Some(2));
    assert_eq!(code(&["--host", "192.0.2.1"]), Some(4), "an address of no machine");
    assert_eq!(code(&["--output", "x"]), Some(2));
    assert_eq!(code(&["--strict"]), Some(2));
    let taken = TcpListener::bind("127.0.0.1:65535");
    if taken.is_ok() {
        assert_eq!(code(&["--port", "65535"]), Some(4), "no port is left");
    }
}

/// A page from another server that waits for this one's first site keeps its scripts: were they named as changed, it would be loaded anew.
#[test]
fn of_the_first_site_no_file_is_named_as_changed() {
    let broken = "-- site.yaml --\ntheme: nowhere\n-- content/briefings/bridge.md --\n---\ntitle: The bridge\n---\nWords.\n";
    let server = Server::of_a_broken(&Site::of(broken));
    let mut live = server.listen();
    live.next();
    server.write("site.yaml", "title: Town Record\n");
    let event = live.until(|event| event["card"].is_null());
    assert!(event["changed"].is_null(), "{event}");
    // Nor afterwards, when all is compared that nobody waits for.
    server.write("content/briefings/bridge.md", "---\ntitle: The bridge\n---\nOther words.\n");
    let event = live.until(|event| event["changed"].as_array().is_none_or(|changed| !changed.is_empty()));
    let changed: Vec<&str> = event["changed"].as_array().unwrap().iter().map(|path| path.as_str().unwrap()).collect();
    assert!(!changed.iter().any(|path| path.ends_with(".js") || path.ends_with(".css")), "{event}");
}

#[test]
fn drafts_are_shown_to_who_asks() {
    let draft =
        "-- content/briefings/secret.md --\n---\ntitle: Not yet\ndraft: true\n---\nDraft words.\n-- content/a.md --\nWords.\n";
    let without = Server::with(&["--port", "0"], &Site::of(draft));
    assert_eq!(without.get("/briefings/secret/").status, 404);
    let with = Server::with(&["--port", "0", "--drafts"], &Site::of(draft));
    assert!(with.get("/briefings/secret/").text().contains("Draft words."));
}

#[test]
#[cfg(unix)]
fn an_interrupt_is_a_fine_end() {
    let mut server = Server::start();
    let _open = server.listen();
    let id = server.child().id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(server.child().wait().unwrap().code(), Some(0));
}

#[test]
fn what_is_built_has_nothing_of_the_preview() {
    let server = Server::start();
    let build = std::process::Command::new(env!("CARGO_BIN_EXE_whowhen")).arg("build").arg("--root").arg(&server.root).output();
    assert!(build.unwrap().status.success());
    let output = tree(&server.root.join("output"));
    let pages = output.iter().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "html"));
    assert!(pages.clone().count() > 5);
    for (path, (_, bytes)) in pages {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("/-/live") && !text.contains(&server.address.to_string()), "{}", path.display());
    }
}
