//! What a file defines whose YAML can't be read: a guess, so that one missing quotation mark is one error, not a hundred.
//!
//! Whoever names a record of that file would otherwise hear that nobody has that name. A guess that is too generous only keeps back a
//! complaint until the file is mended; nothing is published before.

use crate::base::id::Key;

/// A file whose YAML can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Words by which its records may be referred to.
    pub names: Vec<String>,
    /// The file.
    pub file: Key,
}

impl Broken {
    /// Guesses what some YAML defines. `stem` is the id that the file's own name gives its record.
    pub(super) fn guess(file: Key, stem: Option<&str>, yaml: &str) -> Broken {
        let mut names: Vec<String> = stem.map(str::to_owned).into_iter().collect();
        let mut in_aliases = false;
        for line in yaml.lines() {
            let item = line.trim_start().starts_with("- ");
            in_aliases &= item;
            for part in line.split([',', '{', '}', '[', ']']) {
                let part = part.trim().trim_start_matches("- ").trim();
                let (key, value) = match part.split_once(':') {
                    Some((key, value)) if value.is_empty() || value.starts_with(' ') => (key.trim(), value.trim()),
                    _ if in_aliases => ("alias", part),
                    _ => continue,
                };
                match key {
                    "aliases" => in_aliases = true,
                    "id" | "name" | "title" | "what" | "native_name" | "alias" | "text" => names.push(value.to_owned()),
                    // A key of a map of records.
                    _ if value.is_empty() => names.push(key.to_owned()),
                    _ => {}
                }
            }
        }
        let bare = |name: String| name.trim_matches(['"', '\'', ' ']).to_owned();
        let names = names.into_iter().map(bare).filter(|name| !name.is_empty()).collect();
        Broken { names, file }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_names_and_keys_are_guessed() {
        let yaml = "name: \"Sergei Lavrov\"\naliases: [Lavrov, \"S. Lavrov\"]\nsources:\n  - {id: ap, title: AP: a wire}\n  tass:\n    url: x\n";
        let broken = Broken::guess(Key::new("content/actors/lavrov.md"), Some("lavrov"), yaml);
        assert_eq!(broken.names, ["lavrov", "Sergei Lavrov", "Lavrov", "S. Lavrov", "sources", "ap", "AP: a wire", "tass"]);
        let list =
            Broken::guess(Key::new("content/actors.yaml"), None, "nato:\n  name: NATO\n  aliases:\n    - the Alliance\n  x: y\n");
        assert_eq!(list.names, ["nato", "NATO", "the Alliance"]);
    }
}
