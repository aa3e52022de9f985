//! A change of several files that was stopped halfway. Before the first file is written, all of the change is kept in a file of ours; when
//! the last is written, it goes. Where it is found, every command says how to go on, and each that changes files goes on first.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::base::id::Key;
use crate::engine::refactor::site::FileChange;
use crate::face::write::{self, Draft, WriteError};

use super::{Exit, fail, put, refactor, say, say_help, warn};

/// Where it is kept, in the site's folder.
pub(super) const PLACE: &str = ".whowhen/unfinished.json";

/// What is kept.
#[derive(Serialize, Deserialize)]
struct Unfinished {
    /// As it was typed, without the program's name.
    command: String,
    changes: Vec<Step>,
}

#[derive(Serialize, Deserialize)]
struct Step {
    path: String,
    before: Option<Content>,
    after: Option<Content>,
}

/// What a file holds; of one that is no text, its bytes.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Content {
    Text(String),
    Bytes(Vec<u8>),
}

impl Content {
    fn of(bytes: &[u8]) -> Content {
        match std::str::from_utf8(bytes) {
            Ok(text) => Content::Text(text.to_owned()),
            Err(_) => Content::Bytes(bytes.to_owned()),
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
        }
    }
}

/// A command as it is typed: words with spaces or signs in quotation marks.
pub(super) fn typed(words: &[&str]) -> String {
    let plain = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-_.:/".contains(c));
    let words =
        words.iter().map(|word| if plain(word) { (*word).to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) });
    words.collect::<Vec<_>>().join(" ")
}

/// Keeps a change that is about to be written.
pub(super) fn begin(root: &Path, command: &str, changes: &[FileChange]) -> Result<(), WriteError> {
    let content = |bytes: &Option<std::sync::Arc<[u8]>>| bytes.as_deref().map(Content::of);
    let step = |change: &FileChange| Step {
        path: change.path.to_string(),
        before: content(&change.before),
        after: content(&change.after),
    };
    let kept = Unfinished { command: command.to_owned(), changes: changes.iter().map(step).collect() };
    let text = serde_json::to_string(&kept).unwrap_or_default();
    write::write(root, &Draft { path: PLACE.to_owned(), text }, true)
}

/// Forgets it: all is written, or nothing.
pub(super) fn end(root: &Path) -> Result<(), WriteError> {
    write::sweep(root, PLACE)?;
    write::forget(root, PLACE)
}

/// Says how to go on, where a change was stopped.
pub(super) fn tell(root: &Path) {
    if let Ok(Some(Ok(kept))) = read(root) {
        warn(&format!("`whowhen {}` was stopped before its end; what is said here may come from that", kept.command));
        say_help(&format!("run `whowhen {}` again, and it is finished", kept.command));
    }
}

/// Whether a change was stopped, and by which command it goes on.
pub(super) fn command(root: &Path) -> Option<String> {
    read(root).ok()??.ok().map(|kept| kept.command)
}

/// Finishes a change that was stopped: which command it was.
pub(super) fn take_up(root: &Path, quiet: bool) -> Result<Option<String>, Exit> {
    let kept = match read(root).map_err(|error| put::refused(&error))? {
        None => return Ok(None),
        Some(Ok(kept)) => kept,
        Some(Err(why)) => {
            fail(&format!("`{PLACE}` should tell of a change that was stopped, and can't be read: {why}"), &[]);
            say_help(&format!("look at your files with `git status`, remove `{PLACE}`, and run the command again"));
            return Err(Exit::Usage);
        }
    };
    let mut rest = Vec::new();
    for step in &kept.changes {
        let (before, after) = (step.before.as_ref().map(Content::bytes), step.after.as_ref().map(Content::bytes));
        let now = write::read(root, &step.path).map_err(|error| put::refused(&error))?;
        match now.as_deref() {
            now if now == after => {}
            now if now == before => rest.push(FileChange {
                path: Key::new(&step.path),
                before: before.map(Into::into),
                after: after.map(Into::into),
                edits: 0,
            }),
            _ => {
                let message = format!("`{}` was changed after `whowhen {}` was stopped halfway", step.path, kept.command);
                fail(&format!("{message}; nothing was written"), &[]);
                say_help("undo what was changed in that file, and run the command again: it finishes the others");
                say_help(&format!("or remove `{PLACE}`, and write the rest yourself: `git diff` shows what is done"));
                return Err(Exit::Usage);
            }
        }
    }
    kept.changes.iter().try_for_each(|step| write::sweep(root, &step.path)).map_err(|error| put::refused(&error))?;
    refactor::write_each(root, &kept.command, &rest, true)?;
    if !quiet {
        say("Finished", &format!("`whowhen {}`, which had been stopped", kept.command));
    }
    Ok(Some(kept.command))
}

/// What is kept, or why that can't be told. A folder from elsewhere may hold anything there, so only paths of a site's files count.
fn read(root: &Path) -> Result<Option<Result<Unfinished, String>>, WriteError> {
    let Some(bytes) = write::read(root, PLACE)? else { return Ok(None) };
    Ok(Some(match serde_json::from_slice::<Unfinished>(&bytes) {
        Ok(kept) => match kept.changes.iter().find(|step| !is_of_a_site(&step.path)) {
            Some(step) => Err(format!("`{}` is no file of a site", step.path.escape_debug())),
            None if kept.command.contains(char::is_control) => Err("its command is none".to_owned()),
            None => Ok(kept),
        },
        Err(error) => Err(error.to_string()),
    }))
}

fn is_of_a_site(path: &str) -> bool {
    !path.contains(['\\', ':']) && path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_a_site_or_into_what_is_not_its_own() {
        let of_a_site = ["content/a.md", "site.yaml", "content/дім/b.md"];
        let others = ["../a", "/etc/a", "content/../../a", "a\\..\\b", "c:a", "", ".git/config", "content/.x/a"];
        assert!(of_a_site.iter().all(|path| is_of_a_site(path)));
        assert!(others.iter().all(|path| !is_of_a_site(path)));
    }

    #[test]
    fn a_command_is_told_as_it_is_typed() {
        assert_eq!(typed(&["merge", "Dmytro Kuleba", "actor:kuleba"]), "merge 'Dmytro Kuleba' actor:kuleba");
        assert_eq!(typed(&["rename", "O'Brien", "$x"]), r"rename 'O'\''Brien' '$x'");
    }
}
