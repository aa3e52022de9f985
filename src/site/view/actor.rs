//! An actor: positions, relations, timeline, roles, where mentioned.

use serde::Serialize;

use crate::analysis::asof;
use crate::analysis::backlink::Tie;
use crate::analysis::wording::wording;
use crate::base::id::{Id, Key};
use crate::model::actor::Actor;
use crate::model::claim::{ANYTHING, Claim};
use crate::model::registry::{Found, Model, RecordId};
use crate::site::html::inline_text;
use crate::site::markup::Html;
use crate::site::say;
use crate::site::words::{self, capital, count};
use crate::syntax::read::{Own, OwnValue};

use super::body::Body;
use super::bonds::{CompanyRow, HolderRow, RoleRow};
use super::card::{Backlink, ClaimCard, DateView, Fact, Month, Name, OutsideLink, SourceRow};
use super::compose::Composer;
use super::frame::{About, WhoWhen, date_html};
use super::shell::Shell;

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
    pub body: Body<'m>,
    /// Whether the actor has no record of its own.
    pub stub: bool,
    /// Claims that the actor asserts.
    pub asserts: Vec<ClaimCard<'m>>,
    /// Claims that the actor answers.
    pub answers: Vec<ClaimCard<'m>>,
    /// Claims about the actor.
    pub about: Vec<ClaimCard<'m>>,
    /// Whether others that are about it stand among those.
    pub about_above: bool,
    /// Relations as sentences, inline HTML.
    pub relations: Vec<Html>,
    /// What the actor is part of, the largest first and the actor last; nothing where the facts box says it all.
    pub wholes: Vec<Name<'m>>,
    /// What is part of the actor: nested lists, HTML.
    pub parts: Option<Html>,
    /// Who holds or held an office of the actor.
    pub holders: Vec<HolderRow<'m>>,
    /// With whom the actor is often in the same events and briefings.
    pub company: Vec<CompanyRow<'m>>,
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

impl<'m> Composer<'m> {
    /// The page of an actor.
    pub fn actor(&self, id: Id<Actor>) -> (Shell<'m>, ActorPage<'m>) {
        let model = self.model();
        let actor = &model.actors[id];
        let page = RecordId::Actor(id);
        let summary = actor.head.summary.as_ref().map(|summary| self.text(page, summary));
        let body = self.body(page);
        let asserts = self.claims_tied(page, Tie::Asserts);
        let answers = self.claims_tied(page, Tie::Responds);
        let (above, about): (Vec<Id<Claim>>, Vec<Id<Claim>>) =
            self.claims_tied(page, Tie::About).into_iter().partition(|id| asserts.contains(id) || answers.contains(id));
        let cards = |ids: &[Id<Claim>]| -> Vec<ClaimCard<'m>> {
            let card =
                |id: &Id<Claim>| if model.claims[*id].responses.is_empty() { self.claim_row(*id) } else { self.claim_card(*id) };
            ids.iter().map(card).collect()
        };
        let (asserts, answers, about) = (cards(&asserts), cards(&answers), cards(&about));
        let relations = self.relations(id);
        let events: Vec<_> = self
            .tied(page, Tie::Participant)
            .filter_map(|id| if let RecordId::Event(id) = id { Some(id) } else { None })
            .collect();
        let timeline = self.months(&events);
        let roles = self.roles_over_time(actor);
        let sources = self.source_list(&[]);
        let published = self.published_by(id);
        let view = ActorPage {
            title: &actor.head.title,
            native: actor.native.as_ref().map(|name| name.text.as_str()),
            native_lang: actor.native_lang.as_ref().map(|lang| lang.text.as_str()),
            summary,
            www: self.actor_www(actor, &timeline, &published),
            facts: self.actor_facts(actor, asserts.len(), answers.len()),
            body,
            stub: actor.head.stub,
            asserts,
            answers,
            about,
            about_above: !above.is_empty(),
            relations,
            wholes: self.wholes(id),
            parts: self.structure(id),
            holders: self.holders(id),
            company: self.company(id),
            timeline,
            roles,
            mentions: self.mentions(page, &[Tie::Asserts, Tie::Responds, Tie::About, Tie::Participant, Tie::Published]),
            published,
            sources,
        };
        let role = self.role(actor);
        let described = actor.head.summary.as_ref().map(|summary| wording(self.model(), summary));
        let description = described
            .unwrap_or_else(|| if role.is_empty() { actor.head.title.clone() } else { format!("{}: {role}", actor.head.title) });
        (self.shell(About { title: actor.head.title.clone(), description, crumb: None }), view)
    }

    /// The records that refer to one with a tie, in the model's order.
    pub fn tied(&self, to: RecordId, tie: Tie) -> impl Iterator<Item = RecordId> + use<'m> {
        self.facts().backlinks_of(to).iter().filter(move |found| found.ties.contains(&tie)).map(|found| found.from)
    }

    /// The claims that refer to a record with a tie.
    pub fn claims_tied(&self, to: RecordId, tie: Tie) -> Vec<Id<Claim>> {
        self.tied(to, tie).filter_map(|id| if let RecordId::Claim(id) = id { Some(id) } else { None }).collect()
    }

    fn published_by(&self, id: Id<Actor>) -> Vec<SourceRow<'m>> {
        self.site.directory.published_by(id).iter().map(|id| self.source_row(*id, 0)).collect()
    }

    fn actor_www(&self, actor: &'m Actor, timeline: &[Month<'m>], published: &[SourceRow<'m>]) -> WhoWhen {
        let held = asof::roles(actor, self.page_day()).next();
        let when = match (held, asof::last_role(actor, self.page_day())) {
            (Some(role), _) => {
                role.since.as_ref().map(|since| format!("in office since {}", date_html(&self.date(&since.value))))
            }
            (None, Some(last)) => {
                let from = last.since.as_ref().map(|since| format!(" from {}", date_html(&self.date(&since.value))));
                let until = last.until.as_ref().map(|until| format!(" until {}", date_html(&self.date(&until.value))));
                Some(format!("in office{}{}", from.unwrap_or_default(), until.unwrap_or_default()))
            }
            (None, None) => None,
        };
        let rows: Vec<_> = timeline.iter().flat_map(|month| &month.rows).collect();
        let story = match (rows.first(), rows.last()) {
            (Some(first), Some(last)) if first.id != last.id => Some(format!(
                "in {} here, {} – {}",
                count(rows.len(), "event", "events"),
                date_html(&first.date),
                date_html(&last.date)
            )),
            (Some(first), _) => Some(format!("in one event here, {}", date_html(&first.date))),
            _ => None,
        };
        let cited = self.cited();
        let mut names: Vec<Name<'m>> = Vec::new();
        for source in &cited {
            let name = Name { text: self.short_name(*source), href: None, note: None };
            if !names.iter().any(|known| known.text == name.text) {
                names.push(name);
            }
        }
        let according = match cited.len() {
            0 if published.is_empty() => String::new(),
            0 => format!("{} published", count(published.len(), "source", "sources")),
            number => format!(
                "{}: {}",
                self.names_html(&names, 3),
                self.link_html(&self.here("sources"), &count(number, "source", "sources"))
            ),
        };
        let when: Vec<String> = when.into_iter().chain(story).collect();
        WhoWhen {
            who: Html::new(inline_text(&capital(&self.role(actor)))),
            when: Html::new(when.join("; ")),
            according: Html::new(according),
        }
    }

    fn actor_facts(&self, actor: &'m Actor, asserts: usize, answers: usize) -> Vec<Fact<'m>> {
        let mut facts = Vec::new();
        let text = |label: &'static str, text: String| Fact {
            label,
            text: Some(text),
            names: Vec::new(),
            link: None,
            date: None,
            empty: false,
        };
        let names =
            |label: &'static str, names: Vec<Name<'m>>| Fact { label, text: None, names, link: None, date: None, empty: false };
        if let Some(kind) = &actor.kind {
            facts.push(text("kind", words::plain(&self.facts().config, "actor.kind", &kind.text)));
        }
        for role in asof::roles(actor, self.page_day()) {
            let of: Vec<Name<'m>> = role.of.iter().map(|of| self.actor_or_words(of)).collect();
            let since = self.date_of(&role.since).map(|date| match date.text.as_str().starts_with("since ") {
                true => date,
                false => DateView { text: Key::new(&format!("since {}", date.text)), ..date },
            });
            facts.push(Fact {
                label: "office",
                text: Some(role.title.text.clone()),
                names: of,
                link: None,
                date: since,
                empty: false,
            });
        }
        if !actor.part_of.is_empty() {
            facts.push(names("part of", self.actors_or_words(&actor.part_of)));
        }
        if let Some(state) = &actor.state_owned_by {
            facts.push(names("owned by", vec![self.actor_or_words(state)]));
        }
        if let Some(outlet) = &actor.described_by {
            facts.push(names("described by", vec![self.actor_or_words(outlet)]));
        }
        if !actor.members.is_empty() {
            facts.push(names("members", self.actors_or_words(&actor.members)));
        }
        if let Some(country) = &actor.country {
            facts.push(text("country", say::country(self.model(), country).to_owned()));
        }
        let written: Vec<String> = actor.head.aliases.iter().chain(&actor.variants).map(|form| form.text.text.clone()).collect();
        if !written.is_empty() {
            facts.push(text("also written", written.join(", ")));
        }
        if asserts > 0 {
            facts.push(text("asserts", count(asserts, "claim", "claims")));
        }
        if answers > 0 {
            facts.push(text("answers", count(answers, "claim", "claims")));
        }
        facts.extend(self.further_facts(&actor.head));
        facts
    }

    /// Fields of the site's own, and further reading, as facts.
    pub fn further_facts(&self, head: &'m crate::model::head::Head) -> Vec<Fact<'m>> {
        let read = head.links.iter().map(|item| {
            let link = OutsideLink::of(&item.url.text);
            let host = item.title.as_ref().map_or(link.host, |title| &title.text);
            Fact::link("see also", OutsideLink { host, ..link })
        });
        let known = head.wikidata.as_ref().map(|id| match is_wikidata_id(&id.text) {
            true => {
                let href = format!("https://www.wikidata.org/wiki/{}", id.text).into();
                Fact::link("wikidata", OutsideLink { href, host: &id.text })
            }
            false => Fact { text: Some(id.text.clone()), ..Fact::blank("wikidata") },
        });
        head.own.iter().map(|own| self.own_fact(own)).chain(known).chain(read).collect()
    }

    /// A row of a field of the site's own.
    fn own_fact(&self, own: &'m Own) -> Fact<'m> {
        let mut fact = Fact::blank(own.label);
        match &own.value {
            OwnValue::Text(text) | OwnValue::Number(_, text) => fact.text = Some(text.text.clone()),
            OwnValue::List(texts) => {
                fact.text = Some(texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join(", "));
            }
            OwnValue::Date(date) => fact.date = Some(self.date(&date.value)),
            OwnValue::Url(url) => {
                fact.link = Some(OutsideLink::of(&url.text));
            }
            OwnValue::Flag(flag) => fact.text = Some(if *flag { "yes" } else { "no" }.to_owned()),
        }
        fact
    }

    /// The records that a claim is about.
    pub fn about_names(&self, claim: &'m Claim) -> Vec<Name<'m>> {
        let name = |written: &'m crate::syntax::read::Written| match self.model().find(written, ANYTHING) {
            Found::One(id) => self.name(id),
            _ => Name { text: &written.text, href: None, note: None },
        };
        self.model().distinct(&claim.about, ANYTHING).into_iter().map(name).collect()
    }

    /// The claims that an event or a briefing lists.
    pub fn claims_of(&self, written: &[crate::syntax::read::Written]) -> Vec<Id<Claim>> {
        self.model().each(written, Model::claim)
    }
}

/// `Q42`
pub fn is_wikidata_id(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
