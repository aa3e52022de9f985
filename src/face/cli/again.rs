//! `--watch`: a command, and the same again after every change, until somebody stops it.

use crate::face::args::Common;
use crate::face::serve::watch::Watch;

use super::{Exit, fail, late, say, site};

/// Runs a command once, or again and again; what it ended with last is what the program ends with.
pub(super) fn run(common: &Common, watch: bool, command: impl Fn() -> Exit) -> Exit {
    if !watch {
        return command();
    }
    let Ok(root) = site::root(common) else { return Exit::Usage };
    // Watched before it is read: what changes meanwhile is not missed.
    let mut changes = match Watch::begin(&root, &site::config(common)) {
        Ok(changes) => changes,
        Err(error) => {
            fail(&format!("can't watch {}: {error}", root.display()), &["run the command without `--watch`"]);
            return Exit::Machine;
        }
    };
    loop {
        if let Some(error) = changes.why_late() {
            late(common, &error.to_string());
        }
        let ended = command();
        // What is wrong with the command itself is not mended by an editor's next word.
        if matches!(ended, Exit::Usage | Exit::Machine) {
            return ended;
        }
        if !common.quiet {
            say("Watching", "for changes; Ctrl-C ends it");
        }
        if changes.next().is_none() {
            return ended;
        }
    }
}
