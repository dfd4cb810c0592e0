//! Where a figure comes from: its rule in words, and its inputs with their places in the data.
//!
//! Nothing of it is kept with a figure. The formula and the keys of the inputs are, and from these it is made for whoever asks:
//! a page, the audit, `yearbook explain`.

use crate::book::RoundingLaw;
use crate::formula::{Explanation, Facts, Input, explain};
use crate::indicators::Catalogue;
use crate::ingest::{Datum, Observation};
use crate::quantity::Exact;

use super::number::{Amount, Number};
use super::round::round;
use super::wording::{self, Wording};
use super::{Figure, InputRecord};

/// What a figure was computed from, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// `专项扶贫资金[2016] ÷ 专项扶贫资金[2015] − 1`
    pub rule: String,
    /// `1.89亿元 ÷ 4797万元 − 1`
    pub filled: String,
    /// The inputs with their places.
    pub inputs: Vec<InputRecord>,
}

impl Provenance {
    pub(super) fn of(figure: &Figure, catalogue: &Catalogue<'_>) -> Self {
        let explained = || explain(&figure.formula, catalogue, &figure.context());
        let Explanation { rule, filled } = figure.explanation.as_deref().cloned().unwrap_or_else(explained);
        let inputs = figure.evaluation.inputs.iter().filter_map(|input| input_record(catalogue, input)).collect();
        Self { rule, filled, inputs }
    }
}

/// An observation as provenance shows it; `None` where there is none.
pub(super) fn input_record(catalogue: &Catalogue<'_>, input: &Input) -> Option<InputRecord> {
    let observation = catalogue.observation(&input.indicator, &input.area, input.period)?;
    let book = catalogue.book();
    Some(InputRecord {
        input: input.clone(),
        recorded: recorded_text(&observation, wording::of(book.language), book.rounding),
        status: observation.status,
        note: observation.note.map(str::to_owned),
        source: observation.source.map(str::to_owned),
        place: observation.place(),
        sha256: observation.file.sha256.clone(),
    })
}

/// A datum in its own words and digits: `1.89亿元`, `2800多万元`.
pub(super) fn recorded_text(observation: &Observation<'_>, wording: &dyn Wording, law: RoundingLaw) -> String {
    let end = |number: &Exact| round(number, i32::try_from(observation.decimals).unwrap_or(0), law).ok();
    let amount = match &observation.datum {
        Datum::Number(number) => end(number).map(Amount::One),
        Datum::Range(low, high) => end(low).zip(end(high)).map(|(low, high)| Amount::Range(low, high)),
        Datum::Words(_) | Datum::Missing(_) => None,
    };
    let number = amount.map(|amount| Number {
        hedge: observation.qualifier.map(str::to_owned),
        raw: Some(observation.raw.to_string()),
        ..Number::new(amount, observation.unit.clone())
    });
    let written = number.and_then(|number| wording.number(&number).ok());
    written.map_or_else(
        || observation.raw.to_string(),
        |written| format!("{}{}{}", written.hedge, written.token, written.after),
    )
}
