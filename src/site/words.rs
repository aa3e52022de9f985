//! Our words for readers: statuses, stances, kinds. One place, so that languages can come.

use crate::model::config::Config;

/// How a status or stance is shown: its label, its colour, its icon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// "Disputed".
    pub label: String,
    /// `confirmed` `reported` `disputed` `denied` `retracted`.
    pub tone: &'static str,
    /// Name of the icon.
    pub icon: &'static str,
}

/// How a status of an event or claim is shown; `vocabulary` is `event.status` or `claim.status`.
pub fn status(config: &Config, vocabulary: &str, word: &str) -> Shown {
    let own = config.own_word(vocabulary, word);
    let known = own.and_then(|own| own.like.as_deref()).unwrap_or(word);
    let (tone, icon) = match known {
        "confirmed" | "occurred" => ("confirmed", "confirmed"),
        "corroborated" => ("reported", "half"),
        "disputed" => ("disputed", "disputed"),
        "denied" | "refuted" => ("denied", "denies"),
        "retracted" => ("retracted", "retracted"),
        "cancelled" => ("retracted", "cancelled"),
        "single-origin" => ("reported", "single"),
        "unresolved" | "alleged" | "hypothetical" => ("reported", "unresolved"),
        "open" | "postponed" => ("reported", "open"),
        "planned" | "announced" => ("reported", "plan"),
        "asserted" => ("reported", "says"),
        _ => ("reported", "reported"),
    };
    // A word of the site's own that is like another, yet says it in part, is drawn as partly so.
    let icon = if own.is_some() && word.starts_with("part") { "half" } else { icon };
    let label = own.and_then(|own| own.label.clone()).unwrap_or_else(|| capital(&word.replace('-', " ")));
    Shown { label, tone, icon }
}

/// How a stance is shown, with the preposition that leads to who takes it.
pub fn stance(config: &Config, word: &str) -> (Shown, &'static str) {
    let own = config.own_word("claim.stance", word);
    let known = own.and_then(|own| own.like.as_deref()).unwrap_or(word);
    let (label, preposition, tone, icon) = match known {
        "denies" => ("Denied", "by", "denied", "denies"),
        "disputes-part" => ("Disputed in part", "by", "disputed", "disputed"),
        "sidesteps" => ("Sidestepped", "by", "reported", "sidesteps"),
        "declines-to-comment" => ("No comment", "from", "reported", "declines"),
        "no-information" => ("No information", "from", "reported", "noinfo"),
        "supports" => ("Supported", "by", "reported", "supports"),
        "confirms" => ("Confirmed", "by", "confirmed", "confirmed"),
        _ => ("", "by", "reported", "says"),
    };
    let label = match own.and_then(|own| own.label.clone()) {
        Some(label) => label,
        None if label.is_empty() => capital(&word.replace('-', " ")),
        None => label.to_owned(),
    };
    (Shown { label, tone, icon }, preposition)
}

/// A word of a vocabulary for readers: `news-agency` is "news agency".
pub fn plain(config: &Config, vocabulary: &str, word: &str) -> String {
    config.own_word(vocabulary, word).and_then(|own| own.label.clone()).unwrap_or_else(|| word.replace('-', " "))
}

/// The text with its first letter in upper case.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut capital = String::with_capacity(text.len());
    capital.extend(first.to_uppercase());
    capital.push_str(letters.as_str());
    capital
}

/// "1 event", "3 events".
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

/// Numbers up to twelve in words, as running text has them.
pub fn in_words(number: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    words.get(number).map_or_else(|| thousands(number), |word| (*word).to_owned())
}

/// A number with its thousands parted by commas.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Digits as an editor wrote them, whole numbers with their thousands parted.
pub fn number(written: &str) -> String {
    let bare = written.replace(['_', ' ', '\u{a0}'], "");
    bare.parse::<usize>().map_or(bare, thousands)
}

/// "a, b and c".
pub fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(number("100000"), "100,000");
        assert_eq!(number("2.5"), "2.5");
        assert_eq!(count(1, "event", "events"), "1 event");
        assert_eq!(in_words(3), "three");
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }

    #[test]
    fn own_words_share_the_colour_of_ours() {
        use crate::syntax::read::{Dialect, OwnWord};
        let own = OwnWord {
            vocabulary: "claim.status".into(),
            word: "ruling".into(),
            label: Some("Court ruling".into()),
            like: Some("confirmed".into()),
        };
        let config = Config { dialect: Dialect { words: vec![own], ..Dialect::default() }, ..Config::default() };
        let shown = status(&config, "claim.status", "ruling");
        assert_eq!((shown.label.as_str(), shown.tone), ("Court ruling", "confirmed"));
        assert_eq!(status(&config, "claim.status", "odd-word").label, "Odd word");
    }
}
