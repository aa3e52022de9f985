//! A site at one moment: immutable, whole, with its pages rendered on demand.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::analysis::facts::Facts;
use crate::analysis::rules::site_too_large;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::fingerprint::Fingerprint;
use crate::base::id::Key;
use crate::base::text::Span;
use crate::input::files::{Files, ReadError};
use crate::site::beside::{self, Beside};
use crate::site::directory::Directory;
use crate::site::export;
use crate::site::page;
use crate::site::route::{Route, Subject, plan};
use crate::site::theme::{RenderError, Theme};
use crate::site::view::compose::Site;
use crate::site::view::prose::FragmentMemo;
use crate::syntax::kind::Kind;

use super::workspace::levelled;

/// What a file of the output is made of.
#[derive(Clone, Debug)]
pub enum Content {
    /// A page.
    Page(Route),
    /// A file that is made of the facts and is no page: a feed, an export.
    Beside(Beside),
    /// A file of the theme.
    Bytes(Arc<[u8]>),
    /// A file of the site, copied: its path among the inputs, and how many bytes it had when it was looked at.
    File(Key, u64),
}

/// A file of the output: how its bytes are had, and what stands for them.
#[derive(Debug)]
pub struct Planned {
    /// What it is made of.
    pub content: Content,
    /// Of what is made only once somebody asks: composing all pages is most of the work of an edit, and a preview that shows one of them
    /// need not wait for the others. See [`Snapshot::fingerprint`].
    fingerprint: OnceLock<Fingerprint>,
    /// The bytes of a file beside the pages: their hash is what stands for them, so that who writes the file has no need to make them again.
    beside: OnceLock<Arc<[u8]>>,
}

impl Planned {
    fn new(content: Content, fingerprint: OnceLock<Fingerprint>) -> Planned {
        Planned { content, fingerprint, beside: OnceLock::new() }
    }

    fn beside(&self, what: Beside, site: &Site<'_>) -> &Arc<[u8]> {
        self.beside.get_or_init(|| what.bytes(site).into())
    }
}

/// A site at one moment.
pub struct Snapshot {
    /// The model and what follows from it.
    pub facts: Facts,
    /// All findings, sorted, with the site's levels.
    pub diagnostics: Vec<Diagnostic>,
    /// Every file of the output by its path. Empty while there is no usable theme.
    pub output: BTreeMap<String, Planned>,
    /// Absolute address of the site, where it is known.
    pub base_url: Option<String>,
    /// The configuration file, whether it is there or not.
    pub(super) config: Key,
    pub(super) directory: Directory,
    pub(super) theme: Option<Arc<Theme>>,
    pub(super) fragments: Arc<FragmentMemo>,
    pub(super) texts: BTreeMap<Key, Arc<str>>,
    pub(super) files: Arc<dyn Files>,
}

/// Why a file of the output can't be had.
#[derive(Debug)]
pub enum PageError {
    /// The theme failed.
    Theme(RenderError),
    /// The machine did not give us a file.
    Read(ReadError),
    /// What is wrong with the site as a whole.
    Whole(Box<Diagnostic>),
    /// There is no such file.
    Unknown(String),
    /// A bug of ours: what was being rendered, and the panic's words.
    Bug(String, String),
}

impl std::fmt::Display for PageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PageError::Theme(error) => error.fmt(f),
            PageError::Read(error) => error.fmt(f),
            PageError::Whole(found) => f.write_str(&found.message),
            PageError::Unknown(path) => write!(f, "the site has no file `{path}`"),
            PageError::Bug(page, words) => write!(f, "a bug in whowhen: `{page}` made it stop with `{words}`"),
        }
    }
}

impl std::error::Error for PageError {}

impl Snapshot {
    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|found| found.level == Level::Error)
    }

    /// The bytes of a file of the output. A panic on the way is caught and named. What stands for the bytes is known from then on: a page is
    /// composed once for both.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, PageError> {
        let planned = self.output.get(path).ok_or_else(|| PageError::Unknown(path.to_owned()))?;
        match &planned.content {
            Content::Bytes(bytes) => Ok(bytes.to_vec()),
            Content::File(path, _) => self.files.read(path.as_str()).map(|bytes| bytes.to_vec()).map_err(PageError::Read),
            Content::Beside(what) => {
                let site = self.site().ok_or_else(|| PageError::Unknown(path.to_owned()))?;
                let made = catch_unwind(AssertUnwindSafe(|| planned.beside(*what, &site)));
                made.map(|bytes| bytes.to_vec()).map_err(|panic| PageError::Bug(format!("/{path}"), words_of(&*panic)))
            }
            Content::Page(route) => {
                let (Some(theme), Some(site)) = (&self.theme, self.site()) else {
                    return Err(PageError::Unknown(path.to_owned()));
                };
                match catch_unwind(AssertUnwindSafe(|| page::render(&site, *route, theme, &planned.fingerprint))) {
                    Ok(rendered) => rendered.map_err(PageError::Theme),
                    Err(panic) => Err(PageError::Bug(self.source_of(*route), words_of(&*panic))),
                }
            }
        }
    }

    /// What the template of a page sees: the template's name, and its `shell` and `page`. `None` if there is no such page.
    pub fn data(&self, path: &str) -> Option<(&'static str, serde_json::Value)> {
        let Content::Page(route) = self.output.get(path)?.content else { return None };
        let site = self.site()?;
        let (shell, page) = page::compose(&site, route);
        Some((page.template(), serde_json::json!({"shell": shell, "page": page})))
    }

    /// The records of a kind as the exports list them. `None` while there is no usable theme, since it plans the addresses.
    pub fn records(&self, kind: Kind) -> Option<Vec<u8>> {
        Some(export::list(&self.site()?, kind))
    }

    /// What stands for the bytes of a file of the output: equal fingerprints are equal bytes. `None` if there is no such file.
    pub fn fingerprint(&self, path: &str) -> Option<Fingerprint> {
        self.fingerprint_of(&self.site()?, self.output.get(path)?)
    }

    /// What stands for the bytes of every file of the output, in order of their paths; worked out on all processors.
    pub fn fingerprints(&self) -> Vec<(&str, Fingerprint)> {
        let Some(site) = self.site() else { return Vec::new() };
        let files: Vec<(&String, &Planned)> = self.output.iter().collect();
        files.par_iter().filter_map(|(path, planned)| Some((path.as_str(), self.fingerprint_of(&site, planned)?))).collect()
    }

    fn fingerprint_of<'m>(&'m self, site: &'m Site<'m>, planned: &Planned) -> Option<Fingerprint> {
        let theme = self.theme.as_ref()?;
        let compose = || match planned.content {
            Content::Page(route) => Some(page::fingerprint(site, route, theme)),
            Content::Beside(what) => {
                Some(what.fingerprint(site).unwrap_or_else(|| Fingerprint::of_bytes(planned.beside(what, site))))
            }
            Content::Bytes(_) | Content::File(..) => None,
        };
        if let Some(known) = planned.fingerprint.get() {
            return Some(*known);
        }
        let caught = || catch_unwind(AssertUnwindSafe(compose));
        // A page that makes us stop is named when its bytes are asked for.
        let made = caught().unwrap_or_else(|panic| Some(Fingerprint::of(&("stopped", words_of(&*panic)))))?;
        Some(*planned.fingerprint.get_or_init(|| made))
    }

    fn site(&self) -> Option<Site<'_>> {
        let theme = self.theme.as_ref()?;
        Some(Site::new(&self.facts, &self.directory, &self.fragments, self.base_url.as_deref(), &theme.addresses))
    }

    /// Renders all pages and returns what the theme says of them: for `check`, which writes nothing.
    pub fn try_all(&self) -> Vec<PageError> {
        self.weigh().1
    }

    /// Renders all pages and returns how many bytes each file of the output has, and what the theme says of those that can't be had.
    /// What is copied is not read.
    pub fn weigh(&self) -> (Vec<(&str, u64)>, Vec<PageError>) {
        let files: Vec<(&String, &Planned)> = self.output.iter().collect();
        let weigh = |(path, planned): &(&String, &Planned)| match &planned.content {
            Content::Bytes(bytes) => Ok(bytes.len() as u64),
            Content::File(_, bytes) => Ok(*bytes),
            Content::Page(_) | Content::Beside(_) => self.bytes(path).map(|bytes| bytes.len() as u64),
        };
        let weighed: Vec<Result<u64, PageError>> = files.par_iter().map(weigh).collect();
        let (mut sizes, mut errors) = (Vec::new(), Vec::new());
        for ((path, _), weighed) in files.into_iter().zip(weighed) {
            match weighed {
                Ok(bytes) => sizes.push((path.as_str(), bytes)),
                Err(error) => errors.push(error),
            }
        }
        (sizes, errors)
    }

    /// Whether files of these sizes are too many for one site, at the site's own level.
    pub fn too_large(&self, sizes: &[(&str, u64)], limit: u64) -> Option<Diagnostic> {
        let found = site_too_large::check(sizes, limit, Span::whole(self.config))?;
        levelled(found, &self.facts.config)
    }

    /// The configuration file, whether it is there or not.
    pub fn config(&self) -> Key {
        self.config
    }

    /// The text of a file that a finding points into.
    pub fn text(&self, file: Key) -> Option<&str> {
        self.texts.get(&file).map(|text| &**text).or_else(|| self.theme.as_ref()?.text_of(file))
    }

    fn source_of(&self, route: Route) -> String {
        match route.subject {
            Subject::Record(id) => self.facts.model.head(id).file().to_string(),
            _ => format!("/{}", route.path),
        }
    }
}

/// A panic's message.
pub fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no words".to_owned())
}

/// A file that is published as it is.
pub(super) struct Copied {
    /// Its path in the site.
    pub(super) path: String,
    /// Its path among the inputs.
    pub(super) file: Key,
    pub(super) bytes: u64,
    pub(super) fingerprint: Fingerprint,
}

/// Plans the output: every page, the theme's files, what stands beside the pages, and the site's own files, whose
/// fingerprints are given. Two things at one address are reported.
pub(super) fn output(
    facts: &Facts,
    directory: &Directory,
    fragments: &FragmentMemo,
    theme: &Theme,
    base_url: Option<&str>,
    files: &[Copied],
) -> (BTreeMap<String, Planned>, Vec<Diagnostic>) {
    let site = Site::new(facts, directory, fragments, base_url, &theme.addresses);
    let routes = plan(&facts.model, &directory.paths, &directory.tags);
    let mut planned = Planning { output: BTreeMap::new(), owners: BTreeMap::new(), found: Vec::new() };
    for route in &routes {
        let owner = match route.subject {
            Subject::Record(id) => Some(facts.model.head(id).span),
            _ => None,
        };
        planned.add(route.file(), Planned::new(Content::Page(*route), OnceLock::new()), owner);
    }
    for (_, path, bytes) in &theme.files {
        let content = Content::Bytes(bytes.as_slice().into());
        planned.add(path.to_string(), Planned::new(content, Fingerprint::of_bytes(bytes).into()), None);
    }
    let (wanted, found) = beside::plan(&site);
    for beside::Wanted { path, what, owner } in wanted {
        planned.add(path, Planned::new(Content::Beside(what), OnceLock::new()), owner);
    }
    planned.found.extend(found);
    for Copied { path, file, bytes, fingerprint } in files {
        let content = Content::File(*file, *bytes);
        planned.add(path.clone(), Planned::new(content, (*fingerprint).into()), Some(Span::whole(*file)));
    }
    (planned.output, planned.found)
}

struct Planning {
    output: BTreeMap<String, Planned>,
    /// By path without regard to case: on many disks two that differ in case are one.
    owners: BTreeMap<String, Option<Span>>,
    found: Vec<Diagnostic>,
}

impl Planning {
    fn add(&mut self, path: String, planned: Planned, owner: Option<Span>) {
        let folded = crate::base::fold::fold(&path);
        if let Some(first) = self.owners.get(&folded) {
            let address = path.trim_end_matches("index.html");
            let (place, other) = match (owner, first) {
                (Some(place), other) => (place, *other),
                (None, Some(other)) => (*other, None),
                (None, None) => return,
            };
            let mut diagnostic =
                Diagnostic::error("url-collision", place, format!("two things want the address `/{address}`")).label("this one");
            let is_former = matches!(planned.content, Content::Beside(Beside::Redirect(..)));
            diagnostic = match other {
                Some(other) if is_former => diagnostic
                    .also(other, "and this one")
                    .help("a former address leads to one page: take it out of this `redirect_from`"),
                Some(other) => diagnostic.also(other, "and this one").help("rename one of them, or give one another `id:`"),
                None => diagnostic.help("the address belongs to a page that every site has; rename this one"),
            };
            self.found.push(diagnostic);
            return;
        }
        self.owners.insert(folded, owner);
        self.output.insert(path, planned);
    }
}
