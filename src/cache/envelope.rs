//! A memory as bytes: a line that names the format and the checksum of the rest, then JSON.
//!
//! Owns the version of the format. Must not know: where the bytes go.

use std::io;

use crate::book::sha256;

use super::memory::Memory;

/// Another version is another line, and so not ours. Raise it when [`Memory`] changes its meaning.
const FORMAT: &str = "yearbook-cache 1";

pub(super) fn close(memory: &Memory) -> io::Result<Vec<u8>> {
    let body = serde_json::to_vec(memory)?;
    let mut bytes = format!("{FORMAT} {}\n", sha256(&body)).into_bytes();
    bytes.extend(body);
    Ok(bytes)
}

/// Returns `None` for bytes that are damaged, cut off, or of another version.
pub(super) fn open(bytes: &[u8]) -> Option<Memory> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, body) = (&bytes[..end], &bytes[end + 1..]);
    let is_whole = line == format!("{FORMAT} {}", sha256(body)).as_bytes();
    is_whole.then(|| serde_json::from_slice(body).ok()).flatten()
}
