//! What is wrong, in the terminal's own words: the card over the page.

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Key;
use crate::engine::snapshot::{PageError, Snapshot};
use crate::face::report::{Counts, Texts, human};
use crate::site::words::count;

/// How many findings a card shows.
const MOST: usize = 30;

/// The card's heading and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Card {
    pub(super) title: String,
    pub(super) text: String,
}

/// The findings of a site with those of pages that failed, in order, each once.
pub(super) fn findings<'e>(snapshot: &Snapshot, failed: impl IntoIterator<Item = &'e PageError>) -> Vec<Diagnostic> {
    let mut found = snapshot.diagnostics.clone();
    found.extend(failed.into_iter().filter_map(|error| match error {
        PageError::Theme(error) => Some((*error.diagnostic).clone()),
        PageError::Whole(found) => Some((**found).clone()),
        _ => None,
    }));
    found.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    found.dedup_by(|a, b| a.rule == b.rule && a.span == b.span && a.message == b.message);
    found
}

/// The card, if there is an error: troubles of the machine first.
pub(super) fn card(troubles: &[String], found: &[Diagnostic], snapshot: Option<&Snapshot>) -> Option<Card> {
    let errors = Counts::of(found).error + troubles.len();
    if errors == 0 {
        return None;
    }
    let text_of = |file: Key| snapshot.and_then(|snapshot| snapshot.text(file));
    let texts = Texts::new(&text_of);
    let worst = found.iter().filter(|diagnostic| diagnostic.level == Level::Error);
    let printed = worst.map(|diagnostic| anstream::adapter::strip_str(&human::text(diagnostic, &texts)).to_string());
    let mut shown: Vec<String> = troubles.iter().map(|trouble| format!("error: {trouble}\n")).chain(printed).take(MOST).collect();
    if errors > MOST {
        shown.push(format!("{} more\n", errors - MOST));
    }
    Some(Card { title: count(errors, "error", "errors"), text: shown.join("\n") })
}
