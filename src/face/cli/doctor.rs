//! `doctor`: what is found and what is missing for publishing and previewing, on one screen. Asks nobody. It writes nothing, but for two
//! empty folders beside the output of a site, which it exchanges and removes again: no disk says beforehand whether it can.
#![expect(clippy::disallowed_methods, reason = "floor 7 looks at the surroundings")]

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::base::diagnostic::Level;
use crate::engine::snapshot::Snapshot;
use crate::face::args::Common;
use crate::face::publish::{self, DiskError, OneStep, Site};
use crate::face::scaffold::{starter, workflow};
use crate::site::words::count;

use super::repository::{self, Place};
use super::{Exit, environment, pages, site};

/// One thing that was looked at.
struct Line {
    /// `ok`, `missing` or `wrong`.
    state: &'static str,
    what: &'static str,
    found: String,
    /// What to do, where it is not as it should be.
    remedy: Option<String>,
}

fn ok(what: &'static str, found: impl Into<String>) -> Line {
    Line { state: "ok", what, found: found.into(), remedy: None }
}

fn missing(what: &'static str, found: impl Into<String>, remedy: impl Into<String>) -> Line {
    Line { state: "missing", what, found: found.into(), remedy: Some(remedy.into()) }
}

fn wrong(what: &'static str, found: impl Into<String>, remedy: impl Into<String>) -> Line {
    Line { state: "wrong", ..missing(what, found, remedy) }
}

/// Runs the command.
pub(super) fn run(common: &Common) -> Exit {
    match site::root(common) {
        Ok(root) => print(&lines(common, &root)),
        Err(exit) => exit,
    }
}

fn lines(common: &Common, root: &Path) -> Vec<Line> {
    let snapshot = if root.join("content").is_dir() { site::open_whole(common, root).ok() } else { None };
    let mut lines = vec![folder(snapshot.as_deref()), configuration(common, root), remote(root)];
    lines.push(address(snapshot.as_deref(), root));
    lines.extend([branch(root), cname(root), publishing(root), ignored(root)]);
    lines.push(theme(snapshot.as_deref(), root));
    lines.push(output(common, root));
    if snapshot.is_some() {
        lines.push(disk(publish::one_step(&root.join("output"))));
    }
    lines.extend(watching(root));
    lines
}

fn folder(snapshot: Option<&Snapshot>) -> Line {
    let what = "site folder";
    let Some(snapshot) = snapshot else {
        return missing(what, "no content/ that can be read", "`whowhen init` begins a site; `--root DIR` names another folder");
    };
    let model = &snapshot.facts.model;
    let found = format!(
        "content/ with {}, {}",
        count(model.briefings.len(), "briefing", "briefings"),
        count(model.ids().len() - model.briefings.len(), "other record", "other records")
    );
    let errors = snapshot.diagnostics.iter().filter(|found| found.level == Level::Error).count();
    match errors {
        0 => ok(what, found),
        _ => wrong(what, format!("{found}, and {}", count(errors, "error", "errors")), "`whowhen check` shows each"),
    }
}

fn configuration(common: &Common, root: &Path) -> Line {
    let name = common.config.display().to_string();
    match root.join(&common.config).is_file() {
        true => ok("configuration", name),
        false => ok("configuration", format!("no {name}: the defaults hold")),
    }
}

fn remote(root: &Path) -> Line {
    let what = "git remote";
    if let Some((owner, name)) = environment::github_action().or_else(|| environment::remote(root)) {
        return ok(what, format!("github.com/{owner}/{name}"));
    }
    match repository::place(root) {
        Place::Nowhere => {
            missing(what, "not a git repository", "`git init -b main`, then `whowhen deploy --setup` says the rest")
        }
        Place::Around(folder) => missing(
            what,
            format!("the repository is {}", folder.display()),
            "GitHub Pages are set up for a site at its repository's top",
        ),
        Place::Here => missing(
            what,
            "no remote `origin` at GitHub",
            "https://github.com/new, then `git remote add origin https://github.com/OWNER/NAME.git`",
        ),
    }
}

fn address(snapshot: Option<&Snapshot>, root: &Path) -> Line {
    match snapshot.and_then(|snapshot| pages::address(snapshot, root)) {
        Some(address) => ok("address", format!("{} (from {})", address.url, address.from)),
        None => missing(
            "address",
            "not known: no sitemap, no canonical addresses",
            "a git remote at GitHub gives it, or `base_url:` in site.yaml",
        ),
    }
}

fn branch(root: &Path) -> Line {
    match (repository::head(root), repository::place(root)) {
        (Some(branch), _) => ok("branch", branch),
        (None, Place::Here) => missing("branch", "none is checked out", "`git switch main`"),
        (None, _) => missing("branch", "none", "`git init -b main`"),
    }
}

fn cname(root: &Path) -> Line {
    let found = ["CNAME", "static/CNAME"].into_iter().find_map(|path| repository::text(root, path).map(|text| (path, text)));
    let Some((path, text)) = found else { return ok("own domain", "no file CNAME: none is needed at github.io") };
    let host = text.lines().next().unwrap_or_default().trim().to_owned();
    match host.is_empty() || host.contains(['/', ' ']) || host.contains(char::is_control) {
        true => wrong("own domain", format!("{path} holds no domain"), "one line with the domain alone: `record.example.org`"),
        false => ok("own domain", format!("{host} ({path}); GitHub wants it under Settings > Pages too")),
    }
}

fn publishing(root: &Path) -> Line {
    match root.join(workflow::PATH).is_file() {
        true => ok("workflow", workflow::PATH),
        false => missing("workflow", format!("no {}", workflow::PATH), "`whowhen deploy --setup` writes it"),
    }
}

fn ignored(root: &Path) -> Line {
    let lines = starter::not_ignored(&repository::text(root, ".gitignore").unwrap_or_default());
    match lines.is_empty() {
        true => ok(".gitignore", "leaves the built site out"),
        false => missing(".gitignore", "the built site could be committed", format!("add the lines: {}", lines.join("  "))),
    }
}

fn theme(snapshot: Option<&Snapshot>, root: &Path) -> Line {
    let name = snapshot.map_or("default", |snapshot| snapshot.facts.config.theme.value.as_str());
    let folder = root.join("themes").join(name);
    let mut files: Vec<String> = ["templates", "static"]
        .into_iter()
        .flat_map(|part| walkdir::WalkDir::new(folder.join(part)))
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| Some(entry.path().strip_prefix(&folder).ok()?.display().to_string()))
        .collect();
    files.sort();
    if files.is_empty() {
        return ok("theme", "default, as it comes");
    }
    let more = files.len().saturating_sub(4);
    files.truncate(4);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    ok("theme", format!("themes/{name} replaces {}{more}", files.join(", ")))
}

fn output(common: &Common, root: &Path) -> Line {
    let folder = root.join("output");
    let inputs: Vec<PathBuf> =
        ["content", "themes", "static"].iter().map(|name| root.join(name)).chain([root.join(&common.config)]).collect();
    let site = Site { root, output: &folder, inputs: &inputs, home: environment::home() };
    match publish::check_output(&site) {
        Ok(()) if folder.is_dir() => ok("output", "output/ is ours"),
        Ok(()) => ok("output", "output/ is not there yet: `whowhen build` makes it"),
        Err(refusal) => {
            let words = refusal.to_string();
            let (found, help) = words.split_once("\nhelp: ").unwrap_or((&words, "choose another folder with `--output`"));
            wrong("output", found, help.lines().next().unwrap_or_default())
        }
    }
}

fn disk(tried: Result<OneStep, DiskError>) -> Line {
    let what = "file system";
    let slower = "nothing must be done: a build that is interrupted is completed by the next one";
    match tried {
        Ok(OneStep::Yes) => ok(what, "a new site takes the old one's place in one step"),
        Ok(OneStep::MountPoint) => missing(
            what,
            "output/ is a mount point: a new site takes the old one's place page by page",
            format!("{slower}; mount the folder around it instead, and it is one step"),
        ),
        Ok(OneStep::Unknown) if cfg!(target_os = "linux") => missing(
            what,
            "it exchanges no folders: a new site takes the old one's place page by page",
            format!("{slower}; with `--output` on ext4, XFS, Btrfs or tmpfs it is one step"),
        ),
        Ok(OneStep::Unknown) => {
            missing(what, "this system exchanges no folders: a new site takes the old one's place page by page", slower)
        }
        Err(error) => wrong(what, format!("{}: {}", error.doing_it(), error.cause), "let whoever builds the site write there"),
    }
}

/// Linux counts the folders that are watched; other systems have no such limit.
fn watching(root: &Path) -> Option<Line> {
    let limit: usize = std::fs::read_to_string("/proc/sys/fs/inotify/max_user_watches").ok()?.trim().parse().ok()?;
    let folders = ["content", "themes", "static"]
        .into_iter()
        .flat_map(|part| walkdir::WalkDir::new(root.join(part)))
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_dir())
        .count();
    let found = format!("{} to watch, the system allows {limit}", count(folders, "folder", "folders"));
    Some(match folders < limit {
        true => ok("preview", found),
        false => wrong("preview", found, "`sudo sysctl fs.inotify.max_user_watches=524288`"),
    })
}

fn print(lines: &[Line]) -> Exit {
    let mut out = anstream::stdout();
    for line in lines {
        let style = match line.state {
            "ok" => anstyle::AnsiColor::Green,
            "missing" => anstyle::AnsiColor::Yellow,
            _ => anstyle::AnsiColor::Red,
        };
        let (style, word) = (style.on_default().bold(), line.state);
        // Whoever closes the pipe has read enough.
        let _ = writeln!(out, "{style}{word:>8}{style:#} {:<14} {}", line.what, line.found);
        if let Some(remedy) = &line.remedy {
            let _ = writeln!(out, "{:24}-> {remedy}", "");
        }
    }
    Exit::Fine
}
