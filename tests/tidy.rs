//! The house in order: no arrow runs up, files are small and say what they are, rules are whole, and nothing in the repository knows
//! the machine it was written on.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "it reads the sources")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// The floors from the ground up; a module uses lower ones and its own.
const FLOORS: [&str; 8] = ["base", "input", "syntax", "model", "analysis", "site", "engine", "face"];

/// The longest a source file may be, in lines.
const LONGEST: usize = 600;
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Path and text of every text file that is tracked, or would be.
fn tracked() -> Vec<(String, String)> {
    let listed = Command::new("git").current_dir(root()).args(["ls-files", "-co", "--exclude-standard", "-z"]).output().unwrap();
    assert!(listed.status.success(), "git can't list the files: {}", String::from_utf8_lossy(&listed.stderr));
    let names = String::from_utf8(listed.stdout).unwrap();
    let names = names.split('\0').filter(|name| !name.is_empty());
    names.filter_map(|name| Some((name.to_owned(), std::fs::read_to_string(root().join(name)).ok()?))).collect()
}

fn sources() -> Vec<(String, String)> {
    let sources: Vec<_> = tracked().into_iter().filter(|(path, _)| path.starts_with("src/") && path.ends_with(".rs")).collect();
    assert!(sources.len() > 100, "only {} sources were found", sources.len());
    sources
}

#[track_caller]
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}\n", wrong.join("\n"));
}

/// The number of a floor's module.
fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|known| *known == module)
}

/// Every place in a source that names a module of ours from the root, with its line: `crate::site::…`, also inside braces.
fn named_modules(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, path) in text.match_indices("crate::") {
        let line = 1 + text[..at].matches('\n').count();
        let before = text[..at].rsplit('\n').next().unwrap_or_default();
        if before.trim_start().starts_with("//") {
            continue;
        }
        let rest = &text[at + path.len()..];
        let heads: Vec<&str> = match rest.strip_prefix('{') {
            Some(group) => group_heads(group),
            None => vec![rest],
        };
        let name = |head: &str| head.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        found.extend(heads.into_iter().map(|head| (line, name(head))));
    }
    found
}

/// The beginnings of the items of a group in braces, the text after its brace given.
fn group_heads(group: &str) -> Vec<&str> {
    let (mut depth, mut heads) = (0, vec![group]);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(&group[at + 1..]),
            _ => {}
        }
    }
    heads.retain(|head| !head.trim_start().starts_with('}'));
    heads
}

/// Steps out of a file's own floor by `super::`, with their lines: from `src/a/b.rs` two of them lead to the root.
fn climbs_out(path: &str, text: &str) -> Vec<usize> {
    let inner = path.trim_start_matches("src/").trim_end_matches("/mod.rs").trim_end_matches(".rs");
    let depth = inner.split('/').count();
    let chain = "super::".repeat(depth + 1);
    let lines = text.lines().enumerate().filter(|(_, line)| line.contains(&chain) && !line.trim_start().starts_with("//"));
    lines.map(|(at, _)| at + 1).collect()
}

#[test]
fn no_arrow_runs_up() {
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for (path, text) in sources() {
        let Some(own) = path.trim_start_matches("src/").split(['/', '.']).next().and_then(floor) else { continue };
        for (line, module) in named_modules(&text) {
            let Some(other) = floor(&module) else { continue };
            arrows += 1;
            if other > own {
                wrong.push(format!("{path}:{line}: `{}` uses `{module}`, which is above it", FLOORS[own]));
            }
        }
        wrong.extend(
            climbs_out(&path, &text).iter().map(|line| format!("{path}:{line}: say `crate::`, so that the arrow is seen")),
        );
    }
    assert!(arrows > 300, "only {arrows} arrows were found");
    assert_none(&wrong);
}

#[test]
fn arrows_are_read_in_every_spelling() {
    let text = "use crate::base::id::Key;\n// crate::face\nuse crate::{model::{a, b}, site,\n  engine::x};\nlet x = crate::input::y();\n";
    let found: Vec<String> = named_modules(text).into_iter().map(|(line, name)| format!("{line} {name}")).collect();
    assert_eq!(found, ["1 base", "3 model", "3 site", "3 engine", "5 input"]);
    assert_eq!(climbs_out("src/site/view/mod.rs", "use super::super::super::face;\nuse super::super::x;"), [1]);
    assert_eq!(climbs_out("src/model/actor.rs", "use super::head;"), [0; 0]);
}

#[test]
fn the_map_lists_the_floors_in_order() {
    let text = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let modules: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(modules, FLOORS);
    let described: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("//! - [`")?.split('`').next()).collect();
    assert_eq!(described, FLOORS);
}

#[test]
fn files_are_small_and_say_what_they_are() {
    let mut wrong = Vec::new();
    let all = tracked().into_iter().filter(|(path, _)| path.ends_with(".rs"));
    for (path, text) in all {
        if !text.starts_with("//! ") {
            wrong.push(format!("{path}:1: it doesn't begin with a line of `//!` that says what it is"));
        }
        let lines = text.lines().count();
        if lines > LONGEST {
            wrong.push(format!("{path}: {lines} lines; split it, {LONGEST} are the most"));
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_rule_has_its_code_and_its_text() {
    let mut wrong = Vec::new();
    let folder = root().join("src/analysis/rules");
    for rule in whowhen::analysis::rules::ALL {
        for file in [format!("{}.rs", rule.name.replace('-', "_")), format!("{}.md", rule.name)] {
            if !folder.join(&file).is_file() {
                wrong.push(format!("src/analysis/rules/{file}: there is no such file"));
            }
        }
        if !rule.text.starts_with(&format!("# {}\n", rule.name)) && !rule.text.contains(rule.name) {
            wrong.push(format!("src/analysis/rules/{}.md: it doesn't name its rule", rule.name));
        }
    }
    let known = |stem: &str| whowhen::analysis::rules::ALL.iter().any(|rule| rule.name == stem.replace('_', "-"));
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if path.is_file() && stem != "mod" && !known(stem) {
            wrong.push(format!("{}: no rule of this name is listed", shown(&path)));
        }
    }
    assert_none(&wrong);
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// What only the machine of whoever wrote a file knows. Put together here, so that this file does not hold them.
fn words_of_machines() -> Vec<String> {
    let folders = ["work", "root", "home/[a-z]", "Users"];
    let mut words: Vec<String> = folders.iter().map(|folder| format!("/{}/", folder.trim_end_matches("/[a-z]"))).collect();
    words.extend(
        ["crates", "docs", "index.crates"].iter().map(|host| format!("{host}.{}", if *host == "docs" { "rs" } else { "io" })),
    );
    words
}

#[test]
fn nothing_knows_the_machine_it_was_written_on() {
    let mut wrong = Vec::new();
    for (path, text) in tracked().into_iter().filter(|(path, _)| path != "Cargo.lock") {
        for (at, line) in text.lines().enumerate() {
            for word in words_of_machines() {
                if stands_alone(line, &word) {
                    wrong.push(format!("{path}:{}: it says `{word}`", at + 1));
                }
            }
        }
    }
    assert_none(&wrong);
}

/// Whether a line has the word as the beginning of a path or an address, not inside a longer one.
fn stands_alone(line: &str, word: &str) -> bool {
    let mut places = line.match_indices(word);
    places.any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ')' | '}')))
}
