//! `role-overlap`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::base::date::Day;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::model::actor::Role;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "role-overlap", level: Level::Note, group: Group::Records, text: include_str!("role-overlap.md") };

/// Finds roles that begin while an earlier one of the same actor goes on without an end. Who holds two from one day on means to.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    for actor in facts.model.actors.values() {
        let dated: Vec<(&Role, Day)> =
            actor.roles.iter().filter_map(|role| Some((role, role.since.as_ref()?.value.earliest().day()))).collect();
        for (role, since) in &dated {
            let earlier = dated.iter().filter(|(other, begun)| begun < since && other.until.is_none());
            let Some((other, _)) = earlier.max_by_key(|(_, begun)| *begun) else { continue };
            let message = format!("{} becomes `{}` and is still `{}`", actor.head.title, role.title.text, other.title.text);
            found.push(
                Diagnostic::note("role-overlap", role.title.span, message)
                    .also(other.title.span, "this role has no `until`")
                    .help("write when the earlier role ended, with `until:`; or leave both as they are, if both are held"),
            );
        }
    }
}
