//! Another id for a record, wherever it is written; its former address leads on.

use crate::analysis::link::join;
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::base::slug::{is_portable, slug};
use crate::model::document::stem;
use crate::model::head::Head;
use crate::model::registry::{Found, RecordId};
use crate::site::redirect;
use crate::syntax::kind::Kind;
use crate::syntax::markdown::decode;
use crate::syntax::read::{Written, clip};

use super::place::{Definition, Form, Place, Shape};
use super::site::{FileChange, Refused, Site};
use super::text::{self, Edits};
use super::{Refactored, changes_more, definitions, edited, in_order, one};

/// Works out what it takes to give a record another id. References by its names stay: they still mean it.
///
/// # Errors
/// Where no one record is called `old`; where `new` is taken, or no id; where a reference would come to mean something else.
pub fn rename(site: &Site, old: &str, new: &str) -> Result<Refactored, Refused> {
    let record = one(site, old, &format!("rename {{}} {new}"))?;
    let model = &site.snapshot.facts.model;
    let head = model.head(record);
    if head.stub {
        return Err(only_named(head, new));
    }
    is_legal(head, new)?;
    is_free(site, record, new)?;
    let all = definitions(site, record);
    let Some(main) = all.first().filter(|definition| definition.begins_at(head.span)) else {
        return Err(Refused::asked(
            format!("{}:{} is defined in a way that a machine can't rewrite", head.kind, head.id),
            "write it out, without an alias of YAML's",
        )
        .at(head.span, "here"));
    };
    let renaming = Renaming { site, record, head, new, moved: moved(site, head, main, new)? };
    let mut edits = Edits::default();
    let mut references = 0;
    for (file, found) in &site.found {
        for place in &found.places {
            if let Some(words) = renaming.words(*file, place) {
                edits.replace(place.span, words);
                references += usize::from(!all.iter().any(|definition| defines(definition, place)));
            }
        }
    }
    let notes = renaming.define(main, &mut edits)?;
    let mut changes = edited(site, &edits);
    if let Some((from, to)) = renaming.moved {
        move_file(site, &mut changes, from, to);
    }
    in_order(&mut changes);
    let is = |other: &Head| match other.id.as_str() {
        id if other.kind == head.kind && id == new => head.id.to_string(),
        // Whatever has the old id then is another record.
        id if other.kind == head.kind && id == head.id.as_str() => format!("{id}, a new one"),
        id => id.to_owned(),
    };
    if let (_, Some(difference)) = site.changed(&changes, &|other| other.id.to_string(), &is, None)? {
        return Err(changes_more(difference));
    }
    Ok(Refactored { kind: head.kind, from: head.id.to_string(), to: new.to_owned(), references, changes, notes })
}

/// A change of a file's name.
pub(super) type Move = (Key, Key);

/// What becomes of the places that name a record.
pub(super) struct Renaming<'s> {
    pub(super) site: &'s Site,
    pub(super) record: RecordId,
    pub(super) head: &'s Head,
    pub(super) new: &'s str,
    pub(super) moved: Option<Move>,
}

impl Renaming<'_> {
    /// What is written in a place instead; `None` where it stays.
    pub(super) fn words(&self, file: Key, place: &Place) -> Option<String> {
        if !place.exact || !place.kinds.contains(&self.head.kind) || place.kind.is_some_and(|kind| kind != self.head.kind) {
            return None;
        }
        match place.form {
            Form::Id => self.is_id(&place.name).then(|| self.new.to_owned()),
            Form::Name => self.name(place),
            Form::Link => self.link(file, place),
        }
    }

    pub(super) fn is_id(&self, name: &str) -> bool {
        name == self.head.id.as_str() || self.head.written_id.is_some_and(|written| written.as_str() == name)
    }

    fn name(&self, place: &Place) -> Option<String> {
        let mut written = Written::new(&place.name, place.span);
        written.kind = place.kind;
        if self.site.snapshot.facts.model.find(&written, place.kinds) != Found::One(self.record) {
            return None;
        }
        let (bare, ending) = place.name.strip_suffix(".md").map_or((&*place.name, ""), |bare| (bare, ".md"));
        if self.is_id(bare) || self.is_id(&place.name) {
            let by_name = self.head.titled && self.names().any(|name| name == place.name);
            return (!by_name).then(|| format!("{}{ending}", self.spelled(place)));
        }
        // Who has no name is called by the id, in whatever case.
        if !self.head.titled && fold(&place.name) == fold(&self.head.title) {
            return Some(self.spelled(place));
        }
        // `[[actors/kuleba]]`, but not `[[media/kuleba]]` as an alias.
        let is_path = bare.contains('/') && !self.names().any(|name| fold(name) == fold(&place.name));
        (is_path && self.moved.is_some()).then(|| self.last_segment(&place.name)).flatten()
    }

    /// The new id, with its kind where one of another kind could be meant.
    pub(super) fn spelled(&self, place: &Place) -> String {
        let model = &self.site.snapshot.facts.model;
        let is_shared = |kind: &Kind| *kind != self.head.kind && model.by_id(*kind, Key::new(self.new)).is_some();
        match place.kind.is_none() && place.kinds.iter().any(is_shared) {
            true => format!("{}:{}", self.head.kind, self.new),
            false => self.new.to_owned(),
        }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.head.title).chain(self.head.aliases.iter().map(|form| &*form.text.text))
    }

    fn link(&self, file: Key, place: &Place) -> Option<String> {
        let target = join(file.as_str(), &decode(&place.name))?;
        let (from, _) = self.moved.unzip();
        let is_file = from.is_some_and(|from| from.as_str() == target);
        let address = target.strip_prefix("content/").unwrap_or(&target);
        let id = match self.head.kind {
            Kind::Page => Some(address),
            kind => address.split_once('/').filter(|(folder, _)| *folder == kind.plural()).map(|(_, id)| id),
        };
        let is_address = !target.ends_with(".md") && id == Some(self.head.id.as_str());
        (is_file || is_address).then(|| self.last_segment(&place.name)).flatten()
    }

    /// A path with another last segment: `../actors/old.md`, `/actors/old/`.
    fn last_segment(&self, path: &str) -> Option<String> {
        let bare = path.trim_end_matches('/');
        let tail = &path[bare.len()..];
        let (bare, ending) = bare.strip_suffix(".md").map_or((bare, ""), |bare| (bare, ".md"));
        let last = self.new.rsplit('/').next()?;
        let folder = bare.rfind('/').map_or("", |at| &bare[..=at]);
        Some(format!("{folder}{last}{ending}{tail}"))
    }

    /// Writes the id and the former address into the record itself.
    fn define(&self, main: &Definition, edits: &mut Edits) -> Result<Vec<String>, Refused> {
        let file = main.span.file;
        let text = self.site.texts.get(&file).map(|text| &**text).unwrap_or_default();
        let needs_id = main.id.is_none() && self.moved.is_none();
        let old = self.head.id.as_str();
        let cant = || {
            let help = "write the record out as a map of fields, then run the command again";
            Refused::asked("the new id and the former address can't be written here", help).at(main.span, "into this")
        };
        if main.shape == (Shape::File { head: None }) {
            text::add_head(edits, text, file, needs_id.then_some(self.new), old);
            return Ok(Vec::new());
        }
        if needs_id && !text::add_id(edits, text, main, self.new) {
            return Err(cant());
        }
        let mut notes = Vec::new();
        if main.shape == Shape::Bibliography {
            notes
                .push(format!("{file} can't say `redirect_from`: whoever asks for the former address of the page finds nothing"));
        } else {
            let own = redirect::file(self.head.kind, self.new).ok();
            let is_new = |former: &str| own.is_some() && redirect::file(self.head.kind, former).ok() == own;
            if !text::add_redirect(edits, text, main, old, is_new) {
                return Err(cant());
            }
        }
        if !self.head.titled {
            notes.push(format!("it has no name of its own, so that readers see `{}` now", self.new));
        }
        Ok(notes)
    }
}

/// Whether a place is a definition's own id.
fn defines(definition: &Definition, place: &Place) -> bool {
    !definition.slight
        && definition
            .id
            .as_ref()
            .is_some_and(|(_, id)| id.file == place.span.file && id.start <= place.span.start && place.span.end <= id.end)
}

/// A record that nobody defined has no id that somebody wrote.
fn only_named(head: &Head, new: &str) -> Refused {
    let name = &head.title;
    Refused::asked(
        format!("nobody defined `{}`: it is a name in a list, and its id follows from the name", clip(name)),
        format!("`whowhen new actor {} --id {new}` gives it a file and that id", serde_json::Value::from(name.as_str())),
    )
    .at(head.title_span, "named here")
}

fn is_legal(head: &Head, new: &str) -> Result<(), Refused> {
    let ids =
        || new.split('/').map(|part| if is_portable(part) { part.to_owned() } else { slug(part) }).collect::<Vec<_>>().join("/");
    let (mut old_folder, mut new_folder) = ("", "");
    if head.kind == Kind::Page {
        old_folder = head.id.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        new_folder = new.rsplit_once('/').map_or("", |(folder, _)| folder);
    }
    let last = if head.kind == Kind::Page { new.rsplit('/').next().unwrap_or(new) } else { new };
    if !is_portable(last) || last == "index" || last.len() >= 100 {
        let meant = slug(new.rsplit([':', '/']).next().unwrap_or(new));
        let meant = if meant.is_empty() { ids() } else { meant };
        let such = if is_portable(&meant) && meant != "index" { format!(", such as `{meant}`") } else { String::new() };
        return Err(Refused::asked(
            format!("`{}` can't be an id", clip(new)),
            format!("small letters, digits and hyphens{such}"),
        ));
    }
    if old_folder != new_folder {
        let folder = if old_folder.is_empty() { String::new() } else { format!("{old_folder}/") };
        return Err(Refused::asked(
            format!("the page `{}` would move to another folder, and with it what its links mean", head.id),
            format!("name it `{folder}{last}`; to move it, move the file, and write `redirect_from: [{}]` into it", head.id),
        ));
    }
    if new == head.id.as_str() {
        return Err(Refused::asked(format!("{}:{new} has that id already", head.kind), "nothing is to be done"));
    }
    Ok(())
}

fn is_free(site: &Site, record: RecordId, new: &str) -> Result<(), Refused> {
    let model = &site.snapshot.facts.model;
    let head = model.head(record);
    if let Some(double) = site.snapshot.diagnostics.iter().find(|found| {
        found.rule == "duplicate-id" && found.message == format!("two {} have the id `{}`", head.kind.plural(), head.id)
    }) {
        return Err(Refused::content(&site.snapshot, double.clone()));
    }
    let Some(other) = model.by_id(record.kind(), Key::new(new)) else { return Ok(()) };
    let taken = model.head(other);
    let kind = head.kind;
    if taken.stub {
        let message = format!("`{new}` is the id of `{}`, who is named without being defined", clip(&taken.title));
        return Err(Refused::asked(message, "choose another id").at(taken.title_span, "named here"));
    }
    if other == record {
        let message = format!("{kind}:{} is called `{new}` already", head.id);
        return Err(
            Refused::asked(message, "it has several ids; write the one that is to stay everywhere").at(taken.span, "here")
        );
    }
    Err(Refused::asked(format!("{} has the id `{new}` already", kind.a()), format!("choose another id, such as `{new}-2`"))
        .at(taken.span, format!("this {kind}")))
}

/// Where the record's file goes: its id is the file's name.
fn moved(site: &Site, head: &Head, main: &Definition, new: &str) -> Result<Option<Move>, Refused> {
    let file = head.file();
    let path = file.as_str();
    let stem = stem(path, head.kind);
    let is_named_so = stem == head.id.as_str() || head.written_id.is_some_and(|written| written.as_str() == stem);
    let is_index = path.ends_with("/index.md") || path.ends_with("/_index.md");
    if !matches!(main.shape, Shape::File { .. }) || !is_named_so || (is_index && !new.contains('/')) {
        return Ok(None);
    }
    if is_index {
        let help = format!("rename the folder, and write `redirect_from: [{}]` into {path}", head.id);
        return Err(Refused::asked(format!("the page `{}` is named by its folder, which has other files", head.id), help));
    }
    let folder = path.rfind('/').map_or("", |at| &path[..=at]);
    let to = format!("{folder}{}.md", new.rsplit('/').next().unwrap_or(new));
    if site.has(&to)? {
        let message = format!("{to} is there already");
        return Err(Refused::asked(message, "choose another id, or move that file away"));
    }
    Ok(Some((file, Key::new(&to))))
}

/// Gives a file another name, whether or not its text changes.
fn move_file(site: &Site, changes: &mut Vec<FileChange>, from: Key, to: Key) {
    let before = site.bytes(from);
    let (after, edits) = match changes.iter().position(|change| change.path == from) {
        Some(at) => {
            let change = changes.remove(at);
            (change.after, change.edits)
        }
        None => (before.clone(), 0),
    };
    changes.push(FileChange { path: to, before: None, after, edits });
    changes.push(FileChange { path: from, before, after: None, edits: 0 });
}
