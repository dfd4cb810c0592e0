//! D202: parts that differ from their total by rounding alone (尾差).

use crate::findings::{Code, Findings, Problem, Severity};

use super::super::{Check, Data, Look};
use super::totals::Fault;

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
    look: Look::Data(look),
};

fn look(Data { totals, .. }: &Data<'_>, findings: &mut Findings) {
    for found in totals {
        let Fault::Apart { difference, .. } = &found.fault else { continue };
        if !found.is_within_rounding() {
            continue;
        }
        let unit = &found.total.unit;
        let shown = difference.divide(&unit.worth()).unwrap_or_else(|_| difference.clone());
        let message =
            format!("the parts of {} differ from its total by {shown}{unit}, which rounding explains", found.subject());
        CHECK.code.report(findings, Problem::new(message).about(found.subject()).at(found.total.place()));
    }
}
