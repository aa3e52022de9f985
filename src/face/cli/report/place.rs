//! Where the page of a report may be written: never where it would be published, and never over what is no report.

use std::path::{Path, PathBuf};

use crate::face::cli::{Exit, environment, fail, put};
use crate::face::publish;
use crate::face::write::{self, Draft, Found};

use super::html;

/// A file that may be written.
pub(super) struct Place {
    folder: PathBuf,
    name: String,
    typed: PathBuf,
}

/// The place of a file as it was typed, if it is one that no site publishes.
pub(super) fn of(root: &Path, typed: &Path) -> Result<Place, Exit> {
    let file = environment::here().join(typed);
    let name = file.file_name().and_then(|name| name.to_str()).filter(|_| !file.is_dir());
    let (Some(name), Some(folder)) = (name, file.parent()) else {
        fail(&format!("`{}` is no name of a file", typed.display()), &["name a file for the page, such as report.html"]);
        return Err(Exit::Usage);
    };
    let published = ["output", "content", "static", "themes"].map(|name| root.join(name));
    match publish::published_with(&file, &published) {
        Ok(None) if !folder.is_dir() => {
            fail(&format!("there is no folder `{}`", folder.display()), &["make it, or name a file in another one"]);
            Err(Exit::Usage)
        }
        Ok(None) => Ok(Place { folder: folder.to_owned(), name: name.to_owned(), typed: typed.to_owned() }),
        Ok(Some(around)) => {
            let message = format!("`{}` is inside `{}`, whose files are published", typed.display(), around.display());
            fail(&message, &["a report is for editors: name a file outside of it, such as report.html in the site's folder"]);
            Err(Exit::Usage)
        }
        Err(refusal) => {
            fail(&refusal.to_string(), &["name a file in a folder that can be looked at"]);
            Err(Exit::Usage)
        }
    }
}

impl Place {
    /// As it was typed.
    pub(super) fn shown(&self) -> String {
        self.typed.display().to_string()
    }

    /// Writes the page, over an earlier report or, if it is forced, over anything.
    pub(super) fn write(&self, text: String, force: bool) -> Result<(), Exit> {
        let draft = Draft { path: self.name.clone(), text };
        let over = match write::look(&self.folder, &draft).map_err(|error| put::refused(&error))? {
            Found::Same => return Ok(()),
            Found::Nothing => false,
            Found::Other(text) if force || html::is_report(&text) => true,
            Found::Other(_) => {
                fail(
                    &format!("`{}` is there already, and is no report", self.shown()),
                    &["name another file, or overwrite it with `--force`"],
                );
                return Err(Exit::Usage);
            }
        };
        write::write(&self.folder, &draft, over).map_err(|error| put::refused(&error))
    }
}
