//! A file's texts as a table: headers, and cells that know their row and column.
//!
//! Every format becomes this. Must not know: what a column means.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::book::{Dataset, FileError};
use crate::findings::{Place, Problem};

use crate::findings::Code;

use super::codes::{self, Report};
use super::csv::{LineFault, TextFile};
use super::parquet::{Groups, Packed};
use super::{SourceFile, value};

mod cells;

pub(super) use cells::{Cells, Row};

/// A file to be read, and the dataset that names it.
pub(super) struct Source<'a> {
    pub(super) dataset: &'a Dataset,
    pub(super) file: &'a Arc<SourceFile>,
    pub(super) bytes: Bytes,
}

/// The bytes of a file: held, or to be read from the file.
pub(super) enum Bytes {
    Held(Vec<u8>),
    Text(TextFile),
    Packed(Packed),
}

impl Source<'_> {
    /// The place of the whole file.
    pub(super) fn place(&self) -> Place {
        Place::file(&self.file.path)
    }

    /// The bytes of a file that is held.
    pub(super) fn held(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Held(bytes) => bytes,
            Bytes::Text(_) | Bytes::Packed(_) => &[],
        }
    }
}

/// Why a file could not be read.
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) problem: Box<Problem>,
}

impl Fault {
    pub(super) fn new(code: Code, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, problem: Box::new(Problem::new(message).hint(hint)) }
    }
}

/// Texts in rows and columns, header rows included.
pub(super) struct Grid {
    pub(super) sheet: Option<Arc<str>>,
    pub(super) cells: Cells,
    /// Where the first column lies in its sheet, from 0.
    pub(super) first_column: u32,
    /// Row and column of cells that repeat the text of a merged region.
    pub(super) copied: BTreeSet<(usize, usize)>,
}

/// The header of a column.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// Its texts from top to bottom, blank ones left out.
    pub(super) parts: Vec<String>,
    /// The parts joined by `/`; the column's letters where there are none.
    pub(super) text: Arc<str>,
}

/// A header and rows of cells.
pub(super) struct Table {
    pub(super) file: Arc<SourceFile>,
    pub(super) sheet: Option<Arc<str>>,
    pub(super) headers: Vec<Header>,
    /// The row of the (last) header; `None` where the format has none.
    pub(super) header_row: Option<u64>,
    cells: Cells,
    copied: BTreeSet<(usize, usize)>,
    /// The finding before which those on the form of its rows belong, although these are read later.
    mark: usize,
}

impl Table {
    /// Splits the header off a grid; says what is wrong when nothing is left.
    pub(super) fn new(grid: Grid, source: &Source<'_>, report: &mut Report<'_>) -> Option<Self> {
        let mark = report.mark();
        let mut cells = grid.cells;
        let width = cells.width();
        let head = cells.take_head(source.dataset.header_rows.max(1));
        let Some((header_row, _)) = head.last() else {
            let problem =
                Problem::new("there is nothing in it").at(place_of(&source.file.path, grid.sheet.as_ref(), None));
            report.add(
                codes::EMPTY_FILE,
                problem.hint("put a header and data in, or take the dataset out of yearbook.yaml"),
            );
            return None;
        };
        let header_row = Some(*header_row);
        let headers = headers(&head, width, (grid.first_column, &grid.copied));
        let shift = |&(row, column): &(usize, usize)| Some((row.checked_sub(head.len())?, column));
        let copied = grid.copied.iter().filter_map(shift).collect();
        let (file, sheet) = (Arc::clone(source.file), grid.sheet);
        let table = Self { file, sheet, headers, header_row, cells, copied, mark };
        Some(table.without_blank_edge().checked(report))
    }

    /// Takes columns whose names come from the format itself.
    pub(super) fn with_names(groups: Groups, source: &Source<'_>, report: &mut Report<'_>) -> Self {
        let header = |name: &String| Header { parts: vec![name.clone()], text: name.as_str().into() };
        let table = Self {
            file: Arc::clone(source.file),
            sheet: None,
            headers: groups.names().iter().map(header).collect(),
            header_row: None,
            cells: Cells::Groups(groups),
            copied: BTreeSet::new(),
            mark: report.mark(),
        };
        table.checked(report)
    }

    /// Says which columns are read from now on; the others are empty, where that spares anything.
    pub(super) fn read_only(&mut self, is_wanted: impl Fn(usize) -> bool) {
        if let Cells::Groups(groups) = &mut self.cells {
            groups.read_only(is_wanted);
        }
    }

    /// Hands on all rows in their order, and what is malformed among them.
    pub(super) fn each(&self, visit: impl FnMut(Result<Row<'_>, LineFault>)) -> Result<(), Fault> {
        self.cells.each(visit)
    }

    /// Reports what is malformed among the rows, which nobody reads.
    pub(super) fn report_faults(&self, report: &mut Report<'_>) {
        let read = self.each(|row| {
            if let Err(fault) = row {
                self.report_fault(&fault, report);
            }
        });
        if let Err(fault) = read {
            report.add(fault.code, fault.problem.at(self.whole()));
        }
    }

    /// Reports what is malformed in a row.
    pub(super) fn report_fault(&self, fault: &LineFault, report: &mut Report<'_>) {
        let (code, problem) = fault.problem(&self.file.path);
        report.add_at(self.mark, code, problem);
    }

    /// Whether any cell repeats the text of a merged region.
    pub(super) fn has_copies(&self) -> bool {
        !self.copied.is_empty()
    }

    /// Whether a cell repeats the text of a merged region.
    pub(super) fn is_copied(&self, row: &Row<'_>, column: usize) -> bool {
        !self.copied.is_empty() && self.copied.contains(&(row.index, column))
    }

    /// The place of the whole file, or of its sheet.
    pub(super) fn whole(&self) -> Place {
        place_of(&self.file.path, self.sheet.as_ref(), None)
    }

    /// The place of a cell.
    pub(super) fn place(&self, row: &Row<'_>, column: usize) -> Place {
        self.place_at(Some(row.number), Some(&self.headers[column].text))
    }

    /// The place of a whole row.
    pub(super) fn row_place(&self, row: &Row<'_>) -> Place {
        self.place_at(Some(row.number), None)
    }

    /// The place of a header.
    pub(super) fn header_place(&self, column: Option<usize>) -> Place {
        self.place_at(self.header_row, column.map(|column| &self.headers[column].text))
    }

    fn place_at(&self, row: Option<u64>, column: Option<&Arc<str>>) -> Place {
        Place::Cell {
            file: self.file.path.clone(),
            sheet: self.sheet.as_deref().map(str::to_owned),
            row,
            column: column.map(ToString::to_string),
        }
    }

    /// Whether a column has no text below its header. That the file cannot be read, whoever reads the rows will tell.
    pub(super) fn is_blank(&self, column: usize) -> bool {
        let mut is_blank = true;
        let _ = self.each(|row| is_blank = is_blank && row.map_or(true, |row| row.cell(column).is_empty()));
        is_blank
    }

    /// Spreadsheet programs export empty columns at the right.
    fn without_blank_edge(mut self) -> Self {
        while let Some(last) = self.cells.width().checked_sub(1)
            && self.headers[last].parts.is_empty()
            && self.is_blank(last)
        {
            self.headers.pop();
            self.cells.drop_last_column();
        }
        self
    }

    fn checked(self, report: &mut Report<'_>) -> Self {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for (column, header) in self.headers.iter().enumerate() {
            if !header.parts.is_empty() && !seen.insert(&header.text) {
                let problem = Problem::new(format!("two columns have the header `{}`", header.text));
                let problem =
                    problem.at(self.header_place(Some(column))).hint("rename or remove one of them; the first is read");
                report.add(codes::REPEATED_COLUMN, problem);
            }
        }
        if !self.cells.has_rows() {
            let problem = Problem::new("there is a header and no data below it").at(self.whole());
            report.add(codes::HEADER_ONLY, problem.hint("add rows, or check `header_rows` and `range` of the dataset"));
        }
        self
    }
}

/// The place of a file or a sheet.
pub(super) fn place_of(file: &str, sheet: Option<&Arc<str>>, row: Option<u64>) -> Place {
    match sheet {
        None if row.is_none() => Place::file(file),
        _ => Place::Cell { file: file.to_owned(), sheet: sheet.map(ToString::to_string), row, column: None },
    }
}

/// The headers that some rows of texts make up.
fn headers(
    head: &[(u64, Vec<String>)],
    width: usize,
    (first_column, copied): (u32, &BTreeSet<(usize, usize)>),
) -> Vec<Header> {
    let text = |row: usize, column: usize| head[row].1.get(column).map(|text| header_text(text)).unwrap_or_default();
    let count = head.len();
    let mut groups: Vec<Option<String>> = vec![None; count];
    let mut headers = Vec::new();
    for column in 0..width {
        let mut parts: Vec<String> = Vec::new();
        for (row, group) in groups.iter_mut().enumerate() {
            let own = text(row, column);
            let below = (row + 1..count).any(|row| !text(row, column).is_empty());
            if !own.is_empty() || !below {
                *group = Some(own.clone()).filter(|_| below);
            }
            // A group's title may stand over its first column only, the cells to its right left empty.
            let part = if own.is_empty() { group.clone().unwrap_or_default() } else { own };
            let repeated = copied.contains(&(row, column)) && parts.last() == Some(&part);
            if !part.is_empty() && !repeated {
                parts.push(part);
            }
        }
        let joined = if parts.is_empty() { letters(first_column as usize + column) } else { parts.join("/") };
        headers.push(Header { parts, text: joined.into() });
    }
    headers
}

/// A header without line breaks, which people put in to make columns narrow.
fn header_text(text: &str) -> String {
    value::trim(text).chars().filter(|c| !matches!(c, '\n' | '\r')).collect()
}

/// The letters of a column, from 0: A, B, … Z, AA.
pub(super) fn letters(column: usize) -> String {
    let mut left = column + 1;
    let mut letters = Vec::new();
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Runs a reader of a library and turns its panic into a fault: a damaged file must not stop the program.
pub(super) fn shielded<T>(what: &str, read: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(damaged(what, "its reader gave up")))
}

/// The fault of a file that cannot be read again.
pub(super) fn unreadable(error: &FileError) -> Fault {
    Fault { code: codes::DAMAGED_FILE, problem: Box::new(Problem::new(error.to_string())) }
}

/// The fault of a file that is another one when it is read again.
pub(super) fn changed() -> Fault {
    let hint = "run it again when no other program writes the file";
    Fault::new(codes::DAMAGED_FILE, "the file changed while it was being read", hint)
}

/// The fault of a file that is not what it should be.
pub(super) fn damaged(what: &str, reason: impl std::fmt::Display) -> Fault {
    let message = format!("expected {what}, found something that cannot be read as one: {reason}");
    Fault::new(codes::DAMAGED_FILE, message, "get the file again from its source, or correct the dataset's `format`")
}
