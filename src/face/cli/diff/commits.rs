//! The site as one or two commits have it.

use std::path::Path;
use std::sync::Arc;

use crate::face::args::{self, Common};
use crate::face::cli::history;
use crate::input::git::Repository;

use super::{Exit, State, as_it_is, days, fail, site};

/// The states at `REV..REV`, or at `REV` and as it is.
pub(super) fn read(common: &Common, asked: &args::Diff, root: &Path, typed: &str) -> Result<[State; 2], Exit> {
    let (first, last) = days::ends(typed);
    let (first, last) = match last.strip_prefix('.') {
        Some(rest) => {
            let rest = rest.trim();
            let help = format!("two full stops compare the one with the other: `{first}..{rest}`");
            fail(&format!("`{typed}` asks for where two branches parted, which is not read"), &[&help]);
            return Err(Exit::Usage);
        }
        None => (first, last),
    };
    if first.is_empty() {
        fail(&format!("`{typed}` has no first commit"), &[&format!("write what to compare with: `HEAD~1..{last}`")]);
        return Err(Exit::Usage);
    }
    if let Some(end) = [first, last].into_iter().find(|end| !end.is_empty() && days::are_meant(end)) {
        fail(&format!("`{typed}` names a day and a commit"), &[&format!("compare two days or two commits; `{end}` is a day")]);
        return Err(Exit::Usage);
    }
    let repository = Repository::around(root).map_err(|error| history::refuse(&error, first))?;
    let Some(repository) = repository else {
        fail(
            &format!("`{first}` is no day, and {} is in no git repository", common.root.display()),
            &[days::WRITTEN, "`--against DIR` compares with another folder that holds the site"],
        );
        return Err(Exit::Usage);
    };
    let state = |called: &str| {
        let commit = repository.commit(called).map_err(|error| history::refuse(&error, called))?;
        let files = repository.site(&commit, &site::config(common)).map_err(|error| history::refuse(&error, called))?;
        let files = files.filter(|files| files.has_content()).ok_or_else(|| {
            fail(
                &format!("at `{called}` there was no folder content/ here"),
                &["name a commit that has the site in the same folder, or compare with another folder: `--against DIR`"],
            );
            Exit::Usage
        })?;
        let snapshot = site::open_files(common, asked.extent.clone(), root, Arc::new(files))?;
        Ok(State { called: format!("{called} ({})", commit.short()), is_another: true, snapshot })
    };
    let before = state(first)?;
    let after = if last.is_empty() { as_it_is(common, asked, root)? } else { state(last)? };
    Ok([before, after])
}
