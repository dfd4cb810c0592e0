//! The audit of a finished edition, for data staff: every figure with its proof, and everything suspect.
//!
//! Owns: what is shown ([`Record`]) and the files below `audit/`. Must not know: how figures are computed or checked.

mod csv;
mod gathered;
mod html;
mod json;
mod parts;
pub(super) mod record;

use std::collections::BTreeMap;

use crate::Result;
use crate::book::Workbook;
use crate::output::{Earlier, InMemory, Never, Output};

use gathered::Gathered;
use parts::{Parts, Section};
use record::Line;
pub use record::{Record, Signature};

/// The files that are put together from parts.
const PAGE: &str = "audit/audit.html";
const DATA: &str = "audit/audit.json";
const TABLE: &str = "audit/figures.csv";

/// Makes the audit's files: path → bytes.
///
/// # Errors
/// When a file cannot be made, which is a fault of the program.
pub fn report(record: &Record<'_>) -> Result<BTreeMap<String, Vec<u8>>> {
    let output = InMemory::default();
    report_again(record, (&Never, &output))?;
    Ok(output.into_files())
}

/// Hands the same files on as they are made, but for what stands in the last output as it would be made.
pub(crate) fn report_again(record: &Record<'_>, (earlier, out): (&dyn Earlier, &dyn Output)) -> Result<()> {
    let mut lines = record.lines();
    let (workbook, files) = rayon::join(|| workbook(record).transpose(), || texts(record, &mut lines, (earlier, out)));
    files?;
    workbook?.map_or(Ok(()), |bytes| out.put("audit/audit.xlsx", bytes.into()))
}

/// The page, the JSON and the table, a chapter after the other in all three: where a figure comes from is found once for them,
/// and let go with its chapter, since a rank of a hundred areas has a hundred inputs.
fn texts<'r>(
    record: &Record<'r>,
    lines: &mut [Line<'r>],
    (earlier, out): (&'r dyn Earlier, &'r dyn Output),
) -> Result<()> {
    let grow = |path| out.begin(path).map(Gathered::new);
    let (mut page, mut data, mut table) = (grow(PAGE)?, grow(DATA)?, grow(TABLE)?);
    html::begin(record, lines, &mut page);
    json::begin(record, &mut data);
    csv::begin(&mut table);
    let begin = (page.len(), data.len(), table.len());
    let mut parts = Parts::new(record, lines, earlier);
    for chapter in &mut parts.chapters {
        let rows = |lines: &[Line<'r>], out: &mut Vec<u8>| html::rows(record, lines, out);
        let figures = |lines: &[Line<'r>], out: &mut Vec<u8>| json::figures(record, lines, out);
        let sheet = |lines: &[Line<'r>], out: &mut Vec<u8>| csv::rows(record, lines, out);
        rayon::join(
            || chapter.put((Section::Rows, begin.0), &mut page, earlier, rows),
            || {
                chapter.put((Section::Figures, begin.1), &mut data, earlier, figures);
                chapter.put((Section::Sheet, begin.2), &mut table, earlier, sheet);
            },
        );
        chapter.lines.iter_mut().for_each(Line::forget_provenance);
    }
    json::end(record, &parts, begin.1, &mut data);
    drop(parts);
    html::end(record, lines, &mut page);
    [page, data, table].into_iter().try_for_each(Gathered::end)
}

/// The workbook of what the book wants one of.
fn workbook(record: &Record<'_>) -> Option<Result<Vec<u8>>> {
    match record.book().publish.workbook {
        Workbook::All if record.large_tables().next().is_some() => {
            Some(super::workbook::workbook(record, &record.every_line()))
        }
        Workbook::All | Workbook::Figures => Some(super::workbook::workbook(record, &record.lines())),
        Workbook::None => None,
    }
}
