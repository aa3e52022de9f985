//! Whole sites through the library: every test builds one in memory and looks at what would be published.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

#[path = "site/support.rs"]
mod support;
#[path = "site/edits.rs"]
mod edits;
#[path = "site/scribble.rs"]
mod scribble;
#[path = "site/keys.rs"]
mod keys;
#[path = "site/leaf.rs"]
mod leaf;
#[path = "site/crawl.rs"]
mod crawl;
#[path = "site/merge.rs"]
mod merge;
#[path = "site/promote.rs"]
mod promote;
#[path = "site/rename.rs"]
mod rename;
#[path = "site/same_page.rs"]
mod same_page;
#[path = "site/evidence.rs"]
mod evidence;
#[path = "site/events.rs"]
mod events;
#[path = "bench/freeform.rs"]
mod freeform;
#[path = "bench/made_up.rs"]
mod made_up;
#[path = "site/known.rs"]
mod known;
#[path = "site/named.rs"]
mod named;
#[path = "site/model.rs"]
mod model;
#[path = "site/defaults.rs"]
mod defaults;
#[path = "site/prose.rs"]
mod prose;
#[path = "site/calendars.rs"]
mod calendars;
#[path = "site/commonmark.rs"]
mod commonmark;
#[path = "site/feeds.rs"]
mod feeds;
#[path = "site/editions.rs"]
mod editions;
#[path = "site/beside.rs"]
mod beside;
#[path = "site/schema.rs"]
mod schema;
#[path = "site/golden.rs"]
mod golden;
#[path = "site/filters.rs"]
mod filters;
#[path = "site/pictures.rs"]
mod pictures;
#[path = "site/own_words.rs"]
mod own_words;
#[path = "site/suggest.rs"]
mod suggest;
#[path = "site/unmatched.rs"]
mod unmatched;
#[path = "site/vault.rs"]
mod vault;
#[path = "site/bibliography.rs"]
mod bibliography;
#[path = "site/as_of.rs"]
mod as_of;
#[path = "site/bonds.rs"]
mod bonds;
#[path = "site/figures.rs"]
mod figures;
#[path = "site/linked.rs"]
mod linked;
#[path = "site/families.rs"]
mod families;
#[path = "site/together.rs"]
mod together;
