//! Names and words that are not spelled as the site does.

use crate::base::diagnostic::nearest;
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::base::text::Span;

use super::facts::{Facts, Look};
use super::mention::{Mention, Spelled, Target};

/// A name or word in the site's own prose that the site spells otherwise.
pub struct Slip {
    /// Where it stands.
    pub span: Span,
    /// The words there.
    pub words: String,
    /// As the site spells them.
    pub house: String,
    /// Whose name it is; a word of the house is nobody's.
    pub of: Option<Key>,
}

/// All names and words of some spelling outside of quotations, in order of the texts.
pub fn slips(facts: &Facts, spelled: Spelled) -> Vec<Slip> {
    let mut slips = Vec::new();
    facts.for_each_scan(|look| {
        let mentions = look.scan.mentions.iter().map(|sighting| &sighting.mention);
        for mention in mentions.chain(&look.scan.aside) {
            // What is a good name of anybody is not a bad one of somebody else.
            let [target] = &*mention.targets else { continue };
            if target.spelled != spelled || !look.is_ours(mention) {
                continue;
            }
            let words = look.words(mention);
            if let Some(house) =
                house_form(facts, target, words).filter(|house| house != words && !stands_there(look, mention, house))
            {
                let of = facts.names.records.contains_key(&target.key).then_some(target.key);
                slips.push(Slip { span: look.span(mention), words: words.to_owned(), house, of });
            }
        }
    });
    slips
}

/// Whether the words are a part of the house form that stands there already: "Washington" in "Washington, D.C.".
fn stands_there(look: &Look<'_>, mention: &Mention, house: &str) -> bool {
    let text = look.passage.prose.runs.get(mention.run).map(|run| run.text.as_str()).unwrap_or_default();
    let words = fold(look.words(mention));
    let is_around = |(at, _): (usize, char)| {
        let start = mention.range.start.checked_sub(at);
        let around = start.and_then(|start| text.get(start..start + house.len()));
        around.is_some_and(|around| fold(around) == fold(house))
    };
    house.char_indices().filter(|(at, _)| fold(&house[*at..]).starts_with(&words)).any(is_around)
}

/// How the site spells a name: as `house_spelling` says, else the nearest of the names that are as long, else the name.
fn house_form(facts: &Facts, target: &Target, words: &str) -> Option<String> {
    let folded = fold(words);
    if let Some((_, house)) = facts.config.house_spelling.iter().find(|(word, _)| fold(&word.text) == folded) {
        return Some(with_capital_of(words, house));
    }
    let head = facts.model.head(*facts.names.records.get(&target.key)?);
    let count = |name: &str| name.split_whitespace().count();
    let names = std::iter::once(head.title.as_str()).chain(head.aliases.iter().map(|form| form.text.text.as_str()));
    let alike: Vec<&str> = names.filter(|name| count(name) == count(words) && is_latin(name) == is_latin(words)).collect();
    match nearest(words, alike.iter().copied()) {
        Some(near) => Some(with_capital_of(words, near)),
        // A name in its own script is written so on purpose.
        None => (is_latin(&head.title) == is_latin(words)).then(|| head.title.clone()),
    }
}

fn with_capital_of(words: &str, house: &str) -> String {
    let mut letters = house.chars();
    match (words.chars().next(), letters.next()) {
        (Some(first), Some(letter)) if first.is_uppercase() && letter.is_lowercase() => {
            letter.to_uppercase().chain(letters).collect()
        }
        _ => house.to_owned(),
    }
}

fn is_latin(words: &str) -> bool {
    words.chars().find(|c| c.is_alphabetic()).is_none_or(|c| u32::from(c) < 0x250 || (0x1e00..0x1f00).contains(&u32::from(c)))
}
