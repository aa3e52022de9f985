//! Figures in running text that somebody must have counted: shares, sums of money, numbers of people and things. Never years, days, times,
//! numbers of lists, ordinals.

use std::ops::Range;

/// What is counted in news, in English. Numbers of other things are left alone: better to miss one than to ask of every "two hours".
const COUNTED: &[&str] = &[
    "arrests",
    "casualties",
    "cases",
    "children",
    "civilians",
    "companies",
    "dead",
    "deaths",
    "demonstrators",
    "detainees",
    "diplomats",
    "displaced",
    "dollars",
    "employees",
    "euros",
    "families",
    "fatalities",
    "fighters",
    "homes",
    "hostages",
    "households",
    "houses",
    "injured",
    "jobs",
    "killed",
    "men",
    "migrants",
    "missiles",
    "missing",
    "officers",
    "officials",
    "passengers",
    "patients",
    "people",
    "pounds",
    "prisoners",
    "protesters",
    "pupils",
    "refugees",
    "residents",
    "respondents",
    "schools",
    "seats",
    "ships",
    "soldiers",
    "students",
    "tanks",
    "teachers",
    "tonnes",
    "tons",
    "troops",
    "vehicles",
    "victims",
    "villages",
    "voters",
    "votes",
    "women",
    "workers",
    "wounded",
];

const SCALES: &[&str] = &["thousand", "million", "billion", "trillion"];

/// Where figures stand in a text, with the sign or word that makes them one.
pub fn figures(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + step;
        let end = end_of_number(bytes, start);
        at = end;
        let before = text[..start].chars().next_back();
        let is_part = before
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '–' | '/' | ':' | '.' | '#' | '№' | '_' | '^'))
            || text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '/' | ':' | '_'));
        if is_part {
            continue;
        }
        let sign = before.filter(|c| matches!(c, '$' | '€' | '£' | '¥' | '₴' | '₽'));
        if let Some(end) = counted(text, start..end, sign.is_some()) {
            found.push(start - sign.map_or(0, char::len_utf8)..end);
            at = end;
        }
    }
    found
}

/// Digits, with commas or points between groups of them.
fn end_of_number(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    while end < bytes.len()
        && (bytes[end].is_ascii_digit()
            || matches!(bytes[end], b',' | b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit))
    {
        end += 1;
    }
    end
}

/// Where the figure ends that a number is, if it is one.
fn counted(text: &str, number: Range<usize>, has_sign: bool) -> Option<usize> {
    let rest = &text[number.end..];
    let share = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    if share.starts_with('%') {
        return Some(text.len() - share.len() + 1);
    }
    let mut words = rest.strip_prefix(' ').into_iter().flat_map(|rest| rest.split(' ')).map(bare);
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let end_of = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize + word.len();
    if SCALES.contains(&first) || first == "percent" || (first == "per" && second == "cent") {
        return Some(if first == "per" { end_of(second) } else { end_of(first) });
    }
    if has_sign {
        return Some(number.end);
    }
    let digits = &text[number];
    let is_year = digits.len() == 4 && matches!(digits.as_bytes()[0], b'1' | b'2');
    if is_year {
        return None;
    }
    match (COUNTED.contains(&first), COUNTED.contains(&second)) {
        (true, _) => Some(end_of(first)),
        (false, true) if first.starts_with(char::is_alphabetic) => Some(end_of(second)),
        _ => None,
    }
}

/// A word without the punctuation behind it.
fn bare(word: &str) -> &str {
    word.trim_end_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_a_figure() {
        for (text, expected) in [
            ("Some 100,000 troops", &["100,000 troops"][..]),
            ("18 people left; 30 Russian diplomats, too.", &["18 people", "30 Russian diplomats"]),
            ("It rose by 4.5% to 5 %, then 6 per cent and 7 percent.", &["4.5%", "5 %", "6 per cent", "7 percent"]),
            ("$5 and €1.2 million", &["$5", "€1.2 million"]),
            ("3 million", &["3 million"]),
            ("In 2021 people left on 19 January 2022 at 14:30.", &[]),
            ("the 5th, No. 5, 2–3 people, B-52 tanks, 3/4 people, 5-year plans, v1.2 people", &[]),
            ("Two people, 20 minutes, 3 talks, page 12 of 40", &[]),
            ("20", &[]),
            ("1984 votes", &[]),
            ("1,984 votes", &["1,984 votes"]),
        ] {
            let found: Vec<&str> = figures(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
