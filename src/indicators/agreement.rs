//! Computed twice: each printed figure against the panel.

use crate::Result;
use crate::findings::{Findings, Place, Problem};
use crate::formula::{Binary, Context, Evaluation, Expr, Facts, Function, Input, NoValue, Node, Outcome};

use super::Catalogue;
use super::panel::{Panel, span_of};

/// How far the two computations may lie apart, relative to the scale of what they were computed from.
const TOLERANCE: f64 = 1e-9;

/// A figure as the exact computation has it.
#[derive(Clone, Copy, Debug)]
pub struct Printed<'a> {
    /// Its id.
    pub id: &'a str,
    /// What was evaluated.
    pub formula: &'a Expr,
    /// Where.
    pub context: &'a Context,
    /// What came out.
    pub evaluation: &'a Evaluation,
    /// The call.
    pub place: &'a Place,
}

/// Computes the panel with all printed formulas in it, and reports each figure on which the two computations differ.
///
/// # Errors
/// When polars fails.
pub fn check(catalogue: &Catalogue<'_>, printed: &[Printed<'_>], findings: &mut Findings) -> Result<()> {
    let asked: Vec<_> = printed.iter().map(|printed| (printed.formula, span_of(printed.context.period))).collect();
    let panel = Panel::compute(catalogue, &asked)?;
    compare(catalogue, &panel, printed, findings);
    Ok(())
}

/// Reports each figure on which the exact computation and the panel differ.
pub fn compare(catalogue: &Catalogue<'_>, panel: &Panel, printed: &[Printed<'_>], findings: &mut Findings) {
    for figure in printed {
        let exact = match &figure.evaluation.outcome {
            Outcome::Value { value, .. } => Some(value.to_f64()),
            // The panel knows neither words nor ranges nor hedges: there is nothing to compare.
            Outcome::None(NoValue::NotANumber { .. }) => continue,
            Outcome::None(_) => None,
        };
        let other = panel.value(figure.formula, figure.context);
        if !agree(exact, other, scale(catalogue, figure.formula, figure.evaluation)) {
            let text = |value: Option<f64>| value.map_or("no value".to_owned(), |value| format!("{value:e}"));
            let message = format!(
                "the two computations of {} differ: {} exactly, {} in the panel",
                figure.id,
                text(exact),
                text(other)
            );
            let problem = Problem::new(message).at(figure.place.clone());
            findings.error("N001", problem.hint("this is a fault of the program: please report it with the book"));
        }
    }
}

fn agree(exact: Option<f64>, other: Option<f64>, scale: f64) -> bool {
    match (exact, other) {
        (None, None) => true,
        (Some(exact), Some(other)) => (exact - other).abs() <= TOLERANCE * exact.abs().max(other.abs()).max(scale),
        _ => false,
    }
}

/// What a figure's digits are measured by. A difference loses digits to cancellation, so it is measured by its operands: a
/// rate of growth by the 1 that is taken off, an increment by the quantities.
fn scale(catalogue: &Catalogue<'_>, formula: &Expr, evaluation: &Evaluation) -> f64 {
    match &opened(catalogue, formula).node {
        Node::Call(Function::Growth { .. } | Function::Cagr { .. } | Function::Deflate, _) => 1.0,
        Node::Call(Function::Change { .. } | Function::Points { .. }, _)
        | Node::Binary(Binary::Add | Binary::Subtract, ..) => {
            let observed =
                |input: &Input| catalogue.observation(&input.indicator, &input.area, input.period)?.in_base_units();
            evaluation.inputs.iter().filter_map(observed).map(|value| value.abs().to_f64()).fold(0.0, f64::max)
        }
        _ => 0.0,
    }
}

/// The formula behind names and selectors.
fn opened<'e>(catalogue: &'e Catalogue<'_>, expr: &'e Expr) -> &'e Expr {
    match &expr.node {
        Node::Indicator(id) => catalogue.formula(id).map_or(expr, |formula| opened(catalogue, formula)),
        Node::Select { of, .. } | Node::Negate(of) => opened(catalogue, of),
        _ => expr,
    }
}
