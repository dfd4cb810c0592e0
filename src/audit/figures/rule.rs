//! What a figure was computed by, seen through the indicators it names.

use std::collections::VecDeque;

use crate::formula::{Expr, Facts, Function, Node};
use crate::indicators::Catalogue;

/// How many formulas are kept in mind: a table has as many as its columns say things of their indicators.
const MOST_RECENT: usize = 8;

/// What was worked out for a formula, kept for the next figures: those of a table have few formulas between them.
pub(super) struct Recent<'a, T> {
    known: VecDeque<(&'a Expr, T)>,
}

impl<'a, T: Copy> Recent<'a, T> {
    pub(super) fn new() -> Self {
        Self { known: VecDeque::new() }
    }

    /// Returns what is known of a formula, or works it out.
    pub(super) fn of(&mut self, formula: &'a Expr, work_out: impl FnOnce() -> T) -> T {
        if let Some((_, known)) = self.known.iter().find(|(known, _)| *known == formula) {
            return *known;
        }
        let made = work_out();
        self.known.push_front((formula, made));
        self.known.truncate(MOST_RECENT);
        made
    }
}

/// Returns a formula with every computed indicator replaced by its own formula: what is the same fact under two names
/// becomes the same expression.
pub(super) fn spelt_out(expr: &Expr, catalogue: &Catalogue<'_>) -> Expr {
    let node = match &expr.node {
        Node::Indicator(id) => match catalogue.formula(id) {
            Some(formula) => return spelt_out(formula, catalogue),
            None => Node::Indicator(id.clone()),
        },
        Node::Number(number) => Node::Number(number.clone()),
        Node::Select { of, area, year } => {
            Node::Select { of: Box::new(spelt_out(of, catalogue)), area: area.clone(), year: *year }
        }
        Node::Negate(of) => Node::Negate(Box::new(spelt_out(of, catalogue))),
        Node::Binary(operator, left, right) => {
            Node::Binary(*operator, Box::new(spelt_out(left, catalogue)), Box::new(spelt_out(right, catalogue)))
        }
        Node::Call(function, operands) => {
            Node::Call(function.clone(), operands.iter().map(|operand| spelt_out(operand, catalogue)).collect())
        }
    };
    Expr { node, span: 0..0 }
}

/// Whether a value of one year is set against that of another anywhere in it.
pub(super) fn compares_years(expr: &Expr) -> bool {
    match &expr.node {
        Node::Number(_) | Node::Indicator(_) => false,
        Node::Select { of, year, .. } => year.is_some() || compares_years(of),
        Node::Negate(of) => compares_years(of),
        Node::Binary(_, left, right) => compares_years(left) || compares_years(right),
        Node::Call(function, operands) => is_change(function) || operands.iter().any(compares_years),
    }
}

fn is_change(function: &Function) -> bool {
    use Function as F;
    matches!(
        function,
        F::Growth { .. }
            | F::Change { .. }
            | F::Points { .. }
            | F::Times { .. }
            | F::Index { .. }
            | F::Cagr { .. }
            | F::Contribution
            | F::Pull
            | F::Deflate
    )
}
