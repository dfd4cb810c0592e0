//! The open forms of what the book knows. A figure as JSON: for the audit, for the provenance of a page, for `yearbook explain --format json`.

use serde::Serialize;

use crate::book::RoundingLaw;
use crate::findings::Place;
use crate::ingest::Status;
use crate::quantity::Exact;

use super::number::in_unit;
use super::{Class, Figure, InputRecord, Provenance};

mod observations;

pub use observations::observations;

/// A figure with everything that is known of it. Keys are stable.
#[derive(Debug, Serialize)]
pub struct FigureRecord<'a> {
    id: &'a str,
    chapter: &'a str,
    entry: Option<&'a str>,
    order: usize,
    function: &'static str,
    indicator: &'a str,
    area: &'a str,
    year: String,
    class: Class,
    text: String,
    word: &'a str,
    hedge: &'a str,
    token: &'a str,
    after: &'a str,
    value: Option<String>,
    unrounded: Option<String>,
    rounded: Option<String>,
    unit: Option<String>,
    decimals: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    law: Option<RoundingLaw>,
    rule: &'a str,
    filled: &'a str,
    inputs: Vec<Datum<'a>>,
    notes: &'a [String],
    pending: Option<&'a str>,
    site: String,
}

/// An observation that a figure was computed from.
#[derive(Debug, Serialize)]
struct Datum<'a> {
    indicator: &'a str,
    area: &'a str,
    year: String,
    recorded: &'a str,
    status: Status,
    note: Option<&'a str>,
    source: Option<&'a str>,
    place: &'a Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<&'a str>,
}

/// Returns a figure with everything that is known of it, under the rounding law of its book.
#[must_use]
pub fn figure<'a>(figure: &'a Figure, provenance: &'a Provenance, law: RoundingLaw) -> FigureRecord<'a> {
    let print = &figure.print;
    FigureRecord {
        id: &figure.id,
        chapter: &figure.chapter,
        entry: figure.entry.as_deref(),
        order: figure.order,
        function: figure.function.name(),
        indicator: &figure.indicator,
        area: &figure.area,
        year: figure.period.to_string(),
        class: figure.class,
        text: print.text(),
        word: &print.word,
        hedge: &print.hedge,
        token: &print.token,
        after: &print.after,
        value: figure.value().map(fraction),
        unrounded: unrounded(figure),
        rounded: print.rounded.as_ref().map(ToString::to_string),
        unit: print.unit.as_ref().map(ToString::to_string),
        decimals: print.decimals,
        law: Some(law),
        rule: &provenance.rule,
        filled: &provenance.filled,
        inputs: provenance.inputs.iter().map(datum).collect(),
        notes: &figure.notes,
        pending: figure.pending.as_deref(),
        site: figure.site.to_string(),
    }
}

impl FigureRecord<'_> {
    /// Returns the same without what one file says once for all its figures (the rounding law, the hashes of files), and without
    /// places in words.
    #[must_use]
    pub fn among_others(mut self) -> Self {
        self.law = None;
        for datum in &mut self.inputs {
            (datum.at, datum.sha256) = (None, None);
        }
        self
    }
}

/// Returns the value before rounding in the printed unit, as its first digits; nothing for claims and words.
#[must_use]
pub fn unrounded(figure: &Figure) -> Option<String> {
    let number = unrounded_number(figure)?;
    Some(match &figure.print.unit {
        Some(unit) => format!("{number}{unit}"),
        None => number,
    })
}

/// Returns the same without the unit.
#[must_use]
pub fn unrounded_number(figure: &Figure) -> Option<String> {
    let value = figure.printed_value()?;
    Some(figure.print.unit.as_ref().map_or_else(|| value.to_string(), |unit| in_unit(value, unit).to_string()))
}

/// Returns an exact value in base units as text, as a fraction where it does not end.
#[must_use]
pub fn fraction(value: &Exact) -> String {
    value.as_rational().map_or_else(|| format!("{value}"), |value| value.to_string())
}

fn datum(record: &InputRecord) -> Datum<'_> {
    Datum {
        indicator: &record.input.indicator,
        area: &record.input.area,
        year: record.input.period.to_string(),
        recorded: &record.recorded,
        status: record.status,
        note: record.note.as_deref(),
        source: record.source.as_deref(),
        place: &record.place,
        at: Some(record.place.to_string()),
        sha256: Some(&record.sha256),
    }
}

/// RFC 4180; a cell that a spreadsheet would read as a formula is set off by an apostrophe.
pub(crate) fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '@', '\t'])
        || (cell.starts_with('-') && cell.len() > 1 && cell.parse::<f64>().is_err());
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}
