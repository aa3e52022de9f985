//! `rename`: another id for a record, in every reference too.

use crate::engine::refactor::rename::rename;
use crate::face::args::{Common, Rename};

use super::refactor::Asked;
use super::{Exit, refactor};

/// Runs the command.
pub(super) fn run(common: &Common, asked: &Rename) -> Exit {
    let what = Asked { command: &["rename", &asked.old, &asked.new], dry_run: asked.dry_run, done: "Renamed" };
    refactor::run(common, &what, |site| rename(site, &asked.old, &asked.new))
}
