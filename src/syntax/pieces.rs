//! Where the characters of a text stand in its file, where the file has it in other words: YAML folds lines and takes marks away.

use std::ops::Range;
use std::sync::Arc;

/// Stretches of a text that the file has exactly so, in order: its bytes, and where the file has them. None of a text that stands in the
/// file as it reads, or that can't be followed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces(Option<Arc<[Piece]>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    text: Range<usize>,
    file: usize,
}

impl Pieces {
    /// Follows a text through the bytes of a file from `start` on: what is folded, indented or escaped there is passed over. What comes
    /// behind the first thing that is not understood has no place.
    pub fn of(text: &str, file: &str, start: usize) -> Pieces {
        let mut pieces: Vec<Piece> = Vec::new();
        let (mut at, mut place) = (0, start);
        while let (Some(wanted), Some(has)) = (text[at..].chars().next(), file.get(place..).and_then(|rest| rest.chars().next()))
        {
            if wanted == has {
                match pieces.last_mut().filter(|last| last.text.end == at && last.file + last.text.len() == place) {
                    Some(last) => last.text.end += wanted.len_utf8(),
                    None => pieces.push(Piece { text: at..at + wanted.len_utf8(), file: place }),
                }
                at += wanted.len_utf8();
                place += has.len_utf8();
            } else if has.is_whitespace() {
                // A fold: the text has a space, or a line's end, or nothing.
                if wanted.is_whitespace() {
                    at += wanted.len_utf8();
                }
                place += has.len_utf8();
            } else if matches!(has, '\\' | '\'' | '"') {
                // The mark before an escaped character, and of a pair of them the second.
                place += 1;
            } else if file[..place].ends_with('\\') && matches!(wanted, '\n' | '\t' | '\u{a0}') {
                at += wanted.len_utf8();
                place += has.len_utf8();
            } else {
                break;
            }
        }
        Pieces((!pieces.is_empty()).then(|| pieces.into()))
    }

    /// The byte of the text that stands at one of the file.
    pub fn byte_at(&self, place: usize) -> Option<usize> {
        let held = |piece: &&Piece| (piece.file..piece.file + piece.text.len()).contains(&place);
        let piece = self.0.as_ref()?.iter().find(held)?;
        Some(piece.text.start + place - piece.file)
    }

    /// The bytes of the file that hold these of the text, if all of them can be told.
    pub fn place(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let pieces = self.0.as_ref()?;
        let of = |byte: usize| {
            let piece = pieces.iter().find(|piece| piece.text.contains(&byte))?;
            Some(piece.file + byte - piece.text.start)
        };
        let start = of(range.start)?;
        let end = if range.is_empty() { start } else { of(range.end - 1)? + 1 };
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_the_file_has_them() {
        for (text, file) in [
            ("one two three", "one two\n  three\n"),
            ("one two\nthree\n", "one two\n    three\n"),
            ("one\ntwo three", "one\n\n  two\n  three\n"),
            ("He \"left\" three", "He \\\"left\\\" three\""),
            ("it's three", "it''s three'"),
            ("one\ttwo three", "one\\ttwo three\""),
            ("one three", "one \\\n   three\""),
        ] {
            let at = text.find("three").unwrap();
            let place = Pieces::of(text, file, 0).place(&(at..at + 5));
            assert_eq!(place.map(|place| &file[place]), Some("three"), "{file:?}");
        }
        assert_eq!(Pieces::of("a \u{263a} three", "a \\u263a three", 0).place(&(6..9)), None);
    }
}
