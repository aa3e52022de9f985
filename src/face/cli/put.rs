//! Writing files for an editor: what `init`, `new` and `deploy` share. All or nothing, and nothing that was changed is overwritten
//! unless `--force` says so.

use std::path::{Path, PathBuf};

use crate::face::scaffold::difference;
use crate::face::write::{self, Draft, Found, WriteError};

use super::{Exit, fail, say_help};

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Put {
    /// Written where nothing was.
    New,
    /// Written over another text.
    Over,
    /// There already, word for word.
    Same,
}

/// Writes drafts to a site's folder. Where one would overwrite another text and `force` is not set, none is written, and the differences
/// are shown. `shown` is the folder as it was typed.
pub(super) fn all(root: &Path, shown: &Path, drafts: &[Draft], force: bool) -> Result<Vec<Put>, Exit> {
    let found = drafts.iter().map(|draft| write::look(root, draft)).collect::<Result<Vec<_>, _>>().map_err(|e| refused(&e))?;
    let others: Vec<(&Draft, &String)> = drafts
        .iter()
        .zip(&found)
        .filter_map(|(draft, found)| match found {
            Found::Other(text) => Some((draft, text)),
            Found::Nothing | Found::Same => None,
        })
        .collect();
    if !others.is_empty() && !force {
        differs(shown, &others);
        return Err(Exit::Usage);
    }
    let mut put = Vec::new();
    for (draft, found) in drafts.iter().zip(&found) {
        put.push(match found {
            Found::Same => Put::Same,
            Found::Nothing => {
                write::write(root, draft, false).map_err(|e| refused(&e))?;
                Put::New
            }
            Found::Other(_) => {
                write::write(root, draft, true).map_err(|e| refused(&e))?;
                Put::Over
            }
        });
    }
    Ok(put)
}

fn differs(shown: &Path, others: &[(&Draft, &String)]) {
    let names: Vec<String> = others.iter().map(|(draft, _)| path(shown, &draft.path)).collect();
    let (is, differ) = if names.len() == 1 { ("is", "differs") } else { ("are", "differ") };
    fail(&format!("{} {is} there already and {differ}; nothing was written", names.join(", ")), &[]);
    for (draft, text) in others {
        anstream::eprintln!();
        anstream::eprint!("{}", difference::text(&path(shown, &draft.path), text, &draft.text));
    }
    anstream::eprintln!();
    say_help("`--force` overwrites: the lines with `-` go, those with `+` come");
}

/// Says why a file was not written, and what that is a matter of.
pub(super) fn refused(error: &WriteError) -> Exit {
    match error {
        WriteError::Link(_) => {
            fail(&error.to_string(), &["name the folder itself, or put a real folder or file in the link's place"]);
            Exit::Usage
        }
        WriteError::Taken(_) => {
            fail(&error.to_string(), &["move it away, or choose another folder"]);
            Exit::Usage
        }
        WriteError::Changed(_) => {
            fail(&error.to_string(), &["it is left as it is; run the command again"]);
            Exit::Machine
        }
        WriteError::Disk { .. } => {
            fail(&error.to_string(), &["check who may write there and that the disk has room, then run the command again"]);
            Exit::Machine
        }
    }
}

/// A path in the site's folder, as seen from where the command was typed.
pub(super) fn path(shown: &Path, path: &str) -> String {
    let here: PathBuf = shown.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect();
    here.join(path).display().to_string()
}
