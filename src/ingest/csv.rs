//! Comma- and tab-separated text → grid.
//!
//! polars reads the cells, all as text. Before it, an own scan of the lines: polars pads short rows, makes rows of blank
//! lines, and tells no line numbers. Must not know: what a column means.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::Arc;

use polars::prelude::*;

use crate::book::Format;

use super::codes::Report;
use super::table::{Fault, Grid, Source, Table, damaged, shielded};

mod encoding;
mod lines;

/// As many columns as a sheet of a workbook has.
const MOST_COLUMNS: usize = 16_384;

/// Reads a text file.
pub(super) fn read(source: &Source<'_>, report: &mut Report<'_>) -> Result<Option<Table>, Fault> {
    let text = encoding::decode(source, report)?;
    let separator = if source.dataset.format == Format::Tsv { b'\t' } else { b',' };
    let comment = source.dataset.comment.as_deref().filter(|prefix| !prefix.is_empty());
    let scan =
        lines::scan(&text, &lines::Dialect { separator, comment, header_rows: source.dataset.header_rows.max(1) });
    drop(text);
    for fault in &scan.faults {
        fault.report(source, report);
    }
    if scan.width > MOST_COLUMNS {
        let reason = format!("its header has {} cells, more than {MOST_COLUMNS}", scan.width);
        return Err(damaged("separated text", reason));
    }
    let columns = cells(scan.clean, scan.width, separator, scan.rows.len())?;
    let grid = Grid { sheet: None, columns, rows: scan.rows, first_column: 0, copied: BTreeSet::new() };
    Ok(Table::new(grid, source, report))
}

/// Reads well-formed records, `width` cells each, all as text.
fn cells(text: String, width: usize, separator: u8, height: usize) -> Result<Vec<StringChunked>, Fault> {
    if height == 0 {
        return Ok(Vec::new());
    }
    shielded("separated text", || {
        let schema: Schema = (0..width).map(|n| Field::new(format!("{n}").into(), DataType::String)).collect();
        let options = CsvReadOptions::default()
            .with_has_header(false)
            .with_infer_schema_length(Some(0))
            .with_schema(Some(Arc::new(schema)))
            .with_rechunk(true)
            .map_parse_options(|options| options.with_separator(separator));
        let frame = options.into_reader_with_file_handle(Cursor::new(text.into_bytes())).finish();
        let mut frame = frame.map_err(|error| damaged("separated text", error))?;
        frame.rechunk_mut();
        if frame.height() != height {
            return Err(damaged("separated text", format!("{height} rows were counted and {} read", frame.height())));
        }
        let columns = frame.columns().iter().map(|column| column.str().cloned());
        columns.collect::<PolarsResult<_>>().map_err(|error| damaged("separated text", error))
    })
}
