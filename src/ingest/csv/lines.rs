//! Lines of separated text → records and their cells, and what is malformed (RFC 4180).
//!
//! Must not know: encodings, what a cell holds.

use std::borrow::Cow;
use std::ops::ControlFlow;

use crate::findings::{Code, Place, Problem};
use crate::ingest::codes;

use super::file::Progress;

/// How a file is written.
pub(super) struct Dialect {
    pub(super) separator: u8,
    pub(super) comment: Option<String>,
    pub(super) header_rows: usize,
}

/// A record that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::ingest) struct LineFault {
    pub(super) line: u64,
    kind: Kind,
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    /// A quote inside a cell that does not begin with one.
    QuoteInside,
    /// Text after the quote that ends a cell.
    AfterQuote,
    /// A quote that is never closed.
    Unclosed,
    Ragged {
        expected: usize,
        found: usize,
    },
}

impl LineFault {
    /// What it is, in words.
    pub(in crate::ingest) fn problem(&self, file: &str) -> (Code, Problem) {
        let (code, message, hint) = match self.kind {
            Kind::QuoteInside => (
                codes::BAD_QUOTING,
                "a quote stands inside a cell that does not begin with one; the row is not read".to_owned(),
                "put the whole cell in quotes and double those inside: `\"5\"\" pipe\"`",
            ),
            Kind::AfterQuote => (
                codes::BAD_QUOTING,
                "text follows the quote that ends a cell; the row is not read".to_owned(),
                "double the quotes inside a quoted cell, or add the separator",
            ),
            Kind::Unclosed => (
                codes::BAD_QUOTING,
                "a quote is opened and never closed; nothing from here on is read".to_owned(),
                "close the quote",
            ),
            Kind::Ragged { expected, found } => (
                codes::RAGGED_ROW,
                format!("expected {expected} cells as in the header, found {found}; the row is not read"),
                if found > expected {
                    "put cells that hold the separator in quotes, thousands such as \"1,283\" among them"
                } else {
                    "look for a lost separator; empty cells need theirs too"
                },
            ),
        };
        let place = Place::Cell { file: file.to_owned(), sheet: None, row: Some(self.line), column: None };
        (code, Problem::new(message).at(place).hint(hint))
    }
}

/// A line of a file, or several that quotes hold together.
pub(in crate::ingest) enum Line<'t> {
    /// A sound record: its number and its cells, as many as the header has.
    Record(u64, &'t [&'t str]),
    Fault(LineFault),
}

/// A reading of a text from its beginning, piece by piece.
pub(super) struct Scanner<'a> {
    dialect: &'a Dialect,
    /// How many cells the header has.
    width: usize,
    /// Sound records so far.
    records: usize,
    /// The number of the next line, from 1.
    line: u64,
}

/// One record, from its first byte to its line break.
struct Record<'t> {
    cells: Vec<Cow<'t, str>>,
    /// Where the next line begins.
    next: usize,
    lines: u64,
    /// Empty cells at its end.
    empty_tail: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(dialect: &'a Dialect) -> Self {
        Self { dialect, width: 0, records: 0, line: 1 }
    }

    /// Hands on the records of a piece of the text, of which comments and blank lines are none; breaks off where `visit`
    /// does, and where nothing more can be told.
    pub(super) fn piece(
        &mut self,
        text: &str,
        is_last: bool,
        visit: &mut impl FnMut(Line<'_>) -> ControlFlow<()>,
    ) -> Progress {
        let mut slots = vec![""; self.width];
        let mut at = 0;
        while at < text.len() {
            let (next, lines, flow) = if self.is_skipped(&text[at..]) {
                (line_end(text, at) + 1, 1, ControlFlow::Continue(()))
            } else if let Some((end, count)) = split(text, at, self.dialect.separator, &mut slots) {
                (end + 1, 1, self.take(&slots[..count], 0, visit))
            } else {
                match record(text, at, self.dialect.separator) {
                    Ok(Record { cells, next, lines, empty_tail }) => {
                        let cells: Vec<&str> = cells.iter().map(|cell| &**cell).collect();
                        let flow = self.take(&cells, empty_tail, visit);
                        slots.resize(self.width, "");
                        (next, lines, flow)
                    }
                    // It may be closed in the next piece.
                    Err(Kind::Unclosed) if !is_last => break,
                    Err(kind) => {
                        // Without its header, or the end of a cell, nothing that follows can be told.
                        let hopeless = kind == Kind::Unclosed || self.records < self.dialect.header_rows;
                        let flow = visit(Line::Fault(LineFault { line: self.line, kind }));
                        let flow = if hopeless { ControlFlow::Break(()) } else { flow };
                        (line_end(text, at) + 1, 1, flow)
                    }
                }
            };
            if flow.is_break() {
                return Progress::Enough;
            }
            (at, self.line) = (next, self.line + lines);
        }
        Progress::Done(at.min(text.len()))
    }

    /// Header rows make the width; others must have it, empty cells at their end aside.
    fn take(
        &mut self,
        cells: &[&str],
        empty_tail: usize,
        visit: &mut impl FnMut(Line<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if self.records < self.dialect.header_rows {
            self.width = self.width.max(cells.len());
        } else if cells.len() < self.width || cells.len() - self.width > empty_tail {
            let kind = Kind::Ragged { expected: self.width, found: cells.len() };
            return visit(Line::Fault(LineFault { line: self.line, kind }));
        }
        self.records += 1;
        visit(Line::Record(self.line, &cells[..self.width.min(cells.len())]))
    }

    /// Whether the line that a text begins with is a comment, or blank.
    fn is_skipped(&self, text: &str) -> bool {
        if self.dialect.comment.as_ref().is_some_and(|prefix| text.starts_with(prefix.as_str())) {
            return true;
        }
        // Most lines begin with a letter or a digit.
        let is_plain = text.as_bytes().first().is_some_and(u8::is_ascii_graphic);
        // A line of nothing but separators is a row, if an empty one: tabs are white space too.
        let separator = char::from(self.dialect.separator);
        !is_plain && text[..line_end(text, 0)].chars().all(|c| c.is_whitespace() && c != separator)
    }
}

/// Where the line that holds `at` ends.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length)
}

/// Splits a record without quotes into `cells`; returns where its line ends, and how many they are. Nothing where there are
/// quotes, or more cells.
///
/// Eight bytes are looked at together, as one number: 25 bytes, a usual row, take four looks.
fn split<'t>(text: &'t str, start: usize, separator: u8, cells: &mut [&'t str]) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let marks = [separator, b'\n', b'"'].map(|byte| u64::from_ne_bytes([byte; 8]));
    let (mut begin, mut at, mut count) = (start, start, 0);
    let end = 'line: loop {
        let (mut found, length) = match bytes[at..].first_chunk() {
            Some(eight) => (marked(u64::from_le_bytes(*eight), marks), 8),
            None if at < bytes.len() => (marked(u64::from(bytes[at]), marks) & 0x80, 1),
            None => break bytes.len(),
        };
        while found != 0 {
            let mark = at + found.trailing_zeros() as usize / 8;
            match bytes[mark] {
                b'\n' => break 'line mark,
                b'"' => return None,
                _ => {
                    *cells.get_mut(count)? = &text[begin..mark];
                    (begin, count) = (mark + 1, count + 1);
                }
            }
            found &= found - 1;
        }
        at += length;
    };
    let last = &text[begin..end];
    *cells.get_mut(count)? = last.strip_suffix('\r').unwrap_or(last);
    Some((end, count + 1))
}

/// The top bit of each byte of `word` that is the byte of one of three marks.
fn marked(word: u64, marks: [u64; 3]) -> u64 {
    const LOW: u64 = u64::from_ne_bytes([0x7f; 8]);
    // A byte that is 0 gets no top bit by adding, nor has it one.
    let equal = |mark: u64| !((((word ^ mark) & LOW) + LOW) | (word ^ mark) | LOW);
    equal(marks[0]) | equal(marks[1]) | equal(marks[2])
}

/// Reads one record at `start`, with quotes or without.
fn record(text: &str, start: usize, separator: u8) -> Result<Record<'_>, Kind> {
    let bytes = text.as_bytes();
    let (mut at, mut lines, mut empty_tail) = (start, 1, 0);
    let mut cells = Vec::new();
    loop {
        let begin = at;
        let is_quoted = bytes.get(at) == Some(&b'"');
        at = if is_quoted { quoted(bytes, at, &mut lines)? } else { bare(bytes, at, separator)? };
        let ends_line = at >= bytes.len() || bytes[at] == b'\n' || bytes[at..].starts_with(b"\r\n");
        let cell = if is_quoted { &text[begin + 1..at - 1] } else { &text[begin..at] };
        let is_empty = !is_quoted && matches!(cell, "" | "\r");
        empty_tail = if is_empty { empty_tail + 1 } else { 0 };
        cells.push(match (is_quoted, cell) {
            (true, cell) if cell.contains('"') => Cow::Owned(cell.replace("\"\"", "\"")),
            (false, cell) if ends_line => Cow::Borrowed(cell.strip_suffix('\r').unwrap_or(cell)),
            (_, cell) => Cow::Borrowed(cell),
        });
        if ends_line {
            let next = if bytes[at.min(bytes.len())..].starts_with(b"\r\n") { at + 2 } else { at + 1 };
            return Ok(Record { cells, next, lines, empty_tail });
        }
        if bytes[at] != separator {
            return Err(Kind::AfterQuote);
        }
        at += 1;
    }
}

/// Returns where a cell ends that begins with a quote at `at`.
fn quoted(bytes: &[u8], mut at: usize, lines: &mut u64) -> Result<usize, Kind> {
    at += 1;
    loop {
        match bytes.get(at) {
            None => return Err(Kind::Unclosed),
            Some(b'"') if bytes.get(at + 1) == Some(&b'"') => at += 2,
            Some(b'"') => return Ok(at + 1),
            Some(b'\n') => {
                *lines += 1;
                at += 1;
            }
            Some(_) => at += 1,
        }
    }
}

/// Returns where a cell ends that has no quotes.
fn bare(bytes: &[u8], mut at: usize, separator: u8) -> Result<usize, Kind> {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return Err(Kind::QuoteInside),
            b'\n' => break,
            _ if byte == separator => break,
            _ => at += 1,
        }
    }
    Ok(at)
}
