//! Fingerprints: 128 bits of BLAKE3 that stand for a value in memo keys and in the output's map.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Serialize, Serializer};

/// A 128-bit content hash. Equal fingerprints are taken as equal contents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fingerprint(pub [u8; 16]);

impl Fingerprint {
    /// The fingerprint of some bytes.
    pub fn of_bytes(bytes: &[u8]) -> Fingerprint {
        Fingerprint::cut(blake3::hash(bytes))
    }

    /// The fingerprint of a value through its `Hash`. The same in every process of one build of the program.
    pub fn of<T: Hash + ?Sized>(value: &T) -> Fingerprint {
        let mut hasher = Blake::default();
        value.hash(&mut hasher);
        hasher.fingerprint()
    }

    fn cut(hash: blake3::Hash) -> Fingerprint {
        let mut short = [0; 16];
        short.copy_from_slice(&hash.as_bytes()[..16]);
        Fingerprint(short)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Feeds what `Hash` implementations write into BLAKE3, in blocks, since most writes are a few bytes.
struct Blake {
    state: blake3::Hasher,
    block: Vec<u8>,
}

impl Default for Blake {
    fn default() -> Self {
        // Most of what is hashed is small, and there is very much of it.
        Blake { state: blake3::Hasher::new(), block: Vec::with_capacity(512) }
    }
}

impl Blake {
    const BLOCK: usize = 8 << 10;

    fn fingerprint(mut self) -> Fingerprint {
        self.state.update(&self.block);
        Fingerprint::cut(self.state.finalize())
    }
}

impl Hasher for Blake {
    fn write(&mut self, bytes: &[u8]) {
        if self.block.len() + bytes.len() > Blake::BLOCK {
            self.state.update(&self.block);
            self.block.clear();
        }
        if bytes.len() >= Blake::BLOCK {
            self.state.update(bytes);
        } else {
            self.block.extend_from_slice(bytes);
        }
    }

    /// Only `Fingerprint::of` reads the result, and it reads all 128 bits.
    fn finish(&self) -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_differ_anywhere_differ() {
        let long = "x".repeat(20_000);
        assert_ne!(Fingerprint::of("a"), Fingerprint::of("b"));
        assert_ne!(Fingerprint::of(&("ab", "c")), Fingerprint::of(&("a", "bc")));
        assert_ne!(Fingerprint::of(&long), Fingerprint::of(&long[1..]));
        assert_eq!(Fingerprint::of(&vec![1, 2]), Fingerprint::of(&vec![1, 2]));
    }
}
