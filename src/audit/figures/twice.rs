//! N107: one fact, two numbers.

use crate::findings::{Code, Findings, Severity};
use crate::ledger::Figure;
use crate::quantity::{Exact, Unit};

use super::{FigureCheck, Ledgers, Look, about};

pub(super) const CHECK: FigureCheck = FigureCheck {
    code: Code { id: "N107", severity: Severity::Error, meaning: "one fact is printed with two numbers that rounding cannot reconcile" },
    doc: "\
## What it does
Gathers all figures of one fact: one rule (spelt out, so that an indicator and its formula are the same), one area, one period;
in all chapters, in charts and in tables. Each printed number stands for half a unit of its last place either way; two whose
intervals do not meet contradict each other. Hedged numbers are left alone.

## Why
The same item differing between chapters, or between the prose and its table, is one of the five kinds of error that editors find
most.

## Example
1.89亿元 in one chapter, 1.98亿元 in another.

## What to do
A book cannot cause this by its data alone: look at what prints the second number, and report it as a fault of the program.",
    look: Look::Facts(look),
};

fn look(ledgers: &Ledgers<'_>, facts: &[Vec<&Figure>], findings: &mut Findings) {
    for figures in facts {
        let mut plain = figures.iter().copied().filter(|figure| is_plain(figure));
        let Some(first) = plain.next() else { continue };
        for other in plain {
            if apart(first, other) {
                let message = format!(
                    "`{}` and `{}` ({}) print one fact, and rounding cannot reconcile them",
                    other.print.text(),
                    first.print.text(),
                    first.site
                );
                let rule = first.provenance(ledgers.catalogue).rule;
                CHECK.code.report(findings, about(other, message).hint(format!("the rule of both: {rule}")));
            }
        }
    }
}

/// Whether it is printed without 约, 多, 以上 and the like.
pub(super) fn is_plain(figure: &Figure) -> bool {
    let hedged = !figure.print.hedge.is_empty() || !figure.print.after.is_empty();
    !hedged && !figure.print.token.contains(['多', '余'])
}

/// Whether the intervals of two printed numbers do not meet.
fn apart(a: &Figure, b: &Figure) -> bool {
    let (Some(left), Some(right)) = (&a.print.rounded, &b.print.rounded) else { return false };
    let allowed = &half(a) + &half(b);
    (left - right).abs().order(&allowed).is_some_and(std::cmp::Ordering::is_gt)
}

/// Half a unit of the last printed place, in base units. A number that prints no decimals may have been rounded to tens.
pub(super) fn half(figure: &Figure) -> Exact {
    let scale = figure.print.unit.as_ref().map_or_else(Exact::one, Unit::worth);
    let zeros = figure.print.token.chars().filter(char::is_ascii_digit).rev().take_while(|c| *c == '0').count();
    let decimals = i32::try_from(figure.print.decimals).unwrap_or(0);
    let place = if decimals > 0 { -decimals } else { i32::try_from(zeros).unwrap_or(0) };
    &(&Exact::power_of_ten(place) * &scale) * &Exact::ratio(1, 2)
}
