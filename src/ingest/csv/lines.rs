//! Lines of separated text: which record begins where, how many cells it has, and what is malformed (RFC 4180).
//!
//! Comments and blank lines are left out and malformed records reported, so that whoever reads the cells meets neither.
//! Must not know: encodings, what a cell holds.

use std::collections::BTreeMap;

use crate::findings::Problem;
use crate::ingest::codes::{self, Report};
use crate::ingest::table::{Source, Start, Text};

/// How a file is written.
pub(super) struct Dialect<'a> {
    pub(super) separator: u8,
    pub(super) comment: Option<&'a str>,
    pub(super) header_rows: usize,
}

/// What a scan found.
pub(super) struct Scan {
    /// The sound records, each with `width` cells or fewer header cells.
    pub(super) text: Text,
    pub(super) faults: Vec<LineFault>,
}

/// A record that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LineFault {
    line: u64,
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
    pub(super) fn report(&self, source: &Source<'_>, report: &mut Report<'_>) {
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
        report.add(code, Problem::new(message).at(source.row(self.line)).hint(hint));
    }
}

/// One record, from its first byte to its line break.
struct Record {
    /// Where the next line begins.
    next: usize,
    lines: u64,
    cells: usize,
    /// Empty cells at its end.
    empty_tail: usize,
    /// Whether a cell holds doubled quotes.
    doubled: bool,
}

/// Scans a text.
pub(super) fn scan(text: String, dialect: &Dialect<'_>) -> Scan {
    // The line breaks of old Macintosh programs.
    let is_old = text.contains('\r') && !text.contains('\n');
    let text = if is_old { text.replace('\r', "\n") } else { text };
    let empty = Text {
        text: String::new(),
        separator: dialect.separator,
        width: 0,
        records: Vec::new(),
        unquoted: BTreeMap::new(),
        skipped: 0,
    };
    let mut scan = Scan { text: empty, faults: Vec::new() };
    let mut doubled = Vec::new();
    let mut scanner = Scanner { dialect, scan: &mut scan, doubled: &mut doubled };
    scanner.all(&text);
    scan.text.text = text;
    for record in doubled {
        scan.text.note_doubled_quotes(record);
    }
    scan
}

struct Scanner<'a> {
    dialect: &'a Dialect<'a>,
    scan: &'a mut Scan,
    /// Records with doubled quotes.
    doubled: &'a mut Vec<usize>,
}

impl Scanner<'_> {
    fn all(&mut self, text: &str) {
        let (mut at, mut line) = (0, 1);
        while at < text.len() {
            let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
            if is_skipped(&text[at..end], self.dialect) {
                (at, line) = (end + 1, line + 1);
                continue;
            }
            match record(text.as_bytes(), at, self.dialect.separator) {
                Ok(record) => {
                    self.take(at, line, &record);
                    (at, line) = (record.next, line + record.lines);
                }
                Err(kind) => {
                    // Without its header, or the end of a cell, nothing that follows can be told.
                    let hopeless = kind == Kind::Unclosed || self.scan.text.records.len() < self.dialect.header_rows;
                    self.scan.faults.push(LineFault { line, kind });
                    if hopeless {
                        break;
                    }
                    (at, line) = (end + 1, line + 1);
                }
            }
        }
    }

    /// Header rows make the width; others must have it, empty cells at their end aside.
    fn take(&mut self, at: usize, line: u64, record: &Record) {
        let text = &mut self.scan.text;
        let is_header = text.records.len() < self.dialect.header_rows;
        if is_header {
            text.width = text.width.max(record.cells);
        }
        let extra = record.cells.saturating_sub(text.width);
        if !is_header && (record.cells < text.width || extra > record.empty_tail) {
            let kind = Kind::Ragged { expected: text.width, found: record.cells };
            self.scan.faults.push(LineFault { line, kind });
            return;
        }
        if record.doubled {
            self.doubled.push(text.records.len());
        }
        let number = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        text.records.push(Start { byte: number(at as u64), line: number(line) });
    }
}

fn is_skipped(line: &str, dialect: &Dialect<'_>) -> bool {
    // A line of nothing but separators is a row, if an empty one: tabs are white space too.
    let blank = line.chars().all(|c| c.is_whitespace() && c != char::from(dialect.separator));
    blank || dialect.comment.is_some_and(|prefix| line.starts_with(prefix))
}

/// Reads one record at `start`.
fn record(bytes: &[u8], start: usize, separator: u8) -> Result<Record, Kind> {
    let (mut at, mut lines, mut cells, mut empty_tail, mut doubled) = (start, 1, 0, 0, false);
    loop {
        let begin = at;
        at = if bytes.get(at) == Some(&b'"') {
            quoted(bytes, at, &mut lines, &mut doubled)?
        } else {
            bare(bytes, at, separator)?
        };
        cells += 1;
        let line_end = at >= bytes.len() || bytes[at] == b'\n' || bytes[at..].starts_with(b"\r\n");
        let is_empty = at == begin || (at == begin + 1 && bytes[begin] == b'\r');
        empty_tail = if is_empty { empty_tail + 1 } else { 0 };
        if line_end {
            let next = if bytes[at.min(bytes.len())..].starts_with(b"\r\n") { at + 2 } else { at + 1 };
            return Ok(Record { next, lines, cells, empty_tail, doubled });
        }
        if bytes[at] != separator {
            return Err(Kind::AfterQuote);
        }
        at += 1;
    }
}

/// Returns where a cell ends that begins with a quote at `at`.
fn quoted(bytes: &[u8], mut at: usize, lines: &mut u64, doubled: &mut bool) -> Result<usize, Kind> {
    at += 1;
    loop {
        match bytes.get(at) {
            None => return Err(Kind::Unclosed),
            Some(b'"') if bytes.get(at + 1) == Some(&b'"') => {
                *doubled = true;
                at += 2;
            }
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
