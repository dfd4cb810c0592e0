//! The language over a tiny world in memory, held against published rates and hand-computed answers.

mod answers;
mod bounds;
mod compared;
mod generated;
mod reading;
mod table;
mod units;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Context, Evaluation, Evaluator, Expr, Facts, explain, parse};
use crate::book::{Area, AreaTree, Names, Period};
use crate::ingest::{Datum, Missing, Observation, Observations, Recorded, SourceFile, Status};
use crate::quantity::{Exact, Unit, UnitTable};

/// Observations and formulas without a book.
pub(super) struct World {
    recorded: Vec<Recorded>,
    observations: Observations,
    formulas: BTreeMap<String, Expr>,
    units: BTreeMap<String, Unit>,
    areas: AreaTree,
    hedged: Vec<String>,
}

impl World {
    /// 全国 with two parts, and 外 which is part of nothing.
    pub(super) fn new() -> Self {
        let area = |id: &str, part_of: Option<&str>| Area {
            id: id.into(),
            names: Names::default(),
            part_of: part_of.map(Into::into),
        };
        let areas = vec![area("全国", None), area("东", Some("全国")), area("西", Some("全国")), area("外", None)];
        Self {
            recorded: Vec::new(),
            observations: Observations::default(),
            formulas: BTreeMap::new(),
            units: BTreeMap::new(),
            areas: AreaTree::new(areas).expect("a tree"),
            hedged: Vec::new(),
        }
    }

    /// Adds data: `indicator area unit` and then `year=value` each; a value may end in a status letter after `!`, carry
    /// `~` for a comparable base, `<` for what it was revised from, or a hedge after `?`.
    pub(super) fn data(mut self, row: &str) -> Self {
        let mut parts = row.split_whitespace();
        let (indicator, area, unit) =
            (parts.next().expect("id"), parts.next().expect("area"), parts.next().expect("unit"));
        let unit = UnitTable::default().parse(unit.trim_matches('_')).expect("a unit");
        self.units.entry(indicator.into()).or_insert_with(|| unit.clone());
        for cell in parts {
            self.recorded.push(observation(indicator, area, &unit, cell));
        }
        self.observations = Observations::recorded(self.recorded.clone());
        self
    }

    /// Adds an indicator with a formula.
    pub(super) fn formula(mut self, id: &str, text: &str) -> Self {
        self.formulas.insert(id.into(), parse(text).expect(text));
        self
    }

    /// Lets an indicator's formula take hedged operands.
    pub(super) fn hedged(mut self, id: &str) -> Self {
        self.hedged.push(id.into());
        self
    }

    /// The world as a walk sees it.
    pub(super) fn evaluator(&self) -> Evaluator<'_> {
        Evaluator::new(self, 30)
    }

    pub(super) fn evaluate(&self, formula: &str, area: &str, year: i32) -> Evaluation {
        let context = Context { area: area.into(), period: Period::Year(year) };
        Evaluator::new(self, 30).evaluate(&parse(formula).expect(formula), &context)
    }

    /// The value as text, or the outcome's name and reason.
    pub(super) fn answer(&self, formula: &str, area: &str, year: i32) -> String {
        match &self.evaluate(formula, area, year).outcome {
            super::Outcome::Value { value, .. } => value.to_string(),
            super::Outcome::None(none) => format!("{}: {none}", none.name()),
        }
    }

    pub(super) fn explained(&self, formula: &str, area: &str, year: i32) -> (String, String) {
        let context = Context { area: area.into(), period: Period::Year(year) };
        let explanation = explain(&parse(formula).expect(formula), self, &context);
        (explanation.rule, explanation.filled)
    }
}

fn observation(indicator: &str, area: &str, unit: &Unit, cell: &str) -> Recorded {
    let (year, text) = cell.split_once('=').expect("year=value");
    let (text, status) = text.split_once('!').map_or((text, Status::A), |(text, code)| (text, status(code)));
    let (text, qualifier) = text.split_once('?').map_or((text, None), |(text, hedge)| (text, Some(hedge.to_owned())));
    let (text, revised) = text.split_once('<').map_or((text, None), |(text, old)| (text, Exact::parse(old)));
    let (raw, base) = text.split_once('~').map_or((text, None), |(text, base)| (text, Exact::parse(base)));
    let datum = match (raw, Exact::parse(raw)) {
        (_, Some(number)) => Datum::Number(number),
        ("…", _) => Datum::Missing(Missing::BelowUnit),
        ("_", _) => Datum::Missing(Missing::NotAvailable),
        (words, _) => Datum::Words(words.to_owned()),
    };
    Recorded {
        indicator: indicator.into(),
        area: area.into(),
        period: Period::parse(year).expect("a period"),
        datum,
        raw: raw.into(),
        decimals: u32::try_from(raw.split_once('.').map_or(0, |(_, fraction)| fraction.len())).expect("few"),
        unit: unit.clone(),
        status,
        qualifier,
        note: None,
        source: None,
        comparable_base: base,
        revised_from: revised,
        file: Arc::new(SourceFile { path: "data/a.csv".into(), sha256: String::new() }),
        sheet: None,
        row: 2,
        column: "value".into(),
    }
}

fn status(code: &str) -> Status {
    match code {
        "B" => Status::B,
        "I" => Status::I,
        "V" => Status::V,
        other => panic!("no status {other} in these tests"),
    }
}

impl Facts for World {
    fn observation(&self, indicator: &str, area: &str, period: Period) -> Option<Observation<'_>> {
        self.observations.get(indicator, area, period)
    }
    fn formula(&self, indicator: &str) -> Option<&Expr> {
        self.formulas.get(indicator)
    }
    fn unit(&self, indicator: &str) -> Option<&Unit> {
        self.units.get(indicator)
    }
    fn accepts_hedged(&self, indicator: &str) -> bool {
        self.hedged.iter().any(|id| id == indicator)
    }
    fn areas(&self) -> &AreaTree {
        &self.areas
    }
    fn years(&self) -> (i32, i32) {
        (2010, 2020)
    }
    fn name(&self, indicator: &str) -> &str {
        self.units.get_key_value(indicator).map_or("?", |(id, _)| id)
    }
}
