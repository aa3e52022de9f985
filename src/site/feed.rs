//! The Atom feed of briefings (RFC 4287).

use std::borrow::Cow;

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;
use uuid::Uuid;

use crate::base::date::Point;
use crate::model::registry::RecordId;

use super::view::compose::Site;

/// How many briefings the feed has.
const ENTRIES: usize = 20;

/// The bytes of `feed.xml`.
///
/// Without a base URL links are relative to the feed and ids are `urn:uuid` of title and id, so that no address is invented.
pub fn feed<'m>(site: &'m Site<'m>) -> Vec<u8> {
    let config = &site.facts.config;
    let model = &site.facts.model;
    let base = site.base_url.unwrap_or("");
    let mut xml = Xml(Writer::new_with_indent(Vec::new(), b' ', 2));
    xml.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    xml.write(Event::Start(
        BytesStart::new("feed").with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", config.lang.as_str())]),
    ));
    xml.text("title", &config.title);
    if !config.description.is_empty() {
        xml.text("subtitle", &config.description);
    }
    let home = if base.is_empty() { "./" } else { base };
    xml.link("alternate", "text/html", home);
    xml.link("self", "application/atom+xml", &format!("{base}feed.xml"));
    xml.text("id", &if base.is_empty() { urn(&config.title, "feed") } else { format!("{base}feed.xml") });
    let newest = model.today.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |day| format!("{day}T00:00:00Z"));
    xml.text("updated", &newest);
    xml.author(&config.title);
    for id in site.directory.briefings.iter().take(ENTRIES) {
        let briefing = &model.briefings[*id];
        let path = site.directory.paths.get(&RecordId::Briefing(*id)).map_or("", |path| path.as_str());
        let address = format!("{base}{path}");
        xml.write(Event::Start(BytesStart::new("entry")));
        xml.text("title", &briefing.head.title);
        xml.link("alternate", "text/html", &address);
        xml.text("id", &if base.is_empty() { urn(&config.title, path) } else { address });
        xml.text("updated", &briefing.latest().map_or_else(|| newest.clone(), |date| moment(date.earliest())));
        if let Some(date) = &briefing.date {
            xml.text("published", &moment(date.value.earliest()));
        }
        for author in &briefing.authors {
            xml.author(&author.text);
        }
        if let Some(summary) = &briefing.head.summary {
            xml.text("summary", &summary.prose.plain());
        }
        xml.write(Event::End(BytesEnd::new("entry")));
    }
    xml.write(Event::End(BytesEnd::new("feed")));
    let mut bytes = xml.0.into_inner();
    bytes.push(b'\n');
    bytes
}

/// A moment as RFC 3339 writes it; a day begins at 00:00 UTC.
pub fn moment(point: Point) -> String {
    match point {
        Point::Day(day) => format!("{day}T00:00:00Z"),
        Point::Moment(moment) => {
            let text = moment.to_string();
            // Our own form has no seconds, which the standard asks for.
            match text.split_once('T') {
                Some((day, time)) if time.len() >= 5 && !time[5..].starts_with(':') => {
                    format!("{day}T{}:00{}", &time[..5], if time.len() == 5 { "Z" } else { &time[5..] })
                }
                _ => text,
            }
        }
    }
}

/// A name-based UUID, version 5 of RFC 9562, of the site's title and a page's address: stable while both are.
fn urn(site: &str, id: &str) -> String {
    let site = Uuid::new_v5(&Uuid::NAMESPACE_OID, site.as_bytes());
    Uuid::new_v5(&site, id.as_bytes()).urn().to_string()
}

pub(super) struct Xml(pub(super) Writer<Vec<u8>>);

impl Xml {
    pub(super) fn write(&mut self, event: Event<'_>) {
        // Writing to memory can't fail.
        let _ = self.0.write_event(event);
    }

    /// An element with text. Control characters, which XML can't hold, are left out.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        let is_bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        let clean = if text.contains(is_bad) { Cow::from(text.replace(is_bad, "")) } else { Cow::from(text) };
        self.write(Event::Start(BytesStart::new(name)));
        self.write(Event::Text(BytesText::new(&clean)));
        self.write(Event::End(BytesEnd::new(name)));
    }

    fn link(&mut self, rel: &str, kind: &str, href: &str) {
        self.write(Event::Empty(BytesStart::new("link").with_attributes([("rel", rel), ("type", kind), ("href", href)])));
    }

    fn author(&mut self, name: &str) {
        self.write(Event::Start(BytesStart::new("author")));
        self.text("name", name);
        self.write(Event::End(BytesEnd::new("author")));
    }
}
