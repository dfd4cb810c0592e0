//! The sheet of observations: what the edition uses, a row each, with its value in base units as a formula.

use std::collections::{BTreeMap, BTreeSet};

use crate::Result;
use crate::formula::{Facts, Input};
use crate::ingest::{Datum, Observation};
use crate::quantity::Exact;

use super::super::report::record::{Line, Record};
use super::sheet::{MOST_ROWS, Sheet, Value};
use super::words::Words;

/// Columns that formulas and links refer to.
pub(super) const TEXT: &str = "E";
pub(super) const UNIT: &str = "G";
pub(super) const VALUE: &str = "I";
pub(super) const COMPARABLE: &str = "K";

const WIDTHS: [u16; 20] = [22, 22, 12, 8, 12, 12, 8, 10, 16, 12, 16, 12, 12, 8, 28, 28, 24, 10, 6, 12];

/// The rows of all observations that figures were computed from, by indicator, area and period.
pub(super) fn rows(record: &Record<'_>, lines: &[Line<'_>]) -> BTreeMap<Input, u32> {
    let used: BTreeSet<&Input> = lines.iter().flat_map(|line| &line.figure.evaluation.inputs).collect();
    let known = |input: &&Input| record.catalogue.observation(&input.indicator, &input.area, input.period).is_some();
    let used = used.into_iter().filter(known).take(MOST_ROWS - 1);
    used.cloned().zip(2..).collect()
}

/// Writes the sheet.
pub(super) fn sheet(record: &Record<'_>, words: &Words, rows: &BTreeMap<Input, u32>) -> Result<Sheet> {
    let mut sheet = Sheet::new(words.observations, words.observation_heads, &WIDTHS, 2)?;
    for input in rows.keys() {
        let observation = record.catalogue.observation(&input.indicator, &input.area, input.period);
        if let Some(observation) = observation {
            let row = sheet.next();
            sheet.row(values(record, words, &observation, row))?;
        }
    }
    Ok(sheet)
}

fn values(record: &Record<'_>, words: &Words, observation: &Observation<'_>, row: u32) -> Vec<Value> {
    let scale = observation.unit.scale();
    let in_base = |column: &str, recorded: &Exact| {
        let value = recorded * &Exact::from(scale.clone());
        Value::computed(&format!("{column}{row}*H{row}"), value.to_f64())
    };
    let number = match &observation.datum {
        Datum::Number(number) => Some(number),
        Datum::Range(..) | Datum::Words(_) | Datum::Missing(_) => None,
    };
    let comparable = observation.comparable_base.as_ref();
    let recorded = |number: Option<&Exact>| number.map_or(Value::Empty, Value::exact);
    vec![
        Value::text(observation.indicator),
        Value::text(record.indicator(observation.indicator)),
        Value::text(record.area(observation.area)),
        Value::text(observation.period.to_string()),
        Value::text(observation.raw.text()),
        recorded(number),
        Value::text(observation.unit.to_string()),
        Value::rational(&scale),
        number.map_or(Value::Empty, |number| in_base("F", number)),
        recorded(comparable),
        comparable.map_or(Value::Empty, |base| in_base("J", base)),
        recorded(observation.revised_from.as_ref()),
        Value::text(words.terms.status(observation.status)),
        Value::maybe(observation.qualifier),
        Value::maybe(observation.note),
        Value::maybe(observation.source),
        Value::text(&observation.file.path),
        Value::maybe(observation.sheet),
        Value::integer(observation.row),
        Value::text(observation.column),
    ]
}
