//! A change in words: the same on a terminal and in Markdown.

use crate::analysis::diff::{Change, Detail, How, Saying};

/// What it is, and what is to be said of it.
pub(super) struct Line {
    /// "status", "new answer", "no longer a source".
    pub label: String,
    /// What was, where something else is now.
    pub before: Option<String>,
    /// What is, or of what is gone what was.
    pub now: String,
}

/// What is not told of a record that is new.
const UNTOLD: &[&str] = &["text", "at-a-glance", "known", "unknown", "updated", "as-of", "type", "held", "address", "said"];

/// The lines about a change: its details, and the denials that stand.
pub(super) fn lines(change: &Change) -> Vec<Line> {
    let former =
        change.former_id.map(|id| Line { label: "id".to_owned(), before: Some(id.to_string()), now: change.id.to_string() });
    // Whoever wants to read all that is new reads the page.
    let is_told = |detail: &&Detail| change.how != How::New || !UNTOLD.contains(&detail.name);
    let details = change.details.iter().filter(is_told).filter_map(|detail| line(detail, change.how));
    let standing = if change.how == How::Gone { "answer that it had" } else { "answer that stands" };
    let is_told = |denial: &Saying| change.details.iter().any(|detail| detail.after.as_ref() == Some(denial));
    let denials = change.denials.iter().filter(|denial| !is_told(denial)).map(|denial| Line {
        label: standing.to_owned(),
        before: None,
        now: said("answer", denial),
    });
    former.into_iter().chain(details).chain(denials).collect()
}

fn line(detail: &Detail, how: How) -> Option<Line> {
    let label = label(detail.name, how);
    let told = |saying: &Saying| said(detail.name, saying);
    Some(match (&detail.before, &detail.after) {
        (Some(before), Some(after)) => {
            let (before, now) = (told(before), told(after));
            // What is not shown of it is another.
            let now = if before == now { format!("{now}, in other words") } else { now };
            Line { label: label.to_owned(), before: Some(before), now }
        }
        (None, Some(after)) if how == How::Changed => Line { label: format!("new {label}"), before: None, now: told(after) },
        (None, Some(after)) => Line { label: label.to_owned(), before: None, now: told(after) },
        (Some(before), None) if how == How::Changed => {
            Line { label: format!("{label} taken away"), before: None, now: told(before) }
        }
        (Some(before), None) => Line { label: label.to_owned(), before: None, now: told(before) },
        (None, None) => return None,
    })
}

fn label(name: &'static str, how: How) -> &'static str {
    match name {
        "saying" if how == How::New => "said by",
        "published" => "date of publication",
        "updated" => "date of the update",
        "as-of" => "date up to which it tells",
        "at-a-glance" => "sentence at a glance",
        "known" => "thing known",
        "unknown" => "thing not known",
        "described-as" => "description",
        "part-of" => "larger body",
        "led-on-to" => "its address leads to",
        "archived" => "archived copy",
        "other-status" => "status of another time",
        "verdict" => "verdict of the editors",
        "hedge" => "word of doubt",
        "said" => "words for the day",
        "listed-claim" => "claim on the page",
        "listed-event" => "event on the page",
        "listed-source" => "source of the page",
        "listed-actor" => "actor on the page",
        name => name,
    }
}

/// A saying with its date and where it can be read: "disputed since 2024-03-02 (Town Gazette)".
fn said(name: &str, saying: &Saying) -> String {
    let mut said = saying.words.clone();
    if let Some(when) = &saying.when {
        said.push_str(&match (when.split_once('/'), name) {
            (Some((since, "..")), _) => format!(" since {since}"),
            (Some(("..", until)), _) => format!(" until {until}"),
            (Some((since, until)), _) => format!(" from {since} until {until}"),
            (None, "status" | "other-status") => format!(" since {when}"),
            (None, "expected") => format!(" by {when}"),
            (None, _) => format!(", {when}"),
        });
    }
    if let Some(quote) = &saying.quote {
        said.push_str(&match name {
            "change" => format!(": {quote}"),
            _ => format!(": “{quote}”"),
        });
    }
    if !saying.sources.is_empty() {
        let titles: Vec<&str> = saying.sources.iter().map(|source| source.title.as_str()).collect();
        said.push_str(&format!(" ({})", titles.join("; ")));
    }
    said
}
