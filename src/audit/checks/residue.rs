//! D202: parts that differ from their total by rounding alone (尾差).

use crate::findings::{Code, Findings, Problem, Severity};

use super::super::{Check, Data};
use super::totals;

pub(in crate::audit) const CHECK: Check = Check {
    code: Code { id: "D202", severity: Severity::Info, meaning: "parts and total differ by rounding alone (尾差)" },
    doc: "\
## What it does
Reports totals whose parts add up to something else, but within what rounding allows (see D201).

## Why
Yearbooks print such totals as they are and say so once: 由于四舍五入，分项之和与合计可能不等，均未作机械调整. Data staff want to know where.

## Example
33.3 + 33.3 + 33.3 = 99.9, with 100.0 as the total.

## What to do
Nothing; or print the note.",
    look,
};

fn look(Data { catalogue, .. }: &Data<'_>, findings: &mut Findings) {
    for total in totals::all(catalogue).filter(totals::Total::is_complete) {
        let (difference, tolerance) = (total.difference(), total.tolerance());
        let within = difference.abs().order(&tolerance).is_some_and(std::cmp::Ordering::is_le);
        if difference.is_zero() || !within {
            continue;
        }
        let unit = &total.total.unit;
        let shown = difference.divide(&unit.worth()).unwrap_or(difference);
        let message =
            format!("the parts of {} differ from its total by {shown}{unit}, which rounding explains", total.subject());
        CHECK.code.report(findings, Problem::new(message).about(total.subject()).at(total.total.place()));
    }
}
