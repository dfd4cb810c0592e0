//! The open forms of what the book knows. A figure as JSON: for the audit, for the provenance of a page, for `yearbook explain --format json`.

use serde_json::{Value, json};

use crate::indicators::Catalogue;
use crate::quantity::Exact;

use super::number::in_unit;
use super::{Figure, InputRecord, Provenance};

mod observations;

pub use observations::observations;

/// Returns a figure with everything that is known of it. Keys are stable.
#[must_use]
pub fn figure(catalogue: &Catalogue<'_>, figure: &Figure) -> Value {
    let print = &figure.print;
    let Provenance { rule, filled, inputs } = figure.provenance(catalogue);
    json!({
        "id": figure.id,
        "chapter": figure.chapter,
        "entry": figure.entry,
        "order": figure.order,
        "function": figure.function.name(),
        "indicator": figure.indicator,
        "area": figure.area,
        "year": figure.period.to_string(),
        "class": figure.class,
        "text": print.text(),
        "word": print.word,
        "hedge": print.hedge,
        "token": print.token,
        "after": print.after,
        "value": figure.value().map(fraction),
        "unrounded": unrounded(figure),
        "rounded": print.rounded.as_ref().map(ToString::to_string),
        "unit": print.unit.as_ref().map(ToString::to_string),
        "decimals": print.decimals,
        "law": catalogue.book().rounding,
        "rule": rule,
        "filled": filled,
        "inputs": inputs.iter().map(input).collect::<Vec<_>>(),
        "notes": figure.notes,
        "pending": figure.pending,
        "site": figure.site.to_string(),
    })
}

/// Returns the value before rounding in the printed unit, as its first digits; nothing for claims and words.
#[must_use]
pub fn unrounded(figure: &Figure) -> Option<String> {
    let value = figure.printed_value()?;
    Some(match &figure.print.unit {
        Some(unit) => format!("{}{unit}", in_unit(value, unit)),
        None => value.to_string(),
    })
}

/// Returns an exact value in base units as text, as a fraction where it does not end.
#[must_use]
pub fn fraction(value: &Exact) -> String {
    value.as_rational().map_or_else(|| format!("{value}"), |value| value.to_string())
}

fn input(input: &InputRecord) -> Value {
    json!({
        "indicator": input.input.indicator,
        "area": input.input.area,
        "year": input.input.period.to_string(),
        "recorded": input.recorded,
        "status": input.status,
        "note": input.note,
        "source": input.source,
        "place": input.place,
        "at": input.place.to_string(),
        "sha256": input.sha256,
    })
}

/// RFC 4180; a cell that a spreadsheet would read as a formula is set off by an apostrophe.
pub(crate) fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '@', '\t'])
        || (cell.starts_with('-') && cell.len() > 1 && cell.parse::<f64>().is_err());
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}
