//! Events, sources, actors and backlinks as rows and cards.

use std::cmp::Reverse;

use crate::analysis::asof;
use crate::analysis::backlink::{Backlink as Found, Tie};
use crate::analysis::wording::wording;
use crate::base::date::Date;
use crate::base::id::{Id, Key};
use crate::base::text::Spanned;
use crate::model::actor::{Actor, Role};
use crate::model::claim::Claim;
use crate::model::event::Event;
use crate::model::registry::{Model, RecordId};
use crate::model::source::Source;
use crate::site::words::{self, capital};
use crate::syntax::kind::Kind;
use crate::syntax::read::Written;

use super::card::{
    ActorCard, AnswerView, BackRef, Backlink, Cite, Cited, EventRow, HeldView, Month, Name, SentenceView, SourceRow,
};
use super::compose::Composer;

impl<'m> Composer<'m> {
    /// An event as a row. `anchored` for timelines, whose rows can be linked to.
    pub fn event_row(&self, id: Id<Event>, anchored: bool) -> EventRow<'m> {
        let event = &self.model().events[id];
        let record = RecordId::Event(id);
        let status = asof::open_status(event, self.page_day());
        let mut date = event.when.as_ref().map(|when| self.date(&when.value)).unwrap_or_else(no_date);
        if status.is_some_and(|step| matches!(step.is.means.as_str(), "planned" | "announced" | "postponed")) {
            date.mark = "plan";
        }
        let claims = self.model().each(&event.claims, Model::claim);
        EventRow {
            id: event.head.id.as_str(),
            anchor: if anchored { self.anchor(record) } else { None },
            href: self.page_of(record),
            title: &event.head.title,
            date,
            status: status.map(|step| self.status("event.status", step)),
            who: self.actors_or_words(&event.actors),
            place: event.at.as_ref().map(|at| self.place_or_words(at)),
            quantity: self.quantity(&event.quantities),
            denials: self.denials_beside(event, &claims),
            cites: self.event_cites(event),
        }
    }

    /// The denials of an event's claims: each denier once, and not who is named in the row already because the event is the denial.
    fn denials_beside(&self, event: &'m Event, claims: &[Id<Claim>]) -> Vec<AnswerView<'m>> {
        let model = self.model();
        let present: Vec<&str> = event.actors.iter().map(|actor| self.actor_or_words(actor).text).collect();
        let mut seen: Vec<(&str, &str)> = Vec::new();
        let mut denials = Vec::new();
        for id in claims {
            for answer in model.claims[*id].responses.iter().filter(|answer| answer.denies()) {
                let by = answer.by.as_ref().map_or("", |by| self.actor_or_words(by).text);
                if !present.contains(&by) && !seen.contains(&(by, answer.stance.text.as_str())) {
                    seen.push((by, answer.stance.text.as_str()));
                    denials.push(self.answer(RecordId::Claim(*id), answer));
                }
            }
        }
        denials
    }

    fn event_cites(&self, event: &'m Event) -> Vec<Cite<'m>> {
        self.sources_of_event(event).into_iter().map(|source| self.cite(source, None)).collect()
    }

    /// An event's own sources; one known by its statuses alone leans on theirs.
    pub fn sources_of_event(&self, event: &Event) -> Vec<Id<Source>> {
        let own = self.model().each(&event.sources, Model::source);
        if !own.is_empty() {
            return own;
        }
        let written: Vec<Written> = event.status.iter().flat_map(|step| step.sources.iter().cloned()).collect();
        self.model().each(&written, Model::source)
    }

    /// What a place's slot shows: the record's name, or the words as written.
    pub fn place_or_words(&self, written: &'m Written) -> Name<'m> {
        match self.model().place(written) {
            Some(id) => self.name(RecordId::Place(id)),
            None => Name { text: &written.text, href: None, note: None },
        }
    }

    /// Events in the site's order of time, each once; those without a date are left out.
    pub fn in_time(&self, events: &[Id<Event>]) -> Vec<Id<Event>> {
        let place = |id: &Id<Event>| Some((self.site.directory.place_in_time(*id)?, *id));
        let mut placed: Vec<(usize, Id<Event>)> = events.iter().filter_map(place).collect();
        placed.sort_unstable();
        placed.dedup();
        placed.into_iter().map(|(_, id)| id).collect()
    }

    /// Events under headings of their months, in the site's order.
    pub fn months(&self, events: &[Id<Event>]) -> Vec<Month<'m>> {
        let mut months: Vec<((i32, u8), Month<'m>)> = Vec::new();
        for id in self.in_time(events) {
            let Some(when) = &self.model().events[id].when else { continue };
            let (year, month, label) = when.value.month_heading();
            let row = self.event_row(id, true);
            // A year as a whole sorts among its days; its heading is found again rather than written twice.
            match months.iter_mut().find(|(key, _)| *key == (year, month)) {
                Some((_, group)) => group.rows.push(row),
                None => {
                    let anchor = if month == 0 { format!("{year:04}") } else { format!("{year:04}-{month:02}") };
                    months.push(((year, month), Month { label, anchor, rows: vec![row] }));
                }
            }
        }
        months.into_iter().map(|(_, month)| month).collect()
    }

    /// An actor in a list.
    pub fn actor_card(&self, id: Id<Actor>) -> ActorCard<'m> {
        let actor = &self.model().actors[id];
        ActorCard {
            name: self.name(RecordId::Actor(id)),
            native: actor.native.as_ref().map(|name| name.text.as_str()),
            native_lang: actor.native_lang.as_ref().map(|lang| lang.text.as_str()),
            role: self.role(actor),
            summary: actor.head.summary.as_ref().map(|summary| wording(self.model(), summary)),
        }
    }

    /// What an actor is on the page's day, in a few words: an office held then and no more, else the short role, else the office held,
    /// else the last one before, else the kind.
    pub fn role(&self, actor: &'m Actor) -> String {
        let office = |role: &'m Role| {
            let of = role.of.as_ref().map(|of| format!(", {}", self.actor_or_words(of).text)).unwrap_or_default();
            format!("{}{of}", role.title.text)
        };
        let held = asof::roles(actor, self.page_day()).next();
        if let Some(role) = held.filter(|role| !asof::held(&role.since, &role.until, self.today())) {
            return format!("then {}", office(role));
        }
        if let Some(role) = &actor.role {
            return role.text.clone();
        }
        if let Some(role) = held {
            return office(role);
        }
        if let Some(role) = asof::last_role(actor, self.page_day()) {
            return format!("formerly {}", role.title.text);
        }
        let kind =
            actor.kind.as_ref().map(|kind| words::plain(&self.facts().config, "actor.kind", &kind.text)).unwrap_or_default();
        match actor.described_by.as_ref().map(|outlet| self.actor_or_words(outlet).text) {
            Some(outlet) => format!("{kind}; described by {outlet}"),
            None => kind,
        }
    }

    /// The numbered list of all sources cited on the page so far. `claims` are those of the page, in order: the list says which of them
    /// lean on each source.
    pub fn source_list(&self, claims: &[Id<Claim>]) -> Vec<SourceRow<'m>> {
        let mut rows = Vec::new();
        // Naming a source that is known through another cites nothing new, so the list does not grow under our hands.
        for (at, id) in self.cited().into_iter().enumerate() {
            let mut row = self.source_row(id, at + 1);
            row.back = self
                .cited_at(id)
                .into_iter()
                .enumerate()
                .map(|(n, href)| BackRef { mark: letters(n), href: format!("#{href}") })
                .collect();
            row.leans = self.leaning(id, claims);
            rows.push(row);
        }
        rows
    }

    fn leaning(&self, source: Id<Source>, claims: &[Id<Claim>]) -> Vec<Cite<'m>> {
        let model = self.model();
        let leans = |claim: &Claim| {
            let said = claim.asserted.iter().flat_map(|said| &said.sources);
            let answered = claim.responses.iter().flat_map(|answer| &answer.sources);
            said.chain(answered).any(|written| model.source(written) == Some(source))
        };
        let leaning = claims.iter().enumerate().filter(|(_, id)| leans(&model.claims[**id]));
        leaning
            .map(|(n, id)| {
                let claim = &model.claims[*id];
                Cite { number: n + 1, to: Cited::Claim(claim.head.id) }
            })
            .collect()
    }

    /// A source in a list; `number` is 0 where the list is not numbered.
    pub fn source_row(&self, id: Id<Source>, number: usize) -> SourceRow<'m> {
        let source = &self.model().sources[id];
        let archived = source.archived.as_ref();
        let wanted = archived.and_then(|copy| copy.status.as_ref()).is_some_and(|status| status.text == "wanted");
        SourceRow {
            number,
            anchor: self.source_anchor(id, number),
            href: self.page_of(RecordId::Source(id)),
            title: &source.head.title,
            url: source.url.as_ref().map(|url| url.text.as_str()),
            publisher: self.publisher(id),
            kind: source.kind.as_ref().map(|kind| capital(&words::plain(&self.facts().config, "source.type", &kind.text))),
            published: self.date_of(&source.published),
            held: self.held(source),
            archived: archived.and_then(|copy| copy.url.as_ref()).map(|url| url.text.as_str()),
            archive_wanted: wanted && archived.is_none_or(|copy| copy.url.is_none()),
            note: source.note.as_ref().map(|note| self.plain_note(note)),
            leans: Vec::new(),
            back: Vec::new(),
        }
    }

    /// A numbered row is where citations lead; one without a number has the anchor only where it stands first.
    fn source_anchor(&self, id: Id<Source>, number: usize) -> Option<String> {
        let first = self.anchor(RecordId::Source(id));
        if number > 0 { Some(format!("source-{}", self.model().sources[id].head.id)) } else { first }
    }

    /// How a source is known.
    pub fn held(&self, source: &'m Source) -> HeldView<'m> {
        let via = source.via.as_ref().map(|via| match self.model().source(via) {
            Some(id) => Name { text: self.short_name(id), ..self.name(RecordId::Source(id)) },
            None => Name { text: &via.text, href: None, note: None },
        });
        let (label, tone, icon) = match source.held.as_ref().map(|held| held.text.as_str()) {
            Some("true") => ("Read in full", "confirmed", "confirmed"),
            Some("via") => ("Known only", "reported", "reported"),
            Some("false") => ("Not read", "reported", "reported"),
            _ if via.is_some() => ("Known only", "reported", "reported"),
            _ => ("", "reported", "reported"),
        };
        HeldView { label, tone, icon, via }
    }

    /// Where a record is mentioned: briefings first, then events and the rest, each newest first. Records that stand in other sections of
    /// the page are left to these: `but` says which ties alone don't count here.
    pub fn mentions(&self, id: RecordId, but: &[Tie]) -> Vec<Backlink<'m>> {
        let facts = self.facts();
        let counts = |found: &&Found| found.ties.iter().any(|tie| !but.contains(tie));
        let mut found: Vec<&'m Found> = facts.backlinks_of(id).iter().filter(counts).collect();
        let rank = |kind: Kind| match kind {
            Kind::Briefing => 0,
            Kind::Event => 1,
            Kind::Claim => 2,
            Kind::Arc => 3,
            _ => 4,
        };
        found.sort_by_cached_key(|found| (rank(found.from.kind()), Reverse(self.day_of(found.from).map(|date| date.time_key()))));
        found.into_iter().map(|found| self.backlink(id, found)).collect()
    }

    fn day_of(&self, id: RecordId) -> Option<&'m Date> {
        let model = self.model();
        match id {
            RecordId::Briefing(id) => model.briefings[id].latest(),
            RecordId::Event(id) => model.events[id].when.as_ref().map(|date| &date.value),
            RecordId::Source(id) => model.sources[id].published.as_ref().map(|date| &date.value),
            RecordId::Claim(id) => super::claim_card::last_change(&model.claims[id]),
            _ => None,
        }
    }

    /// The day of what a backlink says: of an answer the day on which it was given, not that of the claim's last change.
    fn day_of_tie(&self, to: RecordId, found: &Found) -> Option<&'m Date> {
        let (RecordId::Claim(id), RecordId::Actor(actor)) = (found.from, to) else { return self.day_of(found.from) };
        let model = self.model();
        let claim = &model.claims[id];
        let is_it = |by: &Written| model.actor(by) == Some(actor);
        let has = |tie: Tie| found.ties.contains(&tie);
        let said = claim.asserted.iter().filter(|said| said.by.iter().any(is_it)).map(|said| &said.when);
        let answered = claim.responses.iter().filter(|answer| answer.by.iter().any(is_it)).map(|answer| &answer.when);
        let on_its_way =
            claim.asserted.iter().filter(|said| said.citing.iter().chain(&said.chain).any(is_it)).map(|said| &said.when);
        let days: Vec<&Option<Spanned<Date>>> = match () {
            () if has(Tie::Asserts) => said.collect(),
            () if has(Tie::Responds) => answered.collect(),
            () if has(Tie::Hop) => on_its_way.collect(),
            () => return self.day_of(found.from),
        };
        days.into_iter().flatten().map(|when| &when.value).min_by_key(|date| date.time_key())
    }

    fn backlink(&self, to: RecordId, found: &'m Found) -> Backlink<'m> {
        let head = self.model().head(found.from);
        let href = match &found.section {
            Some(section) => self.place_on(found.from, section.as_str()),
            None => self.page_of(found.from),
        };
        let sentence = |sentence: &'m std::sync::Arc<crate::analysis::scan::Sentence>| {
            let (text, mark) = (sentence.text.as_str(), &sentence.mark);
            SentenceView { before: &text[..mark.start], name: &text[mark.clone()], after: &text[mark.end..] }
        };
        let (title, denials) = match found.from {
            RecordId::Claim(id) => (self.model().claims[id].words.as_str(), self.uncited(|| self.denials_once(found.from))),
            _ => (head.title.as_str(), Vec::new()),
        };
        Backlink {
            title,
            href,
            kind: kind_in_words(to, found),
            date: self.day_of_tie(to, found).map(|date| self.date(date)),
            sentences: found.sentences.iter().filter(|sentence| !sentence.text.is_empty()).map(sentence).collect(),
            more: found.places.saturating_sub(found.sentences.len()),
            denials,
        }
    }
}

fn kind_in_words(to: RecordId, found: &Found) -> String {
    let kind = found.from.kind();
    let as_what = |tie: &Tie| match (tie, to.kind()) {
        (Tie::Participant, _) => Some("participant"),
        (Tie::Asserts, _) => Some("asserts it"),
        (Tie::Responds, _) => Some("answers it"),
        (Tie::About, _) => Some("about it"),
        (Tie::Hop, _) => Some("named on its way"),
        (Tie::Place, _) => Some("took place here"),
        (Tie::Published, _) => Some("published it"),
        (Tie::Listed | Tie::Cited | Tie::Link | Tie::Mention, _) => None,
    };
    match found.ties.iter().find_map(as_what) {
        Some(what) => format!("{kind}, {what}"),
        None => kind.word().to_owned(),
    }
}

fn no_date() -> super::card::DateView {
    super::card::DateView { text: Key::new(""), short: Key::new(""), datetime: None, mark: "day" }
}

/// a, b … z, aa, ab …
fn letters(mut n: usize) -> String {
    let mut mark = String::new();
    loop {
        mark.insert(0, char::from(b'a' + (n % 26) as u8));
        if n < 26 {
            return mark;
        }
        n = n / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn back_references_never_run_out() {
        assert_eq!(
            (letters(0), letters(25), letters(26), letters(701), letters(702)),
            ("a".into(), "z".into(), "aa".into(), "zz".into(), "aaa".into())
        );
    }
}
