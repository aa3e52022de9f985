//! Identity: interned public names, and dense typed indices that live in one snapshot only.

use std::fmt;
use std::hash::{BuildHasher, Hash, Hasher};
use std::marker::PhantomData;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use rustc_hash::{FxBuildHasher, FxHashSet};
use serde::{Serialize, Serializer};

/// In several parts, so that threads which intern at once seldom wait for each other.
static POOL: LazyLock<[RwLock<FxHashSet<&'static str>>; 16]> = LazyLock::new(Default::default);

/// An interned string: a record's public id or a file's path.
///
/// Copying is free, equality is one comparison of addresses, order is that of the text, so nothing that is
/// sorted by keys depends on the order in which they were made. The text is kept for the life of the process:
/// a site has few distinct ids, and a preview adds only those an editor types.
#[derive(Clone, Copy, Eq)]
pub struct Key(&'static str);

impl Key {
    /// The key of this text.
    pub fn new(text: &str) -> Key {
        let part = &POOL[(FxBuildHasher.hash_one(text) >> 32 & 15) as usize];
        if let Some(known) = part.read().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Key(known);
        }
        let mut pool = part.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have been faster between the two locks.
        if let Some(known) = pool.get(text) {
            return Key(known);
        }
        let kept: &'static str = Box::leak(text.into());
        pool.insert(kept);
        Key(kept)
    }

    /// The text itself.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Key) -> std::cmp::Ordering {
        self.0.cmp(other.0)
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Key) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Key {
    /// Hashes the text, not its address: fingerprints must agree between processes.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

/// The place of a `T` in its [`Arena`]. Valid within one snapshot; never kept in a memo.
pub struct Id<T>(u32, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// The index behind the id.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// All records of one kind, in one order, found by typed [`Id`]. Records are shared, so that a snapshot costs no copies.
#[derive(Debug, Clone)]
pub struct Arena<T>(Vec<Arc<T>>);

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Arena(Vec::new())
    }
}

impl<T> Arena<T> {
    /// Adds a value and returns its id.
    pub fn push(&mut self, value: Arc<T>) -> Id<T> {
        let id = Id(u32::try_from(self.0.len()).unwrap_or(u32::MAX), PhantomData);
        self.0.push(value);
        id
    }

    /// Puts another value in the place of one.
    pub fn replace(&mut self, id: Id<T>, value: Arc<T>) {
        self.0[id.index()] = value;
    }

    /// The shared record itself.
    pub fn share(&self, id: Id<T>) -> Arc<T> {
        self.0[id.index()].clone()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All ids, in order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = Id<T>> + use<T> {
        (0..self.0.len() as u32).map(|n| Id(n, PhantomData))
    }

    /// All ids with their values, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Id<T>, &T)> {
        self.0.iter().enumerate().map(|(n, value)| (Id(n as u32, PhantomData), &**value))
    }

    /// All values, in order.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &T> {
        self.0.iter().map(|value| &**value)
    }
}

impl<T> std::ops::Index<Id<T>> for Arena<T> {
    type Output = T;
    fn index(&self, id: Id<T>) -> &T {
        &self.0[id.index()]
    }
}
