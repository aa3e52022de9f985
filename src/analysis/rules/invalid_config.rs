//! `invalid-config`: see its Markdown beside this file.

use crate::analysis::facts::Facts;
use crate::base::diagnostic::{Diagnostic, Level, nearest};
use crate::model::registry::Found;
use crate::model::resolve::unresolved;
use crate::syntax::kind::Kind;
use crate::syntax::read::Written;

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "invalid-config", level: Level::Error, group: Group::Site, text: include_str!("invalid-config.md") };

/// Pages that a later version has.
const LATER: &[&str] = &["search", "graph"];

/// Finds entries of the menu that no page of the site has, and words that stand for nobody.
pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let lists = Kind::ALL.iter().filter(|kind| **kind != Kind::Page).map(|kind| kind.plural());
    let lists: Vec<&str> = lists.chain(["timeline", "corrections", "tags"]).collect();
    let pages = || facts.model.pages.values().map(|page| page.head.id.as_str());
    let is_whole = facts.model.edition.is_none();
    for item in facts.config.nav.iter().flatten().filter(|_| is_whole) {
        let name = item.text.trim_matches('/');
        // A page that can't be read, or is not published yet, is kept back.
        let is_held = || matches!(facts.model.find(&Written::new(name, item.span), &[Kind::Page]), Found::Held);
        if lists.contains(&name) || LATER.contains(&name) || pages().any(|page| page == name) || is_held() {
            continue;
        }
        let message = format!("the menu names `{}`, and no page is called so", item.text);
        let wrong = Diagnostic::error("invalid-config", item.span, message);
        found.push(match nearest(name, lists.iter().copied().chain(pages())) {
            Some(near) => wrong.help(format!("did you mean `{near}`?")),
            None => wrong.help(format!("write a list ({}) or a page of content/ by its path", lists.join(", "))),
        });
    }
    for (_, meant) in &facts.config.resolve {
        // Who came later than the day of an edition is not there yet.
        let is_nobody = matches!(facts.model.find(meant, &[Kind::Actor, Kind::Place]), Found::None);
        if is_nobody && is_whole {
            found.push(unresolved(&facts.model, meant, &[Kind::Actor, Kind::Place]));
        }
    }
}
