//! The history of a site: what commands that look at it share.

use std::path::Path;
use std::sync::Arc;

use crate::base::date::Day;
use crate::engine::former::{Texts, is_as_it_was};
use crate::engine::snapshot::Snapshot;
use crate::face::args::{Common, Reading};
use crate::input::git::{Commit, GitError, Repository};

use super::{Exit, fail, site};

/// The site as a commit has it, and the day of that commit.
pub(super) type Former = (Arc<Snapshot>, Option<Day>);

/// The site as it was before what was last written: as the last commit has it, or where nothing was written since, as the one before.
/// `None` where there is no such commit, or not in this copy of the repository.
pub(super) fn former(common: &Common, reading: &Reading, root: &Path, snapshot: &Snapshot) -> Result<Option<Former>, GitError> {
    let Some(repository) = Repository::around(root)? else { return Ok(None) };
    let texts = |commit: &Commit| {
        let site = repository.site(commit, &site::config(common))?.filter(|files| files.has_content());
        Ok(site.map(|files| Texts(Arc::new(files))))
    };
    let last = match repository.commit("HEAD") {
        Err(GitError::Empty) => return Ok(None),
        last => last?,
    };
    let Some(files) = texts(&last)? else { return Ok(None) };
    let failed = |error: crate::input::files::ReadError| GitError::Io(error.path.into(), error.source);
    let (commit, files) = match is_as_it_was(snapshot, &files).map_err(failed)? {
        false => (last, files),
        true => match repository.before(&last)? {
            None => return Ok(None),
            Some(before) => match texts(&before)? {
                None => return Ok(None),
                Some(files) => (before, files),
            },
        },
    };
    let former = site::snapshot_of(common, reading, root, Arc::new(files)).map_err(failed)?;
    Ok(Some((former, commit.day)))
}

/// Says why a commit can't be had, and what to do.
pub(super) fn refuse(error: &GitError, called: &str) -> Exit {
    let elsewhere = format!("`git worktree add ../before {called}` puts it into a folder, with which `--against` compares");
    match error {
        GitError::Unknown(_, near) => {
            let near = near.as_ref().map(|near| format!("did you mean `{near}`?"));
            fail(
                &error.to_string(),
                &[near.as_deref().unwrap_or("`git log --oneline` and `git branch --all` list what there is")],
            );
            Exit::Usage
        }
        GitError::Ambiguous(_) => {
            fail(&error.to_string(), &["write more of the name"]);
            Exit::Usage
        }
        GitError::Empty => {
            fail(&error.to_string(), &["commit the site as it is, and compare with that from then on"]);
            Exit::Usage
        }
        GitError::NoParent(_) => {
            fail(
                &error.to_string(),
                &[
                    "of a copy that was cut short, `git fetch --unshallow` fetches the rest; in a workflow `fetch-depth: 0` below `actions/checkout`",
                ],
            );
            Exit::Usage
        }
        GitError::Missing(_) => {
            fail(&error.to_string(), &["`git fetch` may bring it", &elsewhere]);
            Exit::Machine
        }
        GitError::Unread(_) => {
            fail(&error.to_string(), &[&elsewhere]);
            Exit::Usage
        }
        GitError::Damaged(_) => {
            fail(&error.to_string(), &["`git fsck` tells more"]);
            Exit::Machine
        }
        GitError::Io(..) => {
            fail(&error.to_string(), &["check that the file can be read, then run the command again"]);
            Exit::Machine
        }
    }
}
