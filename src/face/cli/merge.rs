//! `merge`: two records of the same thing become one.

use crate::engine::refactor::merge::merge;
use crate::face::args::{Common, Merge};

use super::refactor::Asked;
use super::{Exit, refactor};

/// Runs the command.
pub(super) fn run(common: &Common, asked: &Merge) -> Exit {
    let what = Asked { command: &["merge", &asked.from, &asked.into], dry_run: asked.dry_run, done: "Merged" };
    refactor::run(common, &what, |site| merge(site, &asked.from, &asked.into))
}
