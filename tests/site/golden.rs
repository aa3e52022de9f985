//! Golden sites: all that a small site publishes, in files that a person can read (`tests/sites/README.md`).

#![allow(clippy::disallowed_methods, reason = "expectations are files, which this test reads and rewrites")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use html5gum::{DefaultEmitter, Token, Tokenizer};
use whowhen::base::diagnostic::Level;
use whowhen::engine::workspace::Options;
use whowhen::input::files::Disk;

use super::linked;
use super::support::{Built, snapshot};

/// Frames of pages, style and schemas: they are the same for all sites, and tested elsewhere.
const LEFT_OUT: [&str; 3] = ["theme/", "data/schema/", "404.html"];

#[test]
fn golden_sites_are_published_as_expected() {
    let sites = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let folders = fs::read_dir(&sites).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut problems = Vec::new();
    let mut tried = 0;
    for folder in folders {
        tried += 1;
        compare(&folder, &mut problems);
    }
    assert!(
        tried > 0 && problems.is_empty(),
        "\n{}\n`WHOWHEN_BLESS=1 cargo test --test site golden` rewrites them\n",
        problems.join("\n")
    );
}

fn compare(folder: &Path, problems: &mut Vec<String>) {
    let built = Built(snapshot(Disk::new(folder), Options::default()));
    assert_eq!(built.findings(Level::Warning), [""; 0], "{}", folder.display());
    let expected = folder.join("expected");
    let mut old = files(&expected);
    for (path, bytes) in built.rendered() {
        if LEFT_OUT.iter().any(|left_out| path.starts_with(left_out)) {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let shown = match path.strip_suffix(".html") {
            Some(stem) if text.contains("<main") => {
                let told = serde_json::to_string_pretty(&linked::told(&text)).unwrap() + "\n";
                vec![(format!("{stem}.txt"), read_aloud(&text)), (format!("{stem}.jsonld"), told)]
            }
            _ => vec![(path, text)],
        };
        for (path, text) in shown {
            let at = expected.join(&path);
            match old.remove(&at) {
                Some(known) if known == text => {}
                known => {
                    problems.push(format!("{}: {}", at.display(), first_difference(known.as_deref(), &text)));
                    if blessing() {
                        fs::create_dir_all(at.parent().unwrap()).unwrap();
                        fs::write(&at, text).unwrap();
                    }
                }
            }
        }
    }
    for unused in old.into_keys() {
        problems.push(format!("{}: is expected and not published", unused.display()));
        if blessing() {
            fs::remove_file(unused).unwrap();
        }
    }
}

fn blessing() -> bool {
    std::env::var_os("WHOWHEN_BLESS").is_some()
}

fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    entries.map(|entry| (entry.path().to_owned(), fs::read_to_string(entry.path()).unwrap())).collect()
}

fn first_difference(known: Option<&str>, text: &str) -> String {
    let Some(known) = known else { return "is published and not expected".to_owned() };
    let differing = known.lines().zip(text.lines()).enumerate().find(|(_, (old, new))| old != new);
    match differing {
        Some((line, (old, new))) => format!("line {}:\n  expected {old}\n  is       {new}", line + 1),
        None => format!("{} lines, expected {}", text.lines().count(), known.lines().count()),
    }
}

/// The main part of a page in the order in which it is read.
pub(super) fn read_aloud(html: &str) -> String {
    let main = html.split_once("<main").unwrap().1.split_once('>').unwrap().1.split_once("</main>").unwrap().0;
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let (mut said, mut links) = (String::new(), Vec::new());
    for Ok(token) in Tokenizer::new_with_emitter(main, emitter) {
        match token {
            Token::StartTag(tag) => {
                let get =
                    |name: &str| tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned());
                if let Some(id) = get("id").filter(|_| !tag.name.starts_with(b"t") || tag.name.as_slice() == b"tr") {
                    said += &format!("\n{{{id}}} ");
                }
                match tag.name.as_slice() {
                    b"h1" => said += "\n\n# ",
                    b"h2" => said += "\n\n## ",
                    b"h3" | b"h4" | b"h5" | b"h6" => said += "\n\n### ",
                    b"li" => said += "\n- ",
                    b"th" | b"td" => said += " | ",
                    b"dt" => said += "\n",
                    b"dd" => said += ": ",
                    b"a" => {
                        links.push(get("href").unwrap_or_default());
                        said.push('[');
                    }
                    b"img" => said += &format!("![{}]({})", get("alt").unwrap_or_default(), get("src").unwrap_or_default()),
                    b"p" | b"tr" | b"section" | b"ul" | b"ol" | b"table" | b"figure" | b"blockquote" | b"details"
                    | b"summary" | b"label" | b"title" | b"desc" => said += "\n",
                    _ => {}
                }
            }
            Token::EndTag(tag) => match tag.name.as_slice() {
                b"a" => said += &format!("]({})", links.pop().unwrap_or_default()),
                b"p" | b"li" | b"tr" | b"h1" | b"h2" | b"h3" | b"dd" | b"title" | b"desc" | b"text" => said.push('\n'),
                _ => {}
            },
            Token::String(words) => said += &String::from_utf8_lossy(&words).replace('\n', " "),
            _ => {}
        }
    }
    let lines = said
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty() && line != "-");
    lines.fold(String::new(), |text, line| text + &line + "\n")
}
