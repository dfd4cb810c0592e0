//! The expressions that calls are made into: the same tree as an indicator's formula.

use crate::book::{Id, Period};
use crate::formula::{Binary, Expr, Function, Node, YearSelector};
use crate::quantity::Exact;

fn expr(node: Node) -> Expr {
    Expr { node, span: 0..0 }
}

/// An indicator where the call stands.
pub(in crate::ledger) fn indicator_expr(id: &Id) -> Expr {
    expr(Node::Indicator(Id::clone(id)))
}

/// A function of operands.
pub(in crate::ledger) fn call_expr(function: Function, operands: Vec<Expr>) -> Expr {
    expr(Node::Call(function, operands))
}

/// The operand in another area or period, where one is given.
pub(super) fn select_expr(of: Expr, area: Option<Id>, period: Option<Period>) -> Expr {
    if area.is_none() && period.is_none() {
        return of;
    }
    let year = period.map(|period| match period {
        Period::Year(year) => YearSelector::Absolute(year),
        Period::Span(from, to) => YearSelector::Span(from, to),
    });
    expr(Node::Select { of: Box::new(of), area, year })
}

/// Two formulas under an operator.
pub(super) fn binary(operator: Binary, left: Expr, right: Expr) -> Expr {
    expr(Node::Binary(operator, Box::new(left), Box::new(right)))
}

/// A formula held against a number.
pub(super) fn compared(operator: Binary, left: Expr, right: Exact) -> Expr {
    binary(operator, left, expr(Node::Number(right)))
}

/// The product of claims: 1 where all of them hold.
pub(super) fn every(claims: impl Iterator<Item = Expr>) -> Expr {
    claims.reduce(|all, claim| binary(Binary::Multiply, all, claim)).unwrap_or_else(|| expr(Node::Number(Exact::one())))
}

/// The rank among listed areas: 1 + how many of them come before.
pub(super) fn rank_among(operand: &Expr, others: &[Id], ascending: bool) -> Expr {
    let before = if ascending { Binary::Less } else { Binary::Greater };
    let one = expr(Node::Number(Exact::one()));
    others.iter().fold(one, |sum, area| {
        let other = select_expr(operand.clone(), Some(area.clone()), None);
        binary(Binary::Add, sum, binary(before, other, operand.clone()))
    })
}
