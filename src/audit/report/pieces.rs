//! What a file of the audit says of each chapter: taken as it stands in the last one where nothing of it has changed.
//!
//! Must not know: what is written, how.

use std::ops::Range;

use crate::kept::{Checksum, Earlier, Stands};
use crate::render::Written;

use super::record::{Line, Record, Signature};

/// The chapters of a book, each with its lines.
pub(super) struct Pieces<'r> {
    earlier: &'r dyn Earlier,
    chapters: Vec<Piece<'r>>,
}

/// One chapter.
pub(super) struct Piece<'r> {
    pub(super) written: &'r Written,
    /// Which of all lines are its own.
    pub(super) lines: Range<usize>,
    /// What tells its lines, with what was found about them, from any others; empty where that is not known.
    key: String,
}

/// What a piece says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// Its lines, with their numbers in the book and what was found about them.
    Lines,
    /// What the chapter itself is.
    Chapter,
}

impl<'r> Pieces<'r> {
    pub(super) fn new(record: &Record<'r>, lines: &[Line<'_>], earlier: &'r dyn Earlier) -> Self {
        let (mut chapters, mut next) = (Vec::new(), 0);
        for written in record.chapters {
            let count = lines[next..].iter().take_while(|line| line.chapter.id == written.chapter).count();
            let own = next..next + count;
            next += count;
            let key = key(record, written, &lines[own.clone()]);
            chapters.push(Piece { written, lines: own, key });
        }
        Self { earlier, chapters }
    }

    /// Writes what `write` makes of each chapter, with something `between` those of which there is anything.
    pub(super) fn each(
        &self,
        (file, section, says): (&str, &str, Says),
        between: &[u8],
        out: &mut Vec<u8>,
        write: impl Fn(&Piece<'_>, &mut Vec<u8>),
    ) {
        let mut is_first = true;
        for piece in &self.chapters {
            let before = out.len();
            out.extend_from_slice(if is_first { b"" } else { between });
            let from = out.len();
            let name = format!("{file} {section} {}", piece.written.chapter);
            let key = if says == Says::Lines { &piece.key } else { &piece.written.identity };
            let known = !key.is_empty();
            match self.earlier.take(&name, key).filter(|_| known) {
                Some(bytes) => out.extend_from_slice(&bytes),
                None => write(piece, out),
            }
            if known {
                self.earlier.note(&name, key, Stands::In { file, from, bytes: &out[from..] });
            }
            if out.len() == from {
                out.truncate(before);
            } else {
                is_first = false;
            }
        }
    }
}

/// The chapter, where its lines begin to be counted, and what is said of them by others than itself.
fn key(record: &Record<'_>, written: &Written, lines: &[Line<'_>]) -> String {
    if written.identity.is_empty() {
        return String::new();
    }
    let (found, waived) = (record.findings.as_slice(), record.findings.waived());
    let mut checksum = Checksum::default();
    let mut add = |text: &str| checksum.update(format!("{} {text}", text.len()).as_bytes());
    add(&written.identity);
    add(&lines.first().map_or(0, |line| line.number).to_string());
    for (index, line) in lines.iter().enumerate() {
        if line.signature != Signature::Unsigned || line.element.contains('~') {
            add(&format!("{index} {:?} {}", line.signature, line.element));
        }
        for at in &line.findings {
            add(&format!("{index} {at} {:?}", found.get(*at).map(|finding| finding.code)));
        }
        for at in &line.waived {
            add(&format!("{index} waived {at} {:?}", waived.get(*at).map(|waived| waived.finding.code)));
        }
    }
    checksum.text()
}
