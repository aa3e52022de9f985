//! Writing into the output where it can't be exchanged: foreign files in it, a mount point, a disk that can't.
//!
//! Every page is written to a staging folder in the output first. Then a journal of what is to be moved and removed is made durable: from
//! there on the new site is certain, since whoever comes next runs the same steps to their end. Each step is done at most once, and can be
//! begun any number of times.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::beside;
use super::disk;
use super::error::{DiskError, cant};
use super::manifest::fingerprint;
use super::names;
use super::paths;
use crate::base::fingerprint::Fingerprint;

/// The new manifest, staged. It is moved into its place after everything else.
const MANIFEST: &str = "manifest";

/// A staging folder in the output. Cleared away when dropped, unless its journal is complete.
#[derive(Debug)]
pub(super) struct InPlace {
    folder: PathBuf,
    is_settled: bool,
}

/// What is to be done, in order.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Journal {
    whowhen: u32,
    steps: Vec<Step>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Step {
    /// Removes a file, if it still holds these bytes.
    Remove { path: String, bytes: String },
    /// Moves a staged file to its place, if what is there is what was there when we looked.
    Place { staged: usize, path: String, bytes: String, over: Option<String> },
}

impl Journal {
    pub(super) fn new() -> Journal {
        Journal { whowhen: 1, steps: Vec::new() }
    }

    pub(super) fn remove(&mut self, path: &str, bytes: Fingerprint) {
        self.steps.push(Step::Remove { path: path.to_owned(), bytes: bytes.to_string() });
    }

    pub(super) fn place(&mut self, staged: usize, path: &str, bytes: Fingerprint, over: Option<Fingerprint>) {
        let over = over.map(|bytes| bytes.to_string());
        self.steps.push(Step::Place { staged, path: path.to_owned(), bytes: bytes.to_string(), over });
    }

    fn read(folder: &Path) -> Result<Option<Journal>, DiskError> {
        let path = folder.join(names::JOURNAL);
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(cant("read", &path)(error)),
        };
        let strange = |problem: String| cant("understand", &path)(io::Error::new(io::ErrorKind::InvalidData, problem));
        let journal: Journal = serde_json::from_slice(&text).map_err(|error| strange(error.to_string()))?;
        if journal.whowhen != 1 {
            return Err(strange(format!("it is of format {}, and this program knows format 1", journal.whowhen)));
        }
        for step in &journal.steps {
            let (Step::Remove { path, bytes } | Step::Place { path, bytes, .. }) = step;
            if let Some(problem) = paths::flaw(path) {
                return Err(strange(format!("it names `{}`: {problem}", path.escape_debug())));
            }
            if fingerprint(bytes).is_none() {
                return Err(strange(format!("the hash of `{path}` is not a hash")));
            }
        }
        Ok(Some(journal))
    }
}

impl InPlace {
    pub(super) fn open(output: &Path) -> Result<InPlace, DiskError> {
        let folder = output.join(names::INNER_STAGE);
        if beside::is_staging(&folder) {
            beside::remove(&folder).map_err(cant("remove", &folder))?;
        }
        disk::make_folder(&folder)?;
        let stage = InPlace { folder, is_settled: false };
        disk::write_new(&stage.folder.join(names::MARKER), b"A staging folder of whowhen. The next build removes it.\n")?;
        Ok(stage)
    }

    /// Where the page of this number waits.
    pub(super) fn slot(&self, staged: usize) -> PathBuf {
        self.folder.join(staged.to_string())
    }

    /// Makes the new site certain, and then real. Says which files were to go, but are no longer what we wrote.
    pub(super) fn commit(mut self, output: &Path, journal: &Journal, manifest: &str) -> Result<Vec<String>, DiskError> {
        self.write_journal(journal, manifest)?;
        self.is_settled = true;
        run(output, &self.folder, journal).map_err(DiskError::half_done)
    }

    fn write_journal(&self, journal: &Journal, manifest: &str) -> Result<(), DiskError> {
        let (path, draft) = (self.folder.join(names::JOURNAL), self.folder.join("journal.draft"));
        let text = serde_json::to_vec_pretty(journal).map_err(|error| cant("write", &path)(error.into()))?;
        disk::write_new(&draft, &text)?;
        disk::write_new(&self.folder.join(MANIFEST), manifest.as_bytes())?;
        let placed = journal.steps.iter().filter_map(|step| match step {
            Step::Place { staged, .. } => Some(self.slot(*staged)),
            Step::Remove { .. } => None,
        });
        let written: Vec<_> = placed.chain([draft.clone(), self.folder.join(MANIFEST)]).collect();
        disk::sync(&self.folder, &written)?;
        disk::sync_folder(output_of(&self.folder))?;
        std::fs::rename(&draft, &path).map_err(cant("write", &path))?;
        disk::sync_folder(&self.folder)
    }
}

impl Drop for InPlace {
    fn drop(&mut self) {
        if !self.is_settled {
            // What can't be removed now, the next run removes.
            let _ = beside::remove(&self.folder);
        }
    }
}

/// Whether the output has a staging folder of ours.
pub(super) fn is_staging(output: &Path) -> bool {
    beside::is_staging(&output.join(names::INNER_STAGE))
}

/// Whether an interrupted run left the output with steps to be completed.
pub(super) fn has_journal(output: &Path) -> bool {
    let journal = output.join(names::INNER_STAGE).join(names::JOURNAL);
    is_staging(output) && std::fs::symlink_metadata(journal).is_ok_and(|found| found.is_file())
}

/// Completes what an interrupted run began, or clears away what it had only prepared. None where there was nothing to complete.
pub(super) fn roll_forward(output: &Path) -> Result<Option<Vec<String>>, DiskError> {
    let folder = output.join(names::INNER_STAGE);
    if !is_staging(output) {
        return match std::fs::symlink_metadata(&folder) {
            Ok(_) => Err(cant("use", &folder)(io::Error::new(io::ErrorKind::AlreadyExists, "it is in the way, and not ours"))),
            Err(_) => Ok(None),
        };
    }
    match Journal::read(&folder)? {
        Some(journal) => run(output, &folder, &journal).map(Some).map_err(DiskError::half_done),
        None => beside::remove(&folder).map(|()| None).map_err(cant("remove", &folder)),
    }
}

fn run(output: &Path, folder: &Path, journal: &Journal) -> Result<Vec<String>, DiskError> {
    let mut kept = Vec::new();
    for step in &journal.steps {
        if !step.run(output, folder)? {
            let (Step::Remove { path, .. } | Step::Place { path, .. }) = step;
            kept.push(path.clone());
        }
    }
    let manifest = folder.join(MANIFEST);
    if manifest.symlink_metadata().is_ok() {
        disk::replace(&manifest, &output.join(names::MANIFEST))?;
    }
    // Folders that went with their files are in no need of it.
    let touched: BTreeSet<_> =
        journal.steps.iter().map(Step::folder).map(|at| output.join(at)).filter(|at| at.is_dir()).collect();
    disk::sync(output, &touched.into_iter().collect::<Vec<_>>())?;
    beside::remove(folder).map_err(cant("remove", folder))?;
    Ok(kept)
}

impl Step {
    fn folder(&self) -> &str {
        let (Step::Remove { path, .. } | Step::Place { path, .. }) = self;
        path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Does what has not been done yet. False for a file that was to go, and stays since it is no longer what we wrote.
    fn run(&self, output: &Path, folder: &Path) -> Result<bool, DiskError> {
        match self {
            Step::Remove { path, bytes } => {
                let file = output.join(path);
                // A folder there is a later step's work, from before we were interrupted.
                if !is_reached_without_links(output, path) || file.is_dir() {
                    return Ok(true);
                }
                match hash_of(&file)? {
                    None => {}
                    Some(found) if found == *bytes => std::fs::remove_file(&file).map_err(cant("remove", &file))?,
                    Some(_) => return Ok(false),
                }
                disk::prune(output, paths::folders(path));
                Ok(true)
            }
            Step::Place { staged, path, bytes, over } => {
                let (from, to) = (folder.join(staged.to_string()), output.join(path));
                if !from.symlink_metadata().is_ok_and(|found| found.is_file()) {
                    return Ok(true);
                }
                disk::make_way(output, paths::folders(path))?;
                if std::fs::symlink_metadata(&to).is_ok_and(|found| found.is_dir()) {
                    disk::remove_hollow(&to).map_err(cant("replace", &to))?;
                }
                match hash_of(&to)? {
                    Some(found) if found != *bytes && Some(&found) != over.as_ref() => {
                        let changed = "somebody has written there since; move it away";
                        Err(cant("replace", &to)(io::Error::new(io::ErrorKind::AlreadyExists, changed)))
                    }
                    _ => disk::replace(&from, &to).map(|()| true),
                }
            }
        }
    }
}

/// The hash of a file's bytes. None where there is no file; a link is never followed, and never equal to anything.
fn hash_of(file: &Path) -> Result<Option<String>, DiskError> {
    match std::fs::symlink_metadata(file) {
        Ok(found) if found.is_file() => {
            let bytes = std::fs::read(file).map_err(cant("read", file))?;
            Ok(Some(Fingerprint::of_bytes(&bytes).to_string()))
        }
        Ok(_) => Ok(Some(String::new())),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(cant("look at", file)(error)),
    }
}

fn is_reached_without_links(output: &Path, path: &str) -> bool {
    paths::folders(path).all(|folder| std::fs::symlink_metadata(output.join(folder)).is_ok_and(|found| found.is_dir()))
}

fn output_of(folder: &Path) -> &Path {
    folder.parent().unwrap_or(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, text: &str) {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// An output with an old site, and what is to be done to it: replace, add, remove, and swap a file and a folder of one name.
    fn begun() -> (tempfile::TempDir, InPlace, Journal) {
        let output = tempfile::tempdir().unwrap();
        let hash = |text: &str| Fingerprint::of_bytes(text.as_bytes());
        for (path, text) in [("index.html", "old"), ("gone/page.html", "gone"), ("file", "file"), ("folder/deep/x", "x")] {
            write(&output.path().join(path), text);
        }
        let stage = InPlace::open(output.path()).unwrap();
        let mut journal = Journal::new();
        journal.remove("file", hash("file"));
        journal.remove("folder/deep/x", hash("x"));
        for (number, (path, over)) in [("index.html", Some("old")), ("file/x", None), ("folder", None)].into_iter().enumerate() {
            write(&stage.slot(number), "new");
            journal.place(number, path, hash("new"), over.map(hash));
        }
        journal.remove("gone/page.html", hash("gone"));
        (output, stage, journal)
    }

    fn expect_done(output: &Path) {
        let found = walkdir::WalkDir::new(output).sort_by_file_name().min_depth(1).into_iter();
        let found: Vec<_> = found.map(|entry| entry.unwrap().path().strip_prefix(output).unwrap().to_owned()).collect();
        assert_eq!(found, [names::MANIFEST, "file", "file/x", "folder", "index.html"].map(PathBuf::from));
        for path in ["file/x", "folder", "index.html"] {
            assert_eq!(std::fs::read_to_string(output.join(path)).unwrap(), "new");
        }
    }

    #[test]
    fn a_run_interrupted_after_any_step_is_completed() {
        for done in 0..=begun().2.steps.len() {
            let (output, mut stage, journal) = begun();
            stage.write_journal(&journal, "the manifest").unwrap();
            stage.is_settled = true;
            for step in &journal.steps[..done] {
                assert!(step.run(output.path(), &stage.folder).unwrap());
            }
            assert!(has_journal(output.path()));
            assert_eq!(roll_forward(output.path()).unwrap(), Some(Vec::new()));
            expect_done(output.path());
            assert_eq!(roll_forward(output.path()).unwrap(), None);
        }
    }

    #[test]
    fn what_somebody_changed_since_the_journal_stays() {
        let (output, stage, journal) = begun();
        write(&output.path().join("gone/page.html"), "my words");
        assert_eq!(stage.commit(output.path(), &journal, "the manifest").unwrap(), ["gone/page.html"]);
        assert_eq!(std::fs::read_to_string(output.path().join("gone/page.html")).unwrap(), "my words");

        let (output, stage, journal) = begun();
        write(&output.path().join("index.html"), "my words");
        let error = stage.commit(output.path(), &journal, "the manifest").unwrap_err();
        assert!(error.half_done && error.path.ends_with("index.html"), "{error}");
        assert_eq!(std::fs::read_to_string(output.path().join("index.html")).unwrap(), "my words");
        std::fs::remove_file(output.path().join("index.html")).unwrap();
        assert_eq!(roll_forward(output.path()).unwrap(), Some(Vec::new()));
        expect_done(output.path());
    }

    #[test]
    fn what_is_only_prepared_is_cleared_away() {
        let (output, mut stage, _) = begun();
        stage.is_settled = true;
        assert!(is_staging(output.path()) && !has_journal(output.path()));
        assert_eq!(roll_forward(output.path()).unwrap(), None);
        assert!(!stage.folder.exists());
        assert_eq!(std::fs::read_to_string(output.path().join("index.html")).unwrap(), "old");
    }
}
