//! Atom (RFC 4287).

use quick_xml::events::BytesStart;

use crate::site::view::compose::Site;
use crate::site::xml::Xml;

use super::{Entry, Feed, Of, entries, told_of_actor};

/// The bytes of a `feed.xml`.
///
/// Without a base URL links are relative to the feed and ids are `urn:uuid`, so that no address is invented.
pub fn atom<'m>(site: &'m Site<'m>, of: Of) -> Vec<u8> {
    let feed = Feed::of(site, of);
    let lang = site.facts.config.lang.as_str();
    let mut xml =
        Xml::new(BytesStart::new("feed").with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", lang)]));
    let own = format!("{}feed.xml", feed.page);
    xml.text("title", &feed.title);
    if !feed.description.is_empty() {
        xml.text("subtitle", feed.description);
    }
    link(&mut xml, "alternate", "text/html", &feed.address(feed.page));
    link(&mut xml, "self", "application/atom+xml", &feed.address(&own));
    // The feed of the site without an address keeps the id that it had before actors had theirs.
    xml.text("id", &feed.id(site, if site.base_url.is_none() && of == Of::Site { "feed" } else { &own }));
    xml.text("updated", &feed.updated);
    author(&mut xml, &site.facts.config.title);
    match of {
        Of::Actor(id) => {
            // Most records stand in the feeds of several actors.
            for id in told_of_actor(site, id) {
                let told = || Xml::within("feed", |xml| entry(xml, site, &feed, &super::entry(site, id)));
                xml.insert(site.directory.in_feeds.get(&id, told).map_or(&[], Vec::as_slice));
            }
        }
        Of::Site | Of::Corrections => entries(site, of).iter().for_each(|told| entry(&mut xml, site, &feed, told)),
    }
    xml.finish("feed")
}

fn entry(xml: &mut Xml, site: &Site<'_>, feed: &Feed<'_>, entry: &Entry<'_>) {
    xml.open("entry");
    xml.text("title", &entry.title);
    link(xml, "alternate", "text/html", &feed.address(&entry.path));
    xml.text("id", &feed.id(site, &entry.path));
    xml.text("updated", &entry.updated);
    if let Some(published) = &entry.published {
        xml.text("published", published);
    }
    entry.authors.iter().for_each(|name| author(xml, name));
    if let Some(summary) = &entry.summary {
        xml.text("summary", summary);
    }
    xml.close("entry");
}

fn link(xml: &mut Xml, rel: &str, kind: &str, href: &str) {
    xml.empty("link", &[("rel", rel), ("type", kind), ("href", href)]);
}

fn author(xml: &mut Xml, name: &str) {
    xml.open("author");
    xml.text("name", name);
    xml.close("author");
}
