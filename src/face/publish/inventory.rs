//! What is in the output: ours, and not ours.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::error::{DiskError, cant};
use super::manifest::Manifest;
use super::names;
use super::paths;
use super::refusal::Refusal;
use crate::base::fingerprint::Fingerprint;

/// The output's files, each looked into once.
#[derive(Debug, Default)]
pub(super) struct Inventory {
    pub(super) exists: bool,
    /// The manifest's files that are there, with the hash of what they hold now.
    pub(super) ours: BTreeMap<String, Fingerprint>,
    /// Everything else. A foreign folder stands for all that is in it.
    pub(super) foreign: BTreeSet<String>,
}

impl Inventory {
    pub(super) fn take(output: &Path, manifest: &Manifest) -> Result<Inventory, DiskError> {
        let (known, mut inventory) = Inventory::list(output, manifest)?;
        let hashed = known.into_par_iter().map(|path| {
            let file = output.join(&path);
            let bytes = std::fs::read(&file).map_err(cant("read", &file))?;
            Ok((path, Fingerprint::of_bytes(&bytes)))
        });
        inventory.ours = hashed.collect::<Result<_, DiskError>>()?;
        Ok(inventory)
    }

    /// What is there beside the manifest's files, without a look into any file.
    pub(super) fn foreign_in(folder: &Path, manifest: &Manifest) -> Result<BTreeSet<String>, DiskError> {
        Inventory::list(folder, manifest).map(|(_, inventory)| inventory.foreign)
    }

    fn list(output: &Path, manifest: &Manifest) -> Result<(Vec<String>, Inventory), DiskError> {
        let mut inventory = Inventory::default();
        let folders: BTreeSet<&str> = manifest.files.keys().flat_map(|path| paths::folders(path)).collect();
        let mut known = Vec::new();
        let mut waiting = vec![String::new()];
        while let Some(folder) = waiting.pop() {
            let there = output.join(&folder);
            let entries = match std::fs::read_dir(&there) {
                Ok(entries) => entries,
                Err(error) if folder.is_empty() && error.kind() == io::ErrorKind::NotFound => break,
                Err(error) => return Err(cant("read", &there)(error)),
            };
            inventory.exists = true;
            for entry in entries {
                let entry = entry.map_err(cant("read", &there))?;
                let name = entry.file_name();
                let path = match (folder.as_str(), name.to_string_lossy()) {
                    ("", name) if matches!(&*name, names::MANIFEST | names::INNER_STAGE | names::INNER_LOCK) => continue,
                    ("", name) => name.into_owned(),
                    (folder, name) => format!("{folder}/{name}"),
                };
                let kind = entry.file_type().map_err(cant("look at", &entry.path()))?;
                if kind.is_file() && name.to_str().is_some() && manifest.files.contains_key(&path) {
                    known.push(path);
                } else if kind.is_dir() && name.to_str().is_some() && folders.contains(path.as_str()) {
                    waiting.push(path);
                } else {
                    inventory.foreign.insert(path);
                }
            }
        }
        Ok((known, inventory))
    }

    /// Whether all that is foreign are files that git wants at the root, which can be in two folders at once.
    pub(super) fn is_only_ours(&self, output: &Path) -> bool {
        self.foreign.iter().all(|path| names::is_gits(path) && look(output, path).is_ok_and(|found| found.is_file()))
    }

    /// Refuses a page whose place is taken by what we didn't write, or no longer is what we wrote. `going` is what we remove.
    pub(super) fn refuse_collisions<'w>(
        &self,
        output: &Path,
        wanted: impl Iterator<Item = &'w String>,
        going: &BTreeSet<String>,
    ) -> Result<(), Refusal> {
        let stays = |path: &str| !going.contains(path);
        let is_foreign = |path: &str| paths::folders(path).chain([path]).any(|part| self.foreign.contains(part));
        let mut clear = BTreeSet::new();
        for path in wanted {
            let collision = |at: &str| Refusal::Collision { path: path.clone(), foreign: output.join(at) };
            for folder in paths::folders(path) {
                if !clear.contains(folder) {
                    match look(output, folder) {
                        Ok(found) if found.is_dir() => {}
                        Ok(_) if stays(folder) => return Err(collision(folder)),
                        Ok(_) => {}
                        Err(error) if is_absent(&error) => {}
                        Err(error) => return Err(Refusal::Unseen { path: output.join(folder), problem: error.to_string() }),
                    }
                    clear.insert(folder);
                }
            }
            if self.ours.contains_key(path) {
                continue;
            }
            match look(output, path) {
                Ok(found) if found.is_dir() && !is_foreign(path) => {
                    let kept = self.ours.keys().filter(|ours| stays(ours));
                    if let Some(inside) = self.foreign.iter().chain(kept).find(|other| paths::is_below(other, path)) {
                        return Err(collision(inside));
                    }
                }
                Ok(_) => return Err(collision(path)),
                Err(error) if is_absent(&error) => {}
                Err(error) => return Err(Refusal::Unseen { path: output.join(path), problem: error.to_string() }),
            }
        }
        Ok(())
    }
}

fn look(output: &Path, path: &str) -> io::Result<Metadata> {
    std::fs::symlink_metadata(output.join(path))
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
