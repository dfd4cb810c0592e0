//! A file of the audit that grows: what is written is handed on piece by piece, since with thousands of figures it is a large one.

#[cfg(test)]
mod tests;

use std::io::Write;

use crate::Result;
use crate::output::Growing;

/// How much is gathered before it is handed on.
const PIECE: usize = 1 << 18;

/// A file under way. That it could not be kept is told at its end.
pub(super) struct Gathered<'o> {
    file: Box<dyn Growing + 'o>,
    gathered: Vec<u8>,
    length: usize,
    kept: Result<()>,
}

impl<'o> Gathered<'o> {
    pub(super) fn new(file: Box<dyn Growing + 'o>) -> Self {
        Self { file, gathered: Vec::new(), length: 0, kept: Ok(()) }
    }

    /// How many bytes it has.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    pub(super) fn push_str(&mut self, text: &str) {
        self.add(text.as_bytes());
    }

    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.length += bytes.len();
        if self.gathered.len() + bytes.len() > PIECE {
            self.hand_on();
        }
        if bytes.len() > PIECE {
            self.keep(bytes);
        } else {
            self.gathered.extend_from_slice(bytes);
        }
    }

    /// Hands on what is left, and ends the file.
    pub(super) fn end(mut self) -> Result<()> {
        self.hand_on();
        self.kept.and_then(|()| self.file.end())
    }

    fn hand_on(&mut self) {
        let gathered = std::mem::take(&mut self.gathered);
        self.keep(&gathered);
        self.gathered = gathered;
        self.gathered.clear();
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.kept.is_ok() && !bytes.is_empty() {
            self.kept = self.file.add(bytes);
        }
    }
}

impl Write for Gathered<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
