//! XLSX → grid, by calamine.
//!
//! Owns: sheets, ranges, merged regions, dates, number formats, cached formula values. Must not know: what a column means.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, Xlsx, XlsxError};
use polars::prelude::{NewChunkedArray, StringChunked};

use crate::findings::{Place, Problem, nearest};

use super::binary;
use super::codes::{self, Report};
use super::table::{Cells, Fault, Grid, Source, Table, damaged, letters, place_of, shielded};

#[cfg(test)]
pub(in crate::ingest) mod tests;

/// The largest table that is read, in cells: a stray cell in the last row would otherwise ask for all memory.
const MOST_CELLS: usize = 50_000_000;

/// Row and column in a sheet, from 0.
type Position = (u32, u32);

/// What one sheet holds.
#[derive(Default)]
struct Sheet {
    cells: BTreeMap<Position, String>,
    /// Numbers with more digits than a spreadsheet program computes with.
    imprecise: Vec<(Position, String)>,
    /// Formulas without a value.
    uncomputed: Vec<(Position, String)>,
    merged: Vec<Dimensions>,
}

/// Reads a sheet of a workbook.
pub(super) fn read(source: &Source<'_>, report: &mut Report<'_>) -> Result<Option<Table>, Fault> {
    if source.held().is_empty() {
        return Err(Fault::new(codes::EMPTY_FILE, "there is nothing in it", "get the file again from its source"));
    }
    let range = source.dataset.range.as_deref().map(parse_range).transpose()?;
    let (name, mut sheet) = shielded("an XLSX workbook", || open(source))?;
    if let Some(range) = &range {
        sheet.cells.retain(|&(row, column), _| range.contains(row, column));
        sheet.merged.retain(|merged| range.contains(merged.start.0, merged.start.1));
        sheet.imprecise.retain(|((row, column), _)| range.contains(*row, *column));
        sheet.uncomputed.retain(|((row, column), _)| range.contains(*row, *column));
        if sheet.cells.is_empty() {
            let message = format!(
                "range `{}` of sheet `{name}` holds no cells",
                source.dataset.range.as_deref().unwrap_or_default()
            );
            return Err(Fault::new(codes::BAD_RANGE, message, "correct `range` or `sheet` of the dataset"));
        }
    }
    let name: Arc<str> = name.into();
    remarks(&sheet, &name, source, report);
    let grid = grid(sheet, name)?;
    Ok(Table::new(grid, source, report))
}

fn open(source: &Source<'_>) -> Result<(String, Sheet), Fault> {
    let fault = |error: XlsxError| match error {
        XlsxError::Password => {
            Fault::new(codes::DAMAGED_FILE, "the workbook is protected by a password", "save it without a password")
        }
        error => damaged("an XLSX workbook", error),
    };
    let mut book = Xlsx::new(Cursor::new(source.held())).map_err(fault)?;
    let name = sheet_name(&book.sheet_names(), source.dataset.sheet.as_deref())?;
    let mut sheet = cells(&mut book, &name).map_err(fault)?;
    sheet.merged = book.merge_cells_by_sheet_name(&name).map_err(fault)?;
    Ok((name, sheet))
}

fn sheet_name(names: &[String], wanted: Option<&str>) -> Result<String, Fault> {
    let Some(wanted) = wanted else {
        let hint = "get the file again from its source";
        return names
            .first()
            .cloned()
            .ok_or_else(|| Fault::new(codes::MISSING_SHEET, "the workbook has no sheet", hint));
    };
    let same = |name: &&String| super::value::trim(name) == super::value::trim(wanted);
    names.iter().find(|name| *name == wanted).or_else(|| names.iter().find(same)).cloned().ok_or_else(|| {
        let near = nearest(wanted, names.iter().map(String::as_str));
        let hint =
            near.map_or_else(|| format!("its sheets: {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
        Fault::new(codes::MISSING_SHEET, format!("there is no sheet `{wanted}`"), hint)
    })
}

/// Reads the cells of a sheet as they come: a dense range of a sheet with one stray cell would not fit into memory.
fn cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Sheet, XlsxError> {
    let (mut sheet, mut empty) = (Sheet::default(), BTreeSet::new());
    let mut reader = book.worksheet_cells_reader(name)?;
    // One cell more than is read is enough to refuse the sheet.
    while sheet.cells.len() <= MOST_CELLS
        && let Some((cell, style)) = reader.next_cell_with_style_id()?
    {
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let position = cell.get_position();
        let text = text(cell.get_value(), format.map_or("General", |format| format.format_code.as_str()));
        let Some(text) = text else { continue };
        if text.is_empty() {
            empty.insert(position);
            continue;
        }
        if matches!(cell.get_value(), DataRef::Float(_)) && binary::significant(&text) > binary::RELIABLE {
            sheet.imprecise.push((position, text.clone()));
        }
        sheet.cells.insert(position, text);
    }
    drop(reader);
    let mut formulas = book.worksheet_cells_reader(name)?;
    while let Some(formula) = formulas.next_formula()? {
        // A formula may well give an empty text; one that gives nothing was never computed.
        let position = formula.get_position();
        if !formula.get_value().is_empty() && !sheet.cells.contains_key(&position) && !empty.contains(&position) {
            sheet.uncomputed.push((position, formula.get_value().clone()));
        }
    }
    Ok(sheet)
}

fn text(value: &DataRef<'_>, format: &str) -> Option<String> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => binary::text(*number, format),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string().to_uppercase(),
        DataRef::DateTime(date) => date_text(date),
        DataRef::Error(error) => error.to_string(),
    })
}

/// `2016-12-31`, with the time where there is one.
fn date_text(date: &ExcelDateTime) -> String {
    if date.is_duration() {
        return format!("{} days", date.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time =
        if (hour, minute, second) == (0, 0, 0) { String::new() } else { format!(" {hour:02}:{minute:02}:{second:02}") };
    format!("{year:04}-{month:02}-{day:02}{time}")
}

/// Reports what is odd in single cells.
fn remarks(sheet: &Sheet, name: &Arc<str>, source: &Source<'_>, report: &mut Report<'_>) {
    let place = |&(row, column): &Position| Place::Cell {
        file: source.file.path.clone(),
        sheet: Some(name.to_string()),
        row: Some(u64::from(row) + 1),
        column: Some(letters(column as usize)),
    };
    for (position, text) in &sheet.imprecise {
        let problem =
            Problem::new(format!("`{text}` has more than {} significant digits", binary::RELIABLE)).at(place(position));
        report.add(
            codes::TOO_PRECISE,
            problem.hint("round the cell in the workbook, or store the published number as text"),
        );
    }
    for (position, formula) in &sheet.uncomputed {
        let problem = Problem::new(format!("formula `={formula}` has no value")).at(place(position));
        report.add(
            codes::NO_CACHED_VALUE,
            problem.hint("open the workbook in a spreadsheet program and save it, so that it is computed"),
        );
    }
}

/// Fills merged regions and lays the cells out in rows and columns.
fn grid(mut sheet: Sheet, name: Arc<str>) -> Result<Grid, Fault> {
    let Some(bounds) = bounds(sheet.cells.keys()) else {
        return Ok(Grid {
            sheet: Some(name),
            cells: Cells::Columns { columns: vec![], rows: vec![] },
            first_column: 0,
            copied: BTreeSet::new(),
        });
    };
    let rows: BTreeSet<u32> = sheet.cells.keys().map(|(row, _)| *row).collect();
    let width = (bounds.end.1 - bounds.start.1) as usize + 1;
    if rows.len().saturating_mul(width) > MOST_CELLS {
        let message =
            format!("sheet `{name}` spans {} rows and {width} columns, more than {MOST_CELLS} cells", rows.len());
        return Err(Fault::new(codes::DAMAGED_FILE, message, "limit it by `range`, or hand it in as CSV or Parquet"));
    }
    let filled = fill(&mut sheet, &rows, &bounds);
    let index: BTreeMap<u32, usize> = rows.iter().enumerate().map(|(index, row)| (*row, index)).collect();
    let place = |&(row, column): &Position| (index[&row], (column - bounds.start.1) as usize);
    let mut texts: Vec<Vec<Option<String>>> = vec![vec![None; rows.len()]; width];
    for (position, text) in sheet.cells {
        let (row, column) = place(&position);
        texts[column][row] = Some(text);
    }
    let columns =
        texts.into_iter().map(|texts| StringChunked::from_iter_options("".into(), texts.into_iter())).collect();
    let copied = filled.iter().map(place).collect();
    let rows = rows.iter().map(|row| u64::from(*row) + 1).collect();
    Ok(Grid { sheet: Some(name), cells: Cells::Columns { columns, rows }, first_column: bounds.start.1, copied })
}

fn bounds<'a>(positions: impl Iterator<Item = &'a Position>) -> Option<Dimensions> {
    positions.fold(None, |bounds: Option<Dimensions>, &(row, column)| {
        let bounds = bounds.unwrap_or(Dimensions::new((row, column), (row, column)));
        let start = (bounds.start.0.min(row), bounds.start.1.min(column));
        Some(Dimensions::new(start, (bounds.end.0.max(row), bounds.end.1.max(column))))
    })
}

/// Writes the text of each merged region into its other cells, in rows that have cells; returns those.
fn fill(sheet: &mut Sheet, rows: &BTreeSet<u32>, bounds: &Dimensions) -> Vec<Position> {
    let mut copies = Vec::new();
    for merged in &sheet.merged {
        let Some(text) = sheet.cells.get(&merged.start).cloned() else { continue };
        let end = (merged.end.0.max(merged.start.0), merged.end.1.min(bounds.end.1));
        for row in rows.range(merged.start.0..=end.0) {
            for column in merged.start.1..=end.1 {
                if (*row, column) != merged.start && copies.len() < MOST_CELLS {
                    sheet.cells.insert((*row, column), text.clone());
                    copies.push((*row, column));
                }
            }
        }
    }
    copies
}

/// Reads `B3:F20`.
fn parse_range(text: &str) -> Result<Dimensions, Fault> {
    let fault = || {
        let message = format!("expected a range such as `B3:F20`, found `{text}`");
        Fault::new(codes::BAD_RANGE, message, "name the first and the last cell of the table, header included")
    };
    let (from, to) = text.split_once(':').ok_or_else(fault)?;
    let (from, to) = (parse_cell(from).ok_or_else(fault)?, parse_cell(to).ok_or_else(fault)?);
    if from.0 > to.0 || from.1 > to.1 { Err(fault()) } else { Ok(Dimensions::new(from, to)) }
}

fn parse_cell(text: &str) -> Option<Position> {
    let text = text.trim().replace('$', "").to_ascii_uppercase();
    let split = text.find(|c: char| c.is_ascii_digit()).filter(|at| (1..=3).contains(at))?;
    let (letters, digits) = text.split_at(split);
    let column = letters
        .bytes()
        .try_fold(0u32, |column, byte| byte.is_ascii_uppercase().then(|| column * 26 + u32::from(byte - b'A') + 1))?;
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

/// The place of a sheet of a source, for a fault.
pub(super) fn sheet_place(source: &Source<'_>) -> Place {
    place_of(&source.file.path, source.dataset.sheet.as_deref().map(Arc::from).as_ref(), None)
}
