//! The two days as they are typed.

use crate::base::date::Day;

/// What is wrong, and the next steps.
type Refusal = (String, Vec<String>);

/// How days are written.
pub(super) const WRITTEN: &str = "days are written `2022-01-19`, two of them `2022-01-19..2022-01-21`";

/// Whether this can only be meant as days: all of it is numbers with what stands between them in dates, or several words. `1.2.3` is the
/// name of a version.
pub(super) fn are_meant(text: &str) -> bool {
    let (first, last) = ends(text);
    let is_numbers = |end: &str| end.chars().all(|c| c.is_ascii_digit() || "-./:".contains(c));
    let has_year_last = |end: &str| end.rsplit('.').next().is_some_and(|last| last.len() == 4) && end.matches('.').count() == 2;
    let is_dated = |end: &str| end.contains(['-', '/', ':']) || has_year_last(end);
    let ends = [first, last];
    ends.iter().any(|end| end.contains(' '))
        || ends.iter().all(|end| is_numbers(end)) && (first.is_empty() || ends.iter().any(|end| is_dated(end)))
}

/// Whether days are written here.
pub(super) fn are(text: &str) -> bool {
    let (first, last) = ends(text);
    Day::parse(first).is_ok() && (last.is_empty() || Day::parse(last).is_ok())
}

/// What stands before two full stops, and behind them.
pub(super) fn ends(text: &str) -> (&str, &str) {
    match text.split_once("..") {
        Some((first, last)) => (first.trim(), last.trim()),
        None => (text.trim(), ""),
    }
}

/// Reads `DATE..DATE`, `DATE..` or `DATE`.
pub(super) fn read(text: &str) -> Result<(Day, Option<Day>), Refusal> {
    let (first, last) = ends(text);
    if first.is_empty() {
        let last = if last.is_empty() { "2022-01-19" } else { last };
        return Err((
            format!("`{text}` has no first day"),
            vec![format!("write the day from which to compare: `2022-01-01..{last}`")],
        ));
    }
    let first = day(first)?;
    let last = if last.is_empty() { None } else { Some(day(last)?) };
    match last {
        Some(last) if last < first => {
            Err((format!("{last} is before {first}"), vec![format!("the earlier day stands first: `{last}..{first}`")]))
        }
        last => Ok((first, last)),
    }
}

fn day(text: &str) -> Result<Day, Refusal> {
    Day::parse(text).map_err(|error| {
        let help = match error.meant {
            Some(meant) if Day::parse(&meant).is_ok() => format!("did you mean `{meant}`?"),
            _ => WRITTEN.to_owned(),
        };
        (format!("`{text}` is no day: {}", error.message), vec![help])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read() {
        let read = |text| read(text).map(|(first, last)| (first.to_string(), last.map(|last| last.to_string())));
        let day = |text: &str| text.to_owned();
        assert_eq!(read("2024-01-01..2024-02-01"), Ok((day("2024-01-01"), Some(day("2024-02-01")))));
        assert_eq!(read("2024-01-01 .. 2024-01-01"), Ok((day("2024-01-01"), Some(day("2024-01-01")))));
        assert_eq!(read("2024-01-01.."), Ok((day("2024-01-01"), None)));
        assert_eq!(read("2024-01-01"), Ok((day("2024-01-01"), None)));
    }

    #[test]
    fn days_are_told_from_commits() {
        for text in
            ["2024-01-01", "2024-01-01..", "2024-01-01..2024-02-01", "2024-1-1", "1.2.2024", "..2024-02-01", "..", "1 March 2024"]
        {
            assert!(are_meant(text), "{text}");
        }
        for text in [
            "main",
            "HEAD~1",
            "main..",
            "1234567",
            "1234567..7654321",
            "v1.0",
            "1.0",
            "1.2.3",
            "1.2.3..1.2.4",
            "release-2024-01-01",
            "@",
        ] {
            assert!(!are_meant(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused_with_what_to_write() {
        for (text, message, help) in [
            ("..2024-02-01", "`..2024-02-01` has no first day", "write the day from which to compare: `2022-01-01..2024-02-01`"),
            (
                "2024-02-01..2024-01-01",
                "2024-01-01 is before 2024-02-01",
                "the earlier day stands first: `2024-01-01..2024-02-01`",
            ),
        ] {
            assert_eq!(read(text), Err((message.to_owned(), vec![help.to_owned()])), "{text}");
        }
    }
}
