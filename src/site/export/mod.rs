//! Exports: what the site says as data, under `data/`. Each is a pure function of the facts; nothing in them is absolute, and none of them
//! knows when it was made. Texts are plain, as a reader sees them; what is private (`extra`) and what only steers linking (`resolve`,
//! `autolink`) is left out.

mod actor;
mod bibliography;
mod claim;
mod event;
mod record;
mod relation;
pub mod schema;
mod site;
mod source;
mod table;
mod timeline;

use serde::Serialize;

use crate::syntax::kind::Kind;

use super::view::compose::Site;

/// The version of the format: it counts up when a key goes or changes its meaning, not when one comes.
const VERSION: u32 = 1;

/// An export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// `site.json`: the site and what it counts.
    Site,
    /// The records of a kind, as JSON.
    Records(Kind),
    /// `relations.json`.
    Relations,
    /// `timeline.json`: as TimelineJS 3 reads it.
    Timeline,
    /// The records of a kind, as CSV.
    Table(Kind),
    /// `sources.bib`.
    Bibliography,
    /// The schema of a kind's front matter.
    Schema(Kind),
    /// The schema of `site.yaml`.
    SiteSchema,
}

/// All exports but the schemas, in the order in which they are listed for readers.
pub const EXPORTS: [Export; 11] = [
    Export::Site,
    Export::Records(Kind::Actor),
    Export::Records(Kind::Event),
    Export::Records(Kind::Source),
    Export::Records(Kind::Claim),
    Export::Relations,
    Export::Timeline,
    Export::Table(Kind::Event),
    Export::Table(Kind::Source),
    Export::Table(Kind::Claim),
    Export::Bibliography,
];

impl Export {
    /// All exports, schemas included.
    pub fn all() -> impl Iterator<Item = Export> {
        EXPORTS.into_iter().chain(Kind::ALL.map(Export::Schema)).chain([Export::SiteSchema])
    }

    /// Its path from the site's root.
    pub fn path(self) -> String {
        match self {
            Export::Site => "data/site.json".to_owned(),
            Export::Records(kind) => format!("data/{}.json", kind.plural()),
            Export::Relations => "data/relations.json".to_owned(),
            Export::Timeline => "data/timeline.json".to_owned(),
            Export::Table(kind) => format!("data/{}.csv", kind.plural()),
            Export::Bibliography => "data/sources.bib".to_owned(),
            Export::Schema(kind) => format!("data/schema/{kind}.json"),
            Export::SiteSchema => "data/schema/site.json".to_owned(),
        }
    }

    /// What is in it, in a few words.
    pub fn about(self) -> String {
        match self {
            Export::Site => "the site and what it counts".to_owned(),
            Export::Records(Kind::Claim) => "all claims, each with who says so, who answers and its origins".to_owned(),
            Export::Records(kind) => format!("all {}", kind.plural()),
            Export::Relations => "relations between actors".to_owned(),
            Export::Timeline => "all events, for TimelineJS".to_owned(),
            Export::Table(kind) => format!("all {} as a table", kind.plural()),
            Export::Bibliography => "all sources, for BibLaTeX, Zotero and the like".to_owned(),
            Export::Schema(kind) => format!("the fields of {}", kind.a()),
            Export::SiteSchema => "the fields of site.yaml".to_owned(),
        }
    }

    /// Its bytes.
    pub fn bytes(self, site: &Site<'_>) -> Vec<u8> {
        let config = &site.facts.config;
        match self {
            Export::Site => site::json(site),
            Export::Records(kind) => record::json(site, kind),
            Export::Relations => relation::json(site),
            Export::Timeline => timeline::json(site),
            Export::Table(kind) => table::csv(site, kind),
            Export::Bibliography => bibliography::bib(site),
            Export::Schema(kind) => schema::record(kind, config),
            Export::SiteSchema => schema::site(config),
        }
    }
}

/// The records of a kind as a list: what stands under its name in [`Export::Records`].
pub fn list(site: &Site<'_>, kind: Kind) -> Vec<u8> {
    let mut bytes = record::list(site, kind);
    bytes.push(b'\n');
    bytes
}

/// `{"version": 1, "NAME": [ … ]}`
fn envelope<T: Serialize>(name: &str, records: impl Iterator<Item = T>) -> Vec<u8> {
    in_envelope(name, &lines(records))
}

fn in_envelope(name: &str, list: &[u8]) -> Vec<u8> {
    [format!("{{\"version\":{VERSION},\"{name}\":").as_bytes(), list, b"}\n"].concat()
}

/// A list with a record a line, so that a difference between two builds can be read.
fn lines<T: Serialize>(records: impl Iterator<Item = T>) -> Vec<u8> {
    let mut bytes = vec![b'['];
    for (at, record) in records.enumerate() {
        bytes.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        // Writing to memory can't fail, and no key of ours is anything but text.
        let _ = serde_json::to_writer(&mut bytes, &record);
    }
    bytes.extend_from_slice(b"\n]");
    bytes
}
