//! The ways in which one name may be written.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

const APOSTROPHES: [char; 3] = ['\'', '’', 'ʼ'];

/// All forms to look for: composed and decomposed, with each apostrophe, and with the first letter in either case unless `exact`.
pub(super) fn of(name: &str, exact: bool) -> BTreeSet<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect::<String>();
    let mut forms = BTreeSet::new();
    if name.is_empty() {
        return forms;
    }
    let mut cases = vec![name.clone()];
    if !exact {
        cases.extend(with_first_letter(&name, |c| single(c.to_uppercase())));
        cases.extend(with_first_letter(&name, |c| single(c.to_lowercase())));
    }
    for case in cases {
        let apostrophes: &[char] = if case.contains(APOSTROPHES) { &APOSTROPHES } else { &['\''] };
        for apostrophe in apostrophes {
            let form = case.replace(APOSTROPHES, apostrophe.encode_utf8(&mut [0; 4]));
            forms.insert(form.nfd().collect());
            forms.insert(form);
        }
    }
    forms
}

fn with_first_letter(name: &str, change: impl Fn(char) -> Option<char>) -> Option<String> {
    let (at, letter) = name.char_indices().find(|(_, c)| c.is_alphanumeric())?;
    let changed = change(letter)?;
    Some(format!("{}{changed}{}", &name[..at], &name[at + letter.len_utf8()..]))
}

/// Letters whose other case is several letters (ß) keep the one they have.
fn single(mut chars: impl Iterator<Item = char>) -> Option<char> {
    chars.next().filter(|_| chars.next().is_none())
}
