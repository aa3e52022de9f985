//! What is let in: requests to a name of ours, from pages of ours, for paths that can't lead anywhere else.

use std::net::{IpAddr, SocketAddr};

use hyper::header::{HOST, HeaderName, ORIGIN};
use hyper::{HeaderMap, Method, StatusCode, Uri};

/// Whether a request may be answered; else with what it is refused. `local` is the connection's own end, `host` what the server listens on.
///
/// Any page on the web may send a browser here, and any name may be made to lead here; so a name that is not ours is refused.
pub(super) fn check(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    host: SocketAddr,
    local: SocketAddr,
) -> Result<(), StatusCode> {
    let asked = single(headers, HOST)?.ok_or(StatusCode::BAD_REQUEST)?;
    if !is_ours(asked, host, local) || uri.authority().is_some_and(|authority| !is_ours(authority.as_str(), host, local)) {
        return Err(StatusCode::FORBIDDEN);
    }
    if let Some(origin) = single(headers, ORIGIN)? {
        let ours = origin.strip_prefix("http://").is_some_and(|name| is_ours(name, host, local));
        if !ours {
            return Err(StatusCode::FORBIDDEN);
        }
    }
    if method != Method::GET && method != Method::HEAD {
        return Err(StatusCode::METHOD_NOT_ALLOWED);
    }
    Ok(())
}

/// A header that may stand once.
fn single(headers: &HeaderMap, name: HeaderName) -> Result<Option<&str>, StatusCode> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().map(|value| value.to_str().map_err(|_| StatusCode::BAD_REQUEST)).transpose()?;
    if values.next().is_some() { Err(StatusCode::BAD_REQUEST) } else { Ok(value) }
}

/// Whether `name:port` names this server. A name without a port means port 80.
fn is_ours(asked: &str, host: SocketAddr, local: SocketAddr) -> bool {
    let bare = |name: &str| !name.contains(':') || name.ends_with(']');
    let (name, port) = match asked.rsplit_once(':') {
        Some((name, port)) if bare(name) => (name, port),
        _ => (asked, "80"),
    };
    if port != host.port().to_string() {
        return false;
    }
    let is_host = |ip: IpAddr| match ip {
        IpAddr::V4(ip) => name == ip.to_string(),
        IpAddr::V6(ip) => name == format!("[{ip}]"),
    };
    // Who listens everywhere is also called by the address that a request came in by. An address can't be made to lead elsewhere.
    name.eq_ignore_ascii_case("localhost")
        || name == "127.0.0.1"
        || name == "[::1]"
        || is_host(host.ip())
        || (host.ip().is_unspecified() && is_host(local.ip()))
}

/// A request's path, decoded once: without its first slash, without `.` and `..`, backslashes, control characters and encoded slashes.
pub(super) fn path(raw: &str) -> Result<String, StatusCode> {
    let refused = StatusCode::BAD_REQUEST;
    let encoded = raw.strip_prefix('/').ok_or(refused)?;
    let is_plain = !encoded.to_ascii_lowercase().contains("%2f");
    decoded(encoded).filter(|path| is_plain && is_harmless(path)).ok_or(refused)
}

/// The page that a query names: `page=` and its file in the output, encoded.
pub(super) fn page(query: Option<&str>) -> Option<String> {
    let encoded = query?.split('&').find_map(|part| part.strip_prefix("page="))?;
    decoded(encoded).filter(|page| is_harmless(page))
}

fn is_harmless(path: &str) -> bool {
    !path.contains(|c: char| c.is_control() || c == '\\') && !path.split('/').any(|part| matches!(part, "." | ".."))
}

/// Percent-encoded text, decoded once; `None` if it is not well encoded, or not UTF-8.
fn decoded(encoded: &str) -> Option<String> {
    let encoded = encoded.as_bytes();
    let mut decoded = Vec::with_capacity(encoded.len());
    let mut at = 0;
    while let Some(&byte) = encoded.get(at) {
        if byte == b'%' {
            let digit = |at: usize| encoded.get(at).and_then(|digit| char::from(*digit).to_digit(16));
            decoded.push(u8::try_from(digit(at + 1)? * 16 + digit(at + 2)?).ok()?);
            at += 3;
        } else {
            decoded.push(byte);
            at += 1;
        }
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_ours() {
        let host: SocketAddr = "127.0.0.1:8000".parse().unwrap();
        let everywhere: SocketAddr = "0.0.0.0:8000".parse().unwrap();
        let local: SocketAddr = "192.168.1.5:8000".parse().unwrap();
        for ours in ["localhost:8000", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"] {
            assert!(is_ours(ours, host, host), "{ours}");
        }
        for foreign in
            ["localhost", "localhost:80", "localhost.:8000", "evil.example:8000", "127.0.0.1.evil.example:8000", "", ":8000"]
        {
            assert!(!is_ours(foreign, host, host), "{foreign}");
        }
        assert!(is_ours("192.168.1.5:8000", everywhere, local));
        assert!(!is_ours("192.168.1.6:8000", everywhere, local));
        assert!(is_ours("localhost", "127.0.0.1:80".parse().unwrap(), local));
    }

    #[test]
    fn paths_are_decoded_once() {
        assert_eq!(path("/actors/ada/").as_deref(), Ok("actors/ada/"));
        assert_eq!(path("/%D0%9A%20b").as_deref(), Ok("К b"));
        assert_eq!(path("/%252e%252e/x").as_deref(), Ok("%2e%2e/x"));
        for bad in [
            "/..",
            "/a/../b",
            "/%2e%2e/",
            "/.%2E",
            "/a%2fb",
            "/a\\b",
            "/a%5cb",
            "/%00",
            "/%c0%ae%c0%ae/",
            "/%",
            "/%2",
            "/%zz",
            "a",
        ] {
            assert!(path(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_query_names_a_page() {
        let page = |query: &str| super::page(Some(query));
        assert_eq!(page("page=actors%2Fada%2Findex.html").as_deref(), Some("actors/ada/index.html"));
        assert_eq!(page("x=1&page=index.html").as_deref(), Some("index.html"));
        for none in ["", "page", "pages=x", "page=%", "page=..%2Fx", "page=%00"] {
            assert_eq!(page(none), None, "{none}");
        }
        assert_eq!(super::page(None), None);
    }
}
