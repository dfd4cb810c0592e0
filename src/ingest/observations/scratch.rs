//! Bytes that there is no room for in memory: a file without a name in a folder for temporary files, which is gone when the
//! program ends, however it ends.
//!
//! What cannot be written or read back is noted once, and told to whoever asks before the data are used for anything.
//! Must not know: what the bytes mean.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

/// A temporary file.
#[derive(Debug)]
pub(super) struct Scratch {
    folder: PathBuf,
    /// Made when the first bytes come; where they end.
    file: Mutex<Option<(File, u64)>>,
    fault: OnceLock<io::Error>,
}

impl Scratch {
    /// Will be a file in a folder.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, file: Mutex::new(None), fault: OnceLock::new() }
    }

    /// Puts bytes behind those that are there; returns where they begin.
    pub(super) fn put(&self, bytes: &[u8]) -> u64 {
        self.tried(|file| {
            if file.is_none() {
                *file = Some((tempfile::tempfile_in(&self.folder)?, 0));
            }
            let Some((file, end)) = file else { return Ok(0) };
            let from = *end;
            file.seek(SeekFrom::Start(from))?;
            file.write_all(bytes)?;
            *end += bytes.len() as u64;
            Ok(from)
        })
        .unwrap_or(0)
    }

    /// Returns bytes that were put there; `None` if they cannot be read.
    pub(super) fn get(&self, from: u64, count: usize) -> Option<Vec<u8>> {
        self.tried(|file| {
            let (file, _) = file.as_mut().ok_or(io::ErrorKind::NotFound)?;
            let mut bytes = vec![0; count];
            file.seek(SeekFrom::Start(from))?;
            file.read_exact(&mut bytes)?;
            Ok(bytes)
        })
    }

    /// Nothing is tried again after a fault.
    fn tried<T>(&self, work: impl FnOnce(&mut Option<(File, u64)>) -> io::Result<T>) -> Option<T> {
        if self.fault.get().is_some() {
            return None;
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut file).map_err(|error| self.fault.set(error)).ok()
    }

    /// Returns what went wrong first, and in which folder.
    pub(super) fn fault(&self) -> Option<(&PathBuf, &io::Error)> {
        self.fault.get().map(|error| (&self.folder, error))
    }
}

#[cfg(test)]
mod tests;
