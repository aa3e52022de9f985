//! One struct a page kind. A template `KIND.html` sees `shell` and `page`.

use serde::Serialize;

use super::card::{
    ActorCard, AnswerView, Backlink, Cite, ClaimCard, DateView, EventRow, Fact, HeldView, Month, Name, OriginView, SaysView,
    SourceRow, StatusView, TocItem,
};
use super::shell::Href;
use crate::site::markup::Html;

/// The three-part line under every head: who, when, according to whom. Each part is inline HTML, made here so that it links.
#[derive(Clone, Debug, Hash, Serialize, Default)]
pub struct WhoWhen {
    /// Who.
    pub who: Html,
    /// When.
    pub when: Html,
    /// According to whom; its label is `according to`, on a source `how we know it`.
    pub according: Html,
}

/// `home.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Home<'m> {
    /// The site's title.
    pub title: &'m str,
    /// One sentence: the site's description.
    pub lead: &'m str,
    /// Counts, in words.
    pub www: WhoWhen,
    /// The newest briefing.
    pub lead_briefing: Option<BriefingCard<'m>>,
    /// Other briefings, newest first, at most ten.
    pub briefings: Vec<BriefingCard<'m>>,
    /// At a glance of the lead briefing, inline HTML.
    pub at_a_glance: Vec<Html>,
    /// The editor's own text (`content/index.md`).
    pub body: Html,
    /// Latest changes: of pages and of statuses.
    pub changes: Vec<ChangeRow<'m>>,
    /// The last events before the site's day.
    pub last: Vec<EventRow<'m>>,
    /// What is planned or expected after it.
    pub next: Vec<EventRow<'m>>,
    /// The most disputed claims, at most three.
    pub disputed: Vec<ClaimCard<'m>>,
    /// All actors by letter (on large sites the most mentioned, see `more_actors`).
    pub letters: Vec<Letter<'m>>,
    /// How many actors are left out of `letters`.
    pub more_actors: usize,
    /// Address of the list of actors.
    pub actors_href: Href<'m>,
    /// The sources cited on this page.
    pub sources: Vec<SourceRow<'m>>,
}

/// A briefing in a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct BriefingCard<'m> {
    /// Title.
    pub title: &'m str,
    /// Address.
    pub href: Href<'m>,
    /// One sentence, plain.
    pub summary: Option<&'m str>,
    /// "Updated 21 January 2022", as a date.
    pub updated: Option<DateView>,
    /// "5 min read".
    pub minutes: usize,
    /// "12 sources · 6 claims, 1 disputed".
    pub counts: String,
}

/// Something changed.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ChangeRow<'m> {
    /// When.
    pub date: Option<DateView>,
    /// `update` `correction` `clarification` `retraction`.
    pub kind: &'m str,
    /// "Update" …
    pub label: String,
    /// What, inline HTML.
    pub text: Html,
    /// What stood there, and what stands there now.
    pub was: Option<&'m str>,
    /// See `was`.
    pub now: Option<&'m str>,
    /// The page that changed, on pages other than itself.
    pub page: Option<Name<'m>>,
}

/// Actors under a letter.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Letter<'m> {
    /// The letter.
    pub letter: String,
    /// In order.
    pub actors: Vec<ActorCard<'m>>,
}

/// `briefing.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct BriefingPage<'m> {
    /// Title.
    pub title: &'m str,
    /// One sentence, inline HTML.
    pub summary: Option<Html>,
    /// Who, when, according to.
    pub www: WhoWhen,
    /// First published.
    pub date: Option<DateView>,
    /// Last updated.
    pub updated: Option<DateView>,
    /// Minutes of reading at 220 words a minute, at least 1.
    pub minutes: usize,
    /// By whom.
    pub authors: Vec<&'m str>,
    /// The latest change, for the line under the head.
    pub changed: Option<ChangeRow<'m>>,
    /// Inline HTML.
    pub at_a_glance: Vec<Html>,
    /// Inline HTML.
    pub known: Vec<Html>,
    /// Inline HTML.
    pub unknown: Vec<Html>,
    /// All sections of the page in order.
    pub toc: Vec<TocItem>,
    /// The rail's key players.
    pub key_players: Vec<ActorCard<'m>>,
    /// The prose.
    pub body: Html,
    /// Who's who.
    pub actors: Vec<ActorCard<'m>>,
    /// The claims, for the table.
    pub claims: Vec<ClaimCard<'m>>,
    /// Its events.
    pub timeline: Vec<Month<'m>>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
    /// Newest first.
    pub changes: Vec<ChangeRow<'m>>,
    /// The citation of this page, plain text.
    pub citation: String,
    /// "Suggest an edit".
    pub edit_url: Option<String>,
    /// Where this page is mentioned.
    pub mentions: Vec<Backlink<'m>>,
    /// Its arcs.
    pub arcs: Vec<Name<'m>>,
}

/// `actor.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ActorPage<'m> {
    /// Name.
    pub title: &'m str,
    /// Name in its own script.
    pub native: Option<&'m str>,
    /// Its language.
    pub native_lang: Option<&'m str>,
    /// In one sentence, inline HTML.
    pub summary: Option<Html>,
    /// Who, when, according to.
    pub www: WhoWhen,
    /// Facts box.
    pub facts: Vec<Fact<'m>>,
    /// The editor's text.
    pub body: Html,
    /// Whether the actor has no record of its own.
    pub stub: bool,
    /// Claims that the actor asserts.
    pub asserts: Vec<ClaimCard<'m>>,
    /// Claims that the actor answers.
    pub answers: Vec<ClaimCard<'m>>,
    /// Claims about the actor.
    pub about: Vec<ClaimCard<'m>>,
    /// Relations as sentences, inline HTML.
    pub relations: Vec<Html>,
    /// Events with the actor.
    pub timeline: Vec<Month<'m>>,
    /// Roles over time, newest first.
    pub roles: Vec<RoleRow<'m>>,
    /// Where the actor is mentioned.
    pub mentions: Vec<Backlink<'m>>,
    /// Sources that the actor published, newest first.
    pub published: Vec<SourceRow<'m>>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
}

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

/// `event.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct EventPage<'m> {
    /// Title.
    pub title: &'m str,
    /// Status.
    pub status: Option<StatusView<'m>>,
    /// In one sentence, inline HTML.
    pub summary: Option<Html>,
    /// Who, when, according to.
    pub www: WhoWhen,
    /// When.
    pub date: DateView,
    /// The words of the source: "last week".
    pub said: Option<&'m str>,
    /// Facts box.
    pub facts: Vec<Fact<'m>>,
    /// What happened.
    pub body: Html,
    /// How the status changed.
    pub history: Vec<HistoryRow<'m>>,
    /// Its claims, side by side.
    pub accounts: Vec<ClaimCard<'m>>,
    /// The event before it in time.
    pub before: Option<EventRow<'m>>,
    /// The event after it in time.
    pub after: Option<EventRow<'m>>,
    /// Its arcs.
    pub arcs: Vec<Name<'m>>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
    /// Where it is mentioned.
    pub mentions: Vec<Backlink<'m>>,
}

/// A step in the history of a status.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct HistoryRow<'m> {
    /// Since when.
    pub date: Option<DateView>,
    /// What held.
    pub status: StatusView<'m>,
    /// Where it can be read.
    pub cites: Vec<Cite>,
}

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
    pub body: Html,
    /// Chains of claims through this source, in words: names from origin on.
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
}

/// `claim.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ClaimPage<'m> {
    /// The claim itself: text, status, says, answers, origins.
    pub claim: ClaimCard<'m>,
    /// Its denials: shown at once after the claim, in its size.
    pub denials: Vec<AnswerView<'m>>,
    /// Who, when, according to.
    pub www: WhoWhen,
    /// Facts box.
    pub facts: Vec<Fact<'m>>,
    /// The editor's text.
    pub body: Html,
    /// Heading of the chain: "One origin, two outlets".
    pub origins: OriginView<'m>,
    /// Every assertion's chain.
    pub chains: Vec<SaysView<'m>>,
    /// How the status changed.
    pub history: Vec<HistoryRow<'m>>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
    /// Where it is cited.
    pub mentions: Vec<Backlink<'m>>,
}

/// `place.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct PlacePage<'m> {
    /// Name.
    pub title: &'m str,
    /// In one sentence, inline HTML.
    pub summary: Option<Html>,
    /// Facts box.
    pub facts: Vec<Fact<'m>>,
    /// The editor's text.
    pub body: Html,
    /// What happened there.
    pub timeline: Vec<Month<'m>>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
    /// Where it is mentioned.
    pub mentions: Vec<Backlink<'m>>,
}

/// `arc.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ArcPage<'m> {
    /// Title.
    pub title: &'m str,
    /// In one sentence, inline HTML.
    pub summary: Option<Html>,
    /// The editor's text.
    pub body: Html,
    /// The telling, step by step.
    pub slots: Vec<SlotView<'m>>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
    /// Where it is mentioned.
    pub mentions: Vec<Backlink<'m>>,
}

/// A step of an arc.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SlotView<'m> {
    /// Its heading.
    pub title: Option<&'m str>,
    /// A word about it, inline HTML.
    pub note: Option<Html>,
    /// Its events, in the order written.
    pub events: Vec<EventRow<'m>>,
}

/// `page.html`: about, method …
#[derive(Clone, Debug, Hash, Serialize)]
pub struct PlainPage<'m> {
    /// Title.
    pub title: &'m str,
    /// In one sentence, inline HTML.
    pub summary: Option<Html>,
    /// The text.
    pub body: Html,
    /// The headings.
    pub toc: Vec<TocItem>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
    /// Where it is mentioned.
    pub mentions: Vec<Backlink<'m>>,
}

/// `list.html`: briefings, actors, events, sources, claims, places, arcs. Only the list of its kind is filled.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ListPage<'m> {
    /// "Actors".
    pub title: &'m str,
    /// `briefings`, `actors` …
    pub kind: &'static str,
    /// How many, in words: "29 actors, of whom 1 unnamed".
    pub lead: String,
    /// The editor's text (`_index.md`).
    pub body: Html,
    /// Newest first.
    pub briefings: Vec<BriefingCard<'m>>,
    /// A–Z.
    pub letters: Vec<Letter<'m>>,
    /// In order of time.
    pub months: Vec<Month<'m>>,
    /// Newest first.
    pub sources: Vec<SourceRow<'m>>,
    /// By status, then text.
    pub claims: Vec<ClaimCard<'m>>,
    /// How many claims have which status.
    pub counts: Vec<StatusCount<'m>>,
    /// Places and arcs.
    pub names: Vec<NameCard<'m>>,
    /// The sources cited on this page, numbered.
    pub cited: Vec<SourceRow<'m>>,
}

/// How many claims have a status.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct StatusCount<'m> {
    /// How many.
    pub count: usize,
    /// Which status.
    pub status: StatusView<'m>,
}

/// A place or an arc in a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct NameCard<'m> {
    /// Name and page.
    pub name: Name<'m>,
    /// One sentence, plain.
    pub summary: Option<&'m str>,
    /// "3 events".
    pub count: String,
}

/// `timeline.html`
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TimelinePage<'m> {
    /// How many, from when to when.
    pub lead: String,
    /// All events.
    pub months: Vec<Month<'m>>,
    /// Which marks occur, for the key: pairs of mark and words.
    pub key: Vec<(&'static str, &'static str)>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
}

/// `404.html`. Its addresses are absolute paths, since it is served at any depth.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct NotFound<'m> {
    /// Where to go instead.
    pub ways: Vec<Name<'m>>,
}
