//! Reading a YAML tree through a field table: every complaint about a record's form is made here, and only here.

mod got;
mod reader;
mod scalars;
mod dates;
mod own;
mod references;
mod address;
mod later;
mod limits;

pub use address::url_problem;
pub use got::{Fields, Got, NameForm, Text, Word, Written, words_of_link};
pub use later::noted_once;
pub use own::{Holds, Own, OwnField, OwnValue};
pub use reader::{Dialect, OwnWord, Reader};

/// At most 60 characters of a text, for messages.
pub fn clip(text: &str) -> String {
    let mut clipped: String = text.chars().take(60).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped.replace('\n', " ")
}
