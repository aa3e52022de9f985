//! Which commit is meant, in the words of gitrevisions(7) that people type: a branch, a tag, a commit's name or its first letters, `HEAD`,
//! each with `^`, `~2` or `^2` behind it.

use crate::base::near::nearest;

use super::store::Kind;
use super::{Commit, GitError, Oid, Repository, read_text};

/// The fewest letters of a commit's name, as in git.
const FEWEST: usize = 4;

/// How often a name may stand for another name, as in git.
const MAX_LED_ON: usize = 5;

/// Where a name is looked for, as in git.
const PLACES: [(&str, &str); 6] =
    [("", ""), ("refs/", ""), ("refs/tags/", ""), ("refs/heads/", ""), ("refs/remotes/", ""), ("refs/remotes/", "/HEAD")];

pub(super) fn resolve(repository: &Repository, called: &str) -> Result<Commit, GitError> {
    if let Some(form) = ["@{", ":"].into_iter().find(|form| called.contains(form)) {
        return Err(GitError::Unread(format!("`{form}` in the name of a commit is not read")));
    }
    let end = called.find(['^', '~']).unwrap_or(called.len());
    let (name, mut steps) = called.split_at(end);
    let mut commit = repository.peeled(repository.object(if name.is_empty() { "@" } else { name })?)?;
    while let Some(step) = steps.chars().next() {
        steps = &steps[1..];
        if let Some(rest) = steps.strip_prefix("{commit}").or_else(|| steps.strip_prefix("{}")).filter(|_| step == '^') {
            steps = rest;
            continue;
        }
        let digits = steps.len() - steps.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = steps.split_at(digits);
        let unknown = || GitError::Unknown(called.to_owned(), None);
        if !rest.is_empty() && !rest.starts_with(['^', '~']) {
            return Err(unknown());
        }
        let number: usize = if number.is_empty() { 1 } else { number.parse().map_err(|_| unknown())? };
        for _ in 0..if step == '~' { number } else { number.min(1) } {
            let parent = if step == '~' { 0 } else { number - 1 };
            let parent = commit.parents.get(parent).filter(|_| !repository.is_cut(commit.id).unwrap_or(false));
            commit = repository.read_commit(*parent.ok_or_else(|| GitError::NoParent(commit.short()))?)?;
        }
        steps = rest;
    }
    Ok(commit)
}

impl Repository {
    fn object(&self, name: &str) -> Result<Oid, GitError> {
        if let Some(id) = Oid::parse(name) {
            return Ok(id);
        }
        if is_sha256(name) {
            return Err(GitError::Unread("the repository names its objects by SHA-256, which is not read".to_owned()));
        }
        let name = if name == "@" { "HEAD" } else { name };
        if may_be_ref(name) {
            for (before, after) in PLACES {
                if let Some(id) = self.reference(&format!("{before}{name}{after}"), 0)? {
                    return Ok(id);
                }
            }
        }
        let digits = name.to_ascii_lowercase();
        if (FEWEST..40).contains(&name.len()) && digits.chars().all(|c| c.is_ascii_hexdigit()) {
            let mut found = self.store.beginning_with(&digits)?;
            // Letters that several have are those of a commit, where only one of them is one.
            if found.len() > 1 {
                found.retain(|id| self.store.read(*id).is_ok_and(|(kind, _)| matches!(kind, Kind::Commit | Kind::Tag)));
            }
            match found.as_slice() {
                [id] => return Ok(*id),
                [] => {}
                _ => return Err(GitError::Ambiguous(name.to_owned())),
            }
        }
        if name == "HEAD" {
            return Err(GitError::Empty);
        }
        let names = self.names();
        let near = nearest(name, names.iter().map(String::as_str)).map(str::to_owned);
        Err(GitError::Unknown(name.to_owned(), near))
    }

    /// The object that a name stands for, if it is one.
    fn reference(&self, name: &str, led_on: usize) -> Result<Option<Oid>, GitError> {
        let files = [self.own.join(name), self.common.join(name)];
        let text = match files.iter().find(|file| file.is_file()) {
            Some(file) => read_text(file)?.trim().to_owned(),
            None => {
                let packed = self.packed();
                return Ok(packed.into_iter().find(|(_, it)| it == name).map(|(id, _)| id));
            }
        };
        match text.strip_prefix("ref:").map(str::trim) {
            Some(other) if led_on < MAX_LED_ON && may_be_ref(other) => self.reference(other, led_on + 1),
            None if is_sha256(&text) => {
                Err(GitError::Unread("the repository names its objects by SHA-256, which is not read".to_owned()))
            }
            _ => Ok(Oid::parse(&text)),
        }
    }

    /// Names that stand in one file together.
    fn packed(&self) -> Vec<(Oid, String)> {
        let text = read_text(&self.common.join("packed-refs")).unwrap_or_default();
        text.lines()
            .filter_map(|line| line.split_once(' '))
            .filter_map(|(id, name)| Some((Oid::parse(id)?, name.to_owned())))
            .collect()
    }

    /// What branches and tags are called in short.
    fn names(&self) -> Vec<String> {
        let loose = ["refs/heads", "refs/tags", "refs/remotes"].into_iter().flat_map(|folder| {
            let files =
                walkdir::WalkDir::new(self.common.join(folder)).into_iter().flatten().filter(|it| it.file_type().is_file());
            files
                .filter_map(|it| Some(it.path().strip_prefix(&self.common).ok()?.to_str()?.replace('\\', "/")))
                .collect::<Vec<_>>()
        });
        let all = loose.chain(self.packed().into_iter().map(|(_, name)| name));
        let mut names: Vec<String> =
            all.filter_map(|name| Some(name.strip_prefix("refs/")?.split_once('/')?.1.to_owned())).collect();
        names.push("HEAD".to_owned());
        names.sort();
        names
    }

    /// The commit that an object is, or that a tag is put on.
    fn peeled(&self, mut id: Oid) -> Result<Commit, GitError> {
        for _ in 0..=MAX_LED_ON {
            let (Kind::Tag, bytes) = self.store.read(id)? else { break };
            let text = String::from_utf8_lossy(&bytes);
            let object = text.lines().find_map(|line| Oid::parse(line.strip_prefix("object ")?));
            id = object.ok_or_else(|| GitError::Damaged(format!("the tag {id} is on nothing")))?;
        }
        self.read_commit(id)
    }
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a name can be one of git's, see git-check-ref-format(1): a path that stays in its folder.
fn may_be_ref(name: &str) -> bool {
    let wrong = |c: char| c.is_control() || " ~^:?*[\\".contains(c);
    !name.contains(wrong)
        && !name.contains("..")
        && !name.starts_with('-')
        && name.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !part.ends_with(".lock"))
}
