//! D201: parts that do not make their total.

use crate::findings::{Code, Findings, Problem, Severity};
use crate::formula::Facts;
use crate::ingest::Observation;
use crate::quantity::Exact;

use super::super::{Check, Data, Look};
use super::totals::Fault;

pub(in crate::audit) const CHECK: Check = Check {
    code: Code { id: "D201", severity: Severity::Warning, meaning: "the parts of an area do not add up to its total" },
    doc: "\
## What it does
Adds the values of an area's parts (`part_of` in yearbook.yaml) and compares the sum with the area's own value, for every
indicator of the data that is an amount, wherever all parts have a number. Each recorded value stands for half a unit of its last place either way (whole things that
are counted one by one, such as 206名, are exact); sum and total may lie as far apart as these halves together, and no farther.

## Why
Parts that do not make the total are one of the five kinds of error that editors find most. A fixed tolerance raises false
alarms on right totals and misses wrong ones; the exact interval does neither.

## Example
490 + 1594 + 2251 = 4335 is right. 490 + 1594 + 2215 = 4299, with 4335 as the total, is reported: 36 apart, 2 allowed.

## What to do
Look for swapped digits, a part in another unit, a part counted twice. Where the total has a wider scope than its parts,
waive the finding and say so. A total that lies between its smallest and its largest part is taken for an average and is not added up.",
    look: Look::Data(look),
};

fn look(Data { catalogue, totals, .. }: &Data<'_>, findings: &mut Findings) {
    for found in totals {
        let Fault::Apart { difference, tolerance } = &found.fault else { continue };
        if found.is_within_rounding() {
            continue;
        }
        let unit = &found.total.unit;
        let shown = |value: &Exact| {
            let value = value.divide(&unit.worth()).unwrap_or_else(|_| value.clone());
            format!("{value}{unit}")
        };
        let message = format!(
            "the parts of {} differ from its total {}{unit} by {}; rounding allows {}",
            found.subject(),
            found.total.raw,
            shown(difference),
            shown(tolerance)
        );
        let Observation { indicator, area, period, .. } = found.total;
        let parts = catalogue.areas().parts(area);
        let parts = parts.filter_map(|part| catalogue.observations().get(indicator, &part.id, period));
        let parts: Vec<String> = parts.map(|part| format!("{} {}{}", part.area, part.raw, part.unit)).collect();
        let problem = Problem::new(message).about(found.subject()).at(found.total.place());
        CHECK.code.report(findings, problem.hint(format!("the parts: {}", parts.join(", "))));
    }
}
