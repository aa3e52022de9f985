//! The loop's one step: a change, applied, is a new snapshot.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::analysis::edition::Edition;
use crate::analysis::facts::{Facts, Memos};
use crate::analysis::rules;
use crate::base::date::Date;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::ending;
use crate::base::fingerprint::Fingerprint;
use crate::base::id::Key;
use crate::base::memo::Memo;
use crate::base::near::nearest;
use crate::base::text::Span;
use crate::input::files::{Entry, EntryKind, Files, MAX_FILE, ReadError};
use crate::model::build::{self, Publish, Whole};
use crate::model::config::{Config, Lint};
use crate::model::defaults::Defaults;
use crate::model::document::{self, Document, Role};
use crate::model::registry::Model;
use crate::site::asset;
use crate::site::directory::Directory;
use crate::site::theme::{Theme, ThemeFile};
use crate::site::view::prose::FragmentMemo;
use crate::syntax::read::noted_once;

use super::bundle::Bundles;
use super::snapshot::{Copied, Snapshot, output};

/// What a face asks of a workspace.
#[derive(Clone, Debug)]
pub struct Options {
    /// What is published.
    pub publish: Publish,
    /// The site's address as the command line or the environment says it: wins over site.yaml.
    pub base_url: Option<String>,
    /// The site's address as it can be guessed from where the site is kept: where nothing else says it.
    pub base_url_guess: Option<String>,
    /// The configuration file, from the site's root.
    pub config: String,
    /// Whether the site's own policy counts for nothing: who sends a change must not decide what is wrong with it.
    pub untrusted: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            publish: Publish::default(),
            base_url: None,
            base_url_guess: None,
            config: "site.yaml".to_owned(),
            untrusted: false,
        }
    }
}

/// What changed.
#[derive(Clone, Debug)]
pub enum Change {
    /// Anything may have: look at everything.
    All,
    /// These files, by path from the site's root: written, renamed or removed.
    Files(Vec<String>),
}

/// A site over time: remembers what did not change.
pub struct Workspace {
    files: Arc<dyn Files>,
    options: Options,
    entries: BTreeMap<Key, Seen>,
    documents: Memo<(Key, Fingerprint, Fingerprint), Arc<Document>>,
    memos: Memos,
    fragments: Arc<FragmentMemo>,
    themes: Memo<Fingerprint, Loaded>,
}

/// A theme, if it can be used, and what is wrong with it.
type Loaded = (Option<Arc<Theme>>, Arc<Vec<Diagnostic>>);

/// A file as it was last looked at.
#[derive(Clone)]
struct Seen {
    kind: EntryKind,
    hash: Fingerprint,
    /// Kept of what is read as text, and of the theme; of other files only the hash.
    bytes: Option<Arc<[u8]>>,
    /// As text, where it is UTF-8.
    text: Option<Arc<str>>,
    /// What messages show of it: its text, with what is not UTF-8 replaced.
    shown: Option<Arc<str>>,
    /// Of a picture, width and height.
    size: Option<(u32, u32)>,
    /// What is wrong with it as a file.
    found: Option<Diagnostic>,
}

impl Workspace {
    /// A workspace over some files. Nothing is read until the first change is applied.
    pub fn new(files: Arc<dyn Files>, options: Options) -> Workspace {
        Workspace {
            files,
            options,
            entries: BTreeMap::new(),
            documents: Memo::default(),
            memos: Memos::default(),
            fragments: Arc::default(),
            themes: Memo::default(),
        }
    }

    /// Applies a change and returns the site as it is now.
    pub fn apply(&mut self, change: &Change) -> Result<Arc<Snapshot>, ReadError> {
        self.look(change)?;
        // Pages are composed after their snapshot is made, so that what the last one wanted of these is known only now.
        self.fragments.retire();
        let (mut config, mut found) = self.config();
        if self.options.untrusted {
            config.lints.clear();
        }
        let dialect = Fingerprint::of(&config.dialect);
        let defaults = self.defaults(&config, &mut found);
        let texts: Vec<(Key, &Seen)> = self
            .entries
            .iter()
            .filter(|(path, seen)| is_text(path.as_str()) && seen.text.is_some())
            .map(|(path, seen)| (*path, seen))
            .collect();
        let read = |(path, seen): &(Key, &Seen)| {
            let text = seen.text.as_deref().unwrap_or_default();
            let around = Fingerprint::of(&(dialect, defaults.fingerprint(*path)));
            let read = || Arc::new(document::read(*path, text, &config.dialect, &defaults));
            (*path, self.documents.get((*path, seen.hash, around), read))
        };
        let documents: Vec<(Key, Arc<Document>)> = texts.par_iter().map(read).collect();
        found.extend(self.entries.values().filter_map(|seen| seen.found.clone()));
        found.extend(documents.iter().flat_map(|(_, document)| document.diagnostics.iter().cloned()));
        let (mut model, problems) = self.model(&documents, config.as_of.as_ref().map(|date| &date.value));
        found.extend(problems);
        let bundles = Bundles::of(&documents, &model, &|path| self.entries.contains_key(&Key::new(path)));
        let files = self.published_files(&bundles, &mut found);
        model.publish(files.iter().map(|copied| Key::new(&copied.path)));
        model.refused = self.refused_files(&bundles).collect();
        let sized = |copied: &Copied| Some((Key::new(&copied.path), self.entries.get(&copied.file)?.size?));
        model.sizes = files.iter().filter_map(sized).collect();
        let base_url = self.base_url(&config);
        let (theme, problems) = self.theme(&config);
        found.extend(problems.iter().cloned());
        let facts = Facts::of(config, model, &self.memos);
        let plan = || {
            let directory = Directory::of(&facts);
            let planned = match &theme {
                Some(theme) => output(&facts, &directory, &self.fragments, theme, base_url.as_deref(), &files),
                None => Default::default(),
            };
            (directory, planned)
        };
        let ((directory, (planned, collisions)), broken) = rayon::join(plan, || rules::check(&facts));
        found.extend(collisions);
        found.extend(broken);
        self.documents.retire();
        self.memos.retire();
        self.themes.retire();
        let diagnostics = settled(found, &facts.config);
        Ok(Arc::new(Snapshot {
            facts,
            directory,
            diagnostics,
            output: planned,
            base_url,
            config: Key::new(&self.options.config),
            theme,
            fragments: Arc::clone(&self.fragments),
            texts: self
                .entries
                .iter()
                .filter_map(|(path, seen)| Some((*path, seen.text.clone().or_else(|| seen.shown.clone())?)))
                .collect(),
            files: Arc::clone(&self.files),
        }))
    }

    /// The defaults of all folders.
    fn defaults(&self, config: &Config, found: &mut Vec<Diagnostic>) -> Defaults {
        let mut defaults = Defaults::default();
        for (path, seen) in self.entries.iter().filter(|(path, _)| document::role(path.as_str()) == Role::Defaults) {
            found.extend(seen.text.iter().flat_map(|text| defaults.add(*path, text, &config.dialect)));
        }
        defaults
    }

    /// The model of the day that is asked for: what was not known by then can be said only once all is known.
    fn model(&self, documents: &[(Key, Arc<Document>)], as_of: Option<&Date>) -> (Model, Vec<Diagnostic>) {
        let publish = &self.options.publish;
        let whole = build::build(documents, publish, as_of, &Whole);
        match publish.as_of {
            Some(day) => build::build(documents, publish, as_of, &Edition::of(&whole.0, day)),
            None => whole,
        }
    }

    /// How many documents were read, passages scanned and fragments written since the beginning: what tests of incremental work look at.
    pub fn work_done(&self) -> [usize; 3] {
        [self.documents.misses(), self.memos.scans.misses(), self.fragments.misses()]
    }

    /// Looks at the files that may have changed.
    fn look(&mut self, change: &Change) -> Result<(), ReadError> {
        if let Change::Files(paths) = change
            && let Some(seen) = self.seen_anew(paths)?
        {
            self.entries.extend(seen);
            return Ok(());
        }
        let listed = self.files.list()?;
        let touched = |path: Key| match change {
            Change::All => true,
            Change::Files(paths) => paths.iter().any(|changed| path.as_str() == changed || is_below(path.as_str(), changed)),
        };
        let old = std::mem::take(&mut self.entries);
        let files = &self.files;
        let see = |entry: &Entry| match old.get(&entry.path) {
            Some(seen) if seen.kind == entry.kind && !touched(entry.path) => Ok((entry.path, seen.clone())),
            _ => Ok((entry.path, look_at(files.as_ref(), entry, &self.options.config)?)),
        };
        self.entries = listed.par_iter().map(see).collect::<Result<_, ReadError>>()?;
        Ok(())
    }

    /// Files that are known already, looked at again, without a list of all: most edits are of one. `None` where it takes the list to know
    /// what happened: a path that is new, or gone, or of a folder.
    fn seen_anew(&self, paths: &[String]) -> Result<Option<Vec<(Key, Seen)>>, ReadError> {
        let mut anew = Vec::new();
        for path in paths {
            let key = Key::new(path);
            let known = self.entries.get(&key).map(|seen| &seen.kind);
            match (known, self.files.entry(path)?) {
                (Some(EntryKind::File(_)), Some(entry)) if matches!(entry.kind, EntryKind::File(_)) => {
                    anew.push((key, look_at(self.files.as_ref(), &entry, &self.options.config)?));
                }
                // What an editor makes beside a file while it saves, and takes away again.
                (None, None) if !self.entries.keys().any(|known| is_below(known.as_str(), path)) => {}
                _ => return Ok(None),
            }
        }
        Ok(Some(anew))
    }

    fn config(&self) -> (Config, Vec<Diagnostic>) {
        let file = Key::new(&self.options.config);
        match self.entries.get(&file).and_then(|seen| seen.text.as_deref()) {
            Some(text) => Config::read(file, text, &rules::names()),
            None => (Config::default(), Vec::new()),
        }
    }

    /// The site's address: as asked for, as site.yaml says, as a CNAME file says, as it can be guessed; with a final slash.
    fn base_url(&self, config: &Config) -> Option<String> {
        let cname = || {
            let places = ["CNAME", "static/CNAME"];
            let text = places.iter().find_map(|place| self.entries.get(&Key::new(place))?.text.clone())?;
            let host = text.lines().next()?.trim().to_owned();
            (!host.is_empty() && !host.contains(['/', ' '])).then(|| format!("https://{host}/"))
        };
        let asked = self.options.base_url.clone().or_else(|| config.base_url.as_ref().map(|url| url.text.clone()));
        let mut url = asked.or_else(cname).or_else(|| self.options.base_url_guess.clone())?;
        if !url.ends_with('/') {
            url.push('/');
        }
        Some(url)
    }

    fn theme(&self, config: &Config) -> Loaded {
        let name = config.theme.value.as_str();
        let prefix = format!("themes/{name}/");
        let own: Vec<(Key, &Seen)> = self
            .entries
            .iter()
            .filter(|(path, _)| path.as_str().starts_with(&prefix))
            .map(|(path, seen)| (*path, seen))
            .collect();
        let plain_name = !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.');
        if !plain_name {
            let message = format!("`{name}` is not the name of a folder in themes/");
            let diagnostic = Diagnostic::error("invalid-config", config.theme.span, message)
                .help("write the folder's name alone, or leave `theme:` out for the default theme");
            return (None, Arc::new(vec![diagnostic]));
        }
        if name != "default" && own.is_empty() {
            let folders = self.entries.keys().filter_map(|path| path.as_str().strip_prefix("themes/")?.split_once('/'));
            let near = nearest(name, folders.map(|(folder, _)| folder).chain(["default"]));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("put its files into themes/{name}/, or leave `theme:` out for the default theme"),
            };
            let message = format!("there is no theme `{name}`");
            let diagnostic = Diagnostic::error("template-missing", config.theme.span, message).help(help);
            return (None, Arc::new(vec![diagnostic]));
        }
        let key = Fingerprint::of(&(name, own.iter().map(|(path, seen)| (*path, seen.hash)).collect::<Vec<_>>()));
        self.themes.get(key, || {
            let files: Vec<ThemeFile> =
                own.iter().filter_map(|(path, seen)| Some(ThemeFile { path: *path, bytes: seen.bytes.clone()? })).collect();
            let (theme, found) = Theme::load(name, &files);
            (theme.map(Arc::new), Arc::new(found))
        })
    }

    /// The files beside content of which an error is told, and those that are kept back with their record, by their paths in the site.
    fn refused_files(&self, bundles: &Bundles) -> impl Iterator<Item = Key> {
        let is_wrong = |seen: &Seen| seen.found.as_ref().is_some_and(|found| found.level == Level::Error);
        let refused = self.entries.iter().filter(move |(path, seen)| is_wrong(seen) || bundles.keep_back(path.as_str()));
        refused
            .filter_map(|(path, _)| path.as_str().strip_prefix("content/").or_else(|| path.as_str().strip_prefix("static/")))
            .filter(|path| ending::is_published(path))
            .map(Key::new)
    }

    /// The files that are published as they are: CNAME, `static/` as it is, other files of content if their type is known and they are
    /// safe, and belong to no record that is kept back.
    fn published_files(&self, bundles: &Bundles, found: &mut Vec<Diagnostic>) -> Vec<Copied> {
        let mut files = Vec::new();
        for (path, seen) in &self.entries {
            let EntryKind::File(bytes) = seen.kind else { continue };
            if seen.found.as_ref().is_some_and(|found| found.level == Level::Error) {
                continue;
            }
            let copied = |inner: &str| Copied { path: inner.to_owned(), file: *path, bytes, fingerprint: seen.hash };
            if path.as_str() == "CNAME" {
                // Hosts that publish a folder look for it there. Where static/ has the same one, that is it.
                let other = self.entries.get(&Key::new("static/CNAME"));
                if other.is_none_or(|other| other.hash != seen.hash) {
                    files.push(copied("CNAME"));
                }
            } else if let Some(inner) = path.as_str().strip_prefix("static/") {
                found.extend(rules::non_portable_name::reserved(*path));
                files.push(copied(inner));
            } else if let Some(inner) =
                path.as_str().strip_prefix("content/").filter(|_| document::role(path.as_str()) == Role::Asset)
            {
                if bundles.keep_back(path.as_str()) {
                    continue;
                }
                if ending::is_published(inner) {
                    found.extend(rules::non_portable_name::reserved(*path));
                    files.push(copied(inner));
                } else {
                    found.push(asset::left_out(*path));
                }
            }
        }
        files
    }
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a file is read as text of ours.
pub(super) fn is_text(path: &str) -> bool {
    path.starts_with("content/") && document::role(path) != Role::Asset
}

fn look_at(files: &dyn Files, entry: &Entry, config: &str) -> Result<Seen, ReadError> {
    let path = entry.path;
    let problem = |found| Seen {
        kind: entry.kind.clone(),
        hash: Fingerprint::default(),
        bytes: None,
        text: None,
        shown: None,
        size: None,
        found: Some(found),
    };
    let whole = Span::whole(path);
    let size = match &entry.kind {
        EntryKind::File(size) => *size,
        EntryKind::Link(target) => {
            return Ok(problem(
                Diagnostic::error("symbolic-link", whole, format!("this is a symbolic link to `{target}`")).help(
                    "put the file itself here: links are never followed, so that nothing from elsewhere is published by mistake",
                ),
            ));
        }
        EntryKind::Odd => {
            return Ok(problem(
                Diagnostic::error("non-portable-name", whole, "this is not an ordinary file with a name in UTF-8")
                    .help("rename or remove it"),
            ));
        }
    };
    let text_wanted = is_text(path.as_str()) || path.as_str() == config || matches!(path.as_str(), "CNAME" | "static/CNAME");
    if text_wanted && size > MAX_FILE {
        let message = format!("this file is larger than {} MiB, the most that is read", MAX_FILE >> 20);
        return Ok(problem(Diagnostic::error("file-too-large", whole, message).help("split it into several files")));
    }
    let bytes = files.read(path.as_str())?;
    let hash = Fingerprint::of_bytes(&bytes);
    let kept = text_wanted || path.as_str().starts_with("themes/");
    let mut seen = Seen {
        kind: entry.kind.clone(),
        hash,
        bytes: kept.then(|| Arc::clone(&bytes)),
        text: None,
        shown: None,
        size: None,
        found: None,
    };
    if text_wanted {
        match std::str::from_utf8(&bytes) {
            Ok(text) => seen.text = Some(Arc::from(text)),
            Err(error) => {
                let at = error.valid_up_to();
                let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
                let message = if is_utf16 { "this file is UTF-16, not UTF-8 text" } else { "this file is not UTF-8 text" };
                let found = Diagnostic::error("not-utf8", Span::new(path, at..at), message);
                seen.found = Some(found.help("save it as UTF-8 in your editor"));
                seen.shown = Some(Arc::from(String::from_utf8_lossy(&bytes).as_ref()));
            }
        }
    } else if path.as_str().starts_with("themes/") && path.as_str().contains("/templates/") {
        seen.shown = Some(Arc::from(String::from_utf8_lossy(&bytes).as_ref()));
    } else if document::role(path.as_str()) == Role::Asset && path.as_str().starts_with("content/") {
        seen.found = asset::unsafe_because(path, &bytes).or_else(|| asset::no_picture(path, &bytes));
    }
    if path.as_str().starts_with("content/") || path.as_str().starts_with("static/") {
        seen.size = asset::size(path.as_str(), &bytes);
    }
    Ok(seen)
}

/// A finding with the site's level, if the site wants it.
pub(super) fn levelled(mut found: Diagnostic, config: &Config) -> Option<Diagnostic> {
    match config.lint(found.rule) {
        Some(Lint::Off) => return None,
        Some(Lint::At(level)) => found.level = level,
        None => {}
    }
    Some(found)
}

/// The findings as they are reported: with the site's levels, each once, in order.
fn settled(mut found: Vec<Diagnostic>, config: &Config) -> Vec<Diagnostic> {
    found = found.into_iter().filter_map(|found| levelled(found, config)).collect();
    found.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    found.dedup();
    noted_once(&mut found);
    found
}
