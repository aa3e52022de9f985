//! `clean`: removes the cache. The output is not touched: `build` knows what of it is ours, and nobody needs it removed to build it anew.

use crate::face::args::Common;
use crate::face::write::{self, WriteError};

use super::put::path;
use super::{Exit, fail, say, say_help, site, unfinished};

/// The cache's folder in the site's.
const CACHE: &str = ".whowhen";

/// Runs the command.
pub(super) fn run(common: &Common) -> Exit {
    match try_run(common) {
        Ok(()) => Exit::Fine,
        Err(exit) => exit,
    }
}

fn try_run(common: &Common) -> Result<(), Exit> {
    let root = site::root(common)?;
    site::check_inputs(common, &root)?;
    let cache = path(&common.root, CACHE);
    if let Some(command) = unfinished::command(&root) {
        fail("a change that was stopped halfway is kept there; nothing was removed", &[]);
        say_help(&format!("`whowhen {command}` finishes it, and leaves nothing behind"));
        return Err(Exit::Usage);
    }
    let removed = write::remove_folder(&root, CACHE).map_err(|error| refused(&error, &cache))?;
    if !common.quiet {
        match removed {
            true => say("Removed", &format!("{cache}/, the cache; it is made anew when it is needed")),
            false => say("Clean", &format!("nothing to remove: there is no cache {cache}/")),
        }
    }
    Ok(())
}

fn refused(error: &WriteError, cache: &str) -> Exit {
    match error {
        WriteError::Link(_) => {
            fail(
                &format!("`{cache}` is a symbolic link; it is left, and so is what it leads to"),
                &["remove the link yourself if you don't need it"],
            );
            Exit::Usage
        }
        WriteError::Taken(_) => {
            fail(&format!("`{cache}` is no folder, so it is no cache of ours; it is left"), &["move it elsewhere"]);
            Exit::Usage
        }
        WriteError::Changed(_) | WriteError::Disk { .. } => {
            fail(&error.to_string(), &["see that you may write there, then run `whowhen clean` again"]);
            Exit::Machine
        }
    }
}
