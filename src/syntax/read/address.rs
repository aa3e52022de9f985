//! Web addresses.

/// Why a text is not a full http or https address, if it is not.
pub fn url_problem(text: &str) -> Option<&'static str> {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let Some(rest) =
        lower.strip_prefix("https://").map(|_| &text[8..]).or_else(|| lower.starts_with("http://").then(|| &text[7..]))
    else {
        return Some("it begins with neither `https://` nor `http://`");
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let bare = host.rsplit('@').next().unwrap_or_default();
    if bare.is_empty() || bare.starts_with([':', '.']) {
        return Some("it names no site");
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '\\')) {
        return Some("it has a space or another character that addresses can't have");
    }
    None
}

/// Whether a text in a source's place was to be an address rather than a title.
pub(super) fn was_to_be_url(text: &str) -> bool {
    text.contains("://") || text.starts_with("www.") || (looks_like_host(text) && text.contains('/'))
}

/// The address between `<` and `>`, as letters and Markdown have it.
pub(super) fn address_within(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('<')?.strip_suffix('>')?;
    url_problem(inner).is_none().then_some(inner)
}

pub(super) fn looks_like_host(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or_default();
    host.contains('.')
        && !text.contains("://")
        && url_problem(&format!("https://{text}")).is_none()
        && !host.contains(':')
        && !text.starts_with('.')
}
