//! `rename`: another id for a record, in every reference too.

use crate::engine::refactor::rename::rename;
use crate::face::args::{Common, Rename};

use super::{Exit, refactor};

/// Runs the command.
pub(super) fn run(common: &Common, asked: &Rename) -> Exit {
    refactor::run(common, asked.dry_run, "Renamed", |site| rename(site, &asked.old, &asked.new))
}
