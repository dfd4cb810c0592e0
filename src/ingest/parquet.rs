//! Parquet → table, by polars. Columns may hold text, numbers, truth values or dates; all become text.
//!
//! Data may be more than there is memory for, and have columns that nobody asks for: only those that the plan names are read, a
//! row group at a time, and of all files the bytes of one at a time are in memory.
//!
//! Must not know: what a column means.

use std::io::Cursor;

use polars::prelude::*;

use crate::book::{FileError, Files, Version};
use crate::findings::{Place, Problem};

use super::binary;
use super::codes::{self, Report};
use super::table::{Bytes, Fault, Source, Table, changed, damaged, shielded, unreadable};

#[cfg(test)]
pub(in crate::ingest) mod tests;

const WHAT: &str = "a Parquet file";

/// A Parquet file, whose bytes are read whenever someone looks into it: a book may have many, of a gigabyte each.
pub(super) struct Packed {
    files: Files,
    path: String,
    version: Version,
}

/// How many bytes are read at a time.
const PIECE: usize = 1 << 20;

/// Reads a file for the first time; returns its hash as well.
pub(super) fn open(files: &Files, path: &str) -> Result<(String, Bytes), FileError> {
    let mut pieces = files.open(path)?;
    let version = pieces.version()?;
    let (mut hash, mut buffer) = (files.hash_of(path), Vec::new());
    while pieces.read(&mut buffer, PIECE)? > 0 {
        hash.update(&buffer);
        buffer.clear();
    }
    let hash = hash.text();
    files.hashed(path, &hash);
    Ok((hash, Bytes::Packed(Packed { files: files.clone(), path: path.to_owned(), version })))
}

impl Packed {
    fn bytes(&self) -> Result<Vec<u8>, Fault> {
        // With room for a piece more, which the last read asks for.
        let mut bytes = Vec::with_capacity(self.version.bytes() + PIECE);
        let mut read = || {
            let mut pieces = self.files.open(&self.path)?;
            while pieces.read(&mut bytes, PIECE)? > 0 {}
            pieces.version()
        };
        let version = read().map_err(|error: FileError| unreadable(&error))?;
        if version == self.version { Ok(bytes) } else { Err(changed()) }
    }
}

/// The rows of a Parquet file, read a row group at a time whenever someone asks for them.
pub(super) struct Groups {
    file: Packed,
    /// The names of the columns that can be read.
    names: Vec<String>,
    /// Which of them anybody reads.
    wanted: Vec<bool>,
    /// How many rows each group has.
    heights: Vec<usize>,
}

impl Groups {
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn width(&self) -> usize {
        self.names.len()
    }

    pub(super) fn has_rows(&self) -> bool {
        self.heights.iter().any(|height| *height > 0)
    }

    pub(super) fn drop_last_column(&mut self) {
        self.names.pop();
        self.wanted.pop();
    }

    /// Reads no other columns from now on.
    pub(super) fn read_only(&mut self, is_wanted: impl Fn(usize) -> bool) {
        self.wanted = (0..self.names.len()).map(is_wanted).collect();
    }

    /// Hands on all rows: the number of each, from 1, and its texts, which are empty where nobody reads the column.
    pub(super) fn each(&self, mut visit: impl FnMut(u64, &[&str])) -> Result<(), Fault> {
        let bytes = self.file.bytes()?;
        self.groups(&bytes, &self.wanted, |first, columns| {
            let mut texts = Vec::with_capacity(columns.len());
            let height = columns.iter().flatten().map(StringChunked::len).next().unwrap_or(0);
            for row in 0..height {
                texts.clear();
                texts.extend(columns.iter().map(|column| text(column.as_ref(), row)));
                visit((first + row) as u64 + 1, &texts);
            }
        })
    }

    /// Reads some columns, a group at a time: the row before each group, from 0, and the texts.
    fn groups(
        &self,
        bytes: &[u8],
        wanted: &[bool],
        mut visit: impl FnMut(usize, &[Option<StringChunked>]),
    ) -> Result<(), Fault> {
        let chosen = self.names.iter().zip(wanted).filter(|(_, wanted)| **wanted);
        let chosen: Vec<String> = chosen.map(|(name, _)| name.clone()).collect();
        if chosen.is_empty() {
            return Ok(());
        }
        let mut first = 0;
        for height in &self.heights {
            let columns = shielded(WHAT, || {
                let frame = frame(bytes, Some(chosen.clone()), Some((first, *height)))?;
                let mut read = frame.columns().iter();
                let column = |wanted: &bool| if *wanted { read.next().map(texts).transpose() } else { Ok(None) };
                wanted.iter().map(column).collect::<Result<Vec<_>, _>>()
            })?;
            visit(first, &columns);
            first += height;
        }
        Ok(())
    }
}

fn text(column: Option<&StringChunked>, row: usize) -> &str {
    column.and_then(|column| column.get(row)).unwrap_or_default()
}

fn frame(bytes: &[u8], columns: Option<Vec<String>>, rows: Option<(usize, usize)>) -> Result<DataFrame, Fault> {
    let reader = ParquetReader::new(Cursor::new(bytes)).with_columns(columns).with_slice(rows);
    reader.finish().map_err(|error| damaged(WHAT, error))
}

/// Reads the names and kinds of the columns, and looks at the digits of those that hold binary numbers; the rest is read when
/// someone asks for the rows.
pub(super) fn read(source: &mut Source<'_>, report: &mut Report<'_>) -> Result<Option<Table>, Fault> {
    let Bytes::Packed(file) = std::mem::replace(&mut source.bytes, Bytes::Held(Vec::new())) else { return Ok(None) };
    let bytes = file.bytes()?;
    if bytes.is_empty() {
        return Err(Fault::new(codes::EMPTY_FILE, "there is nothing in it", "get the file again from its source"));
    }
    let (empty, heights) = shielded(WHAT, || {
        let mut reader = ParquetReader::new(Cursor::new(&bytes));
        let metadata = reader.get_metadata().map_err(|error| damaged(WHAT, error))?;
        let mut heights = Vec::new();
        for group in &metadata.row_groups {
            heights.push(group.num_rows());
        }
        Ok((frame(&bytes, None, Some((0, 0)))?, heights))
    })?;
    let (mut names, mut floats) = (Vec::new(), Vec::new());
    for column in empty.columns() {
        let name = column.name().to_string();
        match shielded(WHAT, || texts(column)) {
            Ok(_) => {
                floats.push(column.dtype().is_float());
                names.push(name);
            }
            Err(_) => unreadable_column(name, column.dtype(), source, report),
        }
    }
    let groups = Groups { file, wanted: vec![true; names.len()], names, heights };
    groups.groups(&bytes, &floats, |first, columns| {
        let numbers = groups.names.iter().zip(columns);
        numbers.for_each(|(name, texts)| texts.iter().for_each(|texts| remark((name, first), texts, source, report)));
    })?;
    Ok(Some(Table::with_names(groups, source, report)))
}

fn unreadable_column(name: String, kind: &DataType, source: &Source<'_>, report: &mut Report<'_>) {
    let message = format!("expected text, a number or a date in column `{name}`, found {kind}; it is not read");
    let place = Place::Cell { file: source.file.path.clone(), sheet: None, row: None, column: Some(name) };
    report.add(codes::UNREADABLE_COLUMN, Problem::new(message).at(place).hint("write the column as text"));
}

/// Reports numbers with more digits than a binary number keeps.
fn remark((name, first): (&str, usize), texts: &StringChunked, source: &Source<'_>, report: &mut Report<'_>) {
    for (row, text) in texts.iter().enumerate() {
        let Some(text) = text.filter(|text| binary::significant(text) > binary::RELIABLE) else { continue };
        let (file, column) = (source.file.path.clone(), Some(name.to_owned()));
        let place = Place::Cell { file, sheet: None, row: Some((first + row) as u64 + 1), column };
        let problem = Problem::new(format!("`{text}` has more than {} significant digits", binary::RELIABLE)).at(place);
        report.add(codes::TOO_PRECISE, problem.hint("write the published number as text, or round it"));
    }
}

/// The cells of a column as people would write them.
fn texts(column: &Column) -> Result<StringChunked, Fault> {
    let name = || column.name().clone();
    let fault = |error: PolarsError| damaged(WHAT, error);
    let texts = match column.dtype() {
        DataType::String => column.str().map_err(fault)?.clone(),
        // polars' own cast writes 1e16 with an exponent; these are the shortest plain decimals.
        DataType::Float64 => {
            let numbers = column.f64().map_err(fault)?;
            StringChunked::from_iter_options(
                name(),
                numbers.iter().map(|number| number.map(|number| number.to_string())),
            )
        }
        DataType::Float32 => {
            let numbers = column.f32().map_err(fault)?;
            StringChunked::from_iter_options(
                name(),
                numbers.iter().map(|number| number.map(|number| number.to_string())),
            )
        }
        DataType::Null => StringChunked::full_null(name(), column.len()),
        kind if kind.is_integer() || kind.is_bool() || kind.is_temporal() || kind.is_decimal() || is_category(kind) => {
            column.cast(&DataType::String).map_err(fault)?.str().map_err(fault)?.clone()
        }
        kind => return Err(damaged(WHAT, kind)),
    };
    Ok(texts.rechunk().into_owned())
}

fn is_category(kind: &DataType) -> bool {
    kind.to_string() == "cat" || kind.to_string() == "enum"
}
