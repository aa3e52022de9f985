//! The sitemap (sitemaps.org, version 0.9): only where the site's address is known.

use quick_xml::events::BytesStart;

use crate::model::registry::RecordId;

use super::route::{Route, Subject, plan};
use super::view::compose::Site;
use super::xml::Xml;

/// The bytes of `sitemap.xml`.
pub fn sitemap(site: &Site<'_>, base: &str) -> Vec<u8> {
    let mut xml = Xml::new(BytesStart::new("urlset").with_attributes([("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]));
    let routes = plan(&site.facts.model, &site.directory.paths, &site.directory.tags);
    for route in routes.iter().filter(|route| route.subject != Subject::NotFound && !is_hidden(site, **route)) {
        xml.open("url");
        xml.text("loc", &format!("{base}{}", route.path));
        if let Some(day) = last_changed(site, *route) {
            xml.text("lastmod", &day);
        }
        xml.close("url");
    }
    xml.finish("urlset")
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
