//! Whether a date in another spelling is still the same date.

use super::DateError;
use super::error::DateErrorKind;
use super::figures;
use super::spelling::{is_weekday, month_number};

impl DateError {
    /// What was meant, where that is what the editor wrote in another spelling: the same figures, none of them changed, added or taken for
    /// another part of the date. `2022-02-30` has a nearest day of the calendar, but which figure of it is wrong only its source knows.
    pub fn respelled(&self, written: &str) -> Option<&str> {
        let meant = self.meant.as_deref().filter(|_| self.kind == DateErrorKind::Invalid)?;
        let plain = figures::in_our_figures(written);
        (!figures::has_letters(&plain) && says_the_same(&plain, meant)).then_some(meant)
    }
}

fn says_the_same(written: &str, meant: &str) -> bool {
    let lower = written.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    // The day of the week is checked by nobody here, and would be lost.
    if words.iter().any(|word| is_weekday(word)) {
        return false;
    }
    // The day of a zone need not be the source's own.
    if words == ["z"] {
        return false;
    }
    // A list without its end may have had more in it.
    if written.contains('[') != written.contains(']') {
        return false;
    }
    let has_era = words.iter().any(|word| matches!(*word, "ad" | "ce"));
    let (figures, asked) = (numbers(&lower), numbers(meant));
    // `202` may lack a figure anywhere; `2022-13` has no month.
    let short_year = figures.iter().any(|number| number.digits == 3) && !has_era;
    let no_month = figures.windows(2).any(|pair| pair[0].digits == 4 && pair[1].joined && (13..=99).contains(&pair[1].value));
    if short_year || no_month {
        return false;
    }
    let mut said: Vec<u64> = figures.iter().flat_map(Number::parts).collect();
    said.extend(words.iter().filter_map(|word| month_number(word).map(u64::from).or_else(|| season(word))));
    let mut asked: Vec<u64> = asked.iter().map(|number| number.value).collect();
    // A year said once may have to stand twice; a figure said twice is not to be lost.
    if said.len() > asked.len() {
        return false;
    }
    for numbers in [&mut said, &mut asked] {
        numbers.sort_unstable();
        numbers.dedup();
    }
    said == asked
}

struct Number {
    value: u64,
    digits: usize,
    /// Whether only a hyphen, dot or slash stands between it and the one before.
    joined: bool,
}

impl Number {
    /// Of `20220119` the year, the month and the day.
    fn parts(&self) -> Vec<u64> {
        match self.digits {
            8 => vec![self.value / 10_000, self.value / 100 % 100, self.value % 100],
            6 => vec![self.value / 100, self.value % 100],
            _ => vec![self.value],
        }
    }
}

fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut end = None;
    for (at, _) in text.match_indices(|c: char| c.is_ascii_digit()) {
        if end.is_some_and(|end| at < end) {
            continue;
        }
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let joined = end.is_some_and(|end| matches!(&text[end..at], "-" | "." | "/"));
        found.push(Number { value: text[at..at + digits].parse().unwrap_or(u64::MAX), digits, joined });
        end = Some(at + digits);
    }
    found
}

/// The number that the grammar has for a season.
fn season(word: &str) -> Option<u64> {
    match word {
        "spring" => Some(21),
        "summer" => Some(22),
        "autumn" | "fall" => Some(23),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::base::date::Date;

    #[test]
    fn another_spelling_is_the_same_date() {
        for (written, same) in [
            ("19.1.2022", "2022-01-19"),
            ("1/19/2022", "2022-01-19"),
            ("20220119", "2022-01-19"),
            ("2022-1-9", "2022-01-09"),
            ("January 19th, 2022", "2022-01-19"),
            ("about 14 January 2022", "2022-01-14~"),
            ("10–13 January 2022", "2022-01-10/2022-01-13"),
            ("13 or 14 January 2022", "[2022-01-13,2022-01-14]"),
            ("spring 2022", "2022-21"),
            ("2014-2016", "2014/2016"),
            ("AD 476", "0476"),
            ("2022-01-19 14:30 UTC", "2022-01-19T14:30Z"),
            ("2022-01-??", "2022-01"),
            ("+2022", "2022"),
            ("２０２２-01-19", "2022-01-19"),
            ("٢٠٢٢-٠١-١٩", "2022-01-19"),
        ] {
            let error = Date::parse(written).unwrap_err();
            assert_eq!(error.respelled(written), Some(same), "{written}");
        }
    }

    #[test]
    fn a_guess_is_not() {
        for written in [
            "2022-02-30",
            "2022-13-01",
            "2022-25",
            "2022-33",
            "2022-01-13/2022-01-10",
            "476",
            "Q1 2022",
            "Wednesday, 19th of January 2022",
            "2022-W03-3",
            "01/02/2022",
            "2022-01-19 14:30:05.5",
            "yesterday",
            "2022-01-1O",
            "2022-O1-19",
            "22-01-19",
            "2022-01-19Z",
            "2022-01-19+02:00",
        ] {
            let error = Date::parse(written).unwrap_err();
            assert_eq!(error.respelled(written), None, "{written}: {error:?}");
        }
    }
}
