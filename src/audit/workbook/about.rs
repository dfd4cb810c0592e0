//! The first sheet: what the workbook is, how it is read, and the totals, counted by formulas.

use crate::Result;

use super::super::report::record::Record;
use super::figures::CHECK;
use super::sheet::{Sheet, Value};
use super::words::Words;

/// Of the labels, the counts, and the rest of a paragraph.
const WIDTHS: [u16; 3] = [28, 12, 60];

/// Writes the sheet; `checks` are the figures that agree, differ, and are not compared.
pub(super) fn sheet(record: &Record<'_>, words: &Words, checks: [usize; 3]) -> Result<Sheet> {
    let book = record.book();
    let mut sheet = Sheet::plain(words.about)?;
    sheet.widths(&WIDTHS)?;
    sheet.title(&format!("{} {}", book.title.get(book.language).unwrap_or_default(), book.year))?;
    sheet.skip();
    let totals = record.totals();
    let count = |number: usize| Value::integer(number as u64);
    let live = |criterion: &str, number: usize| {
        let formula = format!("COUNTIF({0}!${1}:${1},\"{criterion}\")", words.figures, CHECK.0);
        Value::Formula(formula, number.to_string())
    };
    let values = [
        count(totals.figures),
        count(totals.computed),
        count(totals.reconstructed),
        count(totals.quoted),
        count(totals.unaccounted),
        live(words.agrees, checks[0]),
        live(words.differs, checks[1]),
        live("—", checks[2]),
        count(record.findings.as_slice().len()),
    ];
    for (label, value) in words.totals.into_iter().zip(values) {
        sheet.row(vec![Value::text(label), value])?;
    }
    sheet.skip();
    let width = WIDTHS.iter().copied().map(usize::from).sum::<usize>() - 4;
    for paragraph in words.reading {
        sheet.paragraph(paragraph, 3, width)?;
    }
    Ok(sheet)
}
