//! The audit of a finished edition, for data staff: every figure with its proof, and everything suspect.
//!
//! Owns: what is shown ([`Record`]) and the files below `audit/`. Must not know: how figures are computed or checked.

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
    let workbook = super::workbook::workbook(record, &lines)?;
    Ok(BTreeMap::from([("audit/audit.xlsx".to_owned(), workbook)]))
}
