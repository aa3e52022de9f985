//! What a page of HTML holds, as a browser's tokenizer reads it.

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// A start tag.
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// A page, read.
pub(crate) struct Leaf {
    pub(crate) tags: Vec<Tag>,
    /// All text of the body, with single spaces.
    pub(crate) text: String,
    /// What the standard calls parse errors, tags that end nothing, tags that are never ended.
    pub(crate) faults: Vec<String>,
}

/// Elements without content.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "wbr", "source"];

impl Leaf {
    pub(crate) fn read(html: &str) -> Leaf {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut leaf = Leaf { tags: Vec::new(), text: String::new(), faults: Vec::new() };
        let mut open: Vec<String> = Vec::new();
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            match token {
                Token::StartTag(tag) => {
                    let name = text(&tag.name);
                    if !VOID.contains(&name.as_str()) && !tag.self_closing {
                        open.push(name.clone());
                    }
                    let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
                    leaf.tags.push(Tag { name, attributes });
                    leaf.text.push(' ');
                }
                Token::EndTag(tag) => match (open.pop(), text(&tag.name)) {
                    (Some(open), ended) if open == ended => leaf.text.push(' '),
                    (open, ended) => leaf.faults.push(format!("</{ended}> ends {open:?}")),
                },
                Token::String(words) if !matches!(open.last().map(String::as_str), Some("script" | "style" | "title")) => {
                    leaf.text.push_str(&text(&words));
                }
                Token::Error(error) => leaf.faults.push(error.to_string()),
                _ => {}
            }
        }
        leaf.faults.extend(open.into_iter().map(|name| format!("<{name}> is never ended")));
        leaf.text = leaf.text.split_whitespace().collect::<Vec<_>>().join(" ");
        leaf
    }

    pub(crate) fn count(&self, name: &str) -> usize {
        self.tags.iter().filter(|tag| tag.name == name).count()
    }

    pub(crate) fn ids(&self) -> Vec<&str> {
        self.tags.iter().filter_map(|tag| tag.get("id")).collect()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
