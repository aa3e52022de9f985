//! A pack: many objects in one file, most of them as what they differ in from another one, with an index beside it. See gitformat-pack(5).

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use flate2::bufread::ZlibDecoder;

use super::store::Kind;
use super::{GitError, Oid};

/// How many objects in a row may each be what differs from the next, as in git.
const MAX_DELTAS: usize = 4095;

/// Where things are in an index of version 2: after the mark and the version, how many names begin with each byte or a lower one.
const FANOUT: usize = 8;
const NAMES: usize = FANOUT + 256 * 4;

/// A pack and its index.
pub(super) struct Pack {
    path: PathBuf,
    index: Vec<u8>,
    count: usize,
    file: Mutex<BufReader<File>>,
}

/// What is read of a pack.
pub(super) enum Packed {
    /// An object.
    Whole(Kind, Vec<u8>),
    /// More than was asked for.
    TooLarge,
}

/// What stands at a place in a pack.
struct Entry {
    is: Is,
    /// Size of what follows once it is unpacked, in bytes.
    size: u64,
    /// Where that begins.
    at: u64,
}

enum Is {
    Object(Kind),
    /// What differs from the object at that place.
    From(u64),
}

impl Pack {
    /// Opens the pack whose index this is.
    pub(super) fn open(path: &Path) -> Result<Pack, GitError> {
        let index = std::fs::read(path).map_err(|error| GitError::Io(path.to_owned(), error))?;
        let wrong = |what: &str| GitError::Damaged(format!("{} {what}", path.display()));
        if !index.starts_with(b"\xfftOc\0\0\0\x02") {
            return Err(GitError::Unread(format!("{} is no index of version 2, the one that is read", path.display())));
        }
        let count = number(&index, FANOUT + 255 * 4).ok_or_else(|| wrong("is cut short"))? as usize;
        // A name, a checksum, a place; two checksums of the whole.
        if index.len() < NAMES + count * (20 + 4 + 4) + 40 {
            return Err(wrong("is cut short"));
        }
        let path = path.with_extension("pack");
        let file = File::open(&path).map_err(|error| GitError::Io(path.clone(), error))?;
        Ok(Pack { path, index, count, file: Mutex::new(BufReader::new(file)) })
    }

    /// Where an object begins.
    pub(super) fn find(&self, id: Oid) -> Option<u64> {
        let first = self.lower_bound(id);
        (first < self.count && self.name(first)? == id).then(|| self.place(first)).flatten()
    }

    /// The objects whose names begin with these digits.
    pub(super) fn beginning_with(&self, digits: &str) -> Vec<Oid> {
        let Some(least) = Oid::parse(&format!("{digits:0<40}")) else { return Vec::new() };
        let names = (self.lower_bound(least)..self.count).map_while(|n| self.name(n));
        names.take_while(|id| id.to_string().starts_with(digits)).collect()
    }

    /// The object at a place, if it and what it is made of are not larger than that.
    pub(super) fn read(&self, at: u64, largest: u64) -> Result<Packed, GitError> {
        let mut deltas: Vec<Vec<u8>> = Vec::new();
        let mut entry = self.entry(at)?;
        loop {
            if entry.size > largest {
                return Ok(Packed::TooLarge);
            }
            let bytes = self.unpack(&entry, entry.size)?;
            match entry.is {
                Is::Object(kind) => {
                    let mut object = bytes;
                    for delta in deltas.iter().rev() {
                        let sizes = ends(&mut delta.as_slice());
                        if sizes.is_some_and(|(_, made)| made > largest) {
                            return Ok(Packed::TooLarge);
                        }
                        object = applied(&object, &mut delta.as_slice()).ok_or_else(|| self.damaged())?;
                    }
                    return Ok(Packed::Whole(kind, object));
                }
                Is::From(_) if deltas.len() == MAX_DELTAS => return Err(self.damaged()),
                Is::From(base) => {
                    deltas.push(bytes);
                    entry = self.entry(base)?;
                }
            }
        }
    }

    /// The size of the object at a place.
    pub(super) fn size(&self, at: u64) -> Result<u64, GitError> {
        let entry = self.entry(at)?;
        match entry.is {
            Is::Object(_) => Ok(entry.size),
            // Two numbers of at most ten bytes stand first.
            Is::From(_) => {
                let head = self.unpack(&entry, entry.size.min(20))?;
                ends(&mut head.as_slice()).map(|(_, size)| size).ok_or_else(|| self.damaged())
            }
        }
    }

    fn name(&self, n: usize) -> Option<Oid> {
        let at = NAMES + n * 20;
        Some(Oid(self.index.get(at..at + 20)?.try_into().ok()?))
    }

    /// How many names are lower.
    fn lower_bound(&self, id: Oid) -> usize {
        let upto = |byte: usize| number(&self.index, FANOUT + byte * 4).map_or(0, |count| (count as usize).min(self.count));
        let byte = usize::from(id.0[0]);
        let (mut low, mut high) = (if byte == 0 { 0 } else { upto(byte - 1) }, upto(byte));
        while low < high {
            let middle = low.midpoint(high);
            match self.name(middle) {
                Some(name) if name < id => low = middle + 1,
                _ => high = middle,
            }
        }
        low
    }

    /// Where the object of that number begins. Places beyond 2 GiB stand in a table of their own.
    fn place(&self, n: usize) -> Option<u64> {
        let places = NAMES + self.count * (20 + 4);
        let place = number(&self.index, places + n * 4)?;
        if place >> 31 == 0 {
            return Some(u64::from(place));
        }
        let at = places + self.count * 4 + (place & 0x7fff_ffff) as usize * 8;
        Some(u64::from_be_bytes(self.index.get(at..at + 8)?.try_into().ok()?))
    }

    fn entry(&self, start: u64) -> Result<Entry, GitError> {
        // The head, and the name of another object or the way back to it.
        let head = self.bytes(start, 10 + 20)?;
        let entry = || {
            let mut rest = head.as_slice();
            let first = byte(&mut rest)?;
            let mut size = u64::from(first & 15);
            let (mut last, mut shift) = (first, 4);
            while last & 128 != 0 {
                last = byte(&mut rest)?;
                size |= u64::from(last & 127).checked_shl(shift)?;
                shift += 7;
            }
            let is = match first >> 4 & 7 {
                1 => Is::Object(Kind::Commit),
                2 => Is::Object(Kind::Tree),
                3 => Is::Object(Kind::Blob),
                4 => Is::Object(Kind::Tag),
                6 => Is::From(start.checked_sub(way_back(&mut rest)?).filter(|base| *base < start)?),
                7 => {
                    let base = Oid(rest.get(..20)?.try_into().ok()?);
                    rest = &rest[20..];
                    Is::From(self.find(base)?)
                }
                _ => return None,
            };
            Some(Entry { is, size, at: start + (head.len() - rest.len()) as u64 })
        };
        entry().ok_or_else(|| self.damaged())
    }

    /// So many bytes from a place on, or fewer where the file ends.
    fn bytes(&self, at: u64, most: u64) -> Result<Vec<u8>, GitError> {
        let mut bytes = Vec::new();
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let read = file.seek(SeekFrom::Start(at)).and_then(|_| file.by_ref().take(most).read_to_end(&mut bytes));
        read.map_err(|error| GitError::Io(self.path.clone(), error))?;
        Ok(bytes)
    }

    /// The first bytes of what an entry holds.
    fn unpack(&self, entry: &Entry, most: u64) -> Result<Vec<u8>, GitError> {
        let mut bytes = Vec::new();
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(entry.at)).map_err(|error| GitError::Io(self.path.clone(), error))?;
        match ZlibDecoder::new(&mut *file).take(most).read_to_end(&mut bytes) {
            Ok(read) if read as u64 == most => Ok(bytes),
            _ => Err(self.damaged()),
        }
    }

    fn damaged(&self) -> GitError {
        GitError::Damaged(format!("{} is not as its index says", self.path.display()))
    }
}

/// What a delta makes of an object.
fn applied(base: &[u8], delta: &mut &[u8]) -> Option<Vec<u8>> {
    let (from, to) = ends(delta)?;
    if from != base.len() as u64 {
        return None;
    }
    let to = usize::try_from(to).ok()?;
    let mut made = Vec::with_capacity(to);
    while !delta.is_empty() {
        let order = byte(delta)?;
        let part = match order {
            0 => return None,
            // These bytes.
            1..=127 => {
                let (part, rest) = delta.split_at_checked(usize::from(order))?;
                *delta = rest;
                part
            }
            // Bytes of the base: which of the four bytes of a place and the three of a length follow, the seven low bits say.
            _ => {
                let mut field = |bits: std::ops::Range<u32>| {
                    let first = bits.start;
                    bits.filter(|bit| order >> bit & 1 != 0)
                        .try_fold(0, |value, bit| Some(value | usize::from(byte(delta)?) << (8 * (bit - first))))
                };
                let (at, length) = (field(0..4)?, field(4..7)?);
                base.get(at..at.checked_add(if length == 0 { 1 << 16 } else { length })?)?
            }
        };
        if made.len() + part.len() > to {
            return None;
        }
        made.extend_from_slice(part);
    }
    (made.len() == to).then_some(made)
}

/// The sizes with which a delta begins: of what it is made from, and of what it makes.
fn ends(delta: &mut &[u8]) -> Option<(u64, u64)> {
    let mut size = || {
        let (mut size, mut shift) = (0, 0);
        loop {
            let byte = byte(delta)?;
            size |= u64::from(byte & 127).checked_shl(shift)?;
            shift += 7;
            if byte & 128 == 0 {
                return Some(size);
            }
        }
    };
    Some((size()?, size()?))
}

/// How far before its own place the base of a delta begins.
fn way_back(rest: &mut &[u8]) -> Option<u64> {
    let mut last = byte(rest)?;
    let mut way = u64::from(last & 127);
    while last & 128 != 0 {
        last = byte(rest)?;
        way = way.checked_add(1)?.checked_mul(128)? | u64::from(last & 127);
    }
    Some(way)
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    Some(*first)
}

/// The four bytes at a place as a number.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
