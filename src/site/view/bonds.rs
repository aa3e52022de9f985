//! What an actor has to do with others: relations as sentences, what it is part of and what is part of it, who holds its offices, with whom
//! it is often seen.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::analysis::asof;
use crate::base::date::Date;
use crate::base::id::Id;
use crate::model::actor::{Actor, Relation, Role};
use crate::model::registry::RecordId;
use crate::site::html::{escape, inline_text};
use crate::site::markup::Html;
use crate::site::words::{self, count};

use super::card::{DateView, Name};
use super::compose::Composer;
use super::frame::date_html;

/// More company than this says nothing.
const COMPANY: usize = 6;
/// Once together is chance.
const OFTEN: usize = 2;
/// A structure deeper than this is a loop, or nobody's to read.
const DEPTH: usize = 8;

/// A role and its time.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct RoleRow<'m> {
    /// From.
    pub since: Option<DateView>,
    /// Until; open where there is none.
    pub until: Option<DateView>,
    /// "Minister of Foreign Affairs".
    pub title: &'m str,
    /// Of what.
    pub of: Option<Name<'m>>,
}

/// Somebody holds, held or is to hold an office of the actor.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct HolderRow<'m> {
    /// Who; "former" or "to come" is said of one who does not hold it on the page's day.
    pub name: Name<'m>,
    /// The office.
    pub title: &'m str,
    /// From.
    pub since: Option<DateView>,
    /// Until; open where there is none.
    pub until: Option<DateView>,
}

/// Somebody who is often in the same events and briefings.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct CompanyRow<'m> {
    /// Who.
    pub name: Name<'m>,
    /// "3 events, 1 briefing".
    pub words: String,
}

impl<'m> Composer<'m> {
    /// The roles of an actor, newest first.
    pub fn roles_over_time(&self, actor: &'m Actor) -> Vec<RoleRow<'m>> {
        let mut roles: Vec<_> = actor.roles.iter().collect();
        roles.sort_by(|a, b| since(b).cmp(&since(a)));
        let row = |role: &'m Role| RoleRow {
            since: self.date_of(&role.since),
            until: self.date_of(&role.until),
            title: &role.title.text,
            of: role.of.as_ref().map(|of| self.actor_or_words(of)),
        };
        roles.into_iter().map(row).collect()
    }

    /// Who holds offices of an actor: first who does on the page's day, then who did, each the newest first.
    pub fn holders(&self, id: Id<Actor>) -> Vec<HolderRow<'m>> {
        let model = self.model();
        let role = |(holder, place): &(Id<Actor>, usize)| &model.actors[*holder].roles[*place];
        let mut holders = self.site.directory.bonds.holders_of(id).to_vec();
        holders.sort_by(|a, b| since(role(b)).cmp(&since(role(a))));
        holders.sort_by_key(|holder| !self.is_held(role(holder)));
        let row = |holder: (Id<Actor>, usize)| {
            let (role, name) = (role(&holder), self.actor_name(holder.0));
            let is_ahead = role.since.as_ref().is_some_and(|since| Some(since.value.earliest().day()) > self.page_day());
            let note = if self.is_held(role) { name.note } else { Some(if is_ahead { "to come" } else { "former" }) };
            HolderRow {
                name: Name { note, ..name },
                title: &role.title.text,
                since: self.date_of(&role.since),
                until: self.date_of(&role.until),
            }
        };
        holders.into_iter().map(row).collect()
    }

    fn is_held(&self, role: &Role) -> bool {
        asof::held(&role.since, &role.until, self.page_day())
    }

    /// What an actor is part of, the largest first and the actor itself last; nothing where that is told in one step.
    pub fn wholes(&self, id: Id<Actor>) -> Vec<Name<'m>> {
        let model = self.model();
        let mut way = vec![id];
        while way.len() < DEPTH
            && let Some(whole) = model.actors[way[way.len() - 1]].part_of.iter().find_map(|whole| model.actor(whole))
            && !way.contains(&whole)
        {
            way.push(whole);
        }
        if way.len() < 3 { Vec::new() } else { way.into_iter().rev().map(|id| self.actor_name(id)).collect() }
    }

    /// What is part of an actor, and of that: nested lists, each part once.
    pub fn structure(&self, id: Id<Actor>) -> Option<Html> {
        let mut html = String::new();
        self.structure_into(&mut html, id, &mut FxHashSet::from_iter([id]), DEPTH);
        (!html.is_empty()).then(|| Html::new(html))
    }

    fn structure_into(&self, html: &mut String, id: Id<Actor>, told: &mut FxHashSet<Id<Actor>>, depth: usize) {
        let parts: Vec<_> = self.site.directory.bonds.parts_of(id).iter().filter(|part| told.insert(**part)).collect();
        if parts.is_empty() || depth == 0 {
            return;
        }
        html.push_str("<ul>");
        for part in parts {
            html.push_str(&format!("<li>{}", self.name_html(&self.actor_name(*part))));
            self.structure_into(html, *part, told, depth - 1);
            html.push_str("</li>");
        }
        html.push_str("</ul>");
    }

    /// Relations from and to an actor, as sentences.
    pub fn relations(&self, id: Id<Actor>) -> Vec<Html> {
        let model = self.model();
        let bonds = &self.site.directory.bonds;
        let told = bonds.relations_of(id).iter().filter_map(|place| model.relations.get(*place));
        let mut sentences: Vec<Html> = told.map(|(from, relation)| self.relation(*from, relation)).collect();
        let name = |other: Id<Actor>| self.name_html(&self.actor_name(other));
        let member = |body: &Id<Actor>| {
            let verb = if self.has_left(id, *body) { "was" } else { "is" };
            Html::new(format!("{} {verb} a member of {}.", name(id), name(*body)))
        };
        sentences.extend(bonds.bodies_of(id).iter().map(member));
        let owned = |owned: &Id<Actor>| Html::new(format!("{} is owned by {}.", name(*owned), name(id)));
        sentences.extend(bonds.owned_by(id).iter().map(owned));
        sentences
    }

    /// Whether an actor held offices in a body, and holds none any more.
    fn has_left(&self, actor: Id<Actor>, body: Id<Actor>) -> bool {
        let model = self.model();
        let is_in = |role: &&Role| role.of.as_ref().is_some_and(|of| model.actor(of) == Some(body));
        let mut roles = model.actors[actor].roles.iter().filter(is_in).peekable();
        roles.peek().is_some() && roles.all(|role| !asof::held(&role.since, &role.until, self.page_day()))
    }

    fn relation(&self, from: Id<Actor>, relation: &'m Relation) -> Html {
        let kind = relation.kind.as_ref().map_or("is related to", |kind| &kind.text);
        let shown = words::plain(&self.facts().config, "relation.type", kind);
        // A label of the site's own is the site's to word.
        let is_ours = shown.replace('-', " ") == kind.replace('-', " ");
        let kind = if is_ours { as_verb(&shown, relation.until.is_some()) } else { shown };
        let since = relation.since.as_ref().map(|date| {
            let worded = date_html(&self.date(&date.value));
            match (&relation.until, date.value.end()) {
                (Some(_), _) => format!(", from {worded}"),
                // "since 2004" and "January–March 2020" say so themselves; what somebody did on a day has not gone on since.
                (None, None) => format!(", {worded}"),
                (None, Some(_)) if is_past(&kind) || date.value.is_interval() => format!(", {worded}"),
                (None, Some(_)) => format!(", since {worded}"),
            }
        });
        let until = relation.until.as_ref().map(|date| format!(" until {}", date_html(&self.date(&date.value))));
        let cites: Vec<String> = self
            .cites(&relation.sources)
            .iter()
            .map(|cite| {
                format!("<a href=\"{}\" aria-label=\"{}\">{}</a>", escape(&cite.href()), escape(&cite.label()), cite.number)
            })
            .collect();
        let cites = if cites.is_empty() { String::new() } else { format!("<sup class=\"cite\">{}</sup>", cites.join(" ")) };
        let note = relation
            .note
            .as_ref()
            .map(|note| format!(" {}", self.text(RecordId::Actor(from), note).as_str()))
            .unwrap_or_default();
        Html::new(format!(
            "{} <b>{}</b> {}{}{}.{cites}{note}",
            self.name_html(&self.actor_name(from)),
            inline_text(&kind),
            self.name_html(&self.actor_or_words(&relation.to)),
            since.unwrap_or_default(),
            until.unwrap_or_default(),
        ))
    }

    /// With whom an actor is most often in the same events and briefings.
    pub fn company(&self, id: Id<Actor>) -> Vec<CompanyRow<'m>> {
        let mut company = self.site.directory.bonds.company_of(self.model(), id);
        company.retain(|(_, shared)| shared.events + shared.briefings >= OFTEN);
        company.sort_by_key(|(_, shared)| Reverse((shared.events + shared.briefings, shared.events)));
        let row = |(other, shared): (Id<Actor>, crate::site::bonds::Shared)| {
            let counts = [(shared.events, "event", "events"), (shared.briefings, "briefing", "briefings")];
            let counted = counts.into_iter().filter(|(number, ..)| *number > 0);
            let words: Vec<String> = counted.map(|(number, one, many)| count(number, one, many)).collect();
            CompanyRow { name: self.actor_name(other), words: words.join(", ") }
        };
        company.into_iter().take(COMPANY).map(row).collect()
    }
}

/// Whether a relation is told as something that was done: "sued", "was appointed by".
fn is_past(kind: &str) -> bool {
    const IRREGULAR: [&str; 14] =
        ["was", "met", "left", "won", "lost", "sold", "bought", "gave", "took", "led", "fought", "beat", "became", "made"];
    let first = kind.split_whitespace().next().unwrap_or_default().to_lowercase();
    first.ends_with("ed") || IRREGULAR.contains(&&*first)
}

/// A relation as a sentence needs it: "married-to" is "is married to", "sister-of" is "is sister of". Other words begin with a verb.
fn as_verb(kind: &str, is_over: bool) -> String {
    let words: Vec<&str> = kind.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let [first, .., last] = words.as_slice() else { return kind.to_owned() };
    let is_state = first.ends_with("ed") && ["to", "with", "in", "at", "for", "by"].contains(last);
    let is_noun = *last == "of" && !first.ends_with("ed") && (!first.ends_with('s') || first.ends_with("ss"));
    if !is_state && !is_noun {
        return kind.to_owned();
    }
    format!("{} {}", if is_over { "was" } else { "is" }, words.join(" "))
}

fn since(role: &Role) -> Option<&Date> {
    role.since.as_ref().map(|date| &date.value)
}
