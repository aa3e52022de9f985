//! `merge`: two records of the same thing become one.

use crate::engine::refactor::merge::merge;
use crate::face::args::{Common, Merge};

use super::{Exit, refactor};

/// Runs the command.
pub(super) fn run(common: &Common, asked: &Merge) -> Exit {
    refactor::run(common, asked.dry_run, "Merged", |site| merge(site, &asked.from, &asked.into))
}
