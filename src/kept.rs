//! Values as they are kept, between two runs or while nobody looks at them: bytes that only the program that wrote them reads again.
//!
//! Figures of one table have their formula, their call and their ids in common ([`shared`]): such a part is written once, and
//! is one value in memory again when it is read.
//!
//! Must not know: what the values are, where the bytes go.

#[cfg(test)]
mod tests;

use std::any::Any;
use std::cell::RefCell;
use std::hash::Hasher;
use std::io::Write;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use xxhash_rust::xxh3::{Xxh3Default, xxh3_128};

use crate::lookup::Lookup;

/// Parts that several owners share, by the order in which they were first met.
#[derive(Default)]
struct Pool {
    /// While values are written: the number of each part, by its address. Nothing is freed meanwhile.
    written: Lookup<usize, u32>,
    /// While values are read: the parts, each an `Arc`.
    read: Vec<Box<dyn Any>>,
    /// The last of the texts that follow each other ([`following`]).
    last: String,
}

thread_local! {
    /// The parts of the value that this thread is writing or reading.
    static POOL: RefCell<Pool> = RefCell::default();
}

/// Returns a value as bytes; `None` if it has parts that have no such form.
pub(crate) fn to_bytes<T: Serialize>(value: &T) -> Option<Vec<u8>> {
    alone(|| postcard::to_allocvec(value).ok())
}

/// Writes a value as [`to_bytes`] would return it, for values of which there is no room for a second one in memory.
pub(crate) fn write<T: Serialize>(value: &T, out: &mut dyn Write) -> std::io::Result<()> {
    alone(|| postcard::to_io(value, out).map(drop).map_err(std::io::Error::other))
}

/// Returns a value from its bytes; `None` if they are no such value.
pub(crate) fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    alone(|| postcard::from_bytes(bytes).ok())
}

/// Returns the value at the beginning of some bytes, and what follows it.
pub(crate) fn first_from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Option<(T, &[u8])> {
    alone(|| postcard::take_from_bytes(bytes).ok())
}

/// A checksum of bytes that come piece by piece: it finds damage and change, not fraud, at the speed of memory.
#[derive(Clone, Default)]
pub(crate) struct Checksum(Xxh3Default);

impl Checksum {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// A shorter one, as a number.
    pub(crate) fn number(&self) -> u64 {
        self.0.digest()
    }

    /// In hexadecimal, of [`CHECKSUM_LENGTH`] digits.
    pub(crate) fn text(&self) -> String {
        format!("{:032x}", self.0.digest128())
    }
}

/// A checksum of a value as [`Hash`](std::hash::Hash) feeds it, for what is compared with what this program saw on this machine.
#[derive(Clone, Default)]
pub(crate) struct Fingerprint {
    checksum: Checksum,
    /// Values are fed a few bytes at a time.
    buffer: Vec<u8>,
}

impl Fingerprint {
    /// How many bytes are added up at a time.
    const PIECE: usize = 1 << 12;

    /// In hexadecimal.
    pub(crate) fn text(&self) -> String {
        self.all().text()
    }

    fn all(&self) -> Checksum {
        let mut checksum = self.checksum.clone();
        checksum.update(&self.buffer);
        checksum
    }
}

impl Hasher for Fingerprint {
    fn write(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() > Self::PIECE {
            self.checksum.update(&self.buffer);
            self.buffer.clear();
        }
    }

    fn finish(&self) -> u64 {
        self.all().number()
    }
}

/// How long the text of a checksum is.
pub(crate) const CHECKSUM_LENGTH: usize = 32;

/// Returns the checksum of some bytes.
pub(crate) fn checksum(bytes: &[u8]) -> String {
    format!("{:032x}", xxh3_128(bytes))
}

/// Bytes that are kept as they are, millions at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// What bytes come as.
        struct Visitor;

        impl serde::de::Visitor<'_> for Visitor {
            type Value = Bytes;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
        }

        deserializer.deserialize_bytes(Visitor)
    }
}

/// Does something with a pool of its own, also where that is a part of something else.
fn alone<T>(work: impl FnOnce() -> T) -> T {
    let outer = POOL.take();
    let done = work();
    POOL.set(outer);
    done
}

/// For `#[serde(with = …)]`: an `Arc` whose value is written once.
pub(crate) mod shared {
    use super::{Any, Arc, POOL, Serialize};

    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<T, S>(part: &Arc<T>, serializer: S) -> Result<S::Ok, S::Error>
    where
        T: ?Sized,
        Arc<T>: Serialize,
        S: Serializer,
    {
        let address = Arc::as_ptr(part).cast::<()>().addr();
        let (number, is_new) = POOL.with_borrow_mut(|pool| {
            let next = u32::try_from(pool.written.len()).unwrap_or(u32::MAX);
            let number = *pool.written.entry(address).or_insert(next);
            (number, number == next)
        });
        (number, is_new.then_some(part)).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, T, D>(deserializer: D) -> Result<Arc<T>, D::Error>
    where
        T: ?Sized + 'static,
        Arc<T>: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        let (number, new) = <(u32, Option<Arc<T>>)>::deserialize(deserializer)?;
        POOL.with_borrow_mut(|pool| match new {
            Some(part) => {
                // Parts within a part are met before it is whole, and numbered after it: see `serialize`.
                let number = number as usize;
                if pool.read.len() <= number {
                    pool.read.resize_with(number + 1, || Box::new(()) as Box<dyn Any>);
                }
                pool.read[number] = Box::new(Arc::clone(&part));
                Ok(part)
            }
            None => pool
                .read
                .get(number as usize)
                .and_then(|known| known.downcast_ref::<Arc<T>>())
                .cloned()
                .ok_or_else(|| serde::de::Error::custom("a shared part that was not met before")),
        })
    }
}

/// For `#[serde(with = …)]`: a text of many of which each mostly begins as the one before. Only what is new of it is written.
pub(crate) mod following {
    use super::{POOL, Serialize};

    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        let common = POOL.with_borrow_mut(|pool| {
            let alike = text.bytes().zip(pool.last.bytes()).take_while(|(one, other)| one == other).count();
            let common = text.floor_char_boundary(alike);
            // What is alike up to here is of one length in both.
            pool.last.truncate(common);
            pool.last.push_str(&text[common..]);
            common
        });
        (common, &text[common..]).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        let (common, rest) = <(usize, &str)>::deserialize(deserializer)?;
        POOL.with_borrow_mut(|pool| {
            if !pool.last.is_char_boundary(common) {
                return Err(serde::de::Error::custom("a text that follows none"));
            }
            pool.last.truncate(common);
            pool.last.push_str(rest);
            Ok(pool.last.clone())
        })
    }
}

/// As [`shared`], where there may be none.
pub(crate) mod shared_option {
    use super::{Arc, Serialize};

    use serde::{Deserialize, Deserializer, Serializer};

    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(bound(serialize = "Arc<T>: Serialize", deserialize = "T: 'static, Arc<T>: Deserialize<'de>"))]
    struct Part<T: ?Sized>(#[serde(with = "super::shared")] Arc<T>);

    pub(crate) fn serialize<T, S>(part: &Option<Arc<T>>, serializer: S) -> Result<S::Ok, S::Error>
    where
        T: ?Sized,
        Arc<T>: Serialize,
        S: Serializer,
    {
        part.as_ref().map(|part| Part(Arc::clone(part))).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, T, D>(deserializer: D) -> Result<Option<Arc<T>>, D::Error>
    where
        T: ?Sized + 'static,
        Arc<T>: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Ok(Option::<Part<T>>::deserialize(deserializer)?.map(|Part(part)| part))
    }
}
