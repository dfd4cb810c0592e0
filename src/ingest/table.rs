//! A file's texts as a table: headers, and cells that know their row and column.
//!
//! Every format becomes this. Must not know: what a column means.

use std::collections::BTreeSet;
use std::sync::Arc;

use polars::prelude::StringChunked;

use crate::book::Dataset;
use crate::findings::{Place, Problem};

use crate::findings::Code;

use super::codes::{self, Report};
use super::{SourceFile, value};

mod cells;

pub(super) use cells::{Cells, Start, Text};

/// A file to be read, and the dataset that names it.
pub(super) struct Source<'a> {
    pub(super) dataset: &'a Dataset,
    pub(super) file: &'a Arc<SourceFile>,
    pub(super) bytes: Vec<u8>,
}

impl Source<'_> {
    /// The place of the whole file.
    pub(super) fn place(&self) -> Place {
        Place::file(&self.file.path)
    }

    /// The place of a row.
    pub(super) fn row(&self, row: u64) -> Place {
        Place::Cell { file: self.file.path.clone(), sheet: None, row: Some(row), column: None }
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
}

impl Table {
    /// Splits the header off a grid; says what is wrong when nothing is left.
    pub(super) fn new(grid: Grid, source: &Source<'_>, report: &mut Report<'_>) -> Option<Self> {
        let header_rows = source.dataset.header_rows.max(1);
        if grid.cells.height() == 0 {
            let problem =
                Problem::new("there is nothing in it").at(place_of(&source.file.path, grid.sheet.as_ref(), None));
            report.add(
                codes::EMPTY_FILE,
                problem.hint("put a header and data in, or take the dataset out of yearbook.yaml"),
            );
            return None;
        }
        let count = header_rows.min(grid.cells.height());
        let headers = headers(&grid, count);
        let header_row = count.checked_sub(1).map(|last| grid.cells.number(last));
        let shift = |&(row, column): &(usize, usize)| Some((row.checked_sub(count)?, column));
        let copied = grid.copied.iter().filter_map(shift).collect();
        let mut cells = grid.cells;
        cells.skip(count);
        let table = Self { file: Arc::clone(source.file), sheet: grid.sheet, headers, header_row, cells, copied };
        Some(table.without_blank_edge().checked(report))
    }

    /// Takes columns whose names come from the format itself.
    pub(super) fn with_names(
        names: &[String],
        columns: Vec<StringChunked>,
        source: &Source<'_>,
        report: &mut Report<'_>,
    ) -> Self {
        let header = |name: &String| Header { parts: vec![name.clone()], text: name.as_str().into() };
        let height = columns.first().map_or(0, StringChunked::len);
        let table = Self {
            file: Arc::clone(source.file),
            sheet: None,
            headers: names.iter().map(header).collect(),
            header_row: None,
            cells: Cells::Columns { columns, rows: (1..=height as u64).collect() },
            copied: BTreeSet::new(),
        };
        table.checked(report)
    }

    pub(super) fn height(&self) -> usize {
        self.cells.height()
    }

    /// The text of a cell without blanks at its ends; empty where there is none.
    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        self.cells.get(row, column).map_or("", value::trim)
    }

    /// Puts the texts of a row into `cells`, one a column, blanks at their ends included.
    pub(super) fn split<'t>(&'t self, row: usize, cells: &mut Vec<&'t str>) {
        self.cells.split(row, cells);
    }

    /// Whether any cell repeats the text of a merged region.
    pub(super) fn has_copies(&self) -> bool {
        !self.copied.is_empty()
    }

    /// Whether a cell repeats the text of a merged region.
    pub(super) fn is_copied(&self, row: usize, column: usize) -> bool {
        !self.copied.is_empty() && self.copied.contains(&(row, column))
    }

    /// The number of a row in the file.
    pub(super) fn row_number(&self, row: usize) -> u64 {
        self.cells.number(row)
    }

    /// The place of a cell.
    pub(super) fn place(&self, row: usize, column: usize) -> Place {
        self.place_at(Some(self.cells.number(row)), Some(&self.headers[column].text))
    }

    /// The place of a whole row.
    pub(super) fn row_place(&self, row: usize) -> Place {
        self.place_at(Some(self.cells.number(row)), None)
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

    /// Whether a column has any text below its header.
    pub(super) fn is_blank(&self, column: usize) -> bool {
        (0..self.height()).all(|row| self.cell(row, column).is_empty())
    }

    /// How many cells of a row have text.
    pub(super) fn filled(&self, row: usize) -> usize {
        (0..self.cells.width()).filter(|&column| !self.cell(row, column).is_empty()).count()
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
        if self.height() == 0 {
            let place = place_of(&self.file.path, self.sheet.as_ref(), None);
            let problem = Problem::new("there is a header and no data below it").at(place);
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

/// The headers of a grid whose first `count` rows are headers.
fn headers(grid: &Grid, count: usize) -> Vec<Header> {
    let text = |row: usize, column: usize| grid.cells.get(row, column).map(header_text).unwrap_or_default();
    let mut groups: Vec<Option<String>> = vec![None; count];
    let mut headers = Vec::new();
    for column in 0..grid.cells.width() {
        let mut parts: Vec<String> = Vec::new();
        for (row, group) in groups.iter_mut().enumerate() {
            let own = text(row, column);
            let below = (row + 1..count).any(|row| !text(row, column).is_empty());
            if !own.is_empty() || !below {
                *group = Some(own.clone()).filter(|_| below);
            }
            // A group's title may stand over its first column only, the cells to its right left empty.
            let part = if own.is_empty() { group.clone().unwrap_or_default() } else { own };
            let repeated = grid.copied.contains(&(row, column)) && parts.last() == Some(&part);
            if !part.is_empty() && !repeated {
                parts.push(part);
            }
        }
        let joined = if parts.is_empty() { letters(grid.first_column as usize + column) } else { parts.join("/") };
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

/// The fault of a file that is not what it should be.
pub(super) fn damaged(what: &str, reason: impl std::fmt::Display) -> Fault {
    let message = format!("expected {what}, found something that cannot be read as one: {reason}");
    Fault::new(codes::DAMAGED_FILE, message, "get the file again from its source, or correct the dataset's `format`")
}
