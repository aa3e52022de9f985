//! `theme`: files of the default theme for a site to change, and what templates see.

use std::io::Write;

use crate::base::diagnostic::nearest;
use crate::base::id::Key;
use crate::engine::snapshot::{Content, Snapshot};
use crate::face::args::{Common, Theme};
use crate::face::write::Draft;
use crate::site::route::Subject;
use crate::site::theme::default_files;

use super::put::{self, Put};
use super::{Exit, fail, say, site};

/// Runs the command.
pub(super) fn run(common: &Common, what: &Theme) -> Exit {
    let done = match what {
        Theme::Eject { files, force } => eject(common, files, *force),
        Theme::Data { page } => data(common, page),
    };
    done.err().unwrap_or(Exit::Fine)
}

fn eject(common: &Common, wanted: &[String], force: bool) -> Result<(), Exit> {
    let root = site::root(common)?;
    let snapshot = site::open_whole(common, &root)?;
    let theme = &snapshot.facts.config.theme.value;
    let draft = |(path, bytes): (&str, &[u8])| Draft {
        path: format!("themes/{theme}/{path}"),
        text: String::from_utf8_lossy(bytes).into_owned(),
    };
    let drafts: Vec<Draft> = chosen(wanted)?.into_iter().map(draft).collect();
    let put = put::all(&root, &common.root, &drafts, force)?;
    if common.quiet {
        return Ok(());
    }
    for (draft, put) in drafts.iter().zip(put) {
        let path = put::path(&common.root, &draft.path);
        match put {
            Put::New => say("Wrote", &path),
            Put::Over => say("Replaced", &path),
            Put::Same => say("Same", &format!("{path} is there already, as it is in the program")),
        }
    }
    say("Next", "change them; a file that you don't change is better removed, so that it stays the program's own");
    Ok(())
}

/// The files of the default theme with these names: whole paths in the theme, or their last parts.
fn chosen(wanted: &[String]) -> Result<Vec<(&'static str, &'static [u8])>, Exit> {
    let all = default_files();
    if wanted.is_empty() {
        return Ok(all);
    }
    let mut chosen = Vec::new();
    for name in wanted {
        let is_meant = |path: &str| path == name || path.strip_suffix(name.as_str()).is_some_and(|folder| folder.ends_with('/'));
        let found: Vec<_> = all.iter().copied().filter(|(path, _)| !name.is_empty() && is_meant(path)).collect();
        if found.is_empty() {
            let last = |path: &'static str| path.rsplit('/').next().unwrap_or(path);
            let near = nearest(name, all.iter().flat_map(|(path, _)| [*path, last(path)]));
            let names = all.iter().map(|(path, _)| *path).collect::<Vec<_>>().join(", ");
            let help = near.map_or_else(|| format!("it has {names}"), |near| format!("did you mean `{near}`?"));
            fail(&format!("the default theme has no file `{name}`"), &[&help]);
            return Err(Exit::Usage);
        }
        chosen.extend(found.into_iter().filter(|file| !chosen.contains(file)).collect::<Vec<_>>());
    }
    Ok(chosen)
}

fn data(common: &Common, page: &str) -> Result<(), Exit> {
    let root = site::root(common)?;
    let snapshot = site::open_whole(common, &root)?;
    let Some((template, data)) = path_of(&snapshot, page).and_then(|path| snapshot.data(&path)) else {
        let pages: Vec<String> = pages(&snapshot).into_iter().map(|(address, _)| address).collect();
        let near = nearest(page, pages.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
        let help =
            near.unwrap_or_else(|| "write its address from the site's root, such as `actors/lavrov/`, or its file".to_owned());
        fail(&format!("the site has no page `{page}`"), &[&help]);
        return Err(Exit::Usage);
    };
    if !common.quiet {
        say("Template", template);
    }
    // Whoever closes the pipe has read enough.
    let _ = writeln!(anstream::stdout(), "{data:#}");
    Ok(())
}

/// The path in the output of a page that is called by its address, with or without slashes around it, or by its file.
fn path_of(snapshot: &Snapshot, page: &str) -> Option<String> {
    let page = page.replace('\\', "/");
    let bare = page.trim_start_matches("./").trim_start_matches('/').trim_end_matches("index.html").trim_end_matches('/');
    let file = Key::new(bare);
    let mut pages = pages(snapshot).into_iter();
    pages
        .find(|(address, of)| address.trim_end_matches('/') == bare || *of == Some(file))
        .map(|(address, _)| if address.ends_with(".html") { address } else { format!("{address}index.html") })
}

/// The addresses of all pages, with the files that they are of.
fn pages(snapshot: &Snapshot) -> Vec<(String, Option<Key>)> {
    let page = |(path, planned): (&String, &crate::engine::snapshot::Planned)| match &planned.content {
        Content::Page(route) => {
            let file = match route.subject {
                Subject::Record(id) => Some(snapshot.facts.model.head(id)),
                _ => None,
            };
            // What stands inside another record's file is not what its name means.
            let file = file.filter(|head| head.inline.is_none()).map(|head| head.file());
            Some((path.trim_end_matches("index.html").to_owned(), file))
        }
        _ => None,
    };
    snapshot.output.iter().filter_map(page).collect()
}
