//! The audit of a finished edition, for data staff: every figure with its proof, and everything suspect.
//!
//! Owns: what is shown ([`Record`]) and the files below `audit/`. Must not know: how figures are computed or checked.

mod csv;
mod html;
mod json;
pub(super) mod record;

use std::collections::BTreeMap;

use crate::Result;

pub use record::{Coverage, Record, Signature};

/// Makes the audit's files: path → bytes.
///
/// # Errors
/// When a file cannot be made, which is a fault of the program.
pub fn report(record: &Record<'_>) -> Result<BTreeMap<String, Vec<u8>>> {
    let lines = record.lines();
    let files = [
        ("audit/audit.html", html::page(record, &lines).into_bytes()),
        ("audit/audit.json", json::json(record, &lines).into_bytes()),
        ("audit/audit.xlsx", super::workbook::workbook(record, &lines)?),
        ("audit/figures.csv", csv::csv(record, &lines).into_bytes()),
    ];
    Ok(files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect())
}
