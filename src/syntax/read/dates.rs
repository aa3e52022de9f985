//! Dates.

use crate::base::date::{Date, DateError, DateErrorKind};
use crate::base::diagnostic::Diagnostic;
use crate::base::text::Spanned;
use crate::syntax::pieces::Pieces;

use super::super::fields::Field;
use super::super::yaml::{Node, Value, quote};
use super::got::Text;
use super::reader::Reader;

impl Reader<'_> {
    pub(super) fn date(&mut self, field: &Field, node: &Node) -> Option<Spanned<Date>> {
        match &node.value {
            Value::Scalar(scalar) => {
                let written =
                    Text { text: scalar.text.clone(), span: node.span, verbatim: scalar.verbatim, pieces: Pieces::default() };
                match Date::parse(&written.text) {
                    Ok(date) => Some(Spanned::new(date, node.span)),
                    Err(error) => self.bad_date(&written, error),
                }
            }
            Value::List(items) => {
                let parts: Option<Vec<&str>> =
                    items.iter().map(|item| item.scalar().map(|scalar| scalar.text.as_str())).collect();
                let Some(parts) = parts else {
                    self.wrong(field, node);
                    return None;
                };
                match (Date::parse_list(&parts), items) {
                    (Ok(date), _) => Some(Spanned::new(date, node.span)),
                    (Err((number, error)), items) => {
                        let item = items.get(number).unwrap_or(node);
                        let scalar = item.scalar();
                        let text = scalar.map(|scalar| scalar.text.clone()).unwrap_or_default();
                        self.bad_date(
                            &Text {
                                text,
                                span: item.span,
                                verbatim: scalar.and_then(|scalar| scalar.verbatim),
                                pieces: Pieces::default(),
                            },
                            error,
                        )
                    }
                }
            }
            Value::Null => None,
            Value::Map(_) => {
                self.diagnostics.push(
                    Diagnostic::error("invalid-date", self.first_line(node.span), "a map of fields is not a date")
                        .help(format!("write `{}: 2022-01-19`, or another form of the manual's page on dates", field.name)),
                );
                None
            }
        }
    }

    pub(super) fn bad_date(&mut self, written: &Text, error: DateError) -> Option<Spanned<Date>> {
        let rule = match error.kind {
            DateErrorKind::Invalid => "invalid-date",
            DateErrorKind::Impossible => "impossible-interval",
        };
        let literal = |date: &str| if date.starts_with(['[', '~']) { quote(date) } else { date.to_owned() };
        let same = error.respelled(&written.text).map(literal);
        let diagnostic = Diagnostic::error(rule, written.part(error.range), error.message);
        self.diagnostics.push(match (same, error.meant) {
            (Some(same), _) => diagnostic.help(format!("write `{same}`")).fix(written.span, same),
            // Which of its figures is wrong only the source knows.
            (None, Some(near)) => diagnostic.help(format!("did you mean `{}`? see what the source says", literal(&near))),
            (None, None) => {
                diagnostic.help("dates are written as 2022-01-19, 2022-01, 2022, 2022-01-10/2022-01-13, or with `~` for about")
            }
        });
        None
    }
}
