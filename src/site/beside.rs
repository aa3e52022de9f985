//! Files that are made of the facts and are no pages: feeds, calendars, exports, redirects, and what programs look for at a site's root.
//! Each is made when its bytes, or what stands for them, are asked for.

use crate::base::diagnostic::Diagnostic;
use crate::base::fingerprint::Fingerprint;
use crate::base::id::{Id, Key};
use crate::base::text::Span;
use crate::model::actor::Actor;
use crate::model::registry::RecordId;

use super::export::Export;
use super::feed::{self, Of};
use super::view::compose::Site;
use super::{calendar, filter, readme, redirect, sitemap};

/// What a file beside the pages is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// An Atom feed.
    Atom(Of),
    /// `feed.json`.
    JsonFeed,
    /// A calendar: of all events, or of those with an actor.
    Calendar(Option<Id<Actor>>),
    /// `sitemap.xml`.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// `llms.txt`.
    Llms,
    /// One of the exports.
    Export(Export),
    /// The stylesheet of filters.
    Filters,
    /// A page at a former address of a record: its path.
    Redirect(RecordId, Key),
}

/// A file that is to be there.
#[derive(Debug)]
pub struct Wanted {
    /// Its path.
    pub path: String,
    /// What it is.
    pub what: Beside,
    /// What an editor wrote to have it.
    pub owner: Option<Span>,
}

/// All files beside the pages, and which former addresses can't be.
pub fn plan(site: &Site<'_>) -> (Vec<Wanted>, Vec<Diagnostic>) {
    let model = &site.facts.model;
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut add = |path: &str, what| wanted.push(Wanted { path: path.to_owned(), what, owner: None });
    add("feed.xml", Beside::Atom(Of::Site));
    if model.has_corrections() {
        add("corrections/feed.xml", Beside::Atom(Of::Corrections));
    }
    add("feed.json", Beside::JsonFeed);
    add("calendar.ics", Beside::Calendar(None));
    if site.base_url.is_some() {
        add("sitemap.xml", Beside::Sitemap);
    }
    // Nobody asks for it anywhere but at an origin's root.
    let at_origin = site.base_url.is_some() && site.base_path() == "/";
    for (path, what, is_wanted) in [("robots.txt", Beside::Robots, at_origin), ("llms.txt", Beside::Llms, true)] {
        if is_wanted && !model.assets.contains(&Key::new(path)) {
            add(path, what);
        }
    }
    if let Some(path) = filter::address(site) {
        add(path.as_str(), Beside::Filters);
    }
    // Schemas are for those who write the site as it is: an edition would show them words that came later.
    let is_told = |export: &Export| model.edition.is_none() || !matches!(export, Export::Schema(_) | Export::SiteSchema);
    Export::all().filter(is_told).for_each(|export| add(&export.path(), Beside::Export(export)));
    for id in model.actors.ids() {
        let page = site.directory.paths.get(&RecordId::Actor(id)).map_or("", |path| path.as_str());
        if feed::has_entries(site, id) {
            add(&format!("{page}feed.xml"), Beside::Atom(Of::Actor(id)));
        }
        if calendar::has_events(site, Some(id)) {
            add(&format!("{page}calendar.ics"), Beside::Calendar(Some(id)));
        }
    }
    let found = redirects(site, &mut wanted);
    (wanted, found)
}

fn redirects(site: &Site<'_>, wanted: &mut Vec<Wanted>) -> Vec<Diagnostic> {
    let model = &site.facts.model;
    let mut found = Vec::new();
    for id in model.ids() {
        let head = model.head(id);
        for former in &head.redirect_from {
            match redirect::file(head.kind, &former.text) {
                Ok(path) => {
                    let what = Beside::Redirect(id, Key::new(&path));
                    wanted.push(Wanted { path, what, owner: Some(former.span) });
                }
                Err(problem) => found.push(
                    Diagnostic::error(
                        "invalid-url",
                        former.span,
                        format!("`{}` was no address of this site: {problem}", former.text),
                    )
                    .help("write the record's former id, or the path of its former page: `/2022/kyiv/`"),
                ),
            }
        }
    }
    found
}

impl Beside {
    /// What stands for the bytes of a file that is made of little, so that nobody has to make it to see that it is what it was.
    pub fn fingerprint(self, site: &Site<'_>) -> Option<Fingerprint> {
        let dialect = &site.facts.config.dialect;
        match self {
            Beside::Export(Export::Schema(kind)) => Some(Fingerprint::of(&("schema", kind, dialect))),
            Beside::Export(Export::SiteSchema) => Some(Fingerprint::of(&("schema", dialect))),
            _ => None,
        }
    }

    /// The bytes of the file.
    pub fn bytes(self, site: &Site<'_>) -> Vec<u8> {
        match self {
            Beside::Atom(of) => feed::atom(site, of),
            Beside::JsonFeed => feed::json(site),
            Beside::Calendar(of) => calendar::calendar(site, of),
            Beside::Sitemap => sitemap::sitemap(site, site.base_url.unwrap_or_default()),
            Beside::Robots => readme::robots(site.base_url.unwrap_or_default()),
            Beside::Llms => readme::llms(site),
            Beside::Export(export) => export.bytes(site),
            Beside::Filters => filter::sheet(site).map(|(_, rules)| rules.into_bytes()).unwrap_or_default(),
            Beside::Redirect(record, path) => redirect::page(site, record, path.as_str()),
        }
    }
}
