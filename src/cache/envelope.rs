//! A memory as bytes: a line that names the format and the SHA-256 of the rest, then JSON. A part: a line that names the
//! format, the program's own line, what it kept, and a checksum, which comes last because a part is written as it is made.
//!
//! Owns the version of the format. Must not know: where the bytes go.

use std::io::{self, BufWriter, Write};

use crate::book::sha256;
use crate::kept::{CHECKSUM_LENGTH, Checksum, checksum};

use super::memory::Memory;

/// Another version is another line, and so not ours. Raise it when [`Memory`] changes its meaning.
const FORMAT: &str = "yearbook-cache 1";
const PART_FORMAT: &str = "yearbook-cache-part 2";

/// How much of a part is written at a time.
const PIECE: usize = 1 << 18;

pub(super) fn close(memory: &Memory) -> io::Result<Vec<u8>> {
    Ok(sealed(&serde_json::to_vec(memory)?))
}

/// Returns `None` for bytes that are damaged, cut off, or of another version.
pub(super) fn open(bytes: &[u8]) -> Option<Memory> {
    serde_json::from_slice(unsealed(bytes)?).ok()
}

/// Writes a part: a line for its format, one for the program, what `write` gives, and the checksum of all that.
pub(super) fn write_part(
    out: &mut dyn Write,
    program: &str,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut sealing = Sealing { out, checksum: Checksum::default() };
    sealing.write_all(format!("{PART_FORMAT}\n{program}\n").as_bytes())?;
    let mut buffered = BufWriter::with_capacity(PIECE, &mut sealing);
    write(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    let checksum = sealing.checksum.text();
    out.write_all(checksum.as_bytes())
}

/// Returns `None` for bytes that are damaged, cut off, or of another version or program.
pub(super) fn open_part(bytes: Vec<u8>, program: &str) -> Option<Part> {
    let head = format!("{PART_FORMAT}\n{program}\n");
    let (sealed, told) = bytes.split_at_checked(bytes.len().checked_sub(CHECKSUM_LENGTH)?)?;
    (sealed.starts_with(head.as_bytes()) && checksum(sealed).as_bytes() == told)
        .then_some(Part { from: head.len(), bytes })
}

/// What was kept of a part.
#[derive(Debug)]
pub struct Part {
    bytes: Vec<u8>,
    from: usize,
}

impl std::ops::Deref for Part {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[self.from..self.bytes.len() - CHECKSUM_LENGTH]
    }
}

/// Passes bytes on and adds them up.
struct Sealing<'w> {
    out: &'w mut dyn Write,
    checksum: Checksum,
}

impl Write for Sealing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.checksum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
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
