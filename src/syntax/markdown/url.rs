//! Where a link leads, judged by its address alone.

/// An address, sorted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// A full address at another site, or of a person: `http`, `https`, `mailto`, `tel`.
    External,
    /// Something of this site.
    File { dest: String, anchor: Option<String> },
    /// A place on the same page.
    Fragment(String),
    /// Any other scheme, however it is disguised.
    Refused,
}

const ALLOWED: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Sorts an address. Entities have been decoded by the parser.
pub(super) fn sort(address: &str) -> Address {
    // browsers drop these characters before they look for a scheme
    let bare =
        |text: &str| -> String { text.chars().filter(|c| !c.is_control() && !c.is_whitespace() && !is_invisible(*c)).collect() };
    let written = bare(address);
    let decoded = bare(&decode(address));
    match (scheme(&written), scheme(&decoded)) {
        (Some(a), Some(_)) if ALLOWED.contains(&a.as_str()) => return Address::External,
        (None, None) => {}
        _ => return Address::Refused,
    }
    let two_slashes = |text: &str| {
        let mut start = text.chars();
        matches!((start.next(), start.next()), (Some('/' | '\\'), Some('/' | '\\')))
    };
    if two_slashes(&written) || two_slashes(&decoded) {
        return Address::Refused;
    }
    match address.split_once('#') {
        Some(("", anchor)) => Address::Fragment(decode(anchor)),
        Some((dest, anchor)) => Address::File { dest: decode(dest), anchor: Some(decode(anchor)) },
        None => Address::File { dest: decode(address), anchor: None },
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What stands before the first colon, in lower case, if it can be a scheme.
fn scheme(address: &str) -> Option<String> {
    let end = address.find([':', '/', '?', '#', '\\'])?;
    let name = &address[..end];
    let plausible = address.as_bytes()[end] == b':'
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    plausible.then(|| name.to_ascii_lowercase())
}

/// Decodes `%41`; what is not UTF-8 afterwards is left as it was.
pub fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let hex = |byte: Option<&u8>| byte.and_then(|byte| (*byte as char).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_found_through_disguises() {
        for bad in [
            "javascript:x",
            "JaVaScRiPt:x",
            " javascript:x",
            "java\tscript:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            "javascript%3Ax",
            "%6aavascript:x",
            "java%0ascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc",
            "blob:x",
            "ftp://x",
            "//evil.org",
            "/\\evil.org",
            "\\\\evil.org",
            "%2F/evil.org",
            "http%3A//x",
            "java\u{200b}script:x",
            "view-source:x",
            "about:blank",
        ] {
            assert_eq!(sort(bad), Address::Refused, "{bad:?}");
        }
        for good in ["http://a", "HTTPS://a", "mailto:a@b", "tel:+1"] {
            assert_eq!(sort(good), Address::External, "{good:?}");
        }
        let file = |dest: &str, anchor: Option<&str>| Address::File { dest: dest.into(), anchor: anchor.map(Into::into) };
        assert_eq!(sort("../a%20b.md#x"), file("../a b.md", Some("x")));
        assert_eq!(sort("a/b:c.md"), file("a/b:c.md", None));
        assert_eq!(sort("100%"), file("100%", None));
        assert_eq!(sort("#%C3%A4"), Address::Fragment("ä".into()));
    }
}
