//! Texts, words, numbers, names, positions.

use crate::base::diagnostic::{Diagnostic, nearest};
use crate::base::slip::slip;
use crate::base::text::Span;

use super::super::fields::Field;
use super::super::yaml::{Node, Value};
use super::address::{address_within, looks_like_host, url_problem};
use super::clip;
use super::got::{Got, NameForm, Text, Word};
use super::limits::ungrouped;
use super::reader::Reader;

impl Reader<'_> {
    pub(super) fn text(&mut self, field: &Field, node: &Node) -> Option<Text> {
        match &node.value {
            Value::Scalar(scalar) => Some(Text {
                text: scalar.text.clone(),
                span: node.span,
                verbatim: scalar.verbatim,
                pieces: scalar.pieces.clone(),
            }),
            Value::Null => None,
            Value::Map(entries) if !entries.is_empty() && entries.iter().all(|(key, _)| is_language(&key.value)) => {
                if let Some((second, _)) = entries.get(1) {
                    self.diagnostics.push(
                        Diagnostic::error(
                            "wrong-type",
                            second.span,
                            format!("`{}` can be written in one language only so far", field.name),
                        )
                        .label("a second language")
                        .help("keep one language; texts in several languages come with a later version"),
                    );
                }
                self.text(field, &entries[0].1)
            }
            _ => {
                self.wrong(field, node);
                None
            }
        }
    }

    pub(super) fn url(&mut self, field: &Field, node: &Node) -> Option<Text> {
        let text = self.text(field, node)?;
        match url_problem(&text.text) {
            None => Some(text),
            Some(problem) => {
                self.bad_url(&text, problem);
                None
            }
        }
    }

    pub(super) fn bad_url(&mut self, text: &Text, problem: &str) {
        let message = format!("`{}` is not a full web address: {problem}", clip(&text.text));
        let diagnostic = Diagnostic::error("invalid-url", text.span, message);
        self.diagnostics.push(match looks_like_host(&text.text) {
            true => {
                let start = text.place().map(|place| Span { end: place.start, ..place });
                diagnostic.help(format!("write `https://{}`", text.text)).fix_at(start, "https://")
            }
            false => match address_within(&text.text) {
                Some(meant) => diagnostic.help(format!("write `{meant}`")).fix_at(text.place(), meant),
                None => diagnostic.help("write it as the browser shows it, from `https://` on"),
            },
        });
    }

    pub(super) fn flag(&mut self, field: &Field, node: &Node) -> Option<Got> {
        match node.scalar().map(|scalar| scalar.text.as_str()) {
            Some("true") => Some(Got::Flag(true)),
            Some("false") => Some(Got::Flag(false)),
            Some(word) if yes_or_no(word).is_some() => {
                let meant = if yes_or_no(word) == Some(true) { "true" } else { "false" };
                self.diagnostics.push(
                    Diagnostic::error("wrong-type", node.span, format!("`{}` takes `true` or `false`", field.name))
                        .help(format!("write `{}: {meant}`", field.name))
                        .fix(node.span, meant),
                );
                None
            }
            _ => {
                self.wrong(field, node);
                None
            }
        }
    }

    pub(super) fn number(&mut self, field: &Field, node: &Node) -> Option<Got> {
        let text = self.text(field, node)?;
        match text.text.replace(['_', ' ', '\u{a0}'], "").parse::<f64>() {
            Ok(number) if number.is_finite() => Some(Got::Number(number, text)),
            _ => {
                if let Some(meant) = ungrouped(&text.text) {
                    let message = format!("`{}` takes a number in figures alone", field.name);
                    let found = Diagnostic::error("wrong-type", text.span, message);
                    self.diagnostics.push(found.help(format!("did you mean `{meant}`? a decimal has a point: `0.5`")));
                    return None;
                }
                self.wrong(field, node);
                None
            }
        }
    }

    pub(super) fn word(&mut self, field: &Field, node: &Node, words: &[&'static str], vocabulary: &str) -> Option<Word> {
        let text = self.text(field, node)?;
        let own: Vec<&str> = self.dialect.words_of(vocabulary).collect();
        if !words.contains(&text.text.as_str()) && !own.contains(&text.text.as_str()) && !self.dialect.lost {
            // A status may stand for a whole history, whose own field is another word.
            let what = if field.name == "is" { "status" } else { field.name };
            let message = format!("`{}` is not a known `{what}`", clip(&text.text));
            let mut diagnostic = Diagnostic::warning("unknown-value", text.span, message);
            let all = words.iter().copied().chain(own.iter().copied());
            let near = nearest(&text.text, all.clone()).filter(|near| !are_opposite(&text.text, near));
            diagnostic = match near.or_else(|| begins_alike(&text.text, all.clone())) {
                Some(near) => {
                    let asked = diagnostic.help(format!("did you mean `{near}`?"));
                    match slip(&text.text, all.map(|word| (word, word))).filter(|meant| !are_opposite(&text.text, meant)) {
                        Some(meant) => asked.fix_at(text.place(), meant),
                        None => asked,
                    }
                }
                // A setting is not shown to readers.
                None if matches!(vocabulary, "autolink.per" | "site.html") => {
                    diagnostic.help(format!("known are {}", listed(all)))
                }
                None => diagnostic.help(format!("it is shown as written; known are {}", listed(all))),
            };
            self.diagnostics.push(diagnostic);
        }
        let means = self.dialect.ours(vocabulary, &text.text).to_owned();
        Some(Word { text: text.text, span: text.span, means })
    }

    pub(super) fn name(&mut self, field: &Field, node: &Node) -> Option<NameForm> {
        let Some(text) = node.get("text") else {
            let text = self.text(field, node)?;
            return Some(NameForm { text, exact: false, lang: None });
        };
        for (key, _) in node.entries().iter().filter(|(key, _)| !matches!(key.value.as_str(), "text" | "case" | "lang")) {
            self.diagnostics.push(
                Diagnostic::warning("unknown-key", key.span, format!("a name has no field `{}`", key.value))
                    .help("a name is text, or `{text: …, case: exact, lang: …}`"),
            );
        }
        let text = self.text(field, text)?;
        let word = |key: &str| node.get(key).and_then(Node::scalar).map(|scalar| scalar.text.clone());
        Some(NameForm { text, exact: word("case").as_deref() == Some("exact"), lang: word("lang") })
    }

    pub(super) fn coordinates(&mut self, field: &Field, node: &Node) -> Option<Got> {
        let numbers: Vec<f64> = match &node.value {
            Value::List(items) => items.iter().filter_map(|item| item.scalar()?.text.parse().ok()).collect(),
            _ => Vec::new(),
        };
        match numbers.as_slice() {
            [latitude, longitude] if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 => {
                Some(Got::Coordinates(*latitude, *longitude))
            }
            [latitude, longitude] => {
                self.off_the_map(*latitude, *longitude, node.span);
                None
            }
            _ => {
                self.wrong(field, node);
                None
            }
        }
    }
}

/// What other words for yes and no mean.
pub(super) fn yes_or_no(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "true" | "yes" | "y" | "on" => Some(true),
        "false" | "no" | "n" | "off" => Some(false),
        _ => None,
    }
}

fn is_language(key: &str) -> bool {
    let mut parts = key.split('-');
    parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_lowercase())
            && !matches!(first, "id" | "is" | "as" | "by" | "of" | "to" | "url" | "was" | "now" | "met")
    }) && parts.all(|part| part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn listed<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Whether one of two words is the other one with a "not" before it: `unconfirmed`.
fn are_opposite(one: &str, other: &str) -> bool {
    let denies = |word: &str, of: &str| {
        let prefix = word.strip_suffix(of).map(|prefix| prefix.trim_end_matches(['-', '_', ' ']));
        prefix.is_some_and(|prefix| ["un", "non", "not", "in", "dis", "de"].contains(&prefix))
    };
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    denies(&one, &other) || denies(&other, &one)
}

/// The first of some words that begins as a word does, but for its last letter: `deny` is `denies`, `disputes` is `disputes-part`.
fn begins_alike<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let word = word.to_lowercase();
    let (last, _) = word.char_indices().next_back()?;
    let stem = &word[..last];
    words.into_iter().filter(|_| stem.len() >= 3).find(|known| known.starts_with(stem))
}
