//! `![[map.png|A map|300]]`: pictures by the names of their files, as Obsidian embeds them.

use super::ReferenceKind;

/// The image that an embed of this target and with these words is.
pub(super) fn image(name: &str, words: &str) -> ReferenceKind {
    let words = words.trim();
    let (alt, last) = words.rsplit_once('|').unwrap_or(("", words));
    let (alt, size) = match size(last) {
        Some(size) => (alt.trim_end_matches('\\').trim(), Some(size)),
        None => (words, None),
    };
    ReferenceKind::Attachment { name: name.to_owned(), alt: alt.to_owned(), size }
}

/// A width, maybe with a height: `300`, `300x200`.
fn size(written: &str) -> Option<(u32, Option<u32>)> {
    let side = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|side| is_number && *side > 0)
    };
    match written.trim().split_once('x') {
        Some((width, height)) => Some((side(width)?, Some(side(height)?))),
        None => Some((side(written.trim())?, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_sizes_are_told_apart() {
        for (words, alt, size) in [
            ("", "", None),
            ("300", "", Some((300, None))),
            ("300x200", "", Some((300, Some(200)))),
            ("A map", "A map", None),
            ("A map|300", "A map", Some((300, None))),
            ("A map \\| 30x20", "A map", Some((30, Some(20)))),
            ("0", "0", None),
            ("+3", "+3", None),
            ("1x", "1x", None),
            ("99999999999", "99999999999", None),
            ("a|b", "a|b", None),
        ] {
            let expected = ReferenceKind::Attachment { name: "m.png".into(), alt: alt.into(), size };
            assert_eq!(image("m.png", words), expected, "{words}");
        }
    }
}
