//! Bytes that there is no room for in memory: a file without a name in a folder for temporary files, which is gone when the
//! program ends, however it ends.
//!
//! What cannot be written or read back is noted once, and told to whoever asks before the data are used for anything.
//! Must not know: what the bytes mean.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

/// How many bytes are written or read at a time.
const PIECE: usize = if cfg!(test) { 48 } else { 48 << 15 };

/// A temporary file.
#[derive(Debug)]
pub(super) struct Scratch {
    folder: PathBuf,
    /// Made when the first bytes come; where they end.
    file: Mutex<Option<(File, u64)>>,
    fault: OnceLock<io::Error>,
    /// How many more times it can be read.
    #[cfg(test)]
    reads: std::sync::atomic::AtomicUsize,
}

impl Scratch {
    /// Will be a file in a folder.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            file: Mutex::new(None),
            fault: OnceLock::new(),
            #[cfg(test)]
            reads: usize::MAX.into(),
        }
    }

    /// The same file, which cannot be read any more after some reads.
    #[cfg(test)]
    pub(super) fn failing_after(self, reads: usize) -> Self {
        Self { reads: reads.into(), ..self }
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
            #[cfg(test)]
            if self.reads.fetch_sub(1, std::sync::atomic::Ordering::Relaxed) == 0 {
                return Err(io::Error::other("made to fail"));
            }
            let (file, _) = file.as_mut().ok_or(io::ErrorKind::NotFound)?;
            let mut bytes = vec![0; count];
            file.seek(SeekFrom::Start(from))?;
            file.read_exact(&mut bytes)?;
            Ok(bytes)
        })
    }

    /// Puts many small pieces, a larger one at a time; returns where the first begins. Nobody else puts any meanwhile.
    pub(super) fn put_all<const N: usize>(&self, pieces: impl Iterator<Item = [u8; N]>) -> u64 {
        let (mut first, mut buffer) = (None, Vec::with_capacity(PIECE + N));
        for piece in pieces {
            buffer.extend_from_slice(&piece);
            if buffer.len() >= PIECE {
                first = first.or(Some(self.put(&buffer)));
                buffer.clear();
            }
        }
        let last = self.put(&buffer);
        first.unwrap_or(last)
    }

    /// Returns bytes that were put there, a piece at a time, so that they are never in memory whole: all pieces but the last are of a
    /// length that records of 24, 16 and 12 bytes divide. What cannot be read is left out.
    pub(super) fn pieces(&self, from: u64, count: usize) -> impl Iterator<Item = Vec<u8>> {
        let starts = (0..count).step_by(PIECE);
        starts.filter_map(move |start| self.get(from + start as u64, PIECE.min(count - start)))
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
