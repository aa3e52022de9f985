//! Outlets that prose names as where something was said, on pages that have no source of theirs. Told and not written: which document it was
//! only an editor knows.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, MatchKind};

use crate::analysis::facts::{Facts, Look};
use crate::analysis::link::{Goal, goals};
use crate::analysis::mention::stands_alone;
use crate::base::fold::fold;
use crate::base::id::Id;
use crate::model::registry::{Model, RecordId};
use crate::model::source::Source;
use crate::syntax::kind::Kind;
use crate::syntax::markdown::{Place, Run};

use super::{Sort, Suggestion, is_in};

/// Outlets that are named everywhere, for sites that have no record of them. None of them is a word of another meaning.
const KNOWN: [&str; 30] = [
    "Reuters",
    "Associated Press",
    "Agence France-Presse",
    "Bloomberg News",
    "Interfax",
    "TASS",
    "RIA Novosti",
    "Xinhua",
    "Deutsche Welle",
    "Al Jazeera",
    "BBC",
    "CNN",
    "CBS News",
    "NBC News",
    "ABC News",
    "Fox News",
    "MSNBC",
    "NPR",
    "New York Times",
    "Washington Post",
    "Wall Street Journal",
    "Financial Times",
    "Politico",
    "Axios",
    "Le Monde",
    "Der Spiegel",
    "Kommersant",
    "Meduza",
    "Kyiv Independent",
    "Ukrainska Pravda",
];

/// What stands before an outlet to which something was said, or which said it.
const BEFORE: [&str; 8] =
    ["told", "tells", "according to", "reported by", "first reported by", "in an interview with", "speaking to", "as quoted by"];

/// What stands behind one that says something.
const BEHIND: &str = "reported reports";

/// Kinds of actors that publish.
const OUTLETS: [&str; 3] = ["news-agency", "newspaper", "broadcaster"];

pub(super) fn find(facts: &Facts, found: &mut Vec<Suggestion>) {
    let outlets = outlets(&facts.model);
    let names: Vec<&String> = outlets.keys().collect();
    let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names);
    let Ok(automaton) = built else { return };
    let cited = Cited::of(facts);
    let mut told: BTreeSet<(Option<RecordId>, String)> = BTreeSet::new();
    facts.for_each_scan(|look| {
        let is_told = matches!(look.owner, Some(RecordId::Briefing(_) | RecordId::Event(_) | RecordId::Claim(_)));
        if look.quoted || !look.is_english() || !is_told {
            return;
        }
        let sentences = look.passage.prose.sentences();
        for (number, run) in look.passage.prose.runs.iter().enumerate().filter(|(_, run)| run.place == Place::Text) {
            for hit in automaton.find_iter(&run.text) {
                let name = names[hit.pattern().as_usize()];
                let range = hit.range();
                let is_named = stands_alone(&run.text, &range) && run.is_wording(&range) && !run.quoted(range.clone());
                if !is_named || !is_where_it_was_said(run, &range) || is_grounded(look, number, &sentences.extent(number, &range))
                {
                    continue;
                }
                if cited.has(facts, look.owner, &outlets[name]) || !told.insert((look.owner, outlets[name].clone())) {
                    continue;
                }
                let span = look.passage.span(run.source(range));
                let why = "is named as where it was said, and the page has no source of theirs";
                let line = format!("sources: [{{title: \"…\", publisher: {name}, url: \"https://…\"}}]");
                found.push(Suggestion { paste: vec![line], ..Suggestion::new(Sort::NewSource, span, name.clone(), why) });
            }
        }
    });
}

/// Whether the words around an outlet say that something was said to it, or by it.
fn is_where_it_was_said(run: &Run, range: &std::ops::Range<usize>) -> bool {
    let before = run.text[..range.start].trim_end();
    let before = before.strip_suffix(" the").or(before.strip_suffix(" The")).unwrap_or(before);
    let said = |cue: &str| {
        let at = before.len().checked_sub(cue.len()).and_then(|at| Some((at, before.get(at..)?)));
        at.is_some_and(|(at, end)| end.eq_ignore_ascii_case(cue) && !before[..at].ends_with(char::is_alphanumeric))
    };
    let next = run.text[range.end..].trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    BEFORE.iter().any(|cue| said(cue)) || (run.text[range.end..].starts_with(' ') && is_in(BEHIND, next))
}

/// Whether the sentence, or the paragraph behind it, says what it rests on.
fn is_grounded(look: &Look<'_>, run: usize, sentence: &std::ops::Range<usize>) -> bool {
    look.passage.prose.grounds().iter().any(|ground| ground.run == run && sentence.start <= ground.at)
}

/// All outlets: by the name that is looked for, who it is, folded.
fn outlets(model: &Model) -> BTreeMap<String, String> {
    let mut outlets: BTreeMap<String, String> = KNOWN.iter().map(|name| ((*name).to_owned(), fold(name))).collect();
    for actor in model.actors.values() {
        if actor.kind.as_ref().is_some_and(|kind| OUTLETS.contains(&kind.means.as_str())) {
            let names = std::iter::once(&actor.head.title).chain(actor.head.aliases.iter().map(|form| &form.text.text));
            outlets.extend(names.map(|name| (name.clone(), fold(&actor.head.title))));
        }
    }
    // One that also has a shorter name: "The New York Times".
    let bare: Vec<(String, String)> = outlets
        .iter()
        .filter_map(|(name, whose)| Some((name.strip_prefix("The ")?.to_owned(), whose.clone())))
        .filter(|(name, _)| name.contains(' '))
        .collect();
    outlets.extend(bare);
    outlets
}

/// The sources of each page: those that it lists, and those that it cites.
struct Cited(BTreeMap<RecordId, BTreeSet<Id<Source>>>);

impl Cited {
    fn of(facts: &Facts) -> Cited {
        let model = &facts.model;
        let mut cited: BTreeMap<RecordId, BTreeSet<Id<Source>>> = BTreeMap::new();
        for id in model.ids() {
            let record = model.record(id);
            let of_slots = record.slots().into_iter().filter(|slot| slot.kinds.contains(&Kind::Source));
            cited.entry(id).or_default().extend(of_slots.filter_map(|slot| model.source(slot.written)));
        }
        facts.for_each_passage(|owner, passage| {
            let Some(owner) = owner else { return };
            let sources = goals(model, passage).into_iter().filter_map(|goal| match goal {
                Goal::Cite(source, _) => Some(source),
                _ => None,
            });
            cited.entry(owner).or_default().extend(sources);
        });
        Cited(cited)
    }

    /// Whether a page has a source of an outlet.
    fn has(&self, facts: &Facts, page: Option<RecordId>, outlet: &str) -> bool {
        let model = &facts.model;
        let is_of = |source: &Id<Source>| {
            let publisher = model.sources[*source].publisher.as_ref();
            let actor = publisher.and_then(|publisher| model.actor(publisher)).map(|actor| &model.actors[actor].head);
            let same = |name: &str| {
                let name = fold(name);
                let bare = |name: &str| name.strip_prefix("the ").unwrap_or(name).to_owned();
                bare(&name) == bare(outlet)
            };
            actor.is_some_and(|head| same(&head.title) || head.aliases.iter().any(|form| same(&form.text.text)))
                || publisher.is_some_and(|publisher| same(&publisher.text))
        };
        page.and_then(|page| self.0.get(&page)).is_some_and(|sources| sources.iter().any(is_of))
    }
}
