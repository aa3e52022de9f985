//! A claim: who says so, who answers, on how many origins it rests.

use serde::Serialize;

use crate::analysis::backlink::Tie;
use crate::analysis::ledger;
use crate::base::id::Id;
use crate::model::claim::Claim;
use crate::model::registry::{Model, RecordId};
use crate::site::html::inline_text;
use crate::site::markup::Html;
use crate::site::say;
use crate::site::words;
use crate::syntax::read::Written;

use super::body::Body;
use super::card::{AnswerView, Backlink, Cite, ClaimCard, Fact, Name, OriginView, SourceRow};
use super::compose::Composer;
use super::drawing::chain::{self, ChainDrawing, Way};
use super::event::HistoryRow;
use super::figures::Figures;
use super::frame::{About, WhoWhen, date_html};
use super::shell::Shell;

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
    /// What the editors found, apart from what was said.
    pub verdict: Option<VerdictView<'m>>,
    /// The editor's text.
    pub body: Body<'m>,
    /// Its figure beside those of others about the same.
    pub figures: Vec<Figures<'m>>,
    /// Heading of the chain: "One origin, two outlets".
    pub origins: OriginView<'m>,
    /// How what is said, and what denies it, reached the readers; nothing where no way is known.
    pub drawing: Option<ChainDrawing<'m>>,
    /// The same in words.
    pub ways: Vec<WayRow<'m>>,
    /// How the status changed.
    pub history: Vec<HistoryRow<'m>>,
    /// Numbered.
    pub sources: Vec<SourceRow<'m>>,
    /// Where it is cited.
    pub mentions: Vec<Backlink<'m>>,
}

/// What the editors found.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct VerdictView<'m> {
    /// What.
    pub text: Html,
    /// Who found it: an actor where one has this name.
    pub by: Option<Name<'m>>,
}

/// From an origin to a reader, in words.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct WayRow<'m> {
    /// "Assertion", "The same assertion", "Denied".
    pub label: String,
    /// From the origin on.
    pub hops: Vec<Name<'m>>,
    /// Where it was read.
    pub cites: Vec<Cite<'m>>,
}

impl<'m> Composer<'m> {
    /// The page of a claim.
    pub fn claim(&self, id: Id<Claim>) -> (Shell<'m>, ClaimPage<'m>) {
        let claim = &self.model().claims[id];
        let page = RecordId::Claim(id);
        let card = self.claim_card(id);
        let denials = self.denials(id);
        let verdict = self.verdict(page, claim);
        let body = self.body(page);
        let history = self.history("claim.status", &claim.status);
        let figures = self.figures_beside(id);
        let sources = self.source_list(&[]);
        let ways = self.ways(claim, &card);
        let description = say::claim(self.site, id);
        let title = claim.called().to_owned();
        let view = ClaimPage {
            denials,
            www: self.claim_www(claim, &card),
            facts: self.claim_facts(claim, &card),
            verdict,
            body,
            figures,
            origins: card.origins.clone(),
            drawing: chain::draw(&ways.iter().map(|(way, _)| way.clone()).collect::<Vec<_>>()),
            ways: ways.into_iter().map(|(way, row)| WayRow { hops: way.hops, ..row }).collect(),
            history,
            sources,
            mentions: self.mentions(page, &[Tie::About]),
            claim: card,
        };
        (self.shell(About { title: format!("Claim: {title}"), description, crumb: Some(title) }), view)
    }

    fn verdict(&self, page: RecordId, claim: &'m Claim) -> Option<VerdictView<'m>> {
        let by = claim.reviewed_by.as_ref().map(|by| self.person(by));
        claim.verdict.as_ref().map(|verdict| VerdictView { text: self.text(page, verdict), by })
    }

    /// How each assertion, and each denial, came to the documents that were read. Where an assertion has no chain: from whom it is said to
    /// come, the speaker, and where it was read.
    fn ways(&self, claim: &'m Claim, card: &ClaimCard<'m>) -> Vec<(Way<'m>, WayRow<'m>)> {
        let mut ways: Vec<(Way<'m>, WayRow<'m>)> = Vec::new();
        for (said, view) in claim.asserted.iter().zip(&card.says) {
            let beginnings: Vec<Vec<Name<'m>>> = match (view.chain.is_empty(), view.citing.len()) {
                (false, _) => vec![view.chain.clone()],
                (true, 0) => {
                    let original = ledger::repeated(self.model(), said).map(|original| self.actor_name(original));
                    let is_other = |name: &Name| view.by.as_ref().is_none_or(|by| by.text != name.text);
                    vec![original.into_iter().filter(is_other).chain(view.by.clone()).collect()]
                }
                // Those who are cited side by side have not heard it from each other.
                (true, _) => view.citing.iter().map(|cited| [cited].into_iter().chain(&view.by).cloned().collect()).collect(),
            };
            let unowned = !ledger::owned(self.model(), said);
            for mut hops in beginnings {
                // A chain that is its origin alone says no more than a speaker does.
                if view.chain.len() < 2 {
                    hops.extend(self.read_in(&said.sources, &hops));
                }
                let label = if ways.is_empty() { "Assertion" } else { "The same assertion" };
                let row = WayRow { label: label.to_owned(), hops: Vec::new(), cites: view.cites.clone() };
                ways.push((Way { hops, denial: false, unowned }, row));
            }
        }
        for (answer, view) in claim.responses.iter().zip(&card.answers).filter(|(answer, _)| answer.denies()) {
            let mut hops: Vec<Name<'m>> = view.by.iter().cloned().collect();
            hops.extend(self.read_in(&answer.sources, &hops));
            let row = WayRow { label: view.label.clone(), hops: Vec::new(), cites: view.cites.clone() };
            ways.push((Way { hops, denial: true, unowned: view.by.is_none() }, row));
        }
        ways.retain(|(way, _)| way.hops.len() > 1);
        ways
    }

    /// The last hop: the source, by its publisher's name.
    fn read_in(&self, sources: &[Written], before: &[Name<'m>]) -> Option<Name<'m>> {
        let source = self.model().each(sources, Model::source).into_iter().next()?;
        let text = self.short_name(source);
        before.iter().all(|name| name.text != text).then(|| Name { text, ..self.name(RecordId::Source(source)) })
    }

    fn claim_www(&self, claim: &'m Claim, card: &ClaimCard<'m>) -> WhoWhen {
        let mut says: Vec<Name<'m>> = Vec::new();
        for name in card.says.iter().filter_map(|said| said.by.clone()) {
            if !says.iter().any(|known| known.text == name.text) {
                says.push(name);
            }
        }
        let hedge = card.says.iter().find_map(|said| said.hedge);
        // Where only others say so, on whose word they do.
        let mut word_of: Vec<Name<'m>> = Vec::new();
        for (said, view) in claim.asserted.iter().zip(&card.says).filter(|(said, _)| ledger::owned(self.model(), said)) {
            let begins = view.chain.first().filter(|_| said.citing.is_empty());
            word_of.extend(
                view.citing
                    .iter()
                    .chain(begins)
                    .filter(|name| !word_of.iter().any(|known| known.text == name.text))
                    .cloned()
                    .collect::<Vec<_>>(),
            );
        }
        let mut who = vec![match (says.is_empty(), hedge) {
            (true, _) if !word_of.is_empty() => format!("on the word of {}", self.names_html(&word_of, 3)),
            (false, _) => format!("{} {} so", self.names_html(&says, 3), if says.len() == 1 { "says" } else { "say" }),
            (true, Some(hedge)) => format!("nobody by name; <q>{}</q>", inline_text(hedge)),
            (true, None) if card.says.is_empty() => String::new(),
            (true, None) => "nobody by name".to_owned(),
        }];
        for answer in &card.answers {
            let Some(by) = &answer.by else { continue };
            let said = format!("{} {} {}", inline_text(&answer.label.to_lowercase()), answer.preposition, self.name_html(by));
            if !who.contains(&said) {
                who.push(said);
            }
        }
        who.retain(|part| !part.is_empty());
        // Each by the first day, in whatever order they are listed.
        let first = claim.asserted.iter().filter_map(|said| said.when.as_ref()).min_by_key(|when| when.value.time_key());
        let said = first.map(|when| format!("said {}", date_html(&self.date(&when.value))));
        let answers = claim.responses.iter().zip(&card.answers).filter_map(|(answer, view)| Some((answer.when.as_ref()?, view)));
        let denied = answers
            .min_by_key(|(when, _)| when.value.time_key())
            .map(|(when, view)| format!("{} {}", inline_text(&view.label.to_lowercase()), date_html(&self.date(&when.value))));
        let when: Vec<String> = said.into_iter().chain(denied).collect();
        let outlets = card.origins.outlets.as_ref().map(|outlets| format!(", {}", inline_text(outlets))).unwrap_or_default();
        let according = if card.says.is_empty() {
            String::new()
        } else {
            format!("{}{outlets}", inline_text(&card.origins.words.to_lowercase()))
        };
        WhoWhen { who: Html::new(who.join("; ")), when: Html::new(when.join("; ")), according: Html::new(according) }
    }

    fn claim_facts(&self, claim: &'m Claim, card: &ClaimCard<'m>) -> Vec<Fact<'m>> {
        let mut facts = Vec::new();
        let about = self.about_names(claim);
        if !about.is_empty() {
            facts.push(Fact { names: about, ..Fact::blank("about") });
        }
        if let Some(quantity) = &card.quantity {
            facts.push(Fact { text: Some(quantity.clone()), ..Fact::blank("figure") });
        }
        if let Some(what) = claim.expects.as_ref().and_then(|expected| expected.what.as_ref()) {
            facts.push(Fact { text: Some(what.text.clone()), ..Fact::blank("expected") });
        }
        if let Some(due) = &card.due {
            facts.push(Fact { text: Some(words::capital(due)), ..Fact::blank("due") });
        }
        if let Some(day) = self.today().and_then(|day| self.day(day)) {
            facts.push(Fact { date: Some(day), ..Fact::blank("as of") });
        }
        facts.extend(self.further_facts(&claim.head));
        facts
    }
}
