//! Floor 3: what the briefings say.
//!
//! A record is read from its file alone; its references stay words. [`registry::Model`] holds all records of a site and finds what a
//! word refers to.

pub mod passage;
pub mod head;
pub mod config;
pub mod actor;
pub mod event;
pub mod source;
pub mod claim;
pub mod place;
pub mod placed;
pub mod arc;
pub mod briefing;
pub mod query;
pub mod record;
pub mod broken;
pub mod defaults;
pub mod bibliography;
pub mod document;
pub mod registry;
pub mod build;
pub mod sources;
pub mod stubs;
pub mod resolve;
