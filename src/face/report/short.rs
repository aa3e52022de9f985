//! One line a finding: `file:line:column: level[rule]: message`.

use crate::base::diagnostic::Diagnostic;

use super::{Texts, visible};

/// A finding in one line, without a line break.
pub fn line(diagnostic: &Diagnostic, texts: &Texts<'_>) -> String {
    let (start, _) = texts.place(diagnostic.span);
    let Diagnostic { rule, level, message, span, .. } = diagnostic;
    let rule = if rule.is_empty() { String::new() } else { format!("[{rule}]") };
    format!("{}:{}:{}: {}{rule}: {}", visible(span.file.as_str()), start.line, start.column, level.word(), visible(message))
}
