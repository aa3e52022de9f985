//! A source: how we know it, what it carries, where it is cited.

use serde::Serialize;

use crate::analysis::backlink::Tie;
use crate::analysis::link::{Goal, goals};
use crate::analysis::wording::wording;
use crate::base::id::Id;
use crate::model::claim::Claim;
use crate::model::registry::RecordId;
use crate::model::source::Source;
use crate::site::html::inline_text;
use crate::site::markup::Html;
use crate::site::say;
use crate::site::words::{self, count};
use crate::syntax::read::Written;

use super::body::Body;
use super::card::{Backlink, ClaimCard, Fact, HeldView, Month, Name, OutsideLink, SourceRow};
use super::compose::Composer;
use super::drawing::chain::{self, ChainDrawing, Way};
use super::frame::{About, WhoWhen, date_html};
use super::shell::Shell;

/// `source.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SourcePage<'m> {
    /// Title, or the address.
    pub title: &'m str,
    /// Who, when, how we know it.
    pub www: WhoWhen,
    /// How we have it.
    pub held: HeldView<'m>,
    /// Facts box.
    pub facts: Vec<Fact<'m>>,
    /// A word about it.
    pub note: Option<Html>,
    /// Quotations: text and where.
    pub quotes: Vec<QuoteRow<'m>>,
    /// The editor's text.
    pub body: Body<'m>,
    /// How what it passes on came to it.
    pub drawing: Option<ChainDrawing<'m>>,
    /// The same in words: names from origin on.
    pub chains: Vec<Vec<Name<'m>>>,
    /// Claims that lean on it.
    pub claims: Vec<ClaimCard<'m>>,
    /// Events that lean on it.
    pub events: Vec<Month<'m>>,
    /// Briefings and other pages that cite it, with their sentence.
    pub mentions: Vec<Backlink<'m>>,
    /// Others by its publisher, newest first, at most ten.
    pub others: Vec<SourceRow<'m>>,
    /// The publisher.
    pub publisher: Option<Name<'m>>,
    /// Citation, plain text.
    pub citation: String,
    /// Numbered: the sources that its text cites.
    pub sources: Vec<SourceRow<'m>>,
}

/// A quotation kept with a source.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct QuoteRow<'m> {
    /// The words.
    pub text: Html,
    /// Where in the source.
    pub locator: Option<&'m str>,
    /// Whether it is a translation.
    pub translated: bool,
    /// A translation of it.
    pub translation: Option<&'m str>,
}

impl<'m> Composer<'m> {
    /// Whether a claim rests on a source, and not the editors' verdict about it alone.
    fn carries(&self, source: Id<Source>, claim: &Claim) -> bool {
        let model = self.model();
        let said = claim.asserted.iter().flat_map(|said| &said.sources);
        let answered = claim.responses.iter().flat_map(|answer| &answer.sources);
        let learnt = claim.status.iter().flat_map(|step| &step.sources);
        let quotes = claim.asserted.iter().map(|said| &said.quote).chain(claim.responses.iter().map(|answer| &answer.quote));
        let mut texts = claim.text.iter().chain(claim.head.passages()).chain(quotes.flatten());
        let cites = |goal: Goal| matches!(goal, Goal::Cite(cited, _) if cited == source);
        said.chain(answered).chain(learnt).any(|written| model.source(written) == Some(source))
            || texts.any(|text| goals(model, text).into_iter().any(cites))
    }

    /// The page of a source.
    pub fn source(&self, id: Id<Source>) -> (Shell<'m>, SourcePage<'m>) {
        let model = self.model();
        let source = &model.sources[id];
        let page = RecordId::Source(id);
        let mut claims = self.claims_tied(page, Tie::Cited);
        claims.extend(self.claims_tied(page, Tie::Hop));
        let carried = claims.iter().filter(|claim| self.carries(id, &model.claims[**claim])).count();
        let events: Vec<_> =
            self.tied(page, Tie::Cited).filter_map(|id| if let RecordId::Event(id) = id { Some(id) } else { None }).collect();
        let note = source.note.as_ref().map(|note| self.text(page, note));
        let body = self.body(page);
        let quotes = source.quotes.iter().map(|quote| QuoteRow {
            text: self.text(page, &quote.text),
            locator: quote.locator.as_ref().map(|locator| locator.text.as_str()),
            translated: quote.translated,
            translation: quote.translation.as_ref().map(|words| words.text.as_str()),
        });
        let quotes = quotes.collect();
        let claim_cards: Vec<ClaimCard<'m>> = claims.iter().map(|claim| self.claim_row(*claim)).collect();
        let months = self.months(&events);
        let publisher = self.publisher(id);
        let held = self.held(source);
        let chains = self.chains_through(id, &claims);
        let mut view = SourcePage {
            title: &source.head.title,
            www: self.source_www(source, publisher.as_ref(), &held),
            held,
            facts: self.source_facts(id, carried, events.len()),
            note,
            quotes,
            body,
            drawing: chain::draw(
                &chains.iter().map(|hops| Way { hops: hops.clone(), denial: false, unowned: false }).collect::<Vec<_>>(),
            ),
            chains,
            claims: claim_cards,
            events: months,
            mentions: self
                .mentions(page, &[])
                .into_iter()
                .filter(|link| !(link.kind.starts_with("claim") || link.kind.starts_with("event") && link.sentences.is_empty()))
                .collect(),
            others: Vec::new(),
            publisher,
            citation: self.source_citation(id),
            sources: self.source_list(&claims),
        };
        // After the numbered list, whose rows citations lead to.
        view.others = self.others_by(id);
        let published = source.published.as_ref().map(|date| date.value.text());
        let parts: Vec<String> =
            [view.publisher.as_ref().map(|name| name.text.to_owned()), published].into_iter().flatten().collect();
        let described = source.head.summary.as_ref().map(|summary| wording(self.model(), summary));
        let description = described.unwrap_or_else(|| format!("{} ({})", source.head.title, parts.join(", ")).replace(" ()", ""));
        (self.shell(About { title: source.head.title.clone(), description, crumb: None }), view)
    }

    fn source_www(&self, source: &'m Source, publisher: Option<&Name<'m>>, held: &HeldView<'m>) -> WhoWhen {
        let authors: Vec<Name<'m>> = source.authors.iter().map(|author| self.person(author)).collect();
        let mut who: Vec<String> = publisher.map(|name| self.name_html(name)).into_iter().collect();
        if !authors.is_empty() {
            who.push(format!("by {}", self.names_html(&authors, 4)));
        }
        let published = self.date_of(&source.published).map(|date| format!("published {}", date_html(&date)));
        let accessed = self.date_of(&source.accessed).map(|date| format!("read {}", date_html(&date)));
        let when: Vec<String> = published.into_iter().chain(accessed).collect();
        let via = held.via.as_ref().map(|via| format!(" through {}", self.name_html(via))).unwrap_or_default();
        let known = if held.label.is_empty() { String::new() } else { format!("{}{via}", inline_text(held.label)) };
        WhoWhen { who: Html::new(who.join(", ")), when: Html::new(when.join("; ")), according: Html::new(known) }
    }

    fn source_facts(&self, id: Id<Source>, claims: usize, events: usize) -> Vec<Fact<'m>> {
        let source = &self.model().sources[id];
        let mut facts = Vec::new();
        let archived = source.archived.as_ref();
        if let Some(url) = &source.url {
            let now = match archived.and_then(|copy| copy.status.as_ref()).map(|status| status.text.as_str()) {
                Some("changed") => Some("changed since it was archived:"),
                Some("dead") => Some("gone from its address:"),
                Some("usurped") => Some("something else stands at its address now:"),
                _ => None,
            };
            let link = Some(OutsideLink::of(&url.text));
            facts.push(Fact { text: now.map(str::to_owned), link, ..Fact::blank("original") });
        }
        match (archived.and_then(|copy| copy.url.as_ref()), archived.and_then(|copy| copy.status.as_ref())) {
            (Some(url), _) => facts.push(Fact {
                link: Some(OutsideLink::of(&url.text)),
                date: archived.and_then(|copy| self.date_of(&copy.date)),
                ..Fact::blank("archived")
            }),
            (None, Some(status)) if status.text == "wanted" => {
                facts.push(Fact { text: Some("none yet; wanted".to_owned()), empty: true, ..Fact::blank("archived") })
            }
            _ => {}
        }
        if let Some(kind) = &source.kind {
            facts.push(Fact { text: Some(words::plain(&self.facts().config, "source.type", &kind.text)), ..Fact::blank("kind") });
        }
        if let Some(lang) = &source.head.lang {
            facts.push(Fact { text: Some(lang.clone()), ..Fact::blank("language") });
        }
        for (label, other) in [("replaces", &source.replaces), ("copy of", &source.syndicates)] {
            if let Some(id) = other.as_ref().and_then(|other| self.model().source(other)) {
                facts.push(Fact { names: vec![self.name(RecordId::Source(id))], ..Fact::blank(label) });
            }
        }
        let replaced = self.later_sources(id, |other| &other.replaces);
        let copied = self.later_sources(id, |other| &other.syndicates);
        for (label, names) in [("replaced by", replaced), ("copied in", copied)] {
            if !names.is_empty() {
                facts.push(Fact { names, ..Fact::blank(label) });
            }
        }
        let carries: Vec<String> = [(claims, "claim", "claims"), (events, "event", "events")]
            .into_iter()
            .filter(|(number, _, _)| *number > 0)
            .map(|(number, one, many)| count(number, one, many))
            .collect();
        if !carries.is_empty() {
            facts.push(Fact { text: Some(carries.join(", ")), ..Fact::blank("carries") });
        }
        facts.extend(self.further_facts(&source.head));
        facts
    }

    /// The sources of which a field names this one.
    fn later_sources(&self, id: Id<Source>, field: fn(&Source) -> &Option<Written>) -> Vec<Name<'m>> {
        let model = self.model();
        let linking = self.tied(RecordId::Source(id), Tie::Link);
        let names_it = |from: &RecordId| {
            let RecordId::Source(from) = from else { return false };
            field(&model.sources[*from]).as_ref().and_then(|other| model.source(other)) == Some(id)
        };
        linking.filter(names_it).map(|from| self.name(from)).collect()
    }

    /// The chains of assertions that pass through a source, each once.
    fn chains_through(&self, id: Id<Source>, claims: &[Id<Claim>]) -> Vec<Vec<Name<'m>>> {
        let model = self.model();
        let mut chains: Vec<Vec<Name<'m>>> = Vec::new();
        for said in claims.iter().flat_map(|claim| &model.claims[*claim].asserted) {
            let mut named = said.sources.iter().chain(&said.chain);
            if said.chain.len() < 2 || !named.any(|source| model.source(source) == Some(id)) {
                continue;
            }
            let chain: Vec<Name<'m>> = said.chain.iter().map(|hop| self.hop(hop)).collect();
            if !chains.iter().any(|known| known.iter().map(|name| name.text).eq(chain.iter().map(|name| name.text))) {
                chains.push(chain);
            }
        }
        chains
    }

    fn others_by(&self, id: Id<Source>) -> Vec<SourceRow<'m>> {
        let model = self.model();
        let Some(publisher) = model.sources[id].publisher.as_ref().and_then(|publisher| model.actor(publisher)) else {
            return Vec::new();
        };
        let others = self.site.directory.published_by(publisher).iter().filter(|other| **other != id);
        others.take(10).map(|other| self.source_row(*other, 0)).collect()
    }

    /// A source as a bibliography has it: who, title, publisher, date, address.
    fn source_citation(&self, id: Id<Source>) -> String {
        let source = &self.model().sources[id];
        let authors: Vec<String> = source.authors.iter().map(|author| say::person(self.model(), author).to_owned()).collect();
        let publisher = self.publisher(id).map(|name| name.text.to_owned());
        let mut parts = Vec::new();
        if !authors.is_empty() {
            parts.push(format!("{}.", words::listed(&authors)));
        }
        parts.push(format!("“{}.”", source.head.title.trim_end_matches('.')));
        let place: Vec<String> = publisher.into_iter().chain(source.published.as_ref().map(|date| date.value.text())).collect();
        if !place.is_empty() {
            parts.push(format!("{}.", place.join(", ")));
        }
        parts.extend(source.url.as_ref().map(|url| url.text.clone()));
        parts.join(" ")
    }
}
