//! Comma- and tab-separated text → table.
//!
//! The header is read at once; the rows are read, from the file, whenever someone asks for them, each time by one scan that
//! finds the sound records and reports the others. (polars' reader pads short rows, makes rows of blank lines, tells no line
//! numbers, and would hold the text.) Must not know: what a column means.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::book::Format;

use super::codes::Report;
use super::table::{Bytes, Cells, Fault, Grid, Source, Table, damaged};

mod encoding;
mod file;
mod lines;

pub(super) use file::{TextFile, open};
pub(super) use lines::{Line, LineFault};

use lines::{Dialect, Scanner};

/// As many columns as a sheet of a workbook has.
const MOST_COLUMNS: usize = 16_384;

/// Separated text.
pub(super) struct Text {
    content: Content,
    dialect: Dialect,
    /// The line of each header row, and its cells.
    head: Vec<(u64, Vec<String>)>,
    width: usize,
    has_rows: bool,
    /// Up to this line what is malformed has been reported.
    reported: u64,
}

enum Content {
    Held(String),
    File(TextFile),
}

/// Reads a text file.
pub(super) fn read(source: &mut Source<'_>, report: &mut Report<'_>) -> Result<Option<Table>, Fault> {
    let content = match std::mem::replace(&mut source.bytes, Bytes::Held(Vec::new())) {
        Bytes::Text(file) => Content::File(file),
        Bytes::Packed(_) => return Ok(None),
        Bytes::Held(bytes) => {
            let text = encoding::decode(bytes, source, report)?;
            // The line breaks of old Macintosh programs.
            let is_old = text.contains('\r') && !text.contains('\n');
            Content::Held(if is_old { text.replace('\r', "\n") } else { text })
        }
    };
    let dialect = Dialect {
        separator: if source.dataset.format == Format::Tsv { b'\t' } else { b',' },
        comment: source.dataset.comment.clone().filter(|prefix| !prefix.is_empty()),
        header_rows: source.dataset.header_rows.max(1),
    };
    let text = Text { content, dialect, head: Vec::new(), width: 0, has_rows: false, reported: 0 };
    let text = text.with_head(source, report)?;
    if text.width > MOST_COLUMNS {
        let reason = format!("its header has {} cells, more than {MOST_COLUMNS}", text.width);
        return Err(damaged("separated text", reason));
    }
    let grid = Grid { sheet: None, cells: Cells::Text(text), first_column: 0, copied: BTreeSet::new() };
    Ok(Table::new(grid, source, report))
}

impl Text {
    /// Reads up to the first row below the header.
    fn with_head(mut self, source: &Source<'_>, report: &mut Report<'_>) -> Result<Self, Fault> {
        let (mut head, mut has_rows, mut reported) = (Vec::new(), false, 0);
        self.lines(|line| {
            match line {
                Line::Fault(fault) => {
                    let (code, problem) = fault.problem(&source.file.path);
                    report.add(code, problem);
                    reported = fault.line;
                }
                Line::Record(..) if head.len() == self.dialect.header_rows => {
                    has_rows = true;
                    return ControlFlow::Break(());
                }
                Line::Record(number, cells) => {
                    head.push((number, cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>()));
                }
            }
            ControlFlow::Continue(())
        })?;
        let width = head.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        (self.head, self.width, self.has_rows, self.reported) = (head, width, has_rows, reported);
        Ok(self)
    }

    /// All lines, header rows included.
    fn lines(&self, mut visit: impl FnMut(Line<'_>) -> ControlFlow<()>) -> Result<(), Fault> {
        let mut scanner = Scanner::new(&self.dialect);
        match &self.content {
            Content::Held(text) => {
                scanner.piece(text, true, &mut visit);
                Ok(())
            }
            Content::File(file) => file.pieces(&mut |text, is_last| scanner.piece(text, is_last, &mut visit)),
        }
    }

    /// The lines below the header, in their order, what was reported of them left out.
    pub(super) fn rows(&self, mut visit: impl FnMut(Line<'_>)) -> Result<(), Fault> {
        let last_of_head = self.head.last().map_or(0, |(line, _)| *line);
        self.lines(|line| {
            match line {
                Line::Record(number, _) if number <= last_of_head => {}
                Line::Record(number, cells) => visit(Line::Record(number, cells.get(..self.width).unwrap_or(cells))),
                Line::Fault(fault) if fault.line <= self.reported => {}
                line => visit(line),
            }
            ControlFlow::Continue(())
        })
    }

    /// The line of each header row, and its cells.
    pub(super) fn head(&mut self) -> Vec<(u64, Vec<String>)> {
        self.head.clone()
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn has_rows(&self) -> bool {
        self.has_rows
    }

    /// Spreadsheet programs export empty columns at the right.
    pub(super) fn drop_last_column(&mut self) {
        self.width -= 1;
    }
}
