//! Values that are of the right type, and can't be: out of their range, or against the one beside them.

use crate::base::diagnostic::Diagnostic;
use crate::base::text::Span;

use super::got::Fields;
use super::reader::Reader;

/// Numbers that go from one to another, by the field's name.
const RANGES: &[(&str, f64, f64)] = &[("importance", 1.0, 10.0)];

impl Reader<'_> {
    /// Looks at the fields of one record or part of a record.
    pub(super) fn limits(&mut self, fields: &Fields) {
        for (name, least, most) in RANGES {
            if let Some((number, text)) = fields.number(name)
                && !(*least..=*most).contains(&number)
            {
                let message = format!("`{name}` goes from {least} to {most}");
                self.diagnostics.push(
                    Diagnostic::error("wrong-type", text.span, message).help(format!("write a number from {least} to {most}")),
                );
            }
        }
        if let (Some((least, first)), Some((most, last))) = (fields.number("at_least"), fields.number("at_most"))
            && least > most
        {
            let message = "`at_least` is more than `at_most`";
            self.diagnostics.push(
                Diagnostic::error("wrong-type", first.span, message)
                    .also(last.span, "the most it may be")
                    .help("see which of the two the source gives as the least"),
            );
        }
        if let (Some((number, first)), Some((estimate, second))) = (fields.number("n"), fields.number("about"))
            && number != estimate
        {
            let message = "`n` and `about` give two numbers for one figure";
            let help = format!("write `n: {}, about: true`, or leave `n` out; two figures are two maps in a list", first.text);
            self.diagnostics.push(
                Diagnostic::error("wrong-type", second.span, message)
                    .label("this one would be lost")
                    .also(first.span, "the number")
                    .help(help),
            );
        }
        self.time_runs_on(fields);
    }

    /// `until` before `since`.
    fn time_runs_on(&mut self, fields: &Fields) {
        let (Some(since), Some(until)) = (fields.date("since"), fields.date("until")) else { return };
        let (Some(start), Some(end)) = (since.value.start(), until.value.end()) else { return };
        if end.day() < start.day() {
            let message = format!("the end, `{}`, comes before the start, `{}`", until.value.edtf(), since.value.edtf());
            self.diagnostics.push(
                Diagnostic::error("impossible-interval", until.span, message)
                    .also(since.span, "begins here")
                    .help("see what the source says, and change one of them"),
            );
        }
    }

    /// A position that is on no map.
    pub(super) fn off_the_map(&mut self, latitude: f64, longitude: f64, place: Span) {
        let is_swapped = latitude.abs() > 90.0 && latitude.abs() <= 180.0 && longitude.abs() <= 90.0;
        let message = if latitude.abs() <= 90.0 { "a longitude goes from -180 to 180" } else { "a latitude goes from -90 to 90" };
        let found = Diagnostic::error("wrong-type", place, message);
        self.diagnostics.push(match is_swapped {
            true => found.help(format!("the latitude comes first: is it `[{longitude}, {latitude}]`?")),
            false => found.help("write `[latitude, longitude]` in degrees: north and east count up, south and west down"),
        });
    }
}

/// `100,000`, `100.000` or `100 000` without what parts its figures; `None` where that is something else.
pub(super) fn ungrouped(written: &str) -> Option<String> {
    let mut groups = written.split([',', '.', '\'', '’', '\u{202f}', '\u{2009}']);
    let first = groups.next()?;
    let is_figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let rest: Vec<&str> = groups.collect();
    let is_grouped = !rest.is_empty() && rest.iter().all(|group| group.len() == 3 && is_figures(group));
    (is_grouped && first.len() <= 3 && is_figures(first)).then(|| written.replace(|c: char| !c.is_ascii_digit(), ""))
}
