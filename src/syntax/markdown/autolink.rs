//! What running text holds besides words: bare addresses, and `@key`.

use std::ops::Range;

use super::citation::key_length;

/// A stretch of text that is more than text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// An address, and the full form of it.
    Address(Range<usize>, String),
    /// `@key`, the at sign included.
    Key(Range<usize>),
}

impl Found {
    pub(super) fn range(&self) -> Range<usize> {
        match self {
            Found::Address(range, _) | Found::Key(range) => range.clone(),
        }
    }
}

/// All of them within `range` of a text, in order, none overlapping.
pub(super) fn find(text: &str, range: Range<usize>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let part = &text[range.clone()];
    if !part.contains(['@', ':']) && !contains_www(part) {
        return found;
    }
    let mut free_from = range.start;
    let mut at = range.start;
    while at < range.end {
        let here = &text[at..range.end];
        let next = match here.as_bytes()[0] {
            b'h' | b'H' | b'w' | b'W' => address(text, at, range.end),
            b'@' => email(text, at, free_from, range.end).or_else(|| key(text, at, range.end)),
            _ => None,
        };
        match next {
            Some(next) => {
                at = next.range().end;
                free_from = at;
                found.push(next);
            }
            None => at += here.chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

fn contains_www(text: &str) -> bool {
    text.as_bytes().windows(4).any(|window| window.eq_ignore_ascii_case(b"www."))
}

/// `https://…` and `www.…`, as GFM has them.
fn address(text: &str, at: usize, limit: usize) -> Option<Found> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '/' | '.' | '@' | '-')) {
        return None;
    }
    let starts = |prefix: &str| text.get(at..at + prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let (host, before) = match () {
        () if starts("https://") => (at + 8, ""),
        () if starts("http://") => (at + 7, ""),
        () if starts("www.") => (at, "https://"),
        () => return None,
    };
    // the name comes first: where there is none, the rest need not be read
    let after_host = &text[host..limit];
    let domain = &after_host[..after_host.find(|c: char| !in_domain(c) && c != '.').unwrap_or(after_host.len())];
    let domain = domain.trim_end_matches('.');
    if !domain.contains('.') || domain.split('.').any(str::is_empty) {
        return None;
    }
    let stop = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '`' | '\\');
    let end = text[at..limit].find(stop).map_or(limit, |length| at + length);
    let end = at + without_stops(&text[at..end]).len();
    (end >= host + domain.len()).then(|| Found::Address(at..end, format!("{before}{}", &text[at..end])))
}

/// A sentence's stop, and brackets that were opened outside, are not part of an address.
fn without_stops(link: &str) -> &str {
    let count = |c: char| link.matches(c).count();
    let mut surplus = [('(', ')'), ('[', ']'), ('{', '}')].map(|(open, close)| (close, count(close).saturating_sub(count(open))));
    let mut link = link;
    while let Some(last) = link.chars().next_back() {
        let stop = matches!(last, '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '’' | '‘' | '…');
        let bracket = surplus.iter_mut().find(|(close, left)| *close == last && *left > 0);
        match bracket {
            Some((_, left)) => *left -= 1,
            None if stop => {}
            None => break,
        }
        link = &link[..link.len() - last.len_utf8()];
    }
    link
}

fn in_domain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

/// An e-mail address around the `@` at `at`; it can't begin before `free_from`.
fn email(text: &str, at: usize, free_from: usize, limit: usize) -> Option<Found> {
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    // a bound, so that a text of nothing but such characters is not walked again and again
    let floor = crate::base::text::floor_boundary(text, at.saturating_sub(64)).max(free_from);
    let before = &text[floor..at];
    let start = floor + before.trim_end_matches(local).len();
    let domain = &text[at + 1..limit];
    let domain = &domain[..domain.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-')).unwrap_or(domain.len())];
    let domain = domain.trim_end_matches(['.', '-']);
    let good = start < at && domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    let end = at + 1 + domain.len();
    good.then(|| Found::Address(start..end, format!("mailto:{}", &text[start..end])))
}

/// `@key` that begins a word.
fn key(text: &str, at: usize, limit: usize) -> Option<Found> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '/' | '@' | '-' | '+')) {
        return None;
    }
    let length = key_length(&text[at + 1..limit]);
    let end = at + 1 + length;
    (length > 0 && !text[end..].starts_with('@')).then_some(Found::Key(at..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_keys() {
        let read = |text: &str| -> Vec<String> {
            find(text, 0..text.len())
                .into_iter()
                .map(|found| match found {
                    Found::Address(range, full) => format!("{} -> {full}", &text[range]),
                    Found::Key(range) => text[range].to_owned(),
                })
                .collect()
        };
        assert_eq!(
            read("see https://a.org/x_(y)?q=1, or (http://b.org/z)."),
            ["https://a.org/x_(y)?q=1 -> https://a.org/x_(y)?q=1", "http://b.org/z -> http://b.org/z"]
        );
        assert_eq!(read("www.a.org!"), ["www.a.org -> https://www.a.org"]);
        assert_eq!(read("xhttps://a.org https:// http://x"), Vec::<String>::new());
        assert_eq!(
            read("@ap says, mail x.y@z.org. (@tass-1), a@b @@x \"@q.\""),
            ["@ap", "x.y@z.org -> mailto:x.y@z.org", "@tass-1", "@q"]
        );
    }
}
