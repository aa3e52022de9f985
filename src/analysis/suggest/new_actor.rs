//! Names that recur and have no record: of those whom records name, and of those who speak or act in prose.

use std::collections::BTreeSet;

use crate::analysis::facts::Facts;
use crate::analysis::report::names::{Names, near, persons};
use crate::analysis::unmatched::Unmatched;
use crate::base::text::Span;
use crate::model::registry::RecordId;
use crate::syntax::kind::Kind;

use super::{Change, New, Sort, Suggestion, is_in, spelled};

/// In how many places somebody stands whom records name.
const OFTEN: usize = 3;

/// Last words of names of things: who "of the Minsk Agreements said" speaks of is somebody else.
const THINGS: &str = "Agreement Agreements Accord Accords Act Airport Avenue Award Bay Bill Bridge Channel Charter City Coast Code Conference \
    Constitution Convention Crisis Cup Day Declaration Doctrine Embassy Festival Games Island Islands Lake Law Memorandum Memo Mountain \
    Mountains News Ocean Pact Palace Papers Park Peninsula Plan Prize Process Program Programme Project Protocol Protocols Region Report \
    Resolution River Road Room Rules Sea Square Station Strait Street Summit Talks Territory Times Today Tower Treaty Valley War Wars Week";

pub(super) fn find(facts: &Facts, found: &mut Vec<Suggestion>) {
    let (model, names) = (&facts.model, Names::of(facts));
    let publishers: BTreeSet<Span> = model.sources.values().flat_map(|source| &source.publisher).map(|it| it.span).collect();
    for (actor, places) in &names.stubs {
        let places: Vec<Span> = places.iter().filter(|place| !publishers.contains(place)).copied().collect();
        if let (true, Some(first)) = (places.len() >= OFTEN, places.first()) {
            let why = format!("named {} times, and defined nowhere", places.len());
            found.push(new(*first, &model.actors[*actor].head.title, why));
        }
    }
    let persons = persons(model);
    for Unmatched { name, places, acts } in &names.free {
        let Some(first) = places.first() else { continue };
        if let Some(other) = near(&persons, name) {
            let id = spelled(model, RecordId::Actor(other));
            let why =
                format!("matches nothing; if `{}` is meant, the line goes into the record {id}", model.actors[other].head.title);
            let told = Suggestion::new(Sort::UnlinkedMention, *first, name.clone(), why);
            found.push(Suggestion { paste: vec![format!("aliases: [{name}]")], ..told });
        } else if is_likely(name, places.len(), *acts) {
            found.push(new(*first, name, format!("named {} times, speaks or acts, and matches nothing", places.len())));
        }
    }
}

/// Whether a name is that of somebody. A single word is a place at least as often: it has to speak or act half of the time.
fn is_likely(name: &str, places: usize, acts: usize) -> bool {
    let is_word = !name.contains(' ') && name.contains(char::is_lowercase);
    let least = if is_word { places.div_ceil(2) } else { 1 };
    acts >= least && !is_in(THINGS, name.rsplit(' ').next().unwrap_or_default())
}

fn new(first: Span, name: &str, why: String) -> Suggestion {
    let told = Suggestion::new(Sort::NewActor, first, name, why);
    let record = New { kind: Kind::Actor, name: name.to_owned(), linked: None };
    Suggestion { paste: vec![format!("whowhen new actor \"{name}\"")], changes: vec![Change::New(record)], ..told }
}
