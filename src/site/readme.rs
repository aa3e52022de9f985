//! `robots.txt` and `llms.txt`: what programs that read sites look for at the root.

use crate::analysis::wording::wording;
use crate::model::registry::RecordId;
use crate::syntax::kind::Kind;

use super::export::EXPORTS;
use super::route::LISTS;
use super::view::compose::Site;
use super::view::frame::{clip_to, list_path};
use super::words::{capital, count};

/// The bytes of `robots.txt`: everybody may read everything, and where the list of it is.
pub fn robots(base: &str) -> Vec<u8> {
    format!("User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n").into_bytes()
}

/// The bytes of `llms.txt` (llmstxt.org): what the site is, its briefings, its lists and its data.
pub fn llms(site: &Site<'_>) -> Vec<u8> {
    let (config, model) = (&site.facts.config, &site.facts.model);
    let base = site.base_url.unwrap_or("");
    let mut lines = vec![format!("# {}", plain(&config.title)), String::new()];
    if !config.description.is_empty() {
        lines.extend([format!("> {}", plain(&config.description)), String::new()]);
    }
    lines.push(
        "Claims, statuses and dates are those of the record's editors; who says what, on whose word, and who denies it stands on the \
         page of each claim. A claim that is denied must not be repeated without its denial."
            .to_owned(),
    );
    if !model.briefings.is_empty() {
        lines.extend([String::new(), "## Briefings".to_owned(), String::new()]);
    }
    for id in &site.directory.briefings {
        let head = &model.briefings[*id].head;
        let path = site.directory.paths.get(&RecordId::Briefing(*id)).map_or("", |path| path.as_str());
        let summary = head.summary.as_ref().map(|summary| format!(": {}", plain(&wording(model, summary)))).unwrap_or_default();
        lines.push(format!("- [{}]({base}{path}){summary}", plain(&head.title)));
    }
    lines.extend([String::new(), "## Lists".to_owned(), String::new()]);
    for kind in LISTS.into_iter().filter(|kind| *kind != Kind::Briefing && number(site, *kind) > 0) {
        let counted = count(number(site, kind), kind.word(), kind.plural());
        lines.push(format!("- [{}]({base}{}): {counted}", capital(kind.plural()), list_path(kind)));
    }
    lines.push(format!("- [Timeline]({base}timeline/): all events in order of time"));
    lines.extend([String::new(), "## Data".to_owned(), String::new()]);
    lines.extend(EXPORTS.iter().map(|export| format!("- [{0}]({base}{0}): {1}", export.path(), export.about())));
    let mut text = lines.join("\n");
    text.push('\n');
    text.into_bytes()
}

fn number(site: &Site<'_>, kind: Kind) -> usize {
    let model = &site.facts.model;
    match kind {
        Kind::Briefing => model.briefings.len(),
        Kind::Actor => model.actors.len(),
        Kind::Event => model.events.len(),
        Kind::Source => model.sources.len(),
        Kind::Claim => model.claims.len(),
        Kind::Place => model.places.len(),
        Kind::Arc => model.arcs.len(),
        Kind::Page => model.pages.len(),
    }
}

/// A text in one line in which nothing is a mark of Markdown.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in clip_to(text, 300).chars() {
        if matches!(c, '\\' | '[' | ']' | '<' | '`' | '*' | '_') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
