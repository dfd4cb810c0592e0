//! A table of `audit.json`; where it is large, with its cells and their data as lists, since these are not among the figures.

use serde::Serialize;
use serde_json::Value;

use crate::formula::{Facts, Input};
use crate::ledger::{Class, Figure, TableEntry, record};

use super::super::record::Record;

/// A table.
#[derive(Serialize)]
pub(super) struct Table<'a> {
    id: &'a str,
    stem: &'a str,
    name: Option<&'a str>,
    number: [usize; 2],
    title: &'a str,
    unit: Option<&'a str>,
    notes: &'a [String],
    remarks: &'a [String],
    legend: Option<&'a str>,
    source: Option<&'a str>,
    site: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    large: Option<Large<'a>>,
}

/// What a large table shows.
#[derive(Serialize)]
struct Large<'a> {
    /// The first cell of each kind, as any figure.
    examples: Vec<Value>,
    /// The cells row by row; one without a figure is left out.
    cells: Vec<Cell<'a>>,
    /// The observations that they were computed from.
    inputs: Vec<Datum<'a>>,
}

/// Function, indicator, area, year, printed text, value before rounding, class, and which of `inputs`.
#[derive(Serialize)]
struct Cell<'a>(&'static str, &'a str, &'a str, String, String, Option<String>, Class, Vec<usize>);

/// Indicator, area, year, recorded text, file, sheet, row, column.
#[derive(Serialize)]
struct Datum<'a>(&'a str, &'a str, String, String, &'a str, Option<&'a str>, u64, &'a str);

/// Returns a table.
pub(super) fn table<'a>(record: &Record<'a>, table: &'a TableEntry) -> Table<'a> {
    Table {
        id: &table.id,
        stem: &table.stem,
        name: table.name.as_deref(),
        number: [table.number.0, table.number.1],
        title: &table.title.text,
        unit: table.unit.as_deref(),
        notes: &table.notes,
        remarks: &table.remarks,
        legend: table.legend.as_deref(),
        source: table.source.as_deref(),
        site: table.site.to_string(),
        large: table.is_large().then(|| large(record, table)),
    }
}

fn large<'a>(record: &Record<'a>, table: &'a TableEntry) -> Large<'a> {
    let inputs = table.inputs();
    let examples = table.examples().into_iter().map(|figure| {
        // Texts, numbers and lists of them: nothing that could fail.
        let provenance = figure.provenance(record.catalogue);
        serde_json::to_value(record::figure(figure, &provenance, record.book().rounding)).unwrap_or_default()
    });
    Large {
        examples: examples.collect(),
        cells: table.figures().map(|figure| cell(figure, &inputs)).collect(),
        inputs: inputs.iter().filter_map(|input| datum(record, input)).collect(),
    }
}

fn cell<'a>(figure: &'a Figure, inputs: &[&Input]) -> Cell<'a> {
    let of = |input: &Input| inputs.binary_search(&input).ok();
    Cell(
        figure.function.name(),
        &figure.indicator,
        &figure.area,
        figure.period.to_string(),
        figure.print.text(),
        record::unrounded(figure),
        figure.class,
        figure.evaluation.inputs.iter().filter_map(of).collect(),
    )
}

fn datum<'a>(record: &Record<'a>, input: &'a Input) -> Option<Datum<'a>> {
    let datum = record.catalogue.observation(&input.indicator, &input.area, input.period)?;
    Some(Datum(
        datum.indicator,
        datum.area,
        datum.period.to_string(),
        format!("{}{}", datum.raw, datum.unit),
        &datum.file.path,
        datum.sheet,
        datum.row,
        datum.column,
    ))
}
