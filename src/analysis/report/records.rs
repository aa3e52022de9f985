//! Records that nothing refers to.

use crate::analysis::facts::Facts;
use crate::analysis::rules::orphan;

use super::{Row, Section};

pub(super) fn orphans(facts: &Facts) -> Section {
    let model = &facts.model;
    let row = |id| Row::of(model, id, format!("nothing refers to the {}", model.head(id).kind), None);
    Section {
        name: "orphan",
        title: "Orphans",
        about: "Name them where they play a part, or remove them.",
        rows: orphan::orphans(facts).into_iter().map(row).collect(),
    }
}
