//! What must never stand apart: in whatever file some words are published, in the same piece that a reader gets at once – a card, a row,
//! an item of a feed, an object of an export – stands one of the others too.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use serde_json::Value;

use super::linked::told;
use super::support::Built;

/// The pieces in which the first line stands and none of the others do. A claim's own page is one piece.
pub(super) fn parted(site: &Built, expected: &[&str]) -> Vec<String> {
    let (words, others) = expected.split_first().unwrap();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, bytes) in site.rendered() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mut pieces = Vec::new();
        if path.starts_with("claims/") && path.matches('/').count() == 2 {
            pieces.push(text);
        } else if path.ends_with(".html") {
            from_html(&text, &mut pieces);
            from_json(&told(&text), &mut pieces);
        } else if path.ends_with(".json") {
            from_json(&serde_json::from_str(&text).unwrap(), &mut pieces);
        } else if path.ends_with(".ics") {
            pieces.extend(text.replace("\r\n ", "").split("BEGIN:VEVENT").map(str::to_owned));
        } else if path.ends_with(".xml") {
            pieces.extend(text.split("<entry").map(str::to_owned));
        } else {
            pieces.extend(text.lines().map(str::to_owned));
        }
        let with: Vec<&String> = pieces.iter().filter(|piece| piece.contains(words)).collect();
        seen += with.len();
        let alone = with.iter().filter(|piece| !others.iter().any(|other| piece.contains(other)));
        wrong.extend(alone.map(|piece| format!("{path} has alone: {piece}")));
    }
    if seen == 0 {
        wrong.push(format!("`{words}` stands nowhere"));
    }
    wrong
}

/// The texts of items, rows and cards, of paragraphs and headings outside of them, and of descriptions.
fn from_html(html: &str, pieces: &mut Vec<String>) {
    const WHOLE: [&str; 3] = ["article", "li", "tr"];
    const ALONE: [&str; 8] = ["blockquote", "dd", "h1", "h2", "h3", "p", "svg", "td"];
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut open: Vec<(String, String)> = Vec::new();
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                let get = |name: &str| tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value));
                if get("name").is_some_and(|name| name == "description") {
                    pieces.extend(get("content").map(|content| content.into_owned()));
                }
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if WHOLE.contains(&name.as_str()) || ALONE.contains(&name.as_str()) {
                    open.push((name, String::new()));
                }
            }
            Token::EndTag(tag) if open.last().is_some_and(|(name, _)| name.as_bytes() == tag.name.as_slice()) => {
                let (_, text) = open.pop().unwrap();
                let within = open.iter().any(|(name, _)| WHOLE.contains(&name.as_str()));
                match open.last_mut().filter(|_| within) {
                    Some((_, around)) => *around += &format!(" {text}"),
                    None => pieces.push(text),
                }
            }
            Token::String(text) => {
                if let Some((_, inner)) = open.last_mut() {
                    *inner += &String::from_utf8_lossy(&text);
                }
            }
            _ => {}
        }
    }
}

/// Each item of each list in a file, and the file without its lists.
fn from_json(value: &Value, pieces: &mut Vec<String>) {
    let Value::Object(map) = value else { return };
    let (lists, others): (Vec<_>, Vec<_>) = map.iter().partition(|(_, value)| value.is_array());
    pieces.extend(lists.into_iter().flat_map(|(_, list)| list.as_array().unwrap()).map(Value::to_string));
    pieces.push(format!("{others:?}"));
}
