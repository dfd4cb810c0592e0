//! D205, D206, D207: declared components against their total.

use crate::findings::{Code, Findings, Severity};
use crate::quantity::Exact;

use super::super::{Check, Data, Look};
use super::relation::{Evaluated, Instance, Relation, Rule};
use super::totals::half_unit;

pub(in crate::audit) const APART: Check = Check {
    code: Code { id: "D205", severity: Severity::Warning, meaning: "declared components do not make their total" },
    doc: "\
## What it does
Adds the indicators that a check declares as `parts:` and compares the sum with its `total:`, for every area and year in which
all have a value. Each recorded value stands for half a unit of its last place either way; sum and total may lie as far apart as
these halves together.

## Why
Totals are made of areas (D201) and of kinds: three industries, phases of a loan, men and women. Only the second has to be
declared.

## Example
`- {id: industries, total: gdp, parts: [primary, secondary, tertiary]}`: 10.2 + 40.1 + 50.3 = 100.6亿元, with 101.6亿元 as the
total, is reported: 1亿元 apart, 0.2亿元 allowed.

## What to do
Look for swapped digits, another unit, a component that is missing or counted twice. Where the total has a wider scope than
its parts, say so in the check (`tolerance` and `reason`), or waive the finding.",
    look: Look::Data(|data, findings| look(data, findings, Kind::Apart)),
};

pub(in crate::audit) const RESIDUE: Check = Check {
    code: Code {
        id: "D206",
        severity: Severity::Info,
        meaning: "declared components and total differ by rounding alone (尾差)",
    },
    doc: "\
## What it does
Reports declared components whose sum differs from the total, but within what rounding allows (see D205).

## Why
Such totals are printed as they are, with the note 由于四舍五入，分项之和与合计可能不等. Data staff want to know where.

## Example
33.3 + 33.3 + 33.3 = 99.9亿元, with 100.0亿元 as the total.

## What to do
Nothing; or print the note.",
    look: Look::Data(|data, findings| look(data, findings, Kind::Residue)),
};

pub(in crate::audit) const HUNDRED: Check = Check {
    code: Code { id: "D207", severity: Severity::Warning, meaning: "percentages of a whole do not make 100" },
    doc: "\
## What it does
Adds percentages that a check declares as the parts of `total: 100%`, as D205 adds components, and reports a sum that rounding
cannot explain.

## Why
Shares that make 102 % are one of the commonest errors of print, and nobody who reads one share can see it.

## Example
`- {id: structure, total: 100%, parts: [primary_share, secondary_share, tertiary_share]}` with 8.7, 38.6 and 53.7: 101 %.
Parts may be of other areas: `share[area: 东部地区]`.

## What to do
Mend the share that is wrong, or add the one that is missing.",
    look: Look::Data(|data, findings| look(data, findings, Kind::Hundred)),
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Apart,
    Residue,
    Hundred,
}

fn look(data: &Data<'_>, findings: &mut Findings, kind: Kind) {
    for Evaluated { relation, instances, .. } in &data.relations {
        let Rule::Total { total, .. } = &relation.rule else { continue };
        let hundred = matches!(total.node, crate::formula::Node::Number(_));
        for instance in instances {
            let (difference, rounding) = (&instance.left.value - &instance.right.value, rounding(relation, instance));
            let allowed = &rounding + &relation.tolerance;
            let within = difference.abs().order(&allowed).is_none_or(std::cmp::Ordering::is_le);
            let found = match (within, hundred) {
                (true, _) if difference.is_zero() => None,
                (true, _) => Some(Kind::Residue),
                (false, true) => Some(Kind::Hundred),
                (false, false) => Some(Kind::Apart),
            };
            if found == Some(kind) {
                report(relation, instance, &rounding, (kind, findings));
            }
        }
    }
}

/// How far rounding alone can carry sum and total apart.
fn rounding(relation: &Relation<'_>, instance: &Instance) -> Exact {
    relation.observations(instance).into_iter().fold(Exact::zero(), |sum, datum| &sum + &half_unit(&datum))
}

fn report(relation: &Relation<'_>, instance: &Instance, rounding: &Exact, (kind, findings): (Kind, &mut Findings)) {
    let (sum, total) = (relation.shown(&instance.left.value), relation.shown(&instance.right.value));
    let (area, period) = (&instance.context.area, &instance.context.period);
    let apart = relation.apart(&instance.left.value, &instance.right.value);
    let allowed = &(rounding + &relation.tolerance);
    let beyond = format!("{apart} apart, {} allowed", relation.apart(allowed, &Exact::zero()));
    let (code, severity, told) = match kind {
        Kind::Residue => {
            (RESIDUE.code, RESIDUE.code.severity, format!("{apart} apart, {}", why(relation, instance, rounding)))
        }
        Kind::Apart => (APART.code, relation.declared.severity, beyond),
        Kind::Hundred => (HUNDRED.code, relation.declared.severity, beyond),
    };
    let message = format!(
        "check {}: for {area} {period} the parts make {sum}, the total is {total}: {told}",
        relation.declared.id
    );
    findings.push(code.id, severity, relation.problem(instance, message));
}

/// Why a difference is allowed.
fn why(relation: &Relation<'_>, instance: &Instance, rounding: &Exact) -> String {
    let difference = (&instance.left.value - &instance.right.value).abs();
    if difference.order(rounding).is_none_or(std::cmp::Ordering::is_le) {
        return "which rounding explains".to_owned();
    }
    format!("which is declared: {}", relation.declared.reason.as_deref().unwrap_or_default())
}
