//! Where the files of an output go as they are made, and what of the last one may be taken again.
//!
//! A large book has more output than there should be memory for: whoever makes a file hands it on and forgets it.
//! Must not know: folders, what the bytes mean.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::Result;

/// Takes the files of an output in any order, from any thread.
pub(crate) trait Output: Sync {
    /// Takes a file.
    ///
    /// # Errors
    /// When it cannot be kept, or the path is not one that a file may have.
    fn put(&self, path: &str, bytes: Cow<'_, [u8]>) -> Result<()>;

    /// Begins a file that comes piece by piece.
    ///
    /// # Errors
    /// As for [`Output::put`].
    fn begin<'o>(&'o self, path: &str) -> Result<Box<dyn Growing + 'o>>;
}

/// A file that comes piece by piece.
pub(crate) trait Growing: Send {
    /// Takes what follows.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn add(&mut self, bytes: &[u8]) -> Result<()>;

    /// Takes the file as it is.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn end(self: Box<Self>) -> Result<()>;
}

/// An output in memory.
#[derive(Debug, Default)]
pub(crate) struct InMemory(Mutex<BTreeMap<String, Vec<u8>>>);

impl InMemory {
    /// Returns the files by path.
    #[must_use]
    pub(crate) fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Output for InMemory {
    fn put(&self, path: &str, bytes: Cow<'_, [u8]>) -> Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes.into_owned());
        Ok(())
    }

    fn begin<'o>(&'o self, path: &str) -> Result<Box<dyn Growing + 'o>> {
        Ok(Box::new(GrowingBytes { output: self, path: path.to_owned(), bytes: Vec::new() }))
    }
}

struct GrowingBytes<'o> {
    output: &'o InMemory,
    path: String,
    bytes: Vec<u8>,
}

impl Growing for GrowingBytes<'_> {
    fn add(&mut self, bytes: &[u8]) -> Result<()> {
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn end(self: Box<Self>) -> Result<()> {
        self.output.put(&self.path, Cow::Owned(self.bytes))
    }
}

/// What the last output was made from, piece by piece: a piece that would be made from the same again is taken as it stands
/// there. An empty key says that it is not known from what: such a piece is neither taken nor noted.
pub(crate) trait Earlier: Sync {
    /// Returns a piece that was made from what `key` says.
    fn take(&self, name: &str, key: &str) -> Option<Vec<u8>>;
    /// Notes from what a piece of the new output is made, and where it stands.
    fn note(&self, name: &str, key: &str, stands: Stands<'_>);
}

/// Where a piece of an output stands.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stands<'a> {
    /// In a file of the output, from a byte on.
    In { file: &'a str, from: usize, bytes: &'a [u8] },
    /// Nowhere: it is kept itself.
    Aside(&'a [u8]),
}

/// Nothing was made before.
pub(crate) struct Never;

impl Earlier for Never {
    fn take(&self, _: &str, _: &str) -> Option<Vec<u8>> {
        None
    }

    fn note(&self, _: &str, _: &str, _: Stands<'_>) {}
}
