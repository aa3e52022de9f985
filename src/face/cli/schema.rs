//! `schema`: the fields of front matter for other programs, as `build` publishes them under `data/schema/`.

use std::io::Write;

use crate::analysis::rules;
use crate::base::id::Key;
use crate::face::args::{Common, SchemaKind};
use crate::input::files::{Disk, Files};
use crate::model::config::Config;
use crate::site::export::schema;
use crate::syntax::kind::Kind;

use super::{Exit, site};

/// Runs the command. Outside of a site it prints what every site has.
pub(super) fn run(common: &Common, kind: SchemaKind) -> Exit {
    let root = match site::root(common) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let name = site::config(common);
    let bytes = Disk::new(&root).with_config(&name).read(&name).ok();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()).unwrap_or_default();
    let (config, _) = Config::read(Key::new(&name), &text, &rules::names());
    let written = match kind {
        SchemaKind::Briefing => schema::record(Kind::Briefing, &config),
        SchemaKind::Actor => schema::record(Kind::Actor, &config),
        SchemaKind::Event => schema::record(Kind::Event, &config),
        SchemaKind::Source => schema::record(Kind::Source, &config),
        SchemaKind::Claim => schema::record(Kind::Claim, &config),
        SchemaKind::Place => schema::record(Kind::Place, &config),
        SchemaKind::Arc => schema::record(Kind::Arc, &config),
        SchemaKind::Page => schema::record(Kind::Page, &config),
        SchemaKind::Site => schema::site(&config),
    };
    // Whoever closes the pipe has read enough.
    let _ = std::io::stdout().write_all(&written);
    Exit::Fine
}
