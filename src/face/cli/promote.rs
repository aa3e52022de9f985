//! `promote`: a file of its own for a record that stands among others.

use crate::engine::refactor::promote::promote;
use crate::face::args::{Common, Promote};

use super::{Exit, refactor};

/// Runs the command.
pub(super) fn run(common: &Common, asked: &Promote) -> Exit {
    refactor::run(common, asked.dry_run, "Promoted", |site| promote(site, &asked.id))
}
