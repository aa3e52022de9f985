//! `site-too-large`: see its Markdown beside this file.

use rustc_hash::FxHashMap;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::text::{Span, size};

use super::{Group, Rule};

/// The rule.
pub const RULE: Rule =
    Rule { name: "site-too-large", level: Level::Warning, group: Group::Site, text: include_str!("site-too-large.md") };

/// What GitHub Pages takes: "Published GitHub Pages sites may be no larger than 1 GB" (GitHub's documentation, *GitHub Pages limits*).
/// Whether that is 10⁹ or 2³⁰ bytes it does not say; the smaller one is safe.
pub const LIMIT: u64 = 1_000_000_000;

/// What is wrong with a site whose files have these sizes, by path in the output: it takes more than four fifths of the limit.
pub fn check(sizes: &[(&str, u64)], limit: u64, place: Span) -> Option<Diagnostic> {
    let whole: u64 = sizes.iter().map(|(_, bytes)| bytes).sum();
    // 128 bits: no size is too large to be multiplied.
    if u128::from(whole) * 5 <= u128::from(limit) * 4 {
        return None;
    }
    let largest: Vec<String> = largest(sizes).into_iter().map(|(path, bytes)| format!("`{path}` with {}", size(bytes))).collect();
    let message = format!(
        "the site has {}, and GitHub Pages takes no more than {}; the most is in {}",
        size(whole),
        size(limit),
        largest.join(", ")
    );
    let diagnostic = Diagnostic::new(RULE.level, RULE.name, place, message);
    Some(diagnostic.help("keep large files elsewhere, for instance at a release of the repository, and link to them"))
}

/// The three folders with the most in them, or the file instead where it is more than half of its folder.
fn largest<'s>(sizes: &[(&'s str, u64)]) -> Vec<(&'s str, u64)> {
    let mut folders: FxHashMap<&str, (u64, (&str, u64))> = FxHashMap::default();
    for &(path, bytes) in sizes {
        let folder = path.rfind('/').map_or("/", |at| &path[..=at]);
        let (whole, first) = folders.entry(folder).or_insert((0, (path, 0)));
        *whole += bytes;
        if (bytes, path) > (first.1, first.0) {
            *first = (path, bytes);
        }
    }
    let mut largest: Vec<(&str, u64)> =
        folders.into_iter().map(|(folder, (whole, first))| if first.1 > whole / 2 { first } else { (folder, whole) }).collect();
    largest.sort_by_key(|(path, bytes)| (std::cmp::Reverse(*bytes), *path));
    largest.truncate(3);
    largest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Key;

    fn message(sizes: &[(&str, u64)], limit: u64) -> Option<String> {
        check(sizes, limit, Span::whole(Key::new("site.yaml"))).map(|found| found.message)
    }

    #[test]
    fn four_fifths_are_allowed() {
        assert_eq!(message(&[("a", 500), ("b", 300)], 1_000), None);
        assert!(message(&[("a", 500), ("b", 301)], 1_000).is_some());
        assert_eq!(message(&[], 0), None);
        assert!(message(&[("a", u64::MAX / 2)], LIMIT).is_some());
    }

    #[test]
    fn the_three_largest_are_named() {
        let sizes = [
            ("index.html", 100),
            ("photos/1.jpg", 200_000_000),
            ("photos/2.jpg", 200_000_000),
            ("photos/3.jpg", 150_000_000),
            ("films/bridge.mp4", 300_000_000),
            ("films/short.mp4", 10_000_000),
            ("papers/a.pdf", 50_000),
            ("papers/b.pdf", 50_000),
            ("feed.xml", 100),
        ];
        assert_eq!(
            message(&sizes, LIMIT).unwrap(),
            "the site has 860.1 MB, and GitHub Pages takes no more than 1.00 GB; the most is in `photos/` with 550.0 MB, \
             `films/bridge.mp4` with 300.0 MB, `papers/` with 100 kB"
        );
    }

    #[test]
    fn files_at_the_top_are_a_folder_too() {
        let message = message(&[("b.csv", 400), ("a.csv", 400), ("c.csv", 200)], 1_000).unwrap();
        assert!(message.ends_with("the most is in `/` with 1 kB"), "{message}");
    }
}
