//! Suggestions as changes of files: worked out in memory, read again, and left out where the site would have an error that it has not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::analysis::suggest::{self, Change, Item, New, Sort, Suggestion};
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::id::Key;
use crate::engine::snapshot::Snapshot;
use crate::engine::workspace::{self, Options, Workspace};
use crate::input::files::{Files, ReadError};
use crate::model::record::Record;
use crate::model::registry::{Model, RecordId};

use super::in_order;
use super::place::{Definition, Found, Shape};
use super::site::{Changed, FileChange};
use super::text::{Edits, add_entries, add_items, plain};
use super::walk;

/// How often the site is read again: a new record may be what another suggestion waits for.
const ROUNDS: usize = 4;

/// The file that a record begins with.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The record's id, and the file's name.
    pub id: String,
    /// The file's text.
    pub text: String,
}

/// What may be written, and what it makes of the files.
pub struct Proposed {
    /// The site as it is.
    pub snapshot: Arc<Snapshot>,
    /// All suggestions.
    pub all: Vec<Proposal>,
    /// Everything that would be written, with what follows from it, in the order in which it is.
    pub changes: Vec<FileChange>,
}

/// A suggestion, and what it alone would change: nothing where an editor has to.
pub struct Proposal {
    /// The suggestion.
    pub suggestion: Suggestion,
    /// The files.
    pub changes: Vec<FileChange>,
}

/// Works out what may be written of a site, with its drafts and what is to come. `wanted` says of which sort, `begin` what a new record's
/// file holds. Once it is written, nothing is left to write.
///
/// # Errors
/// Where the machine does not give us a file.
pub fn propose(
    files: Arc<dyn Files>,
    options: Options,
    wanted: &dyn Fn(Sort) -> bool,
    begin: &dyn Fn(&New) -> Begun,
) -> Result<Proposed, ReadError> {
    let mut options = options;
    (options.publish.drafts, options.publish.future) = (true, true);
    let desk = Desk { files, options, begin };
    let first = desk.read(&BTreeMap::new())?;
    let mut made: BTreeMap<Key, Option<Arc<[u8]>>> = BTreeMap::new();
    let mut all = None;
    let mut now = Arc::clone(&first);
    for _ in 0..ROUNDS {
        let found = suggest::of(&now.facts).into_iter().filter(|it| wanted(it.sort)).collect();
        let round = desk.round(&now, &made, found)?;
        all.get_or_insert(round.proposals);
        if round.changes.is_empty() {
            break;
        }
        made.extend(round.changes.into_iter().map(|change| (change.path, change.after)));
        now = round.then;
    }
    let mut changes = Vec::new();
    for (path, after) in made {
        let before = desk.bytes(path, &BTreeMap::new())?;
        changes.push(FileChange { path, before, after, edits: 1 });
    }
    in_order(&mut changes);
    Ok(Proposed { snapshot: first, all: all.unwrap_or_default(), changes })
}

/// A site's files, and how new ones begin.
struct Desk<'d> {
    files: Arc<dyn Files>,
    options: Options,
    begin: &'d dyn Fn(&New) -> Begun,
}

/// Files that differ from those on the disk.
type Made = BTreeMap<Key, Option<Arc<[u8]>>>;

/// What comes of all suggestions at some moment.
struct Round {
    proposals: Vec<Proposal>,
    changes: Vec<FileChange>,
    then: Arc<Snapshot>,
}

impl Desk<'_> {
    fn over(&self, made: &Made) -> Arc<Changed> {
        Arc::new(Changed { below: Arc::clone(&self.files), changed: made.clone() })
    }

    fn read(&self, made: &Made) -> Result<Arc<Snapshot>, ReadError> {
        Workspace::new(self.over(made), self.options.clone()).apply(&workspace::Change::All)
    }

    fn bytes(&self, path: Key, made: &Made) -> Result<Option<Arc<[u8]>>, ReadError> {
        let files = self.over(made);
        match made.contains_key(&path) || self.files.entry(path.as_str())?.is_some() {
            true => files.read(path.as_str()).map(Some),
            false => Ok(None),
        }
    }

    fn round(&self, now: &Arc<Snapshot>, made: &Made, found: Vec<Suggestion>) -> Result<Round, ReadError> {
        let mut sheet = Sheet { desk: self, now, made, walked: BTreeMap::new() };
        let mut taken: BTreeSet<Key> = BTreeSet::new();
        let mut proposals = Vec::new();
        for suggestion in found {
            let mut changes = sheet.changes(&[&suggestion])?;
            let new: Vec<Key> = changes.iter().filter(|change| change.before.is_none()).map(|change| change.path).collect();
            if new.iter().any(|path| taken.contains(path)) {
                changes.clear();
            }
            taken.extend(new);
            proposals.push(Proposal { suggestion, changes });
        }
        let mut changes = sheet.all(&proposals)?;
        let mut then = self.read(&with(made, &changes))?;
        if is_worse(now, &then) {
            for proposal in proposals.iter_mut().filter(|proposal| !proposal.changes.is_empty()) {
                let alone = self.read(&with(made, &proposal.changes))?;
                if is_worse(now, &alone) {
                    proposal.changes.clear();
                }
            }
            changes = sheet.all(&proposals)?;
            then = self.read(&with(made, &changes))?;
        }
        if is_worse(now, &then) {
            proposals.iter_mut().for_each(|proposal| proposal.changes.clear());
            (changes, then) = (Vec::new(), Arc::clone(now));
        }
        Ok(Round { proposals, changes, then })
    }
}

fn with(made: &Made, changes: &[FileChange]) -> Made {
    let mut made = made.clone();
    made.extend(changes.iter().map(|change| (change.path, change.after.clone())));
    made
}

/// Whether a site has an error that it had not.
fn is_worse(before: &Snapshot, after: &Snapshot) -> bool {
    let errors = |snapshot: &Snapshot| {
        let mut errors: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
        let all = snapshot.diagnostics.iter().filter(|found: &&Diagnostic| found.level == Level::Error);
        all.for_each(|found| *errors.entry((found.rule, found.message.clone())).or_default() += 1);
        errors
    };
    let before = errors(before);
    errors(after).into_iter().any(|(error, number)| before.get(&error).is_none_or(|known| *known < number))
}

/// Files at some moment, with what was found in them.
struct Sheet<'s> {
    desk: &'s Desk<'s>,
    now: &'s Snapshot,
    made: &'s Made,
    /// By path: the text, where it is one, and what it defines.
    walked: BTreeMap<Key, Option<(Arc<str>, Found)>>,
}

/// What some suggestions come to.
#[derive(Default)]
struct Plan {
    edits: Edits,
    new: BTreeMap<Key, String>,
    items: BTreeMap<(RecordId, &'static str), Vec<String>>,
    meanings: BTreeMap<RecordId, Vec<(String, String)>>,
}

impl Sheet<'_> {
    fn all(&mut self, proposals: &[Proposal]) -> Result<Vec<FileChange>, ReadError> {
        let made: Vec<&Suggestion> = proposals.iter().filter(|it| !it.changes.is_empty()).map(|it| &it.suggestion).collect();
        self.changes(&made)
    }

    /// What some suggestions change together.
    fn changes(&mut self, suggestions: &[&Suggestion]) -> Result<Vec<FileChange>, ReadError> {
        let mut plan = Plan::default();
        for suggestion in suggestions {
            self.plan(suggestion, &mut plan)?;
        }
        for ((page, field), mut items) in std::mem::take(&mut plan.items) {
            items.splice(0..0, inherited(&self.now.facts.model, page, field));
            self.at(page, |text, record| add_items(&mut plan.edits, text, record, field, &items))?;
        }
        for (page, meanings) in std::mem::take(&mut plan.meanings) {
            self.at(page, |text, record| {
                matches!(record.shape, Shape::File { .. }) && add_entries(&mut plan.edits, text, record, "resolve", &meanings)
            })?;
        }
        let mut changes = Vec::new();
        for path in plan.edits.files().collect::<Vec<_>>() {
            let Some((text, _)) = self.file(path)? else { continue };
            let after = plan.edits.apply(path, text);
            let (before, edits) = (Some(Arc::from(text.as_bytes())), plan.edits.number(path));
            changes.push(FileChange { path, before, after: Some(Arc::from(after.into_bytes())), edits });
        }
        let new =
            |(path, text): (Key, String)| FileChange { path, before: None, after: Some(Arc::from(text.into_bytes())), edits: 1 };
        changes.extend(plan.new.into_iter().map(new));
        in_order(&mut changes);
        Ok(changes)
    }

    /// Adds a suggestion; nothing of it where its first change can't be made.
    fn plan(&mut self, suggestion: &Suggestion, plan: &mut Plan) -> Result<(), ReadError> {
        let mut begun = None;
        for change in &suggestion.changes {
            match change {
                Change::Replace(edit) => {
                    let Some((text, _)) = self.file(edit.span.file)? else { return Ok(()) };
                    let stands = text.get(edit.span.range()).unwrap_or_default();
                    if stands.split_whitespace().eq(suggestion.words.split_whitespace()) {
                        plan.edits.replace(edit.span, edit.text.clone());
                    }
                }
                Change::Resolve { page, word, meant } => {
                    plan.meanings.entry(*page).or_default().push((key(word), value(meant)));
                }
                Change::New(new) => {
                    let Begun { id, text } = (self.desk.begin)(new);
                    let model = &self.now.facts.model;
                    let is_taken = model.by_id(new.kind, Key::new(&id)).is_some_and(|other| !model.head(other).stub);
                    let path = Key::new(&format!("content/{}/{id}.md", new.kind.plural()));
                    if is_taken || plan.new.contains_key(&path) || self.desk.bytes(path, self.made)?.is_some() {
                        return Ok(());
                    }
                    plan.new.insert(path, text);
                    begun = Some(id);
                }
                Change::Item { page, field, item } => {
                    let item = match item {
                        Item::Called(name) => Some(name.clone()),
                        Item::TheNew => begun.clone(),
                    };
                    plan.items.entry((*page, field)).or_default().extend(item.map(|item| value(&item)));
                }
            }
        }
        Ok(())
    }

    /// Does something at the place that defines a page.
    fn at(&mut self, page: RecordId, write: impl FnOnce(&str, &Definition) -> bool) -> Result<bool, ReadError> {
        let head = self.now.facts.model.head(page);
        let Some((text, found)) = self.file(head.file())? else { return Ok(false) };
        let is_it = |it: &&Definition| it.kind == head.kind && it.begins_at(head.span);
        Ok(found.definitions.iter().find(is_it).is_some_and(|record| write(text, record)))
    }

    /// The text of a file and what it defines; nothing of one that is not what it is shown as, or can't be read.
    fn file(&mut self, path: Key) -> Result<Option<&(Arc<str>, Found)>, ReadError> {
        if !self.walked.contains_key(&path) {
            let bytes = self.desk.bytes(path, self.made)?;
            let text = self.now.text(path).filter(|text| bytes.as_deref() == Some(text.as_bytes()));
            let walked = text.map(|text| (Arc::from(text), walk::file(path, text, false)));
            self.walked.insert(path, walked.filter(|(_, found)| found.unreadable.is_none()));
        }
        Ok(self.walked.get(&path).and_then(Option::as_ref))
    }
}

/// The items that a page's list has from the defaults of its folders: a list of the page's own stands in their place.
fn inherited(model: &Model, page: RecordId, field: &str) -> Vec<String> {
    let own = model.head(page).file();
    let written = match (model.record(page), field) {
        (Record::Briefing(briefing), "actors") => briefing.actors.clone(),
        (Record::Briefing(briefing), "sources") => briefing.sources.clone(),
        (Record::Event(event), "sources") => event.sources.clone(),
        _ => Vec::new(),
    };
    written.iter().filter(|written| written.span.file != own).map(|written| value(&written.text)).collect()
}

/// An id or a word as a YAML value.
fn value(text: &str) -> String {
    let is_id = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    if is_id && !is_yaml_word(text) { plain(text) } else { serde_json::Value::from(text).to_string() }
}

/// A word as a YAML key.
fn key(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphabetic) && text.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '-');
    if is_plain && !is_yaml_word(text) { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// Words that YAML takes for something else.
fn is_yaml_word(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n")
}
