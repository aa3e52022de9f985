//! Who is answered, and for which paths.

use crate::server::{BRIDGE, Server};

#[test]
fn no_spelling_of_a_path_leads_out() {
    let server = Server::start();
    std::fs::write(server.root.join("secret.txt"), "the secret").unwrap();
    let paths = [
        "/../secret.txt",
        "/../../etc/passwd",
        "/briefings/../../secret.txt",
        "/./secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E/secret.txt",
        "/.%2e/secret.txt",
        "/%2e./secret.txt",
        "/..%2fsecret.txt",
        "/..%2Fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%5c..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..%252fsecret.txt",
        "/%25252e%25252e/secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/..%c0%afsecret.txt",
        "/%e0%80%ae%e0%80%ae/secret.txt",
        "/%uff0e%uff0e/secret.txt",
        "/%ef%bc%8e%ef%bc%8e/secret.txt",
        "/..;/secret.txt",
        "/..%00/secret.txt",
        "/%00",
        "/secret.txt%00.html",
        "//etc/passwd",
        "///secret.txt",
        "/briefings//../secret.txt",
        "/file:///etc/passwd",
        "/C:/secret.txt",
        "/%",
        "/%2",
        "/%zz",
        "/static/robots.txt",
        "/content/about.md",
        "/site.yaml",
        "/secret.txt",
        "/.git/config",
        "/-/live/../secret.txt",
        "/%0d%0aX: y",
        "/....//secret.txt",
        "/..%09/secret.txt",
        "/output/../secret.txt",
        "secret.txt",
    ];
    for path in paths {
        let answer = server.get(path);
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.text().contains("the secret") && !answer.text().contains("root:"), "{path}");
    }
    assert_eq!(server.get(BRIDGE).status, 200);
}

#[test]
fn only_our_own_names_are_answered() {
    let server = Server::start();
    let port = server.address.port();
    let ask = |host: &str| server.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).status;
    for ours in ["localhost", "LocalHost", "127.0.0.1", "[::1]"] {
        assert_eq!(ask(&format!("{ours}:{port}")), 200, "{ours}");
    }
    for foreign in ["evil.example", "127.0.0.1.evil.example", "localhost.", "10.0.0.1", "0.0.0.0"] {
        assert_eq!(ask(&format!("{foreign}:{port}")), 403, "{foreign}");
    }
    for wrong in ["localhost".to_owned(), format!("localhost:{}", port ^ 1), format!("u@localhost:{port}"), "x".to_owned()] {
        assert_eq!(ask(&wrong), 403, "{wrong}");
    }
    let end = "Connection: close\r\n\r\n";
    assert_eq!(server.send(&format!("GET / HTTP/1.1\r\n{end}")).status, 400, "no host");
    let twice = format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example\r\n{end}");
    assert_eq!(server.send(&twice).status, 400, "two hosts");
    let whole = format!("GET http://evil.example/ HTTP/1.1\r\nHost: localhost:{port}\r\n{end}");
    assert_eq!(server.send(&whole).status, 403, "a whole address of another");
    for path in ["/-/live", "/-/live.js"] {
        let live = format!("GET {path} HTTP/1.1\r\nHost: evil.example:{port}\r\n{end}");
        assert_eq!(server.send(&live).status, 403, "{path}");
    }
}

#[test]
fn pages_of_others_are_not_answered() {
    let server = Server::start();
    let port = server.address.port();
    let ask = |path: &str, origin: &str| {
        let head = format!("Host: localhost:{port}\r\nOrigin: {origin}\r\nConnection: close\r\n\r\n");
        server.send(&format!("GET {path} HTTP/1.1\r\n{head}"))
    };
    for ours in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(ask("/", &format!("http://{ours}:{port}")).status, 200, "{ours}");
    }
    let foreign = ["null", "http://evil.example", "https://localhost", "http://localhost", "", "file://"];
    for origin in
        foreign.map(str::to_owned).into_iter().chain([format!("https://localhost:{port}"), format!("http://evil.example:{port}")])
    {
        for path in ["/", "/-/live"] {
            assert_eq!(ask(path, &origin).status, 403, "{origin} {path}");
        }
    }
    let answer = ask("/", &format!("http://localhost:{port}"));
    assert!(answer.headers.keys().all(|name| !name.starts_with("access-control")), "{:?}", answer.headers);
}

#[test]
fn reading_is_all_that_can_be_asked() {
    let server = Server::start();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
        let head = format!("Host: {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", server.address);
        for path in ["/", "/-/live"] {
            let answer = server.send(&format!("{method} {path} HTTP/1.1\r\n{head}"));
            assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method} {path}");
        }
    }
}
