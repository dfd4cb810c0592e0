//! N109: printed shares of one whole that do not make 100.

use std::collections::BTreeMap;

use crate::findings::{Code, Findings, Severity};
use crate::formula::{Facts, Function, Node};
use crate::ledger::Figure;
use crate::quantity::Exact;

use super::{FigureCheck, Ledgers, Look, about};

pub(super) const CHECK: FigureCheck = FigureCheck {
    code: Code { id: "N109", severity: Severity::Info, meaning: "the printed shares of one whole do not make 100 (尾差)" },
    doc: "\
## What it does
Adds the printed shares of all parts of one whole, where one table or chart prints them all, and reports a sum other than 100 %.

## Why
Each share is right by itself, and readers add them up. Yearbooks keep the shares and print a note.

## Example
33.3 % three times.

## What to do
Nothing; or print 由于四舍五入，各项之和可能不等于100%.",
    look: Look::Chapter(look),
};

fn look(ledgers: &Ledgers<'_>, findings: &mut Findings) {
    let mut groups: BTreeMap<(String, String, String), Vec<&Figure>> = BTreeMap::new();
    for figure in ledgers.cells() {
        let Node::Call(Function::Share, operands) = &figure.formula.node else { continue };
        let Some(whole) = ledgers.catalogue.areas().get(&figure.area).and_then(|area| area.part_of.as_deref()) else {
            continue;
        };
        if operands.len() == 1 {
            let key = (figure.site.to_string(), format!("{}@{}", figure.indicator, figure.period), whole.to_owned());
            groups.entry(key).or_default().push(figure);
        }
    }
    for ((_, _, whole), figures) in groups {
        let parts = ledgers.catalogue.areas().parts(&whole).count();
        let sum = figures
            .iter()
            .filter_map(|figure| figure.print.rounded.as_ref())
            .fold(Exact::zero(), |sum, part| &sum + part);
        let first = figures[0];
        if figures.len() == parts && sum != Exact::one() {
            let message = format!(
                "the printed shares of {} in {whole} make {}%",
                ledgers.catalogue.name(&first.indicator),
                &sum * &Exact::from(100)
            );
            CHECK.code.report(findings, about(first, message).hint("print the note on rounding, or leave it"));
        }
    }
}
