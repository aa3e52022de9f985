//! The hard cases of names, evidence and time: a file a family, each case a small site and what must come of it
//! (`tests/spec/README.md` says how they are read).

#![allow(clippy::disallowed_methods, reason = "cases are files, which this test reads")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use whowhen::analysis::why::why;
use whowhen::base::date::Day;
use whowhen::base::diagnostic::Level;
use whowhen::base::id::Key;
use whowhen::base::text::Lines;
use whowhen::engine::refactor::site::Site;
use whowhen::engine::refactor::{merge::merge, rename::rename};
use whowhen::engine::workspace::Options;
use whowhen::face::report::{Texts, short};
use whowhen::input::files::Memory;
use whowhen::model::build::Publish;

use super::golden::read_aloud;
use super::support::{Built, files, snapshot};
use super::together;

#[test]
fn families_are_told_as_specified() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec/families");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = String::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        for (title, fences) in cases(&text) {
            for problem in run(&fences) {
                let _ = writeln!(wrong, "{}: {title}: {problem}", path.file_stem().unwrap().display());
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What stands behind a fence's opening backticks, and the lines within.
type Fence<'t> = (&'t str, Vec<&'t str>);

/// The cases of a file: title and fences.
fn cases(text: &str) -> Vec<(&str, Vec<Fence<'_>>)> {
    let mut lines = text.lines();
    let mut found: Vec<(&str, Vec<Fence<'_>>)> = Vec::new();
    while let Some(line) = lines.next() {
        let word = line.trim_start_matches('`');
        let ticks = &line[..line.len() - word.len()];
        if let Some(title) = line.strip_prefix("## ") {
            found.push((title, Vec::new()));
        } else if ticks.len() >= 3 {
            let within = lines.by_ref().take_while(|line| *line != ticks).collect();
            found.last_mut().unwrap().1.push((word, within));
        }
    }
    found
}

fn run(fences: &[Fence<'_>]) -> Vec<String> {
    let Some((("site", lines), checks)) = fences.split_first() else { return vec!["begins with no site".to_owned()] };
    let mut site = files(&(lines.join("\n") + "\n"));
    let mut wrong = Vec::new();
    if checks.is_empty() {
        wrong.push("expects nothing".to_owned());
    }
    if !checks.iter().any(|(word, _)| word.starts_with("findings")) {
        wrong.extend(findings(&built(&site, None), &[]));
    }
    for (word, expected) in checks {
        let (word, day) = word.split_once(" as of ").map_or((*word, None), |(word, day)| (word, Some(day)));
        let (verb, rest) = word.split_once(' ').unwrap_or((word, ""));
        match verb {
            "rename" | "merge" => site = changed(site, verb, rest),
            "page" => wrong.extend(page(&built(&site, day), rest, expected)),
            "absent" => {
                let site = built(&site, day);
                wrong.extend(expected.iter().filter(|path| site.has(path)).map(|path| format!("{path} is published")));
            }
            "findings" => wrong.extend(findings(&built(&site, day), expected)),
            "why" => wrong.extend(answer(&built(&site, day), rest, expected)),
            "together" => wrong.extend(together::parted(&built(&site, day), expected)),
            _ => wrong.push(format!("there is no fence `{word}`")),
        }
    }
    wrong
}

fn built(site: &Memory, day: Option<&str>) -> Built {
    let publish = Publish { as_of: day.map(|day| Day::parse(day).unwrap()), ..Publish::default() };
    Built(snapshot(site.clone(), Options { publish, ..Options::default() }))
}

/// The site after a command that changes it.
fn changed(mut site: Memory, verb: &str, arguments: &str) -> Memory {
    let (from, to) = arguments.split_once(' ').unwrap();
    let read = Site::read(Arc::new(site.clone()), Options::default()).unwrap();
    let made = if verb == "merge" { merge(&read, from, to) } else { rename(&read, from, to) };
    for change in made.unwrap_or_else(|why| panic!("{verb} {arguments}: {why:?}")).changes {
        match &change.after {
            Some(after) => site.write(change.path.as_str(), after),
            None => site.remove(change.path.as_str()),
        }
    }
    site
}

/// What a page, read aloud, lacks of the lines that it must have in this order, and has of those (`not: …`) that it must not have.
/// A line may be given with its links or without.
fn page(site: &Built, path: &str, expected: &[&str]) -> Vec<String> {
    let file = if path.ends_with('/') || path.is_empty() { format!("{path}index.html") } else { path.to_owned() };
    if !site.has(&file) {
        return vec![format!("{file} is not published")];
    }
    let bytes = site.page(&file);
    let text = match serde_json::from_str::<serde_json::Value>(&bytes) {
        Ok(data) => format!("{data:#}"),
        Err(_) if bytes.contains("<main") => read_aloud(&bytes),
        Err(_) => bytes,
    };
    let linked: Vec<&str> = text.lines().collect();
    let plain: Vec<String> = linked.iter().map(|line| without_links(line)).collect();
    let (mut at, mut wrong) = (0, Vec::new());
    for line in expected {
        let has = |n: usize, words: &str| linked[n].contains(words) || plain[n].contains(words);
        match line.strip_prefix("not: ") {
            Some(words) => wrong.extend((0..linked.len()).find(|n| has(*n, words)).map(|n| format!("has `{}`", linked[n]))),
            None => match (at..linked.len()).find(|n| has(*n, line)) {
                Some(n) => at = n,
                None => wrong.push(format!("lacks `{line}`")),
            },
        }
    }
    wrong.iter().map(|why| format!("{path} {why}\n{text}")).collect()
}

fn without_links(line: &str) -> String {
    let mut pieces = line.split("](");
    let first = pieces.next().unwrap_or_default().replace('[', "");
    pieces.fold(first, |line, piece| line + &piece.split_once(')').map_or(piece, |(_, rest)| rest).replace('[', ""))
}

/// Where what is found differs from what is expected; notes count only where some are expected.
fn findings(site: &Built, expected: &[&str]) -> Vec<String> {
    let notes = expected.iter().any(|line| line.contains(": note["));
    let text = |file: Key| site.0.text(file);
    let texts = Texts::new(&text);
    let found = site.0.diagnostics.iter().filter(|found| notes || found.level != Level::Note);
    let found: Vec<String> = found.map(|found| short::line(found, &texts)).collect();
    let lacking = expected.iter().filter(|line| !found.iter().any(|found| found == *line));
    let further = found.iter().filter(|found| !expected.contains(&found.as_str()));
    lacking.map(|line| format!("is not found: {line}")).chain(further.map(|line| format!("is found: {line}"))).collect()
}

/// What `why` lacks of the fragments that it must say, in this order.
fn answer(site: &Built, place: &str, expected: &[&str]) -> Vec<String> {
    let [column, line, file] = place.rsplitn(3, ':').collect::<Vec<_>>()[..] else { panic!("{place}") };
    let text = site.0.text(Key::new(file)).unwrap();
    let range = Lines::of(text).line_range(text, line.parse().unwrap());
    let at = text[range.clone()].char_indices().nth(column.parse::<usize>().unwrap() - 1).unwrap().0;
    let told = why(&site.0.facts, Key::new(file), text, range.start + at).told;
    let told = std::iter::once(told.message).chain(told.help).collect::<Vec<_>>().join("\n");
    let mut rest = told.as_str();
    let lacking = expected.iter().filter(|words| match rest.split_once(**words) {
        Some((_, after)) => {
            rest = after;
            false
        }
        None => true,
    });
    lacking.map(|words| format!("why {place} lacks `{words}`: {told}")).collect()
}
