//! The folders around the output.

use std::path::{Path, PathBuf};

use super::disk;
use super::error::DiskError;

/// The folders that were made so that the output can be in them. Removed again, as far as they are empty, unless the site is published.
#[derive(Debug)]
pub(super) struct Way {
    made: Vec<PathBuf>,
}

impl Way {
    pub(super) fn to(output: &Path) -> Result<Way, DiskError> {
        let missing: Vec<_> = output.ancestors().skip(1).take_while(|folder| !folder.exists()).collect();
        let mut way = Way { made: Vec::new() };
        for folder in missing.into_iter().rev() {
            disk::make_folder(folder)?;
            way.made.push(folder.to_owned());
        }
        Ok(way)
    }

    pub(super) fn keep(mut self) {
        self.made.clear();
    }
}

impl Drop for Way {
    fn drop(&mut self) {
        for folder in self.made.iter().rev() {
            let _ = std::fs::remove_dir(folder);
        }
    }
}
