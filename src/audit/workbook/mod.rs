//! `audit.xlsx`: the audit as a workbook that computes every figure from the observations again.
//!
//! 1. `observations`: what the edition uses, a row each;
//! 2. `formula`: an expression of the book → a cell's formula over those rows, and the rows of steps that it needs;
//! 3. `rounding`: the one rounding, as a spreadsheet does it;
//! 4. `figures`, `steps`, `findings`, `about`: the sheets.
//!
//! Every formula carries the result that it has when the file is made, for viewers that do not calculate. The bytes are the
//! same for the same edition. Must not know: where the file goes.

mod about;
mod figures;
mod findings;
mod formula;
mod observations;
mod rounding;
mod sheet;
mod steps;
mod words;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::Result;

use super::report::record::{Line, Record};
use formula::{Columns, Formulas};
use words::Words;

/// Makes the workbook.
///
/// # Errors
/// When the writer refuses it, which is a fault of the program.
pub(super) fn workbook(record: &Record<'_>, lines: &[Line<'_>]) -> Result<Vec<u8>> {
    let words = Words::of(record.language());
    let rows = observations::rows(record, lines);
    let columns = Columns {
        value: (words.observations, observations::VALUE),
        comparable: (words.observations, observations::COMPARABLE),
        step: (words.steps, steps::VALUE),
    };
    let observations = observations::sheet(record, words, &rows)?;
    let mut formulas = Formulas::new(record.catalogue, columns, rows);
    let figures = figures::sheet(record, words, lines, &mut formulas)?;
    let about = about::sheet(record, words, figures.checks)?;
    let steps = steps::sheet(record, words, &formulas)?;
    let findings = findings::sheet(record, words, lines)?;

    let mut workbook = Workbook::new();
    // A date of creation would make every build another file.
    let created = ExcelDateTime::from_ymd(2000, 1, 1).map_err(sheet::fault)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for sheet in [about, figures.sheet, observations, steps, findings] {
        workbook.push_worksheet(sheet.finish()?);
    }
    workbook.save_to_buffer().map_err(sheet::fault)
}
