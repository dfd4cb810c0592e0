//! D204: values that stand out of their own series by a power of ten.

use std::collections::BTreeSet;

use crate::findings::{Code, Findings, Problem, Severity};
use crate::ingest::{Amount, History, Observation, Observations};

use super::super::{Check, Data, Look};
use super::series;

pub(in crate::audit) const CHECK: Check = Check {
    code: Code { id: "D204", severity: Severity::Warning, meaning: "a value lies a power of ten away from the years around it" },
    doc: "\
## What it does
Compares each value with the years before and after it. One that is 10, 100 or 10 000 times as large or as small as both is
reported. The newest of a series has no year after it: it is reported where it jumps by a factor of six or more, and three
times as far (in powers of ten) as the series ever did from one year to the next.

## Why
万 for 亿, a misplaced point, a missing zero: slips of magnitude are the second commonest error of gazetteers, and no reader
misses them.

## Example
5575, 43350, 3046 万人: the second is ten times what the years around it suggest.

## What to do
Look at the unit and the point in the source. A value that really jumps is waived with the reason.",
    look: Look::Data(look),
};

/// The slips that are looked for, as powers of ten.
const POWERS: [f64; 6] = [1.0, 2.0, 4.0, -1.0, -2.0, -4.0];
/// How near to a power a ratio must lie, in powers of ten: a factor of 1.6 either way.
const NEAR: f64 = 0.2;
/// How far the years of a steady series lie apart, in powers of ten: a factor of 2.
const STEADY: f64 = 0.3;
/// How far the newest value must jump, in powers of ten, and three times as far as the series ever did.
const LEAST_JUMP: f64 = 0.8;
/// A little less than the factor that the least of these makes: 10^0.8 is 6.3.
const LEAP: i128 = 6;

fn look(Data { changes, slips, .. }: &Data<'_>, findings: &mut Findings) {
    let changed: BTreeSet<_> = changes.iter().map(|(_, next)| next.key()).collect();
    for (observation, power) in slips {
        // A unit that alone was changed is reported as what it is.
        if !changed.contains(&observation.key()) {
            report(observation, *power, findings);
        }
    }
}

/// Every value that stands out by a power of ten, with the power.
pub(in crate::audit) fn slips(observations: &Observations) -> Vec<(Observation<'_>, f64)> {
    let (mut found, mut numbers, mut years) = (Vec::new(), Vec::new(), Vec::new());
    for history in series::histories(observations).map(History::years) {
        if may_leap(&history) {
            history.numbers(&mut numbers);
            let positive = numbers.iter().enumerate().filter(|(_, number)| **number > 0.0);
            years.clear();
            years.extend(positive.map(|(index, number)| (index, libm::log10(*number))));
            let slips = (0..years.len()).filter_map(|index| Some((years[index].0, slip(&years, index)?)));
            found.extend(slips.map(|(index, power)| (history.observation(index), power)));
        }
    }
    found
}

/// Whether any positive value may lie about a power of ten from the one before: no other can be a slip.
fn may_leap(history: &History<'_>) -> bool {
    let mut before = None;
    history.own_amounts().any(|amount| match amount {
        Amount::Decimal(next, _) if next > 0 => {
            let before = before.replace(next).unwrap_or(next);
            before.max(next) >= LEAP * before.min(next)
        }
        Amount::Decimal(..) | Amount::None => false,
        Amount::Hedged | Amount::Other => true,
    })
}

/// The power of ten by which a value stands out.
fn slip(years: &[(usize, f64)], index: usize) -> Option<f64> {
    let at = |index: usize| years.get(index).map(|(_, magnitude)| *magnitude);
    let here = at(index)?;
    let before = at(index.checked_sub(1)?)?;
    let by = |power: f64, other: f64| (here - other - power).abs() < NEAR;
    let neighbours_agree = |other: f64| (before - other).abs() < STEADY;
    match at(index + 1) {
        Some(after) if neighbours_agree(after) => {
            POWERS.into_iter().find(|power| by(*power, before) && by(*power, after))
        }
        Some(_) => None,
        None => {
            let earlier = &years[..index];
            let widest = earlier.windows(2).map(|pair| (pair[0].1 - pair[1].1).abs()).fold(0.0, f64::max);
            let jumps = earlier.len() >= 3 && (here - before).abs() > LEAST_JUMP.max(3.0 * widest);
            let nearest = |a: &f64, b: &f64| (here - before - a).abs().total_cmp(&(here - before - b).abs());
            POWERS.into_iter().filter(|_| jumps).min_by(nearest)
        }
    }
}

fn report(observation: &Observation<'_>, power: f64, findings: &mut Findings) {
    let times = libm::pow(10.0, power.abs());
    let side = if power > 0.0 { "as large" } else { "as small" };
    let subject = format!("{}@{}@{}", observation.indicator, observation.area, observation.period);
    let message = format!(
        "{subject} = {}{} is about {times} times {side} as the years around it",
        observation.raw, observation.unit
    );
    let problem = Problem::new(message).about(subject).at(observation.place());
    CHECK.code.report(findings, problem.hint("look at the unit (万, 亿) and the point in the source"));
}
