//! Claims as cards and rows: with their denial, always.

use crate::analysis::asof;
use crate::analysis::ledger::{Origin, Standing};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::model::claim::{Assertion, Claim, Outcome, Response};
use crate::model::event::{Quantity, Status};
use crate::model::registry::{Found, Model, RecordId};
use crate::model::source::Source;
use crate::site::markup::Html;
use crate::site::words::{self, count};
use crate::syntax::kind::Kind;
use crate::syntax::read::{Text, Written};

use super::card::{AnswerView, Cite, ClaimCard, Name, OriginView, SaysView, StatusView};
use super::compose::Composer;

/// Whether words about what came of an expectation begin with a no.
fn is_no(words: &str) -> bool {
    let first = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    ["no", "not", "never", "none"].iter().any(|no| first.eq_ignore_ascii_case(no))
}

impl<'m> Composer<'m> {
    /// A claim as a line of a table, where its words stand without marks, and nobody's own words.
    pub fn claim_line(&self, id: Id<Claim>) -> ClaimCard<'m> {
        self.unshown(|| self.claim_card(id))
    }

    /// A claim as a row of a list, where its words stand without marks.
    pub fn claim_row(&self, id: Id<Claim>) -> ClaimCard<'m> {
        let claim = &self.model().claims[id];
        let text = self.unshown(|| self.claim_text(id, claim));
        ClaimCard { text, ..self.claim_said(id, claim) }
    }

    /// A claim with who says so, who answers, and on how many origins it rests.
    pub fn claim_card(&self, id: Id<Claim>) -> ClaimCard<'m> {
        let claim = &self.model().claims[id];
        let text = self.claim_text(id, claim);
        ClaimCard { text, ..self.claim_said(id, claim) }
    }

    fn claim_text(&self, id: Id<Claim>, claim: &'m Claim) -> Html {
        claim.text.as_ref().map(|text| self.text(RecordId::Claim(id), text)).unwrap_or_default()
    }

    /// All of the card but its words, which come first.
    fn claim_said(&self, id: Id<Claim>, claim: &'m Claim) -> ClaimCard<'m> {
        let record = RecordId::Claim(id);
        let standing = &self.facts().ledger[id.index()];
        ClaimCard {
            id: claim.head.id.as_str(),
            anchor: self.anchor(record),
            href: self.page_of(record),
            status: self.claim_status(claim),
            text: Html::default(),
            plain: &claim.words,
            says: claim.asserted.iter().map(|said| self.says(record, claim, said)).collect(),
            answers: claim.responses.iter().map(|answer| self.answer(record, answer)).collect(),
            origins: self.origins(claim, standing),
            due: self.due(claim),
            quantity: self.quantity(&claim.quantities),
            changed: last_change(claim).map(|date| self.date(date)),
        }
    }

    /// The status that holds on the page's day.
    pub fn claim_status(&self, claim: &'m Claim) -> Option<StatusView<'m>> {
        asof::status(&claim.status, self.page_day()).map(|step| self.status("claim.status", step))
    }

    /// A status, shown.
    pub fn status(&self, vocabulary: &str, step: &'m Status) -> StatusView<'m> {
        let shown = words::status(&self.facts().config, vocabulary, &step.is.text);
        StatusView {
            word: &step.is.text,
            label: shown.label,
            tone: shown.tone,
            icon: shown.icon,
            since: self.date_of(&step.as_of),
        }
    }

    fn says(&self, record: RecordId, claim: &'m Claim, said: &'m Assertion) -> SaysView<'m> {
        let by = said.by.as_ref().map(|by| self.actor_or_words(by));
        let sources = self.model().each(&said.sources, Model::source);
        let reported_by = sources
            .first()
            .and_then(|source| self.publisher(*source))
            .filter(|outlet| by.as_ref().is_none_or(|by| by.text != outlet.text));
        let hedge = said.hedge.as_ref().or(claim.hedge.as_ref());
        SaysView {
            hedge: hedge.map(|hedge| hedge.text.as_str()),
            by,
            when: self.date_of(&said.when),
            citing: said.citing.iter().map(|cited| self.actor_or_words(cited)).collect(),
            chain: said.chain.iter().map(|hop| self.hop(hop)).collect(),
            reported_by,
            quote: said.quote.as_ref().map(|quote| self.text(record, quote)),
            cites: self.located(&said.sources, &said.locator),
        }
    }

    /// A hop of a chain: an actor or a source.
    pub fn hop(&self, written: &'m Written) -> Name<'m> {
        match self.model().find(written, &[Kind::Actor, Kind::Source]) {
            Found::One(RecordId::Actor(id)) => self.actor_name(id),
            Found::One(id) => self.name(id),
            _ => Name { text: &written.text, href: None, note: None },
        }
    }

    /// Who published a source.
    pub fn publisher(&self, source: Id<Source>) -> Option<Name<'m>> {
        self.model().sources[source].publisher.as_ref().map(|publisher| self.actor_or_words(publisher))
    }

    /// An answer to a claim, shown.
    pub fn answer(&self, record: RecordId, answer: &'m Response) -> AnswerView<'m> {
        let (shown, preposition) = words::stance(&self.facts().config, &answer.stance.text);
        AnswerView {
            stance: &answer.stance.text,
            label: shown.label,
            preposition,
            tone: shown.tone,
            icon: shown.icon,
            by: answer.by.as_ref().map(|by| self.actor_or_words(by)),
            when: self.date_of(&answer.when),
            to: answer.to.as_ref().map(|to| self.actor_or_words(to)),
            quote: answer.quote.as_ref().map(|quote| self.text(record, quote)),
            cites: self.located(&answer.sources, &answer.locator),
        }
    }

    /// The answers that deny a claim.
    pub fn denials(&self, id: Id<Claim>) -> Vec<AnswerView<'m>> {
        let claim = &self.model().claims[id];
        claim.responses.iter().filter(|answer| answer.denies()).map(|answer| self.answer(RecordId::Claim(id), answer)).collect()
    }

    fn located(&self, sources: &[Written], locator: &'m Option<Text>) -> Vec<Cite<'m>> {
        let locator = locator.as_ref().map(|locator| locator.text.as_str());
        self.model().each(sources, Model::source).into_iter().map(|source| self.cite(source, locator)).collect()
    }

    fn origins(&self, claim: &'m Claim, standing: &Standing) -> OriginView<'m> {
        let names: Vec<Name<'m>> = standing
            .origins
            .iter()
            .map(|origin| match origin {
                Origin::Actor(id) => self.actor_name(*id),
                Origin::Source(id) => self.name(RecordId::Source(*id)),
            })
            .collect();
        let outlets = standing.outlets.len();
        let (glyph, said) = match (standing.origins.len(), standing.owned) {
            (0, _) | (1, false) => ("og0", "No named origin".to_owned()),
            (1, true) if outlets > 1 => ("og2", "One origin".to_owned()),
            (1, true) => ("og1", "One origin".to_owned()),
            (many, _) => ("ogn", words::capital(&format!("{} origins", words::in_words(many)))),
        };
        let longest = claim.asserted.iter().map(|said| said.chain.len()).max().unwrap_or(0);
        let further = match outlets {
            2.. => Some(format!("{} outlets", words::in_words(outlets))),
            _ if longest > 2 && standing.owned => Some(format!("a chain of {}", words::in_words(longest))),
            _ => None,
        };
        OriginView { glyph, words: said, outlets: further, names }
    }

    fn due(&self, claim: &Claim) -> Option<String> {
        let expected = claim.expects.as_ref()?;
        if let Some(outcome) = expected.outcome() {
            return Some(match outcome {
                Outcome::Met => "met".to_owned(),
                Outcome::Missed => "not met".to_owned(),
                Outcome::MetOn(date) => format!("met {}", date.text()),
                Outcome::Other(words) if is_no(words) => format!("not met: {words}"),
                Outcome::Other(words) => format!("met {words}"),
            });
        }
        let by_when = &expected.by_when.as_ref()?.value;
        let passed = self.page_day().is_some_and(|today| by_when.end().is_some_and(|end| end.day() < today));
        Some(if passed { format!("was due {}, not known to be met", by_when.text()) } else { format!("due {}", by_when.text()) })
    }

    /// Figures, in words: "about 100,000 troops, as of 17 January 2022".
    pub fn quantity(&self, quantities: &[Quantity]) -> Option<String> {
        let worded: Vec<String> = quantities.iter().filter_map(in_words).collect();
        (!worded.is_empty()).then(|| worded.join("; "))
    }
}

/// A figure in words without its day: "about 100,000 troops".
pub fn amount(quantity: &Quantity) -> Option<String> {
    let number = |text: &Option<Text>| text.as_ref().map(|text| words::number(&text.text));
    let amount = match (number(&quantity.n), number(&quantity.at_least), number(&quantity.at_most)) {
        (Some(n), _, _) if quantity.about => format!("about {n}"),
        (Some(n), _, _) => n,
        (None, Some(least), Some(most)) => format!("{least} to {most}"),
        (None, Some(least), None) => format!("at least {least}"),
        (None, None, Some(most)) => format!("at most {most}"),
        (None, None, None) => return None,
    };
    let unit = quantity.unit.as_ref().map(|unit| format!(" {}", unit.text)).unwrap_or_default();
    Some(format!("{amount}{unit}"))
}

fn in_words(quantity: &Quantity) -> Option<String> {
    let as_of = quantity.as_of.as_ref().map(|date| format!(", as of {}", date.value.text())).unwrap_or_default();
    Some(amount(quantity)? + &as_of)
}

/// The newest date at which anything about a claim was said or changed.
pub fn last_change(claim: &Claim) -> Option<&Date> {
    let said = claim.asserted.iter().filter_map(|said| said.when.as_ref());
    let answered = claim.responses.iter().filter_map(|answer| answer.when.as_ref());
    let changed = claim.status.iter().filter_map(|step| step.as_of.as_ref());
    said.chain(answered).chain(changed).map(|date| &date.value).max_by(|a, b| a.cmp_in_time(b))
}

impl<'m> Composer<'m> {
    /// "6 claims, of which 1 disputed, 1 unresolved", plain text.
    pub fn claims_in_words(&self, claims: &[Id<Claim>]) -> String {
        let said = count(claims.len(), "claim", "claims");
        let with = |wanted: &str| {
            let holds = |id: &&Id<Claim>| {
                asof::status(&self.model().claims[**id].status, self.page_day()).is_some_and(|step| step.is.means == wanted)
            };
            claims.iter().filter(holds).count()
        };
        let counted: Vec<String> = ["disputed", "denied", "unresolved"]
            .into_iter()
            .map(|word| (with(word), word))
            .filter(|(number, _)| *number > 0)
            .map(|(number, word)| format!("{number} {word}"))
            .collect();
        if counted.is_empty() { said } else { format!("{said}, of which {}", counted.join(", ")) }
    }
}
