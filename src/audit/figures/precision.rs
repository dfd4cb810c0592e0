//! N108: one fact in two precisions.

use std::collections::BTreeSet;

use crate::findings::{Code, Findings, Severity};
use crate::ledger::Figure;

use super::twice::is_plain;
use super::{FigureCheck, Ledgers, Look, about};

pub(super) const CHECK: FigureCheck = FigureCheck {
    code: Code { id: "N108", severity: Severity::Info, meaning: "one fact is printed in two precisions or units" },
    doc: "\
## What it does
Reports a fact that is printed twice in one unit with different decimals, or twice in the text in different units.

## Why
Readers who meet 10.4 % in one place and 10 % in another take it for two figures. It may be meant: prose is rounder than tables.

## Example
1.89亿元 in one chapter, 18900万元 in another.

## What to do
Choose one, or leave it.",
    look: Look::Facts(look),
};

fn look(ledgers: &Ledgers<'_>, facts: &[Vec<&Figure>], findings: &mut Findings) {
    let in_text: BTreeSet<&str> = ledgers.figures().map(|figure| figure.id.as_str()).collect();
    for figures in facts {
        let is_text = |figure: &Figure| in_text.contains(figure.id.as_str());
        let Some(first) = figures.iter().find(|figure| is_plain(figure) && is_text(figure)) else { continue };
        let unit = |figure: &Figure| figure.print.unit.as_ref().map(ToString::to_string);
        let differs = |other: &&&Figure| {
            let one_unit = unit(other) == unit(first);
            (one_unit && other.print.decimals != first.print.decimals) || (!one_unit && is_text(other))
        };
        if let Some(other) = figures.iter().filter(|figure| is_plain(figure)).find(differs) {
            let message =
                format!("`{}` here, `{}` at {}: one fact", other.print.text(), first.print.text(), first.site);
            CHECK.code.report(findings, about(other, message).hint("choose one precision and unit, or leave it"));
        }
    }
}
