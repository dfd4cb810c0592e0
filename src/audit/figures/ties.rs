//! N105: ranks that are shared and do not say so.

use std::cmp::Ordering;

use crate::book::Language;
use crate::findings::{Code, Findings, Severity};
use crate::formula::{Context, Evaluator, Facts, Function, Node};
use crate::ledger::Figure;

use super::{FigureCheck, Ledgers, Look, about, reading};

pub(super) const CHECK: FigureCheck = FigureCheck {
    code: Code { id: "N105", severity: Severity::Error, meaning: "a rank is not the place that the values give, or is shared without 并列" },
    doc: "\
## What it does
Ranks the parts of the whole again, by the exact values, and compares place and ties with what is printed. Where another area
has the same value, the text has to say 并列.

## Why
Two areas cannot both be alone in third place, and a rank by printed values makes ties of what differs.

## Example
甲县 and 乙县 both have 103户: each 并列第2位.

## What to do
Keep the word that the call prints; a `word=` of your own needs 并列 where it is true.",
    look: Look::Chapter(look),
};

fn look(ledgers: &Ledgers<'_>, findings: &mut Findings) {
    for figure in ledgers.figures() {
        let Node::Call(Function::Rank { ascending, .. }, operands) = &figure.formula.node else { continue };
        let Some(operand) = operands.first() else { continue };
        let Some(value) = value(operand, &figure.area, figure, ledgers) else { continue };
        let siblings = ledgers.catalogue.areas().siblings(&figure.area);
        let others = siblings.iter().filter(|area| area.id != figure.area);
        let orders: Vec<Ordering> =
            others.filter_map(|area| self::value(operand, &area.id, figure, ledgers)?.order(&value)).collect();
        let ahead = if *ascending { Ordering::Less } else { Ordering::Greater };
        let place = 1 + orders.iter().filter(|order| **order == ahead).count();
        let tied = orders.contains(&Ordering::Equal);
        let printed = reading::read(&figure.print.token).map(|read| read.number);
        let text = figure.print.text();
        let says = if ledgers.catalogue.book().language == Language::Zh { text.contains("并列") } else { tied };
        let right = printed.is_none_or(|printed| printed == num_rational::BigRational::from_integer(place.into()));
        if !right || tied != says {
            let shared = if tied { ", shared with another area (并列)" } else { ", alone" };
            let message = format!("`{text}` is printed, but the place is {place}{shared}");
            CHECK.code.report(findings, about(figure, message).hint("leave the word to the call, or mend `word`"));
        }
    }
}

fn value(
    operand: &crate::formula::Expr,
    area: &str,
    figure: &Figure,
    ledgers: &Ledgers<'_>,
) -> Option<crate::quantity::Exact> {
    let context = Context { area: area.into(), period: figure.period };
    Evaluator::new(ledgers.catalogue, 40).evaluate(operand, &context).value().cloned()
}
