//! D213: a unit that changes while the numbers go on.

use crate::findings::{Code, Findings, Problem, Severity};
use crate::ingest::{Datum, History, Observation, Observations};

use super::super::{Check, Data, Look};
use super::series;

pub(in crate::audit) const CHECK: Check = Check {
    code: Code { id: "D213", severity: Severity::Warning, meaning: "the unit changes from one year to the next, but the numbers go on as before" },
    doc: "\
## What it does
Looks at years in which an indicator is recorded in another unit than the year before, such as 亿元 after 万元. The numbers
should change with it; where they stay in the same order of magnitude, so that the values leap, the unit is reported.

## Why
A change of unit is no fault where the value agrees (18900万元, then 1.95亿元). Where only the word was changed, every growth rate
over it is wrong by four digits. Units that cannot be converted into each other at all (元, 户) are D008.

## Example
4797万元 in 2015, 5120亿元 in 2016.

## What to do
Mend the unit or the number.",
    look: Look::Data(look),
};

/// Numbers whose quotient lies below this are of one order of magnitude, values whose quotient lies above it the square leap.
const ALIKE: f64 = 3.2;

fn look(Data { changes, .. }: &Data<'_>, findings: &mut Findings) {
    for (before, found) in changes {
        let subject = series::subject(found);
        let (now, then) = (series::shown(found), series::shown(before));
        let message = format!("{subject} = {now} follows {then}: the unit changes, the number hardly");
        let problem = Problem::new(message).about(subject).at(found.place());
        CHECK.code.report(findings, problem.hint(format!("the year before: {}", before.place())));
    }
}

/// Every observation whose unit alone changes, after the one before it.
pub(in crate::audit) fn changes(observations: &Observations) -> Vec<(Observation<'_>, Observation<'_>)> {
    let mut found = Vec::new();
    let changing = series::histories(observations).filter(|history| history.changes().next().is_some());
    for run in changing.flat_map(History::steady) {
        let pairs = run.changes().map(|next| (run.observation(next - 1), run.observation(next)));
        found.extend(pairs.filter(|(before, next)| before.unit.worth() != next.unit.worth() && goes_on(before, next)));
    }
    found
}

fn goes_on(before: &Observation<'_>, found: &Observation<'_>) -> bool {
    let apart = |a: f64, b: f64| libm::fabs(libm::log(a / b));
    let number = |observation: &Observation<'_>| match &observation.datum {
        Datum::Number(number) if number.is_positive() => Some(number.to_f64()),
        _ => None,
    };
    let value = |observation: &Observation<'_>| observation.in_base_units().map(|value| value.to_f64());
    let (Some(a), Some(b), Some(x), Some(y)) = (number(before), number(found), value(before), value(found)) else {
        return false;
    };
    let alike = libm::log(ALIKE);
    apart(a, b) < alike && apart(x, y) > 2.0 * alike
}
