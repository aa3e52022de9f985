//! What a file is, by the ending of its name.

/// Endings of pictures that are published, all of them shown by browsers.
pub const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico"];

/// Endings of other files that are.
const OTHERS: &[&str] = &[
    "pdf", "csv", "tsv", "json", "geojson", "txt", "xml", "xlsx", "ods", "docx", "odt", "mp3", "ogg", "opus", "m4a", "wav",
    "mp4", "webm", "vtt", "srt", "woff2", "zip", "epub", "bib", "ris",
];

/// Whether a page can show the file.
pub fn is_picture(path: &str) -> bool {
    is_one_of(PICTURES, path)
}

/// Whether a file of this type beside content is published. `static/` is copied as it is, whatever it holds.
pub fn is_published(path: &str) -> bool {
    is_picture(path) || is_one_of(OTHERS, path)
}

fn is_one_of(endings: &[&str], path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_types_are_published() {
        assert!(is_published("content/a.PNG") && is_published("content/x/y.pdf"));
        assert!(!is_published("content/a.html") && !is_published("content/a.js") && !is_published("content/noending"));
        assert!(is_picture("a.svg") && !is_picture("a.pdf"));
    }
}
