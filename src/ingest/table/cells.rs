//! The texts of a table's cells: columns of a library, or text whose cells are found where they stand.
//!
//! Must not know: headers, what a cell means.

use polars::prelude::StringChunked;

use crate::ingest::csv::{Line, LineFault, Text};
use crate::ingest::parquet::Groups;
use crate::ingest::value;

use super::Fault;

/// Texts in rows and columns.
pub(in crate::ingest) enum Cells {
    /// Columns of equal length, and the number of each row in the file.
    Columns { columns: Vec<StringChunked>, rows: Vec<u64> },
    /// Separated text.
    Text(Text),
    /// A Parquet file.
    Groups(Groups),
}

/// A row that is being read.
#[derive(Clone, Copy)]
pub(in crate::ingest) struct Row<'t> {
    /// Its number in the file.
    pub(in crate::ingest) number: u64,
    /// Its place among the rows, from 0, where these are columns of a library.
    pub(super) index: usize,
    /// Its texts, one a column, blanks at their ends included.
    pub(in crate::ingest) texts: &'t [&'t str],
}

impl<'t> Row<'t> {
    /// The text of a cell without blanks at its ends.
    pub(in crate::ingest) fn cell(&self, column: usize) -> &'t str {
        self.texts.get(column).map_or("", |text| value::trim(text))
    }

    /// How many cells have text.
    pub(in crate::ingest) fn filled(&self) -> usize {
        self.texts.iter().filter(|text| !value::trim(text).is_empty()).count()
    }
}

impl Cells {
    pub(super) fn width(&self) -> usize {
        match self {
            Self::Columns { columns, .. } => columns.len(),
            Self::Text(text) => text.width(),
            Self::Groups(groups) => groups.width(),
        }
    }

    pub(super) fn has_rows(&self) -> bool {
        match self {
            Self::Columns { rows, .. } => !rows.is_empty(),
            Self::Text(text) => text.has_rows(),
            Self::Groups(groups) => groups.has_rows(),
        }
    }

    /// Takes the header off the top: the number and the texts of each of its rows.
    pub(super) fn take_head(&mut self, most: usize) -> Vec<(u64, Vec<String>)> {
        let (columns, rows) = match self {
            Self::Text(text) => return text.head(),
            // Its columns have names of their own.
            Self::Groups(_) => return Vec::new(),
            Self::Columns { columns, rows } => (columns, rows),
        };
        let count = most.min(rows.len());
        let text = |column: &StringChunked, row: usize| column.get(row).unwrap_or_default().to_owned();
        let head = rows.drain(..count).enumerate();
        let head =
            head.map(|(row, number)| (number, columns.iter().map(|column| text(column, row)).collect())).collect();
        for column in columns.iter_mut() {
            *column = column.slice(i64::try_from(count).unwrap_or(0), usize::MAX);
        }
        head
    }

    pub(super) fn drop_last_column(&mut self) {
        match self {
            Self::Columns { columns, .. } => drop(columns.pop()),
            Self::Text(text) => text.drop_last_column(),
            Self::Groups(groups) => groups.drop_last_column(),
        }
    }

    /// Hands on all rows in their order, and what is malformed among them.
    pub(super) fn each(&self, mut visit: impl FnMut(Result<Row<'_>, LineFault>)) -> Result<(), Fault> {
        match self {
            Self::Columns { columns, rows } => {
                let mut texts = Vec::with_capacity(columns.len());
                for (index, number) in rows.iter().enumerate() {
                    texts.clear();
                    texts.extend(columns.iter().map(|column| column.get(index).unwrap_or_default()));
                    visit(Ok(Row { number: *number, index, texts: &texts }));
                }
                Ok(())
            }
            Self::Text(text) => text.rows(|line| match line {
                Line::Record(number, texts) => visit(Ok(Row { number, index: 0, texts })),
                Line::Fault(fault) => visit(Err(fault)),
            }),
            Self::Groups(groups) => groups.each(|number, texts| visit(Ok(Row { number, index: 0, texts }))),
        }
    }
}
