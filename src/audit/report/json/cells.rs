//! A table of `audit.json`; where it is large, with its cells and their data as lists, since these are not among the figures.

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::book::Period;
use crate::formula::{Facts, Input};
use crate::ledger::{Class, Figure, TableEntry, record};
use crate::quantity::Unit;

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

/// What a large table shows. What thousands of cells have in common stands once: the table of the largest book is read by a
/// person with an editor too.
#[derive(Serialize)]
struct Large<'a> {
    /// The first cell of each kind, as any figure.
    examples: Vec<Value>,
    /// Function, indicator, class and printed unit.
    kinds: Vec<Kind<'a>>,
    /// The cells row by row; one without a figure is left out.
    cells: Vec<Cell<'a>>,
    /// Indicator, file, sheet, column and recorded unit.
    series: Vec<Series<'a>>,
    /// The observations that the cells were computed from.
    inputs: Vec<Datum<'a>>,
}

#[derive(PartialEq, Serialize)]
struct Kind<'a>(&'static str, &'a str, Class, Option<Shown<'a>>);

/// Which of `kinds`, area, year, printed text, value before rounding, and which of `inputs`.
#[derive(Serialize)]
struct Cell<'a>(usize, &'a str, Year, String, Option<String>, Vec<usize>);

/// The column is none where it is the year.
#[derive(PartialEq, Serialize)]
struct Series<'a>(&'a str, &'a str, Option<&'a str>, Option<&'a str>, Shown<'a>);

/// Which of `series`, area, year, recorded text, row.
#[derive(Serialize)]
struct Datum<'a>(usize, &'a str, Year, String, u64);

/// A number for a year, a text for a span of years.
#[derive(Serialize)]
#[serde(untagged)]
enum Year {
    One(i32),
    Span(String),
}

impl From<Period> for Year {
    fn from(period: Period) -> Self {
        match period {
            Period::Year(year) => Self::One(year),
            Period::Span(..) => Self::Span(period.to_string()),
        }
    }
}

/// A unit as text.
#[derive(PartialEq)]
struct Shown<'a>(&'a Unit);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

/// Returns where an item stands in a list, which it is added to if it is new: the last are looked at first, since cells of one
/// kind follow each other.
fn place_of<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    list.iter().rposition(|known| *known == item).unwrap_or_else(|| {
        list.push(item);
        list.len() - 1
    })
}

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
        serde_json::to_value(record::figure(figure, &provenance, record.book().rounding).among_others())
            .unwrap_or_default()
    });
    let (mut kinds, mut series) = (Vec::new(), Vec::new());
    let cells = table.figures().map(|figure| cell(figure, &inputs, &mut kinds)).collect();
    let data = inputs.iter().filter_map(|input| datum(record, input, &mut series)).collect();
    Large { examples: examples.collect(), kinds, cells, series, inputs: data }
}

fn cell<'a>(figure: &'a Figure, inputs: &[&Input], kinds: &mut Vec<Kind<'a>>) -> Cell<'a> {
    let of = |input: &Input| inputs.binary_search(&input).ok();
    let unit = figure.print.unit.as_ref().map(Shown);
    let kind = Kind(figure.function.name(), &figure.indicator, figure.class, unit);
    let text = figure.print.text();
    let value = record::unrounded_number(figure).filter(|value| *value != text);
    let used = figure.evaluation.inputs.iter().filter_map(of).collect();
    Cell(place_of(kinds, kind), &figure.area, figure.period.into(), text, value, used)
}

fn datum<'a>(record: &Record<'a>, input: &'a Input, series: &mut Vec<Series<'a>>) -> Option<Datum<'a>> {
    let datum = record.catalogue.observation(&input.indicator, &input.area, input.period)?;
    let year = input.period.into();
    // In a file with years across, the head of the column is the year.
    let column = if matches!(year, Year::One(year) if is_year(datum.column, year)) { None } else { Some(datum.column) };
    let of = Series(datum.indicator, &datum.file.path, datum.sheet, column, Shown(datum.unit));
    Some(Datum(place_of(series, of), datum.area, year, datum.raw.to_string(), datum.row))
}

/// Whether a text is the digits of a year: without a text for each of a million years.
fn is_year(text: &str, year: i32) -> bool {
    text.len() == 4 && text.parse() == Ok(year)
}
