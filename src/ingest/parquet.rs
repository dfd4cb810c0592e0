//! Parquet → table, by polars. Columns may hold text, numbers, truth values or dates; all become text.
//!
//! Must not know: what a column means.

use std::io::Cursor;

use polars::prelude::*;

use crate::findings::{Place, Problem};

use super::binary;
use super::codes::{self, Report};
use super::table::{Fault, Source, Table, damaged, shielded};

#[cfg(test)]
pub(in crate::ingest) mod tests;

const WHAT: &str = "a Parquet file";

/// Reads a Parquet file.
pub(super) fn read(source: &Source<'_>, report: &mut Report<'_>) -> Result<Option<Table>, Fault> {
    if source.held().is_empty() {
        return Err(Fault::new(codes::EMPTY_FILE, "there is nothing in it", "get the file again from its source"));
    }
    let frame = shielded(WHAT, || {
        let reader = ParquetReader::new(Cursor::new(source.held()));
        reader.finish().map_err(|error| damaged(WHAT, error))
    })?;
    let (mut names, mut columns) = (Vec::new(), Vec::new());
    for column in frame.columns() {
        let name = column.name().to_string();
        match shielded(WHAT, || texts(column)) {
            Ok(texts) => {
                if column.dtype().is_float() {
                    remark(&name, &texts, source, report);
                }
                names.push(name);
                columns.push(texts);
            }
            Err(_) => unreadable(name, column.dtype(), source, report),
        }
    }
    Ok(Some(Table::with_names(&names, columns, source, report)))
}

fn unreadable(name: String, kind: &DataType, source: &Source<'_>, report: &mut Report<'_>) {
    let message = format!("expected text, a number or a date in column `{name}`, found {kind}; it is not read");
    let place = Place::Cell { file: source.file.path.clone(), sheet: None, row: None, column: Some(name) };
    report.add(codes::UNREADABLE_COLUMN, Problem::new(message).at(place).hint("write the column as text"));
}

/// Reports numbers with more digits than a binary number keeps.
fn remark(name: &str, texts: &StringChunked, source: &Source<'_>, report: &mut Report<'_>) {
    for (row, text) in texts.iter().enumerate() {
        let Some(text) = text.filter(|text| binary::significant(text) > binary::RELIABLE) else { continue };
        let (file, column) = (source.file.path.clone(), Some(name.to_owned()));
        let place = Place::Cell { file, sheet: None, row: Some(row as u64 + 1), column };
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
