//! The walk that checks units: 元 and 户 are never added; 元 ÷ 户 is 元/户.

use num_traits::ToPrimitive;

use crate::quantity::Unit;

use super::{Binary, Expr, Facts, FormulaProblem, Function, Node};

type Checked = Result<Unit, FormulaProblem>;

/// Returns the unit of a formula whose names are resolved.
///
/// # Errors
/// Where units do not fit, with both units and the place.
pub fn unit_of(expr: &Expr, facts: &dyn Facts) -> Result<Unit, FormulaProblem> {
    match &expr.node {
        Node::Number(_) => Ok(Unit::none()),
        Node::Indicator(id) => Ok(facts.unit(id).cloned().unwrap_or_else(Unit::none)),
        Node::Select { of, .. } | Node::Negate(of) => unit_of(of, facts),
        Node::Binary(operator, left, right) => binary(*operator, left, right, facts),
        Node::Call(function, operands) => call(function, operands, facts),
    }
}

fn binary(operator: Binary, left: &Expr, right: &Expr, facts: &dyn Facts) -> Checked {
    let (a, b) = (unit_of(left, facts)?, unit_of(right, facts)?);
    match operator {
        Binary::Multiply => Ok(a.times(&b)),
        Binary::Divide => Ok(a.per(&b)),
        Binary::Power => power(&a, right, &b),
        Binary::Add | Binary::Subtract => {
            same(left, &a, right, &b, "added or subtracted")?;
            Ok(a)
        }
        _ => {
            same(left, &a, right, &b, "compared")?;
            Ok(Unit::none())
        }
    }
}

/// A pure number may have any exponent; anything else a small whole one.
fn power(base: &Unit, exponent: &Expr, exponent_unit: &Unit) -> Checked {
    let problem = |message: &str| Err(FormulaProblem::new(exponent.span.clone(), message));
    if !exponent_unit.is_pure() {
        return problem("an exponent must be a pure number");
    }
    if base.is_pure() {
        return Ok(Unit::none());
    }
    let whole = match &exponent.node {
        Node::Number(number) => {
            number.as_rational().filter(|value| value.is_integer()).and_then(|value| value.to_integer().to_i32())
        }
        _ => None,
    };
    match whole {
        Some(n @ 1..=4) => Ok((1..n).fold(base.clone(), |unit, _| unit.times(base))),
        _ => problem("a quantity with a unit can only be raised to 1, 2, 3 or 4"),
    }
}

fn same(left: &Expr, a: &Unit, right: &Expr, b: &Unit, verb: &str) -> Result<(), FormulaProblem> {
    if a.is_compatible(b) {
        return Ok(());
    }
    let message = format!("`{left}` is measured in {} and `{right}` in {}: they cannot be {verb}", named(a), named(b));
    Err(FormulaProblem::new(left.span.start..right.span.end, message)
        .hint("divide for a ratio, or use indicators of one unit"))
}

fn named(unit: &Unit) -> String {
    let text = unit.to_string();
    if text.is_empty() { "pure numbers".into() } else { text }
}

fn call(function: &Function, operands: &[Expr], facts: &dyn Facts) -> Checked {
    let units = operands.iter().map(|operand| unit_of(operand, facts)).collect::<Result<Vec<_>, _>>()?;
    let like = |verb: &str| match (operands, units.as_slice()) {
        ([left, right], [a, b]) => same(left, a, right, b, verb),
        _ => Ok(()),
    };
    match function {
        Function::Growth { .. } | Function::Cagr { .. } => Ok(Unit::percent()),
        Function::Change { .. } | Function::Cumulative { .. } | Function::Mean { .. } | Function::Sum { .. } => {
            Ok(units[0].clone())
        }
        Function::Points { .. } => points(&operands[0], &units[0]),
        Function::Times { .. } => Ok(Unit::times_unit()),
        Function::Ratio => like("divided as like quantities; use per()").map(|()| Unit::times_unit()),
        Function::Share => like("part and whole").map(|()| Unit::percent()),
        Function::Per => Ok(units[0].per(&units[1])),
        Function::Index { .. } => Ok(Unit::none()),
        Function::Rank { .. } => Ok(Unit::place()),
        Function::Contribution => like("part and total").map(|()| Unit::percent()),
        Function::Pull => like("part and total").map(|()| Unit::percentage_point()),
        Function::Deflate => price_index(&operands[1], &units[1]),
    }
}

fn points(operand: &Expr, unit: &Unit) -> Checked {
    if unit.is_pure() {
        return Ok(Unit::percentage_point());
    }
    let message = format!("percentage points are differences of rates, `{operand}` is in {unit}");
    Err(FormulaProblem::new(operand.span.clone(), message).hint("use change()"))
}

/// An index of 104 means 104 with the previous year as 100; recorded as 104 % it would be read as 1.04.
fn price_index(operand: &Expr, unit: &Unit) -> Checked {
    if unit.is_pure() && !unit.is_rate() {
        return Ok(Unit::percent());
    }
    let message = format!("a price index is a number without a unit (previous year = 100), `{operand}` is in {unit}");
    Err(FormulaProblem::new(operand.span.clone(), message).hint("record 104, not 104%"))
}
