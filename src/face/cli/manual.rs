//! `manual`: the man page, from the same definitions as the flags. For whoever packs the program, and so not in the help.

use std::io::Write;

use clap::CommandFactory;

use crate::base::diagnostic::nearest;
use crate::face::args::Whowhen;

use super::{Exit, fail};

/// Runs the command.
pub(super) fn run(command: Option<&str>) -> Exit {
    let mut whole = Whowhen::command();
    whole.build();
    let found = match command {
        None => Some(whole.clone()),
        Some(name) => whole.find_subcommand(name).cloned(),
    };
    let Some(page) = found else {
        let name = command.unwrap_or_default();
        let near = nearest(name, whole.get_subcommands().map(clap::Command::get_name));
        let help = near.map_or("`whowhen help` lists the commands".to_owned(), |near| format!("did you mean `{near}`?"));
        fail(&format!("there is no command `{name}`"), &[&help]);
        return Exit::Usage;
    };
    let mut text = Vec::new();
    // Writing to memory succeeds, and whoever closes the pipe has read enough.
    let _ = clap_mangen::Man::new(page).render(&mut text);
    let _ = std::io::stdout().write_all(&text);
    Exit::Fine
}
