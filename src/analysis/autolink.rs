//! Which mentions become links on a page, and why the others don't.

use rustc_hash::FxHashMap;

use crate::base::fold::fold;
use crate::model::head::LinkEvery;
use crate::model::passage::Passage;
use crate::model::registry::{Model, RecordId};
use crate::syntax::markdown::Place;

use super::backlink::meant;
use super::facts::Facts;
use super::mention::{NameKind, Target};
use super::names::is_never_guessed;

/// What becomes of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A link to the record's page.
    Linked(RecordId),
    /// Plain text.
    Plain(Reason),
}

/// Why a mention is plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No link is set in such a place: a heading, a caption.
    Place(Place),
    /// It may stand for somebody, and nothing says for whom.
    Unsettled,
    /// Several have the name.
    Ambiguous,
    /// The page is that of the record itself.
    Own(RecordId),
    /// The page's `autolink: skip` has the name.
    Skipped(RecordId),
    /// That of site.yaml has.
    SkippedEverywhere(RecordId),
    /// It is linked already, in the mention of this number.
    Again(RecordId, usize, LinkEvery),
}

/// What becomes of each mention of a passage of `owner` (home and lists have none) that is shown on the page of `page`.
pub fn fates(facts: &Facts, owner: Option<RecordId>, page: Option<RecordId>, passage: &Passage) -> Vec<Fate> {
    let Some(scan) = facts.scans.of(owner, passage) else { return Vec::new() };
    let head = facts.model.head_above(owner, passage);
    let every = head.and_then(|head| head.link_every).unwrap_or(facts.config.link_every);
    let skip: &[String] = head.map(|head| head.link_skip.as_slice()).unwrap_or_default();
    // Of a record's own page: what a reader has met before this text.
    let own = owner.filter(|owner| Some(*owner) == page);
    let before = own.map(|owner| before(&facts.model, owner, passage, every)).unwrap_or_default();
    let mut linked: FxHashMap<(usize, RecordId), usize> = FxHashMap::default();
    for earlier in before {
        let mentions = facts.scans.of(owner, earlier).into_iter().flat_map(|scan| &scan.mentions);
        for mention in mentions.map(|sighting| &sighting.mention) {
            let run = earlier.prose.runs.get(mention.run).filter(|run| run.place.allows_links());
            let Some(words) = run.and_then(|run| run.text.get(mention.range.clone())) else { continue };
            if is_skipped(words, skip) || is_skipped(words, &facts.config.link_skip) {
                continue;
            }
            if let Some(to) = meant(&facts.model, &facts.names, head, &mention.targets, words) {
                linked.insert((0, to), ELSEWHERE);
            }
        }
    }
    let is_withheld = |target: &Target| target.kind == NameKind::Withheld;
    let mut fates = Vec::with_capacity(scan.mentions.len());
    for (number, sighting) in scan.mentions.iter().enumerate() {
        let mention = &sighting.mention;
        let run = passage.prose.runs.get(mention.run);
        let (place, section) = run.map_or((Place::Raw, 0), |run| (run.place, run.section));
        let words = run.and_then(|run| run.text.get(mention.range.clone())).unwrap_or_default();
        let fate = match meant(&facts.model, &facts.names, head, &mention.targets, words) {
            _ if !place.allows_links() => Fate::Plain(Reason::Place(place)),
            None if is_never_guessed(&mention.targets) || mention.targets.iter().all(is_withheld) => {
                Fate::Plain(Reason::Unsettled)
            }
            None => Fate::Plain(Reason::Ambiguous),
            Some(to) if Some(to) == page => Fate::Plain(Reason::Own(to)),
            Some(to) if is_skipped(words, skip) => Fate::Plain(Reason::Skipped(to)),
            Some(to) if is_skipped(words, &facts.config.link_skip) => Fate::Plain(Reason::SkippedEverywhere(to)),
            Some(to) if every == LinkEvery::All => Fate::Linked(to),
            Some(to) => {
                let group = if every == LinkEvery::Page { 0 } else { section };
                match *linked.entry((group, to)).or_insert(number) {
                    first if first == number => Fate::Linked(to),
                    first => Fate::Plain(Reason::Again(to, first, every)),
                }
            }
        };
        fates.push(fate);
    }
    fates
}

/// Stands for the number of a mention in a text before.
const ELSEWHERE: usize = usize::MAX;

/// The texts that stand before one on its record's page and count with it: of its list, where names are linked once a section; of the page,
/// where they are linked once a page.
fn before<'m>(model: &'m Model, owner: RecordId, passage: &Passage, every: LinkEvery) -> Vec<&'m Passage> {
    let head = model.head(owner);
    let sections: Vec<Vec<&Passage>> = match owner {
        RecordId::Briefing(id) => {
            let briefing = &model.briefings[id];
            let lists = [&briefing.at_a_glance, &briefing.known, &briefing.unknown];
            let lists = lists.into_iter().map(|texts| texts.iter().collect());
            let summary = std::iter::once(head.summary.iter().collect());
            summary.chain(lists).chain([head.body.iter().collect()]).collect()
        }
        _ => head.passages().map(|text| vec![text]).collect(),
    };
    let is_it = |text: &&Passage| std::ptr::eq(*text, passage);
    let Some(section) = sections.iter().position(|texts| texts.iter().any(is_it)) else { return Vec::new() };
    let within = sections[section].iter().take_while(|text| !is_it(text)).copied();
    match every {
        LinkEvery::All => Vec::new(),
        LinkEvery::Section => within.collect(),
        LinkEvery::Page => sections[..section].iter().flatten().copied().chain(within).collect(),
    }
}

fn is_skipped(words: &str, skip: &[String]) -> bool {
    !skip.is_empty() && skip.contains(&fold(words))
}
