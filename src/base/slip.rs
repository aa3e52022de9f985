//! Slips of the fingers: a mistyped word that a machine may mend without asking.
//!
//! Asking is cheap (see [`nearest`](super::near::nearest)), a wrong name in a public record is not. So a slip is less than a near word:
//! `ap-1` is no slip for `ap-2`, nor `Iran` for `Iraq`, `Ivanov` for `Ivanova`, `Gambia` for `Zambia`, `memo-a` for `memo-b`.

use super::near::Near;

/// The fewest letters of a word in which one wrong, missing or odd letter is a slip: among shorter ones that is another word.
const LETTERS: usize = 5;
/// The same for two letters that changed places.
const SWAPPED: usize = 4;

/// The one word of `known` that `word` was certainly to be. Each known word comes with what it means.
///
/// There is one if a single meaning is near at all, and the difference is one letter within a longer word (neither its first, nor one
/// after its end), two neighbours that changed places in it, or a hyphen, underscore or space between letters.
pub fn slip<'a, M: PartialEq>(word: &str, known: impl IntoIterator<Item = (&'a str, M)>) -> Option<&'a str> {
    let near = Near::of(word)?;
    let mut best: Option<((usize, bool), &str, M)> = None;
    for (candidate, meaning) in known {
        let Some(distance) = near.distance(candidate) else { continue };
        match &best {
            Some((_, _, other)) if *other != meaning => return None,
            Some((least, _, _)) if *least <= distance => {}
            _ => best = Some((distance, candidate, meaning)),
        }
    }
    best.map(|(_, candidate, _)| candidate).filter(|candidate| is_slip(word, candidate))
}

/// Whether `written` is `meant` but for one slip. Case does not count.
fn is_slip(written: &str, meant: &str) -> bool {
    let lower = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<Vec<char>>();
    let (written, meant) = (lower(written), lower(meant));
    let start = written.iter().zip(&meant).take_while(|(a, b)| a == b).count();
    let most = written.len().min(meant.len()) - start;
    let tail = written.iter().rev().zip(meant.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (wrong, right) = (&written[start..written.len() - tail], &meant[start..meant.len() - tail]);
    let is_joint = |c: &char| matches!(c, '-' | '_' | ' ');
    let between_letters = |text: &[char], at: usize, len: usize| {
        at > 0 && text[at - 1].is_alphabetic() && text.get(at + len).is_some_and(|c| c.is_alphabetic())
    };
    if wrong.iter().chain(right).all(is_joint) {
        let at_joint = |text: &[char], part: &[char]| between_letters(text, start, part.len());
        return wrong.len().max(right.len()) == 1 && at_joint(&written, wrong) && at_joint(&meant, right);
    }
    if !wrong.iter().chain(right).all(|c| c.is_alphabetic()) {
        return false;
    }
    let letters_around = |text: &[char], len: usize| {
        let before = text[..start].iter().rev().take_while(|c| c.is_alphabetic()).count();
        let after = text[start + len..].iter().take_while(|c| c.is_alphabetic()).count();
        (before, after, before + len + after)
    };
    let (before, after, length) = letters_around(&meant, right.len());
    match (wrong, right) {
        ([a, b], [c, d]) => a == d && b == c && before > 0 && length >= SWAPPED,
        ([_], [_]) => before > 0 && length >= LETTERS,
        // What was added at the end of a word, or left out there, makes another word: `talks`, `Ivanova`, `Iranian`.
        ([_], []) | ([], [_]) => before > 0 && after > 0 && length >= LETTERS,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
        slip(word, known.iter().map(|known| (*known, *known)))
    }

    #[test]
    fn one_wrong_letter_in_a_longer_word_is_a_slip() {
        for (word, known) in [
            ("Lavrof", "Lavrov"),
            ("lavrof", "Lavrov"),
            ("tlaks", "talks"),
            ("lief", "life"),
            ("sumary", "summary"),
            ("ocurred", "occurred"),
            ("genva-talks", "geneva-talks"),
            ("geneva_talks", "geneva-talks"),
            ("statedept", "state-dept"),
            ("false-falg-2022", "false-flag-2022"),
            ("Кулеьа", "Кулеба"),
        ] {
            assert_eq!(mended(word, &[known, "elsewhere"]), Some(known), "{word}");
        }
    }

    #[test]
    fn another_word_is_none() {
        for (word, known) in [
            ("ap-1", "ap-2"),
            ("tass-2022-01-19", "tass-2022-01-20"),
            ("exhibit-a", "exhibit-b"),
            ("memo", "memos"),
            ("lists.txt", "list.txt"),
            ("Iran", "Iraq"),
            ("Gambia", "Zambia"),
            ("Bush", "Rush"),
            ("Ivanov", "Ivanova"),
            ("talk", "talks"),
            ("Iran deal", "Iraq deal"),
            ("typical", "atypical"),
            ("Austria", "Australia"),
            ("2022-1", "20221"),
            ("Lawrow", "Lavrov"),
            ("", "a"),
        ] {
            assert_eq!(mended(word, &[known]), None, "{word}");
            assert_eq!(mended(known, &[word]), None, "{known}");
        }
    }

    #[test]
    fn two_that_are_near_are_a_question() {
        assert_eq!(mended("unconfirmd", &["confirmed", "unconfirmed"]), None);
        assert_eq!(mended("Lavrof", &["Lavrov", "Lavron"]), None);
        let same = [("Lavrov", 1), ("lavrova", 1)];
        assert_eq!(slip("Lavrof", same), Some("Lavrov"), "two names of one record");
    }
}
