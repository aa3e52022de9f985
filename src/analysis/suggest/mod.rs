//! What an editor may want to write: each with its place, its reason and, where nobody would have to guess, the change itself.
//!
//! A suggestion that is silly once is not read again, so where in doubt there is none; and where several things may be meant, all are named
//! and nothing is offered for writing.

mod listed;
mod new_actor;
mod new_source;
mod outlet;
mod relative_date;
mod withheld;

use crate::base::diagnostic::Edit;
use crate::base::text::Span;
use crate::model::registry::{Model, RecordId};
use crate::syntax::kind::Kind;

use super::facts::Facts;

/// A sort of suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// The day that a word means which tells none.
    RelativeDate,
    /// A name that no link is made of, or an actor who is missing from a list.
    UnlinkedMention,
    /// A name that recurs and has no record.
    NewActor,
    /// A document or an outlet that is named and not recorded.
    NewSource,
}

impl Sort {
    /// All of them, in their order.
    pub const ALL: [Sort; 4] = [Sort::RelativeDate, Sort::UnlinkedMention, Sort::NewActor, Sort::NewSource];

    /// Public name.
    pub fn word(self) -> &'static str {
        match self {
            Sort::RelativeDate => "relative-date",
            Sort::UnlinkedMention => "unlinked-mention",
            Sort::NewActor => "new-actor",
            Sort::NewSource => "new-source",
        }
    }
}

/// Something that an editor may want to write.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// Its sort.
    pub sort: Sort,
    /// Where to look.
    pub span: Span,
    /// The words that it is about.
    pub words: String,
    /// Why.
    pub why: String,
    /// Lines to paste, each for another meaning.
    pub paste: Vec<String>,
    /// What is to be written; several places only where one change needs them all.
    pub changes: Vec<Change>,
}

/// A change of an editor's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Other words in place of those that stand there.
    Replace(Edit),
    /// What a word means on a page.
    Resolve {
        /// The page.
        page: RecordId,
        /// The word.
        word: String,
        /// Whom it means, as `resolve` has it.
        meant: String,
    },
    /// One more item in a list of references.
    Item {
        /// Whose list.
        page: RecordId,
        /// Its field.
        field: &'static str,
        /// What is named: an id, or the name of an actor whom nobody defined.
        item: Item,
    },
    /// A record's own file.
    New(New),
}

/// What a list is to name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A record that there is.
    Called(String),
    /// One that comes with the same suggestion.
    TheNew,
}

/// A record that is to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// What it is.
    pub kind: Kind,
    /// Its name; of a source its address.
    pub name: String,
    /// Of a source: the words of the link, and the file in which it stands.
    pub linked: Option<(String, String)>,
}

impl Suggestion {
    fn new(sort: Sort, span: Span, words: impl Into<String>, why: impl Into<String>) -> Suggestion {
        let (words, why) = (words.into(), why.into());
        Suggestion { sort, span, words, why, paste: Vec::new(), changes: Vec::new() }
    }
}

/// All suggestions: sort by sort, each in order of the files.
pub fn of(facts: &Facts) -> Vec<Suggestion> {
    let mut found = Vec::new();
    relative_date::find(facts, &mut found);
    withheld::find(facts, &mut found);
    listed::find(facts, &mut found);
    new_actor::find(facts, &mut found);
    new_source::find(facts, &mut found);
    outlet::find(facts, &mut found);
    found.sort_by(|a, b| {
        let key = |it: &Suggestion| (it.sort, it.span.file.as_str(), it.span.start, it.span.end);
        key(a).cmp(&key(b)).then_with(|| a.words.cmp(&b.words))
    });
    found.dedup_by(|a, b| (a.sort, a.span, &a.words, &a.why) == (b.sort, b.span, &b.words, &b.why));
    found
}

/// The record's id as `resolve` and wikilinks have it: with its kind where another has the id too.
fn spelled(model: &Model, id: RecordId) -> String {
    let head = model.head(id);
    let is_taken = model.ids().into_iter().any(|other| other != id && model.head(other).id == head.id);
    if is_taken { format!("{}:{}", head.kind, head.id) } else { head.id.to_string() }
}

/// `resolve: {the Kremlin: russian-government}`, as it is typed.
fn resolve_line(model: &Model, word: &str, id: RecordId) -> String {
    let spelled = spelled(model, id);
    let meant = if spelled.contains(':') { format!("\"{spelled}\"") } else { spelled };
    format!("resolve: {{{}: {meant}}}", crate::syntax::yaml::word(word))
}

/// "the actor `Kremlin`".
fn called(model: &Model, id: RecordId) -> String {
    format!("the {} `{}`", id.kind(), model.head(id).title)
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known.eq_ignore_ascii_case(word))
}
