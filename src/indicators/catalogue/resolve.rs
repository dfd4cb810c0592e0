//! From the names in a formula to ids.

use std::ops::Range;

use crate::book::{AreaTree, Id};
use crate::findings::Code;
use crate::findings::nearest;
use crate::formula::{Expr, FormulaProblem, Function, Node};
use crate::indicators::codes;

use super::names::NameTable;
use super::place;

/// Replaces names by ids and collects every name that is not known.
pub(super) struct Resolver<'a> {
    names: &'a NameTable<'a>,
    areas: &'a AreaTree,
    /// The formula as written, to find an area's name in it; empty where there is no text.
    text: &'a str,
    pub(super) problems: Vec<(Code, FormulaProblem)>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(names: &'a NameTable<'a>, areas: &'a AreaTree, text: &'a str) -> Self {
        Self { names, areas, text, problems: Vec::new() }
    }

    pub(super) fn expr(&mut self, expr: Expr) -> Expr {
        let Expr { node, span } = expr;
        let node = match node {
            Node::Number(number) => Node::Number(number),
            Node::Indicator(name) => Node::Indicator(self.indicator(name, &span)),
            Node::Select { of, area, year } => {
                let of = self.boxed(of);
                let after = of.span.end.clamp(span.start, span.end)..span.end;
                Node::Select { of, area: area.map(|area| self.area(area, &after)), year }
            }
            Node::Negate(of) => Node::Negate(self.boxed(of)),
            Node::Binary(operator, left, right) => Node::Binary(operator, self.boxed(left), self.boxed(right)),
            Node::Call(function, operands) => {
                let operands = operands.into_iter().map(|operand| self.expr(operand)).collect();
                Node::Call(self.function(function, &span), operands)
            }
        };
        Expr { node, span }
    }

    #[expect(clippy::boxed_local, reason = "the tree holds boxes")]
    fn boxed(&mut self, expr: Box<Expr>) -> Box<Expr> {
        Box::new(self.expr(*expr))
    }

    fn function(&mut self, function: Function, span: &Range<usize>) -> Function {
        match function {
            Function::Sum { areas } => {
                Function::Sum { areas: areas.into_iter().map(|area| self.area(area, span)).collect() }
            }
            other => other,
        }
    }

    fn indicator(&mut self, name: Id, span: &Range<usize>) -> Id {
        if let Some(id) = self.names.id(&name) {
            return id.into();
        }
        let hint = self.names.nearest(&name).map_or_else(
            || "declare it under `indicators`, or give it observations".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let problem =
            FormulaProblem { message: format!("no indicator `{name}`"), hint: Some(hint), span: span.clone() };
        self.problems.push((codes::UNKNOWN_INDICATOR, problem));
        name
    }

    fn area(&mut self, name: Id, within: &Range<usize>) -> Id {
        if let Some(area) = self.areas.get(&name) {
            return area.id.clone();
        }
        let hint = nearest(&name, self.areas.names()).map_or_else(
            || "list it under `areas` in yearbook.yaml".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let span = place::of_name(self.text, within, &name);
        let problem = FormulaProblem { message: format!("no area `{name}`"), hint: Some(hint), span };
        self.problems.push((codes::UNKNOWN_AREA, problem));
        name
    }
}
