//! What values are plausible: the declared `expect` against what was recorded and what was computed.
//!
//! A value outside is a warning, never an error: the world may be implausible.

use crate::book::{Expect, IndicatorDef, Period};
use crate::findings::{Findings, Problem};
use crate::formula::{Context, Evaluator, Expr, Facts, Node};
use crate::ingest::{Datum, Observation};
use crate::quantity::{Exact, Unit};

use crate::Result;

use super::codes;
use super::{Catalogue, Panel};

/// How many values outside are listed for one indicator.
const SHOWN: usize = 20;

/// How near to a bound a binary value is evaluated exactly, relative to its size.
const SLACK: f64 = 1e-9;

/// Decimals of roots.
const DIGITS: u32 = 20;

/// Checks one indicator's expectation, and its observations against it, exactly.
pub(super) fn check(def: &IndicatorDef, catalogue: &Catalogue<'_>, findings: &mut Findings) {
    let Expect { min, max } = def.expect;
    if min.is_none() && max.is_none() {
        return;
    }
    if let (Some(min), Some(max)) = (min, max)
        && min > max
    {
        let message = format!("indicator `{}` expects at least {min} and at most {max}", def.id);
        let problem = Problem::new(message).at(def.place.clone()).hint("exchange `min` and `max`");
        codes::IMPOSSIBLE_EXPECTATION.report(findings, problem);
        return;
    }
    let unit = catalogue.unit(&def.id).cloned().unwrap_or_else(Unit::none);
    let bounds = (bound(min, &unit), bound(max, &unit));
    let outside =
        catalogue.observations().of(&def.id).filter(|observation| observation_is_outside(observation, &bounds));
    let problems = outside.map(|observation| {
        let found = format!("{}{}", observation.raw, observation.unit);
        message(def, &unit, &found, (observation.area, observation.period)).at(observation.place())
    });
    report(def, problems.collect(), findings);
}

/// Computes all indicators of which something is expected, and reports every computed value that is not plausible.
///
/// # Errors
/// When polars fails, which is a fault of the program.
pub fn plausible(catalogue: &Catalogue<'_>, findings: &mut Findings) -> Result<()> {
    let all = catalogue.order().iter().map(String::as_str);
    let mut expected = all.filter(|id| catalogue.expect(id) != Expect::default()).peekable();
    if expected.peek().is_some() {
        unexpected(catalogue, &Panel::of(catalogue, expected, &[])?, findings);
    }
    Ok(())
}

/// Checks every computed value against what its indicator expects: the panel finds those that may lie outside, and each of
/// them is evaluated exactly.
pub fn unexpected(catalogue: &Catalogue<'_>, panel: &Panel, findings: &mut Findings) {
    let evaluator = Evaluator::new(catalogue, DIGITS);
    for id in catalogue.order() {
        let Some(def) = catalogue.declaration(id).filter(|def| def.expect != Expect::default()) else { continue };
        let unit = catalogue.unit(id).cloned().unwrap_or_else(Unit::none);
        let scale = unit.worth();
        let bounds = (bound(def.expect.min, &unit), bound(def.expect.max, &unit));
        let near = bounds.clone();
        let (min, max) =
            (near.0.map_or(f64::NEG_INFINITY, |min| min.to_f64()), near.1.map_or(f64::INFINITY, |max| max.to_f64()));
        let suspects = panel.values(id).filter(|(_, _, value)| {
            let slack = SLACK * value.abs();
            *value < min + slack || *value > max - slack
        });
        let problems = suspects.filter_map(|(area, year, _)| {
            let context = Context { area: area.into(), period: Period::Year(year) };
            let own = Expr { node: Node::Indicator(id.as_str().into()), span: 0..0 };
            let value = evaluator.evaluate(&own, &context).value()?.clone();
            if !is_outside(&value, &value, &bounds) {
                return None;
            }
            let found = value.divide(&scale).map_or_else(|_| value.to_string(), |shown| format!("{shown}{unit}"));
            Some(message(def, &unit, &found, (area, Period::Year(year))).at(def.place.clone()))
        });
        report(def, problems.collect(), findings);
    }
}

/// A bound in base units.
fn bound(bound: Option<f64>, unit: &Unit) -> Option<Exact> {
    let decimal = Exact::parse(&bound?.to_string())?;
    Some(&decimal * &unit.worth())
}

fn observation_is_outside(observation: &Observation<'_>, bounds: &(Option<Exact>, Option<Exact>)) -> bool {
    let scale = observation.unit.worth();
    let (least, most) = match &observation.datum {
        Datum::Number(number) => (number, number),
        Datum::Range(from, to) => (from, to),
        Datum::Words(_) | Datum::Missing(_) => return false,
    };
    is_outside(&(least * &scale), &(most * &scale), bounds)
}

fn is_outside(least: &Exact, most: &Exact, (min, max): &(Option<Exact>, Option<Exact>)) -> bool {
    min.as_ref().is_some_and(|min| least.lo() < min.lo()) || max.as_ref().is_some_and(|max| most.hi() > max.hi())
}

fn message(def: &IndicatorDef, unit: &Unit, found: &str, (area, period): (&str, Period)) -> Problem {
    let expected = match (def.expect.min, def.expect.max) {
        (Some(min), Some(max)) => format!("from {min} to {max}{unit}"),
        (Some(min), None) => format!("at least {min}{unit}"),
        (None, Some(max)) => format!("at most {max}{unit}"),
        (None, None) => String::new(),
    };
    let message = format!("`{}` of {area} in {period} is {found}, expected {expected}", def.id);
    Problem::new(message).hint("check the value, its unit and its row; if it is right, widen `expect`")
}

fn report(def: &IndicatorDef, problems: Vec<Problem>, findings: &mut Findings) {
    let more = problems.len().saturating_sub(SHOWN);
    for problem in problems.into_iter().take(SHOWN) {
        codes::UNEXPECTED_VALUE.report(findings, problem);
    }
    if more > 0 {
        let message = format!("{more} more values of `{}` are not as expected", def.id);
        let problem = Problem::new(message).at(def.place.clone()).hint("mend those that are listed, then run it again");
        codes::UNEXPECTED_VALUE.report(findings, problem);
    }
}
