//! What one who asks too much gets, and that all others are answered meanwhile.

use std::io::{Read, Write};

use crate::server::{BRIDGE, Server};

#[test]
fn a_head_that_is_too_large_is_refused() {
    let server = Server::start();
    let head = |bytes: usize| {
        format!("GET / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nX-Long: {}\r\n\r\n", server.address, "x".repeat(bytes))
    };
    assert_eq!(server.send(&head(6_000)).status, 200);
    for bytes in [9_000, 100_000, 2_000_000] {
        let answer = String::from_utf8_lossy(&server.raw(head(bytes).as_bytes())).into_owned();
        // Who still sends may lose the answer with the connection.
        let refused = answer.is_empty() || answer.starts_with("HTTP/1.1 431") || answer.starts_with("HTTP/1.1 400");
        assert!(refused, "{bytes}: {}", answer.lines().next().unwrap_or_default());
    }
    let long = format!("GET /{} HTTP/1.1\r\nHost: {}\r\n\r\n", "x".repeat(20_000), server.address);
    assert!(!String::from_utf8_lossy(&server.raw(long.as_bytes())).starts_with("HTTP/1.1 200"));
    assert_eq!(server.get(BRIDGE).status, 200);
}

#[test]
fn garbage_is_refused() {
    let server = Server::start();
    for garbage in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"\r\n\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        &[0xff; 9_000],
    ] {
        let answer = server.raw(garbage);
        assert!(!answer.starts_with(b"HTTP/1.1 200"), "{:?}", String::from_utf8_lossy(garbage));
    }
    assert_eq!(server.get(BRIDGE).status, 200);
}

#[test]
fn a_request_that_does_not_end_is_not_waited_for() {
    let server = Server::start();
    let mut slow = server.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: localhost").unwrap();
    assert_eq!(server.get(BRIDGE).status, 200);
    // The server hangs up by itself; the read would else end with the socket's own, much longer limit.
    let mut rest = Vec::new();
    slow.read_to_end(&mut rest).expect("the server closes the connection");
    assert!(!rest.starts_with(b"HTTP/1.1 200"));
}

#[test]
fn connections_are_counted() {
    let server = Server::start();
    let held: Vec<_> = (0..256).map(|_| server.listen()).collect();
    // Each has been heard from, so all places are taken.
    let held: Vec<_> = held.into_iter().map(|mut listener| (listener.next(), listener)).collect();
    assert!(!matches!(server.connect().read(&mut [0]), Ok(1..)), "one more than 256 is answered");
    let ask = format!("GET / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", server.address);
    assert!(server.raw(ask.as_bytes()).is_empty(), "one more than 256 is answered");
    drop(held);
    server.until("places are free again", || server.raw(ask.as_bytes()).starts_with(b"HTTP/1.1 200"));
}
