//! A file of text, read a piece at a time as often as it is needed, and so never held whole, be it a gigabyte.
//!
//! The first reading hashes it and looks at its encoding; whether it is the same file later, its version tells. What is
//! small, or has to be decoded, is held. Must not know: lines and cells.

use crate::book::{FileError, Files, Hash, Version};
use crate::ingest::table::{Bytes, Fault, changed, unreadable};

use super::encoding;

/// How many bytes are read at a time: they stay in the processor's cache between reading and use. In tests most records
/// meet the end of a piece.
const PIECE: usize = if cfg!(test) { 64 } else { 1 << 18 };

/// A file of UTF-8 text in lines.
pub(in crate::ingest) struct TextFile {
    files: Files,
    path: String,
    version: Version,
    /// The length of its byte order mark.
    mark: usize,
}

/// What a reader did with a piece.
pub(super) enum Progress {
    /// It is done with so many bytes, and wants the others again with what follows them.
    Done(usize),
    /// It needs no more.
    Enough,
}

/// Reads a file for the first time; returns its hash as well.
pub(in crate::ingest) fn open(files: &Files, path: &str, encoding: Option<&str>) -> Result<(String, Bytes), FileError> {
    let mut pieces = files.open(path)?;
    let version = pieces.version()?;
    let (mut hash, mut buffer) = (files.hash_of(path), Vec::new());
    let mut read = pieces.read(&mut buffer, PIECE)?;
    hash.update(&buffer);
    let mark = encoding::mark_of_plain_text(&buffer, encoding).filter(|_| read == PIECE);
    let (mut is_plain, mut has_lines) = (mark.is_some(), false);
    while is_plain {
        has_lines = has_lines || buffer.contains(&b'\n');
        let valid = match std::str::from_utf8(&buffer) {
            Ok(_) => buffer.len(),
            // A character may go on in the next piece.
            Err(error) if error.error_len().is_none() && read == PIECE => error.valid_up_to(),
            Err(_) => {
                is_plain = false;
                break;
            }
        };
        if read < PIECE {
            break;
        }
        buffer.drain(..valid);
        let kept = buffer.len();
        read = pieces.read(&mut buffer, PIECE)?;
        hash.update(&buffer[kept..]);
    }
    match mark.filter(|_| is_plain && has_lines) {
        Some(mark) => {
            let file = TextFile { files: files.clone(), path: path.to_owned(), version, mark };
            Ok((told(files, path, hash), Bytes::Text(file)))
        }
        None if read < PIECE && mark.is_none() => Ok((told(files, path, hash), Bytes::Held(buffer))),
        None => {
            let bytes = files.read(path)?;
            Ok((crate::book::sha256(&bytes), Bytes::Held(bytes)))
        }
    }
}

/// Returns the hash of a whole file as text, and has it noted.
fn told(files: &Files, path: &str, hash: Hash) -> String {
    let hash = hash.text();
    files.hashed(path, &hash);
    hash
}

impl TextFile {
    /// Hands the text on, in pieces that end with a line, or with the file.
    pub(super) fn pieces(&self, take: &mut impl FnMut(&str, bool) -> Progress) -> Result<(), Fault> {
        let mut pieces = self.files.open(&self.path).map_err(|error| unreadable(&error))?;
        let mut buffer = Vec::new();
        pieces.read(&mut buffer, self.mark).map_err(|error| unreadable(&error))?;
        buffer.clear();
        loop {
            // A record that a piece cannot hold is read again with as much text once more, not with a piece more each time.
            let most = PIECE.max(buffer.len());
            let read = pieces.read(&mut buffer, most).map_err(|error| unreadable(&error))?;
            let is_last = read < most;
            let end = if is_last { Some(buffer.len()) } else { buffer.iter().rposition(|byte| *byte == b'\n') };
            let Some(end) = end else { continue };
            let text = buffer.get(..=end).unwrap_or(&buffer);
            let text = std::str::from_utf8(text).map_err(|_| changed())?;
            match take(text, is_last) {
                Progress::Enough => return Ok(()),
                Progress::Done(_) if is_last => break,
                Progress::Done(bytes) => drop(buffer.drain(..bytes)),
            }
        }
        let now = pieces.version().map_err(|error| unreadable(&error))?;
        if now == self.version { Ok(()) } else { Err(changed()) }
    }
}
