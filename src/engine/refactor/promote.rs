//! A record that stands among others gets a file of its own; where it stood, its id is left.

use crate::base::id::Key;
use crate::base::text::Span;
use crate::model::document::{Role, role};
use crate::model::head::{Head, Hold};
use crate::model::registry::RecordId;
use crate::site::words::count;
use crate::syntax::kind::Kind;
use crate::syntax::markdown::{Cited, cited};
use crate::syntax::yaml::quote;

use super::census::meant_around;
use super::place::{Definition, Entry, Seat, Shape};
use super::site::{FileChange, Refused, Site};
use super::text::{Edits, indent, line_break, line_end, line_start, plain};
use super::{Refactored, changes_more, definitions, edited, in_order, one};

/// Works out what it takes to give a record a file of its own, with the same keys and remarks.
///
/// # Errors
/// Where no one record is called so; where it has a file already, or its keys can't be moved; where anything would come to mean something
/// else.
pub fn promote(site: &Site, words: &str) -> Result<Refactored, Refused> {
    let record = one(site, words, "promote {}")?;
    let head = site.snapshot.facts.model.head(record);
    let path = format!("content/{}/{}.md", head.kind.plural(), head.id);
    let mut edits = Edits::default();
    let mut notes = Vec::new();
    let (text, left) = match head.stub {
        true => (format!("---\nname: {}\n---\n", quote(&head.title)), None),
        false => {
            let definition = definition(site, record)?;
            let mut text = moved(site, head, definition)?;
            text.push_str(&held(site, definition, &mut notes));
            let end = line_break(site.text(definition.span.file).unwrap_or_default());
            add_meanings(&mut text, &meanings(site, record), end);
            (format!("---{end}{text}---{end}"), Some(definition))
        }
    };
    if site.has(&path)? {
        return Err(Refused::asked(format!("{path} is there already"), "move that file away"));
    }
    let file = left.map(|definition| definition.span.file);
    if let Some(definition) = left {
        leave(site.text(definition.span.file).unwrap_or_default(), head.id.as_str(), definition, &mut edits)?;
    }
    notes.extend(defaults(site, head.kind));
    let mut changes = edited(site, &edits);
    // Of a data file nothing may be left.
    for change in
        changes.iter_mut().filter(|change| Some(change.path) == file && matches!(role(change.path.as_str()), Role::Data(_)))
    {
        change.after = change.after.take().filter(|after| !after.trim_ascii().is_empty());
    }
    changes.push(FileChange { path: Key::new(&path), before: None, after: Some(text.as_bytes().into()), edits: 0 });
    in_order(&mut changes);
    let called = |other: &Head| other.id.to_string();
    let (after, difference) = site.changed(&changes, &called, &called, None)?;
    if let Some(difference) = difference {
        return Err(changes_more(difference));
    }
    let around = file.and_then(|file| site.snapshot.facts.model.of_file(file)).map(|id| &site.snapshot.facts.model.head(id).hold);
    let was_published = head.hold == Hold::None && around.is_none_or(|hold| *hold == Hold::None);
    let kept_back = after.facts.model.by_id(head.kind, head.id).map(|id| after.facts.model.head(id).hold.clone());
    if was_published && kept_back.is_some_and(|hold| hold != Hold::None) {
        let message = format!(
            "the defaults of content/{}/ would keep {}:{} back, and its page would be gone",
            head.kind.plural(),
            head.kind,
            head.id
        );
        let help = "write `draft: false` into the record, or take `draft` or `publish_at` from `_defaults.yaml`; then promote";
        return Err(Refused::asked(message, help).at(head.span, "published now"));
    }
    // Whoever was only named is somebody now, and that is seen.
    if !head.stub {
        notes.extend(pages_that_differ(site, &after));
    }
    let id = head.id.to_string();
    Ok(Refactored { kind: head.kind, from: id, to: path, references: 0, changes, notes })
}

/// The one definition that is moved.
fn definition(site: &Site, record: RecordId) -> Result<&Definition, Refused> {
    let head = site.snapshot.facts.model.head(record);
    let name = format!("{}:{}", head.kind, head.id);
    let all: Vec<&Definition> =
        definitions(site, record).into_iter().filter(|found| !found.slight || found.begins_at(head.span)).collect();
    let Some(first) = all.first().filter(|first| first.begins_at(head.span)) else {
        let message = format!("{name} is defined in a way that a machine can't move");
        return Err(Refused::asked(message, "write it out, without an alias of YAML's").at(head.span, "here"));
    };
    match first.seat {
        Seat::File => {
            let message = format!("{name} has a file of its own already");
            return Err(Refused::asked(message, "edit it there").at(first.span, "here"));
        }
        Seat::Bibliography => {
            let message = format!("{name} is an entry of a bibliography, which another program keeps");
            return Err(Refused::asked(message, "begin a file with `whowhen new source`, and remove the entry there")
                .at(first.span, "here"));
        }
        Seat::Data | Seat::Reference | Seat::Keyed(_) | Seat::Callout => {}
    }
    if let Some(other) = all.get(1) {
        let message = format!("{name} is defined in several places");
        let help = "write all of it in one of them, and its id alone in the others";
        return Err(Refused::asked(message, help).at(first.span, "here").at(other.span, "and here"));
    }
    Ok(first)
}

/// The front matter that a definition becomes.
fn moved(site: &Site, head: &Head, record: &Definition) -> Result<String, Refused> {
    let text = site.text(record.span.file).unwrap_or_default();
    let end = line_break(text);
    let start = record.span.start as usize;
    let mut keys = match record.shape {
        Shape::Callout => callout(text, record, end),
        Shape::Nothing => String::new(),
        _ if text[start..].starts_with('{') => flow(text, record, end),
        _ => block(text, record, end)?,
    };
    // What is said behind the braces goes with them where nothing stays that it could be about.
    let behind = &text[record.span.end as usize..line_end(text, record.span.end as usize)];
    if record.seat == Seat::Data && text[start..].starts_with('{') && behind.trim_start().starts_with('#') {
        keys.truncate(keys.trim_end().len());
        keys = format!("{keys}{}{end}", behind.trim_end());
    }
    // A key that no file can have for its name.
    if let Some((written, _)) = record.id.as_ref().filter(|(written, _)| record.keyed && *written != head.id.as_str()) {
        keys = format!("id: {}{end}{keys}", quote(written));
    }
    Ok(keys)
}

/// The lines of a map, as far left as they can stand.
fn block(text: &str, record: &Definition, end: &str) -> Result<String, Refused> {
    let (first, last) = (record.span.start as usize, line_end(text, record.span.end as usize));
    let is_own = record.fields.first().is_some_and(|field| field.key.start as usize == first);
    let depth = indent(text, first).len();
    let lines: Vec<&str> = text[first..last].split(end).collect();
    let is_below = |line: &&str| line.trim().is_empty() || line.len() - line.trim_start_matches(' ').len() >= depth;
    if !is_own || !lines.iter().skip(1).all(|line| is_below(line) || line.trim_start().starts_with('#')) {
        let refused = Refused::asked("these fields can't be taken out line by line", "write each field on a line of its own");
        return Err(refused.at(record.span, "here"));
    }
    let mut keys = String::new();
    let role = record.field("as");
    let mut from = first;
    for (at, line) in lines.iter().enumerate() {
        // In which part stays with the reference.
        let is_role = role.is_some_and(|role| (from..=from + line.len()).contains(&(role.key.start as usize)));
        if !is_role {
            let cut = if at == 0 { 0 } else { depth.min(line.len() - line.trim_start_matches(' ').len()) };
            keys.push_str(line[cut..].trim_end());
            keys.push_str(end);
        }
        from += line.len() + end.len();
    }
    Ok(keys)
}

/// The fields of a map in braces, a line each.
fn flow(text: &str, record: &Definition, end: &str) -> String {
    let mut keys = String::new();
    for (at, field) in record.fields.iter().enumerate().filter(|(_, field)| field.name != "as") {
        keys.push_str(&line(text, field));
        let next = record.fields.get(at + 1).map_or(record.span.end, |next| next.key.start);
        let gap = &text[field.value.end.max(field.key.end) as usize..next as usize];
        if let Some(remark) = gap.find('#').map(|at| gap[at..].split(['\n', '\r']).next().unwrap_or_default()) {
            keys.push_str(&format!("   {}", remark.trim_end()));
        }
        keys.push_str(end);
    }
    keys
}

/// `key: value` as they are written.
pub(super) fn line(text: &str, field: &Entry) -> String {
    let value = text.get(field.value.range()).filter(|_| !field.empty).unwrap_or_default();
    format!("{}: {value}", &text[field.key.range()]).trim_end().to_owned()
}

/// The fields of a claim in prose, a line each: its text, and its sources without brackets.
fn callout(text: &str, record: &Definition, end: &str) -> String {
    let mut keys = String::new();
    if let Some(words) = record.text.as_ref().filter(|words| !words.is_empty()) {
        keys.push_str(&format!("text: {}{end}", quote(words)));
    }
    for field in &record.fields {
        let value = text.get(field.value.range()).unwrap_or_default();
        match &cited(value)[..] {
            [] => keys.push_str(&format!("{}: {value}{end}", field.name)),
            [Cited { key, locator: Some(locator), .. }] if record.field("locator").is_none() => {
                keys.push_str(&format!("{}: {key}{end}locator: {}{end}", field.name, quote(locator)));
            }
            [Cited { key, .. }] => keys.push_str(&format!("{}: {key}{end}", field.name)),
            several => {
                let all: Vec<&str> = several.iter().map(|cited| cited.key.as_str()).collect();
                keys.push_str(&format!("{}: [{}]{end}", field.name, all.join(", ")));
            }
        }
    }
    keys
}

/// Leaves a reference where the definition stood, or nothing in a data file.
pub(super) fn leave(text: &str, id: &str, record: &Definition, edits: &mut Edits) -> Result<(), Refused> {
    let file = record.span.file;
    let (start, end) = (record.span.start as usize, record.span.end as usize);
    let is_flow = text[start..].starts_with('{');
    let id = plain(id);
    let reference = match record.field("as") {
        Some(role) => format!("{{actor: {id}, as: {}}}", &text[role.value.range()]),
        None => id,
    };
    match record.seat {
        Seat::Reference => {
            let end = if is_flow { end } else { line_end(text, end) };
            edits.replace(Span::new(file, start..end), reference);
        }
        Seat::Keyed(Some(whole)) => {
            let whole = whole.range();
            let is_flow = text[whole.clone()].starts_with('{');
            let end = if is_flow { whole.end } else { line_end(text, whole.end) };
            edits.replace(Span::new(file, whole.start..end), format!("[{reference}]"));
        }
        Seat::Keyed(None) => {
            let help = "write the map as a list first: `- id: …` and its fields for each";
            return Err(Refused::asked("other records stand below their keys beside it, where no reference can be left", help)
                .at(record.span, "here"));
        }
        Seat::Callout => {
            let last = record.fields.last().map_or(end, |last| last.value.end.max(last.key.end) as usize);
            let space = if text[..start].ends_with([' ', '\t']) { "" } else { " " };
            edits.replace(Span::new(file, start..last.max(end)), format!("{space}{reference}"));
        }
        Seat::Data => {
            let first = record.id.as_ref().filter(|_| record.keyed).map_or(start, |(_, key)| key.start as usize);
            let line = line_start(text, first);
            let before = text[line..first].trim_start_matches('\u{feff}');
            let is_alone = before.trim().is_empty() && record.keyed || before.trim() == "-" && !record.keyed;
            if !is_alone {
                let help = "write each record on lines of its own: `id:` and below it, indented, its fields";
                return Err(Refused::asked("the record can't be taken out of this line", help).at(record.span, "here"));
            }
            let end = line_end(text, end.max(first));
            let end = end + text[end..].chars().take_while(|c| matches!(c, '\n' | '\r')).take(line_break(text).len()).count();
            edits.replace(Span::new(file, first - before.len()..end), "");
        }
        Seat::File | Seat::Bibliography => {}
    }
    Ok(())
}

/// What keeps the file back that the record stood in: it would be published by itself now.
fn held(site: &Site, record: &Definition, notes: &mut Vec<String>) -> String {
    let file = record.span.file;
    let model = &site.snapshot.facts.model;
    let Some(main) = model.of_file(file).map(|id| model.head(id)) else { return String::new() };
    let end = line_break(site.text(file).unwrap_or_default());
    let keeps = match &main.hold {
        Hold::None => return String::new(),
        _ if record.field("draft").is_some() || record.field("publish_at").is_some() => return String::new(),
        Hold::Draft => format!("draft: true{end}"),
        Hold::Until(_) => {
            let all = site.found.get(&file).into_iter().flat_map(|found| &found.definitions);
            let field = all.filter(|other| other.seat == Seat::File).find_map(|other| other.field("publish_at"));
            let value = field.and_then(|field| site.text(file)?.get(field.value.range())).unwrap_or_default();
            format!("publish_at: {value}{end}")
        }
    };
    notes.push(format!("{file} is kept back, so the new file says `{}` too", keeps.trim_end()));
    keeps
}

/// What the words of the record stand for by the front matter that it stood in: `word: record`.
fn meanings(site: &Site, record: RecordId) -> Vec<String> {
    let as_written = |span: Span| site.text(span.file).and_then(|text| text.get(span.range())).unwrap_or_default();
    let around = meant_around(&site.snapshot.facts, record).into_iter();
    around.map(|(word, meant)| format!("{}: {}", as_written(word.span), as_written(meant.span))).collect()
}

/// Writes them beside those that the record has itself. Where these are written in yet another way nothing is added: that some are missing is
/// found out when the site is read again.
fn add_meanings(text: &mut String, entries: &[String], end: &str) {
    if entries.is_empty() {
        return;
    }
    let own = line_of(text, "resolve:");
    let Some(own) = own else { return text.push_str(&format!("resolve: {{{}}}{end}", entries.join(", "))) };
    let value = text[own.clone()].trim_start_matches("resolve:").trim();
    if value.is_empty() || value.starts_with('#') {
        let below = &text[(own.end + end.len()).min(text.len())..];
        let depth = &below[..below.len() - below.trim_start_matches(' ').len()];
        let lines: String = entries.iter().map(|entry| format!("{end}{depth}{entry}")).collect();
        text.insert_str(own.end, &lines);
    } else if let Some(at) = value.starts_with('{').then(|| text[own.clone()].rfind('}')).flatten() {
        let comma = if value.starts_with("{}") { "" } else { ", " };
        text.insert_str(own.start + at, &format!("{comma}{}", entries.join(", ")));
    }
}

/// Where the line stands that begins so.
fn line_of(text: &str, begun: &str) -> Option<std::ops::Range<usize>> {
    let start = if text.starts_with(begun) { 0 } else { text.find(&format!("\n{begun}"))? + 1 };
    Some(start..line_end(text, start))
}

/// Whether front matter of a folder holds for the new file too.
fn defaults(site: &Site, kind: Kind) -> Option<String> {
    let folder = format!("content/{}/_defaults.yaml", kind.plural());
    let found = ["content/_defaults.yaml", &folder].into_iter().find(|path| site.texts.contains_key(&Key::new(path)))?;
    Some(format!("{found} holds for the new file too"))
}

/// The pages that readers see otherwise than before.
fn pages_that_differ(site: &Site, after: &crate::engine::snapshot::Snapshot) -> Option<String> {
    let (before, after) = (site.snapshot.fingerprints(), after.fingerprints());
    let after: std::collections::BTreeMap<_, _> = after.into_iter().collect();
    let differ: Vec<&str> =
        before.into_iter().filter(|(path, print)| after.get(path) != Some(print)).map(|(path, _)| path).collect();
    let first = differ.first()?;
    let more = match differ.len() - 1 {
        0 => String::new(),
        more => format!(" and {}", count(more, "more file", "more files")),
    };
    Some(format!("{first}{more} of the site will read otherwise"))
}
