//! The audit of a finished edition, for data staff: every figure with its proof, and everything suspect.
//!
//! Owns: what is shown ([`Record`]) and the files below `audit/`. Must not know: how figures are computed or checked.

mod csv;
mod html;
mod json;
pub(super) mod record;

use std::collections::BTreeMap;

use crate::Result;

pub use record::{Record, Signature};

/// Makes the audit's files: path → bytes.
///
/// # Errors
/// When a file cannot be made, which is a fault of the program.
pub fn report(record: &Record<'_>) -> Result<BTreeMap<String, Vec<u8>>> {
    let lines = record.lines();
    let (workbook, (page, (data, table))) = rayon::join(
        || super::workbook::workbook(record, &record.every_line()),
        || rayon::join(|| html::page(record, &lines), || (json::json(record, &lines), csv::csv(record, &lines))),
    );
    let files = [
        ("audit/audit.html", page.into_bytes()),
        ("audit/audit.json", data.into_bytes()),
        ("audit/audit.xlsx", workbook?),
        ("audit/figures.csv", table.into_bytes()),
    ];
    Ok(files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect())
}
