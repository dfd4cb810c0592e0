//! D212: a value beyond its own history.

use std::collections::BTreeSet;

use crate::findings::{Code, Findings, Problem, Severity};
use crate::ingest::{History, Observation};
use crate::quantity::Unit;

use super::super::{Check, Data, Look};
use super::series;

pub(in crate::audit) const CHECK: Check = Check {
    code: Code { id: "D212", severity: Severity::Warning, meaning: "a value lies far off the course of its own series" },
    doc: "\
## What it does
Compares each value with the course of the years around it: the middle of its two neighbours, or, at the ends of a series, the
line through the next two. A value is reported that lies more than four times as far off as any other value of the series,
and more than 8 % (of rates: a percentage point), both by differences and by ratios, so that neither steady growth nor a
decline to nothing stands out. Series of seven years and more without gap or break are looked at.

## Why
Swapped digits and a wrong first digit are slips that no total shows where there is none. A limit for all indicators would
raise alarms on those that move, and miss slips in those that hardly do; each series is its own measure.

## Example
58.0, 59.1, 60.3, 61.2, 26.5, 63.6, 64.9, 66.0: 26.5 lies 57 % off, no other value more than 1 %.

## What to do
Look the value up in its source. A real leap is waived with the reason; a change of method gets status B.",
    look: Look::Data(look),
};

/// The shortest run of years that tells anything.
const SHORTEST: usize = 7;
/// How many values must be left to compare with.
const FEWEST: usize = 3;
/// How many times as far off as the others.
const TIMES: f64 = 4.0;
/// The least that is reported: a part of the value, or of rates a percentage point.
const LEAST: f64 = 0.08;
const LEAST_POINTS: f64 = 0.01;

fn look(Data { catalogue, slips, .. }: &Data<'_>, findings: &mut Findings) {
    let slips: BTreeSet<_> = slips.iter().map(|(found, _)| found.key()).collect();
    let mut numbers = Vec::new();
    for run in series::runs(catalogue.observations()).filter(|run| run.len() >= SHORTEST) {
        run.numbers(&mut numbers);
        let Some((found, far)) = outlier(&run, &numbers) else { continue };
        // A slip of magnitude is reported as what it is.
        if !slips.contains(&found.key()) {
            CHECK.code.report(findings, problem(&found, &far));
        }
    }
}

/// The outlier of a run, and how far off it lies.
fn outlier<'a>(run: &History<'a>, values: &[f64]) -> Option<(Observation<'a>, String)> {
    let differences = Course { values };
    if run.units().all(Unit::is_rate) {
        let (index, off) = differences.farthest(|_| LEAST_POINTS)?;
        return Some((run.observation(index), format!("{:.1} percentage points", off.abs() * 100.0)));
    }
    if values.iter().any(|value| *value <= 0.0) {
        return None;
    }
    // Differences first: most series end here, without a logarithm.
    let (index, _) = differences.farthest(|level| LEAST * level)?;
    let logarithms: Vec<f64> = values.iter().map(|value| libm::log(*value)).collect();
    let (other, off) = Course { values: &logarithms }.farthest(|_| LEAST)?;
    (index == other).then(|| (run.observation(index), format!("{:.0} %", (libm::exp(off) - 1.0).abs() * 100.0)))
}

fn problem(found: &Observation<'_>, far: &str) -> Problem {
    let subject = series::subject(found);
    let message = format!(
        "{subject} = {} lies {far} off the course of the years around it, farther than any other",
        series::shown(found)
    );
    Problem::new(message)
        .about(subject)
        .at(found.place())
        .hint("look it up in its source: swapped digits, another unit?")
}

/// A run of years as numbers: as they are, or their logarithms.
struct Course<'v> {
    values: &'v [f64],
}

impl Course<'_> {
    /// How far a value lies off the middle of its neighbours.
    fn off(&self, index: usize) -> f64 {
        self.values[index] - f64::midpoint(self.values[index - 1], self.values[index + 1])
    }

    /// The value that lies farthest off, if that is far beyond the others, they are enough, and it is at least so far as
    /// `least` says for the level around it.
    fn farthest(&self, least: impl Fn(f64) -> f64) -> Option<(usize, f64)> {
        let inner = 1..self.values.len() - 1;
        let sizes = inner.clone().map(|index| (index, self.off(index).abs()));
        let (index, size) = sizes.clone().reduce(|a, b| if b.1.total_cmp(&a.1).is_ge() { b } else { a })?;
        let culprit = self.culprit(index);
        // An end is off twice as far as it carries the middle of its neighbour.
        let off = if culprit == index { self.off(index) } else { -2.0 * self.off(index) };
        let around = f64::midpoint(self.values[index - 1].abs(), self.values[index + 1].abs());
        let mut others = sizes.filter(|(other, _)| other.abs_diff(culprit) > 1);
        let enough = others.clone().nth(FEWEST - 1).is_some();
        let far = enough && off.abs() > least(around) && others.all(|(_, other)| size > TIMES * other);
        far.then_some((culprit, off))
    }

    /// Beside an end it may be the end that is off: then the value on the other side lies well.
    fn culprit(&self, index: usize) -> usize {
        let last = self.values.len() - 1;
        let well = |other: usize| self.off(other).abs() < self.off(index).abs() / 4.0;
        match index {
            1 if well(2) => 0,
            _ if index + 1 == last && well(index - 1) => last,
            _ => index,
        }
    }
}
