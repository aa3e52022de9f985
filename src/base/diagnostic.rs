//! What is wrong with the editor's words: collected, never thrown, many at once.

use super::id::Key;
use super::text::Span;

pub use super::near::nearest;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing is published until it is mended.
    Error,
    /// Published, but readers or later edits will suffer.
    Warning,
    /// Worth knowing.
    Note,
}

impl Level {
    /// The word in messages, settings and exports.
    pub fn word(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        }
    }
}

/// A second place that explains the first, or words at the primary place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What there is to say about the place.
    pub message: String,
    /// The place.
    pub span: Span,
}

/// A replacement of some bytes that `check --fix` makes by itself.
///
/// The measure is a sourced public record: nobody may find a name, a figure, a date or a source in it that no editor wrote. So an edit is
/// offered only where the file says the same afterwards, to whoever wrote it, as it was to say before:
///
/// - *form*: quotation marks, spaces, fences, another spelling of the same date, `yes` for `true`;
/// - *a slip of the fingers* in a word that means nothing as it stands, where [`slip`](super::slip::slip) finds the one word that it
///   can be: a key, a word of a vocabulary, a reference that is an error.
///
/// What only a person can decide gets a help line and no edit: a date that the calendar does not have, an interval that runs backwards, a
/// name that is near another one but stands for somebody as it is (`undefined-actor`), a reference that differs in a figure, a text whose
/// end is not plain to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// One finding about the editor's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's public name, as `explain` and `lints:` know it.
    pub rule: &'static str,
    /// Its level: the rule's own, until the site's `lints:` are applied.
    pub level: Level,
    /// One line, lower case, names and literals in backticks.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What the places say; the one at `span` comes first where there is one.
    pub labels: Vec<Label>,
    /// Next steps, a sentence each.
    pub help: Vec<String>,
    /// What `check --fix` does: all of it or nothing. Edits of one finding are in the finding's own file, in order, and do not overlap; what
    /// may be one is said at [`Edit`].
    pub fix: Vec<Edit>,
}

impl Diagnostic {
    /// A finding of some level.
    pub fn new(level: Level, rule: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { rule, level, message: message.into(), span, labels: Vec::new(), help: Vec::new(), fix: Vec::new() }
    }

    /// An error.
    pub fn error(rule: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Level::Error, rule, span, message)
    }

    /// A warning.
    pub fn warning(rule: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Level::Warning, rule, span, message)
    }

    /// A note.
    pub fn note(rule: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Level::Note, rule, span, message)
    }

    /// Words beside the primary place.
    pub fn label(self, message: impl Into<String>) -> Diagnostic {
        let span = self.span;
        self.also(span, message)
    }

    /// A second place, with words.
    pub fn also(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { message: message.into(), span });
        self
    }

    /// A next step.
    pub fn help(mut self, message: impl Into<String>) -> Diagnostic {
        self.help.push(message.into());
        self
    }

    /// A replacement that mends it: see [`Edit`] for what a machine may do.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fix.push(Edit { span, text: text.into() });
        self
    }

    /// The same where there is a place for it: a machine replaces only what it can see.
    pub fn fix_at(self, span: Option<Span>, text: impl Into<String>) -> Diagnostic {
        match span {
            Some(span) => self.fix(span, text),
            None => self,
        }
    }

    /// The order of every report: file, position, rule.
    pub fn sort_key(&self) -> (Key, u32, u32, &'static str, &str) {
        (self.span.file, self.span.start, self.span.end, self.rule, &self.message)
    }
}
