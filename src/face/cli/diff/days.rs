//! The two days as they are typed.

use std::path::{Component, Path};

use crate::base::date::Day;

/// What is wrong, and the next steps.
type Refusal = (String, Vec<String>);

/// How days are written.
const WRITTEN: &str = "days are written `2022-01-19`, two of them `2022-01-19..2022-01-21`";

/// Reads `DATE..DATE`, `DATE..` or `DATE`.
pub(super) fn read(text: &str, root: &Path) -> Result<(Day, Option<Day>), Refusal> {
    let (first, last) = match text.split_once("..") {
        Some((first, last)) => (first.trim(), last.trim()),
        None => (text.trim(), ""),
    };
    if first.is_empty() {
        let last = if last.is_empty() { "2022-01-19" } else { last };
        return Err((
            format!("`{text}` has no first day"),
            vec![format!("write the day from which to compare: `2022-01-01..{last}`")],
        ));
    }
    let first = day(first, root)?;
    let last = if last.is_empty() { None } else { Some(day(last, root)?) };
    match last {
        Some(last) if last < first => {
            Err((format!("{last} is before {first}"), vec![format!("the earlier day stands first: `{last}..{first}`")]))
        }
        last => Ok((first, last)),
    }
}

fn day(text: &str, root: &Path) -> Result<Day, Refusal> {
    Day::parse(text).map_err(|error| {
        let is_date = text.chars().all(|c| c.is_ascii_digit() || "-./:".contains(c));
        let help = match error.meant {
            Some(meant) if Day::parse(&meant).is_ok() => format!("did you mean `{meant}`?"),
            None if !is_date => return no_day(text, root),
            _ => WRITTEN.to_owned(),
        };
        (format!("`{text}` is no day: {}", error.message), vec![help])
    })
}

/// What is no date at all may be a commit or a branch.
fn no_day(text: &str, root: &Path) -> Refusal {
    let is_below = root.components().all(|part| matches!(part, Component::Normal(_)));
    let before = if is_below { Path::new("../before").join(root) } else { "../before".into() };
    (
        format!("`{text}` is no day, and `diff` asks no version control"),
        vec![
            WRITTEN.to_owned(),
            format!("for a commit or a branch, `git worktree add ../before {text}`, then `--against {}`", before.display()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read() {
        let read = |text| read(text, Path::new(".")).map(|(first, last)| (first.to_string(), last.map(|last| last.to_string())));
        let day = |text: &str| text.to_owned();
        assert_eq!(read("2024-01-01..2024-02-01"), Ok((day("2024-01-01"), Some(day("2024-02-01")))));
        assert_eq!(read("2024-01-01 .. 2024-01-01"), Ok((day("2024-01-01"), Some(day("2024-01-01")))));
        assert_eq!(read("2024-01-01.."), Ok((day("2024-01-01"), None)));
        assert_eq!(read("2024-01-01"), Ok((day("2024-01-01"), None)));
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
            assert_eq!(read(text, Path::new(".")), Err((message.to_owned(), vec![help.to_owned()])), "{text}");
        }
    }
}
