//! A memory as bytes: a line that names the format and the checksum of the rest, then JSON; a part: the same line, then the
//! program's own line, then what it kept.
//!
//! Owns the version of the format. Must not know: where the bytes go.

use std::io;

use crate::book::sha256;

use super::memory::Memory;

/// Another version is another line, and so not ours. Raise it when [`Memory`] changes its meaning.
const FORMAT: &str = "yearbook-cache 1";

pub(super) fn close(memory: &Memory) -> io::Result<Vec<u8>> {
    Ok(sealed(&serde_json::to_vec(memory)?))
}

/// Returns `None` for bytes that are damaged, cut off, or of another version.
pub(super) fn open(bytes: &[u8]) -> Option<Memory> {
    serde_json::from_slice(unsealed(bytes)?).ok()
}

pub(super) fn close_part(part: &[u8], program: &str) -> Vec<u8> {
    sealed(&[program.as_bytes(), b"\n", part].concat())
}

/// Returns `None` for bytes that are damaged, cut off, or of another version or program.
pub(super) fn open_part(bytes: &[u8], program: &str) -> Option<Vec<u8>> {
    let rest = unsealed(bytes)?.strip_prefix(program.as_bytes())?;
    rest.strip_prefix(b"\n").map(<[u8]>::to_vec)
}

fn sealed(body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("{FORMAT} {}\n", sha256(body)).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

fn unsealed(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, body) = (&bytes[..end], &bytes[end + 1..]);
    (line == format!("{FORMAT} {}", sha256(body)).as_bytes()).then_some(body)
}
