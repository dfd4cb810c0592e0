//! D208: a declared comparison that does not hold.

use std::cmp::Ordering;

use crate::findings::{Code, Findings, Severity};
use crate::formula::Binary;
use crate::quantity::Exact;

use super::super::{Check, Data, Look};
use super::relation::{Evaluated, Instance, Relation, Rule};

pub(in crate::audit) const CHECK: Check = Check {
    code: Code { id: "D208", severity: Severity::Warning, meaning: "a declared check does not hold" },
    doc: "\
## What it does
Evaluates both sides of every declared comparison (`that:` under `checks:`, beside the indicators), exactly, for all areas and
years in which both have a value. The finding has the severity that the check declares.

## Why
Data staff know relations that no program can guess: every poor village has a first secretary; the phases of a loan make the
loan. Written down once, they are checked in every year.

## Example
`- {id: secretaries, that: first_secretaries == poor_villages, counts: true}` with 206名 and 205个: 1 apart.
`counts: true` compares numbers of unlike things as numbers. A `tolerance` needs a `reason`.

## What to do
Mend the row that is wrong; or mend the check, restrict it with `areas:` and `years:`, or waive the finding with a reason. Where
both sides are rounded, declare `total:` with `parts:`, which allows for rounding (D205).",
    look: Look::Data(look),
};

fn look(data: &Data<'_>, findings: &mut Findings) {
    for Evaluated { relation, instances, .. } in &data.relations {
        let Rule::Comparison { text, operator, .. } = &relation.rule else { continue };
        for instance in instances {
            if !holds(*operator, &instance.left.value, &instance.right.value, &relation.tolerance) {
                let problem = relation.problem(instance, message(relation, text, instance));
                findings.push(CHECK.code.id, relation.declared.severity, problem);
            }
        }
    }
}

/// Two sides that cannot be told apart are equal.
fn holds(operator: Binary, left: &Exact, right: &Exact, tolerance: &Exact) -> bool {
    let order = |a: &Exact, b: &Exact| a.order(b).unwrap_or(Ordering::Equal);
    let apart = (left - right).abs();
    let equal = order(&apart, tolerance).is_le();
    match operator {
        Binary::Equal => equal,
        Binary::NotEqual => !equal,
        Binary::Less => order(left, &(right + tolerance)).is_lt(),
        Binary::LessOrEqual => order(left, &(right + tolerance)).is_le(),
        Binary::Greater => order(&(left + tolerance), right).is_gt(),
        Binary::GreaterOrEqual => order(&(left + tolerance), right).is_ge(),
        _ => true,
    }
}

fn message(relation: &Relation<'_>, text: &str, instance: &Instance) -> String {
    let (left, right) = (&instance.left.value, &instance.right.value);
    let allowed = if relation.tolerance.is_zero() {
        String::new()
    } else {
        format!("; {} allowed", relation.shown(&relation.tolerance))
    };
    format!(
        "check {}: `{text}` does not hold for {} {}: {} and {}, {} apart{allowed}",
        relation.declared.id,
        instance.context.area,
        instance.context.period,
        relation.shown(left),
        relation.other(right),
        relation.apart(left, right),
    )
}
