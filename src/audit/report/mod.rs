//! The audit of a finished edition, for data staff: every figure with its proof, and everything suspect.
//!
//! Owns: what is shown ([`Record`]) and the files below `audit/`. Must not know: how figures are computed or checked.

mod csv;
mod html;
mod json;
mod pieces;
pub(super) mod record;

use std::collections::BTreeMap;

use crate::Result;
use crate::book::Workbook;
use crate::kept::{Earlier, Never};

/// The files that are put together from pieces.
const PAGE: &str = "audit/audit.html";
const DATA: &str = "audit/audit.json";
const TABLE: &str = "audit/figures.csv";

use pieces::Pieces;
use record::Line;
pub use record::{Record, Signature};

/// Makes the audit's files: path → bytes.
///
/// # Errors
/// When a file cannot be made, which is a fault of the program.
pub fn report(record: &Record<'_>) -> Result<BTreeMap<String, Vec<u8>>> {
    report_again(record, &Never)
}

/// Makes the same, but for what stands in the last output as it would be made.
pub(crate) fn report_again(record: &Record<'_>, earlier: &dyn Earlier) -> Result<BTreeMap<String, Vec<u8>>> {
    let lines = record.lines();
    let pieces = Pieces::new(record, &lines, earlier);
    let (workbook, (page, (data, table))) = rayon::join(
        || workbook(record, &lines).transpose(),
        || {
            rayon::join(
                || html::page(record, &lines, &pieces),
                || (json::json(record, &lines, &pieces), csv::csv(record, &lines, &pieces)),
            )
        },
    );
    let files = [(PAGE, Some(page)), (DATA, Some(data)), ("audit/audit.xlsx", workbook?), (TABLE, Some(table))];
    Ok(files.into_iter().filter_map(|(path, bytes)| Some((path.to_owned(), bytes?))).collect())
}

/// The workbook of what the book wants one of; the cells of large tables are not among `lines`.
fn workbook(record: &Record<'_>, lines: &[Line<'_>]) -> Option<Result<Vec<u8>>> {
    match record.book().publish.workbook {
        Workbook::All if record.large_tables().next().is_some() => {
            Some(super::workbook::workbook(record, &record.every_line()))
        }
        Workbook::All | Workbook::Figures => Some(super::workbook::workbook(record, lines)),
        Workbook::None => None,
    }
}
