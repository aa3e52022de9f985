//! `_defaults.yaml`: front matter for every file below its folder.

use std::collections::BTreeMap;

use crate::base::diagnostic::Diagnostic;
use crate::base::fingerprint::Fingerprint;
use crate::base::id::Key;
use crate::base::text::Span;
use crate::syntax::kind::Kind;
use crate::syntax::read::{Dialect, Fields, Reader};
use crate::syntax::yaml::{self, Node, Value};

use super::record::table;

/// The file's name.
pub const NAME: &str = "_defaults.yaml";

/// Fields that tell one record from another.
const OWN: &[&str] = &["id", "title", "name", "url", "aliases", "redirect_from"];

/// The defaults of a site, each file with its folder.
#[derive(Debug, Default)]
pub struct Defaults {
    folders: BTreeMap<&'static str, Folder>,
}

#[derive(Debug)]
struct Folder {
    text: Fingerprint,
    fields: BTreeMap<Kind, Fields>,
}

impl Defaults {
    /// Reads one more file of defaults, and returns what is wrong with it.
    pub fn add(&mut self, file: Key, text: &str, dialect: &Dialect) -> Vec<Diagnostic> {
        let folder = file.as_str().strip_suffix(NAME).unwrap_or(file.as_str());
        let mut found = Vec::new();
        let fields = read(file, text, kinds(folder), dialect, &mut found);
        self.folders.insert(folder, Folder { text: Fingerprint::of_bytes(text.as_bytes()), fields });
        found
    }

    /// Stands for the defaults of a file.
    pub fn fingerprint(&self, file: Key) -> Fingerprint {
        Fingerprint::of(&self.above(file).map(|folder| folder.text).collect::<Vec<_>>())
    }

    /// Gives a file's record what it does not say itself: of several defaults the nearest.
    pub fn fill(&self, file: Key, kind: Kind, fields: &mut Fields) {
        self.above(file).filter_map(|folder| folder.fields.get(&kind)).for_each(|defaults| fields.fill(defaults));
    }

    /// The folders around a file that have defaults, the nearest first.
    fn above(&self, file: Key) -> impl Iterator<Item = &Folder> {
        // In order of their names an outer folder comes before those in it.
        self.folders.iter().rev().filter(move |(folder, _)| file.as_str().starts_with(**folder)).map(|(_, folder)| folder)
    }
}

/// The kinds of the files below a folder.
fn kinds(folder: &str) -> Vec<Kind> {
    let inner = folder.strip_prefix("content/").unwrap_or(folder);
    match inner.split_once('/') {
        None => Kind::ALL.to_vec(),
        Some((first, _)) => vec![Kind::of_folder(first).unwrap_or(Kind::Page)],
    }
}

fn read(file: Key, text: &str, kinds: Vec<Kind>, dialect: &Dialect, found: &mut Vec<Diagnostic>) -> BTreeMap<Kind, Fields> {
    let Some(root) = yaml::parse(file, text, yaml::whole(text), found) else { return BTreeMap::new() };
    if !matches!(root.value, Value::Map(_) | Value::Null) {
        let wrong = Diagnostic::error("wrong-type", Span::whole(file), "defaults are written as fields");
        found.push(
            wrong.label(format!("this is {}", root.describe())).help("write `tags: [crisis]` and other fields, a line each"),
        );
        return BTreeMap::new();
    }
    let root = without_own(root, found);
    let mut by_kind = BTreeMap::new();
    let mut wrong: Vec<Vec<Diagnostic>> = Vec::new();
    for kind in kinds {
        let mut reader = Reader::new(text, dialect, table);
        let fields = reader.record(kind, &root);
        if let Some((_, record)) = reader.inline.first() {
            let message = "a default can name a record, and not define one";
            let defined = Diagnostic::error("wrong-type", record.span, message).label("a definition");
            reader.diagnostics.push(defined.help("define it in a file of its own, and write its id or name here"));
        }
        reader.diagnostics.retain(|found| found.rule != "missing-field");
        wrong.push(reader.diagnostics);
        by_kind.insert(kind, fields);
    }
    // Below content/ itself stand files of all kinds: a field is unknown if none of them has it, and a mistake is told once.
    let known_somewhere = |one: &Diagnostic| {
        one.rule == "unknown-key"
            && wrong.iter().any(|found| found.iter().all(|other| other.rule != one.rule || other.span != one.span))
    };
    for one in wrong.iter().flatten() {
        let is_told = found.iter().any(|told| told.rule == one.rule && told.span == one.span);
        if !is_told && !known_somewhere(one) {
            found.push(one.clone());
        }
    }
    by_kind
}

/// Takes away the fields that no two records may share.
fn without_own(mut root: Node, found: &mut Vec<Diagnostic>) -> Node {
    if let Value::Map(entries) = &mut root.value {
        entries.retain(|(key, _)| {
            let is_own = OWN.contains(&key.value.as_str());
            if is_own {
                let message = format!("`{}` can't be a default", key.value);
                let shared = Diagnostic::error("invalid-config", key.span, message).label("every file needs its own");
                found.push(shared.help("write it into the files, and remove it here"));
            }
            !is_own
        });
    }
    root
}
