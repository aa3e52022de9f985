//! The sitemap (sitemaps.org, version 0.9): only where the site's address is known.

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use quick_xml::writer::Writer;

use crate::model::registry::RecordId;

use super::feed::Xml;
use super::route::{Route, Subject};
use super::view::compose::Site;

/// The bytes of `sitemap.xml`.
pub fn sitemap(site: &Site<'_>, base: &str, routes: &[Route]) -> Vec<u8> {
    let mut xml = Xml(Writer::new_with_indent(Vec::new(), b' ', 2));
    xml.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    xml.write(Event::Start(
        BytesStart::new("urlset").with_attributes([("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]),
    ));
    for route in routes.iter().filter(|route| route.subject != Subject::NotFound && !is_hidden(site, **route)) {
        xml.write(Event::Start(BytesStart::new("url")));
        xml.text("loc", &format!("{base}{}", route.path));
        if let Some(day) = last_changed(site, *route) {
            xml.text("lastmod", &day);
        }
        xml.write(Event::End(BytesEnd::new("url")));
    }
    xml.write(Event::End(BytesEnd::new("urlset")));
    let mut bytes = xml.0.into_inner();
    bytes.push(b'\n');
    bytes
}

fn is_hidden(site: &Site<'_>, route: Route) -> bool {
    matches!(route.subject, Subject::Record(id) if site.facts.model.head(id).noindex)
}

/// The day of a briefing; what other pages say has no day of its own.
fn last_changed(site: &Site<'_>, route: Route) -> Option<String> {
    match route.subject {
        Subject::Record(RecordId::Briefing(id)) => {
            let latest = site.facts.model.briefings[id].latest()?;
            (latest.precision() >= crate::base::date::Precision::Day).then(|| latest.earliest().day().to_string())
        }
        _ => None,
    }
}
