//! The pieces that several pages share: names, dates, statuses, claims, events, sources, backlinks.

use std::borrow::Cow;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::shell::Href;
use crate::base::id::Key;
use crate::model::source::host;
use crate::site::markup::Html;

/// The name of a record or of somebody without one.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Name<'m> {
    /// As it is shown.
    pub text: &'m str,
    /// Its page; plain text where there is none.
    pub href: Option<Href<'m>>,
    /// In which part somebody takes part, or a word about the name ("unnamed").
    pub note: Option<&'m str>,
}

/// A date, worded.
#[derive(Clone, Copy, Debug, Hash, Serialize)]
pub struct DateView {
    /// "13 or 14 January 2022".
    pub text: Key,
    /// Under a heading of its month: "13 or 14 January".
    pub short: Key,
    /// For `<time datetime>`; a date that HTML can't express has none.
    pub datetime: Option<Key>,
    /// Which mark is drawn: `day` `span` `about` `oneof` `span-about`; `plan` for what is planned or expected.
    pub mark: &'static str,
}

/// A status: always icon, word and colour together.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct StatusView<'m> {
    /// As the editor wrote it: `disputed`.
    pub word: &'m str,
    /// For readers: "Disputed".
    pub label: String,
    /// Colour and class: `confirmed` `reported` `disputed` `denied` `retracted`.
    pub tone: &'static str,
    /// Name of the icon: `confirmed reported disputed denies retracted says half single unresolved open plan cancelled`.
    pub icon: &'static str,
    /// Since when.
    pub since: Option<DateView>,
}

/// A superior figure that leads to a place on the page. A template sees its `number`, its `href` (`#source-ID`), and its `label` for those
/// who hear it ("2: Reuters"); there are very many, so these are put together only when they are printed.
#[derive(Clone, Copy, Debug, Hash)]
pub struct Cite<'m> {
    /// The figure.
    pub number: usize,
    /// What it leads to.
    pub to: Cited<'m>,
}

/// What a superior figure leads to.
#[derive(Clone, Copy, Debug, Hash)]
pub enum Cited<'m> {
    /// A source at the foot of the page.
    Source {
        /// Its public id.
        id: Key,
        /// How it is called in passing.
        name: &'m str,
        /// Where in it.
        locator: Option<&'m str>,
    },
    /// A card of this claim.
    Claim(Key),
}

impl Cite<'_> {
    /// `#source-ID`.
    pub fn href(&self) -> String {
        match self.to {
            Cited::Source { id, .. } => format!("#source-{id}"),
            Cited::Claim(id) => format!("#claim-{id}"),
        }
    }

    /// "2: Reuters, page 4".
    pub fn label(&self) -> String {
        match self.to {
            Cited::Source { name, locator: None, .. } => format!("{}: {name}", self.number),
            Cited::Source { name, locator: Some(locator), .. } => format!("{}: {name}, {locator}", self.number),
            Cited::Claim(_) => format!("claim {}", self.number),
        }
    }
}

impl Serialize for Cite<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut shown = serializer.serialize_struct("Cite", 3)?;
        shown.serialize_field("number", &self.number)?;
        shown.serialize_field("href", &self.href())?;
        shown.serialize_field("label", &self.label())?;
        shown.end()
    }
}

/// A claim, everywhere but in the ledger's table: with its denial, always.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ClaimCard<'m> {
    /// Public id.
    pub id: &'m str,
    /// The element's id, where this is the first card of the claim on the page: `claim-ID`.
    pub anchor: Option<String>,
    /// The claim's page.
    pub href: Href<'m>,
    /// What holds now.
    pub status: Option<StatusView<'m>>,
    /// The claim in one sentence, inline HTML.
    pub text: Html,
    /// The same as plain text.
    pub plain: &'m str,
    /// Who says so.
    pub says: Vec<SaysView<'m>>,
    /// Who answers; empty where no answer is recorded.
    pub answers: Vec<AnswerView<'m>>,
    /// On how many origins it rests.
    pub origins: OriginView<'m>,
    /// What is expected by when, in words: "due 17–23 January 2022".
    pub due: Option<String>,
    /// The figure that it gives, in words: "about 100,000 troops, as of 17 January 2022".
    pub quantity: Option<String>,
    /// The last date at which anything about it changed.
    pub changed: Option<DateView>,
}

/// Somebody asserts a claim.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SaysView<'m> {
    /// Who; nothing where nobody owns it.
    pub by: Option<Name<'m>>,
    /// The word of doubt: "allegedly".
    pub hedge: Option<&'m str>,
    /// When.
    pub when: Option<DateView>,
    /// On whose word.
    pub citing: Vec<Name<'m>>,
    /// From the origin to the document that was read.
    pub chain: Vec<Name<'m>>,
    /// The outlet that reported it, if it is not the speaker.
    pub reported_by: Option<Name<'m>>,
    /// In what words.
    pub quote: Option<Html>,
    /// Where it can be read.
    pub cites: Vec<Cite<'m>>,
}

/// Somebody answers a claim.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct AnswerView<'m> {
    /// `denies` `disputes-part` `sidesteps` `declines-to-comment` `no-information` `supports` `confirms`, or as written.
    pub stance: &'m str,
    /// "Denied", "Sidestepped", "No information" …
    pub label: String,
    /// "by", "from".
    pub preposition: &'static str,
    /// Colour, as of a status.
    pub tone: &'static str,
    /// Name of the icon: `denies disputed sidesteps declines noinfo supports confirmed says`.
    pub icon: &'static str,
    /// Who.
    pub by: Option<Name<'m>>,
    /// When.
    pub when: Option<DateView>,
    /// To whom.
    pub to: Option<Name<'m>>,
    /// In what words.
    pub quote: Option<Html>,
    /// Where it can be read.
    pub cites: Vec<Cite<'m>>,
}

/// How many origins stand behind a claim: counted by origin, not by outlet.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct OriginView<'m> {
    /// Name of the small drawing: `og0` nobody named, `og1` one origin, `og2` one origin with several outlets, `ogn` several.
    pub glyph: &'static str,
    /// "One origin", "2 origins", "No named origin".
    pub words: String,
    /// "two outlets", where it adds something.
    pub outlets: Option<String>,
    /// Who they are.
    pub names: Vec<Name<'m>>,
}

/// An event as a row of a timeline.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct EventRow<'m> {
    /// Public id.
    pub id: &'m str,
    /// The element's id, where this is the event's first row on the page: `event-ID`.
    pub anchor: Option<String>,
    /// The event's page.
    pub href: Href<'m>,
    /// Its title.
    pub title: &'m str,
    /// When.
    pub date: DateView,
    /// Its status where it says more than that it happened.
    pub status: Option<StatusView<'m>>,
    /// Who took part.
    pub who: Vec<Name<'m>>,
    /// Where.
    pub place: Option<Name<'m>>,
    /// "about 30 people".
    pub quantity: Option<String>,
    /// The denials of disputed claims that it carries: "denied by Sergey Lavrov".
    pub denials: Vec<AnswerView<'m>>,
    /// Where it can be read.
    pub cites: Vec<Cite<'m>>,
}

/// Events under the heading of a month or year.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Month<'m> {
    /// "January 2022".
    pub label: String,
    /// The element's id on the timeline page: `2022-01`.
    pub anchor: String,
    /// In order.
    pub rows: Vec<EventRow<'m>>,
}

/// A source in the numbered list at the foot of a page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SourceRow<'m> {
    /// Its figure on this page; 0 in lists that are not numbered.
    pub number: usize,
    /// The element's id, `source-ID`, where no other row of the page has it.
    pub anchor: Option<String>,
    /// The record's page.
    pub href: Href<'m>,
    /// Its title, or its address.
    pub title: &'m str,
    /// The address of the original, where it has one.
    pub url: Option<&'m str>,
    /// Who published it.
    pub publisher: Option<Name<'m>>,
    /// "Article", "Statement" …
    pub kind: Option<String>,
    /// When it was published.
    pub published: Option<DateView>,
    /// How we have it.
    pub held: HeldView<'m>,
    /// The archived copy.
    pub archived: Option<&'m str>,
    /// Whether an archived copy is wanted and there is none.
    pub archive_wanted: bool,
    /// A word about it, inline HTML.
    pub note: Option<Html>,
    /// The claims on this page that lean on it.
    pub leans: Vec<Cite<'m>>,
    /// Back to each place of the text that cites it: figures "a", "b" … with their addresses.
    pub back: Vec<BackRef>,
}

/// From a source back to where it is cited.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct BackRef {
    /// "a", "b" …
    pub mark: String,
    /// `#cite-ID-1`.
    pub href: String,
}

/// How a source is known.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct HeldView<'m> {
    /// "Read in full", "Known only", "Not read"; empty where the record doesn't say.
    pub label: &'static str,
    /// Colour, as of a status.
    pub tone: &'static str,
    /// Name of the icon.
    pub icon: &'static str,
    /// Through which source.
    pub via: Option<Name<'m>>,
}

/// An actor in a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ActorCard<'m> {
    /// Name and page.
    pub name: Name<'m>,
    /// Name in its own script, with its language.
    pub native: Option<&'m str>,
    /// Language of the native name.
    pub native_lang: Option<&'m str>,
    /// Office held on the page's date, or the kind: "Russian foreign minister", "news agency".
    pub role: String,
    /// One sentence, plain text.
    pub summary: Option<String>,
}

/// A page that refers to this one, with its sentences.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Backlink<'m> {
    /// Title of that page.
    pub title: &'m str,
    /// Its address, at the section of the first mention.
    pub href: Href<'m>,
    /// Which kind of record it is: "briefing", "event, participant" …
    pub kind: String,
    /// When it was published or happened.
    pub date: Option<DateView>,
    /// The sentences; at most three.
    pub sentences: Vec<SentenceView<'m>>,
    /// How many more mentions there are.
    pub more: usize,
    /// Of a claim: its denials.
    pub denials: Vec<AnswerView<'m>>,
}

/// A sentence with the name that it is shown for.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SentenceView<'m> {
    /// Before the name.
    pub before: &'m str,
    /// The name, or the words of the link; may be empty where a citation stands.
    pub name: &'m str,
    /// After it.
    pub after: &'m str,
}

/// A heading in the table of contents.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TocItem {
    /// Its words.
    pub label: String,
    /// `#id`.
    pub href: String,
}

/// A row of the facts box.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Fact<'m> {
    /// Lower-case label.
    pub label: &'m str,
    /// Text before the names.
    pub text: Option<String>,
    /// Records.
    pub names: Vec<Name<'m>>,
    /// An outside address, shown as its host.
    pub link: Option<OutsideLink<'m>>,
    /// A date.
    pub date: Option<DateView>,
    /// Whether the value says that there is none: set in italics.
    pub empty: bool,
}

impl<'m> Fact<'m> {
    /// A row that says nothing but its label yet.
    pub fn blank(label: &'m str) -> Fact<'m> {
        Fact { label, text: None, names: Vec::new(), link: None, date: None, empty: false }
    }

    /// A row that leads out.
    pub fn link(label: &'m str, link: OutsideLink<'m>) -> Fact<'m> {
        Fact { link: Some(link), ..Fact::blank(label) }
    }
}

/// An address at another site.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct OutsideLink<'m> {
    /// The address.
    pub href: Cow<'m, str>,
    /// Its host, or what it is called.
    pub host: &'m str,
}

impl<'m> OutsideLink<'m> {
    /// An address as an editor wrote it, shown by its host.
    pub fn of(address: &'m str) -> OutsideLink<'m> {
        OutsideLink { href: address.into(), host: host(address) }
    }
}
