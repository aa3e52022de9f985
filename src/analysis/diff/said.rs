//! What records say, one thing after the other, as readers meet it.

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_segmentation::UnicodeSegmentation;

use crate::analysis::asof;
use crate::analysis::facts::Facts;
use crate::analysis::ledger::Origin;
use crate::analysis::link::goals;
use crate::analysis::wording::{called_in_text, named, title, wording};
use crate::base::date::Date;
use crate::base::id::{Id, Key};
use crate::base::text::Spanned;
use crate::model::actor::{Actor, Relation};
use crate::model::briefing::Briefing;
use crate::model::claim::{ANYTHING, Assertion, Claim, Response};
use crate::model::event::{Event, Quantity, Status};
use crate::model::head::Head;
use crate::model::passage::Passage;
use crate::model::registry::{Found, Model, RecordId};
use crate::model::source::Source;
use crate::syntax::kind::Kind;
use crate::syntax::read::Written;

use super::matched::Pair;
use super::{Detail, Fingerprint, Named, Saying};

/// A thing said.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// What it is.
    pub name: &'static str,
    /// What makes it another version of the same thing: empty where there is only one of its name.
    pub key: String,
    /// What is said.
    pub saying: Saying,
    /// Stands for what is not shown of it.
    pub print: Fingerprint,
}

/// A state of a site that can be asked what its records say.
pub(super) struct Teller<'f> {
    pub facts: &'f Facts,
    relations: FxHashMap<Id<Actor>, Vec<&'f Relation>>,
    /// What records are called now, and by which id: whoever got another name is still the one who said it.
    now: FxHashMap<RecordId, (Key, &'f str)>,
    /// The records that the other state has too.
    kept: FxHashSet<RecordId>,
}

impl<'f> Teller<'f> {
    pub(super) fn of(facts: &'f Facts) -> Teller<'f> {
        let mut relations: FxHashMap<Id<Actor>, Vec<&Relation>> = FxHashMap::default();
        for (from, relation) in &facts.model.relations {
            relations.entry(*from).or_default().push(relation);
        }
        Teller { facts, relations, now: FxHashMap::default(), kept: FxHashSet::default() }
    }

    /// The same with the names that records have in a later state.
    pub(super) fn with_names_of(mut self, later: &'f Facts, pairs: &[Pair]) -> Teller<'f> {
        // Of one that another took in, the name of that one.
        let named = |pair: &Pair| {
            let now = pair.after.or(pair.became)?;
            Some((pair.before?, (later.model.head(now).id, later.model.called(now))))
        };
        self.now = pairs.iter().filter_map(named).collect();
        self.kept = pairs.iter().filter(|pair| pair.after.is_some()).filter_map(|pair| pair.before).collect();
        self
    }

    /// The same, which knows what there was before.
    pub(super) fn that_knows(mut self, pairs: &[Pair]) -> Teller<'f> {
        self.kept = pairs.iter().filter(|pair| pair.before.is_some()).filter_map(|pair| pair.after).collect();
        self
    }

    fn name(&self, id: RecordId) -> (Key, &'f str) {
        self.now.get(&id).copied().unwrap_or_else(|| (self.model().head(id).id, self.model().called(id)))
    }

    fn model(&self) -> &'f Model {
        &self.facts.model
    }

    /// All that a record says.
    pub(super) fn said(&self, id: RecordId) -> Vec<Said> {
        let model = self.model();
        let mut said = self.head(model.head(id));
        said.extend(match id {
            RecordId::Briefing(id) => self.briefing(&model.briefings[id]),
            RecordId::Actor(id) => self.actor(id, &model.actors[id]),
            RecordId::Event(id) => self.event(&model.events[id]),
            RecordId::Source(id) => self.source(&model.sources[id]),
            RecordId::Claim(id) => self.claim(id, &model.claims[id]),
            RecordId::Arc(id) => {
                let events = model.arcs[id].slots.iter().flat_map(|slot| &slot.events);
                events.map(|event| many("event", self.called(event))).collect()
            }
            RecordId::Place(_) | RecordId::Page(_) => Vec::new(),
        });
        said
    }

    /// The denials of a claim, or of the claims of an event.
    pub(super) fn denials(&self, id: RecordId) -> Vec<Saying> {
        let model = self.model();
        let claims = match id {
            RecordId::Claim(claim) => vec![claim],
            RecordId::Event(event) => model.each(&model.events[event].claims, Model::claim),
            _ => Vec::new(),
        };
        let answers = claims.iter().flat_map(|claim| &model.claims[*claim].responses).filter(|answer| answer.denies());
        answers.map(|answer| self.answer(answer).saying).collect()
    }

    /// What a briefing says of its changes, each with what stood there and what stands there.
    pub(super) fn entries(&self, id: RecordId) -> Vec<Vec<Detail>> {
        let RecordId::Briefing(id) = id else { return Vec::new() };
        let entry = |change: &crate::model::briefing::Change| {
            let words = change.kind.as_ref().map_or("update", |kind| kind.text.as_str());
            let saying = Saying { quote: Some(self.wording(&change.text)), when: edtf(&change.date), ..Saying::of(words) };
            let mut details = vec![Detail { name: "change", before: None, after: Some(saying) }];
            if change.was.is_some() || change.now.is_some() {
                let saying = |text: &Option<Passage>| text.as_ref().map(|text| Saying::of(&self.wording(text)));
                details.push(Detail { name: "wording", before: saying(&change.was), after: saying(&change.now) });
            }
            details
        };
        self.model().briefings[id].changes.iter().map(entry).collect()
    }

    fn head(&self, head: &Head) -> Vec<Said> {
        let mut said = Vec::new();
        if head.titled {
            said.push(one("title", head.title.clone()));
        }
        said.extend(head.summary.iter().map(|summary| one("summary", self.wording(summary))));
        if let Some(body) = &head.body {
            let goals = goals(self.model(), body);
            let read = body.prose.as_read(|reference| title(self.model(), goals.get(reference)?));
            let shown = read.iter().take(body.prose.runs.len());
            let words = match shown.map(|text| text.unicode_words().count()).sum() {
                1 => "1 word".to_owned(),
                words => format!("{words} words"),
            };
            said.push(Said { print: Fingerprint::of(&read), ..one("text", words) });
        }
        said
    }

    fn claim(&self, id: Id<Claim>, claim: &Claim) -> Vec<Said> {
        let mut said = vec![one("claim", claim.words.clone())];
        said.extend(self.status(&claim.status));
        said.extend(claim.asserted.iter().map(|it| self.assertion(it)));
        // The short form says it of the claim and of its one assertion.
        let own = claim.hedge.as_ref().map(|hedge| hedge.text.as_str());
        let others = claim.asserted.iter().filter(|it| it.hedge.as_ref().map(|hedge| hedge.text.as_str()) != own);
        said.extend(others.filter_map(|it| self.hedge(it)));
        said.extend(claim.responses.iter().map(|it| self.answer(it)));
        let origins = &self.facts.ledger[id.index()].origins;
        let names: Vec<&str> = origins.iter().map(|origin| self.origin(*origin)).collect();
        let names = if names.is_empty() { "none".to_owned() } else { format!("{} ({})", names.len(), names.join(", ")) };
        said.push(one("origins", names));
        if let Some(verdict) = &claim.verdict {
            let by = claim.reviewed_by.as_ref().map(|by| format!(" (found by {})", named(self.model(), by, &[Kind::Actor])));
            said.push(one("verdict", self.wording(verdict) + &by.unwrap_or_default()));
        }
        said.extend(claim.hedge.iter().map(|hedge| one("hedge", hedge.text.clone())));
        said.extend(claim.about.iter().map(|about| match self.model().find(about, ANYTHING) {
            Found::One(id) => self.other("about", id),
            _ => many("about", about.text.clone()),
        }));
        said.extend(claim.quantities.iter().map(figure));
        if let Some(expects) = &claim.expects {
            let what = expects.what.as_ref().map_or("it comes true", |what| what.text.as_str());
            said.push(one("expected", what.to_owned()).at(edtf(&expects.by_when)));
            said.extend(expects.met.iter().map(|met| one("met", met.text.clone())));
        }
        said
    }

    fn assertion(&self, said: &Assertion) -> Said {
        let names = |written: &[Written]| written.iter().map(|it| self.called(it)).collect::<Vec<_>>().join(", ");
        let mut words = said.by.as_ref().map_or_else(|| "nobody by name".to_owned(), |by| self.called(by));
        let key = words.clone();
        if !said.citing.is_empty() {
            words = format!("{words}, citing {}", names(&said.citing));
        }
        if !said.chain.is_empty() {
            words = format!("{words}, by way of {}", names(&said.chain));
        }
        let quote = said.quote.as_ref().map(|quote| self.wording(quote));
        let mut said = many("saying", words).at(edtf(&said.when)).read_in(self, &said.sources);
        said.saying.quote = quote;
        Said { key, ..said }
    }

    /// The word of doubt with which somebody says it.
    fn hedge(&self, said: &Assertion) -> Option<Said> {
        let by = said.by.as_ref().map_or_else(|| "nobody by name".to_owned(), |by| self.called(by));
        Some(Said { key: by, ..one("hedge", said.hedge.as_ref()?.text.clone()) })
    }

    fn answer(&self, answer: &Response) -> Said {
        let by = answer.by.as_ref().map_or_else(|| "nobody by name".to_owned(), |by| self.called(by));
        let to = answer.to.as_ref().map(|to| format!(", to {}", self.called(to))).unwrap_or_default();
        let words = format!("{by} {}{to}", answer.stance.text.replace('-', " "));
        let mut said = many("answer", words).at(edtf(&answer.when)).read_in(self, &answer.sources);
        said.saying.quote = answer.quote.as_ref().map(|quote| self.wording(quote));
        Said { key: by, ..said }
    }

    fn event(&self, event: &Event) -> Vec<Said> {
        let mut said: Vec<Said> = edtf(&event.when).into_iter().map(|when| one("when", when)).collect();
        said.extend(self.status(&event.status));
        said.extend(event.at.iter().map(|at| {
            let place = self.model().place(at).map_or(at.text.as_str(), |id| self.name(RecordId::Place(id)).1);
            one("place", place.to_owned())
        }));
        said.extend(event.actors.iter().map(|actor| {
            let (name, role) = (self.called(actor), actor.role.as_ref().map(|role| format!(", {role}")));
            Said { key: name.clone(), ..one("participant", name + &role.unwrap_or_default()) }
        }));
        said.extend(event.participants_by_role.iter().map(|role| many("participant", role.text.clone())));
        said.extend(event.said.iter().map(|words| one("said", words.text.clone())));
        said.extend(event.kind.iter().map(|kind| one("type", kind.text.clone())));
        said.extend(self.listed("listed-claim", &event.claims, &[Kind::Claim]));
        said.extend(event.quantities.iter().map(figure));
        said.extend(self.sources(&event.sources).into_iter().map(|source| many("source", source.title)));
        said
    }

    fn source(&self, source: &Source) -> Vec<Said> {
        let text = |name, text: &Option<crate::syntax::read::Text>| text.as_ref().map(|it| one(name, it.text.clone()));
        let word = |name, word: &Option<crate::syntax::read::Word>| word.as_ref().map(|it| one(name, it.text.clone()));
        let other = |name, written: &Option<Written>| written.as_ref().map(|it| one(name, self.called(it)));
        let copy = source.archived.as_ref().and_then(|copy| copy.url.as_ref());
        let mut said: Vec<Said> = [
            other("publisher", &source.publisher),
            edtf(&source.published).map(|date| one("published", date)),
            text("address", &source.url),
            copy.map(|url| one("archived", url.text.clone())),
            word("type", &source.kind),
            word("held", &source.held),
            other("via", &source.via),
            other("replaces", &source.replaces),
            other("syndicates", &source.syndicates),
        ]
        .into_iter()
        .flatten()
        .collect();
        said.extend(source.quotes.iter().map(|quote| many("quote", self.wording(&quote.text))));
        said
    }

    fn actor(&self, id: Id<Actor>, actor: &Actor) -> Vec<Said> {
        let mut said: Vec<Said> = actor.kind.iter().map(|kind| one("kind", kind.text.clone())).collect();
        said.extend(actor.role.iter().map(|role| one("described-as", role.text.clone())));
        for role in &actor.roles {
            let of = role.of.as_ref().map(|of| format!(", {}", self.called(of))).unwrap_or_default();
            said.push(many("role", format!("{}{of}", role.title.text)).at(lasted(&role.since, &role.until)));
        }
        said.extend(actor.part_of.iter().map(|body| many("part-of", self.called(body))));
        for relation in self.relations.get(&id).into_iter().flatten() {
            let how = relation.kind.as_ref().map_or("related to", |kind| kind.text.as_str());
            let words = format!("{how} {}", self.called(&relation.to));
            said.push(many("relation", words).at(lasted(&relation.since, &relation.until)).read_in(self, &relation.sources));
        }
        said
    }

    fn briefing(&self, briefing: &Briefing) -> Vec<Said> {
        let dates = [("published", &briefing.date), ("updated", &briefing.updated), ("as-of", &briefing.as_of)];
        let mut said: Vec<Said> = dates.into_iter().filter_map(|(name, date)| Some(one(name, edtf(date)?))).collect();
        let lists = [("at-a-glance", &briefing.at_a_glance), ("known", &briefing.known), ("unknown", &briefing.unknown)];
        for (name, texts) in lists {
            said.extend(texts.iter().map(|text| many(name, self.wording(text))));
        }
        said.extend(self.listed("listed-claim", &briefing.claims, &[Kind::Claim]));
        said.extend(self.listed("listed-event", &briefing.events, &[Kind::Event]));
        said.extend(self.listed("listed-source", &briefing.sources, &[Kind::Source]));
        said.extend(self.listed("listed-actor", &briefing.actors, &[Kind::Actor]));
        said
    }

    /// Another record that one names: a claim with its denial. It is the same one also where that has changed, which is told of the claim.
    fn other(&self, name: &'static str, id: RecordId) -> Said {
        let called = self.name(id).1.to_owned();
        let words = match id {
            RecordId::Claim(_) => called_in_text(self.model(), id).into_owned(),
            _ => called.clone(),
        };
        Said { key: called, ..one(name, words) }
    }

    /// What a page lists: of records that are new, or gone, it is told that they are.
    fn listed(&self, name: &'static str, written: &[Written], kinds: &[Kind]) -> Vec<Said> {
        let ids = written.iter().filter_map(|written| match self.model().find(written, kinds) {
            Found::One(id) if self.kept.contains(&id) => Some(id),
            _ => None,
        });
        let mut once: Vec<RecordId> = Vec::new();
        ids.for_each(|id| {
            if !once.contains(&id) {
                once.push(id)
            }
        });
        once.into_iter().map(|id| self.other(name, id)).collect()
    }

    /// The status that holds today, and the others of its history.
    fn status(&self, history: &[Status]) -> Vec<Said> {
        let holds = asof::status(history, self.model().today);
        let told = |step: &Status| {
            let is_it = holds.is_some_and(|holds| std::ptr::eq(holds, step));
            let said = if is_it { one("status", step.is.text.clone()) } else { many(OTHER_STATUS, step.is.text.clone()) };
            said.at(edtf(&step.as_of)).read_in(self, &step.sources)
        };
        history.iter().map(told).collect()
    }

    fn origin(&self, origin: Origin) -> &'f str {
        let id = match origin {
            Origin::Actor(id) => RecordId::Actor(id),
            Origin::Source(id) => RecordId::Source(id),
        };
        self.name(id).1
    }

    fn sources(&self, written: &[Written]) -> Vec<Named> {
        let named = |written: &Written| match self.model().source(written) {
            Some(id) => {
                let (id, title) = self.name(RecordId::Source(id));
                Named { id: Some(id), title: title.to_owned() }
            }
            None => Named { id: None, title: written.text.clone() },
        };
        written.iter().map(named).collect()
    }

    /// What is called by a reference, else the words as written.
    fn called(&self, written: &Written) -> String {
        match self.model().find(written, ANYTHING) {
            Found::One(id) => self.name(id).1.to_owned(),
            _ => written.text.clone(),
        }
    }

    fn wording(&self, passage: &Passage) -> String {
        wording(self.model(), passage)
    }
}

/// What a status is called that does not hold now.
pub const OTHER_STATUS: &str = "other-status";

fn one(name: &'static str, words: String) -> Said {
    let saying = Saying { words, ..Saying::default() };
    Said { name, key: String::new(), saying, print: Fingerprint::default() }
}

/// One of several of its name, told apart by their words.
fn many(name: &'static str, words: String) -> Said {
    Said { key: words.clone(), ..one(name, words) }
}

impl Said {
    fn at(mut self, when: Option<String>) -> Said {
        self.saying.when = when;
        self
    }

    fn read_in(mut self, teller: &Teller<'_>, sources: &[Written]) -> Said {
        self.saying.sources = teller.sources(sources);
        self
    }
}

/// A figure: those of one unit are versions of each other.
fn figure(quantity: &Quantity) -> Said {
    let number = |text: &Option<crate::syntax::read::Text>| text.as_ref().map(|text| text.text.clone());
    let range = match (number(&quantity.at_least), number(&quantity.at_most)) {
        (Some(least), Some(most)) => Some(format!("{least} to {most}")),
        (Some(least), None) => Some(format!("at least {least}")),
        (None, Some(most)) => Some(format!("at most {most}")),
        (None, None) => None,
    };
    let about = if quantity.about { "about " } else { "" };
    let figure = number(&quantity.n).or(range).unwrap_or_default();
    let unit = number(&quantity.unit).unwrap_or_default();
    Said { key: unit.clone(), ..many("figure", format!("{about}{figure} {unit}").trim().to_owned()).at(edtf(&quantity.as_of)) }
}

fn edtf(date: &Option<Spanned<Date>>) -> Option<String> {
    date.as_ref().map(|date| date.value.edtf())
}

/// From when until when, in the form of dates.
fn lasted(since: &Option<Spanned<Date>>, until: &Option<Spanned<Date>>) -> Option<String> {
    match (edtf(since), edtf(until)) {
        (None, None) => None,
        (since, until) => Some(format!("{}/{}", since.unwrap_or("..".to_owned()), until.unwrap_or("..".to_owned()))),
    }
}
