//! The walk that finds which data an operand reads from the year that it is asked for: where a series may break between
//! two years that are compared.

use std::collections::BTreeSet;

use crate::book::Id;

use super::{Expr, Facts, Function, Node, YearSelector};

/// A data indicator that an operand reads, and how many years and which area off its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Leaf {
    /// Id of an indicator that has no formula.
    pub(crate) indicator: Id,
    /// Where it is read.
    pub(crate) area: LeafArea,
    /// Years after the operand's own; −1 under `x[year: -1]`.
    pub(crate) offset: i32,
}

/// The area of a leaf, seen from the operand's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LeafArea {
    /// The operand's own.
    Here,
    /// The area that it is part of.
    Whole,
    /// Each of its parts.
    Parts,
    /// One by id.
    Named(Id),
}

/// Returns the leaves of an operand, through the formulas of computed indicators. What stands under a fixed year is no
/// leaf, because it does not move; nor is what stands in a function that compares or gathers years, which looks for
/// breaks by itself.
pub(crate) fn leaves(operand: &Expr, facts: &dyn Facts) -> BTreeSet<Leaf> {
    let mut search = Search { facts, found: BTreeSet::new(), visited: BTreeSet::new() };
    search.visit(operand, &LeafArea::Here, 0);
    search.found
}

struct Search<'a> {
    facts: &'a dyn Facts,
    found: BTreeSet<Leaf>,
    visited: BTreeSet<Leaf>,
}

impl Search<'_> {
    fn visit(&mut self, expr: &Expr, area: &LeafArea, offset: i32) {
        match &expr.node {
            Node::Number(_) => {}
            Node::Indicator(id) => self.indicator(id, area, offset),
            Node::Select { of, area: named, year } => {
                let offset = match year {
                    None => offset,
                    Some(YearSelector::Relative(years)) => offset.saturating_add(*years),
                    Some(YearSelector::Absolute(_) | YearSelector::Span(..)) => return,
                };
                let named = named.clone().map(LeafArea::Named);
                self.visit(of, named.as_ref().unwrap_or(area), offset);
            }
            Node::Negate(of) => self.visit(of, area, offset),
            Node::Binary(_, left, right) => {
                self.visit(left, area, offset);
                self.visit(right, area, offset);
            }
            Node::Call(function, operands) => self.call(function, operands, area, offset),
        }
    }

    fn indicator(&mut self, id: &Id, area: &LeafArea, offset: i32) {
        let leaf = Leaf { indicator: id.clone(), area: area.clone(), offset };
        match self.facts.formula(id) {
            None => drop(self.found.insert(leaf)),
            Some(formula) => {
                if self.visited.insert(leaf) {
                    self.visit(formula, area, offset);
                }
            }
        }
    }

    fn call(&mut self, function: &Function, operands: &[Expr], area: &LeafArea, offset: i32) {
        match function {
            Function::Ratio | Function::Per => operands.iter().for_each(|operand| self.visit(operand, area, offset)),
            Function::Share => {
                operands.iter().for_each(|operand| self.visit(operand, area, offset));
                if let ([part], Some(whole)) = (operands, self.whole(area)) {
                    self.visit(part, &whole, offset);
                }
            }
            Function::Sum { areas } => {
                for part in self.parts(areas, area) {
                    self.visit(&operands[0], &part, offset);
                }
            }
            _ => {}
        }
    }

    fn whole(&self, area: &LeafArea) -> Option<LeafArea> {
        match area {
            LeafArea::Here => Some(LeafArea::Whole),
            LeafArea::Named(id) => self.facts.areas().get(id)?.part_of.clone().map(LeafArea::Named),
            LeafArea::Whole | LeafArea::Parts => None,
        }
    }

    fn parts(&self, listed: &[Id], area: &LeafArea) -> Vec<LeafArea> {
        match (listed, area) {
            ([], LeafArea::Here) => vec![LeafArea::Parts],
            ([], LeafArea::Named(id)) => {
                self.facts.areas().parts(id).map(|part| LeafArea::Named(part.id.clone())).collect()
            }
            ([], LeafArea::Whole | LeafArea::Parts) => Vec::new(),
            (listed, _) => listed.iter().cloned().map(LeafArea::Named).collect(),
        }
    }
}
