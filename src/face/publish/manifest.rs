//! What we wrote: the only ground on which anything is ever replaced or removed.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::path::Path;

use serde::Deserialize;

use super::names;
use super::paths;
use super::refusal::Refusal;
use crate::base::fingerprint::Fingerprint;

const FORMAT: u32 = 1;

/// The files we wrote, by path, and by which program: another version may make other bytes of an equal page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) program: String,
    pub(super) files: BTreeMap<String, Entry>,
}

/// One file we wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// What the page was made of.
    pub(super) page: Fingerprint,
    /// What came out.
    pub(super) bytes: Fingerprint,
    pub(super) size: u64,
}

#[derive(Deserialize)]
struct Head {
    whowhen: u32,
}

#[derive(Deserialize)]
struct Text {
    program: String,
    files: BTreeMap<String, Row>,
}

#[derive(Deserialize)]
struct Row {
    page: String,
    bytes: String,
    size: u64,
}

impl Manifest {
    pub(super) fn new() -> Manifest {
        Manifest { program: env!("CARGO_PKG_VERSION").to_owned(), files: BTreeMap::new() }
    }

    /// The manifest in a folder. None where there is no such file.
    pub(super) fn read(folder: &Path) -> Result<Option<Manifest>, Refusal> {
        let path = folder.join(names::MANIFEST);
        let bad = |problem: String| Refusal::BadManifest { manifest: path.clone(), problem };
        match std::fs::symlink_metadata(&path) {
            Ok(found) if found.is_file() => {}
            Ok(_) => return Err(bad("it is not a file".to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Refusal::Unseen { path, problem: error.to_string() }),
        }
        let text = std::fs::read(&path).map_err(|error| Refusal::Unseen { path: path.clone(), problem: error.to_string() })?;
        Manifest::parse(&text).map(Some).map_err(bad)
    }

    fn parse(text: &[u8]) -> Result<Manifest, String> {
        let head: Head = serde_json::from_slice(text).map_err(|error| error.to_string())?;
        if head.whowhen != FORMAT {
            return Err(format!("it is of format {}, and this program knows format {FORMAT}", head.whowhen));
        }
        let text: Text = serde_json::from_slice(text).map_err(|error| error.to_string())?;
        let mut files = BTreeMap::new();
        for (path, row) in text.files {
            if let Some(problem) = paths::flaw(&path) {
                return Err(format!("it lists `{}`: {problem}", path.escape_debug()));
            }
            let (Some(page), Some(bytes)) = (fingerprint(&row.page), fingerprint(&row.bytes)) else {
                return Err(format!("the hashes of `{path}` are not hashes"));
            };
            files.insert(path, Entry { page, bytes, size: row.size });
        }
        Ok(Manifest { program: text.program, files })
    }

    /// One line a file, so that a site kept in git has small differences.
    pub(super) fn text(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let mut text = format!("{{\n\"whowhen\": {FORMAT},\n\"program\": {},\n\"files\": {{", quoted(&self.program));
        for (index, (path, Entry { page, bytes, size })) in self.files.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let path = quoted(path);
            let _ = write!(text, "{comma}\n{path}: {{\"page\": \"{page}\", \"bytes\": \"{bytes}\", \"size\": {size}}}");
        }
        text.push_str("\n}\n}\n");
        text
    }

    /// What was written there, if a page of the same hash would come out as the same bytes again.
    pub(super) fn entry_of(&self, path: &str) -> Option<&Entry> {
        let same_program = self.program == env!("CARGO_PKG_VERSION");
        self.files.get(path).filter(|_| same_program)
    }
}

/// Reads what `Fingerprint` prints.
pub(super) fn fingerprint(text: &str) -> Option<Fingerprint> {
    if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u128::from_str_radix(text, 16).ok().map(|number| Fingerprint(number.to_be_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let mut manifest = Manifest::new();
        assert_eq!(Manifest::parse(manifest.text().as_bytes()), Ok(manifest.clone()));
        for path in ["index.html", "a/\"ü\".html"] {
            let entry = Entry { page: Fingerprint::of(path), bytes: Fingerprint::of_bytes(path.as_bytes()), size: 7 };
            manifest.files.insert(path.to_owned(), entry);
        }
        assert_eq!(Manifest::parse(manifest.text().as_bytes()), Ok(manifest));
    }

    #[test]
    fn a_strangers_manifest_is_not_believed() {
        let file = |path: &str, hash: &str| {
            let row = format!(r#"{{"{path}": {{"page": "{hash}", "bytes": "{hash}", "size": 1}}}}"#);
            Manifest::parse(format!(r#"{{"whowhen": 1, "program": "x", "files": {row}}}"#).as_bytes())
        };
        let hash = "0123456789abcdef0123456789abcdef";
        assert!(file("a.html", hash).is_ok());
        assert!(file("../a.html", hash).is_err());
        assert!(file("/a.html", hash).is_err());
        assert!(file("a.html", "+123456789abcdef0123456789abcdef").is_err());
        assert!(Manifest::parse(b"").is_err());
        assert!(Manifest::parse(br#"{"whowhen": 2}"#).is_err_and(|problem| problem.contains("format 2")));
    }
}
