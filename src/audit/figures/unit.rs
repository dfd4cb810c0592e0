//! N106: a difference of rates in per cent.

use crate::findings::{Code, Findings, Severity};
use crate::formula::{Binary, Expr, Function, Node, unit_of};
use crate::indicators::Catalogue;

use super::{FigureCheck, Ledgers, Look, about, rule};

pub(super) const CHECK: FigureCheck = FigureCheck {
    code: Code {
        id: "N106",
        severity: Severity::Warning,
        meaning: "a difference of two rates is printed in %, not in 百分点",
    },
    doc: "\
## What it does
Looks at figures whose rule is a difference of two rates (`rate - rate[year: -1]`, `change(rate)`) and that print %.

## Why
From 65 % to 82 % is 17个百分点; 提高17% would be 76 %. The two are mixed up in print more often than any other pair.

## Example
An indicator `formula: rate - rate[year: -1]`, `unit: '%'`.

## What to do
Use `points(rate)`, or declare the indicator in 百分点.",
    look: Look::Chapter(look),
};

fn look(ledgers: &Ledgers<'_>, findings: &mut Findings) {
    let mut recent = rule::Recent::new();
    for figure in ledgers.all() {
        let percent = figure.print.unit.as_ref().is_some_and(|unit| matches!(unit.symbol(), "%" | "％" | "‰"));
        let differs = || is_difference(&rule::spelt_out(&figure.formula, ledgers.catalogue), ledgers.catalogue);
        if percent && recent.of(&figure.formula, differs) {
            let message =
                format!("`{}` is a difference of two rates, which is in percentage points", figure.print.text());
            CHECK
                .code
                .report(findings, about(figure, message).hint("use points(), or declare the indicator in 百分点"));
        }
    }
}

fn is_difference(expr: &Expr, catalogue: &Catalogue<'_>) -> bool {
    let rate = |operand: &Expr| unit_of(operand, catalogue).is_ok_and(|unit| unit.is_rate());
    match &expr.node {
        Node::Binary(Binary::Subtract, left, right) => rate(left) && rate(right),
        Node::Call(Function::Change { .. } | Function::Points { .. }, operands) => operands.first().is_some_and(rate),
        Node::Select { of, .. } | Node::Negate(of) => is_difference(of, catalogue),
        _ => false,
    }
}
