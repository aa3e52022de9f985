//! `why`: why a name was, or was not, linked where it stands.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::analysis::why::{Answer, why};
use crate::base::diagnostic::nearest;
use crate::base::id::Key;
use crate::base::text::Lines;
use crate::engine::snapshot::Snapshot;
use crate::face::args::{Common, Extent, Format};
use crate::face::report::{Texts, human, short};

use super::{Exit, fail, site};

/// A place as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    file: String,
    line: usize,
    column: usize,
}

/// Reads `FILE:LINE:COLUMN`.
pub fn place(text: &str) -> Result<Place, String> {
    let mut parts = text.rsplitn(3, ':');
    let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok()).filter(|number| *number > 0);
    let (column, line) = (number(), number());
    match (parts.next(), line, column) {
        (Some(file), Some(line), Some(column)) if !file.is_empty() => Ok(Place { file: file.to_owned(), line, column }),
        _ => Err("write FILE:LINE:COLUMN, such as content/about.md:12:5; both count from 1, columns in characters".to_owned()),
    }
}

/// Runs the command.
pub(super) fn run(common: &Common, place: &Place) -> Exit {
    tell(common, place).err().unwrap_or(Exit::Fine)
}

fn tell(common: &Common, place: &Place) -> Result<(), Exit> {
    let root = site::root(common)?;
    // The site as it is published; of a page that is kept back, the site as it would be with it.
    let mut snapshot = site::open_extent(common, Extent::default(), &root)?;
    let file = file(&snapshot, &root, &place.file)?;
    if snapshot.facts.model.holds_file(file) {
        snapshot = site::open_whole(common, &root)?;
    }
    let text = snapshot.text(file).unwrap_or_default();
    let answer = why(&snapshot.facts, file, text, offset(text, file, place)?);
    let text = |file: Key| snapshot.text(file);
    let texts = Texts::new(&text);
    let told = match site::format(common) {
        Format::Json => format!("{:#}\n", json(&answer, &snapshot, &texts)),
        Format::Short => format!("{}\n", short::line(&answer.told, &texts)),
        _ => human::text(&answer.told, &texts),
    };
    // Whoever closes the pipe has read enough.
    let _ = anstream::stdout().write_all(told.as_bytes());
    Ok(())
}

/// The file of content that is called by its path from the site's folder, or from the current one.
fn file(snapshot: &Snapshot, root: &Path, named: &str) -> Result<Key, Exit> {
    let paths = [root.join(named), PathBuf::from(named)];
    let real = paths.iter().find_map(|path| path.canonicalize().ok().filter(|path| path.is_file()));
    let inside =
        real.as_ref().and_then(|path| path.strip_prefix(root).ok()).map(|path| path.to_string_lossy().replace('\\', "/"));
    let is_content = |path: &String| path.starts_with("content/") && snapshot.text(Key::new(path)).is_some();
    if let Some(path) = inside.as_ref().filter(|path| is_content(path)) {
        return Ok(Key::new(path));
    }
    let model = &snapshot.facts.model;
    let files: Vec<&str> = model.ids().into_iter().map(|id| model.head(id).file().as_str()).collect();
    let near = nearest(named, files).map(|near| format!("did you mean `{near}`?"));
    let (message, help) = match real {
        Some(_) => (
            format!("{named} is not content of the site"),
            "name a text below content/: names are looked for in these only".to_owned(),
        ),
        None => (
            format!("there is no file {named}"),
            near.unwrap_or_else(|| {
                "write its path from the site's folder, such as content/about.md, or from this one".to_owned()
            }),
        ),
    };
    fail(&message, &[&help]);
    Err(Exit::Usage)
}

/// The byte at a line and column; just behind a line's last character is on the line.
fn offset(text: &str, file: Key, place: &Place) -> Result<usize, Exit> {
    let lines = Lines::of(text);
    let count = lines.count() - usize::from(text.ends_with(['\n', '\r']));
    if place.line > count {
        fail(&format!("{file} has {}", crate::site::words::count(count, "line", "lines")), &["lines count from 1"]);
        return Err(Exit::Usage);
    }
    let range = lines.line_range(text, place.line);
    let line = &text[range.clone()];
    let start = range.start + line.len() - line.trim_start_matches('\u{feff}').len();
    let line = line.trim_start_matches('\u{feff}');
    let mut columns = line.char_indices().map(|(at, _)| at).chain([line.len()]);
    match columns.nth(place.column - 1) {
        Some(at) => Ok(start + at),
        None => {
            let characters = crate::site::words::count(line.chars().count(), "character", "characters");
            fail(&format!("line {} of {file} has {characters}", place.line), &["columns count from 1, in characters"]);
            Err(Exit::Usage)
        }
    }
}

fn json(answer: &Answer, snapshot: &Snapshot, texts: &Texts<'_>) -> Value {
    let told = &answer.told;
    let (start, end) = texts.place(told.span);
    let record = |id: &crate::model::registry::RecordId| {
        let head = snapshot.facts.model.head(*id);
        json!({"kind": head.kind.word(), "id": head.id.as_str(), "title": head.title, "file": head.file().as_str()})
    };
    json!({
        "version": 1,
        "file": told.span.file.as_str(),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "words": answer.words,
        "linked": answer.linked,
        "reason": answer.reason,
        "records": answer.records.iter().map(record).collect::<Vec<_>>(),
        "message": told.message,
        "help": told.help,
    })
}
