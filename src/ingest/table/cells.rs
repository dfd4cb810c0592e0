//! The texts of a table's cells: columns of a library, or the text of the file itself, whose cells are found where they
//! stand. A large CSV is thus held once.
//!
//! Must not know: headers, what a cell means.

use std::collections::BTreeMap;

use polars::prelude::StringChunked;

/// Texts in rows and columns.
pub(in crate::ingest) enum Cells {
    /// Columns of equal length, and the number of each row in the file.
    Columns { columns: Vec<StringChunked>, rows: Vec<u64> },
    /// Records of separated text.
    Text(Text),
}

/// Separated text and where its records begin.
pub(in crate::ingest) struct Text {
    pub(in crate::ingest) text: String,
    pub(in crate::ingest) separator: u8,
    pub(in crate::ingest) width: usize,
    /// Sound records only.
    pub(in crate::ingest) records: Vec<Start>,
    /// Cells with doubled quotes, without these: by record and column.
    pub(in crate::ingest) unquoted: BTreeMap<(usize, usize), String>,
    /// How many records at the start are no rows.
    pub(in crate::ingest) skipped: usize,
}

/// Where a record begins: the byte, and the line from 1. Files are smaller than 4 GiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Start {
    pub(in crate::ingest) byte: u32,
    pub(in crate::ingest) line: u32,
}

impl Cells {
    pub(super) fn width(&self) -> usize {
        match self {
            Self::Columns { columns, .. } => columns.len(),
            Self::Text(text) => text.width,
        }
    }

    pub(super) fn height(&self) -> usize {
        match self {
            Self::Columns { rows, .. } => rows.len(),
            Self::Text(text) => text.records.len() - text.skipped,
        }
    }

    /// The number of a row in the file.
    pub(super) fn number(&self, row: usize) -> u64 {
        match self {
            Self::Columns { rows, .. } => rows[row],
            Self::Text(text) => u64::from(text.records[text.skipped + row].line),
        }
    }

    pub(super) fn get(&self, row: usize, column: usize) -> Option<&str> {
        match self {
            Self::Columns { columns, .. } => columns[column].get(row),
            Self::Text(text) => text.cells(row).nth(column),
        }
    }

    /// Puts the texts of a row into `cells`, one a column.
    pub(super) fn split<'t>(&'t self, row: usize, cells: &mut Vec<&'t str>) {
        cells.clear();
        match self {
            Self::Columns { columns, .. } => {
                cells.extend(columns.iter().map(|column| column.get(row).unwrap_or_default()));
            }
            Self::Text(text) => cells.extend(text.cells(row)),
        }
        cells.resize(self.width(), "");
    }

    /// Takes rows off the top.
    pub(super) fn skip(&mut self, count: usize) {
        match self {
            Self::Columns { columns, rows } => {
                for column in columns.iter_mut() {
                    *column = column.slice(i64::try_from(count).unwrap_or(0), usize::MAX);
                }
                rows.drain(..count);
            }
            Self::Text(text) => text.skipped += count,
        }
    }

    pub(super) fn drop_last_column(&mut self) {
        match self {
            Self::Columns { columns, .. } => drop(columns.pop()),
            Self::Text(text) => text.width -= 1,
        }
    }
}

impl Text {
    /// The cells of a row.
    pub(in crate::ingest) fn cells(&self, row: usize) -> impl Iterator<Item = &str> {
        let index = self.skipped + row;
        let bytes = self.text.as_bytes();
        let mut at = Some(self.records[index].byte as usize);
        (0..self.width).map_while(move |column| {
            let begin = at?;
            let is_quoted = bytes.get(begin) == Some(&b'"');
            let end = if is_quoted { end_of_quoted(bytes, begin) } else { self.end_of_bare(begin) };
            at = (bytes.get(end) == Some(&self.separator)).then_some(end + 1);
            if !is_quoted {
                let cell = &self.text[begin..end];
                return Some(if at.is_none() { cell.strip_suffix('\r').unwrap_or(cell) } else { cell });
            }
            let cell = &self.text[begin + 1..(end - 1).max(begin + 1)];
            Some(if cell.contains('"') {
                self.unquoted.get(&(index, column)).map_or(cell, String::as_str)
            } else {
                cell
            })
        })
    }

    fn end_of_bare(&self, begin: usize) -> usize {
        let rest = &self.text.as_bytes()[begin..];
        let ends = |byte: &u8| *byte == self.separator || *byte == b'\n';
        begin + rest.iter().position(ends).unwrap_or(rest.len())
    }

    /// Notes the cells of a record that hold doubled quotes.
    pub(in crate::ingest) fn note_doubled_quotes(&mut self, record: usize) {
        let cells = self.cells(record - self.skipped).enumerate();
        let doubled = cells.filter(|(_, cell)| cell.contains("\"\""));
        let single: Vec<_> = doubled.map(|(column, cell)| ((record, column), cell.replace("\"\"", "\""))).collect();
        self.unquoted.extend(single);
    }
}

/// Where a cell ends that begins with a quote at `begin`, quotes included; records are known to be sound.
fn end_of_quoted(bytes: &[u8], begin: usize) -> usize {
    let mut at = begin + 1;
    loop {
        match (bytes.get(at), bytes.get(at + 1)) {
            (None, _) => return at,
            (Some(b'"'), Some(b'"')) => at += 2,
            (Some(b'"'), _) => return at + 1,
            _ => at += 1,
        }
    }
}
