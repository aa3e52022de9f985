//! Changes of a whole site that keep what it says: `rename` and its kin. All is worked out in memory; the site is read again with the
//! change, and nothing is offered for writing where a reference would mean anything else than before.

mod census;
pub mod merge;
mod place;
pub mod promote;
mod prose;
pub mod rename;
pub mod site;
pub mod suggest;
mod text;
mod walk;

use std::sync::Arc;

use crate::base::diagnostic::nearest;
use crate::base::text::Span;
use crate::model::registry::{Found, Model, RecordId};
use crate::syntax::kind::Kind;
use crate::syntax::read::{Written, clip};

use census::Difference;
use place::Definition;
use site::{FileChange, Refused, Site};
use text::Edits;

/// A change that can be made.
#[derive(Debug)]
pub struct Refactored {
    /// What kind of record it is about.
    pub kind: Kind,
    /// The id that it had.
    pub from: String,
    /// The id that it has.
    pub to: String,
    /// In how many places it is named by another id.
    pub references: usize,
    /// The files, in the order in which they are to be written: new ones first, those that go last.
    pub changes: Vec<FileChange>,
    /// What an editor should know beside it.
    pub notes: Vec<String>,
}

/// The one record that is called so.
fn one(site: &Site, words: &str, command: &str) -> Result<RecordId, Refused> {
    let model = &site.snapshot.facts.model;
    let written = Written::new(words, Span::whole(site.snapshot.config()));
    match model.find(&written, crate::model::claim::ANYTHING) {
        Found::One(id) => Ok(id),
        Found::Many(ids) => {
            let several_kinds = ids.iter().any(|id| id.kind() != ids[0].kind());
            let spelled = |id: &RecordId| {
                let head = model.head(*id);
                if several_kinds { format!("{}:{}", head.kind, head.id) } else { head.id.to_string() }
            };
            let choices: Vec<String> = ids.iter().map(|id| format!("`whowhen {command}`").replace("{}", &spelled(id))).collect();
            let message = format!("`{}` fits {} records", clip(words), ids.len());
            let refused = Refused::asked(message, format!("write {}", choices.join(" or ")));
            Err(ids.iter().take(4).fold(refused, |refused, id| refused.at(model.head(*id).span, format!("this {}", id.kind()))))
        }
        Found::Held | Found::None => Err(nobody(model, &written, words)),
    }
}

fn nobody(model: &Model, written: &Written, words: &str) -> Refused {
    let message = match written.kind {
        Some(kind) => format!("no {kind} is called `{}`", clip(&written.text)),
        None => format!("no record is called `{}`", clip(words)),
    };
    let ids = model.ids().into_iter().filter(|id| written.kind.is_none_or(|kind| kind == id.kind()));
    let known: Vec<(&str, RecordId)> = ids.map(|id| (model.head(id).id.as_str(), id)).collect();
    match nearest(&written.text, known.iter().map(|(name, _)| *name)) {
        Some(near) => {
            let place = known.iter().find(|(name, _)| *name == near).map(|(_, id)| model.head(*id).file());
            let place = place.map(|file| format!(" ({file})")).unwrap_or_default();
            Refused::asked(message, format!("did you mean `{near}`{place}?"))
        }
        None => Refused::asked(message, "write its id; `whowhen list actors` and its kin print them"),
    }
}

/// All places that define a record, that where it begins first.
fn definitions(site: &Site, id: RecordId) -> Vec<&Definition> {
    let head = site.snapshot.facts.model.head(id);
    let is_called = |name: &str| name == head.id.as_str() || head.written_id.is_some_and(|written| written.as_str() == name);
    let all = site.found.values().flat_map(|found| &found.definitions).filter(|definition| definition.kind == head.kind);
    let mut found: Vec<&Definition> = all
        .filter(|definition| definition.begins_at(head.span) || definition.id.as_ref().is_some_and(|(name, _)| is_called(name)))
        .collect();
    found.sort_by_key(|definition| !definition.begins_at(head.span));
    found
}

/// Files with edits, as they are and as they are to be.
fn edited(site: &Site, edits: &Edits) -> Vec<FileChange> {
    let change = |path| {
        let text = site.texts.get(&path)?;
        let after = edits.apply(path, text);
        let after = (after != **text).then(|| Arc::from(after.as_bytes()))?;
        Some(FileChange { path, before: site.bytes(path), after: Some(after), edits: edits.number(path) })
    };
    edits.files().filter_map(change).collect()
}

/// In the order in which they are written: a reader of the folder finds each record at least once at any moment.
fn in_order(changes: &mut [FileChange]) {
    changes.sort_by_key(|change| (change.before.is_some(), change.after.is_none(), change.path));
}

/// Says why a change is not made that would change more than was meant.
fn changes_more(difference: Difference) -> Refused {
    match difference {
        Difference::Meaning { words, span, was, is } => {
            let help = "write the reference in another way, or choose another id; then run the command again";
            let refused = Refused::asked("a reference would no longer mean what it means", help);
            refused.at(span, format!("`{}` means {was} here, and would mean {is}", clip(&words)))
        }
        Difference::Renamed(name, span) => {
            let id = name.split_once(':').map_or(&*name, |(_, id)| id);
            let help = format!("write `id: {id}` into it, so that its address stays, then run the command again");
            Refused::asked(format!("{name} has no id of its own: it is made of words in which the old id stands"), help)
                .at(span, "this one")
        }
        Difference::Gone(name) => Refused::asked(
            format!("{name} would no longer be a record of its own"),
            "choose another id; `whowhen check` says whether something is wrong with that record",
        ),
        Difference::Come(name) => Refused::asked(
            format!("{name} would come into being: something is still called by the old id"),
            "choose another id, or write that reference in another way first",
        ),
        Difference::Wrong(found) => {
            let help = found.help.first().cloned().unwrap_or_else(|| "choose another id".to_owned());
            Refused::asked(format!("something would be wrong that is not: {}", found.message), help).at(found.span, found.rule)
        }
    }
}
