//! Which indicator is computed from which: order, and circles.

use std::collections::{BTreeMap, BTreeSet};

use crate::formula::{Expr, Node};

/// Returns the indicators that a formula names, in the order of first use.
pub(super) fn dependencies(expr: &Expr) -> Vec<&str> {
    let mut found = Vec::new();
    collect(expr, &mut found);
    found
}

fn collect<'e>(expr: &'e Expr, found: &mut Vec<&'e str>) {
    match &expr.node {
        Node::Number(_) => {}
        Node::Indicator(id) => {
            if !found.contains(&&**id) {
                found.push(id);
            }
        }
        Node::Select { of, .. } | Node::Negate(of) => collect(of, found),
        Node::Binary(_, left, right) => {
            collect(left, found);
            collect(right, found);
        }
        Node::Call(_, operands) => operands.iter().for_each(|operand| collect(operand, found)),
    }
}

/// The computed indicators in order, and every circle among them as its path, first member repeated at the end.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Each id after those that it depends on; members of circles included.
    pub(super) ids: Vec<String>,
    /// `[a, b, a]`
    pub(super) cycles: Vec<Vec<String>>,
}

/// Orders formulas by what they depend on; `first` says in which order they are looked at.
pub(super) fn order(formulas: &BTreeMap<String, Expr>, first: impl Iterator<Item = String>) -> Order {
    let mut visit =
        Visit { formulas, path: Vec::new(), on_path: BTreeSet::new(), done: BTreeSet::new(), order: Order::default() };
    for id in first {
        visit.from(&id);
    }
    visit.order
}

/// A walk in depth with its own stack: a chain of a hundred thousand indicators is no reason to overflow.
struct Visit<'a> {
    formulas: &'a BTreeMap<String, Expr>,
    /// The ids on the way, each with those that are still to be visited from it.
    path: Vec<(String, Vec<&'a str>)>,
    on_path: BTreeSet<String>,
    done: BTreeSet<String>,
    order: Order,
}

impl Visit<'_> {
    fn from(&mut self, id: &str) {
        self.enter(id);
        while let Some((_, open)) = self.path.last_mut() {
            match open.pop() {
                Some(next) => self.enter(next),
                None => self.leave(),
            }
        }
    }

    fn enter(&mut self, id: &str) {
        let Some(formula) = self.formulas.get(id).filter(|_| !self.done.contains(id)) else { return };
        if !self.on_path.insert(id.to_owned()) {
            let circle = self.path.iter().skip_while(|(on_path, _)| on_path != id).map(|(id, _)| id.clone());
            self.order.cycles.push(circle.chain([id.to_owned()]).collect());
            return;
        }
        let mut open = dependencies(formula);
        open.reverse();
        self.path.push((id.to_owned(), open));
    }

    fn leave(&mut self) {
        if let Some((id, _)) = self.path.pop() {
            self.on_path.remove(&id);
            self.done.insert(id.clone());
            self.order.ids.push(id);
        }
    }
}
