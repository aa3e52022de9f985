//! Links to documents elsewhere that are no source of the site's.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::facts::Facts;
use crate::base::text::Span;
use crate::model::registry::RecordId;
use crate::model::source::{host, normal_url};
use crate::syntax::kind::Kind;
use crate::syntax::markdown::Place;

use super::{Change, Item, New, Sort, Suggestion};

/// Sites that explain or show, and that nobody cites for what somebody said.
const NO_DOCUMENTS: [&str; 7] =
    ["wikipedia.org", "wikimedia.org", "wikidata.org", "wiktionary.org", "openstreetmap.org", "archive.org", "archive.today"];

/// Endings of files that are shown or fetched, not read.
const NO_TEXTS: [&str; 8] = [".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".zip", ".mp3"];

struct Linked {
    url: String,
    words: String,
    span: Span,
    pages: Vec<RecordId>,
    times: usize,
}

pub(super) fn find(facts: &Facts, found: &mut Vec<Suggestion>) {
    let known = known(facts);
    let own = facts.config.base_url.as_ref().map(|url| host(&url.text).to_owned());
    let mut all: BTreeMap<String, Linked> = BTreeMap::new();
    facts.for_each_scan(|look| {
        // Pages about the site, and lists, link to what they explain.
        let Some(owner) = look.owner.filter(|_| !look.quoted) else { return };
        if !matches!(owner, RecordId::Briefing(_) | RecordId::Event(_) | RecordId::Claim(_) | RecordId::Actor(_)) {
            return;
        }
        for link in look.passage.prose.links_away() {
            let Some(run) = look.passage.prose.runs.get(link.run).filter(|run| run.place == Place::Text) else { continue };
            let normal = normal_url(&link.href);
            if known.contains(&normal) || !is_document(&link.href) || own.as_deref() == Some(host(&link.href)) {
                continue;
            }
            let words = run.text.get(link.range.clone()).unwrap_or_default().trim().to_owned();
            let span = look.passage.span(run.source(link.range.clone()));
            let linked = all.entry(normal).or_insert_with(|| Linked { url: link.href, words, span, pages: Vec::new(), times: 0 });
            linked.times += 1;
            if matches!(owner, RecordId::Briefing(_) | RecordId::Event(_)) && !linked.pages.contains(&owner) {
                linked.pages.push(owner);
            }
        }
    });
    found.extend(all.into_values().map(suggestion));
}

fn suggestion(linked: Linked) -> Suggestion {
    let Linked { url, words, span, pages, times } = linked;
    let why = match times {
        1 => "is linked here, and no source".to_owned(),
        times => format!("is linked {times} times, and no source"),
    };
    let told = Suggestion::new(Sort::NewSource, span, url.clone(), why);
    let words = if words.contains("://") { String::new() } else { words };
    let paste = vec![format!("whowhen new source {url}")];
    let record = New { kind: Kind::Source, name: url, linked: Some((words, span.file.as_str().to_owned())) };
    let item = |page| Change::Item { page, field: "sources", item: Item::TheNew };
    let changes = std::iter::once(Change::New(record)).chain(pages.into_iter().map(item)).collect();
    Suggestion { paste, changes, ..told }
}

/// Whether an address is that of a document, as far as one can see: no front page, picture or encyclopaedia.
fn is_document(url: &str) -> bool {
    let (host, normal) = (host(url), normal_url(url));
    let path = normal.split_once("://").and_then(|(_, rest)| rest.split_once(['/', '?'])).map(|(_, path)| path.to_lowercase());
    let Some(path) = path else { return false };
    let is_of = |site: &str| host == site || host.strip_suffix(site).is_some_and(|rest| rest.ends_with('.'));
    !path.is_empty() && !NO_DOCUMENTS.iter().any(|site| is_of(site)) && !NO_TEXTS.iter().any(|ending| path.ends_with(ending))
}

/// Addresses that the site has recorded, as they are compared.
fn known(facts: &Facts) -> BTreeSet<String> {
    let model = &facts.model;
    let mut known = BTreeSet::new();
    for source in model.sources.values() {
        known.extend(source.normal_url.map(|url| url.as_str().to_owned()));
        known.extend(source.archived.iter().filter_map(|copy| copy.url.as_ref()).map(|url| normal_url(&url.text)));
    }
    known.extend(model.ids().iter().flat_map(|id| model.head(*id).links.iter().map(|link| normal_url(&link.url.text))));
    known.extend(model.briefings.values().flat_map(|it| it.watch.iter().map(|url| normal_url(&url.text))));
    known
}
