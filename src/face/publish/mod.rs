//! Writing the site: whole or not at all.
//!
//! Whoever reads the output sees the old site or the new one. Where the folder holds nothing but ours, the new site is staged in a folder
//! beside it and the two are exchanged in one step ([`beside`]); where that can't be, pages are replaced one by one under a journal that the
//! next run completes ([`in_place`]); so is the one page where only one has changed, since that is one step too. A [`manifest`] in the output says what we wrote; nothing else is ever replaced or removed.

#![allow(clippy::disallowed_methods, reason = "this is the one module that writes to the disk")]

mod beside;
mod disk;
mod error;
mod in_place;
mod inventory;
mod lock;
mod manifest;
mod names;
mod output;
mod paths;
mod probe;
mod refusal;
mod way;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::base::fingerprint::Fingerprint;
use beside::Beside;
use in_place::{InPlace, Journal};
use inventory::Inventory;
use lock::Lock;
use manifest::{Entry, Manifest};
use way::Way;

pub use error::{DiskError, Held, PublishError, Unrendered};
pub use output::{check_output, published_with};
pub use probe::{OneStep, one_step};
pub use refusal::Refusal;

/// Where a site goes, and what must not be hit on the way. Relative paths are relative to the current folder.
#[derive(Debug, Clone)]
pub struct Site<'a> {
    /// The project's folder.
    pub root: &'a Path,
    /// The folder the site is written to. Made, with the folders around it, if it isn't there.
    pub output: &'a Path,
    /// What the site is built from: content, themes, static files, the configuration file. They need not exist.
    pub inputs: &'a [PathBuf],
    /// The home folder, if there is one.
    pub home: Option<PathBuf>,
}

/// A site to be published, rendered on demand and from several threads.
///
/// Equal hashes of one path must stand for equal bytes, within one version of this program: a page whose hash is the one it was published
/// with, and whose file is still what was published, is not rendered at all. A page that was not published before is rendered without being
/// asked for its hash first.
pub trait Pages: Sync {
    /// Why a page can't be rendered.
    type Error: std::error::Error + Send + 'static;

    /// Every file of the site: its path in the output, with `/` between names.
    fn paths(&self) -> Vec<String>;

    /// The hash that stands for the bytes of one of [`paths`](Pages::paths). Asked for before they are made where it can spare that, else
    /// after.
    fn hash(&self, path: &str) -> Fingerprint;

    /// Renders one of [`paths`](Pages::paths).
    ///
    /// # Errors
    /// Whatever the renderer has to say. The other pages are still asked for, so that all that is wrong is said at once; nothing is
    /// published.
    fn bytes(&self, path: &str) -> Result<Vec<u8>, Self::Error>;

    /// Looks at the site as it would be, before anything of it can be seen: the size of every file, by path.
    ///
    /// # Errors
    /// Whatever forbids that such a site is published.
    fn weighed(&self, _sizes: &[(&str, u64)]) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new, or have new bytes.
    pub written: usize,
    /// Files whose bytes are what they were; they keep inode and time.
    pub unchanged: usize,
    /// Files of the old site that the new one doesn't have.
    pub removed: usize,
    /// The size of the whole site.
    pub bytes: u64,
    /// Files of the old site that the new one doesn't have, but that somebody has changed since: they stay, and are no longer ours.
    pub kept: Vec<String>,
    /// Whether an interrupted publication was completed first.
    pub recovered: bool,
    /// Whether a change became visible at once. If not, it did file by file.
    pub at_once: bool,
    /// Staging folders beside the output that were not removed, since in them is something that isn't ours.
    pub left: Vec<PathBuf>,
}

/// Makes the output hold this site, and nothing that was ours and isn't in it.
///
/// # Errors
/// See [`PublishError`]. Unless it says otherwise, the output holds what it held before.
pub fn publish<P: Pages>(site: &Site<'_>, pages: &P) -> Result<Report, PublishError<P::Error>> {
    let output = output::checked(site)?;
    let wanted = paths::checked(pages.paths())?;
    let way = Way::to(&output)?;
    let _lock = Lock::take(&output)?;
    let recovered = in_place::roll_forward(&output)?;
    let left = beside::sweep(&output)?;
    // What was true before the lock was ours may no longer be.
    let output = output::checked(site)?;
    let plan = Plan::of(output, wanted, pages)?;
    let mut report = plan.carry_out(pages)?;
    report.recovered = recovered.is_some();
    report.kept.extend(recovered.into_iter().flatten());
    report.kept.sort();
    report.kept.dedup();
    report.left.extend(left);
    way.keep();
    Ok(report)
}

/// What is to become of the output.
struct Plan {
    output: PathBuf,
    wanted: BTreeSet<String>,
    /// Those of them whose hash is known and whose file is what we wrote.
    settled: BTreeMap<String, Entry>,
    old: Manifest,
    found: Inventory,
    going: BTreeSet<String>,
    kept: Vec<String>,
}

/// A page, once it is known what it holds.
struct Made {
    entry: Entry,
    /// The number of the file that waits in the stage. None where the output has these bytes already.
    staged: Option<usize>,
}

enum Stage {
    Beside(Beside),
    InPlace(InPlace),
}

impl Stage {
    fn slot(&self, number: usize) -> PathBuf {
        match self {
            Stage::Beside(stage) => stage.slot(number),
            Stage::InPlace(stage) => stage.slot(number),
        }
    }
}

type Failure<P> = PublishError<<P as Pages>::Error>;

impl Plan {
    fn of<P: Pages>(output: PathBuf, wanted: BTreeSet<String>, pages: &P) -> Result<Plan, Failure<P>> {
        let old = Manifest::read(&output)?.unwrap_or_else(Manifest::new);
        let found = Inventory::take(&output, &old)?;
        let (mut going, mut kept) = (BTreeSet::new(), Vec::new());
        for (path, entry) in old.files.iter().filter(|(path, _)| !wanted.contains(*path)) {
            match found.ours.get(path) {
                Some(bytes) if *bytes == entry.bytes => {
                    going.insert(path.clone());
                }
                Some(_) => kept.push(path.clone()),
                None => {}
            }
        }
        found.refuse_collisions(&output, wanted.iter(), &going)?;
        let settled = wanted.par_iter().filter_map(|path| {
            let entry = old.entry_of(path).filter(|entry| found.ours.get(path) == Some(&entry.bytes))?;
            (pages.hash(path) == entry.page).then(|| (path.clone(), *entry))
        });
        let settled = settled.collect();
        Ok(Plan { output, wanted, settled, old, found, going, kept })
    }

    fn carry_out<P: Pages>(self, pages: &P) -> Result<Report, Failure<P>> {
        let weigh = |manifest: &Manifest| {
            let sizes: Vec<(&str, u64)> = manifest.files.iter().map(|(path, entry)| (path.as_str(), entry.size)).collect();
            pages.weighed(&sizes).map_err(PublishError::Unwanted)
        };
        if let Some(manifest) = self.unchanged().filter(|manifest| self.found.exists && *manifest == self.old) {
            weigh(&manifest)?;
            self.settle_modes(self.wanted.iter());
            return Ok(self.report(&manifest, 0, true));
        }
        let stage = self.stage()?;
        let made = self.render(pages, &stage)?;
        let mut manifest = Manifest::new();
        manifest.files.extend(made.iter().map(|(path, made)| ((*path).clone(), made.entry)));
        weigh(&manifest)?;
        let written = made.values().filter(|made| made.staged.is_some()).count();
        let unchanged = || made.iter().filter(|(_, made)| made.staged.is_none()).map(|(path, _)| *path);

        let mut report = self.report(&manifest, written, true);
        match self.exchange(&stage, &made, &manifest)? {
            true => {
                if let Stage::Beside(stage) = stage {
                    report.left.extend(stage.retire(&self.output));
                }
            }
            false => {
                report.at_once = self.changes(&made) <= 1;
                let kept = self.replace_one_by_one(stage, &made, &manifest)?;
                report.removed -= kept.len();
                report.kept.extend(kept);
            }
        }
        self.settle_modes(unchanged());
        Ok(report)
    }

    /// The manifest of a site in which no page has changed. None where at least one has to be rendered.
    fn unchanged(&self) -> Option<Manifest> {
        if self.settled.len() < self.wanted.len() {
            return None;
        }
        let mut manifest = Manifest::new();
        manifest.files.clone_from(&self.settled);
        (manifest.program == self.old.program).then_some(manifest)
    }

    fn may_exchange(&self) -> bool {
        let is_plain = || self.kept.is_empty() && self.found.is_only_ours(&self.output) && !is_mount_point(&self.output);
        !self.found.exists || (cfg!(target_os = "linux") && is_plain())
    }

    fn stage(&self) -> Result<Stage, DiskError> {
        if self.may_exchange() {
            match Beside::open(&self.output) {
                Ok(stage) => return Ok(Stage::Beside(stage)),
                Err(error) if self.found.exists && lock::is_shut(&error.cause) => {}
                Err(error) => return Err(error),
            }
        }
        InPlace::open(&self.output).map(Stage::InPlace)
    }

    /// Renders what has changed into the stage, and finds out what has not.
    fn render<P: Pages>(&self, pages: &P, stage: &Stage) -> Result<BTreeMap<&String, Made>, Failure<P>> {
        let jobs: Vec<_> = self.wanted.iter().enumerate().collect();
        let results: Vec<_> = jobs
            .into_par_iter()
            .map(|(number, path)| {
                if let Some(entry) = self.settled.get(path) {
                    return Ok((path, Made { entry: *entry, staged: None }));
                }
                let bytes =
                    pages.bytes(path).map_err(|error| PublishError::Render(vec![Unrendered { path: path.clone(), error }]))?;
                let entry = Entry { page: pages.hash(path), bytes: Fingerprint::of_bytes(&bytes), size: bytes.len() as u64 };
                if self.found.ours.get(path) == Some(&entry.bytes) {
                    return Ok((path, Made { entry, staged: None }));
                }
                disk::write_new(&stage.slot(number), &bytes)?;
                Ok((path, Made { entry, staged: Some(number) }))
            })
            .collect();
        let (mut made, mut unrendered) = (BTreeMap::new(), Vec::new());
        for result in results {
            match result {
                Ok((path, page)) => {
                    made.insert(path, page);
                }
                Err(PublishError::Render(pages)) => unrendered.extend(pages),
                Err(other) => return Err(other),
            }
        }
        if unrendered.is_empty() { Ok(made) } else { Err(PublishError::Render(unrendered)) }
    }

    /// Completes the staged site and exchanges it for the output. False where that can't be; then nothing has changed.
    fn exchange(&self, stage: &Stage, made: &BTreeMap<&String, Made>, manifest: &Manifest) -> Result<bool, DiskError> {
        let Stage::Beside(stage) = stage else { return Ok(false) };
        // One file more, less or other is a whole site by itself, and spares a large one the links to all that stays.
        if self.found.exists && self.changes(made) <= 1 {
            return Ok(false);
        }
        let site = stage.site();
        let folders: BTreeSet<&str> = self.wanted.iter().flat_map(|path| paths::folders(path)).collect();
        disk::make_folder(&site)?;
        disk::make_way(&site, folders.iter())?;
        let unchanged = made.iter().filter(|(_, made)| made.staged.is_none()).map(|(path, _)| *path);
        let links: Vec<&String> = unchanged.chain(&self.found.foreign).collect();
        if !stage.link(&self.output, &links)? {
            return Ok(false);
        }
        disk::write_new(&site.join(names::MANIFEST), manifest.text().as_bytes())?;
        let mut written: Vec<_> = folders.iter().map(|folder| site.join(folder)).chain([site.join(names::MANIFEST)]).collect();
        for (path, number) in made.iter().filter_map(|(path, made)| Some((path, made.staged?))) {
            let place = site.join(path);
            std::fs::rename(stage.slot(number), &place).map_err(error::cant("write", &place))?;
            written.push(place);
        }
        disk::sync(&site, &written)?;
        if stage.exchange(&self.output, self.found.exists)? {
            return Ok(true);
        }
        for (path, number) in made.iter().filter_map(|(path, made)| Some((path, made.staged?))) {
            disk::replace(&site.join(path), &stage.slot(number))?;
        }
        Ok(false)
    }

    /// How many files a reader would see come, go or change.
    fn changes(&self, made: &BTreeMap<&String, Made>) -> usize {
        self.going.len() + made.values().filter(|made| made.staged.is_some()).count()
    }

    /// What makes way first, then what pages refer to, then the pages, then what goes: no page ever refers to what isn't there yet.
    fn replace_one_by_one(
        &self,
        stage: Stage,
        made: &BTreeMap<&String, Made>,
        manifest: &Manifest,
    ) -> Result<Vec<String>, DiskError> {
        let mut staged: Vec<_> = made.iter().filter_map(|(path, made)| Some((*path, made.entry, made.staged?))).collect();
        staged.sort_by_key(|(path, ..)| (path.ends_with(".html"), *path));
        let stage = match stage {
            Stage::InPlace(stage) => stage,
            Stage::Beside(beside) => {
                let stage = InPlace::open(&self.output)?;
                for (_, _, number) in &staged {
                    disk::replace(&beside.slot(*number), &stage.slot(*number))?;
                }
                stage
            }
        };
        let clashes = |old: &str| {
            let is_folder_now = self.wanted.range(format!("{old}/")..).next().is_some_and(|path| paths::is_below(path, old));
            is_folder_now || paths::folders(old).any(|folder| self.wanted.contains(folder))
        };
        let (first, last): (Vec<_>, Vec<_>) =
            self.going.iter().filter_map(|path| Some((path, *self.found.ours.get(path)?))).partition(|(path, _)| clashes(path));
        let mut journal = Journal::new();
        first.iter().for_each(|(path, bytes)| journal.remove(path, *bytes));
        staged.iter().for_each(|(path, entry, number)| {
            journal.place(*number, path, entry.bytes, self.found.ours.get(*path).copied());
        });
        last.iter().for_each(|(path, bytes)| journal.remove(path, *bytes));
        stage.commit(&self.output, &journal, &manifest.text())
    }

    /// Files that we keep as they are may have been written, or checked out of git, under another umask.
    fn settle_modes<'p>(&self, paths: impl Iterator<Item = &'p String>) {
        let paths: Vec<_> = paths.collect();
        paths.into_par_iter().for_each(|path| disk::set_mode(&self.output.join(path), 0o644));
    }

    fn report(&self, manifest: &Manifest, written: usize, at_once: bool) -> Report {
        Report {
            written,
            unchanged: manifest.files.len() - written,
            removed: self.going.len(),
            bytes: manifest.files.values().map(|entry| entry.size).sum(),
            kept: self.kept.clone(),
            at_once,
            ..Report::default()
        }
    }
}

/// A mount point can't be exchanged. A bind mount of the same disk looks like any folder; there the exchange itself says no.
#[cfg(unix)]
fn is_mount_point(output: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| path.metadata().ok().map(|found| found.dev());
    output.parent().is_some_and(|parent| device(parent) != device(output))
}

#[cfg(not(unix))]
fn is_mount_point(_: &Path) -> bool {
    false
}
