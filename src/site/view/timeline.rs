//! All events in order of time.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::analysis::asof;
use crate::base::date::Day;
use crate::base::id::Id;
use crate::model::actor::Actor;
use crate::model::event::Event;
use crate::model::registry::Model;
use crate::site::words::{capital, count, in_words};

use super::card::{Month, SourceRow};
use super::compose::Composer;
use super::drawing::strip::{self, Happening, LANES, Strip};
use super::frame::About;
use super::known::Known;
use super::shell::Shell;

/// `timeline.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TimelinePage<'m> {
    /// How many, from when to when.
    pub lead: String,
    /// The overview; nothing where all is one day.
    pub strip: Option<Strip>,
    /// All events.
    pub months: Vec<Month<'m>>,
    /// Which marks occur, for the key: pairs of mark and words.
    pub key: Vec<(&'static str, &'static str)>,
    /// What became known when.
    pub known: Known<'m>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
}

impl<'m> Composer<'m> {
    /// The timeline.
    pub fn timeline(&self) -> (Shell<'m>, TimelinePage<'m>) {
        let events = &self.facts().timeline;
        let months = self.months(events);
        let dates = |at: Option<&crate::base::id::Id<crate::model::event::Event>>| {
            at.and_then(|id| self.model().events[*id].when.as_ref()).map(|when| when.value.text())
        };
        let entries = if events.len() == 1 { "entry" } else { "entries" };
        let lead = match (dates(events.first()), dates(events.last())) {
            (Some(first), Some(last)) if first != last => format!(
                "{} {entries} from {first} to {last}. What is uncertain looks uncertain.",
                capital(&in_words(events.len()))
            ),
            (Some(first), _) => format!("{}: {first}.", capital(&count(events.len(), "entry", "entries"))),
            _ => "No event has a date yet.".to_owned(),
        };
        let used = |mark: &str| months.iter().flat_map(|month| &month.rows).any(|row| row.date.mark == mark);
        let all = [
            ("day", "that day"),
            ("span", "lasted"),
            ("about", "about then"),
            ("span-about", "lasted, end uncertain"),
            ("oneof", "one of these days"),
            ("plan", "planned or expected"),
        ];
        let key = all.into_iter().filter(|(mark, _)| used(mark)).collect();
        let strip = self.strip(events, &months);
        let sources = self.source_list(&[]);
        let view = TimelinePage { lead: lead.clone(), strip, months, key, known: self.all_known(), sources };
        let about =
            About { title: "Timeline".to_owned(), description: format!("{lead} {}", self.facts().config.title), crumb: None };
        let mut shell = self.shell(about);
        shell.assets.then_js = self.steps_script(&view.known);
        (shell, view)
    }

    /// The overview: a lane for each of the parties that take part most often.
    fn strip(&self, events: &[Id<Event>], months: &[Month<'m>]) -> Option<Strip> {
        let model = self.model();
        let parties: Vec<Vec<Id<Actor>>> = events.iter().map(|id| self.parties(*id)).collect();
        let mut counts: FxHashMap<Id<Actor>, usize> = FxHashMap::default();
        for party in parties.iter().flatten() {
            *counts.entry(*party).or_default() += 1;
        }
        let mut lanes: Vec<(Reverse<usize>, &str, Id<Actor>)> =
            counts.into_iter().map(|(party, count)| (Reverse(count), model.actors[party].head.title.as_str(), party)).collect();
        lanes.sort();
        // Who takes part once is company of the others, where there are enough lanes without.
        let often = lanes.iter().filter(|(count, _, _)| count.0 > 1).count();
        if often > 1 {
            lanes.truncate(often);
        }
        lanes.truncate(LANES - 1);
        let lane = |party: &Id<Actor>| lanes.iter().position(|(_, _, known)| known == party).unwrap_or(lanes.len());
        let rows = months.iter().flat_map(|month| &month.rows);
        let marks: FxHashMap<&str, &'static str> = rows.map(|row| (row.id, row.date.mark)).collect();
        let happening = |(id, parties): (&Id<Event>, &Vec<Id<Actor>>)| {
            let when = &model.events[*id].when.as_ref()?.value;
            let mut own: Vec<usize> = parties.iter().map(lane).collect();
            if own.is_empty() {
                own.push(lanes.len());
            }
            own.sort_unstable();
            own.dedup();
            Some(Happening {
                first: when.earliest().day(),
                last: when.latest().day(),
                mark: marks.get(model.events[*id].head.id.as_str())?,
                lanes: own,
            })
        };
        let happenings: Vec<Happening> = events.iter().zip(&parties).filter_map(happening).collect();
        let mut labels: Vec<String> = lanes.iter().map(|(_, name, _)| (*name).to_owned()).collect();
        if happenings.iter().any(|event| event.lanes.contains(&labels.len())) {
            labels.push(if labels.is_empty() { String::new() } else { "others".to_owned() });
        }
        strip::draw(&happenings, labels)
    }

    /// The parties to an event: of each actor the largest body that it belongs to or holds an office of.
    fn parties(&self, event: Id<Event>) -> Vec<Id<Actor>> {
        let model = self.model();
        let mut parties: Vec<Id<Actor>> = Vec::new();
        for actor in model.each(&model.events[event].actors, Model::actor) {
            let day = model.events[event].when.as_ref().map(|when| when.value.earliest().day());
            let party = self.party(actor, day);
            if !parties.contains(&party) {
                parties.push(party);
            }
        }
        parties
    }

    /// The body that an actor belonged to on a day.
    fn party(&self, actor: Id<Actor>, day: Option<Day>) -> Id<Actor> {
        let model = self.model();
        let mut party = actor;
        // A loop of bodies is an error of its own; here it only must not hang.
        for _ in 0..16 {
            let record = &model.actors[party];
            let office = asof::roles(record, day.or(self.today())).find_map(|role| role.of.as_ref());
            match record.part_of.first().or(office).and_then(|larger| model.actor(larger)) {
                Some(larger) if larger != party => party = larger,
                _ => break,
            }
        }
        party
    }
}
