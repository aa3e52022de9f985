//! Two records of the same thing become one: what the first says is carried over to the second, and whoever named it means the second.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::link::{join, relative};
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::base::text::Span;
use crate::engine::snapshot::Snapshot;
use crate::model::document::{Role, role};
use crate::model::head::{Head, Hold};
use crate::model::record::table;
use crate::model::registry::{Found, Model, RecordId};
use crate::syntax::kind::Kind;
use crate::syntax::markdown::decode;
use crate::syntax::read::Written;
use crate::syntax::split::split;
use crate::syntax::yaml::quote;

use super::census::of_body;
use super::place::{Definition, Entry, Form, Place, Seat, Shape};
use super::promote::{leave, line};
use super::rename::Renaming;
use super::site::{FileChange, Refused, Site};
use super::text::{self, Edits, indent, indent_of, line_break, line_end, plain};
use super::{Refactored, changes_more, definitions, in_order, one, walk};

/// Works out what it takes to make one record of two. What both say differently stays as `into` says it, and is told.
///
/// # Errors
/// Where one of them is not one record, or they are of two kinds; where something that `from` says can't be carried over; where anything
/// else would come to mean something else.
pub fn merge(site: &Site, from: &str, into: &str) -> Result<Refactored, Refused> {
    let (from, into) = (one(site, from, &format!("merge {{}} {into}"))?, one(site, into, &format!("merge {from} {{}}"))?);
    let model = &site.snapshot.facts.model;
    let (old, new) = (model.head(from), model.head(into));
    if from == into {
        return Err(Refused::asked(format!("both are {}:{}", new.kind, new.id), "name two records"));
    }
    if old.kind != new.kind {
        let message = format!("{}:{} and {}:{} are of two kinds", old.kind, old.id, new.kind, new.id);
        return Err(Refused::asked(message, "only two of a kind can be the same thing"));
    }
    if let Some(place) = of_each_other(model, from, into) {
        let message = format!("this says what {} and {} are to each other, and one can't be that to itself", old.id, new.id);
        return Err(Refused::asked(message, "take it out, if the two are one; then merge").at(place, "here"));
    }
    let target = target(site, into)?;
    let source = if old.stub { None } else { Some(source(site, from)?) };
    if source.is_some_and(|source| held(site, old, source) != held(site, new, target)) {
        let message = "one of them is kept back, and the other is not, or not until that day";
        let refused = Refused::asked(message, "give both the same `draft` or `publish_at`, or none; then merge");
        return Err(refused.at(old.span, "this one").at(new.span, "and this"));
    }
    let merging = Merging { site, from, old, new, source, target };
    let (texts, references) = merging.texts();
    let mut edits = Edits::default();
    let notes = merging.carry(&texts, &mut edits)?;
    let changes = merging.changes(&texts, &edits);
    let owner = format!("{}:{}", new.kind, new.id);
    let was = |other: &Head| if other.kind == old.kind && other.id == old.id { new.id.to_string() } else { other.id.to_string() };
    let (after, difference) = site.changed(&changes, &was, &|other| other.id.to_string(), Some(&owner))?;
    if let Some(difference) = difference {
        return Err(changes_more(difference));
    }
    let mut notes = notes;
    if source.is_some_and(|source| source.seat == Seat::File) {
        same_text(site, &after, from, into, &was)?;
        notes.extend(merging.headings());
    }
    Ok(Refactored { kind: new.kind, from: old.id.to_string(), to: new.id.to_string(), references, changes, notes })
}

/// Where one of two records names the other: as what it is a part of, belongs to, answers.
fn of_each_other(model: &Model, one: RecordId, other: RecordId) -> Option<Span> {
    let means = |written: &Written, kinds: &[Kind], id: RecordId| model.find(written, kinds) == Found::One(id);
    let named_by = |owner: RecordId, named: RecordId| {
        let record = model.record(owner);
        let slots = record.statements().into_iter();
        slots.filter(|slot| means(slot.written, slot.kinds, named)).map(|slot| slot.written.span).next()
    };
    let related = |from: RecordId, to: RecordId| {
        let of = model.relations.iter().filter(|(owner, _)| RecordId::Actor(*owner) == from);
        of.map(|(_, relation)| &relation.to).find(|written| means(written, &[Kind::Actor], to)).map(|written| written.span)
    };
    named_by(one, other).or_else(|| named_by(other, one)).or_else(|| related(one, other)).or_else(|| related(other, one))
}

/// What keeps a record back: itself, or the file that it stands in.
fn held(site: &Site, head: &Head, record: &Definition) -> Hold {
    let model = &site.snapshot.facts.model;
    let around = model.of_file(record.span.file).filter(|_| record.seat == Seat::Reference).map(|id| model.head(id).hold.clone());
    around.filter(|hold| *hold != Hold::None).unwrap_or_else(|| head.hold.clone())
}

/// Refuses where a link in the text that is moved would lead elsewhere.
fn same_text(
    site: &Site,
    after: &Snapshot,
    from: RecordId,
    into: RecordId,
    was: &dyn Fn(&Head) -> String,
) -> Result<(), Refused> {
    let head = site.snapshot.facts.model.head(into);
    let Some(one) = after.facts.model.by_id(head.kind, head.id) else { return Ok(()) };
    let mut left = of_body(after, one, &|other| other.id.to_string());
    for (what, span) in [from, into].into_iter().flat_map(|id| of_body(&site.snapshot, id, was)) {
        match left.iter().position(|(other, _)| *other == what) {
            Some(at) => drop(left.remove(at)),
            None => {
                let help = "write it as a wikilink, or from content's root (`/…`), then run the command again";
                return Err(Refused::asked("a link would lead elsewhere from the other file", help).at(span, "this one"));
            }
        }
    }
    Ok(())
}

/// Where the record that stays is defined.
fn target(site: &Site, record: RecordId) -> Result<&Definition, Refused> {
    let head = site.snapshot.facts.model.head(record);
    let name = format!("{}:{}", head.kind, head.id);
    let first = definitions(site, record).into_iter().next().filter(|first| first.begins_at(head.span));
    let own =
        first.filter(|first| matches!(first.seat, Seat::File | Seat::Data | Seat::Reference) && first.shape != Shape::Nothing);
    own.ok_or_else(|| {
        let help = format!("`whowhen promote {name}` gives it a file of its own; then merge");
        Refused::asked(format!("{name} stands where nothing can be added to it"), help).at(head.title_span, "here")
    })
}

/// The one place that defines the record that goes.
fn source(site: &Site, record: RecordId) -> Result<&Definition, Refused> {
    let head = site.snapshot.facts.model.head(record);
    let name = format!("{}:{}", head.kind, head.id);
    let all: Vec<&Definition> =
        definitions(site, record).into_iter().filter(|found| !found.slight || found.begins_at(head.span)).collect();
    match all[..] {
        [only] if only.begins_at(head.span) && matches!(only.seat, Seat::File | Seat::Data | Seat::Reference) => Ok(only),
        [first, other, ..] => {
            let help = "write all of it in one of them, and its id alone in the others";
            Err(Refused::asked(format!("{name} is defined in several places"), help)
                .at(first.span, "here")
                .at(other.span, "and here"))
        }
        _ => {
            let help = format!("`whowhen promote {name}` gives it a file of its own; then merge");
            Err(Refused::asked(format!("{name} stands where it can't be taken out"), help).at(head.span, "here"))
        }
    }
}

struct Merging<'s> {
    site: &'s Site,
    from: RecordId,
    old: &'s Head,
    new: &'s Head,
    /// Where the one that goes is defined; nowhere if it is only named.
    source: Option<&'s Definition>,
    target: &'s Definition,
}

/// Texts of files in which references are rewritten already.
type Texts = BTreeMap<Key, Arc<str>>;

impl Merging<'_> {
    /// All texts that name the record that goes, with the other in its place, and in how many places.
    fn texts(&self) -> (Texts, usize) {
        let renaming = Renaming { site: self.site, record: self.from, head: self.old, new: self.new.id.as_str(), moved: None };
        let mut edits = Edits::default();
        for (file, found) in &self.site.found {
            for place in &found.places {
                if let Some(words) = self.words(&renaming, *file, place).filter(|_| !self.is_own_id(place)) {
                    edits.replace(place.span, words);
                }
            }
        }
        let references = edits.files().map(|file| edits.number(file)).sum();
        let texts = edits.files().filter_map(|file| Some((file, Arc::from(edits.apply(file, self.site.texts.get(&file)?)))));
        (texts.collect(), references)
    }

    fn is_own_id(&self, place: &Place) -> bool {
        let id = self.source.and_then(|source| source.id.as_ref());
        id.is_some_and(|(_, id)| id.file == place.span.file && id.start <= place.span.start && place.span.end <= id.end)
    }

    fn words(&self, renaming: &Renaming<'_>, file: Key, place: &Place) -> Option<String> {
        let own = self.source.filter(|source| source.seat == Seat::File).map(|source| source.span.file);
        if place.form == Form::Link
            && own.is_some_and(|own| join(file.as_str(), &decode(&place.name)).as_deref() == Some(own.as_str()))
        {
            let (kind, id) = (self.new.kind.plural(), self.new.id);
            let is_file = self.target.seat == Seat::File;
            return Some(if is_file { relative(file.as_str(), self.new.file().as_str()) } else { format!("/{kind}/{id}/") });
        }
        if let Some(words) = renaming.words(file, place) {
            return Some(words);
        }
        let written = Written { kind: place.kind, ..Written::new(&place.name, place.span) };
        let is_path = place.form == Form::Name
            && place.exact
            && place.name.contains('/')
            && !renaming.names().any(|name| fold(name) == fold(&place.name))
            && self.site.snapshot.facts.model.find(&written, place.kinds) == Found::One(self.from);
        is_path.then(|| renaming.spelled(place))
    }

    fn text<'t>(&'t self, texts: &'t Texts, file: Key) -> &'t str {
        texts.get(&file).map(|text| &**text).or_else(|| self.site.text(file)).unwrap_or_default()
    }

    /// A definition as it stands once references are rewritten.
    fn again(&self, texts: &Texts, definition: &Definition) -> Option<Definition> {
        let file = definition.span.file;
        let at = self.site.found.get(&file)?.definitions.iter().position(|other| other == definition)?;
        walk::file(file, self.text(texts, file), false).definitions.into_iter().nth(at)
    }

    /// Writes what the one that goes says into the one that stays, and takes it away where it stood.
    fn carry(&self, texts: &Texts, edits: &mut Edits) -> Result<Vec<String>, Refused> {
        let lost = |span: Span| {
            Refused::asked("this can't be read any more with its references rewritten", "write them anew first").at(span, "here")
        };
        let target = self.again(texts, self.target).ok_or_else(|| lost(self.target.span))?;
        let there = self.text(texts, target.span.file);
        let mut carrying = Carrying { edits, there, target: &target, notes: Vec::new(), added: Vec::new() };
        let (mut names, mut former) = (vec![quote(&self.old.title)], vec![plain(self.old.id.as_str())]);
        if !self.old.titled {
            names.clear();
        }
        let source = match self.source {
            Some(source) => Some(self.again(texts, source).ok_or_else(|| lost(source.span))?),
            None => None,
        };
        if let Some(source) = &source {
            let here = self.text(texts, source.span.file);
            for field in &source.fields {
                let canonical = table(self.old.kind).find(&field.name).map_or(&*field.name, |known| known.name);
                match canonical {
                    "id" | "as" => {}
                    "name" | "title" if self.new.titled => {}
                    "name" | "title" => {
                        names.clear();
                        carrying.field(here, source, field, canonical, self.old)?;
                    }
                    "aliases" => names.extend(items(here, field)),
                    "redirect_from" => former.extend(items(here, field)),
                    _ => carrying.field(here, source, field, canonical, self.old)?,
                }
            }
            carrying.notes.extend(remarks(here, source));
            self.body(texts, source, &mut carrying)?;
        }
        let known: Vec<String> = std::iter::once(&self.new.title)
            .chain(self.new.aliases.iter().map(|form| &form.text.text))
            .map(|name| fold(name))
            .collect();
        names.retain(|name| !known.contains(&fold(name.trim_matches(['"', '\'']))));
        carrying.list("aliases", &names)?;
        carrying.list("redirect_from", &former)?;
        let notes = carrying.finish()?;
        if let Some(source) = source.filter(|source| source.seat != Seat::File) {
            leave(self.text(texts, source.span.file), self.new.id.as_str(), &source, edits)?;
        }
        Ok(notes)
    }

    /// The text of the page stands behind that of the other.
    fn body(&self, texts: &Texts, source: &Definition, carrying: &mut Carrying<'_>) -> Result<(), Refused> {
        if source.seat != Seat::File {
            return Ok(());
        }
        let text = self.text(texts, source.span.file);
        let body = text[split(source.span.file, text, &mut Vec::new()).body].trim();
        if body.is_empty() {
            return Ok(());
        }
        if carrying.target.seat != Seat::File {
            let name = format!("{}:{}", self.new.kind, self.new.id);
            let help = format!("`whowhen promote {name}` gives it a file of its own; then merge");
            return Err(Refused::asked(format!("{name} has no page's text that another could be added to"), help)
                .at(carrying.target.span, "here"));
        }
        let (there, end) = (carrying.there, line_break(carrying.there));
        let at = there.trim_end().len();
        let body = body.replace("\r\n", "\n").replace('\n', end);
        carrying.edits.replace(Span::new(carrying.target.span.file, at..there.len()), format!("{end}{end}{body}{end}"));
        Ok(())
    }

    /// Headings of one name: a link to the second leads to the first then.
    fn headings(&self) -> Vec<String> {
        let of = |head: &Head| -> Vec<String> {
            head.body.iter().flat_map(|body| &body.prose.headings).map(|heading| heading.id.clone()).collect()
        };
        let there = of(self.new);
        let both = of(self.old).into_iter().filter(|id| there.contains(id));
        both.map(|id| format!("both have a heading `#{id}`; a link to it leads to that of `{}`", self.new.id)).collect()
    }

    fn changes(&self, texts: &Texts, edits: &Edits) -> Vec<FileChange> {
        let mut files: Vec<Key> = texts.keys().copied().chain(edits.files()).collect();
        let own = self.source.filter(|source| source.seat == Seat::File).map(|source| source.span.file);
        files.extend(own);
        files.sort_unstable();
        files.dedup();
        let change = |path: Key| {
            let after = edits.apply(path, self.text(texts, path));
            // Of a data file nothing may be left.
            let is_empty = matches!(role(path.as_str()), Role::Data(_)) && after.trim().is_empty();
            let after = (own != Some(path) && !is_empty).then(|| Arc::from(after.as_bytes()));
            FileChange { path, before: self.site.bytes(path), after, edits: 1 }
        };
        let mut changes: Vec<FileChange> = files.into_iter().map(change).filter(|change| change.before != change.after).collect();
        in_order(&mut changes);
        changes
    }
}

/// The items of a field's list, as they are written, each as far left as it can stand; one value is a list of one.
fn items(text: &str, field: &Entry) -> Vec<String> {
    let written = |span: &Span| {
        let depth = indent(text, span.start as usize).len();
        let cut = |line: &str| line[depth.min(line.len() - line.trim_start_matches(' ').len())..].trim_end().to_owned();
        let mut lines = text.get(span.range()).unwrap_or_default().split(line_break(text));
        let first = lines.next().unwrap_or_default().trim_end().to_owned();
        std::iter::once(first).chain(lines.map(cut)).collect::<Vec<_>>().join("\n")
    };
    match &field.items {
        Some(items) => items.iter().map(|(_, span)| written(span)).collect(),
        None if field.empty => Vec::new(),
        None => vec![written(&field.value)],
    }
}

/// Whether an item can only stand on lines of its own: a map without braces, a text over several lines.
fn needs_lines(item: &str) -> bool {
    item.contains('\n') || (!item.starts_with(['{', '"', '\'']) && item.contains(": "))
}

/// Fields that are one thing, though they are written as a list: the steps of two histories would tell a third.
const WHOLE: [&str; 2] = ["status", "coords"];

/// What is added to a record.
struct Carrying<'e> {
    edits: &'e mut Edits,
    there: &'e str,
    target: &'e Definition,
    notes: Vec<String>,
    /// New fields, each as its lines.
    added: Vec<Vec<String>>,
}

impl Carrying<'_> {
    fn known(&self, canonical: &str) -> Option<&Entry> {
        let table = table(self.target.kind);
        self.target
            .fields
            .iter()
            .find(|field| field.name == canonical || table.find(&field.name).is_some_and(|known| known.name == canonical))
    }

    fn cant(&self, what: &str, span: Span) -> Refused {
        let help = format!("write `{what}` of both into one of them first, then run the command again");
        Refused::asked(format!("`{what}` can't be added to the other's by a machine"), help).at(span, "this")
    }

    /// A field of the record that goes.
    fn field(&mut self, here: &str, source: &Definition, field: &Entry, canonical: &str, old: &Head) -> Result<(), Refused> {
        if field.empty {
            return Ok(());
        }
        let Some(known) = self.known(canonical).filter(|known| !known.empty).cloned() else {
            if self.known(canonical).is_some() {
                return Err(self.cant(canonical, field.key));
            }
            // In braces a remark would hide what comes behind it.
            let is_flow = self.there[self.target.span.start as usize..].starts_with('{');
            let lines = lines(here, source, field);
            self.added.push(if is_flow && lines.len() == 1 { vec![line(here, field)] } else { lines });
            return Ok(());
        };
        let written = |text: &str, span: Span| {
            let words = text.get(span.range()).unwrap_or_default().trim_matches(['"', '\'']).split_whitespace();
            words.collect::<Vec<_>>().join(" ")
        };
        if !WHOLE.contains(&canonical) && (field.items.is_some() || known.items.is_some()) {
            let items = items(here, field);
            return self.list(canonical, &items);
        }
        let (says, said) = (written(self.there, known.value), written(here, field.value));
        if says != said {
            let id = old.id;
            self.notes.push(format!("`{canonical}` stays `{says}`; `{id}` said `{said}`"));
        }
        Ok(())
    }

    /// Items that a list is to have too.
    fn list(&mut self, name: &str, items: &[String]) -> Result<(), Refused> {
        let known = self.known(name).cloned();
        let has: Vec<String> = known.iter().flat_map(|field| self::items(self.there, field)).collect();
        let bare = |item: &str| item.trim_matches(['"', '\'']).to_owned();
        let mut more: Vec<String> = Vec::new();
        for item in items {
            if !has.iter().chain(&more).any(|known| bare(known) == bare(item)) {
                more.push(item.clone());
            }
        }
        if more.is_empty() {
            return Ok(());
        }
        let file = self.target.span.file;
        let Some(field) = known else {
            self.added.push(vec![format!("{name}: [{}]", more.join(", "))]);
            return Ok(());
        };
        let raw = self.there.get(field.value.range()).unwrap_or_default();
        let joined = more.join(", ");
        let is_block = field.items.as_ref().is_some_and(|there| !there.is_empty()) && !raw.starts_with('[');
        if !is_block && more.iter().any(|item| needs_lines(item)) {
            return Err(self.cant(name, field.key));
        }
        match &field.items {
            Some(there) => match there.last() {
                Some((_, last)) if raw.starts_with('[') => self.edits.insert(file, last.end as usize, format!(", {joined}")),
                Some((_, last)) => {
                    let dash = self.there[..there[0].1.start as usize].rfind('-').ok_or_else(|| self.cant(name, field.key))?;
                    let pad = indent(self.there, dash);
                    let end = line_break(self.there);
                    let item = |item: &String| format!("{end}{pad}- {}", item.replace('\n', &format!("{end}{pad}  ")));
                    let lines: String = more.iter().map(item).collect();
                    self.edits.insert(file, line_end(self.there, last.end as usize), lines);
                }
                None => self.edits.replace(field.value, format!("[{joined}]")),
            },
            None if field.empty => return Err(self.cant(name, field.key)),
            None => self.edits.replace(field.value, format!("[{raw}, {joined}]")),
        }
        Ok(())
    }

    /// Writes the new fields behind those that are there.
    fn finish(self) -> Result<Vec<String>, Refused> {
        let refused = self.cant("what is new", self.target.span);
        let (file, end) = (self.target.span.file, line_break(self.there));
        if self.target.shape == (Shape::File { head: None }) {
            let all: Vec<String> = self.added.concat();
            let start = if self.there.starts_with('\u{feff}') { 3 } else { 0 };
            self.edits.insert(file, start, format!("---{end}{}{end}---{end}", all.join(end)));
            return Ok(self.notes);
        }
        let is_flow = self.there[self.target.span.start as usize..].starts_with('{');
        for lines in &self.added {
            if is_flow && lines.len() > 1 {
                return Err(refused);
            }
            let pad = match (&self.target.shape, self.target.fields.first()) {
                (Shape::File { .. }, _) => indent_of(self.there, self.target).to_owned(),
                (_, Some(first)) => indent(self.there, first.key.start as usize),
                _ => String::new(),
            };
            let field = lines.join(&format!("{end}{pad}"));
            if !text::add_field(self.edits, self.there, self.target, &field) {
                return Err(refused);
            }
        }
        Ok(self.notes)
    }
}

/// Remarks between the fields of a record, which go with it.
fn remarks(text: &str, record: &Definition) -> Vec<String> {
    let range = match record.shape {
        Shape::File { head: Some(head) } => head.range(),
        _ => record.span.range(),
    };
    let mut remarks = Vec::new();
    let mut at = range.start;
    for line in text[range].split_inclusive(['\n', '\r']) {
        let is_in_a_field = record.fields.iter().any(|field| (field.key.start as usize..field.value.end as usize).contains(&at));
        if line.trim_start().starts_with('#') && !is_in_a_field {
            remarks.push(format!("a remark is not carried over: {}", line.trim()));
        }
        at += line.len();
    }
    remarks
}

/// A field as lines, as far left as they can stand.
fn lines(text: &str, record: &Definition, field: &Entry) -> Vec<String> {
    let is_flow = text[record.span.start as usize..].starts_with('{');
    if is_flow || !text[field.value.range()].contains(['\n', '\r']) && field.items.is_none() && !is_block(text, field) {
        let rest = if is_flow { "" } else { &text[field.value.end as usize..line_end(text, field.value.end as usize)] };
        return vec![format!("{}{}", line(text, field), rest.trim_end())];
    }
    let depth = indent(text, field.key.start as usize).len();
    let all = &text[field.key.start as usize..line_end(text, field.value.end as usize)];
    let cut = |line: &str| line[depth.min(line.len() - line.trim_start_matches(' ').len())..].trim_end().to_owned();
    let mut lines = all.split(line_break(text));
    let first = lines.next().unwrap_or_default().trim_end().to_owned();
    std::iter::once(first).chain(lines.map(cut)).collect()
}

/// Whether a value begins on another line than its key.
fn is_block(text: &str, field: &Entry) -> bool {
    text.get(field.key.end as usize..field.value.start as usize).is_some_and(|between| between.contains(['\n', '\r']))
}
