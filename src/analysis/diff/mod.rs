//! What changed for a reader between two states of a site: two editions of it, or two folders. Claims, statuses, dates, corrections: not
//! lines. The two are matched by kinds and ids, since an arena's ids mean something else in another model.

mod matched;
mod said;

use crate::base::fingerprint::Fingerprint;
use crate::base::id::Key;
use crate::base::text::Span;
use crate::model::registry::{Model, RecordId};
use crate::syntax::kind::Kind;

use super::facts::Facts;
use matched::Pair;
pub use said::OTHER_STATUS;
use said::{Said, Teller};

/// What changed.
#[derive(Clone, Debug)]
pub struct Diff {
    /// Each sort of thing, also those of which nothing changed.
    pub sections: Vec<Section>,
}

/// What changed of one sort of thing.
#[derive(Clone, Debug)]
pub struct Section {
    /// Public name.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What is new, then what is no longer what it was, then what is gone.
    pub changes: Vec<Change>,
}

/// How a record, or an entry in a record, changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It was not there before.
    New,
    /// It says something else.
    Changed,
    /// It is not there any more.
    Gone,
}

impl How {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            How::New => "new",
            How::Changed => "changed",
            How::Gone => "gone",
        }
    }
}

/// What changed of one record.
#[derive(Clone, Debug)]
pub struct Change {
    /// How.
    pub how: How,
    /// Of which kind the record is.
    pub kind: Kind,
    /// Its id; of one that is gone the id that it had.
    pub id: Key,
    /// The id that it had, where that was another.
    pub former_id: Option<Key>,
    /// The record that it was, in the model of the first state; nothing of one that is new.
    pub before: Option<RecordId>,
    /// What it is called.
    pub title: String,
    /// Where it is written; of one that is gone where it was.
    pub span: Span,
    /// What it says now, and what it said. Of a record that is gone only what became of it.
    pub details: Vec<Detail>,
    /// The denials that stand, also those that are new: a claim is never told without them, nor is an event.
    pub denials: Vec<Saying>,
}

/// Something that a record says, or said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Public name of what it is: `status`, `when`, `answer`.
    pub name: &'static str,
    /// What was said, unless that is new.
    pub before: Option<Saying>,
    /// What is said, unless that is gone.
    pub after: Option<Saying>,
}

/// A thing said, as a reader meets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saying {
    /// In plain words.
    pub words: String,
    /// Somebody's own words.
    pub quote: Option<String>,
    /// When it was said, or since when it holds.
    pub when: Option<String>,
    /// Where it can be read.
    pub sources: Vec<Named>,
}

/// A source by its id and name; one that the site does not have has no id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: Option<Key>,
    /// What it is called.
    pub title: String,
}

impl Diff {
    /// What a reader of the second finds who knows the first.
    pub fn between(before: &Facts, after: &Facts) -> Diff {
        let pairs = matched::pairs(before, after);
        let (old, new) = (Teller::of(before).with_names_of(after, &pairs), Teller::of(after).that_knows(&pairs));
        let section = |name, title, kinds: &[Kind]| {
            let of_kinds = pairs.iter().filter(|pair| kinds.contains(&pair.kind));
            section(name, title, of_kinds.filter_map(|pair| change(&old, &new, *pair)))
        };
        let corrections = pairs.iter().filter(|pair| pair.kind == Kind::Briefing).flat_map(|pair| entries(&old, &new, *pair));
        Diff {
            sections: vec![
                section("claims", "Claims", &[Kind::Claim]),
                section("events", "Events", &[Kind::Event]),
                self::section("corrections", "Corrections and other changes that briefings tell of", corrections),
                section("briefings", "Briefings", &[Kind::Briefing]),
                section("sources", "Sources", &[Kind::Source]),
                section("actors", "Actors, their offices and relations", &[Kind::Actor]),
                section("pages", "Places, arcs and pages", &[Kind::Place, Kind::Arc, Kind::Page]),
            ],
        }
    }

    /// How many changes there are.
    pub fn count(&self) -> usize {
        self.sections.iter().map(|section| section.changes.len()).sum()
    }
}

fn section(name: &'static str, title: &'static str, changes: impl Iterator<Item = Change>) -> Section {
    let mut changes: Vec<Change> = changes.collect();
    changes.sort_by_key(|change| change.how);
    Section { name, title, changes }
}

/// What changed of a record; `None` where nothing did.
fn change(old: &Teller<'_>, new: &Teller<'_>, pair: Pair) -> Option<Change> {
    let say = |teller: &Teller<'_>, id: Option<RecordId>| id.map(|id| teller.said(id)).unwrap_or_default();
    let (how, teller, id) = pair.stands(old, new)?;
    let mut details = details(say(old, pair.before), say(new, pair.after));
    match how {
        How::Changed if details.is_empty() && pair.former_id(old).is_none() => return None,
        How::Gone => details = pair.became.map(|id| led_on(&new.facts.model, id)).into_iter().collect(),
        _ => {}
    }
    let change = Change { before: pair.before, ..Change::of(how, teller, id, pair.former_id(old)) };
    // What is new is called by it.
    let is_title = |detail: &Detail| detail.after.as_ref().is_some_and(|saying| saying.words == change.title);
    details.retain(|detail| how != How::New || !matches!(detail.name, "title" | "claim") || !is_title(detail));
    Some(Change { details, denials: teller.denials(id), ..change })
}

/// To which record the address of one that is gone leads.
fn led_on(model: &Model, id: RecordId) -> Detail {
    Detail { name: "led-on-to", before: None, after: Some(Saying::of(model.called(id))) }
}

/// The entries about changes that a briefing has and had not, and that it had and has not.
fn entries(old: &Teller<'_>, new: &Teller<'_>, pair: Pair) -> Vec<Change> {
    let say = |teller: &Teller<'_>, id: Option<RecordId>| id.map(|id| teller.entries(id)).unwrap_or_default();
    let (mut gone, mut come) = (say(old, pair.before), say(new, pair.after));
    come.retain(|entry| match gone.iter().position(|known| known == entry) {
        Some(at) => {
            gone.remove(at);
            false
        }
        None => true,
    });
    let Some((_, teller, id)) = pair.stands(old, new) else { return Vec::new() };
    let told = |how, details: Vec<Detail>| Change { details, ..Change::of(how, teller, id, None) };
    let gone = gone.into_iter().map(|mut entry| {
        entry.iter_mut().take(1).for_each(|detail| std::mem::swap(&mut detail.before, &mut detail.after));
        told(How::Gone, entry)
    });
    come.into_iter().map(|entry| told(How::New, entry)).chain(gone).collect()
}

/// What two lists of things said differ in: first those of the second list in their order, then what is not said any more.
fn details(before: Vec<Said>, mut after: Vec<Said>) -> Vec<Detail> {
    let mut before: Vec<Said> = before;
    // What is the same is out of the way before anything is taken for a new version of something else.
    after.retain(|said| match before.iter().position(|known| known == said) {
        Some(at) => {
            before.remove(at);
            false
        }
        None => true,
    });
    let mut details = Vec::new();
    for said in after {
        let former = before.iter().position(|known| known.name == said.name && known.key == said.key);
        let former = former.map(|at| before.remove(at).saying);
        // The same record: what it says otherwise is told of it.
        if former.is_some() && (said.name == "about" || said.name.starts_with("listed-")) {
            continue;
        }
        details.push(Detail { name: said.name, before: former, after: Some(said.saying) });
    }
    details.extend(before.into_iter().map(|said| Detail { name: said.name, before: Some(said.saying), after: None }));
    // That a status moved on says that it was the one before.
    if let Some(Detail { before, after, .. }) = details.iter().find(|detail| detail.name == "status").cloned() {
        let is_told = |detail: &Detail| {
            detail.name == OTHER_STATUS
                && (detail.before.is_none() && detail.after == before || detail.after.is_none() && detail.before == after)
        };
        details.retain(|detail| !is_told(detail));
    }
    details
}

impl Change {
    fn of(how: How, teller: &Teller<'_>, id: RecordId, former_id: Option<Key>) -> Change {
        let model = &teller.facts.model;
        let head = model.head(id);
        Change {
            how,
            kind: head.kind,
            id: head.id,
            former_id,
            before: None,
            // A claim's own words: no title says what it says.
            title: match id {
                RecordId::Claim(claim) => model.claims[claim].words.clone(),
                id => model.called(id).to_owned(),
            },
            span: head.span,
            details: Vec::new(),
            denials: Vec::new(),
        }
    }
}

impl Saying {
    fn of(words: &str) -> Saying {
        Saying { words: words.to_owned(), ..Saying::default() }
    }
}
