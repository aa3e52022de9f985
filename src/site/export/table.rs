//! `events.csv`, `sources.csv`, `claims.csv`: RFC 4180, UTF-8 without a byte order mark, lists parted by `; `.
//!
//! A cell that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line's end) begins with `'` instead,
//! which spreadsheets show as text.

use std::borrow::Cow;

use crate::analysis::asof;
use crate::analysis::wording::wording;
use crate::base::date::Date;
use crate::model::claim::Response;
use crate::model::registry::RecordId;
use crate::site::say;
use crate::site::view::claim_card::last_change;
use crate::site::view::compose::Site;
use crate::syntax::kind::Kind;

use super::claim::{origins, outlets};
use super::record::{actors, date, one_actor, page, prose, reference, references, sources, text, texts};

/// The bytes of a kind's table.
pub(super) fn csv(site: &Site<'_>, kind: Kind) -> Vec<u8> {
    match kind {
        Kind::Event => events(site),
        Kind::Source => all_sources(site),
        _ => claims(site),
    }
}

struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new(head: &[&str]) -> Table {
        let mut table = Table(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new()));
        table.row(head.iter().map(|name| (*name).to_owned()));
        table
    }

    fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        // Writing to memory can't fail, and all rows have the head's length.
        let _ = self.0.write_record(cells.into_iter().map(|cell| inert(&cell).into_owned()));
    }

    fn finish(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}

/// A cell that no spreadsheet runs.
fn inert(cell: &str) -> Cow<'_, str> {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        true => Cow::from(format!("'{cell}")),
        false => Cow::from(cell),
    }
}

fn events(site: &Site<'_>) -> Vec<u8> {
    let model = &site.facts.model;
    let mut table = Table::new(&[
        "id",
        "title",
        "when",
        "start",
        "end",
        "when_text",
        "at",
        "actors",
        "status",
        "type",
        "summary",
        "claims",
        "denials",
        "sources",
        "tags",
        "page",
    ]);
    for (id, event) in model.events.iter() {
        let when = date(&event.when);
        table.row([
            event.head.id.to_string(),
            event.head.title.clone(),
            when.map(Date::edtf).unwrap_or_default(),
            when.and_then(Date::start).map(|point| point.to_string()).unwrap_or_default(),
            when.and_then(Date::end).map(|point| point.to_string()).unwrap_or_default(),
            when.map(Date::text).unwrap_or_default(),
            event.at.as_ref().and_then(|at| reference(site, at, &[Kind::Place])).unwrap_or_default(),
            listed(&actors(site, &event.actors)),
            asof::status(&event.status, model.today).map(|step| step.is.text.clone()).unwrap_or_default(),
            text(&event.kind).unwrap_or_default().to_owned(),
            prose(site, &event.head.summary).unwrap_or_default(),
            listed(&references(site, &event.claims, &[Kind::Claim])),
            say::denials_of_event(site, event).join(" "),
            listed(&sources(site, &event.sources)),
            texts(&event.head.tags).join("; "),
            page(site, RecordId::Event(id)).to_owned(),
        ]);
    }
    table.finish()
}

fn all_sources(site: &Site<'_>) -> Vec<u8> {
    let mut table = Table::new(&[
        "id",
        "title",
        "publisher",
        "authors",
        "published",
        "published_text",
        "type",
        "url",
        "archived",
        "accessed",
        "held",
        "via",
        "tags",
        "page",
    ]);
    for (id, source) in site.facts.model.sources.iter() {
        let published = date(&source.published);
        table.row([
            source.head.id.to_string(),
            source.head.title.clone(),
            one_actor(site, &source.publisher).unwrap_or_default(),
            source.authors.iter().map(|author| say::person(&site.facts.model, author)).collect::<Vec<_>>().join("; "),
            published.map(Date::edtf).unwrap_or_default(),
            published.map(Date::text).unwrap_or_default(),
            text(&source.kind).unwrap_or_default().to_owned(),
            text(&source.url).unwrap_or_default().to_owned(),
            source.archived.as_ref().and_then(|copy| text(&copy.url)).unwrap_or_default().to_owned(),
            date(&source.accessed).map(Date::edtf).unwrap_or_default(),
            text(&source.held).unwrap_or_default().to_owned(),
            source.via.as_ref().and_then(|via| reference(site, via, &[Kind::Source])).unwrap_or_default(),
            texts(&source.head.tags).join("; "),
            page(site, RecordId::Source(id)).to_owned(),
        ]);
    }
    table.finish()
}

fn claims(site: &Site<'_>) -> Vec<u8> {
    let model = &site.facts.model;
    let mut table = Table::new(&[
        "id",
        "text",
        "status",
        "asserted_by",
        "denied_by",
        "responses",
        "origin_count",
        "origins",
        "outlets",
        "about",
        "sources",
        "last_change",
        "verdict",
        "reviewed_by",
        "tags",
        "page",
    ]);
    for (id, claim) in model.claims.iter() {
        let origins = origins(site, id);
        let denials = claim.responses.iter().filter(|answer| answer.stance.means == "denies");
        table.row([
            claim.head.id.to_string(),
            claim.words.clone(),
            asof::status(&claim.status, model.today).map(|step| step.is.text.clone()).unwrap_or_default(),
            listed(&actors(site, claim.asserted.iter().filter_map(|said| said.by.as_ref()))),
            listed(&actors(site, denials.filter_map(|answer| answer.by.as_ref()))),
            claim.responses.iter().map(|answer| response(site, answer)).collect::<Vec<_>>().join("; "),
            origins.len().to_string(),
            listed(&origins),
            listed(&outlets(site, id)),
            listed(&references(site, &claim.about, crate::model::claim::ANYTHING)),
            listed(&sources(site, claim.asserted.iter().flat_map(|said| &said.sources))),
            last_change(claim).map(Date::edtf).unwrap_or_default(),
            claim.verdict.as_ref().map(|verdict| wording(model, verdict)).unwrap_or_default(),
            claim.reviewed_by.as_ref().map(|by| say::person(model, by)).unwrap_or_default().to_owned(),
            texts(&claim.head.tags).join("; "),
            page(site, RecordId::Claim(id)).to_owned(),
        ]);
    }
    table.finish()
}

/// `sergey-lavrov denies 2022-01-17`
fn response(site: &Site<'_>, answer: &Response) -> String {
    let by = one_actor(site, &answer.by);
    let when = date(&answer.when).map(Date::edtf);
    [by, Some(answer.stance.text.clone()), when].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn listed(ids: &[String]) -> String {
    ids.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_every_cell_is_read_back() {
        let mut table = Table::new(&["id", "text"]);
        for cell in ["=1+1", "+1", "-0044-03-15", "@x", "\tx", "plain", "a \"quoted\", cell\nof two lines"] {
            table.row(["x".to_owned(), cell.to_owned()]);
        }
        let bytes = table.finish();
        assert!(bytes.starts_with(b"id,text\r\nx,'=1+1\r\n"));
        let read: Vec<String> =
            csv::Reader::from_reader(bytes.as_slice()).records().map(|row| row.unwrap()[1].to_owned()).collect();
        let expected = ["'=1+1", "'+1", "'-0044-03-15", "'@x", "'\tx", "plain", "a \"quoted\", cell\nof two lines"];
        assert_eq!(read, expected);
    }
}
