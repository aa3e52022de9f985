//! Remembering what pure functions returned, for as long as somebody asks.

use std::hash::Hash;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustc_hash::FxHashMap;

/// A cache whose entries live only as long as every generation asks for them.
///
/// A generation is one snapshot: [`Memo::retire`] drops all entries that were not asked for since the last call, so memory follows the
/// site and nothing needs to be invalidated by hand, if the key says all that a value depends on; else [`Memo::keep`] is called whenever
/// the rest has changed. Values must hold stable keys, never an arena's ids, which change meaning between snapshots.
pub struct Memo<K, V> {
    entries: Mutex<FxHashMap<K, Entry<V>>>,
    misses: AtomicUsize,
}

struct Entry<V> {
    value: V,
    wanted: bool,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo { entries: Mutex::default(), misses: AtomicUsize::new(0) }
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// The remembered value for `key`, else that of `make`, remembered. Two threads that miss at once both make it; they agree, since
    /// `make` is pure.
    pub fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        if let Some(entry) = self.lock().get_mut(&key) {
            entry.wanted = true;
            return entry.value.clone();
        }
        let value = make();
        self.misses.fetch_add(1, Ordering::Relaxed);
        self.lock().insert(key, Entry { value: value.clone(), wanted: true });
        value
    }

    /// Ends a generation: forgets what it did not ask for.
    pub fn retire(&self) {
        self.lock().retain(|_, entry| std::mem::take(&mut entry.wanted));
    }

    /// Forgets all values but those that still hold, by their keys.
    pub fn keep(&self, holds: impl Fn(&K) -> bool) {
        self.lock().retain(|key, _| holds(key));
    }

    /// How many values were made rather than remembered since the memo began: what tests of incremental work look at.
    pub fn misses(&self) -> usize {
        self.misses.load(Ordering::Relaxed)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, FxHashMap<K, Entry<V>>> {
        self.entries.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_live_while_they_are_wanted() {
        let memo = Memo::default();
        assert_eq!(memo.get(1, || 10), 10);
        assert_eq!(memo.get(1, || 11), 10);
        memo.retire();
        assert_eq!(memo.get(1, || 12), 10);
        memo.retire();
        memo.retire();
        assert_eq!(memo.get(1, || 13), 13);
        assert_eq!(memo.misses(), 2);
    }

    #[test]
    fn entries_are_forgotten_when_they_hold_no_more() {
        let memo = Memo::default();
        assert_eq!([1, 2, 3].map(|key| memo.get(key, || 10)), [10; 3]);
        memo.keep(|key| *key != 2);
        assert_eq!([1, 2, 3].map(|key| memo.get(key, || 11)), [10, 11, 10]);
    }
}
