//! Author's text in HTML.

/// Text as HTML, for content and for double-quoted attributes alike. Control characters, which no page may hold, are left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    escape_into(&mut out, text);
    out
}

/// Appends text as HTML.
pub(super) fn escape_into(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let with = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\n' | '\t' => continue,
            '\r' => "\n",
            c if c.is_control() || is_noncharacter(c) => "",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(with);
        from = at + c.len_utf8();
    }
    out.push_str(&text[from..]);
}

/// JSON for the inside of a `<script>`: nothing in it ends the element or opens a comment, and no character is one that a page may not hold.
pub fn script_data(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 16);
    let mut rest = json;
    // Nearly all of it is passed on as it is.
    while let Some(at) = rest.bytes().position(|byte| !matches!(byte, b' '..=b'~') || matches!(byte, b'<' | b'>' | b'&')) {
        out.push_str(&rest[..at]);
        let mut chars = rest[at..].chars();
        match chars.next() {
            // These stand in texts only, where any character may be written by its number.
            Some(c @ ('<' | '>' | '&' | '\u{2028}' | '\u{2029}')) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            Some(c) if !c.is_control() && !is_noncharacter(c) => out.push(c),
            _ => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out
}

fn is_noncharacter(c: char) -> bool {
    matches!(u32::from(c), 0xfdd0..=0xfdef) || u32::from(c) & 0xfffe == 0xfffe
}

/// Appends an address for an attribute: what may not stand in one is percent-encoded, letters of all scripts stay readable.
pub(super) fn address_into(out: &mut String, address: &str) {
    // brackets stand around the numbers of a host, and nowhere else
    let numbers = address.contains("://[");
    for c in address.trim().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '\'' => out.push_str("&#39;"),
            '"' | '<' | '>' | '\\' | '`' | '^' | '{' | '|' | '}' => encode(out, c),
            '[' | ']' if !numbers => encode(out, c),
            c if c.is_whitespace() || c.is_control() || is_noncharacter(c) => encode(out, c),
            c => out.push(c),
        }
    }
}

fn encode(out: &mut String, c: char) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        out.push_str(&format!("%{byte:02X}"));
    }
}
