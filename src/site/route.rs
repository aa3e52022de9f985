//! Addresses: which pages there are and where.

use rustc_hash::FxHashMap;

use crate::base::id::Key;
use crate::model::head::Head;
use crate::model::registry::{Model, RecordId};
use crate::syntax::kind::Kind;

use super::tags::Tags;

/// What is published at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The home page.
    Home,
    /// The list of a kind.
    List(Kind),
    /// A record's page.
    Record(RecordId),
    /// All events.
    Timeline,
    /// What changed on the briefings, corrections above all.
    Corrections,
    /// All tags.
    Tags,
    /// What carries a tag, by its place among the site's tags.
    Tag(usize),
    /// What a reader sees who asks for a page that isn't there.
    NotFound,
}

/// A page and its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// What is there.
    pub subject: Subject,
    /// Path from the site's root, with a final slash: `actors/lavrov/`; `""` for home, `404.html` for what is not found.
    pub path: Key,
}

impl Route {
    /// The way from the page to the site's root: `"../"` for each folder, `""` at the root itself.
    pub fn root(self) -> &'static str {
        Key::new(&"../".repeat(self.path.as_str().matches('/').count())).as_str()
    }

    /// The file that holds the page.
    pub fn file(self) -> String {
        match self.subject {
            Subject::NotFound => "404.html".to_owned(),
            _ => format!("{}index.html", self.path),
        }
    }
}

/// The address of a record's page.
pub fn record(head: &Head) -> Key {
    match head.kind {
        Kind::Page => Key::new(&format!("{}/", head.id)),
        kind => Key::new(&format!("{}/{}/", kind.plural(), head.id)),
    }
}

/// The kinds that have a list.
pub const LISTS: [Kind; 7] = [Kind::Briefing, Kind::Actor, Kind::Event, Kind::Source, Kind::Claim, Kind::Place, Kind::Arc];

/// All pages of a site, in order of their addresses; those of its records are known.
pub fn plan(model: &Model, paths: &FxHashMap<RecordId, Key>, tags: &Tags) -> Vec<Route> {
    let mut routes = vec![
        Route { subject: Subject::Home, path: Key::new("") },
        Route { subject: Subject::NotFound, path: Key::new("404.html") },
        Route { subject: Subject::Timeline, path: Key::new("timeline/") },
    ];
    let lists = LISTS.into_iter().filter(|kind| model.has_list(*kind));
    routes.extend(lists.map(|kind| Route { subject: Subject::List(kind), path: Key::new(&format!("{}/", kind.plural())) }));
    routes.extend(paths.iter().map(|(id, path)| Route { subject: Subject::Record(*id), path: *path }));
    if model.has_corrections() {
        routes.push(Route { subject: Subject::Corrections, path: Key::new("corrections/") });
    }
    if !tags.all.is_empty() {
        routes.push(Route { subject: Subject::Tags, path: Key::new("tags/") });
        routes.extend(tags.all.iter().enumerate().map(|(at, tag)| Route { subject: Subject::Tag(at), path: tag.path }));
    }
    routes.sort_by_key(|route| (route.path, route.subject));
    routes
}
