//! JSON Feed, version 1.1 (jsonfeed.org).

use serde::Serialize;

use crate::site::view::compose::Site;

use super::{Feed, Of, entries};

#[derive(Serialize)]
struct Document<'f> {
    version: &'static str,
    title: &'f str,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'f str,
    language: &'f str,
    authors: [Author<'f>; 1],
    items: Vec<Item<'f>>,
}

#[derive(Serialize)]
struct Author<'f> {
    name: &'f str,
}

#[derive(Serialize)]
struct Item<'f> {
    id: String,
    url: String,
    title: &'f str,
    /// A feed must have a content; ours is what a card says, and the page has the rest.
    content_text: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'f str>,
    date_modified: &'f str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'f>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'f [&'f str],
}

/// The bytes of `feed.json`.
pub fn json<'m>(site: &'m Site<'m>) -> Vec<u8> {
    let feed = Feed::of(site, Of::Site);
    let entries = entries(site, Of::Site);
    let items = entries.iter().map(|entry| Item {
        id: feed.id(site, &entry.path),
        url: feed.address(&entry.path),
        title: &entry.title,
        content_text: entry.summary.as_deref().unwrap_or(&entry.title),
        date_published: entry.published.as_deref(),
        date_modified: &entry.updated,
        authors: entry.authors.iter().map(|name| Author { name }).collect(),
        tags: &entry.tags,
    });
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: feed.address(""),
        feed_url: feed.address("feed.json"),
        description: feed.description,
        language: &site.facts.config.lang,
        authors: [Author { name: &site.facts.config.title }],
        items: items.collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&document).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
