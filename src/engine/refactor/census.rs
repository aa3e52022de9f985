//! All records of a site, and what each of their references means: what must be the same before and after.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::facts::Facts;
use crate::analysis::link::{Goal, goals};
use crate::analysis::picture::{Picture, picture};
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::fold::fold;
use crate::base::text::Span;
use crate::engine::snapshot::Snapshot;
use crate::model::claim::ANYTHING;
use crate::model::head::Head;
use crate::model::passage::Passage;
use crate::model::registry::{Found, Model, RecordId};
use crate::syntax::kind::Kind;
use crate::syntax::markdown::ReferenceKind;
use crate::syntax::read::{Text, Written};

/// What a record says that depends on others.
#[derive(Debug)]
struct Meant {
    /// What is meant.
    what: String,
    /// In which words, and where.
    words: String,
    span: Span,
}

/// What all records mean.
pub(super) struct Census {
    /// The records whose ids nobody chose.
    unchosen: BTreeMap<String, Span>,
    by_owner: BTreeMap<String, Vec<Meant>>,
    findings: BTreeMap<(Level, &'static str), usize>,
}

/// The first thing that is not as it was.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// A record is gone.
    Gone(String),
    /// A record's id is made of its words, and these change.
    Renamed(String, Span),
    /// A record is there that was not.
    Come(String),
    /// A reference means something else.
    Meaning { words: String, span: Span, was: String, is: String },
    /// Something is wrong that was not.
    Wrong(Box<Diagnostic>),
}

impl Census {
    /// Takes it of a site. `called` gives the id under which a record is compared.
    pub(super) fn of(snapshot: &Snapshot, called: &dyn Fn(&Head) -> String) -> Census {
        let model = &snapshot.facts.model;
        let take = Take { model, called };
        let mut by_owner: BTreeMap<String, Vec<Meant>> = BTreeMap::new();
        let unchosen = model.ids().into_iter().filter(|id| !model.head(*id).chosen_id && !model.head(*id).stub);
        let unchosen = unchosen.map(|id| (take.name(id), model.head(id).span)).collect();
        for id in model.ids() {
            let record = model.record(id);
            let mut meant = vec![take.title(record.head())];
            meant.extend(take.picture(record.head()));
            meant.extend(record.statements().into_iter().map(|slot| take.written(slot.written, slot.kinds)));
            // Last, so that it makes no difference whether the record says it or the front matter around it.
            let meanings = own_meanings(record.head()).chain(meant_around(&snapshot.facts, id));
            meant.extend(meanings.map(|(_, written)| take.written(written, &[Kind::Actor, Kind::Place])));
            record.passages().into_iter().for_each(|passage| take.passage(passage, &mut meant));
            by_owner.insert(take.name(id), meant);
        }
        for page in model.texts() {
            let settled = page.head.resolve.iter();
            let mut meant: Vec<Meant> = settled.map(|(_, written)| take.written(written, &[Kind::Actor, Kind::Place])).collect();
            page.head.passages().for_each(|passage| take.passage(passage, &mut meant));
            by_owner.insert(page.head.file().to_string(), meant);
        }
        // Those of actors are among what they say; in which order all stand depends on ids.
        let related = |written: &Written| take.written(written, &[Kind::Actor]);
        let listed = model.relations.iter().filter_map(|(_, relation)| Some((relation.from.as_ref()?, &relation.to)));
        let mut listed: Vec<Meant> = listed
            .map(|(from, to)| {
                let (from, to) = (related(from), related(to));
                Meant { what: format!("{} and {}", from.what, to.what), ..to }
            })
            .collect();
        listed.sort_by(|a, b| a.what.cmp(&b.what));
        by_owner.insert("relations".to_owned(), listed);
        let settled = snapshot.facts.config.resolve.iter();
        let meanings = settled.map(|(_, written)| take.written(written, &[Kind::Actor, Kind::Place])).collect();
        by_owner.insert("site.yaml".to_owned(), meanings);
        let mut findings = BTreeMap::new();
        for found in &snapshot.diagnostics {
            *findings.entry((found.level, found.rule)).or_default() += 1;
        }
        Census { unchosen, by_owner, findings }
    }

    /// The same without what one record says: what is meant to change.
    pub(super) fn without(mut self, owner: &str) -> Census {
        self.by_owner.remove(owner);
        self.unchosen.remove(owner);
        self
    }

    /// What is not as it was. `after` is the site that this census was compared with; a finding is new where there are more of its rule.
    pub(super) fn difference(&self, after: &Census, snapshot: &Snapshot) -> Option<Difference> {
        let more = |found: &&Diagnostic| {
            let key = (found.level, found.rule);
            found.level != Level::Note && after.findings.get(&key) > self.findings.get(&key)
        };
        let wrong = |found: &Diagnostic| Difference::Wrong(Box::new(found.clone()));
        // Where a file can't be read any more, all else follows from it.
        if let Some(found) = snapshot.diagnostics.iter().filter(more).find(|found| found.rule == "invalid-yaml") {
            return Some(wrong(found));
        }
        let moved = self.unchosen.iter().find(|(name, _)| !after.by_owner.contains_key(*name));
        if let Some((name, span)) = moved {
            return Some(Difference::Renamed(name.clone(), *span));
        }
        // What a reference means now explains more than the error that comes of it.
        for (owner, was) in &self.by_owner {
            let Some(is) = after.by_owner.get(owner) else { continue };
            let unlike = was.iter().zip(is).find(|(was, is)| was.what != is.what);
            if let Some((was, is)) = unlike {
                let (words, span) = (was.words.clone(), was.span);
                return Some(Difference::Meaning { words, span, was: was.what.clone(), is: is.what.clone() });
            }
            if let Some(more) = was.get(is.len()).or_else(|| is.get(was.len())) {
                let (words, span) = (more.words.clone(), more.span);
                return Some(Difference::Meaning { words, span, was: more.what.clone(), is: "nothing".to_owned() });
            }
        }
        let missing =
            |one: &Census, other: &Census| one.by_owner.keys().find(|owner| !other.by_owner.contains_key(*owner)).cloned();
        if let Some(gone) = missing(self, after) {
            return Some(Difference::Gone(gone));
        }
        if let Some(come) = missing(after, self) {
            return Some(Difference::Come(come));
        }
        snapshot.diagnostics.iter().find(more).map(wrong)
    }
}

/// Whom words stand for by a record's own file.
fn own_meanings(head: &Head) -> impl Iterator<Item = &(Text, Written)> {
    head.resolve.iter().filter(|(word, _)| word.span.file == head.file())
}

/// Whom the words of a record stand for by the front matter around it, of its folders too: of each word that it has the first meaning.
pub(super) fn meant_around(facts: &Facts, id: RecordId) -> Vec<&(Text, Written)> {
    let head = facts.model.head(id);
    let around = || head.resolve.iter().filter(|(word, _)| word.span.file != head.file()).chain(&head.resolve_around);
    if around().next().is_none() {
        return Vec::new();
    }
    let mut said: BTreeSet<String> = BTreeSet::new();
    for passage in facts.model.record(id).passages() {
        for sighting in facts.scans.of(Some(id), passage).iter().flat_map(|scan| &scan.mentions) {
            let run = passage.prose.runs.get(sighting.mention.run);
            said.extend(run.and_then(|run| run.text.get(sighting.mention.range.clone())).map(fold));
        }
    }
    own_meanings(head).for_each(|(word, _)| {
        said.remove(&fold(&word.text));
    });
    around().filter(|(word, _)| said.remove(&fold(&word.text))).collect()
}

/// What the text of a record's page refers to, in order.
pub(super) fn of_body(snapshot: &Snapshot, id: RecordId, called: &dyn Fn(&Head) -> String) -> Vec<(String, Span)> {
    let model = &snapshot.facts.model;
    let mut meant = Vec::new();
    model.head(id).body.iter().for_each(|body| Take { model, called }.passage(body, &mut meant));
    meant.into_iter().map(|meant| (meant.what, meant.span)).collect()
}

struct Take<'a> {
    model: &'a Model,
    called: &'a dyn Fn(&Head) -> String,
}

impl Take<'_> {
    fn name(&self, id: RecordId) -> String {
        let head = self.model.head(id);
        format!("{}:{}", head.kind, (self.called)(head))
    }

    /// What a record is called by readers, unless that is its id.
    fn title(&self, head: &Head) -> Meant {
        let title = if head.titled { &*head.title } else { "" };
        Meant { what: format!("called {title}"), words: title.to_owned(), span: head.title_span }
    }

    fn picture(&self, head: &Head) -> Option<Meant> {
        let image = head.image.as_ref()?;
        let what = match picture(self.model, head, image) {
            Picture::File(path) => format!("the picture `{path}`"),
            Picture::Elsewhere(address) => format!("a picture at {address}"),
            Picture::Missing => "no picture".to_owned(),
        };
        Some(Meant { what, words: image.path.text.clone(), span: image.path.span })
    }

    /// The records that a reference may mean; two that become one are one.
    fn several(&self, ids: &[RecordId]) -> String {
        let names: BTreeSet<String> = ids.iter().map(|id| self.name(*id)).collect();
        names.into_iter().collect::<Vec<_>>().join(" or ")
    }

    fn written(&self, written: &Written, kinds: &[Kind]) -> Meant {
        let what = match self.model.find(written, kinds) {
            Found::One(id) => self.name(id),
            Found::Many(ids) => self.several(&ids),
            Found::Held => "something that is kept back".to_owned(),
            Found::None => "nothing".to_owned(),
        };
        Meant { what, words: written.text.clone(), span: written.span }
    }

    fn passage(&self, passage: &Passage, meant: &mut Vec<Meant>) {
        let all = goals(self.model, passage);
        for (goal, reference) in all.iter().zip(&passage.prose.references) {
            let what = match goal {
                Goal::Record(id, anchor) => with_anchor(self.name(*id), anchor.as_deref()),
                Goal::Cite(id, locator) => with_anchor(self.name(RecordId::Source(*id)), locator.as_deref()),
                Goal::List(kind, anchor) => with_anchor(format!("the list of {}", kind.plural()), anchor.as_deref()),
                Goal::Home(anchor) => with_anchor("the home page".to_owned(), anchor.as_deref()),
                Goal::Special(name, anchor) => with_anchor(format!("the page `{name}`"), anchor.as_deref()),
                Goal::Here(anchor) => with_anchor("this page".to_owned(), Some(anchor)),
                Goal::Asset(path) => format!("the file `{path}`"),
                Goal::Plain | Goal::Hidden => match &reference.kind {
                    ReferenceKind::Wikilink { target, anchor, .. } => {
                        match self.model.find(&Written::new(target, passage.span(reference.range.clone())), ANYTHING) {
                            Found::Many(ids) => with_anchor(self.several(&ids), anchor.as_deref()),
                            _ => "nothing".to_owned(),
                        }
                    }
                    _ => "nothing".to_owned(),
                },
            };
            let words = passage.text.text.get(reference.range.clone()).unwrap_or_default().to_owned();
            meant.push(Meant { what, words, span: passage.span(reference.range.clone()) });
        }
        let claims = passage.placed.claims.iter().map(|(_, written)| self.written(written, &[Kind::Claim]));
        meant.extend(claims);
        for (_, query) in &passage.placed.queries {
            meant.extend(query.references().map(|(written, kinds)| self.written(written, kinds)));
        }
    }
}

fn with_anchor(name: String, anchor: Option<&str>) -> String {
    match anchor {
        Some(anchor) => format!("{name}#{anchor}"),
        None => name,
    }
}
