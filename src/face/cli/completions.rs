//! `completions`: from the same definitions as the flags.

use std::io::Write;

use clap::CommandFactory;

use crate::face::args::Whowhen;

use super::Exit;

/// Runs the command.
pub(super) fn run(shell: clap_complete::Shell) -> Exit {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Whowhen::command(), "whowhen", &mut text);
    // Whoever closes the pipe has read enough.
    let _ = std::io::stdout().write_all(&text);
    Exit::Fine
}
