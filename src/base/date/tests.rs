//! Dates against the table of the content model, refusals and order.

use proptest::prelude::*;

use super::*;

const READ: &str = include_str!("../../../tests/spec/dates.md");
const REFUSED: &str = include_str!("../../../tests/spec/dates-refused.md");

/// The rows of all tables of a page whose first column has this name.
fn rows<'a>(page: &'a str, first_column: &str) -> Vec<Vec<&'a str>> {
    let mut wanted = false;
    let mut found = Vec::new();
    for line in page.lines() {
        let Some(row) = line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")) else {
            wanted &= line.starts_with("|-");
            continue;
        };
        let cells: Vec<&str> = row.split(" | ").map(literal).collect();
        if cells[0] == first_column {
            wanted = true;
        } else if wanted {
            found.push(cells);
        }
    }
    found
}

/// What stands between backticks, if a cell is nothing but that.
fn literal(cell: &str) -> &str {
    let inner = cell.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
    inner.filter(|inner| !inner.contains('`')).unwrap_or(cell)
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error:?}"))
}

/// All differences at once: a table is mended in one go.
fn assert_rows(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn dates_are_read_as_the_table_says() {
    let rows = rows(READ, "written");
    assert!(rows.len() >= 75, "{}", rows.len());
    let mut wrong = Vec::new();
    for row in rows {
        let date = match Date::parse(row[0]) {
            Ok(date) => date,
            Err(error) => {
                wrong.push(format!("{}: {error:?}", row[0]));
                continue;
            }
        };
        let point = |point: Option<Point>| point.map_or("–".into(), |point| point.to_string());
        let flags = [(date.approximate(), "approximate"), (date.uncertain(), "uncertain"), (date.one_of(), "one of")];
        let flags: Vec<&str> = flags.iter().filter(|(holds, _)| *holds).map(|(_, name)| *name).collect();
        let got = [
            date.edtf(),
            date.text(),
            point(date.start()),
            point(date.end()),
            date.precision().as_str().into(),
            if flags.is_empty() { "–".into() } else { flags.join(", ") },
            date.datetime().unwrap_or("–".into()),
        ];
        for (got, expected) in got.iter().zip(&row[1..]) {
            if got != expected {
                wrong.push(format!("{}: {got}, not {expected}", row[0]));
            }
        }
    }
    assert_rows(wrong);
}

#[test]
fn dates_stand_in_lists_as_the_table_says() {
    let rows = rows(READ, "date");
    assert!(rows.len() >= 20, "{}", rows.len());
    let mut wrong = Vec::new();
    for row in rows {
        let date = date(row[0]);
        let got = [date.month_heading().2, date.text_in_month_list(), date.mark().as_str().into()];
        for (got, expected) in got.iter().zip(&row[1..]) {
            if got != expected {
                wrong.push(format!("{}: {got}, not {expected}", row[0]));
            }
        }
    }
    assert_rows(wrong);
}

#[test]
fn other_texts_are_refused_as_the_table_says() {
    let rows = rows(REFUSED, "written");
    assert!(rows.len() >= 100, "{}", rows.len());
    let mut wrong = Vec::new();
    for row in rows {
        match Date::parse(row[0]) {
            Ok(date) => wrong.push(format!("{}: read as {}", row[0], date.edtf())),
            Err(error) => {
                let impossible = error.kind == DateErrorKind::Impossible;
                if impossible != error.message.contains("comes before the start") {
                    wrong.push(format!("{}: {:?}", row[0], error.kind));
                }
                let got = [row[0][error.range].to_string(), error.message, error.meant.unwrap_or("–".into())];
                for (got, expected) in got.iter().zip(&row[1..]) {
                    if got != expected {
                        wrong.push(format!("{}: {got}, not {expected}", row[0]));
                    }
                }
            }
        }
    }
    assert_rows(wrong);
}

#[test]
fn lists_are_one_of_their_items() {
    let read = |items: &[&str]| Date::parse_list(items).map(|date| date.edtf());
    assert_eq!(read(&["2022-01-14", "2022-01-13~"]), Ok("[2022-01-13~,2022-01-14]".into()));
    assert_eq!(read(&["2022-01-13"]), Ok("2022-01-13".into()));
    assert_eq!(read(&["2022-01-10..2022-01-14"]), Ok("[2022-01-10..2022-01-14]".into()));
    assert_eq!(read(&["..2022-01-10"]), Ok("[..2022-01-10]".into()));
    assert_eq!(read(&["2022-01-10.."]), Ok("[2022-01-10..]".into()));

    let refuse = |items: &[&str]| {
        let (n, error) = Date::parse_list(items).unwrap_err();
        (n, items.get(n).map_or("", |item| &item[error.range]).to_string(), error.message, error.meant)
    };
    let meant = |text: &str| Some(text.to_string());
    assert_eq!(refuse(&[]), (0, "".into(), "there is no date between the brackets".into(), None));
    assert_eq!(refuse(&["2022-01-13", "2022-02-30"]), (1, "30".into(), "February 2022 has 28 days".into(), meant("2022-02-28")));
    assert_eq!(
        refuse(&["2022-01-14..2022-01-10"]),
        (
            0,
            "2022-01-10".into(),
            "the end, `2022-01-10`, comes before the start, `2022-01-14`".into(),
            meant("2022-01-10..2022-01-14")
        )
    );
    assert_eq!(refuse(&["2022-01-10", "2022-01-12/2022-01-13"]).0, 1);
    assert_eq!(refuse(&["2022-01-10", ""]), (1, "".into(), "a date is missing here".into(), None));
}

#[test]
fn nothing_is_no_date() {
    for text in ["", " ", "\n"] {
        let error = Date::parse(text).unwrap_err();
        assert_eq!((error.message.as_str(), error.meant), ("there is no date here", None));
    }
}

#[test]
fn every_week_of_a_century_begins_on_the_right_monday() {
    // 1 January 1951 was a Monday and began week 1; from there weeks are counted, not computed.
    let mut monday = Day::new(1951, 1, 1).unwrap();
    let (mut year, mut week) = (1951, 1);
    while year < 2052 {
        let read = date(&format!("{year}-W{week:02}"));
        assert_eq!(read.start(), Some(Point::Day(monday)));
        assert_eq!(read.edtf(), format!("{year}-W{week:02}"));
        monday = monday.plus(7).unwrap();
        week += 1;
        // A week belongs to the year that has its Thursday.
        let thursday = monday.plus(3).unwrap();
        if thursday.year() > year {
            assert!(Date::parse(&format!("{year}-W{week:02}")).is_err(), "{year}-W{week}");
            (year, week) = (year + 1, 1);
        }
    }
}

#[test]
fn the_edges_of_time_are_refused_or_read_but_never_overrun() {
    assert!(Date::parse("9999-24").is_err());
    for text in ["9999-W52", "9999-W53", "-9999-W01", "-9999-01-01", "9999-12-31", "99XX", "999X", "-9999/9999"] {
        if let Ok(date) = Date::parse(text) {
            let _ = (date.text(), date.end(), date.datetime());
        }
    }
}

#[test]
fn order_is_start_end_precision() {
    let in_order = [
        "-0044-03-15",
        "0000",
        // both begin with 2000: the decade ends first
        "200X",
        "20XX",
        // an open start counts as the one known date
        "../2021-12-31",
        // these begin on one day: the earlier end first, an open one last
        "2022-01-01",
        "2022-01",
        "2022",
        "2022-01-01/..",
        "2022-01-10/2022-01-13",
        "2022-01-10/..",
        "2022-01-14",
        "2022-01-14~",
        // the same days: the coarse precision first
        "2022-W03",
        "2022-01-17/2022-01-23",
        // 18 January, 22:30 UTC
        "2022-01-19T00:30+02:00",
        "2022-01-19",
        "2022-01-19T00:00Z",
        "2022-01-19T14:30+02:00",
        "2022-01-19T14:30Z",
    ];
    let expected: Vec<Date> = in_order.iter().map(|text| date(text)).collect();
    let mut dates = expected.clone();
    dates.reverse();
    dates.sort();
    assert_eq!(dates.iter().map(Date::edtf).collect::<Vec<_>>(), expected.iter().map(Date::edtf).collect::<Vec<_>>());
}

#[test]
fn points_order_by_instant() {
    let point = |text: &str| date(text).earliest();
    assert!(point("2022-01-19T14:30+02:00") < point("2022-01-19T13:00Z"));
    assert!(point("2022-01-19") < point("2022-01-19T00:00Z"));
    assert!(point("2022-01-19T00:30+02:00") < point("2022-01-19"));
    assert_eq!(point("2022-01-19T00:30+02:00").date(), (2022, 1, 19));
    assert_eq!(point("1970-01-02T00:00:01Z").instant(), 86_401);
    assert_eq!(point("2022-01-10/..").to_string(), "2022-01-10");
    assert_eq!(date("../2022-01-10").latest().to_string(), "2022-01-10");
    assert_eq!(date("2022-01/..").latest().to_string(), "2022-01-31");
}

#[test]
fn days_are_days_only() {
    assert_eq!(Day::parse("2022-01-19").unwrap().to_string(), "2022-01-19");
    for text in ["2022-01", "2022-01-19~", "2022-01-19/..", "2022-01-19T10:00", "today", ""] {
        assert!(Day::parse(text).is_err(), "{text}");
    }
    assert!(Day::new(2022, 2, 29).is_none() && Day::new(12_022, 1, 1).is_none() && Day::new(2022, 200, 1).is_none());
}

#[test]
fn exports_have_every_key() {
    let json = |text: &str| serde_json::to_string(&date(text)).unwrap();
    assert_eq!(
        json("2022-01-10/.."),
        r#"{"edtf":"2022-01-10/..","start":"2022-01-10","end":null,"precision":"day","approximate":false,"uncertain":false,"one_of":false,"text":"since 10 January 2022"}"#
    );
    assert_eq!(
        json("2022-01-19T14:30+02:00"),
        r#"{"edtf":"2022-01-19T14:30+02:00","start":"2022-01-19T14:30+02:00","end":"2022-01-19T14:30+02:00","precision":"moment","approximate":false,"uncertain":false,"one_of":false,"text":"19 January 2022, 14:30 UTC+2"}"#
    );
}

#[test]
fn dates_are_small_and_cross_threads() {
    assert!(size_of::<Date>() <= 40, "{}", size_of::<Date>());
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Date>();
}

/// Any text that is written with the characters of dates, many of them legal.
fn like_a_date() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "2022", "0000", "-0044", "9999", "-9999", "198X", "19XX", "-", "01", "02", "12", "21", "24", "29", "31", "W53", "W01",
        "XX", "T", "14:30", ":05", "Z", "+02:00", "-05", "/", "..", ",", " ", "[", "]", "~", "?", "%", "–", "x", "t", "january",
        "or", "to", "between", "ago", "і",
    ]);
    prop::collection::vec(pieces, 0..9).prop_map(|pieces| pieces.concat())
}

/// Dates of every kind.
fn any_date() -> impl Strategy<Value = Date> {
    let year = prop_oneof![Just(2022), -9999..=9998i32, 2020..=2023i32];
    let term = (year, 1..=12u8, 1..=28u8, 0..9u8, 0..24u8, prop::sample::select(vec!["", "~", "?", "%"])).prop_map(
        |(year, month, day, kind, hour, mark)| {
            let year = point::iso_year(year);
            let core = match kind {
                0 => year,
                1 => format!("{year}-{month:02}"),
                2 | 3 => format!("{year}-{month:02}-{day:02}"),
                4 => format!("{year}-W{:02}", day + 20),
                5 => format!("{year}-{}", 21 + month % 4),
                6 => format!("{:03}X", u16::from(hour) * 40),
                7 => format!("{hour:02}XX"),
                _ => format!("{year}-{month:02}-{day:02}T{hour:02}:30{}", ["Z", "+02:00", "-05:30"][usize::from(day % 3)]),
            };
            format!("{core}{mark}")
        },
    );
    (prop::collection::vec(term, 1..4), 0..7u8).prop_filter_map("ends before its start", |(terms, kind)| {
        let (first, last) = (&terms[0], &terms[terms.len() - 1]);
        Date::parse(&match kind {
            0 => first.clone(),
            1 => format!("{first}/{last}"),
            2 => format!("{first}/.."),
            3 => format!("../{first}"),
            4 => format!("[{}]", terms.join(", ")),
            5 => format!("[{first}..{last}]"),
            _ => format!("[..{first}]"),
        })
        .ok()
    })
}

fn check_any(text: &str) -> Result<(), TestCaseError> {
    match Date::parse(text) {
        Ok(date) => {
            prop_assert_eq!(Date::parse(&date.edtf()), Ok(date.clone()));
            let _ = (date.text(), date.text_in_month_list(), date.month_heading(), date.datetime(), date.latest(), date.mark());
        }
        Err(error) => {
            prop_assert!(text.get(error.range.clone()).is_some(), "{:?}", error);
            prop_assert!(!error.message.is_empty() && !error.message.contains(['\n', '\r']), "{:?}", error);
            if let Some(meant) = &error.meant {
                prop_assert!(Date::parse(meant).is_ok(), "{:?}", error);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        check_any(&text)?;
    }

    #[test]
    fn any_text_of_the_grammars_characters_is_read_or_refused(text in "[0-9XWTZ.,/~?% \\[\\]:+-]{0,24}") {
        check_any(&text)?;
    }

    #[test]
    fn any_text_like_a_date_is_read_or_refused(text in like_a_date()) {
        check_any(&text)?;
    }

    #[test]
    fn any_list_is_read_or_refused(items in prop::collection::vec(like_a_date(), 0..4)) {
        let items: Vec<&str> = items.iter().map(String::as_str).collect();
        match Date::parse_list(&items) {
            Ok(date) => prop_assert_eq!(Date::parse(&date.edtf()), Ok(date.clone())),
            Err((n, error)) => prop_assert!(items.get(n).unwrap_or(&"").get(error.range.clone()).is_some(), "{:?}", error),
        }
    }

    #[test]
    fn normalised_text_reads_the_same(date in any_date()) {
        prop_assert_eq!(Date::parse(&date.edtf()), Ok(date.clone()));
        prop_assert_eq!(Date::parse(&date.edtf()).map(|again| again.edtf()), Ok(date.edtf()));
        if let (Some(start), Some(end)) = (date.start(), date.end()) {
            prop_assert!(!end.ends_before(start));
        }
    }

    #[test]
    fn order_is_total(a in any_date(), b in any_date(), c in any_date()) {
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a.cmp(&b).is_eq(), a == b);
        let mut three = [&a, &b, &c];
        three.sort();
        prop_assert!(three[0] <= three[1] && three[1] <= three[2] && three[0] <= three[2]);
    }
}
