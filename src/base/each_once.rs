//! What is made of each of some things, when it is first asked for.

use std::hash::Hash;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// A value for each key of a set that is known from the beginning; each is made once, by whichever thread asks first.
#[derive(Debug)]
pub struct EachOnce<K, V>(FxHashMap<K, OnceLock<V>>);

impl<K, V> Default for EachOnce<K, V> {
    fn default() -> Self {
        EachOnce(FxHashMap::default())
    }
}

impl<K: Eq + Hash, V> EachOnce<K, V> {
    /// For these keys.
    pub fn of(keys: impl IntoIterator<Item = K>) -> EachOnce<K, V> {
        EachOnce(keys.into_iter().map(|key| (key, OnceLock::new())).collect())
    }

    /// The value of a key; `None` for one that was not named.
    pub fn get(&self, key: &K, make: impl FnOnce() -> V) -> Option<&V> {
        Some(self.0.get(key)?.get_or_init(make))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once() {
        let values = EachOnce::of([1, 2]);
        assert_eq!((values.get(&1, || 10), values.get(&1, || 11), values.get(&3, || 12)), (Some(&10), Some(&10), None));
    }
}
