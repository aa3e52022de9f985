//! What an editor's own links, wikilinks and citations lead to.

use std::collections::BTreeSet;

use crate::base::diagnostic::{Diagnostic, nearest};
use crate::base::ending;
use crate::base::id::{Id, Key};
use crate::base::slip::slip;
use crate::base::slug::{is_portable, slug};
use crate::base::text::Span;
use crate::model::claim::ANYTHING;
use crate::model::document::{Role, role};
use crate::model::passage::Passage;
use crate::model::registry::{Found, Model, RecordId};
use crate::model::resolve::{ambiguous, unresolved};
use crate::model::source::Source;
use crate::syntax::kind::Kind;
use crate::syntax::markdown::{Prose, Reference, ReferenceKind};
use crate::syntax::read::{Written, clip};

/// Where a reference in prose leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A record's page, maybe at an anchor.
    Record(RecordId, Option<String>),
    /// The list of a kind.
    List(Kind, Option<String>),
    /// The home page.
    Home(Option<String>),
    /// A page that is neither: `timeline`.
    Special(&'static str, Option<String>),
    /// A place on the same page.
    Here(String),
    /// A file that is published as it is, by its path in the site.
    Asset(Key),
    /// A citation.
    Cite(Id<Source>, Option<String>),
    /// Plain text: what is kept back, or leads nowhere.
    Plain,
    /// Nothing: a citation of a source that is kept back, whose id is not for readers.
    Hidden,
}

/// Resolves the references of a passage, in their order, and complains.
pub fn resolve(model: &Model, passage: &Passage, found: &mut Vec<Diagnostic>) -> Vec<Goal> {
    let goal = |reference: &Reference| Resolver { model, passage, reference, found: &mut *found }.goal();
    passage.prose.references.iter().map(goal).collect()
}

/// As [`resolve`], without complaints.
pub fn goals(model: &Model, passage: &Passage) -> Vec<Goal> {
    if passage.prose.references.is_empty() {
        return Vec::new();
    }
    resolve(model, passage, &mut Vec::new())
}

struct Resolver<'a> {
    model: &'a Model,
    passage: &'a Passage,
    reference: &'a Reference,
    found: &'a mut Vec<Diagnostic>,
}

impl Resolver<'_> {
    fn goal(&mut self) -> Goal {
        let file = self.passage.text.span.file;
        match &self.reference.kind {
            ReferenceKind::Wikilink { target, anchor, .. } => self.wikilink(file, target, anchor.clone()),
            ReferenceKind::Cite { key, locator } => self.citation(key, locator.clone()),
            ReferenceKind::Bare { key } => {
                let cited = self.model.by_id(Kind::Source, Key::new(key.trim_end_matches('.')));
                match cited {
                    Some(RecordId::Source(id)) => Goal::Cite(id, None),
                    _ => Goal::Plain,
                }
            }
            ReferenceKind::Fragment { anchor } => self.here(file, anchor.clone()),
            ReferenceKind::File { dest, anchor } => self.file(file, dest, anchor.clone()),
            ReferenceKind::Image { dest, .. } => self.image(file, dest),
            ReferenceKind::Attachment { name, .. } => {
                self.attachment(file, name).unwrap_or_else(|| self.missing_attachment(name))
            }
        }
    }

    fn span(&self) -> Span {
        self.passage.span(self.reference.range.clone())
    }

    /// The place of a part of the reference's own text; the whole reference where it can't be told.
    fn span_of(&self, part: &str) -> Span {
        let text = &self.passage.text.text;
        let range = self.reference.range.clone();
        let whole = text.get(range.clone()).unwrap_or_default();
        // The text of a link may say the same as its address.
        let from = whole.find("](").map_or(0, |at| at + 2);
        match whole[from..].find(part).map(|at| from + at).or_else(|| whole.find(part)) {
            Some(at) => self.passage.span(range.start + at..range.start + at + part.len()),
            None => self.span(),
        }
    }

    /// The same where a fix may replace it: the file has it exactly so, and between the marks of a reference.
    fn place_of(&self, part: &str) -> Option<Span> {
        self.passage.text.verbatim?;
        let text = &self.passage.text.text;
        let whole = text.get(self.reference.range.clone())?;
        // The text of a link may say the same as its address.
        let from = whole.find("](").map_or(0, |at| at + 1);
        let is_whole = |at: &usize| {
            let (before, after) = (&whole[..*at], whole[at + part.len()..].chars().next());
            let ends = after.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '/'));
            before.ends_with(['[', '(', '<', '@', '#']) && ends
        };
        let mut places = whole[from..].match_indices(part).map(|(at, _)| from + at).filter(is_whole);
        let (first, second) = (places.next()?, places.next());
        let first = self.reference.range.start + first;
        second.is_none().then(|| self.passage.span(first..first + part.len()))
    }

    fn wikilink(&mut self, file: Key, target: &str, anchor: Option<String>) -> Goal {
        if target.is_empty() {
            return anchor.map(|anchor| self.here(file, anchor)).unwrap_or_else(|| self.names_nothing());
        }
        let written = Written::new(target, self.span());
        match self.model.find(&written, ANYTHING) {
            Found::One(id) => self.record(id, anchor),
            Found::Held => Goal::Plain,
            Found::Many(ids) => {
                self.found.push(ambiguous(self.model, self.span_of(target), target, &ids));
                Goal::Plain
            }
            Found::None => match self.attachment(file, target) {
                Some(goal) => goal,
                None if ending::is_published(target) => self.missing_attachment(target),
                None => {
                    if !self.other_way_round(target) {
                        self.unresolved(target, written, ANYTHING);
                    }
                    Goal::Plain
                }
            },
        }
    }

    /// `[[the minister|lavrov]]` and `[[person:lavrov]]`: what names the record stands elsewhere than it should.
    fn other_way_round(&mut self, target: &str) -> bool {
        let named = |words: &str| matches!(self.model.find(&Written::new(words, self.span()), ANYTHING), Found::One(_));
        let spelled = |words: &str| match self.model.find(&Written::new(words, self.span()), ANYTHING) {
            Found::One(id) => format!("{}:{words}", id.kind()),
            _ => words.to_owned(),
        };
        let label = if let ReferenceKind::Wikilink { label, .. } = &self.reference.kind { label.clone() } else { None };
        let message = format!("nothing is called `{}`", clip(target));
        let found = Diagnostic::error("unresolved-reference", self.span_of(target), message);
        let found =
            match (label.filter(|label| is_portable(label) && !is_portable(target) && named(label)), target.split_once(':')) {
                (Some(label), _) => {
                    let written = self.passage.text.text.get(self.reference.range.clone());
                    let is_so = written == Some(&format!("[[{target}|{label}]]")) && self.passage.text.verbatim.is_some();
                    let (place, meant) = (Some(self.span()).filter(|_| is_so), format!("[[{label}|{target}]]"));
                    found
                        .label("what it leads to stands before the bar, its words behind it")
                        .help(format!("write `{}`", clip(&meant)))
                        .fix_at(place, meant)
                }
                (None, Some((kind, rest))) if Kind::ALL.iter().all(|known| known.word() != kind) && named(rest.trim()) => found
                    .label(format!("`{}` is no kind of record", clip(kind)))
                    .help(format!("did you mean `{}`?", spelled(rest.trim()))),
                _ => return false,
            };
        self.found.push(found);
        true
    }

    fn names_nothing(&mut self) -> Goal {
        let found = Diagnostic::error("broken-link", self.span(), "this wikilink names nothing");
        self.found.push(found.help("write the id or a name of a record between the brackets, or put them between backticks"));
        Goal::Plain
    }

    /// A file that is published as it is, by its path, by the end of it, or by its bare name.
    fn attachment(&mut self, from: Key, name: &str) -> Option<Goal> {
        let at = |dest: &str| join(from.as_str(), dest).and_then(|target| self.asset(&target));
        if let Some(asset) = at(name).or_else(|| at(&format!("/{name}"))) {
            return Some(Goal::Asset(asset));
        }
        match self.model.assets_named(name).as_slice() {
            [] => None,
            [one] => Some(Goal::Asset(*one)),
            several => {
                let message = format!("`{}` fits {} files", clip(name), several.len());
                let paths: Vec<String> = several.iter().take(4).map(|path| format!("`{path}`")).collect();
                let found = Diagnostic::error("ambiguous-reference", self.span_of(name), message);
                self.found.push(found.label("which one?").help(format!("write {}", paths.join(" or "))));
                Some(Goal::Plain)
            }
        }
    }

    fn missing_attachment(&mut self, name: &str) -> Goal {
        if is_refused(self.model, self.passage.text.span.file, name) {
            return Goal::Plain;
        }
        let found = Diagnostic::error("missing-asset", self.span_of(name), format!("there is no file `{}`", clip(name)));
        let mut names: Vec<&str> = self.model.assets.iter().filter_map(|asset| asset.as_str().rsplit('/').next()).collect();
        names.sort_unstable();
        names.dedup();
        let only = slip(name, names.iter().map(|known| (*known, *known)));
        self.found.push(match nearest(name, names) {
            Some(near) => {
                let place = self.place_of(name).filter(|_| only == Some(near));
                found.help(format!("did you mean `{near}`?")).fix_at(place, near)
            }
            None => found.help("put the file anywhere below content/, or write its name as it is there"),
        });
        Goal::Plain
    }

    fn citation(&mut self, key: &str, locator: Option<String>) -> Goal {
        let written = Written::new(key, self.span());
        match self.model.find(&written, &[Kind::Source]) {
            Found::One(RecordId::Source(id)) => Goal::Cite(id, locator),
            Found::Held => Goal::Hidden,
            Found::One(_) => Goal::Plain,
            Found::Many(ids) => {
                self.found.push(ambiguous(self.model, self.span_of(key), key, &ids));
                Goal::Plain
            }
            Found::None => {
                self.unresolved(key, Written { kind: None, text: key.to_owned(), ..written }, &[Kind::Source]);
                Goal::Plain
            }
        }
    }

    fn unresolved(&mut self, part: &str, written: Written, kinds: &[Kind]) {
        let place = self.place_of(part).filter(|_| written.text == part);
        let written = Written { span: self.span_of(part), place, ..written };
        self.found.push(unresolved(self.model, &written, kinds));
    }

    /// A link to a file of content, relative to the file that it stands in; `/…` counts from content's root.
    fn file(&mut self, from: Key, dest: &str, anchor: Option<String>) -> Goal {
        let path = dest.split('?').next().unwrap_or_default();
        if dest.is_empty() && anchor.is_none() {
            let found = Diagnostic::error("broken-link", self.span(), "this link has no address");
            self.found.push(found.help("write between `(` and `)` where it leads, or leave the brackets out"));
            return Goal::Plain;
        }
        let Some(target) = join(from.as_str(), path) else { return self.broken(dest, "it leads out of the site") };
        if let Some(goal) = self.markdown(&target, anchor.clone()) {
            return goal;
        }
        if let Some(goal) = self.address(&target, anchor) {
            return goal;
        }
        match self.asset(&target) {
            Some(asset) => Goal::Asset(asset),
            None if path.ends_with(".md") => {
                let stem = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
                if self.model.is_held_file(Key::new(&target)) {
                    return Goal::Plain;
                }
                match self.near_file(stem) {
                    Some(near) => {
                        let (span, meant) = (self.span_of(path), relative(from.as_str(), near.as_str()));
                        let found = broken_link(span, dest).label("no such file").help(format!("did you mean `{meant}`?"));
                        let place = self.place_of(path).filter(|_| self.is_the_file(stem, near) && is_plain_path(&meant));
                        self.found.push(found.fix_at(place, meant));
                        Goal::Plain
                    }
                    None => self.broken(dest, "no such file"),
                }
            }
            None if path.ends_with('/') || !path.rsplit('/').next().unwrap_or_default().contains('.') => {
                self.no_such_page(dest, &target)
            }
            None => self.missing_asset(from, dest),
        }
    }

    /// An address of the site that nearly is that of a record.
    fn no_such_page(&mut self, dest: &str, target: &str) -> Goal {
        let path = target.strip_prefix("content/").unwrap_or(target);
        let (folder, id) = path.split_once('/').unwrap_or(("", path));
        let kind = if folder.is_empty() { Some(Kind::Page) } else { Kind::of_folder(folder) };
        let ids: Vec<&str> = self
            .model
            .ids()
            .into_iter()
            .filter(|known| Some(known.kind()) == kind)
            .map(|id| self.model.head(id).id.as_str())
            .collect();
        let Some(near) = nearest(id, ids.iter().copied()) else { return self.broken(dest, "no page has this address") };
        let meant =
            [folder, near].iter().filter(|part| !part.is_empty()).map(|part| format!("/{part}")).collect::<String>() + "/";
        let place = self.place_of(dest).filter(|_| slip(id, ids.iter().map(|known| (*known, *known))) == Some(near));
        let found = broken_link(self.span_of(dest), dest).label("no page has this address");
        self.found.push(found.help(format!("did you mean `{meant}`?")).fix_at(place, meant));
        Goal::Plain
    }

    fn image(&mut self, from: Key, dest: &str) -> Goal {
        match join(from.as_str(), dest).and_then(|target| self.asset(&target)) {
            Some(asset) => Goal::Asset(asset),
            None => self.missing_asset(from, dest),
        }
    }

    fn markdown(&mut self, target: &str, anchor: Option<String>) -> Option<Goal> {
        let file = Key::new(target);
        if let Some(id) = self.model.of_file(file) {
            return Some(self.record(id, anchor));
        }
        match role(target) {
            Role::Home if self.model.home.is_some() => Some(Goal::Home(anchor)),
            Role::ListText(kind) if self.model.has_list(kind) && self.model.list_texts.contains_key(&kind) => {
                Some(Goal::List(kind, anchor))
            }
            _ => None,
        }
    }

    /// A link written as the site's own address: `/actors/lavrov/`.
    fn address(&mut self, target: &str, anchor: Option<String>) -> Option<Goal> {
        let path = target.strip_prefix("content/").unwrap_or(target).trim_end_matches('/');
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        if matches!(target, "content" | "content/") {
            return Some(Goal::Home(anchor));
        }
        match (Kind::of_folder(first), rest) {
            (Some(kind), "") => self.model.has_list(kind).then_some(Goal::List(kind, anchor)),
            (Some(kind), id) => self.model.by_id(kind, Key::new(id)).map(|id| self.record(id, anchor)),
            (None, "") if first == "timeline" => Some(Goal::Special("timeline", anchor)),
            (None, _) => self.model.by_id(Kind::Page, Key::new(path)).map(|id| self.record(id, anchor)),
        }
    }

    fn asset(&self, target: &str) -> Option<Key> {
        let path = target.strip_prefix("content/").or_else(|| target.strip_prefix("static/")).unwrap_or(target);
        let key = Key::new(path);
        self.model.assets.contains(&key).then_some(key)
    }

    /// A place on the page of the file that the reference stands in.
    fn here(&mut self, file: Key, anchor: String) -> Goal {
        let Some(id) = self.model.of_file(file) else { return Goal::Here(anchor) };
        let anchor = heading(self.model, id, anchor);
        self.check_anchor(id, &anchor);
        Goal::Here(anchor)
    }

    fn record(&mut self, id: RecordId, anchor: Option<String>) -> Goal {
        let anchor = anchor.map(|anchor| heading(self.model, id, anchor));
        if let Some(anchor) = &anchor {
            self.check_anchor(id, anchor);
        }
        Goal::Record(id, anchor)
    }

    fn check_anchor(&mut self, id: RecordId, anchor: &str) {
        if !has_anchor(self.model, id, anchor) {
            let head = self.model.head(id);
            let headings = head.body.iter().flat_map(|body| &body.prose.headings).map(|heading| heading.id.clone());
            let blocks = head.body.iter().flat_map(|body| &body.prose.blocks).map(|block| format!("^{}", block.id));
            let sections = id.kind().anchors().iter().map(|anchor| (*anchor).to_owned());
            let anchors: Vec<String> = headings.chain(blocks).chain(sections).collect();
            let anchors: Vec<&str> = anchors.iter().map(String::as_str).collect();
            let near = nearest(anchor, anchors.iter().copied());
            let meant = slip(anchor, anchors.iter().map(|known| (*known, *known)));
            let span = self.span_of(anchor);
            let found = Diagnostic::warning("broken-fragment", span, format!("`{}` has no place `#{anchor}`", head.title));
            self.found.push(match near {
                Some(near) => {
                    let place = self.place_of(anchor).filter(|_| meant.is_some());
                    found.help(format!("did you mean `#{near}`?")).fix_at(place, meant.unwrap_or(near))
                }
                None if anchor.starts_with('^') => found.help("a block's name is written at its end: ` ^name`"),
                None => found.help("the page's anchors are its headings and the sections of its kind"),
            });
        }
    }

    /// The record's file of this name in another folder, else of nearly this name.
    fn near_file(&self, stem: &str) -> Option<Key> {
        let files: Vec<Key> = self.model.ids().into_iter().map(|id| self.model.head(id).file()).collect();
        let near = nearest(stem, files.iter().filter_map(stem_of))?;
        let same = files.iter().find(|file| stem_of(file) == Some(stem));
        same.or_else(|| files.iter().find(|file| stem_of(file) == Some(near))).copied()
    }

    /// Whether a file of this name, or of one with a slip in it, can only be this one.
    fn is_the_file(&self, stem: &str, file: Key) -> bool {
        let files: BTreeSet<Key> = self.model.ids().into_iter().map(|id| self.model.head(id).file()).collect();
        let mut named = files.iter().filter(|known| stem_of(known) == Some(stem));
        match (named.next(), named.next()) {
            (Some(only), None) => *only == file,
            (Some(_), Some(_)) => false,
            (None, _) => {
                let known = || files.iter().filter_map(|known| Some((stem_of(known)?, *known)));
                slip(stem, known()).is_some_and(|meant| known().any(|(name, known)| name == meant && known == file))
            }
        }
    }

    fn broken(&mut self, dest: &str, why: &str) -> Goal {
        let span = self.span_of(dest);
        self.found.push(
            broken_link(span, dest)
                .label(why)
                .help("write the path of a file of content, relative to this one, or a wikilink such as `[[kuleba]]`"),
        );
        Goal::Plain
    }

    fn missing_asset(&mut self, from: Key, dest: &str) -> Goal {
        if is_refused(self.model, from, dest) {
            return Goal::Plain;
        }
        let span = self.span_of(dest);
        let found = Diagnostic::error("missing-asset", span, format!("there is no file `{dest}`"));
        let target = join(from.as_str(), dest).unwrap_or_default();
        let target = target.strip_prefix("content/").unwrap_or(&target);
        let mut assets: Vec<&str> = self.model.assets.iter().map(|asset| asset.as_str()).collect();
        assets.sort_unstable();
        let only = slip(target, assets.iter().map(|asset| (*asset, *asset)));
        self.found.push(match nearest(target, assets) {
            Some(near) => {
                let meant = relative(from.as_str(), &format!("content/{near}"));
                let place = self.place_of(dest).filter(|_| only == Some(near) && is_plain_path(&meant));
                found.help(format!("did you mean `{meant}`?")).fix_at(place, meant)
            }
            None => found.help("put the file beside this one, or write its path relative to this file"),
        });
        Goal::Plain
    }
}

/// Whether a record's page has an anchor: a heading of its text, a section of its kind, or a card of a record.
fn has_anchor(model: &Model, id: RecordId, anchor: &str) -> bool {
    let body: Option<&Prose> = model.head(id).body.as_ref().map(|body| &*body.prose);
    id.kind().anchors().contains(&anchor)
        || body.is_some_and(|prose| prose.headings.iter().any(|heading| heading.id == anchor))
        || body.zip(anchor.strip_prefix('^')).is_some_and(|(prose, name)| prose.blocks.iter().any(|block| block.id == name))
        || ["claim-", "event-", "source-"].iter().any(|prefix| anchor.starts_with(prefix))
}

/// The anchor of a heading that is named by its words, as Obsidian does: `#Next steps`, `#Talks#Next steps`.
fn heading(model: &Model, id: RecordId, anchor: String) -> String {
    if has_anchor(model, id, &anchor) || !anchor.contains([' ', '#']) && !anchor.contains(char::is_uppercase) {
        return anchor;
    }
    let words = slug(anchor.rsplit('#').next().unwrap_or_default());
    let headings = model.head(id).body.iter().flat_map(|body| &body.prose.headings);
    let mut named = headings.filter(|heading| !words.is_empty() && slug(&heading.text) == words);
    named.next().map_or(anchor, |heading| heading.id.clone())
}

/// Whether a file is not published for a reason that is told of the file itself, or with the record that it belongs to.
pub(super) fn is_refused(model: &Model, from: Key, path: &str) -> bool {
    let is_known = |target: String| {
        let path = target.strip_prefix("content/").or_else(|| target.strip_prefix("static/")).unwrap_or(&target);
        model.refused.contains(&Key::new(path))
    };
    [join(from.as_str(), path), join("content/x", path)].into_iter().flatten().any(is_known)
}

/// The name of a Markdown file without its ending.
fn stem_of(file: &Key) -> Option<&'static str> {
    file.as_str().rsplit('/').next().and_then(|name| name.strip_suffix(".md"))
}

/// Whether a path can stand in a link as it is.
fn is_plain_path(path: &str) -> bool {
    path.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | '_'))
}

fn broken_link(span: Span, dest: &str) -> Diagnostic {
    Diagnostic::error("broken-link", span, format!("this link leads nowhere: `{}`", clip(dest)))
}

/// How a link in the file `from` says the file `to`; both are paths from the site's root.
pub fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> = from.split('/').collect();
    let parts: Vec<&str> = to.split('/').collect();
    let shared = folders[..folders.len() - 1].iter().zip(&parts[..parts.len() - 1]).take_while(|(a, b)| a == b).count();
    "../".repeat(folders.len() - 1 - shared) + &parts[shared..].join("/")
}

/// A relative path, from the folder of `from`, as a path from the site's root; `None` if it leads out of it.
pub fn join(from: &str, dest: &str) -> Option<String> {
    let (start, dest) = match dest.strip_prefix('/') {
        Some(rest) => ("content", rest),
        None => (from.rsplit_once('/').map_or("", |(folder, _)| folder), dest),
    };
    let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in dest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{join, relative};

    #[test]
    fn a_file_is_said_from_another() {
        for (from, to, expected) in [
            ("content/briefings/a.md", "content/actors/b.md", "../actors/b.md"),
            ("content/briefings/a.md", "content/briefings/b.md", "b.md"),
            ("content/a.md", "content/actors/b.md", "actors/b.md"),
            ("content/briefings/2022/a.md", "content/b.md", "../../b.md"),
        ] {
            assert_eq!(relative(from, to), expected);
        }
    }

    #[test]
    fn paths_are_joined_within_the_site() {
        for (from, dest, expected) in [
            ("content/briefings/a.md", "../actors/b.md", Some("content/actors/b.md")),
            ("content/briefings/a.md", "b.md", Some("content/briefings/b.md")),
            ("content/briefings/a.md", "/about.md", Some("content/about.md")),
            ("content/a.md", "../static/x.png", Some("static/x.png")),
            ("content/a.md", "../../etc/passwd", None),
        ] {
            assert_eq!(join(from, dest).as_deref(), expected, "{from} {dest}");
        }
    }
}
