//! The walk that checks units: 元 and 户 are never added; 元 ÷ 户 is 元/户.

use num_traits::ToPrimitive;

use crate::quantity::Unit;

use super::{Binary, Expr, Facts, FormulaProblem, Function, Node, YearSelector};

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
        Node::Call(function, operands) => {
            check_years(function, operands)?;
            check_areas(function, expr, facts)?;
            call(function, operands, facts)
        }
    }
}

/// What compares years needs an operand that has one value a year.
fn check_years(function: &Function, operands: &[Expr]) -> Result<(), FormulaProblem> {
    let compared = match function {
        Function::Growth { .. }
        | Function::Change { .. }
        | Function::Points { .. }
        | Function::Times { .. }
        | Function::Index { .. }
        | Function::Cagr { .. }
        | Function::Deflate => &operands[..1],
        Function::Contribution | Function::Pull => operands,
        _ => return Ok(()),
    };
    let Some(fixed) = compared.iter().find(|operand| !moves(operand)) else { return Ok(()) };
    let name = function.name();
    let message = format!("{name}() compares years, but `{fixed}` is the same in every year");
    Err(FormulaProblem::new(fixed.span.clone(), message)
        .hint(format!("take a year's result with {name}(x)[year: 2012], or another base with the function's options")))
}

/// Whether a formula may differ from year to year.
fn moves(expr: &Expr) -> bool {
    let fixed = |year: &YearSelector| matches!(year, YearSelector::Absolute(_) | YearSelector::Span(..));
    match &expr.node {
        Node::Number(_) => false,
        Node::Indicator(_) => true,
        Node::Select { of, year, .. } => !year.as_ref().is_some_and(fixed) && moves(of),
        Node::Negate(of) => moves(of),
        Node::Binary(_, left, right) => moves(left) || moves(right),
        Node::Call(Function::Cagr { from, to } | Function::Mean { from, to }, _) => !fixed(from) || !fixed(to),
        Node::Call(Function::Cumulative { .. } | Function::Index { .. }, _) => true,
        Node::Call(_, operands) => operands.iter().any(moves),
    }
}

/// An area and what it is part of cannot both be added up.
fn check_areas(function: &Function, call: &Expr, facts: &dyn Facts) -> Result<(), FormulaProblem> {
    let Function::Sum { areas: listed } = function else { return Ok(()) };
    for (index, part) in listed.iter().enumerate() {
        let whole = listed.iter().enumerate().find(|(other, whole)| {
            let same = *other != index && *whole == part;
            same || wholes(part, facts).any(|area| *area == ***whole)
        });
        if let Some((_, whole)) = whole {
            let told = if whole == part { "is listed twice".to_owned() } else { format!("is within {whole}") };
            let message = format!("{part} {told}, so that it would count twice");
            return Err(FormulaProblem::new(call.span.clone(), message).hint("list areas that do not overlap"));
        }
    }
    Ok(())
}

/// The areas that an area is part of, the next larger first.
fn wholes<'a>(area: &str, facts: &'a dyn Facts) -> impl Iterator<Item = &'a str> {
    let whole = move |area: &str| facts.areas().get(area).and_then(|area| area.part_of.as_deref());
    std::iter::successors(whole(area), move |area| whole(area))
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
    if !exponent_unit.is_pure() {
        let message = format!("an exponent is a pure number, `{exponent}` {}", measured(exponent_unit));
        return Err(FormulaProblem::new(exponent.span.clone(), message).hint("divide it by a quantity of its own unit"));
    }
    if base.is_pure() {
        return Ok(Unit::none());
    }
    let whole = match &exponent.node {
        Node::Number(number) => {
            number.as_rational().filter(num_rational::Ratio::is_integer).and_then(|value| value.to_integer().to_i32())
        }
        _ => None,
    };
    match whole {
        Some(n @ 1..=4) => Ok((1..n).fold(base.clone(), |unit, _| unit.times(base))),
        _ => Err(FormulaProblem::new(
            exponent.span.clone(),
            format!("a quantity in {base} can only be raised to 1, 2, 3 or 4"),
        )
        .hint("divide it by a quantity of its own unit first")),
    }
}

fn same(left: &Expr, a: &Unit, right: &Expr, b: &Unit, verb: &str) -> Result<(), FormulaProblem> {
    if a.is_compatible(b) {
        return Ok(());
    }
    let right_measured = match (a.to_string().as_str(), b.to_string().as_str()) {
        ("", _) | (_, "") => measured(b),
        (_, unit) => format!("in {unit}"),
    };
    let message = format!("`{left}` {} and `{right}` {right_measured}: they cannot be {verb}", measured(a));
    Err(FormulaProblem::new(left.span.start..right.span.end, message)
        .hint("divide for a ratio, or use indicators of one unit"))
}

fn measured(unit: &Unit) -> String {
    let text = unit.to_string();
    if text.is_empty() { "is a pure number".into() } else { format!("is measured in {text}") }
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
    if unit.is_rate() {
        return Ok(Unit::percentage_point());
    }
    let hint = if unit.is_pure() {
        "declare its unit as %, or use share() instead of a division; change() gives the plain difference"
    } else {
        "use change()"
    };
    let found = measured(unit);
    let message = format!("percentage points are differences of rates (%, ‰), `{operand}` {found}");
    Err(FormulaProblem::new(operand.span.clone(), message).hint(hint))
}

/// An index of 104 means 104 with the previous year as 100; recorded as 104 % it would be read as 1.04.
fn price_index(operand: &Expr, unit: &Unit) -> Checked {
    if unit.is_pure() && !unit.is_rate() {
        return Ok(Unit::percent());
    }
    let message =
        format!("a price index is a number without a unit (previous year = 100), `{operand}` {}", measured(unit));
    Err(FormulaProblem::new(operand.span.clone(), message).hint("record 104, not 104%"))
}
