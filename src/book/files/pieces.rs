//! A file read piece by piece, so that a large one is never held whole; and the hash of what was read.
//!
//! Must not know: what is in it.

use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::error::{FileError, Kind};

/// A file that is being read.
#[derive(Debug)]
pub struct Pieces<'a> {
    path: String,
    input: Input<'a>,
    largest: u64,
    taken: u64,
}

#[derive(Debug)]
pub(super) enum Input<'a> {
    Disk(File),
    Memory(&'a [u8]),
}

/// What tells whether a file is still as it was: its size, and when it was last changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    bytes: u64,
    changed: Option<SystemTime>,
}

impl Version {
    /// Returns the size of the file.
    #[must_use]
    pub fn bytes(&self) -> usize {
        usize::try_from(self.bytes).unwrap_or(0)
    }
}

impl<'a> Pieces<'a> {
    pub(super) fn new(path: String, input: Input<'a>, largest: u64) -> Self {
        Self { path, input, largest, taken: 0 }
    }

    /// Adds the next bytes to `buffer`, `most` of them, or fewer at the end of the file; returns how many.
    pub fn read(&mut self, buffer: &mut Vec<u8>, most: usize) -> Result<usize, FileError> {
        buffer.reserve(most);
        let most = most as u64;
        let read = match &mut self.input {
            Input::Disk(file) => file.take(most).read_to_end(buffer),
            Input::Memory(rest) => rest.take(most).read_to_end(buffer),
        };
        let read = read.map_err(|error| FileError::new(&self.path, Kind::Io(error)))?;
        self.taken += read as u64;
        if self.taken > self.largest {
            return Err(FileError::new(&self.path, Kind::TooLarge { largest: self.largest }));
        }
        Ok(read)
    }

    /// Returns the version of the file as it is now.
    pub fn version(&self) -> Result<Version, FileError> {
        match &self.input {
            Input::Disk(file) => {
                let metadata = file.metadata().map_err(|error| FileError::new(&self.path, Kind::Io(error)))?;
                Ok(Version { bytes: metadata.len(), changed: metadata.modified().ok() })
            }
            Input::Memory(rest) => Ok(Version { bytes: self.taken + rest.len() as u64, changed: None }),
        }
    }
}

/// A SHA-256 of bytes that come one after the other, unless it is known what it will be.
#[derive(Clone, Debug, Default)]
pub struct Hash {
    running: Sha256,
    known: Option<String>,
}

impl Hash {
    /// Is known.
    pub(super) fn known(sha256: String) -> Self {
        Self { known: Some(sha256), ..Self::default() }
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        if self.known.is_none() {
            self.running.update(bytes);
        }
    }

    /// Returns the hash in lower-case hexadecimal, as `sha256sum` prints it.
    #[must_use]
    pub fn text(self) -> String {
        self.known.unwrap_or_else(|| {
            self.running.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
                write!(text, "{byte:02x}").expect("writing to a string cannot fail");
                text
            })
        })
    }
}
