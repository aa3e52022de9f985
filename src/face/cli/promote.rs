//! `promote`: a file of its own for a record that stands among others.

use crate::engine::refactor::promote::promote;
use crate::face::args::{Common, Promote};

use super::refactor::Asked;
use super::{Exit, refactor};

/// Runs the command.
pub(super) fn run(common: &Common, asked: &Promote) -> Exit {
    let what = Asked { command: &["promote", &asked.id], dry_run: asked.dry_run, done: "Promoted" };
    refactor::run(common, &what, |site| promote(site, &asked.id))
}
