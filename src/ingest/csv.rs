//! Comma- and tab-separated text → grid.
//!
//! One scan of the lines finds the sound records and reports the others; the cells stay where they stand in the text.
//! (polars' reader pads short rows, makes rows of blank lines, tells no line numbers, and would hold the text once more.)
//! Must not know: what a column means.

use std::collections::BTreeSet;

use crate::book::Format;

use super::codes::Report;
use super::table::{Cells, Fault, Grid, Source, Table, damaged};

mod encoding;
mod lines;

/// As many columns as a sheet of a workbook has.
const MOST_COLUMNS: usize = 16_384;

/// Reads a text file.
pub(super) fn read(source: &mut Source<'_>, report: &mut Report<'_>) -> Result<Option<Table>, Fault> {
    let text = encoding::decode(source, report)?;
    let separator = if source.dataset.format == Format::Tsv { b'\t' } else { b',' };
    let comment = source.dataset.comment.as_deref().filter(|prefix| !prefix.is_empty());
    let scan =
        lines::scan(text, &lines::Dialect { separator, comment, header_rows: source.dataset.header_rows.max(1) });
    for fault in &scan.faults {
        fault.report(source, report);
    }
    if scan.text.width > MOST_COLUMNS {
        let reason = format!("its header has {} cells, more than {MOST_COLUMNS}", scan.text.width);
        return Err(damaged("separated text", reason));
    }
    let grid = Grid { sheet: None, cells: Cells::Text(scan.text), first_column: 0, copied: BTreeSet::new() };
    Ok(Table::new(grid, source, report))
}
