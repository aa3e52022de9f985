//! Where in a text a name may begin: at the beginning of a word, and at every character that is no part of one.

use std::ops::Range;
use std::sync::LazyLock;

use super::boundary::is_joined;

/// Whether a character is a part of words, for those of up to two bytes: Latin, Greek, Cyrillic, Hebrew, Arabic with their marks. All others
/// are taken one by one, which is right for Chinese and elsewhere only takes longer.
type Joined = [bool; 0x800];

static JOINED: LazyLock<Joined> = LazyLock::new(|| {
    std::array::from_fn(|code| u32::try_from(code).ok().and_then(char::from_u32).is_some_and(is_joined)) //
});

/// Bytes that are looked at together: most of the time goes into finding the ends of words, and is spent there on guessing wrongly how long
/// the next one is.
const BLOCK: usize = u64::BITS as usize;

/// The word or else the character that a text begins with.
pub(super) fn first(text: &str) -> &str {
    if text.is_empty() { text } else { &text[..end_of_first(text.as_bytes(), &JOINED)] }
}

/// Hands out the words of a text and the characters between them, as bytes of it: the marks of ASCII only if they are wanted, and not always
/// in order.
pub(super) fn each(text: &str, with_marks: bool, mut found: impl FnMut(Range<usize>)) {
    let (text, joined) = (text.as_bytes(), &*JOINED);
    let mut at = 0;
    while at < text.len() {
        if let Some(block) = text[at..].first_chunk().filter(|block| block.is_ascii()) {
            let letters = letters(block);
            // The last word may go on behind the block, and is left for the next one.
            let whole = BLOCK - letters.leading_ones() as usize;
            if whole > 0 {
                runs(letters & (u64::MAX >> (BLOCK - whole)), |word| found(at + word.start..at + word.end));
                if with_marks {
                    (at..at + whole).filter(|mark| letters >> (mark - at) & 1 == 0).for_each(|mark| found(mark..mark + 1));
                }
                at += whole;
                continue;
            }
        }
        let end = at + end_of_first(&text[at..], joined);
        found(at..end);
        at = end;
    }
}

/// Whether it is a letter of words in ASCII.
pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// A bit for each letter, the lowest for the first.
fn letters(block: &[u8; BLOCK]) -> u64 {
    let ones = block.map(|byte| u8::from(is_letter(byte)));
    // The product has the lowest bits of eight bytes side by side.
    let bits = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let (eights, _) = ones.as_chunks();
    eights.iter().rev().fold(0, |all, eight| all << 8 | bits(eight))
}

/// Hands out the runs of bits that are set.
fn runs(mut bits: u64, mut found: impl FnMut(Range<usize>)) {
    while bits != 0 {
        let start = bits.trailing_zeros();
        let length = (bits >> start).trailing_ones();
        found(start as usize..(start + length) as usize);
        // A one that is added is carried through the run and clears it.
        bits &= bits.wrapping_add(1 << start);
    }
}

fn end_of_first(text: &[u8], joined: &Joined) -> usize {
    let mut at = 0;
    loop {
        let (code, length) = match (text.get(at), text.get(at + 1)) {
            (Some(byte @ 0..0x80), _) => (usize::from(*byte), 1),
            (Some(byte @ 0xc0..0xe0), Some(next)) => (usize::from(byte & 0x1f) << 6 | usize::from(next & 0x3f), 2),
            (Some(0xe0..0xf0), _) if at == 0 => return 3,
            (Some(0xf0..), _) if at == 0 => return 4,
            _ => return at,
        };
        if !joined[code] {
            return if at == 0 { length } else { at };
        }
        at += length;
    }
}
